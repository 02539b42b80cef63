"""Built-in roadmaps: ready plans to start from when an organisation has none of its own.

One file a kind of organisation in `roadmaps/`. Terms and persons are words of a plan, as in an imported one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nastavnik.engines.russian import typo
from nastavnik.features.roadmap.catalogue.catalogue import catalogue
from nastavnik.kernel.errors import NotFound

FOLDER = Path(__file__).with_name("roadmaps")
PROFILES = ("college", "school", "kindergarten", "extra")


@dataclass(frozen=True, slots=True)
class BuiltinActivity:
    """A point of the plan; `kinds` are codes of the catalogue, all of them must be proved."""

    number: str
    title: str
    terms: str
    responsible: str
    result: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuiltinStage:
    """A stage; `model_stage` is "1".."7" of the target model or "support"."""

    number: str
    title: str
    goal: str
    result: str
    terms: str
    model_stage: str
    activities: tuple[BuiltinActivity, ...]


@dataclass(frozen=True, slots=True)
class BuiltinRoadmap:
    """A ready plan. `code` is the profile of organisation it suits; `title` carries no year and no organisation."""

    code: str
    title: str
    suits: str
    forms: tuple[str, ...]
    stages: tuple[BuiltinStage, ...]

    @property
    def activities(self) -> Iterator[BuiltinActivity]:
        """All activities in the order of the plan."""
        return (activity for stage in self.stages for activity in stage.activities)


@cache
def builtin_roadmaps() -> Mapping[str, BuiltinRoadmap]:
    """The ready plans by code. Raises ValueError when a file names an unknown kind (a fault of the file)."""
    return MappingProxyType({code: _read(code) for code in PROFILES})


def builtin_roadmap(code: str) -> BuiltinRoadmap:
    """The ready plan with this code. Raises NotFound for an unknown one."""
    try:
        return builtin_roadmaps()[code]
    except KeyError:
        raise NotFound(f"Готовой дорожной карты «{code}» нет.") from None


def _read(code: str) -> BuiltinRoadmap:
    raw = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    unknown = [form for form in raw["forms"] if form not in catalogue().forms]
    if unknown:
        raise ValueError(f"roadmap {code}: unknown forms {unknown}")
    return BuiltinRoadmap(
        code=code,
        title=typo(raw["title"]),
        suits=typo(raw["suits"]),
        forms=tuple(raw["forms"]),
        stages=tuple(_stage(number, row) for number, row in enumerate(raw["stage"], start=1)),
    )


def _stage(number: int, row: Mapping[str, Any]) -> BuiltinStage:
    model_stage = str(row["model_stage"])
    if model_stage not in catalogue().stages:
        raise ValueError(f"roadmap stage «{row['title']}»: unknown model stage {model_stage}")
    return BuiltinStage(
        number=str(number),
        title=typo(row["title"]),
        goal=typo(row["goal"]),
        result=typo(row["result"]),
        terms=typo(row["terms"]),
        model_stage=model_stage,
        activities=tuple(_activity(f"{number}.{place}", item) for place, item in enumerate(row["activity"], start=1)),
    )


def _activity(number: str, row: Mapping[str, Any]) -> BuiltinActivity:
    unknown = [code for code in row["kinds"] if code not in catalogue().kinds]
    if unknown:
        raise ValueError(f"roadmap activity «{row['title']}»: unknown kinds {unknown}")
    return BuiltinActivity(
        number=number,
        title=typo(row["title"]),
        terms=typo(row["terms"]),
        responsible=typo(row["responsible"]),
        result=typo(row["result"]),
        kinds=tuple(row["kinds"]),
    )
