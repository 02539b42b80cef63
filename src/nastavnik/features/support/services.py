"""Everything that changes support. Notes are written and read apart from cases."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.features.support import queries
from nastavnik.features.support.models import ConfidentialNote, SupportCase, SupportStep
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, NotFound, Step, WrongState
from nastavnik.kernel.protocols import may_use


def open_case(
    *,
    by: Actor,
    person: Person,
    reason: str,
    round_id: uuid.UUID | None = None,
    program_year: ProgramYear | None = None,
    supporter: Person | None = None,
) -> SupportCase:
    """Open support for a person without a pair; an open case of the year is answered, not doubled.

    Raises WrongState when the person's data may not be used (no consent) or there is no school year.
    """
    by.must("support.edit", person)
    return _open(by, person, reason, round_id, program_year or organizations.require_year(), supporter)


def _open(
    by: Actor,
    person: Person,
    reason: str,
    round_id: uuid.UUID | None,
    year: ProgramYear,
    supporter: Person | None = None,
) -> SupportCase:
    today = clock.today(by.organization)
    missing = may_use(person.pk, "bank", today)
    if missing is not None:
        raise WrongState(missing.message, next_step=Step("Открыть карточку и согласия", f"/people/{person.pk}/"))
    with transaction.atomic():
        case, fresh = SupportCase.objects.get_or_create(
            program_year=year,
            person=person,
            closed_on=None,
            defaults={
                "organization": by.organization,
                "reason": reason.strip()[:500] or "Пары пока нет.",
                "opened_on": today,
                "round_id": round_id,
                "supporter": supporter,
            },
        )
        if fresh:
            journal.record(by, "support.opened", case, person=person.pk)
    return case


def open_after_round(*, by: Actor, round_id: uuid.UUID, year: ProgramYear, rows: list[tuple[Person, str]]) -> int:
    """Cases for those a closed round left without a pair. The right is that of closing the round."""
    by.must("matching.edit")
    for person, reason in rows:
        _open(by, person, reason, round_id, year)
    return len(rows)


def open_all(*, by: Actor) -> int:
    """Cases for everybody without a pair and without care. Returns how many were opened."""
    by.must("support.edit")
    found = queries.uncared_now(by)
    for entry in found:
        _open(by, entry.person, "После подбора пары нет.", None, entry.program_year)
    return len(found)


def _held(case: SupportCase, *, closed: bool = False) -> SupportCase:
    fresh = SupportCase.objects.filter(pk=case.pk).first()
    if fresh is None:
        raise NotFound()
    if (fresh.closed_on is not None) != closed:
        raise WrongState("Сопровождение уже закрыто." if not closed else "Сопровождение уже открыто.")
    return fresh


def assign(*, by: Actor, case: SupportCase, supporter: Person) -> SupportCase:
    """Name the specialist who accompanies."""
    by.must("support.edit", case)
    if supporter.kind not in ("worker", "external"):
        raise InputRefused("Специалистом может быть работник или приглашённый взрослый.", field="supporter")
    with transaction.atomic():
        fresh = _held(case)
        fresh.supporter = supporter
        fresh.save(update_fields=["supporter"])
        journal.record(by, "support.assigned", fresh, supporter=supporter.pk)
    return fresh


def add_step(*, by: Actor, case: SupportCase, on: dt.date, text: str) -> SupportStep:
    """What was done: seen by curators and the director, so nothing confidential belongs here."""
    by.must("support.edit", case)
    if on > clock.today(by.organization):
        raise InputRefused("Этот день ещё не наступил. Укажите, когда шаг был сделан.", field="on")
    if not text.strip():
        raise InputRefused("Напишите, что сделано.", field="text")
    with transaction.atomic():
        fresh = _held(case)
        step = SupportStep.objects.create(
            organization=by.organization,
            case=fresh,
            on=on,
            text=text.strip()[:4000],
            recorded_by=by.label[:200],
            recorded_at=clock.now(),
        )
        journal.record(by, "support.step_added", fresh, on=on)
    return step


def remove_step(*, by: Actor, step: SupportStep) -> None:
    """Undo of a step written by mistake."""
    by.must("support.edit", step)
    with transaction.atomic():
        fresh = _held(step.case)
        journal.record(by, "support.step_removed", fresh, on=step.on)
        step.delete()


def close_case(*, by: Actor, case: SupportCase, outcome: str, on: dt.date | None = None) -> SupportCase:
    """Close with an outcome. Raises InputRefused without one."""
    by.must("support.edit", case)
    if not outcome.strip():
        raise InputRefused("Напишите, чем закончилось сопровождение.", field="outcome")
    day = on or clock.today(by.organization)
    if day < case.opened_on or day > clock.today(by.organization):
        raise InputRefused("День закрытия – не раньше открытия и не позже сегодняшнего.", field="on")
    return _close(by, case, outcome, day)


def _close(by: Actor, case: SupportCase, outcome: str, day: dt.date) -> SupportCase:
    with transaction.atomic():
        fresh = _held(case)
        fresh.closed_on, fresh.outcome = day, outcome.strip()[:500]
        fresh.save(update_fields=["closed_on", "outcome"])
        journal.record(by, "support.closed", fresh, on=day)
    return fresh


def reopen(*, by: Actor, case: SupportCase) -> SupportCase:
    by.must("support.edit", case)
    with transaction.atomic():
        fresh = _held(case, closed=True)
        if SupportCase.objects.filter(
            program_year=fresh.program_year_id, person=fresh.person_id, closed_on=None
        ).exists():
            raise WrongState("У этого человека уже есть открытое сопровождение.")
        fresh.closed_on, fresh.outcome = None, ""
        fresh.save(update_fields=["closed_on", "outcome"])
        journal.record(by, "support.reopened", fresh)
    return fresh


def end_for(*, by: Actor, person_id: uuid.UUID, why: str) -> int:
    """Close the person's open cases: the consent is withdrawn or the person left. Only carries out that act."""
    found = list(SupportCase.objects.filter(person_id=person_id, closed_on=None))
    for case in found:
        _close(by, case, why, max(case.opened_on, clock.today(by.organization)))
    return len(found)


