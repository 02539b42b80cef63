"""What the grammar finds in a text before the findings are combined into one term."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Direction, Span
from .frame import Piece


@dataclass(frozen=True, slots=True)
class Dates:
    """A date phrase. `role`: plain, due (last day counts), start (a beginning without an end)."""

    role: str
    pieces: tuple[Piece, ...]
    #: due: `before` is the day before the expression begins, `inside` its last day.
    #: start: `inside` is «с октября», `from` is «не ранее», `after` is «после 15 сентября».
    edge: str = "inside"
    certain: bool = True
    #: Ready days that need no frame (the end of a school year).
    fixed: Span | None = None


@dataclass(frozen=True, slots=True)
class Recur:
    """A repetition or a fragment of one («по пятницам», «до 5 числа»); fragments are merged later.

    `unit`: day, week, month, quarter, half, term, trimester, study_quarter, year, or period («3 раза за период»).
    """

    unit: str = ""
    interval: int = 1
    count: int = 1
    minimum: bool = False
    weekdays: tuple[int, ...] = ()
    nth: tuple[tuple[int, int], ...] = ()
    #: Weeks of the month: 1–5 or -1; the work is due by their last school day.
    weeks: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    working_day: int = 0
    after_report: bool = False
    last_month_of: str = ""
    since_year: int = 0
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Whole:
    """«в течение года», «постоянно», «на всех этапах»."""

    certain: bool = False
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Then:
    """«далее»: the second rule starts after the first."""


@dataclass(frozen=True, slots=True)
class Count:
    """«4 занятия»."""

    number: int
    minimum: bool = False


@dataclass(frozen=True, slots=True)
class Relative:
    event: str
    offset_days: int
    direction: Direction
    working_days: bool = False
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Condition:
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    text: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Except:
    """«кроме …»: pieces where dates are readable, else words; `weekdays` taken out."""

    pieces: tuple[Piece, ...]
    text: str
    weekdays: tuple[int, ...] = ()


Item = Dates | Recur | Whole | Then | Count | Relative | Condition | Reference | Except


@dataclass(frozen=True, slots=True)
class Found:
    """An item and the tokens it was read from."""

    item: Item
    first: int
    last: int
