"""Who is asked for consents this year. Features above tell whom they hold and for which use."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nastavnik.features.people.models import Person
from nastavnik.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands: `side` is mentor, mentee or ''; `data` is what a sheet needs of the pair (period, other)."""

    side: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Population:
    """People of the running year held for one purpose of `rules.PURPOSES`. `people(on)` is one or two queries."""

    code: str
    title: str
    purpose: str
    people: Callable[[dt.date], Mapping[uuid.UUID, Place]]


populations: Registry[Population] = Registry("populations of consents")


@dataclass(frozen=True, slots=True)
class Part:
    """What is demanded of one person: side by purpose."""

    purposes: tuple[str, ...]
    side: str


def participants(people: Iterable[Person], on: dt.date) -> dict[uuid.UUID, Part]:
    """Those of `people` who are marked mentors or mentees, or whom a feature holds; with everything demanded of each."""
    sides: dict[uuid.UUID, str] = {}
    purposes: dict[uuid.UUID, list[str]] = {}
    known = set()
    for person in people:
        known.add(person.pk)
        side = next((mark for mark in ("mentor", "mentee") if mark in person.marks), "")
        if side:
            sides[person.pk], purposes[person.pk] = side, ["bank"]
    for population in populations:
        for pk, place in population.people(on).items():
            if pk not in known:
                continue
            sides[pk] = place.side or sides.get(pk, "")
            own = purposes.setdefault(pk, [])
            if population.purpose not in own:
                own.append(population.purpose)
    return {pk: Part(tuple(own), sides.get(pk, "")) for pk, own in purposes.items()}


def places_of(on: dt.date) -> dict[str, dict[uuid.UUID, Place]]:
    """Places by purpose: what the sheets of pairs need of them."""
    found: dict[str, dict[uuid.UUID, Place]] = {}
    for population in populations:
        found.setdefault(population.purpose, {}).update(population.people(on))
    return found


def duty_holders(on: dt.date) -> dict[uuid.UUID, Place]:
    """Workers of staff pairs: those who must agree to the additional duties in writing (ТК РФ, ст. 351.8)."""
    return places_of(on).get("staff_pair", {})
