"""What criteria look at: plain values about one person, codes with the words people read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its title, the competences any of which answers it, how pressing it is (1…3)."""

    title: str
    codes: frozenset[str]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """How an earlier pair of the mentor ended: 0…100, e.g. the share of goals that were reached."""

    value: int


@dataclass(frozen=True, slots=True)
class _Person:
    """What both sides have. Mappings are code → words; an empty value: not known.

    `forms`: form → role variants the person takes («студент – студент» → «отличник», «организатор»). `named`, `refused`:
    ids of people. `scales`: scale → 0…100 of the questionnaire. `wants_sex`: the sex the person asks for. `group`: the
    study group, by any mark; `units`: the unit and the department.
    """

    id: str
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    free_time: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    units: frozenset[str] = frozenset()
    manner: Mapping[str, str] = field(default_factory=dict)
    interests: Mapping[str, str] = field(default_factory=dict)
    rhythm: str = ""
    contact: str = ""
    named: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    scales: Mapping[str, int] = field(default_factory=dict)
    sex: str = ""
    wants_sex: str = ""
    languages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mentee(_Person):
    """`asked`: requests."""

    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Mentor(_Person):
    """`offered`: competence → how well, 1…100. `years` of experience, None: not known. `left` of `capacity` places."""

    offered: Mapping[str, int] = field(default_factory=dict)
    years: int | None = None
    capacity: int = 0
    left: int = 0
    results: tuple[Result, ...] = ()
