"""The school year Y/Y+1, its halves, quarters and holidays, and the frame in which months get their year."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from .errors import YearOutOfRange
from .model import Span

FIRST_YEAR, LAST_YEAR = 1990, 2100
MonthDay = tuple[int, int]


def last_day(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return (dt.date(year + month // 12, month % 12 + 1, 1)) - dt.timedelta(days=1)


def month_span(year: int, month: int) -> Span:
    return Span(dt.date(year, month, 1), last_day(year, month))


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """The organisation's own parts of the year as (month, day) pairs; the defaults are the usual school ones.

    A part whose end has an earlier month than its start runs over the New Year.
    """

    halves: tuple[tuple[MonthDay, MonthDay], ...] = (((9, 1), (12, 31)), ((1, 9), (5, 31)))
    trimesters: tuple[tuple[MonthDay, MonthDay], ...] = (((9, 1), (11, 30)), ((12, 1), (2, 28)), ((3, 1), (5, 31)))
    quarters: tuple[tuple[MonthDay, MonthDay], ...] = (
        ((9, 1), (10, 31)),
        ((11, 1), (12, 31)),
        ((1, 9), (3, 31)),
        ((4, 1), (5, 31)),
    )
    holidays: dict[str, tuple[MonthDay, MonthDay]] = field(
        default_factory=lambda: {
            "autumn": ((10, 28), (11, 4)),
            "winter": ((12, 31), (1, 8)),
            "spring": ((3, 24), (3, 31)),
            "summer": ((6, 1), (8, 31)),
        }
    )


def part_span(bounds: tuple[MonthDay, MonthDay], year: int) -> Span:
    """A part of the year that starts in the calendar year `year`."""
    (month, day), (end_month, end_day) = bounds
    end_year = year + (end_month < month)
    end = last_day(end_year, end_month) if end_month == 2 and end_day >= 28 else dt.date(end_year, end_month, end_day)
    return Span(dt.date(year, month, day), end)


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The school year that begins on 1 September of `year`.

    Raises YearOutOfRange outside 1990–2100.
    """

    year: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise YearOutOfRange(self.year)

    @classmethod
    def of(cls, day: dt.date) -> SchoolYear:
        """The school year that holds the day."""
        return cls(day.year if day.month >= 9 else day.year - 1)

    @classmethod
    def for_approval(cls, day: dt.date) -> SchoolYear:
        """The year a plan approved on `day` is for: from 1 June on it is the year that begins that September."""
        return cls(day.year if day.month >= 6 else day.year - 1)

    @property
    def start(self) -> dt.date:
        return dt.date(self.year, 9, 1)

    @property
    def end(self) -> dt.date:
        return dt.date(self.year + 1, 8, 31)

    @property
    def study(self) -> Span:
        """1 September – 30 June, the study period."""
        return Span(self.start, dt.date(self.year + 1, 6, 30))

    @property
    def lessons(self) -> Span:
        """1 September – 31 May, the months in which recurring work is done by default."""
        return Span(self.start, dt.date(self.year + 1, 5, 31))

    def contains(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    def month_year(self, month: int) -> int:
        """Calendar year of a month written without one: September–December Y, January–August Y+1."""
        return self.year if month >= 9 else self.year + 1

    def __str__(self) -> str:
        return f"{self.year}/{self.year + 1}"


_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-–—/−]\s*((?:19|20)?\d{2})(?!\d)")
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})\s*(?:г\b|год)", re.IGNORECASE)


def find_school_year(text: str) -> SchoolYear | None:
    """The school year a title names («на 2024–2025 учебный год»), else None.

    A single year («на 2025 год») is taken as the start. A range of several years gives its first one.
    """
    for first, second in _YEARS.findall(text):
        start, end = int(first), int(second) if len(second) == 4 else int(first[:2] + second)
        if start < end and FIRST_YEAR <= start <= LAST_YEAR:
            return SchoolYear(start)
    single = _YEAR.search(text)
    if single and FIRST_YEAR <= int(single[1]) <= LAST_YEAR:
        return SchoolYear(int(single[1]))
    return None
