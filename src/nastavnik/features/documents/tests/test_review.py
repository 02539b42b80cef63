"""A draft goes round named people before it is signed: they see what was sent to them, their word holds for that text."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nastavnik.features.documents import queries, services
from nastavnik.features.documents.models import Document, Handing, ReviewStep
from nastavnik.features.people import services as people
from nastavnik.features.people.models import Person
from nastavnik.kernel import jobs
from nastavnik.kernel.contracts import dues, person_data
from nastavnik.kernel.errors import Changed, Denied, DomainError, InputRefused, WrongState

TODAY = dt.date(2026, 10, 10)
TEXT = {"subject": "Об участии", "paragraphs": ["Просим подтвердить участие"]}


def worker(curator, **fields):
    return people.add_person(by=curator, kind="worker", **fields)


@pytest.fixture
def lawyer(in_college, curator):
    return worker(curator, last="Липова", first="Анна", middle="Юрьевна", post="юрисконсульт")


@pytest.fixture
def cadre(in_college, curator):
    return worker(curator, last="Ольхин", first="Лев", post="специалист по кадрам")


@pytest.fixture
def office(actor_in, college, lawyer):
    return actor_in(college, "office", person=lawyer)


@pytest.fixture
def letter(in_college, curator):
    return services.draft(by=curator, kind="letter", subject={}, title="Письмо партнёру", edits=TEXT)


def sent(curator, letter, *people):
    services.send(by=curator, document=letter, person_ids=[one.pk for one in people])
    letter.refresh_from_db()
    return {step.person_id: step for step in ReviewStep.objects.filter(review__document=letter, review__state="open")}


def agree(by, step, **more):
    return services.decide(by=by, step=step, agree=True, shown_hash=step.review.content_hash, **more)


def words(client, url):
    return client.get(url).content.decode().replace("\u00a0", " ")


def test_office_sees_what_was_sent_to_it_agrees_and_the_curator_marks_the_other_from_paper(
    curator, office, letter, lawyer, cadre, signed_in
):
    page = reverse("documents:document", args=[letter.pk])
    client = signed_in(office)
    assert client.get(page).status_code == 404
    heads = signed_in(curator)
    answer = heads.post(
        reverse("documents:review", args=[letter.pk]), {"people": [str(lawyer.pk)], "names": "Ольхин Лев"}
    )
    assert answer.status_code == 302
    assert "Вам на согласование" in words(client, reverse("documents:queue"))
    shown = words(client, page)
    assert "Ваше согласование" in shown and "Отменить проект" not in shown and "Дополнить текст" not in shown
    letter.refresh_from_db()
    steps = {step.person_id: step for step in ReviewStep.objects.filter(review__document=letter)}
    client.post(
        reverse("documents:review_step", args=[steps[lawyer.pk].pk]),
        {"answer": "agree", "shown_hash": letter.content_hash},
    )
    heads.post(
        reverse("documents:review_step", args=[steps[cadre.pk].pk]),
        {"answer": "agree", "paper": "1", "on": "2026-10-10"},
    )
    letter.refresh_from_db()
    assert letter.state == "agreed"
    margin = words(heads, page)
    assert "с бумаги, отметил: curator" in margin and "2 из 2" in margin


def test_office_sees_nothing_else_and_can_not_act_on_it(curator, office, letter, lawyer, signed_in):
    other = services.draft(by=curator, kind="letter", subject={}, title="Чужое письмо", edits=TEXT | {"subject": "О"})
    sent(curator, letter, lawyer)
    assert [item.pk for item in queries.visible_documents(office)] == [letter.pk]
    client = signed_in(office)
    assert "Чужое письмо" not in words(client, reverse("documents:list"))
    for name in ("document", "acquaintance"):
        assert client.get(reverse(f"documents:{name}", args=[other.pk])).status_code == 404
    services.mark_printed(by=curator, document=other)
    with pytest.raises(Denied):
        services.register(by=office, document=other, number="1", on=TODAY)
    with pytest.raises(Denied):
        services.draft(by=office, kind="letter", subject={}, title="Своё")


def test_who_only_agrees_does_not_sign_nor_number(curator, office, letter, lawyer, signed_in):
    sent(curator, letter, lawyer)
    client = signed_in(office)
    assert "Отметить подпись" not in words(client, reverse("documents:document", args=[letter.pk]))
    with pytest.raises(Denied):
        services.sign(by=office, document=letter, on=TODAY, shown_hash=letter.content_hash)
    Document.objects.filter(pk=letter.pk).update(state="signed", signed_on=TODAY)
    with pytest.raises(Denied):
        services.register(by=office, document=letter, number="1")
    assert "Внести номер" not in words(client, reverse("documents:list"))
    assert "Номеров не ждёт" in words(client, reverse("documents:numbers"))


def test_handed_document_gets_its_number_from_the_secretary(curator, director, office, letter, lawyer, signed_in):
    services.mark_printed(by=curator, document=letter)
    answer = signed_in(curator).post(
        reverse("documents:hand"), {"document": str(letter.pk), "person": str(lawyer.pk), "note": "внести номер"}
    )
    assert answer.status_code == 302 and Handing.objects.get().note == "внести номер"
    client = signed_in(office)
    assert "внести номер" in words(client, reverse("documents:queue"))
    client.post(reverse("documents:number", args=[letter.pk]), {"number": "12", "on": "2026-10-09"})
    letter.refresh_from_db()
    assert (letter.state, letter.number) == ("registered", "12")


def test_remarks_give_the_draft_back_and_the_new_round_keeps_the_old_words(curator, office, letter, lawyer, signed_in):
    (step,) = sent(curator, letter, lawyer).values()
    with pytest.raises(InputRefused, match="замечания"):
        services.decide(by=office, step=step, agree=False, shown_hash=letter.content_hash)
    services.decide(by=office, step=step, agree=False, remarks="Уточните срок", shown_hash=letter.content_hash)
    letter.refresh_from_db()
    assert letter.state == "draft"
    (line,) = [item for item in dues["documents_review"].items(curator, TODAY) if "замечаниями" in item.title]
    assert line.button == "Исправить документ"
    services.edit(by=curator, document=letter, title="", edits={"paragraphs": ["Просим ответить до 1 ноября"]})
    sent(curator, letter, lawyer)
    page = words(signed_in(curator), reverse("documents:document", args=[letter.pk]))
    assert "Уточните срок" in page and "Круг 1" in page


def test_changed_text_returns_the_route_to_its_start_with_a_reason(curator, office, letter, lawyer, cadre):
    steps = sent(curator, letter, lawyer, cadre)
    agree(office, steps[lawyer.pk])
    letter.refresh_from_db()
    old = letter.content_hash
    change = {"paragraphs": ["Просим подтвердить участие до 1 ноября"]}
    with pytest.raises(InputRefused, match="что изменено"):
        services.edit(by=curator, document=letter, title="", edits=change)
    services.edit(by=curator, document=letter, title="", edits=change, reason="уточнён срок")
    letter.refresh_from_db()
    last = letter.reviews.order_by("-number").first()
    assert (letter.state, last.number, last.reason) == ("review", 2, "уточнён срок")
    assert set(last.steps.values_list("state", flat=True)) == {"wait"}
    with pytest.raises(Changed):  # what the lawyer had on the screen is no more
        services.decide(by=office, step=last.steps.get(person=lawyer), agree=True, shown_hash=old)
    with pytest.raises(WrongState):  # the old round is closed
        agree(office, steps[lawyer.pk])


def test_unchanged_text_keeps_the_route(curator, office, letter, lawyer):
    (step,) = sent(curator, letter, lawyer).values()
    agree(office, step)
    services.refresh(by=curator, document=Document.objects.get(pk=letter.pk))
    letter.refresh_from_db()
    assert letter.state == "agreed" and letter.reviews.count() == 1


def test_nobody_agrees_for_another_and_paper_is_not_dated_ahead(curator, office, letter, lawyer, cadre):
    steps = sent(curator, letter, lawyer, cadre)
    with pytest.raises(Denied):
        agree(office, steps[cadre.pk])
    with pytest.raises(Denied):
        agree(office, steps[cadre.pk], on_paper=True, on=TODAY)
    with pytest.raises(InputRefused, match="не наступила"):
        agree(curator, steps[cadre.pk], on_paper=True, on=TODAY + dt.timedelta(days=1))
    with pytest.raises(InputRefused, match="раньше этого дня"):
        agree(curator, steps[cadre.pk], on_paper=True, on=TODAY - dt.timedelta(days=1))


def test_who_agrees_has_a_post(curator, letter):
    nobody = Person.objects.create(kind="worker", last="Берёзкин", first="Пётр")
    with pytest.raises(InputRefused, match="не указана должность"):
        sent(curator, letter, nobody)


def test_signing_waits_for_agreement_only_where_the_organisation_asks(curator, director, office, letter, lawyer):
    other = services.draft(by=curator, kind="letter", subject={}, title="Второе", edits=TEXT | {"subject": "О встрече"})
    assert services.sign(by=director, document=other, on=TODAY, shown_hash=other.content_hash).state == "signed"
    services.save_rule(by=curator, kind="letter", required=True, sheet=False, person_ids=[lawyer.pk])
    with pytest.raises(DomainError, match="после согласования"):
        services.sign(by=director, document=letter, on=TODAY, shown_hash=letter.content_hash)
    (step,) = sent(curator, letter, lawyer).values()
    with pytest.raises(DomainError, match="Липова"):
        services.sign(by=director, document=letter, on=TODAY, shown_hash=letter.content_hash)
    agree(office, step)
    assert services.sign(by=director, document=letter, on=TODAY, shown_hash=letter.content_hash).state == "signed"


def test_sheet_of_visas_is_printed_after_the_document_where_asked(curator, letter, lawyer, signed_in):
    import io

    import pypdfium2

    def pages(url):
        return len(pypdfium2.PdfDocument(io.BytesIO(signed_in(curator).get(url).content)))

    sent(curator, letter, lawyer)
    url = reverse("documents:download", args=[letter.pk, "pdf"])
    assert pages(url) == 1
    services.save_rule(by=curator, kind="letter", required=False, sheet=True, person_ids=[])
    assert pages(url) == 2
    assert pages(reverse("documents:visas", args=[letter.pk])) == 1


def test_number_of_queries_does_not_depend_on_those_who_agree(curator, letter, signed_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(count):
        for number in range(count):
            Person.objects.create(kind="worker", last=f"Рябинин{number}", first="Ян", post="методист")
        named = Person.objects.filter(post="методист")
        document = services.draft(
            by=curator, kind="letter", subject={}, title=f"О {count}", edits=TEXT | {"subject": f"О {count}"}
        )
        services.send(by=curator, document=document, person_ids=[one.pk for one in named][:count])
        client = signed_in(curator)
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("documents:document", args=[document.pk])).status_code == 200
        return len(found)

    assert asked(2) == asked(12)


def test_merged_cards_keep_one_place_in_each_document(curator, letter, lawyer, cadre):
    sent(curator, letter, lawyer, cadre)
    services.call_to_acquaint(by=curator, document=_signed(letter), person_ids=[lawyer.pk, cadre.pk])
    person_data["documents"].move(cadre.pk, lawyer.pk)
    assert list(letter.people.values_list("person_id", flat=True)) == [lawyer.pk]
    assert list(ReviewStep.objects.values_list("person_id", flat=True)) == [lawyer.pk]


def _signed(letter):
    Document.objects.filter(pk=letter.pk).update(state="registered", signed_on=TODAY)
    letter.refresh_from_db()
    jobs.run_all()
    return letter
