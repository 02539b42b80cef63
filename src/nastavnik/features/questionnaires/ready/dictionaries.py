"""The lists that questionnaires, banks and matching share: topics of requests, competences, free time, common answers.

The data are in `dictionaries.toml`. Both sides of a pair are asked in the same codes, so matching can compare them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nastavnik.engines.russian import typo
from nastavnik.kernel.errors import NotFound

DATA = Path(__file__).with_name("dictionaries.toml")


@dataclass(frozen=True, slots=True)
class RequestTopic:
    """A topic of a request: in which forms it is offered, which competences answer it."""

    code: str
    title: str
    forms: tuple[str, ...]
    competences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Competence:
    """Something a mentor can share; `area` is a heading for groups of options."""

    code: str
    title: str
    area: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time: `code` is «day_part», e.g. "mon_evening"; days mon..sat, parts morning, day, evening."""

    code: str
    day: str
    part: str
    day_title: str
    part_title: str

    @property
    def title(self) -> str:
        """«Понедельник, вечером»."""
        return f"{self.day_title}, {self.part_title}"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to tick. `group`: heading above it; `other`: asks for words; `exclusive`: alone among the ticked."""

    code: str
    text: str
    group: str = ""
    other: bool = False
    exclusive: bool = False


@cache
def request_topics() -> Mapping[str, RequestTopic]:
    """Topics of requests by code, in the order of showing."""
    rows = [
        RequestTopic(row["code"], typo(row["title"]), tuple(row["forms"]), tuple(row["competences"]))
        for row in _raw()["topic"]
    ]
    return MappingProxyType({topic.code: topic for topic in rows})


@cache
def competences() -> Mapping[str, Competence]:
    """Competences by code, in the order of showing, areas together."""
    rows = [Competence(row["code"], typo(row["title"]), typo(row["area"])) for row in _raw()["competence"]]
    return MappingProxyType({competence.code: competence for competence in rows})


@cache
def slots() -> Mapping[str, Slot]:
    """Free time by code: Monday to Saturday, three parts of a day each."""
    raw = _raw()["slots"]
    rows = [
        Slot(f"{day}_{part}", day, part, day_title, part_title)
        for day, day_title in raw["days"].items()
        for part, part_title in raw["parts"].items()
    ]
    return MappingProxyType({slot.code: slot for slot in rows})


@cache
def option_list(name: str) -> tuple[Option, ...]:
    """A shared list of answers: yes_no, mode, rhythm, style, interests, industries, forms. Raises NotFound."""
    try:
        return tuple(option(row) for row in _raw()["options"][name])
    except KeyError:
        raise NotFound(f"Списка ответов «{name}» нет.") from None


@cache
def scale_labels(name: str) -> tuple[str, ...]:
    """Names of the steps of a scale, from the first to the last: agree, sure, going. Raises NotFound."""
    try:
        return tuple(typo(label) for label in _raw()["scales"][name])
    except KeyError:
        raise NotFound(f"Шкалы «{name}» нет.") from None


def competences_for(topics: Iterable[str]) -> frozenset[str]:
    """Codes of competences that answer these topics; an unknown topic, perhaps an organisation's own, adds nothing."""
    known = request_topics()
    return frozenset(code for topic in topics if topic in known for code in known[topic].competences)


def option(row: Mapping[str, Any]) -> Option:
    """One answer as it stands in a data file."""
    return Option(
        code=row["code"], text=typo(row["text"]), other=row.get("other", False), exclusive=row.get("exclusive", False)
    )


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
