"""Who is gone and who is back. Opens decisions in pairs and banks, deletes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from nastavnik.features.organizations import queries as organizations
from nastavnik.features.people.models import LEFT_REASONS, Absent, Departure, Person
from nastavnik.kernel import journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, WrongState
from nastavnik.kernel.registry import hooks


def mark_left(*, by: Actor, person: Person, reason: str, on: dt.date) -> Departure:
    """The person is gone from the day. Pressed twice it is one departure; hooks «people.left» answer it."""
    by.must("people.departure", person)
    if reason not in dict(LEFT_REASONS):
        raise InputRefused("Выберите причину выбытия.", field="reason")
    with transaction.atomic():
        open_one = Departure.objects.filter(person=person, returned_on=None).first()
        if open_one is not None:
            return open_one
        departure = Departure.objects.create(
            person=person, program_year=organizations.current_year(), reason=reason, on=on
        )
        Person.objects.filter(pk=person.pk).update(left_on=on, left_reason=reason)
        person.left_on, person.left_reason = on, reason
        Absent.objects.filter(person=person, decision="").update(decision="left")
        journal.record(by, "people.left", person, reason=reason, on=on)
        hooks.fire("people.left", person=person, on=on, reason=reason, by=by)
    return departure


def mark_returned(*, by: Actor, person: Person, on: dt.date) -> Person:
    """The person is back, or the departure was a mistake. Hooks «people.returned» answer it."""
    by.must("people.departure", person)
    with transaction.atomic():
        departure = Departure.objects.filter(person=person, returned_on=None).first()
        if departure is None:
            raise WrongState("Этот человек не отмечен выбывшим. Обновите страницу.")
        departure.returned_on = max(on, departure.on)
        departure.save(update_fields=["returned_on"])
        Person.objects.filter(pk=person.pk).update(left_on=None, left_reason="")
        person.left_on, person.left_reason = None, ""
        journal.record(by, "people.returned", person, on=on)
        hooks.fire("people.returned", person=person, on=on, by=by)
    return person


def decide_absent(
    *, by: Actor, absent: Sequence[Absent], decision: str, reason: str = "", on: dt.date | None = None
) -> int:
    """Answer the question of a new list about those it does not name: they left, or they stay. Returns how many."""
    by.must("people.departure")
    if decision not in ("left", "stays"):
        raise InputRefused("Выберите: выбыли или остаются.", field="decision")
    if decision == "left" and on is None:
        raise InputRefused("Укажите дату выбытия.", field="on")
    with transaction.atomic():
        waiting = [item for item in absent if not item.decision]
        for item in waiting:
            if decision == "left" and on is not None:
                mark_left(by=by, person=item.person, reason=reason, on=on)
        ids = [item.pk for item in waiting]
        Absent.objects.filter(pk__in=ids).update(decision=decision)
        if decision == "stays" and ids:
            journal.record_many(by, "people.stays", [(item.person, {}) for item in waiting])
    return len(waiting)
