"""Whom to ask: marks, groups, kinds of people; features above add their own lists (the banks)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from nastavnik.features.people import queries as people
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.registry import Registry

SIDES = {"mentee": "наставляемых", "mentor": "наставников"}


@dataclass(frozen=True, slots=True)
class AudienceSource:
    """`ids(side)`: persons of the organisation in scope."""

    code: str
    label: str
    ids: Callable[[str], set[uuid.UUID]]


audiences: Registry[AudienceSource] = Registry("audiences of questionnaires")


def _marked(side: str) -> set[uuid.UUID]:
    rows = people.living().filter(left_on=None).exclude(marks=[]).values_list("pk", "marks")
    return {pk for pk, marks in rows if side in marks}


audiences.add(AudienceSource("marked", "Все с пометкой этой роли", _marked))


def choices(actor: Actor) -> list[tuple[str, str]]:
    """What the form offers: lists, then every group with people."""
    groups = (
        people.visible_people(actor)
        .exclude(group=None)
        .filter(left_on=None)
        .order_by("group__name")
        .values_list("group_id", "group__name")
        .distinct()
    )
    lists = [(source.code, source.label) for source in audiences]
    return [*lists, ("workers", "Все работники"), *((f"group:{pk}", f"Группа {name}") for pk, name in groups)]


def people_of(actor: Actor, side: str, chosen: list[str]) -> set[uuid.UUID]:
    """Persons of the chosen lists whom the actor may see."""
    seen = people.visible_people(actor).filter(left_on=None)
    ids: set[uuid.UUID] = set()
    for code in chosen:
        if code == "workers":
            ids |= set(seen.filter(kind="worker").values_list("pk", flat=True))
        elif code.startswith("group:"):
            ids |= set(seen.filter(group_id=uuid.UUID(code.removeprefix("group:"))).values_list("pk", flat=True))
        elif code in audiences:
            ids |= audiences[code].ids(side)
    return set(seen.values_list("pk", flat=True)) & ids
