"""Each rule about papers fires on its fact and is silent on the boundary and where the fact is proved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.documents.models import DocumentFile, DocumentPerson, Register
from nastavnik.features.organizations.models import Signer
from nastavnik.features.people.models import Person
from nastavnik.kernel import actors, files

ON = dt.date(2026, 10, 10)


def test_working_pairs_without_a_regulation_are_named(pair: Any, ask: Any) -> None:
    pair()
    assert (
        "закреплена уже" in ask("ACT_NO_REGULATION")[0].message or "закреплено" in ask("ACT_NO_REGULATION")[0].message
    )


def test_a_regulation_in_force_satisfies(pair: Any, paper: Any, ask: Any) -> None:
    pair()
    paper("regulation", signed_on=ON)
    assert not ask("ACT_NO_REGULATION")


def test_before_the_first_working_pair_no_regulation_is_asked(pair: Any, ask: Any) -> None:
    pair(starts_on=ON + dt.timedelta(days=1))
    assert not ask("ACT_NO_REGULATION")


def test_a_plan_without_a_curator_is_named(plan: Any, ask: Any) -> None:
    assert "Куратор не назначен" in ask("ACT_NO_CURATOR")[0].message


def test_an_order_on_the_curator_satisfies_until_the_curator_leaves(
    plan: Any, paper: Any, ask: Any, people_in: Any, in_college: Any
) -> None:
    person = people_in(in_college, 1)[0]
    order = paper("order_curator")
    DocumentPerson.objects.create(document=order, person=person)
    assert not ask("ACT_NO_CURATOR")
    Person.objects.filter(pk=person.pk).update(left_on=ON)
    assert "выбытие 10.10.2026" in ask("ACT_NO_CURATOR")[0].message


def test_before_any_plan_no_curator_is_asked(in_college: Any, ask: Any) -> None:
    assert not ask("ACT_NO_CURATOR")


def test_personal_data_without_a_responsible_and_a_policy_are_named(
    in_college: Any, people_in: Any, paper: Any, ask: Any
) -> None:
    assert not ask("PD_NO_RESPONSIBLE")
    assert not ask("PD_NO_POLICY")
    people_in(in_college, 1)
    assert ask("PD_NO_RESPONSIBLE")[0].fix.url == "/documents/prior/?kind=order_pd_responsible"
    assert ask("PD_NO_POLICY")
    paper("order_pd_responsible", before_system=True)
    paper("pd_policy", before_system=True, number="", number_sort=None)
    assert not ask("PD_NO_RESPONSIBLE")
    assert not ask("PD_NO_POLICY")


def test_the_acts_on_personal_data_can_be_recorded_as_the_button_says(
    in_college: Any, people_in: Any, ask: Any
) -> None:
    from nastavnik.features.documents import services

    people_in(in_college, 1)
    by = actors.shell(in_college)
    services.record_prior(by=by, kind="order_pd_responsible", title="", number="4-од", on=dt.date(2026, 1, 12))
    services.record_prior(by=by, kind="pd_policy", title="", number="", on=dt.date(2026, 1, 12))
    assert not ask("PD_NO_RESPONSIBLE")
    assert not ask("PD_NO_POLICY")


def test_missing_numbers_are_named_only_in_a_register_kept_here(paper: Any, ask: Any, in_college: Any) -> None:
    kept = Register.objects.create(code="Т1", name="Приказы", in_system=True)
    outer = Register.objects.create(code="Т2", name="Бумажный журнал")
    for book in (kept, outer):
        for number in (1, 4):
            paper(
                "minutes", register=book, register_period="2026", number=str(number), number_sort=number * 1000
            )  # fmt: skip
    messages = [item.message for item in ask("DOC_NUMBER_GAP")]
    assert len(messages) == 1
    assert "2, 3" in messages[0]


def test_numbers_in_a_row_are_no_gap(paper: Any, ask: Any, in_college: Any) -> None:
    book = Register.objects.create(code="Т1", name="Приказы", in_system=True)
    for number in (1, 2):
        paper("minutes", register=book, register_period="2026", number=str(number), number_sort=number * 1000)
    assert not ask("DOC_NUMBER_GAP")


def _two(paper: Any, later: dt.date, **fields: Any) -> None:
    book = Register.objects.create(code="Т1", name="Приказы")
    paper(
        "minutes", register=book, register_period="2026", number="1", number_sort=1000, signed_on=dt.date(2026, 9, 10)
    )
    paper("minutes", register=book, register_period="2026", number="2", number_sort=2000, signed_on=later, **fields)


def test_a_later_number_with_an_earlier_date_is_named(paper: Any, ask: Any) -> None:
    _two(paper, dt.date(2026, 9, 9))
    assert "№ 2" in ask("DOC_DATE_ORDER")[0].message.replace("\u00a0", " ")


def test_the_same_day_is_in_order(paper: Any, ask: Any) -> None:
    _two(paper, dt.date(2026, 9, 10))
    assert not ask("DOC_DATE_ORDER")


def test_an_act_from_before_the_system_keeps_its_date(paper: Any, ask: Any) -> None:
    _two(paper, dt.date(2026, 9, 9), before_system=True)
    assert not ask("DOC_DATE_ORDER")


def _to_read(paper: Any, people_in: Any, in_college: Any, signed_on: dt.date, read: int) -> None:
    order = paper("order_launch", signed_on=signed_on)
    for place, person in enumerate(people_in(in_college, 2)):
        DocumentPerson.objects.create(
            document=order,
            person=person,
            must_acquaint=True,
            acquainted_on=signed_on if place < read else None,
        )


def test_people_not_acquainted_in_time_are_counted(paper: Any, ask: Any, people_in: Any, in_college: Any) -> None:
    _to_read(paper, people_in, in_college, dt.date(2026, 10, 5), 1)
    assert "1\u00a0из\u00a02" in ask("DOC_NOT_ACQUAINTED")[0].message


def test_three_working_days_are_left_for_reading(paper: Any, ask: Any, people_in: Any, in_college: Any) -> None:
    _to_read(paper, people_in, in_college, dt.date(2026, 10, 7), 0)
    assert not ask("DOC_NOT_ACQUAINTED")


def test_all_acquainted_is_no_finding(paper: Any, ask: Any, people_in: Any, in_college: Any) -> None:
    _to_read(paper, people_in, in_college, dt.date(2026, 9, 5), 2)
    assert not ask("DOC_NOT_ACQUAINTED")


def test_a_sheet_without_a_scan_is_named_after_two_weeks(paper: Any, ask: Any) -> None:
    paper("minutes", signed_on=ON - dt.timedelta(days=14))
    assert not ask("DOC_SCAN_MISSING")
    paper("minutes", signed_on=ON - dt.timedelta(days=15))
    assert len(ask("DOC_SCAN_MISSING")) == 1


def test_a_sheet_with_a_scan_is_no_finding(paper: Any, ask: Any, in_college: Any) -> None:
    kept = files.store(actors.system(in_college), b"%PDF-1.4", name="a.pdf", media_type="application/pdf")
    DocumentFile.objects.create(document=paper("minutes", signed_on=dt.date(2026, 9, 2)), role="scan", file=kept)
    assert not ask("DOC_SCAN_MISSING")


def _signed_by(paper: Any, **dates: Any) -> None:
    signer = Signer.objects.create(last="Громова", first="Анна", post="заместитель директора", **dates)
    paper("minutes", signer=signer, signed_on=dt.date(2026, 9, 20))


def test_a_signature_after_the_power_ended_is_named(paper: Any, ask: Any) -> None:
    _signed_by(paper, valid_to=dt.date(2026, 9, 19))
    assert "Громова" in ask("DOC_SIGNER_NO_POWER")[0].message


def test_a_signature_on_the_last_day_of_the_power_is_good(paper: Any, ask: Any) -> None:
    _signed_by(paper, valid_to=dt.date(2026, 9, 20))
    assert not ask("DOC_SIGNER_NO_POWER")


def test_a_power_without_dates_is_good(paper: Any, ask: Any) -> None:
    _signed_by(paper)
    assert not ask("DOC_SIGNER_NO_POWER")


def test_pairs_on_a_cancelled_order_are_counted(paper: Any, pair: Any, ask: Any) -> None:
    order = paper("order_pairs", state="cancelled")
    pair(order_document_id=order.pk)
    assert "на нём: 1" in ask("ORDER_REPEALED_IN_USE")[0].message


def test_pairs_on_an_order_in_force_are_no_finding(paper: Any, pair: Any, ask: Any) -> None:
    pair(order_document_id=paper("order_pairs").pk)
    assert not ask("ORDER_REPEALED_IN_USE")


def test_ended_pairs_on_a_cancelled_order_are_no_finding(paper: Any, pair: Any, ask: Any) -> None:
    pair(order_document_id=paper("order_pairs", state="cancelled").pk, state="completed")
    assert not ask("ORDER_REPEALED_IN_USE")
