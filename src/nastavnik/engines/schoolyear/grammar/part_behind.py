"""Parts and days that stand behind their month: «октябрь, 2-я неделя», «октябрь (начало)», «октябрь, 15–25»."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ..model import Span
from ..year import month_span
from .frame import Atom, day_atom
from .numbered import month_part
from .parts import half_of, third_of
from .stream import Stream

Read = tuple[Atom, int] | None


def read_part_behind(s: Stream, month: Atom, at: int) -> Read:
    """The part that stands behind its month: «октябрь, 2-я неделя», «октябрь (начало)», «октябрь, 1 декада»."""
    after = at + 1 if s.is_any(at, ",", "(", "-", ":") else at
    days = _days_behind(s, month, after)
    if days is not None and not (s.is_any(at, "-") and s.is_any(days[1], "-")):
        close = days[1] + 1 if s.is_any(at, "(") and s.is_any(days[1], ")") else days[1]
        return days[0], close
    if after == at:
        return None
    part: Atom | None = None
    named = {"начало": "start", "середина": "middle", "конец": "end"}.get(s[after].text)
    unit = s.unit(after + 1)
    by_order = s[after].kind in ("ord", "roman") or s.matches(after + 1, r"недел[яею]|декад[аеу]|половин[аеу]")
    if named is not None:
        part, after = third_of(month, named), after + 1
    elif (
        s[after].kind in ("ord", "roman", "num")
        and s.is_any(after + 1, "-")
        and s.unit(after + 3) in ("week", "decade")
    ):
        unit = s.unit(after + 3)
        ends = [month_part(unit, s[k].value, month.month, None) for k in (after, after + 2)]
        if ends[0] is not None and ends[1] is not None:
            opening, closing = ends[0].make, ends[1].make
            part = replace(
                month, kind=unit or "", certain=False, make=lambda year: Span(opening(year).start, closing(year).end)
            )
        after = s.after_dot(after + 4)
    elif s[after].kind in ("ord", "roman", "num") and by_order:
        number = s[after].value
        if unit in ("week", "decade"):
            part = month_part(unit, number, month.month, None)
            part = part and replace(part, year=month.year, school=month.school, shift=month.shift)
        elif s.matches(after + 1, r"половин\w+") and number in (1, 2):
            part = half_of(month, number == 1)
        after = s.after_dot(after + 2)
    if s.is_any(at, "(") and s.is_any(after, ")"):
        after += 1
    elif s[after].kind not in ("end", "punct"):
        return None
    return None if part is None or s.is_any(after, "-") else (part, after)


def _days_behind(s: Stream, month: Atom, at: int) -> Read:
    """«октябрь (15–25)», «октябрь, с 15 по 25 число», «октябрь 15»: the days stand behind their month."""
    opened = s.matches(at, r"с|со|от")
    first = at + 1 if opened else at
    if s[first].kind not in ("num", "ord") or not 1 <= s[first].value <= 31 or month.day:
        return None
    start, last, after = s[first].value, s[first].value, first + 1
    closing = r"по|до|-" if opened else r"-"
    if s.matches(after, closing) and s[after + 1].kind in ("num", "ord") and start < s[after + 1].value <= 31:
        last, after = s[after + 1].value, after + 2
    elif opened:
        return None
    named = s.phrase(after, r"числ\w*")
    after = named if named is not None else after
    if s[after].kind not in ("end", "punct") or s.is_any(after, "-", "/"):
        return None
    if last == start and named is None and (s[first].kind != "num" or not _may_be_day(s, first, month)):
        return None

    def make(year: int) -> Span:
        whole = month_span(year, month.month)
        return Span(
            whole.start + dt.timedelta(days=start - 1), min(whole.end, whole.start + dt.timedelta(days=last - 1))
        )

    return replace(month, kind="day" if last == start else "part", make=make), after


def read_days_of_month(s: Stream, month: Atom, at: int) -> tuple[bool, list[Atom], int] | None:
    """«ноябрь, до 15 числа», «ноябрь: 5, 12, 19», «в ноябре (5-го и 12-го)»: whether the days are the last ones, the days,
    the index after them. None where the days stand without a sign that they are this month's."""
    first = at + 1 if s.is_any(at, ",", "(", ":", "-") else at
    due = s.phrase(first, r"не", r"позднее|позже") or s.phrase(first, r"до|к")
    after = due if due is not None else first
    days: list[int] = []
    ordinal = False
    while s[after].kind in ("num", "ord") and 1 <= s[after].value <= 31:
        days.append(s[after].value)
        ordinal = ordinal or s[after].kind == "ord"
        after += 1
        if s.is_any(after, ",", "и") and s[after + 1].kind in ("num", "ord"):
            after += 1
    named = s.phrase(after, r"числ\w*")
    after = named if named is not None else after
    if s.is_any(at, "(") and s.is_any(after, ")"):
        after += 1
    sure = due is not None or ordinal or named is not None or (len(days) > 1 and s.is_any(at, ":", "("))
    if not days or not sure or s[after].kind not in ("end", "punct") or s.is_any(after, "-", "/"):
        return None
    found = [replace(day_atom(day, month.month, month.year), school=month.school, shift=month.shift) for day in days]
    return due is not None, found, after


def _may_be_day(s: Stream, at: int, month: Atom) -> bool:
    """«октябрь 15» is a day; «октябрь 25» may be a year, «октябрь, 2» the number of the next item."""
    return month.year is None and s[at].value < 20 and s[at - 1].kind == "month" and s[at + 1].kind == "end"
