"""What a part is taken of: «(конец) учебного года», «(первая неделя) II полугодия», «(начало) осенних каникул»."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from ..model import Span
from .frame import Atom, Frame
from .stream import Stream
from .years import calendar_year

Read = tuple[Atom, int] | None
ReadAtom = Callable[[Stream, int, Frame], Read]
_WHOLES = (
    "month", "quarter", "half", "season", "year", "school_year", "week", "decade", "holidays", "part", "start", "middle",
    "end",
)  # fmt: skip


def read_base(s: Stream, at: int, frame: Frame, read_atom: ReadAtom) -> Read:
    """The stretch of days at a token whose part is asked for; a school year may stand without its number."""
    year = s.phrase(at, r"?текущего|этого|нового|следующего", r"?учебного|уч|календарного", r"?\.", r"года|г")
    if year is not None and not s.phrase(at, r"года|г", r"\d+"):
        words = s.words_from(at, year - at)
        shift = 1 if re.search(r"нового|следующего", words) else 0
        if "календарного" in words:
            return Atom("year", 1, lambda _: calendar_year(frame.school.year + shift), certain=False), s.after_dot(year)
        base = frame.school.year + shift
        study = frame.study if frame.period or frame.calendar_year else None

        def make(_: int) -> Span:
            return study if study is not None else Span(dt.date(base, 9, 1), dt.date(base + 1, 6, 30))

        return Atom("school_year", 9, make, certain=False), s.after_dot(year)
    base_atom = read_atom(s, at, frame)
    return base_atom if base_atom is not None and base_atom[0].kind in _WHOLES else None