def add_note(*, by: Actor, case: SupportCase, text: str) -> ConfidentialNote:
    """A confidential note of a signed-in supporter. The journal keeps the fact, never the text."""
    by.must("support.note_write", case)
    if by.account_id is None:
        raise NotFound()
    if not text.strip():
        raise InputRefused("Заметка пуста.", field="text")
    with transaction.atomic():
        note = ConfidentialNote.objects.create(
            organization=by.organization,
            case=case,
            author_account_id=by.account_id,
            text=text.strip()[:8000],
            written_at=clock.now(),
        )
        journal.record(by, "support.note_written", case, note=note.pk)
    return note


def read_notes(*, by: Actor, case: SupportCase) -> list[ConfidentialNote]:
    """Notes that the actor may read; the look is recorded at once."""
    by.must("support.note_write", case)
    notes = queries.readable_notes(by, case)
    if notes:
        with transaction.atomic():
            journal.record(by, "support.notes_read", case, count=len(notes))
    return notes


def name_successor(*, by: Actor, author_id: uuid.UUID, successor_id: uuid.UUID) -> int:
    """The director names who takes over the notes of a supporter who left: another supporter, never himself.

    Raises WrongState while the author works, InputRefused for somebody who is not a supporter.
    """
    by.must("support.successor")
    working = set(queries.supporters().values_list("account_id", flat=True))
    if author_id in working:
        raise WrongState("Автор заметок работает. Преемника называют, когда он ушёл.")
    if successor_id not in working or successor_id == by.account_id:
        raise InputRefused(
            "Преемником может быть только другой действующий специалист сопровождения.", field="successor"
        )
    with transaction.atomic():
        changed = ConfidentialNote.objects.filter(author_account_id=author_id).update(successor_account_id=successor_id)
        if not changed:
            raise NotFound()
        journal.record(by, "support.successor_named", None, author=author_id, successor=successor_id)
    return changed
