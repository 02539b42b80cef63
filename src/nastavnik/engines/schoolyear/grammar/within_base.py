"""Days, weeks and months counted inside a longer stretch: «первая неделя II полугодия», «последний день каникул»."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from ..model import Span
from ..year import month_span
from .bases import Read, ReadAtom, read_base
from .frame import Frame
from .stream import Stream
from .words import LAST

_LENGTHS = {"day": 1, "week": 7, "decade": 10}


def read_within_base(s: Stream, at: int, frame: Frame, read_atom: ReadAtom) -> Read:
    """«первые две недели сентября», «первый день учебного года», «вторая неделя зимних каникул»."""
    if s[at].kind != "ord" or not (s[at].value == LAST or 1 <= s[at].value <= 31):
        return None
    number, after, many = s[at].value, at + 1, 0
    if s[after].kind == "num" and number in (1, LAST) and 2 <= s[after].value <= 60:
        many, after = s[after].value, after + 1
    unit_at = after + 1 if s.matches(after, r"учебн\w+|полн\w+|календарн\w+|рабоч\w+") else after
    unit = s.unit(unit_at)
    base = read_base(s, s.after_dot(unit_at + 1), frame, read_atom) if unit in (*_LENGTHS, "month") else None
    if base is None or unit is None or (base[0].kind == "month" and not many and unit != "day"):
        return None
    make = _first_or_last(number == 1, many, unit) if many else _nth(number, unit)
    kind = "day" if unit == "day" and not many else "part"
    atom = replace(base[0], kind=kind, make=lambda year: make(base[0].make(year)), certain=False, day=0)
    return atom, base[1]


def _first_or_last(first: bool, many: int, unit: str) -> Callable[[Span], Span]:
    def make(span: Span) -> Span:
        length = dt.timedelta(days=many * _LENGTHS.get(unit, 30) - 1)
        if first:
            return Span(span.start, min(span.start + length, span.end))
        return Span(max(span.end - length, span.start), span.end)

    return make


def _nth(number: int, unit: str) -> Callable[[Span], Span]:
    last = number == LAST

    def make(span: Span) -> Span:
        if unit == "month":
            at = span.end.month if last else (span.start.month + number - 2) % 12 + 1
            year = span.end.year if last else span.start.year + (span.start.month + number - 2) // 12
            whole = month_span(year, at)
            return Span(max(whole.start, span.start), max(whole.start, min(whole.end, span.end)))
        if unit == "week":
            day = span.end if last else span.start
            while day.weekday() >= 5:
                day += dt.timedelta(days=-1 if last else 1)
            monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(days=0 if last else 7 * (number - 1))
            return Span(monday, monday + dt.timedelta(days=6))
        length = _LENGTHS[unit]
        start = (
            span.end - dt.timedelta(days=length - 1) if last else span.start + dt.timedelta(days=length * (number - 1))
        )
        return Span(start, start + dt.timedelta(days=length - 1))

    return make
