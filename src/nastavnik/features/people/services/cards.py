"""Cards of people: added, changed, removed and returned."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from nastavnik.engines.russian import detect_gender, fold, lemmas, repair, visible
from nastavnik.features.people.fates import group_key
from nastavnik.features.people.models import Person, StudentGroup
from nastavnik.features.people.queries import built_on, key_of
from nastavnik.features.people.rules import birth_problem
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, WrongState

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


def cleaned(name: str, value: Any) -> Any:
    """A value kept as JSON as the card's column wants it (a date, a whole number)."""
    column: Any = Person._meta.get_field(name)
    return column.to_python(value)


def _check(person: Person, by: Actor) -> None:
    if not visible(person.last):
        raise InputRefused("Фамилия пуста. Введите фамилию.", field="last")
    problem = birth_problem(person.birth_date, clock.today(by.organization))
    if problem:
        raise InputRefused(problem, field="birth_date")


def group_named(name: str) -> StudentGroup | None:
    """The group of the name, made when it is new; None for an empty name. Inside the caller's transaction.

    Case, spaces and kinds of dashes are forgiven: «тм – 21» is the group «ТМ-21».
    """
    name = repair(name)[:80]
    if not name:
        return None
    key = group_key(name)
    found = next((group for group in StudentGroup.objects.all() if group_key(group.name) == key), None)
    return found or StudentGroup.objects.create(name=name)


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


def remove_person(*, by: Actor, person: Person) -> Person:
    """Take away a card made by mistake. What others have built on it keeps it: merge it or mark the departure."""
    by.must("people.edit", person)
    with transaction.atomic():
        built = built_on([person.pk])[person.pk]
        if built:
            raise WrongState(
                f"Карточку нельзя убрать: с ней связаны {', '.join(built)}. "
                "Если человек ушёл, отметьте выбытие; если это двойник, объедините карточки."
            )
        person.removed_at = clock.now()
        person.save(update_fields=["removed_at"])
        journal.record(by, "people.person_removed", person, name=person.full_name)
    return person


def restore_person(*, by: Actor, person: Person) -> Person:
    """Bring a removed card back."""
    by.must("people.edit", person)
    with transaction.atomic():
        if person.removed_at is not None:
            person.removed_at = None
            person.save(update_fields=["removed_at"])
            journal.record(by, "people.person_returned", person, name=person.full_name)
    return person
