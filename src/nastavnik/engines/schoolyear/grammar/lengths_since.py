"""A length of time from a known day on: «в течение недели с 10 ноября», «три месяца, начиная с 1 октября»."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ..model import Span
from ..year import last_day
from .bases import ReadAtom
from .durations import read_duration
from .frame import Frame, Piece
from .items import Dates
from .stream import Stream


def read_length_since(s: Stream, at: int, frame: Frame, read_atom: ReadAtom) -> tuple[Dates, int] | None:
    """The days of the length, the first of them named; None for other phrases."""
    start = s.phrase(at, r"в|на", r"течени[еи]|протяжени[еи]") or at
    duration = read_duration(s, start)
    if duration is None or (start == at and s[at].kind != "num"):
        return None
    since = s.phrase(duration[2], r"?,", r"?начиная|считая", r"с|со")
    day = None if since is None else read_atom(s, since, frame)
    if day is None or day[0].kind != "day" or s.is_any(day[1], "по", "до"):
        return None
    known = day[0].make
    length, months = duration[0], duration[0] // 30 if s.unit(duration[2] - 1) == "month" else 0

    def make(year: int) -> Span:
        first = known(year).start
        return Span(first, _months_on(first, months) if months else first + dt.timedelta(days=length - 1))

    return Dates("plain", (Piece(replace(day[0], kind="part", day=0, make=make, certain=False)),), certain=False), day[
        1
    ]


def _months_on(first: dt.date, months: int) -> dt.date:
    """The day before the same day some months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    end = last_day(year, month + 1)
    return end.replace(day=min(first.day, end.day)) - dt.timedelta(days=1)
