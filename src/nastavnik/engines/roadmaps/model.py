"""What reading a plan gives: stages, activities, and every guess that was made on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in the file; counts begin with 1, 0 and "" mean unknown."""

    page: int = 0
    sheet: str = ""
    table: int = 0
    row: int = 0
    line: int = 0

    def to_json(self) -> dict[str, Any]:
        """Only what is known."""
        values = {"page": self.page, "sheet": self.sheet, "table": self.table, "row": self.row, "line": self.line}
        return {key: value for key, value in values.items() if value}

    def __str__(self) -> str:
        parts = []
        if self.page:
            parts.append(f"стр. {self.page}")
        if self.sheet:
            parts.append(f"лист «{self.sheet}»")
        if self.row:
            if self.table:
                parts.append(f"таблица {self.table}")
            parts.append(f"строка {self.row}")
        elif self.line:
            parts.append(f"строка {self.line}")
        return ", ".join(parts) or "файл"


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A guess: which field, what was assumed (in Russian), what else it could be."""

    field: str
    message: str
    alternatives: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"field": self.field, "message": self.message, "alternatives": list(self.alternatives)}


@dataclass(frozen=True, slots=True)
class Warning:
    """What was not understood or not taken, with its place; nothing is dropped silently."""

    where: str
    message: str

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"where": self.where, "message": self.message}


@dataclass(frozen=True, slots=True)
class Period:
    """The plan's own words on its period and the days they mean (ISO dates, "" = unknown)."""

    text: str = ""
    begin: str = ""
    end: str = ""

    def to_json(self) -> dict[str, Any]:
        """Keys `text`, `from`, `to`; unknown days are null."""
        return {"text": self.text, "from": self.begin or None, "to": self.end or None}


@dataclass(frozen=True, slots=True)
class ParsedActivity:
    """One leaf point of the plan, in its own words. `spoken[n]`: the words of the title that speak of `kinds[n]`, ""
    where the group or the result does."""

    number: str
    title: str
    group: str = ""
    terms: str = ""
    responsible: str = ""
    result: str = ""
    kinds: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    confidence: float = 0.0
    schedule: dict[str, Any] | None = None
    source: Place = NOWHERE
    doubts: tuple[Doubt, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As `nastavnik roadmap parse` prints it."""
        return {
            "number": self.number,
            "group": self.group,
            "title": self.title,
            "terms": self.terms,
            "schedule": self.schedule,
            "responsible": self.responsible,
            "result": self.result,
            "kinds": list(self.kinds),
            "confidence": self.confidence,
            "source": self.source.to_json(),
            "doubts": [doubt.to_json() for doubt in self.doubts],
        }


@dataclass(frozen=True, slots=True)
class ParsedStage:
    """A stage (section, direction) of the plan."""

    number: str
    title: str
    goal: str = ""
    result: str = ""
    terms: str = ""
    activities: tuple[ParsedActivity, ...] = ()
    source: Place = NOWHERE

    def to_json(self) -> dict[str, Any]:
        """As `nastavnik roadmap parse` prints it."""
        return {
            "number": self.number,
            "title": self.title,
            "goal": self.goal,
            "result": self.result,
            "terms": self.terms,
            "activities": [activity.to_json() for activity in self.activities],
        }


@dataclass(frozen=True, slots=True)
class PlanInFile:
    """One of several plans of a file: its number from 1, its name, how much it holds, whether it is the one read."""

    number: int
    title: str
    stages: int
    activities: int
    chosen: bool

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "number": self.number,
            "title": self.title,
            "stages": self.stages,
            "activities": self.activities,
            "chosen": self.chosen,
        }


@dataclass(frozen=True, slots=True)
class ParsedRoadmap:
    """A plan as read. `stages` is empty where the file holds no plan; then `warnings` says why. `plans`: all plans of
    the file where it holds several."""

    title: str = ""
    organization: str = ""
    period: Period = Period()
    stages: tuple[ParsedStage, ...] = ()
    warnings: tuple[Warning, ...] = field(default=())
    plans: tuple[PlanInFile, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As `nastavnik roadmap parse` prints it; `plans` only where the file holds several."""
        several = {"plans": [plan.to_json() for plan in self.plans]} if self.plans else {}
        return several | {
            "title": self.title,
            "organization": self.organization,
            "period": self.period.to_json(),
            "stages": [stage.to_json() for stage in self.stages],
            "warnings": [warning.to_json() for warning in self.warnings],
        }
