"""Everything that changes people. Imports, merges have modules of their own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from nastavnik.engines.russian import detect_gender, fold, lemmas, repair, visible
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.people.models import Departure, Person, Representative, StudentGroup
from nastavnik.features.people.queries import key_of
from nastavnik.features.people.rules import birth_problem
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.registry import hooks

EDITABLE = (
    "kind", "last", "first", "middle", "gender", "birth_date", "post", "department", "workplace", "group", "unit",
    "experience_years", "email", "phone", "marks", "name_forms", "post_forms", "extra",
)  # fmt: skip


def derive(person: Person) -> Person:
    """Set the columns that follow from the others: gender by patronymic, key of the name, words for the search."""
    person.last, person.first, person.middle = repair(person.last), repair(person.first), repair(person.middle)
    if not person.gender:
        guess = detect_gender(person.last, person.first, person.middle)
        person.gender = guess if guess in ("m", "f") else ""
    person.name_key = key_of(person.last, person.first, person.middle)
    group = person.group.name if person.group_id and person.group else ""
    text = f"{person.full_name} {person.post} {person.department} {group}"
    folded = fold(text).replace("-", " ").replace(".", " ")
    person.search = f" {fold(person.last)} {fold(person.full_name)} {folded} {' '.join(lemmas(text))} "[:4000]
    return person


def _check(person: Person, by: Actor) -> None:
    if not visible(person.last):
        raise InputRefused("Фамилия пуста. Введите фамилию.", field="last")
    problem = birth_problem(person.birth_date, clock.today(by.organization))
    if problem:
        raise InputRefused(problem, field="birth_date")


def group_named(name: str) -> StudentGroup | None:
    """The group of the name, made when it is new; None for an empty name. Inside the caller's transaction."""
    name = repair(name)
    if not name:
        return None
    return StudentGroup.objects.get_or_create(name=name[:80])[0]


def add_person(
    *, by: Actor, last: str, first: str = "", middle: str = "", kind: str = "worker", **fields: Any
) -> Person:
    """Add a card. `fields` are names of `EDITABLE`; `group` may be a name."""
    by.must("people.edit")
    with transaction.atomic():
        if isinstance(fields.get("group"), str):
            fields["group"] = group_named(fields["group"])
        unknown = set(fields) - set(EDITABLE)
        if unknown:
            raise TypeError(f"unknown fields: {unknown}")
        person = derive(
            Person(organization=by.organization, last=last, first=first, middle=middle, kind=kind, **fields)
        )
        _check(person, by)
        person.save()
        journal.record(by, "people.person_added", person, name=person.full_name)
    return person


def edit_person(*, by: Actor, person: Person, **fields: Any) -> Person:
    """Change a card; the journal keeps the former values."""
    by.must("people.edit", person)
    with transaction.atomic():
        if isinstance(fields.get("group"), str):
            fields["group"] = group_named(fields["group"])
        before: dict[str, Any] = {}
        for name, value in fields.items():
            if name not in EDITABLE:
                raise TypeError(f"unknown field {name}")
            if getattr(person, name) != value:
                before[name] = getattr(person, name)
                setattr(person, name, value)
        if not before:
            return person
        derive(person)
        _check(person, by)
        person.save()
        journal.record(by, "people.person_edited", person, before=before, now={name: fields[name] for name in before})
    return person


def add_representative(
    *,
    by: Actor,
    child: Person,
    adult: Person,
    relation: str = "other",
    authority_document: str = "",
    authority_checked_on: dt.date | None = None,
) -> Representative:
    """Tie an adult to a minor; pressed twice it is one tie."""
    by.must("people.edit", child)
    if child.pk == adult.pk:
        raise InputRefused("Человек не может представлять сам себя. Выберите другого.", field="adult")
    with transaction.atomic():
        tie, made = Representative.objects.get_or_create(
            child=child,
            adult=adult,
            defaults={
                "relation": relation,
                "authority_document": authority_document,
                "authority_checked_on": authority_checked_on,
                "authority_checked_by": by.label[:200] if authority_checked_on else "",
            },
        )
        if made:
            journal.record(by, "people.representative_added", child, adult=adult.pk, relation=relation)
    return tie


def mark_left(*, by: Actor, person: Person, reason: str, on: dt.date) -> Departure:
    """The person is gone from the day: opens decisions in pairs and banks, deletes nothing."""
    by.must("people.departure", person)
    with transaction.atomic():
        departure = Departure.objects.create(
            person=person, program_year=organizations.current_year(), reason=reason, on=on
        )
        Person.objects.filter(pk=person.pk).update(left_on=on, left_reason=reason)
        person.left_on, person.left_reason = on, reason
        journal.record(by, "people.left", person, reason=reason, on=on)
        hooks.fire("people.left", person=person, on=on, reason=reason, by=by)
    return departure
