"""Whom an act may be given to read: people by role and by group. Features above add those whom they hold."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count

from nastavnik.features.documents.models import Document
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person, Representative, StudentGroup
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.registry import Registry
from nastavnik.ui.text import count_phrase

#: role of the form → words for the denominator
ROLES = {
    "mentor": "наставники",
    "mentee": "наставляемые",
    "tutor": "кураторы групп",
    "worker": "все работники",
    "representative": "законные представители",
}
NAMED = "named"


@dataclass(frozen=True, slots=True)
class ReaderSource:
    """`ids(on)`: people who stand in the role on the day. Several sources may fill one role."""

    code: str
    role: str
    ids: Callable[[dt.date], Iterable[uuid.UUID]]


reader_sources: Registry[ReaderSource] = Registry("readers of acts")


def _marked(mark: str) -> Callable[[dt.date], Iterable[uuid.UUID]]:
    def ids(on: dt.date) -> Iterable[uuid.UUID]:
        rows = people.living().filter(left_on=None).exclude(marks=[]).values_list("pk", "marks")
        return [pk for pk, marks in rows if mark in marks]

    return ids


def _kind(kind: str) -> Callable[[dt.date], Iterable[uuid.UUID]]:
    return lambda on: people.living().filter(left_on=None, kind=kind).values_list("pk", flat=True)


def _tutors(on: dt.date) -> Iterable[uuid.UUID]:
    rows = StudentGroup.objects.filter(closed_on=None).exclude(tutor=None)
    return [pk for pk in rows.values_list("tutor_id", flat=True) if pk]


def _adults(on: dt.date) -> Iterable[uuid.UUID]:
    ties = Representative.objects.filter(child__left_on=None, child__removed_at=None, child__merged_into=None)
    return [adult for adult, until in ties.values_list("adult_id", "valid_until") if until is None or until >= on]


def register() -> None:
    for code, role, ids in (
        ("marked_mentor", "mentor", _marked("mentor")),
        ("marked_mentee", "mentee", _marked("mentee")),
        ("marked_tutor", "tutor", _marked("tutor")),
        ("tutor_of_group", "tutor", _tutors),
        ("workers", "worker", _kind("worker")),
        ("representatives", "representative", _kind("representative")),
        ("ties", "representative", _adults),
    ):
        reader_sources.add(ReaderSource(code, role, ids))


def by_role(actor: Actor, on: dt.date) -> dict[str, list[uuid.UUID]]:
    """People of each role whom the actor sees, without those who left."""
    seen = set(people.visible_people(actor).filter(left_on=None).values_list("pk", flat=True))
    found: dict[str, set[uuid.UUID]] = {role: set() for role in ROLES}
    for source in reader_sources:
        found[source.role] |= set(source.ids(on)) & seen
    return {role: list(ids) for role, ids in found.items()}


def role_choices(actor: Actor, on: dt.date) -> list[tuple[str, str]]:
    return [(role, f"{ROLES[role].capitalize()}: {len(ids)}") for role, ids in by_role(actor, on).items() if ids]


def group_choices(actor: Actor) -> list[tuple[str, str]]:
    rows = people.visible_people(actor).filter(left_on=None, group__closed_on=None).exclude(group=None)
    counted = rows.order_by("group__name").values_list("group_id", "group__name").annotate(Count("pk"))
    return [(str(pk), f"{name}: {count}") for pk, name, count in counted]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who was chosen, and how the denominator is called."""

    ids: list[uuid.UUID]
    words: str


def choose(
    actor: Actor,
    on: dt.date,
    *,
    roles: Collection[str],
    groups: Collection[str],
    persons: Collection[Person] = (),
    document: Document | None = None,
) -> Chosen:
    """People of the roles, of the groups, those named in the document (role `named`) and single persons; each once."""
    ids: dict[uuid.UUID, None] = {}
    words = []
    known = by_role(actor, on) if roles else {}
    if NAMED in roles and document is not None:
        ids |= dict.fromkeys(document.people.filter(person__left_on=None).values_list("person_id", flat=True))
        words.append("названные в документе")
    for role in ROLES:
        if role in roles:
            ids |= dict.fromkeys(known[role])
            words.append(ROLES[role])
    if groups:
        rows = people.visible_people(actor).filter(left_on=None, group__in=[uuid.UUID(pk) for pk in groups])
        ids |= dict.fromkeys(rows.values_list("pk", flat=True))
        names = StudentGroup.objects.filter(pk__in=groups).order_by("name").values_list("name", flat=True)
        words.append(("группа " if len(groups) == 1 else "группы ") + ", ".join(names))
    if persons:
        ids |= dict.fromkeys(person.pk for person in persons)
        few = ", ".join(person.short_name for person in persons)
        words.append(
            few if len(persons) <= 3 else count_phrase(len(persons), "человек,человека,человек") + " по списку"
        )
    return Chosen(list(ids), ", ".join(words))
