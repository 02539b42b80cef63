"""Parts of a month, quarter or year: «начало октября», «первая половина мая», «первые две недели сентября»."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from ..model import Span
from ..year import month_span, part_span
from .frame import Atom, Frame
from .months import month_at
from .numbered import month_part
from .stream import Stream
from .words import LAST
from .years import calendar_year, with_year

Read = tuple[Atom, int] | None
ReadAtom = Callable[[Stream, int, Frame], Read]


def _parts_of(base: Atom, make: Callable[[Span], Span], kind: str = "part") -> Atom:
    return replace(base, kind=kind, make=lambda year: make(base.make(year)), certain=False, day=0)


def _third(which: str) -> Callable[[Span], Span]:
    def make(span: Span) -> Span:
        ten, twenty = dt.timedelta(days=9), dt.timedelta(days=19)
        if which == "start":
            return Span(span.start, span.start + ten)
        if which == "middle":
            if (span.end - span.start).days > 40:
                middle = span.start + (span.end - span.start) / 2
                return Span(dt.date(middle.year, middle.month, 11), dt.date(middle.year, middle.month, 20))
            return Span(span.start + ten + dt.timedelta(days=1), span.start + twenty)
        last_month = dt.date(span.end.year, span.end.month, 1)
        return Span(max(span.start, last_month + dt.timedelta(days=20)), span.end)

    return make


def _half(first: bool) -> Callable[[Span], Span]:
    def make(span: Span) -> Span:
        length = (span.end - span.start).days
        middle = span.start + dt.timedelta(days=14 if length <= 31 else length // 2)
        return Span(span.start, middle) if first else Span(middle + dt.timedelta(days=1), span.end)

    return make


def read_part(s: Stream, at: int, frame: Frame, read_atom: ReadAtom) -> Read:
    """«начало октября», «первая половина мая», «в первых числах», «середина II квартала», «конец учебного года»."""
    which = None
    after = at + 1
    if s.matches(at, r"само[меойг]\w*") and s.matches(at + 1, r"начал\w|кон(?:ец|ц\w)"):
        at, after = at + 1, at + 2
    if s.matches(at, r"начал[оаеу]"):
        which = "start"
    elif s.matches(at, r"середин[аеуы]"):
        which = "middle"
    elif s.matches(at, r"кон(?:ец|ца|це|цу)") or (
        s.matches(at, r"окончани[еяю]|завершени[еяю]|исход[еау]?")
        and s[at + 1].kind in ("month", "ord", "roman", "num")
    ):
        which = "end"
    elif s[at].kind == "ord" and s.matches(at + 1, r"числ(?:ах|а|о)|дн(?:и|ях|ей)") and s[at].value in (1, LAST):
        which = "start" if s[at].value == 1 else "end"
        after = at + 2
        if not s.matches(at, r"\w*ы[хе]|\w*и[хе]"):
            which = None
    if which is not None:
        # «начало и конец года»: what they are parts of stands after the last of them.
        shared = s.phrase(after, r"и|,", r"?в", r"начал\w|середин\w|кон(?:ец|ца|це)")
        base = _part_base(s, shared or after, frame, read_atom)
        if base is not None and shared is not None:
            base = base[0], after
        return None if base is None else (_parts_of(base[0], _third(which)), base[1])
    first_days = _first_days(s, at)
    if first_days is not None:
        return first_days
    if s[at].kind in ("ord", "roman", "num") and s[at].value in (1, 2) and s.matches(at + 1, r"половин[аеуы]|пол"):
        first = s[at].value == 1
        after = s.after_dot(at + 2)
        study = s.phrase(after, r"?текущего", r"?учебного|уч", r"?\.", r"года|г")
        if study is not None:
            bounds = frame.calendar.halves[0 if first else 1]
            return with_year(s, Atom("half", bounds[0][0], lambda year: part_span(bounds, year), certain=False), study)
        base = read_atom(s, after, frame)
        if base is not None and base[0].kind != "day":
            return _parts_of(base[0], _half(first)), base[1]
    return None


def read_part_behind(s: Stream, month: Atom, at: int) -> Read:
    """The part that stands behind its month: «октябрь, 2-я неделя», «октябрь (начало)», «октябрь, 1 декада»."""
    after = at + 1 if s.is_any(at, ",", "(", "-", ":") else at
    if after == at:
        return None
    part: Atom | None = None
    named = {"начало": "start", "середина": "middle", "конец": "end"}.get(s[after].text)
    unit = s.unit(after + 1)
    by_order = s[after].kind in ("ord", "roman") or s.matches(after + 1, r"недел[яею]|декад[аеу]|половин[аеу]")
    if named is not None:
        part, after = _parts_of(month, _third(named)), after + 1
    elif s[after].kind in ("ord", "roman", "num") and by_order:
        number = s[after].value
        if unit in ("week", "decade"):
            part = month_part(unit, number, month.month, None)
            part = part and replace(part, year=month.year, school=month.school, shift=month.shift)
        elif s.matches(after + 1, r"половин\w+") and number in (1, 2):
            part = _parts_of(month, _half(number == 1))
        after = s.after_dot(after + 2)
    elif s[after].kind == "num" and (days := _days_behind(s, month, after)) is not None:
        part, after = days
    if s.is_any(at, "(") and s.is_any(after, ")"):
        after += 1
    elif s[after].kind not in ("end", "punct"):
        return None
    return None if part is None or s.is_any(after, "-") else (part, after)


def _days_behind(s: Stream, month: Atom, at: int) -> Read:
    """«октябрь (15–25)», «октябрь, 15–25 число»."""
    if not (s.is_any(at + 1, "-") and s[at + 2].kind == "num" and 1 <= s[at].value < s[at + 2].value <= 28 + 3):
        return None
    first, last = s[at].value, s[at + 2].value

    def make(year: int) -> Span:
        whole = month_span(year, month.month)
        return Span(
            whole.start + dt.timedelta(days=first - 1), min(whole.end, whole.start + dt.timedelta(days=last - 1))
        )

    after = at + 4 if s.matches(at + 3, r"числ\w*") else at + 3
    return replace(month, kind="part", make=make), after


def _first_days(s: Stream, at: int) -> Read:
    """«первые две недели сентября», «последние 10 дней мая»."""
    if s[at].kind != "ord" or s[at].value not in (1, LAST) or s[at + 1].kind != "num":
        return None
    number, unit = s[at + 1].value, s.unit(at + 2)
    month = month_at(s, at + 3)
    length = {"day": 1, "week": 7, "decade": 10}.get(unit or "")
    if month is None or length is None or not 1 <= number * length <= 28:
        return None
    from_start, name = s[at].value == 1, month[0]

    def make(year: int) -> Span:
        whole, days = month_span(year, name), dt.timedelta(days=number * length - 1)
        return Span(whole.start, whole.start + days) if from_start else Span(whole.end - days, whole.end)

    return with_year(s, Atom("decade", name, make, certain=False), month[1])


def _part_base(s: Stream, at: int, frame: Frame, read_atom: ReadAtom) -> Read:
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
    if base_atom is not None and base_atom[0].kind in (
        "month",
        "quarter",
        "half",
        "season",
        "year",
        "school_year",
        "week",
        "decade",
        "holidays",
    ):
        return base_atom
    return None
