"""Lists of people, visibility included."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from nastavnik.engines.russian import fold, lemma, name_key
from nastavnik.features.people.models import Person, Representative
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound

#: Roles that see everybody of the organisation.
ALL = {"curator", "director", "supporter"}


def living() -> QuerySet[Person]:
    """Cards in use: not merged into another, not removed. For services and rules, no visibility by actor."""
    return Person.objects.filter(merged_into=None, removed_at=None)


def visible_people(actor: Actor) -> QuerySet[Person]:
    """Whom the actor may see: all for a curator; workers for the office; own groups for a tutor; else oneself."""
    rows = living().select_related("group", "unit")
    if actor.unit_ids:
        rows = rows.filter(Q(unit=None) | Q(unit_id__in=actor.unit_ids))
    if actor.roles & ALL or actor.kind in ("shell", "system"):
        return rows
    seen = Q(pk=actor.person_id) if actor.person_id else Q(pk__in=[])
    if "office" in actor.roles:
        seen |= Q(kind="worker")
    if "tutor" in actor.roles and actor.person_id:
        seen |= Q(group__tutor_id=actor.person_id)
    return rows.filter(seen)


def get_person(actor: Actor, pk: Any) -> Person:
    person = visible_people(actor).filter(pk=pk).first()
    if person is None:
        raise NotFound()
    return person


def search(rows: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Every word of the query begins some word of the card: case, ё, look-alikes and endings forgiven.

    The same rows on SQLite and PostgreSQL: both look into the column of folded words and lemmas.
    """
    for word in fold(text).replace(".", " ").split()[:8]:
        rows = rows.filter(Q(search__contains=f" {word}") | Q(search__contains=f" {lemma(word)} "))
    return rows


def match_names(names: Sequence[tuple[str, str, str]]) -> list[list[Person]]:
    """Candidates for each (last, first, middle); one query. ё/е, look-alikes, order and initials are forgiven.

    A first name or patronymic given as an initial («А.») fits any that begins with it; an absent one fits any.
    """
    firsts = {fold(word) for last, _, _ in names for word in (last,) if word}
    condition = Q(pk__in=[])
    for last in firsts:
        condition |= Q(search__startswith=f" {last} ")
    by_last: dict[str, list[Person]] = {}
    for person in living().filter(condition).select_related("group"):
        by_last.setdefault(fold(person.last), []).append(person)
    return [
        [
            person
            for person in by_last.get(fold(last), [])
            if _fits(person.first, first) and _fits(person.middle, middle)
        ]
        for last, first, middle in names
    ]


def _fits(full: str, given: str) -> bool:
    left, right = fold(full).rstrip("."), fold(given).rstrip(".")
    if not right or not left:
        return True
    if len(right) == 1 or len(left) == 1:
        return left[0] == right[0]
    return left == right


def key_of(last: str, first: str, middle: str) -> str:
    """The stored key by which likely doubles are found."""
    return " ".join(name_key(last, first, middle))[:300]


def representatives(person_ids: Collection[uuid.UUID], on: dt.date) -> dict[uuid.UUID, list[Representative]]:
    """Living ties of each child on the day, in one query."""
    rows = (
        Representative.objects.filter(child_id__in=person_ids)
        .filter(Q(valid_until=None) | Q(valid_until__gte=on))
        .filter(adult__removed_at=None, adult__merged_into=None)
        .select_related("adult")
        .order_by("pk")
    )
    found: dict[uuid.UUID, list[Representative]] = {pk: [] for pk in person_ids}
    for row in rows:
        found[row.child_id].append(row)
    return found
