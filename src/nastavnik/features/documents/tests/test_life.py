"""From a draft to a registered paper: what is signed is what was shown, numbers are whole, the past does not change."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection

from nastavnik.engines import papers
from nastavnik.features.documents import queries, services
from nastavnik.features.documents.models import Document, Register
from nastavnik.kernel import jobs, scope
from nastavnik.kernel.contracts import DocumentKind, Obstacle, document_kinds
from nastavnik.kernel.errors import Changed, Denied, DomainError, InputRefused, WrongState

FACTS: dict[str, object] = {}
ACTS: list[str] = []
GATES: list[Obstacle] = []
TODAY = dt.date(2026, 10, 10)

document_kinds.add(
    DocumentKind(
        code="test_order",
        title="Приказ о закреплении пар",
        family="order",
        template="order_pairs",
        register="ОД",
        data=lambda subject, by: {**papers.sample("order_pairs"), **FACTS},
        obstacles=lambda document, on: list(GATES),
        on_signed=lambda document, by: ACTS.append("signed"),
        on_registered=lambda document, by: ACTS.append(f"registered {document.number}"),
        on_cancelled=lambda document, by: ACTS.append("cancelled"),
    )
)


@pytest.fixture(autouse=True)
def _clean():
    FACTS.clear()
    ACTS.clear()
    GATES.clear()


@pytest.fixture
def registers(in_college, curator):
    return services.standard_registers(by=curator)


def draft(by, name="одна"):
    return services.draft(by=by, kind="test_order", subject={"pairs": [name]})


def signed(document, by, on=TODAY):
    return services.sign(by=by, document=document, on=on, shown_hash=document.content_hash)


def test_draft_is_made_of_facts_and_pressed_twice_is_one(registers, curator):
    first = draft(curator)
    assert "Кузьмич Пётр Ильич" in first.text
    assert draft(curator).pk == first.pk
    assert draft(curator, "другая").pk != first.pk


def test_paper_register_waits_for_the_number_typed_from_the_sheet(registers, curator, director):
    document = services.mark_printed(by=curator, document=draft(curator))
    done = signed(document, director)
    assert (done.state, done.number) == ("signed", "")
    done = services.register(by=curator, document=done, number="118-од", on=TODAY)
    assert (done.state, done.number, done.signed_on) == ("registered", "118-од", TODAY)
    assert ACTS == ["signed", "registered 118-од"]


def test_sheet_signed_by_pen_is_registered_in_one_step_by_its_date(registers, curator):
    document = services.mark_printed(by=curator, document=draft(curator))
    done = services.register(by=curator, document=document, number="7-од", on=dt.date(2026, 10, 1))
    assert (done.state, done.signed_on) == ("registered", dt.date(2026, 10, 1))
    assert ACTS == ["signed", "registered 7-од"]


def test_taken_number_is_refused_and_names_its_holder(registers, curator, director):
    services.register(by=curator, document=signed(draft(curator), director), number="5-од")
    other = signed(draft(curator, "другая"), director)
    with pytest.raises(DomainError, match="Номер 5-од уже занят"):
        services.register(by=curator, document=other, number="5-од")
    other.refresh_from_db()
    assert other.state == "signed"


@pytest.mark.threat("T020")
def test_draft_can_not_get_a_number_and_only_the_signer_signs(registers, curator, director):
    document = draft(curator)
    with pytest.raises(WrongState):
        services.register(by=curator, document=document, number="5-од", on=TODAY)
    with pytest.raises(Denied):
        signed(document, curator)
    with pytest.raises(InputRefused):
        signed(document, director, on=TODAY + dt.timedelta(days=1))


@pytest.mark.threat("T053")
def test_nobody_signs_what_he_did_not_see(registers, curator, director):
    document = draft(curator)
    shown = document.content_hash
    FACTS["meetings"] = "не реже раза в неделю"
    with pytest.raises(Changed):  # the facts moved
        services.sign(by=director, document=document, on=TODAY, shown_hash=shown)
    fresh = services.refresh(by=curator, document=document)
    with pytest.raises(Changed):  # the text moved
        services.sign(by=director, document=fresh, on=TODAY, shown_hash=shown)
    assert signed(fresh, director).state == "signed"
    with pytest.raises(WrongState):  # the second signature comes too late
        signed(fresh, director)


@pytest.mark.threat("T034")
def test_gate_of_law_stops_signing_and_another_is_overruled_by_name(registers, curator, director):
    document = draft(curator)
    GATES.append(Obstacle("PAIR_OVER_CAPACITY", "У наставника больше наставляемых, чем разрешено."))
    with pytest.raises(DomainError, match="указав причину"):
        signed(document, director)
    GATES.append(Obstacle("PD_MINOR_NO_REP", "Нет согласия представителя.", legal=True))
    with pytest.raises(DomainError, match="Нет согласия представителя"):
        services.sign(
            by=director, document=document, on=TODAY, shown_hash=document.content_hash, overrule_reason="временно"
        )
    GATES.pop()
    done = services.sign(
        by=director, document=document, on=TODAY, shown_hash=document.content_hash, overrule_reason="временно"
    )
    assert done.overrule_reason == "временно"


@pytest.mark.threat("T055")
def test_signed_document_is_not_edited_only_repealed(registers, curator, director):
    done = signed(draft(curator), director)
    text, digest = done.text, done.content_hash
    for act in (
        lambda: services.refresh(by=curator, document=done),
        lambda: services.edit(by=curator, document=done, title="Другой", edits={}),
        lambda: services.discard(by=curator, document=done),
        lambda: services.mark_printed(by=curator, document=done),
    ):
        with pytest.raises(WrongState):
            act()
    done = services.register(by=curator, document=done, number="9-од")
    with pytest.raises(WrongState):
        services.register(by=curator, document=done, number="10-од")
    done.refresh_from_db()
    assert (done.text, done.content_hash) == (text, digest)
    assert services.repeal(by=curator, document=done, reason="ошибка в списке").state == "cancelled"
    assert ACTS[-1] == "cancelled"


def test_system_register_gives_numbers_in_order_of_dates(registers, curator, director):
    Register.objects.filter(code="ОД").update(in_system=True)
    for number, day in enumerate((1, 5, 9), start=1):
        document = signed(draft(curator, str(number)), director, on=dt.date(2026, 10, day))
        assert services.register(by=curator, document=document).number == f"{number}-од"
    late = signed(draft(curator, "поздний"), director, on=dt.date(2026, 10, 3))
    with pytest.raises(DomainError, match="раньше"):
        services.register(by=curator, document=late)
    assert services.register(by=curator, document=late, number="1/1-од").number_sort == 1001


@pytest.mark.threat("T052")
def test_failed_registration_loses_no_number(registers, curator, director, monkeypatch):
    Register.objects.filter(code="ОД").update(in_system=True)
    document = signed(draft(curator), director)

    def crash(document, by):
        raise RuntimeError("питание отключили")

    with monkeypatch.context() as broken:
        broken.setitem(document_kinds._items, "test_order", replace_hook(crash))
        with pytest.raises(RuntimeError):
            services.register(by=curator, document=document)
    assert services.register(by=curator, document=document).number == "1-од"


def replace_hook(hook):
    import dataclasses

    return dataclasses.replace(document_kinds["test_order"], on_registered=hook)


@pytest.mark.threat("T051")
@pytest.mark.django_db(transaction=True)
def test_parallel_registrars_get_different_numbers_without_gaps(college, curator, director):
    with scope.within(college):
        services.standard_registers(by=curator)
        Register.objects.filter(code="ОД").update(in_system=True)
        waiting = [signed(draft(curator, str(number)), director) for number in range(12)]
    failures: list[BaseException] = []

    def registrar(mine):
        try:
            with scope.within(college):
                for document in mine:
                    services.register(by=curator, document=document)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=registrar, args=(waiting[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with scope.within(college):
        numbers = Document.objects.order_by("number_sort").values_list("number", flat=True)
        assert list(numbers) == [f"{number}-од" for number in range(1, 13)]


def test_files_of_a_signed_paper_are_kept_and_the_number_stands_in_them(registers, curator, director):
    done = services.register(by=curator, document=signed(draft(curator), director), number="44-од")
    jobs.run_all()
    done.refresh_from_db()
    roles = set(done.files.values_list("role", flat=True))
    assert "numbered" in roles and "docx" in roles and done.pages >= 2


def test_acquaintance_is_kept_per_person(registers, curator, director, people_in, college):
    people = people_in(college, 3)
    done = services.register(by=curator, document=signed(draft(curator), director), number="3-од")
    services.call_to_acquaint(by=curator, document=done, person_ids=[person.pk for person in people])
    services.acquaint(by=curator, document=done, person_ids=[people[0].pk], on=TODAY)
    row = queries.with_counts(queries.visible_documents(curator)).get(pk=done.pk)
    assert (row.acquainted, row.to_acquaint) == (1, 3)
    with pytest.raises(InputRefused):
        services.acquaint(by=curator, document=done, person_ids=[people[1].pk], on=dt.date(2026, 10, 1))


def test_act_issued_before_the_system_counts_from_its_date(registers, curator):
    prior = services.record_prior(
        by=curator, kind="test_order", title="Приказ о парах", number="77-од", on=dt.date(2026, 9, 2)
    )
    assert (prior.state, prior.before_system) == ("registered", True)
    assert queries.in_force("test_order", TODAY) == [prior]
    assert queries.in_force("test_order", dt.date(2026, 9, 1)) == []
