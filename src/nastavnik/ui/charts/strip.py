"""The year as a strip: stages as bars filled by the share done, holidays, today, single dates.

Labels are ordinary text and links; each track is an SVG in percent, so letters are never stretched and the strip
works from 360 px (scrolled) to a wide screen, in both themes and on paper.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from nastavnik.ui.text import MONTH_NAMES, date_phrase, of_phrase, range_phrase

TONES = {
    "done": "is-done",
    "hand": "is-done",
    "late": "is-late",
    "none": "is-none",
    "na": "is-none",
    "early": "is-none",
}


@dataclass(frozen=True, slots=True)
class StripMark:
    """One date on a track, drawn with the mark of `state`."""

    day: dt.date
    state: str
    title: str


@dataclass(frozen=True, slots=True)
class StripRow:
    """A stage or an activity: its dates (inclusive), how much of it is done, where its link leads."""

    label: str
    start: dt.date | None = None
    end: dt.date | None = None
    done: int = 0
    total: int = 0
    state: str = "part"
    url: str = ""
    current: bool = False
    marks: Sequence[StripMark] = ()


@dataclass(frozen=True, slots=True)
class Strip:
    """`first`..`last` inclusive is what the strip shows, usually 1 September – 30 June."""

    first: dt.date
    last: dt.date
    rows: Sequence[StripRow]
    today: dt.date | None = None
    holidays: Sequence[tuple[dt.date, dt.date]] = ()
    title: str = "Лента года"


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


class _Scale:
    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first, self.last = first, last
        self.days = max(1, (last - first).days + 1)

    def at(self, day: dt.date) -> float:
        """Where the day begins, percent of the width, kept within the strip."""
        return min(100.0, max(0.0, 100 * (day - self.first).days / self.days))

    def span(self, start: dt.date, end: dt.date) -> tuple[str, str] | None:
        left, right = self.at(start), self.at(end + dt.timedelta(days=1))
        return (_percent(left), _percent(right - left)) if right > left else None


def _months(scale: _Scale) -> list[dict[str, str]]:
    months = []
    day = scale.first
    while day <= scale.last:
        name = MONTH_NAMES[day.month - 1]
        months.append({"name": name, "short": name[:3], "x": _percent(scale.at(day))})
        day = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return months


def _row(row: StripRow, scale: _Scale) -> dict[str, Any]:
    start, end = row.start or row.end, row.end or row.start
    span = scale.span(start, end) if start and end and start <= end else None
    filled = ""
    if span and row.total > 0:
        share = 1.0 if row.state in ("done", "hand") else min(1.0, max(0.0, row.done / row.total))
        filled = _percent(float(span[1].rstrip("%")) * share) if share else ""
    return {
        "label": f"{row.label}, {of_phrase(row.done, row.total)}" if row.total else row.label,
        "when": range_phrase(start, end),
        "url": row.url,
        "current": row.current,
        "tone": TONES.get(row.state, ""),
        "span": span,
        "filled": filled,
        "marks": [
            {"x": _percent(scale.at(mark.day)), "state": mark.state, "title": mark.title}
            for mark in row.marks
            if scale.first <= mark.day <= scale.last
        ],
    }


def strip(data: Strip) -> SafeString:
    """HTML of the strip. Dates outside are cut at the edges; a row without dates shows its label alone."""
    scale = _Scale(data.first, data.last)
    today = None
    if data.today and data.first <= data.today <= data.last:
        place = scale.at(data.today)
        anchor = "start" if place < 8 else "end" if place > 92 else "middle"
        today = {"x": _percent(place), "words": date_phrase(data.today, today=data.today), "anchor": anchor}
    context = {
        "title": data.title,
        "months": _months(scale),
        "rows": [_row(row, scale) for row in data.rows],
        "today": today,
        "holidays": [span for start, end in data.holidays if (span := scale.span(start, end))],
        "wide": scale.days > 320,
    }
    return render_to_string("ui/parts/strip.html", context)
