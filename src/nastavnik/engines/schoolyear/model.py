"""What a reading of a term is: frozen values without behaviour beyond their own printing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

TermType = Literal[
    "due", "interval", "point", "set", "recurrence", "relative", "continuous", "conditional", "reference", "unknown"
]
Confidence = Literal["exact", "convention", "guess"]
Direction = Literal["after", "before", "on"]

#: The value of `Term.reference` when the cell repeats the row above («то же», «-//-»).
ROW_ABOVE = "строка выше"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to `end`, both included; a single day has both equal."""

    start: dt.date
    end: dt.date

    @property
    def is_day(self) -> bool:
        return self.start == self.end

    def contains(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    def to_json(self, *, day_as_date: bool = True) -> dict[str, str]:
        if self.is_day and day_as_date:
            return {"date": self.start.isoformat()}
        return {"from": self.start.isoformat(), "to": self.end.isoformat()}


@dataclass(frozen=True, slots=True)
class Term:
    """One reading of one cell of a «Срок» column.

    Which fields are filled follows from `type`:
    due, point: `date` · interval, continuous: `start`, `end` · set: `dates` ·
    recurrence: `rrule` (RFC 5545 without DTSTART and UNTIL), `start`, `end`, `count` per period,
    `minimum`, `excluded` or `excluded_text` · relative: `event`, `offset_days`, `direction`,
    `working_days` · conditional: `condition` · reference: `reference` · unknown: none.
    `doubts` are Russian sentences for the person who checks the import.
    """

    text: str
    type: TermType
    confidence: Confidence = "exact"
    explanation: str = ""
    date: dt.date | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    dates: tuple[Span, ...] = ()
    rrule: str = ""
    count: int = 1
    minimum: bool = False
    excluded: tuple[Span, ...] = ()
    excluded_text: str = ""
    event: str = ""
    offset_days: int = 0
    direction: Direction = "after"
    working_days: bool = False
    condition: str = ""
    reference: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """False for an empty or unreadable cell."""
        return self.type != "unknown"

    @property
    def repeats_row_above(self) -> bool:
        return self.type == "reference" and self.reference == ROW_ABOVE

    def to_json(self) -> dict[str, Any]:
        """The object of the contract `terms parse`, without the fields that do not apply."""
        out: dict[str, Any] = {"text": self.text, "type": self.type}
        if self.date is not None:
            out["date"] = self.date.isoformat()
        if self.type == "set":
            out["dates"] = [span.to_json() for span in self.dates]
        if self.rrule:
            out["rrule"] = self.rrule
        if self.start is not None:
            out["from"] = self.start.isoformat()
        if self.end is not None:
            out["to"] = self.end.isoformat()
        if self.count != 1:
            out["count"] = self.count
        if self.minimum:
            out["minimum"] = True
        if self.excluded:
            out["except"] = [span.to_json(day_as_date=False) for span in self.excluded]
        elif self.excluded_text:
            out["except"] = self.excluded_text
        if self.type == "relative":
            out.update(
                event=self.event,
                offset_days=self.offset_days,
                direction=self.direction,
                working_days=self.working_days,
            )
        if self.condition:
            out["condition"] = self.condition
        if self.reference:
            out["reference"] = self.reference
        out["confidence"] = self.confidence
        out["explanation"] = self.explanation
        return out
