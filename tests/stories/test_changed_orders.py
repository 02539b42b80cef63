"""What an order has fixed only an order changes: a mentor replaced, a pair ended, a term moved, the order repealed."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from nastavnik.features.consents import services as consents
from nastavnik.features.documents import services as documents
from nastavnik.features.documents.models import Document
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.pairings import changing, packages, replacing, services
from nastavnik.features.pairings.models import Pairing, PersonalProgram
from nastavnik.kernel import journal
from nastavnik.kernel.contracts import ActivityRef, evidence, finding_rules
from nastavnik.kernel.errors import DomainError, InputRefused, WrongState

TODAY = dt.date(2026, 10, 10)
START = dt.date(2026, 10, 1)
CHANGE = dt.date(2026, 10, 26)
END = dt.date(2027, 5, 31)


@pytest.fixture
def workers(in_college, curator, people_in):
    documents.standard_registers(by=curator)
    return people_in(in_college, 6)


def consented(curator, pairings, on=dt.date(2026, 9, 25)):
    for sheet in packages.needed_sheets(by=curator, pairing_ids=[item.pk for item in pairings]):
        consents.mark_given(by=curator, code=sheet.code, on=on, requisites_checked=True)


def made(curator, mentor, mentee):
    return services.propose(
        by=curator, mentor=mentor, mentees=[mentee], form="teacher_teacher", starts_on=START, ends_on=END
    )


def registered(document, curator, director, number, on=TODAY, reason=""):
    document.refresh_from_db()
    signed = documents.sign(
        by=director, document=document, on=on, shown_hash=document.content_hash, overrule_reason=reason
    )
    return documents.register(by=curator, document=signed, number=number)


@pytest.fixture
def ordered(workers, curator, director):
    """Two staff pairs fixed by order № 1-од of 28 September."""
    pairs = [made(curator, workers[0], workers[1]), made(curator, workers[2], workers[3])]
    consented(curator, pairs)
    order = services.draft_order(by=curator, pairing_ids=[item.pk for item in pairs])
    order = registered(order, curator, director, "1-од", on=dt.date(2026, 9, 28))
    for item in pairs:
        item.refresh_from_db()
    assert [item.state for item in pairs] == ["ordered", "ordered"]
    return order, pairs


def replacement(curator, pairing, mentor, reason="mentor_wish"):
    successor = changing.plan_replacement(by=curator, pairing=pairing, mentor=mentor, starts_on=CHANGE)
    return successor, changing.draft_replacement(by=curator, successor=successor, reason=reason)


def test_mentor_is_replaced_by_the_order_and_the_old_pair_keeps_its_facts(ordered, workers, curator, director):
    order, (pair, _) = ordered
    services.fill_programs(by=curator, pairing_ids=[pair.pk])
    successor, draft = replacement(curator, pair, workers[4])
    text = draft.text.replace("\u00a0", " ")
    assert "О замене наставника" in text and "отказом наставника" in text and "№ 1‑од" in text
    with pytest.raises(DomainError, match="нет согласия"):
        registered(draft, curator, director, "2-од")
    pair.refresh_from_db()
    assert pair.state == "ordered"  # works with the old mentor until then
    consented(curator, [successor])
    done = registered(draft, curator, director, "2-од")
    pair.refresh_from_db()
    successor.refresh_from_db()
    assert (pair.state, pair.ended_on, pair.end_reason) == ("terminated", dt.date(2026, 10, 25), "mentor_wish")
    assert (successor.state, successor.order_document_id, successor.starts_on) == ("ordered", done.pk, CHANGE)
    assert successor.order_line == pair.order_line
    assert PersonalProgram.objects.filter(pairing=pair).exists() and successor.program.starts_on == CHANGE
    assert [item.pk for item in changing.pairs_of_order(order)] == sorted(
        [successor.pk, ordered[1][1].pk], key=lambda pk: Pairing.objects.get(pk=pk).order_line
    )
    assert "documents.amended" in [line.action for line in journal.history(order)]


def test_order_signed_before_the_new_mentors_consent_starts_nothing(ordered, workers, curator):
    """A date typed from the sheet is a fact; neither pair moves until the mending act, and the checker says so."""
    _, (pair, _) = ordered
    successor, draft = replacement(curator, pair, workers[4])
    consented(curator, [successor], on=TODAY)
    documents.mark_printed(by=curator, document=draft)
    done = documents.register(by=curator, document=draft, number="2-од", on=dt.date(2026, 10, 5))
    pair.refresh_from_db()
    successor.refresh_from_db()
    assert (done.state, pair.state, successor.state) == ("registered", "ordered", "agreed")
    found = list(finding_rules["PAIR_ORDER_BEFORE_CONSENT"].check(TODAY))
    assert [item.object_id for item in found] == [successor.pk]


def test_replacement_is_planned_once_and_goes_with_its_draft(ordered, workers, curator):
    _, (pair, _) = ordered
    successor, draft = replacement(curator, pair, workers[4])
    assert not list(finding_rules["PAIR_DUPLICATE"].check(TODAY))
    with pytest.raises(WrongState, match="уже готовится"):
        changing.plan_replacement(by=curator, pairing=pair, mentor=workers[5], starts_on=CHANGE)
    with pytest.raises(InputRefused, match="Нет пар"):  # it is not an ordinary new pair
        services.draft_order(by=curator, pairing_ids=[successor.pk])
    documents.discard(by=curator, document=draft)
    successor.refresh_from_db()
    assert successor.removed_at is not None
    assert changing.planned_successor(pair) is None


@pytest.mark.parametrize("day", [START, dt.date(2027, 6, 1)])
def test_new_mentor_begins_inside_the_pairs_term(ordered, workers, curator, day):
    with pytest.raises(InputRefused, match="внутри срока пары"):
        changing.plan_replacement(by=curator, pairing=ordered[1][0], mentor=workers[4], starts_on=day)


def test_worker_is_told_three_working_days_before(ordered, curator):
    _, (pair, _) = ordered
    with pytest.raises(InputRefused, match="три рабочих дня"):
        changing.draft_termination(by=curator, pairing=pair, on=dt.date(2026, 10, 13), reason="mentor_wish")
    changing.draft_termination(by=curator, pairing=pair, on=dt.date(2026, 10, 14), reason="mentor_wish")


def test_pair_ended_by_an_order_works_until_its_registration(ordered, curator, director):
    _, (pair, _) = ordered
    draft = changing.draft_termination(by=curator, pairing=pair, on=CHANGE, reason="mutual")
    assert "досрочном прекращении" in draft.text
    registered(draft, curator, director, "3-од")
    pair.refresh_from_db()
    assert (pair.state, pair.ended_on, pair.end_note) == ("terminated", CHANGE, "Приказ № 3-од от 10.10.2026")


def test_one_order_ends_moves_and_adds(ordered, workers, curator, director):
    order, (first, second) = ordered
    extra = made(curator, workers[4], workers[5])
    consented(curator, [extra])
    longer = dt.date(2027, 6, 15)
    draft = changing.draft_amendment(
        by=curator, order=order, remove={first.pk: CHANGE}, terms={second.pk: longer}, add=[extra.pk],
        reason="В связи с кадровыми изменениями",
    )  # fmt: skip
    text = draft.text.replace("\u00a0", " ")
    assert "Исключить из приложения строку" in text and "заменить словами «по 15.06.2027»" in text
    assert "Дополнить приложение строками 3" in text
    done = registered(draft, curator, director, "4-од")
    for item in (first, second, extra):
        item.refresh_from_db()
    assert (first.state, second.ends_on) == ("terminated", longer)
    assert (extra.state, extra.order_line, extra.order_document_id) == ("ordered", 3, done.pk)


def test_repealed_amendment_brings_everything_back(ordered, workers, curator, director):
    order, (first, second) = ordered
    successor, _ = replacement(curator, first, workers[4])
    consented(curator, [successor])
    draft = changing.draft_amendment(
        by=curator, order=order, remove={}, terms={second.pk: dt.date(2027, 6, 15)}, add=[successor.pk], reason=""
    )
    done = registered(draft, curator, director, "4-од")
    documents.repeal(by=director, document=done, reason="подписан по ошибке")
    for item in (first, second, successor):
        item.refresh_from_db()
    assert (first.state, first.ended_on, second.ends_on) == ("ordered", None, END)
    assert successor.removed_at is not None
    assert [item.pk for item in changing.pairs_of_order(order)] == [first.pk, second.pk]


def test_order_of_repeal_ends_the_order_with_its_amendments_when_registered(ordered, workers, curator, director):
    order, (first, second) = ordered
    successor, draft = replacement(curator, first, workers[4])
    consented(curator, [successor])
    changed = registered(draft, curator, director, "2-од")
    ref = ActivityRef(uuid.uuid4(), uuid.uuid4(), organizations.current_year().pk, "order_pairs", "order_pairs")

    def proof():
        return evidence["document_registered"].answer([ref], TODAY)[0]

    assert proof().state == "done"
    repeal = documents.draft_repeal(by=curator, document=order, reason="В связи с новым составом пар")
    assert proof().state == "done"  # a draft ends nothing
    assert "№\u00a01‑од" in repeal.text and "№\u00a02‑од" in repeal.text
    repeal = registered(repeal, curator, director, "5-од")
    order.refresh_from_db()
    changed.refresh_from_db()
    assert (order.state, changed.state, repeal.cancels_id) == ("cancelled", "cancelled", order.pk)
    states = dict(Pairing.objects.values_list("pk", "state"))
    assert (states[first.pk], states[second.pk], states[successor.pk]) == ("terminated", "agreed", "agreed")
    assert proof().state == "none" and "приказ № 5-од" in proof().words
    with pytest.raises(WrongState, match="зарегистрированный"):
        documents.draft_repeal(by=curator, document=order, reason="ещё раз")


def test_signature_waits_while_the_changed_order_is_no_longer_in_force(ordered, curator, director):
    order, (pair, _) = ordered
    draft = changing.draft_termination(by=curator, pairing=pair, on=CHANGE, reason="mutual")
    documents.repeal(by=director, document=order, reason="внесён ошибочно")
    draft = documents.refresh(by=curator, document=draft)
    with pytest.raises(DomainError, match="нет в силе"):
        documents.sign(by=director, document=draft, on=TODAY, shown_hash=draft.content_hash)


def test_wording_of_another_order_is_changed_by_typed_points(workers, curator, director):
    order = documents.record_prior(by=curator, kind="order_team", title="О рабочей группе", number="9-од", on=START)
    with pytest.raises(InputRefused, match="что меняется"):
        documents.draft_amendment(by=curator, document=order, points=[" "])
    draft = documents.draft_amendment(by=curator, document=order, points=["Пункт 2 исключить"])
    assert "1.1. Пункт 2 исключить." in draft.text.replace("\u00a0", " ")
    done = registered(draft, curator, director, "10-од")
    assert [item.pk for item in order.amended_by.all()] == [done.pk]


def test_bank_offers_who_has_places_and_says_what_is_to_be_checked(ordered, workers, curator):
    from nastavnik.features.banks.models import MenteeEntry, MentorEntry, Request

    _, (pair, _) = ordered
    year = pair.program_year
    for person, capacity, skills in ((workers[4], 1, ["lesson_design"]), (workers[5], 2, [])):
        MentorEntry.objects.update_or_create(
            program_year=year, person=person,
            defaults={"state": "admitted", "entered_on": TODAY, "capacity": capacity, "competences": skills},
        )  # fmt: skip
    MentorEntry.objects.filter(person=workers[2]).update(capacity=1)
    entry = MenteeEntry.objects.get(program_year=year, person=workers[1])
    from nastavnik.features.questionnaires.ready.dictionaries import request_topics

    topic = next(item for item in request_topics().values() if item.competences)
    MentorEntry.objects.filter(person=workers[4]).update(competences=[topic.competences[0]])
    Request.objects.create(entry=entry, topic=topic.code, recorded_on=TODAY)
    found = replacing.candidates(curator, pair, TODAY)
    assert [item.person.pk for item in found] == [workers[4].pk, workers[5].pk, workers[2].pk]
    assert found[0].fits == [topic.title] and found[0].left == 1 and found[0].lacks
    assert "не больше 1" in found[2].stops[0].replace("\u00a0", " ")


def test_curator_replaces_a_mentor_in_the_browser(ordered, workers, curator_client):
    _, (pair, _) = ordered
    page = curator_client.get(reverse("pairings:pair", args=[pair.pk])).content.decode()
    address = reverse("pairings:replace", args=[pair.pk])
    assert address in page
    refused = curator_client.post(address, {"reason": "mentor_wish", "starts_on": "2026-10-26"})
    assert refused.status_code == 422 and "Отметьте наставника" in refused.content.decode()
    assert "Воробьёв" not in refused.content.decode().split("Новый наставник")[1].split("</table>")[0]
    late = curator_client.post(address, {"reason": "mentor_wish", "starts_on": "2026-10-13", "mentor": workers[4].pk})
    assert "три рабочих дня" in late.content.decode() and not Pairing.objects.filter(replaces=pair).exists()
    sent = curator_client.post(address, {"reason": "mentor_wish", "starts_on": "2026-10-26", "mentor": workers[4].pk})
    order = Document.objects.get(kind="order_replace_mentor")
    assert sent["Location"] == reverse("documents:document", args=[order.pk])
    assert sent["Location"] in curator_client.get(reverse("documents:queue")).content.decode()
    assert sent["Location"] in curator_client.get(address.replace("replace/", "")).content.decode()


def test_curator_amends_and_repeals_from_the_page_of_the_order(ordered, curator_client):
    order, (first, second) = ordered
    page = curator_client.get(reverse("documents:document", args=[order.pk])).content.decode()
    assert "Внести изменения" in page and "Отменить приказом" in page
    sent = curator_client.get(reverse("documents:amend", args=[order.pk]))
    assert sent["Location"] == reverse("pairings:amend", args=[order.pk])
    empty = curator_client.post(sent["Location"], {"why": "mutual"})
    assert empty.status_code == 422 and "Ничего не меняется" in empty.content.decode()
    noday = curator_client.post(sent["Location"], {"why": "mutual", f"do-{first.pk}": "remove"})
    assert "нет дня" in noday.content.decode()
    curator_client.post(
        sent["Location"], {"why": "mutual", f"do-{second.pk}": "term", f"day-{second.pk}": "2027-06-20"}
    )
    assert Document.objects.get(kind="order_amend").subject["changes"][0]["until"] == "2027-06-20"
    curator_client.post(reverse("documents:repeal_order", args=[order.pk]), {"reason": "В связи с новым составом"})
    assert Document.objects.get(kind="order_repeal").subject["targets"] == [str(order.pk)]


def test_mark_on_which_an_order_rests_is_not_undone(ordered, curator):
    from nastavnik.features.consents.models import Consent

    given = Consent.objects.filter(kind="consent_duties").first()
    with pytest.raises(WrongState, match="внесите отзыв"):
        consents.unmark(by=curator, consent=given, reason="ошибка")
    assert Consent.objects.filter(pk=given.pk).exists()
