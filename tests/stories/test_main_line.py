"""From ready pairs to an order: consents on paper, the order signed and numbered, the pairs fixed, nobody slips through."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nastavnik.features.consents import services as consents
from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.documents import services as documents
from nastavnik.features.documents.models import Document
from nastavnik.features.pairings import packages, services
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.people import services as people
from nastavnik.kernel import clock, jobs, scope
from nastavnik.kernel.errors import DomainError

TODAY = dt.date(2026, 10, 10)


@pytest.fixture
def staff(in_college, curator):
    """A teacher and a young colleague."""
    mentor = people.add_person(by=curator, last="Кузнецова", first="Мария", middle="Викторовна", post="преподаватель")
    mentee = people.add_person(
        by=curator, last="Шевченко", first="Илья", middle="Андреевич", post="мастер производственного обучения"
    )
    return mentor, mentee


@pytest.fixture
def minor(in_college, curator):
    """A student of seventeen and his mother."""
    child = people.add_person(
        by=curator,
        last="Орлов",
        first="Дмитрий",
        middle="Александрович",
        kind="student",
        group="ТМ-21",
        birth_date=dt.date(2009, 5, 20),
    )
    mother = people.add_person(by=curator, last="Орлова", first="Ирина", middle="Петровна", kind="representative")
    people.add_representative(by=curator, child=child, adult=mother, relation="mother")
    return child, mother


def pair(curator, mentor, mentee, form="teacher_teacher"):
    return services.propose(
        by=curator, mentor=mentor, mentees=[mentee], form=form, source="table",
        starts_on=dt.date(2026, 10, 12), ends_on=dt.date(2027, 5, 31),
    )  # fmt: skip


def sign_all(curator, pairings, on=TODAY):
    """Package one is printed, everybody signs, the curator marks the sheets by their codes."""
    for sheet in packages.needed_sheets(by=curator, pairing_ids=[item.pk for item in pairings]):
        consents.mark_given(by=curator, code=sheet.code, on=on, requisites_checked=True, own_signature=True)


def ordered(curator, director, pairings, on=TODAY, number="118-од"):
    order = services.draft_order(by=curator, pairing_ids=[item.pk for item in pairings])
    order = documents.sign(by=director, document=order, on=on, shown_hash=order.content_hash)
    return documents.register(by=curator, document=order, number=number)


def test_staff_pair_from_consents_to_a_registered_order(staff, curator, director, college):
    documents.standard_registers(by=curator)
    made = pair(curator, *staff)
    sign_all(curator, [made])
    kinds = sorted(Consent.objects.values_list("kind", flat=True))
    assert kinds == ["consent_duties", "consent_duties", "consent_pd_mentor", "consent_pd_mentor"]
    order = ordered(curator, director, [made])
    made.refresh_from_db()
    assert (made.state, made.order_document_id, made.order_line, made.ordered_on) == ("ordered", order.pk, 1, TODAY)
    assert "Кузнецова Мария Викторовна" in order.text and "Шевченко Илья Андреевич" in order.text
    assert "приложению к настоящему приказу" in order.text.replace("\u00a0", " ")


@pytest.mark.threat("T034")
def test_order_is_not_signed_while_a_minor_has_no_representatives_consent(staff, minor, curator, director):
    documents.standard_registers(by=curator)
    child, mother = minor
    made = pair(curator, staff[0], child, "teacher_student")
    order = services.draft_order(by=curator, pairing_ids=[made.pk])  # drafts always print
    with pytest.raises(DomainError, match="согласия"):
        documents.sign(by=director, document=order, on=TODAY, shown_hash=order.content_hash, overrule_reason="срочно")
    sign_all(curator, [made])
    given = Consent.objects.get(kind="consent_pd_minor")
    assert (given.given_by, given.own_signature) == (mother, True)
    documents.sign(by=director, document=order, on=TODAY, shown_hash=order.content_hash)


@pytest.mark.threat("T064")
def test_consent_withdrawn_between_draft_and_signature_stops_the_signature(staff, curator, director):
    documents.standard_registers(by=curator)
    made = pair(curator, *staff)
    sign_all(curator, [made])
    order = services.draft_order(by=curator, pairing_ids=[made.pk])
    consents.withdraw(by=curator, consent=Consent.objects.filter(kind="consent_pd_mentor").first(), on=TODAY)
    with pytest.raises(DomainError, match="нет согласия"):
        documents.sign(by=director, document=order, on=TODAY, shown_hash=order.content_hash, overrule_reason="надо")
    made.refresh_from_db()
    assert made.state == "agreed"


def test_date_typed_from_a_sheet_earlier_than_consents_is_kept_and_the_pair_waits(staff, curator):
    """A signed sheet is a fact even with a wrong date: it is recorded, the pair waits for the mending act."""
    from nastavnik.kernel.contracts import finding_rules

    documents.standard_registers(by=curator)
    made = pair(curator, *staff)
    sign_all(curator, [made])
    order = documents.mark_printed(by=curator, document=services.draft_order(by=curator, pairing_ids=[made.pk]))
    order = documents.register(by=curator, document=order, number="5-од", on=dt.date(2026, 10, 1))
    made.refresh_from_db()
    assert (order.state, made.state) == ("registered", "agreed")
    found = list(finding_rules["PAIR_ORDER_BEFORE_CONSENT"].check(TODAY))
    assert [finding.object_id for finding in found] == [made.pk]


def test_cancelled_order_lets_its_pairs_wait_again(staff, curator, director):
    documents.standard_registers(by=curator)
    made = pair(curator, *staff)
    sign_all(curator, [made])
    order = ordered(curator, director, [made])
    documents.repeal(by=director, document=order, reason="ошибка в списке")
    made.refresh_from_db()
    assert (made.state, made.order_document_id) == ("agreed", None)


@pytest.mark.threat("T127")
def test_mentor_is_not_given_more_mentees_than_allowed(staff, curator, people_in, college):
    mentor, mentee = staff
    others = people_in(college, 3)
    for person in (mentee, *others[:2]):
        pair(curator, mentor, person)
    with pytest.raises(DomainError, match="не больше 3"):
        pair(curator, mentor, others[2])
    assert Pairing.objects.count() == 3


@pytest.mark.threat("T035")
def test_consent_is_not_marked_without_a_sheet_or_a_number(staff, curator):
    with pytest.raises(DomainError, match="номер подписанного листа или скан"):
        consents.record_prior(by=curator, person=staff[0], kind="consent_pd_mentor", on=TODAY)
    with pytest.raises(DomainError, match="Кода"):
        consents.mark_given(by=curator, code="", on=TODAY)
    assert not Consent.objects.exists()


@pytest.mark.threat("T036")
def test_signed_text_stays_as_it_was_when_the_wording_changes(staff, curator):
    (sheet,) = consents.prepare_sheets(by=curator, kind="consent_pd_mentor", person_ids=[staff[0].pk])
    given = consents.mark_given(by=curator, code=sheet.code, on=TODAY, requisites_checked=True)
    from nastavnik.features.consents.models import ConsentText

    ConsentText.objects.create(kind="consent_pd_mentor", version=2, text="новый", sha256="0" * 64, in_force_from=TODAY)
    given.refresh_from_db()
    assert given.text.version == 1 and "обработку" in given.text.text


def test_package_one_prints_a_sheet_for_each_debt_with_its_code(staff, minor, curator):
    made = [pair(curator, *staff), pair(curator, staff[0], minor[0], "teacher_student")]
    job = packages.start_first(by=curator, pairing_ids=[item.pk for item in made], back_url="/pairs/")
    jobs.run_all()
    job.refresh_from_db()
    assert job.state == "done", job.message
    assert job.done == ConsentSheet.objects.count() == 7


def test_package_two_prints_order_programmes_and_addenda(staff, curator):
    documents.standard_registers(by=curator)
    made = pair(curator, *staff)
    job = packages.start_second(by=curator, pairing_ids=[made.pk], back_url="/pairs/")
    jobs.run_all()
    job.refresh_from_db()
    assert job.state == "done", job.message
    assert sorted(Document.objects.values_list("kind", flat=True)) == [
        "addendum_351_8",
        "order_pairs",
        "personal_program",
    ]
    assert [item["label"] for item in job.result["files"]] == ["Всё одним PDF", "ZIP по документам"]


def test_pasted_table_of_ready_pairs_becomes_pairs_in_the_browser(staff, minor, curator_client, college):
    text = "Наставник\tНаставляемый\nКузнецова М. В.\tШевченко Илья Андреевич\nКузнецова Мария Викторовна\tОрлов Дмитрий\nНеизвестный Пётр\tОрлов Дмитрий"
    page = curator_client.post(
        reverse("pairings:table"), {"text": text, "starts_on": "2026-10-12", "ends_on": "2027-05-31"}
    )
    assert page.status_code == 200
    rows = page.context["rows"]
    assert [row.ready for row in rows] == [True, True, False]
    form = {"row": [row.number for row in rows if row.ready]}
    for row in rows[:2]:
        for side in ("mentor", "mentee"):
            person = getattr(row, side).candidates[0]
            form.setdefault(side, []).append(str(person.pk))
            form[f"{side}-{row.number}"] = str(person.pk)
        form |= {f"form-{row.number}": row.form, f"from-{row.number}": "2026-10-12", f"to-{row.number}": "2027-05-31"}
    answer = curator_client.post(reverse("pairings:make"), form)
    assert answer.status_code == 302
    with scope.within(college):
        assert Pairing.objects.count() == 2


def test_pair_works_from_its_start_date(staff, curator, director):
    from nastavnik.features.pairings.rules import shown_state

    documents.standard_registers(by=curator)
    made = pair(curator, *staff)
    sign_all(curator, [made])
    ordered(curator, director, [made])
    made.refresh_from_db()
    assert shown_state(made.state, made.starts_on, clock.today(curator.organization)) == "ordered"
    assert shown_state(made.state, made.starts_on, made.starts_on) == "active"


def test_list_of_people_with_ready_pairs_makes_the_pairs_and_undo_takes_them_back(in_college, curator):
    text = "Наставник\tДолжность\tНаставляемый\nЛебедева Анна Игоревна\tметодист\tСоколов Лев Петрович\n"
    source = people.start_import(by=curator, name="пары.txt", data=None, text=text, kind="worker")
    people.apply_import(by=curator, source=source)
    made = Pairing.objects.get()
    assert (made.mentor.last, made.members.get().person.last, made.state) == ("Лебедева", "Соколов", "agreed")
    source.refresh_from_db()
    people.undo_import(by=curator, source=source)
    assert not Pairing.objects.exists()


def test_people_of_an_ordered_pair_stand_in_the_banks_as_paired(staff, curator, director):
    from nastavnik.features.banks.models import MenteeEntry, MentorEntry

    documents.standard_registers(by=curator)
    made = pair(curator, *staff)
    sign_all(curator, [made])
    ordered(curator, director, [made])
    assert MentorEntry.objects.get().state == MenteeEntry.objects.get().state == "paired"


def test_student_signs_an_extract_that_names_nobody_else(staff, minor, curator, director, people_in, college):
    """The order lists everybody; a student's extract holds only the own pair (decision 15)."""
    from nastavnik.engines import papers
    from nastavnik.features.documents import acquaintance_papers

    documents.standard_registers(by=curator)
    child, _ = minor
    made = [pair(curator, staff[0], child, "teacher_student"), pair(curator, *staff)]
    sign_all(curator, made)
    order = ordered(curator, director, made)
    rows = list(order.people.select_related("person", "person__group"))
    texts = [papers.text_of(tree) for tree in acquaintance_papers.trees(curator, order, rows, TODAY)]
    (extract,) = [text for text in texts if "ВЫПИСКА" in text]
    assert "Орлов" in extract and "Кузнецова" in extract and "Шевченко" not in extract
    (sheet,) = [text for text in texts if "ЛИСТ ОЗНАКОМЛЕНИЯ" in text]
    assert "Орлов" not in sheet and "Шевченко" in sheet


def test_programme_printed_with_the_order_is_signed_after_the_order_got_its_number(staff, curator, director, college):
    """Both lie in one stack: the number of the order is written into the programme by pen."""
    made = pair(curator, *staff)
    sign_all(curator, [made])
    services.fill_programs(by=curator, pairing_ids=[made.pk])
    [programme] = services.draft_programs(by=curator, pairing_ids=[made.pk])
    ordered(curator, director, [made])
    signed = documents.sign(by=director, document=programme, on=TODAY, shown_hash=programme.content_hash)
    assert signed.state == "signed"


def test_programme_whose_pair_was_changed_since_the_print_is_not_signed(staff, curator, director, college):
    made = pair(curator, *staff)
    sign_all(curator, [made])
    services.fill_programs(by=curator, pairing_ids=[made.pk])
    [programme] = services.draft_programs(by=curator, pairing_ids=[made.pk])
    ordered(curator, director, [made])
    people.edit_person(by=curator, person=staff[1], last="Шевцов")
    with pytest.raises(DomainError, match="изменились данные"):
        documents.sign(by=director, document=programme, on=TODAY, shown_hash=programme.content_hash)
