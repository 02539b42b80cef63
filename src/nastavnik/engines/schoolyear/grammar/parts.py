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
from .numbered import month_part, read_numbered
from .stream import Stream
from .words import LAST
from .years import calendar_year, with_year

Read = tuple[Atom, int] | None
ReadAtom = Callable[[Stream, int, Frame], Read]


_EDGES = {
    "start": r"начал[оаеу]",
    "middle": r"середин[аеуы]",
    "end": r"кон(?:ец|ца|це|цу)|окончани[еяюи]|завершени[еяюи]",
}


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
        if length >= 364:
            return (
                Span(span.start, dt.date(span.start.year, 6, 30))
                if first
                else Span(dt.date(span.end.year, 7, 1), span.end)
            )
        middle = span.start + dt.timedelta(days=14 if length <= 31 else length // 2)
        return Span(span.start, middle) if first else Span(middle + dt.timedelta(days=1), span.end)

    return make


def read_part(s: Stream, at: int, frame: Frame, read_atom: ReadAtom) -> Read:
    """«начало октября», «первая половина мая», «в первых числах», «середина II квартала», «конец учебного года»."""
    which = None
    after = at + 1
    if s.matches(at, r"само[меойг]\w*") and s.matches(at + 1, r"начал\w|кон(?:ец|ц\w)"):
        at, after = at + 1, at + 2
    if s.matches(at, _EDGES["start"]):
        which = "start"
    elif s.matches(at, _EDGES["middle"]):
        which = "middle"
    elif s.matches(at, r"кон(?:ец|ца|це|цу)") or (
        s.matches(at, r"окончани[еяю]|завершени[еяю]|исход[еау]?")
        and s[at + 1].kind in ("month", "ord", "roman", "num")
    ):
        which = "end"
    elif _is_plural(s, at) and s.matches(at + 1, r"числ(?:ах|а|ам)|чисел|дн(?:и|ях|ей)"):
        # «в первых числах», «в 20-х числах», «последние дни»: a third of the month each.
        which = {1: "start", 10: "middle", 20: "end", LAST: "end"}.get(s[at].value)
        after = at + 2
    if which is not None:
        # «начало, середина и конец года»: what they are parts of stands after the last of them.
        last = after
        while (
            shared := s.phrase(last, r"и|,|-|по|до|или", r"?в|на|к|до", r"начал\w|середин\w|кон(?:ец|ца|це|цу)")
        ) is not None:
            last = shared
        base = _part_base(s, last, frame, read_atom)
        if base is not None and last > after:
            base = base[0], after
        return None if base is None else (_parts_of(base[0], _third(which)), base[1])
    one_day = _edge_day(s, at, frame, read_atom)
    if one_day is not None:
        return one_day
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


def read_part_of_each(s: Stream, at: int, frame: Frame) -> tuple[list[Atom], int] | None:
    """«конец I и II полугодия»: the same part of each numbered member of a list."""
    which = next((part for part, words in _EDGES.items() if s.matches(at, words)), None)
    numbered = None if which is None else read_numbered(s, at + 1, frame)
    if which is None or numbered is None or len(numbered[0]) < 2 or numbered[1]:
        return None
    return [_parts_of(atom, _third(which)) for atom in numbered[0]], numbered[2]


def _is_plural(s: Stream, at: int) -> bool:
    """«первых», «последние», «20-х»: numbers of a stretch of days, not of one day."""
    return s[at].kind in ("ord", "num") and s.matches(at, r"\w*[ыи](?:х|е|ми|м)|\d+ ?-? ?(?:ы?х|ы?е|ы?м|ы?ми)")


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
        part, after = _parts_of(month, _third(named)), after + 1
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
            part = _parts_of(month, _half(number == 1))
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


def _may_be_day(s: Stream, at: int, month: Atom) -> bool:
    """«октябрь 15» is a day; «октябрь 25» may be a year, «октябрь, 2» the number of the next item."""
    return month.year is None and s[at].value < 20 and s[at - 1].kind == "month" and s[at + 1].kind == "end"


def _edge_day(s: Stream, at: int, frame: Frame, read_atom: ReadAtom) -> Read:
    """«первый день учебного года», «последний день осенних каникул»."""
    named = s.phrase(
        at, r"перв(?:ый|ого|ому|ым|ом)|последн(?:ий|его|ему|им|ем)", r"?учебн\w+", r"день|дня|дню|днем|дне"
    )
    base = None if named is None else _part_base(s, named, frame, read_atom)
    if base is None:
        return None
    first = s[at].value == 1

    def edge(span: Span) -> Span:
        day = span.start if first else span.end
        return Span(day, day)

    return _parts_of(base[0], edge, kind="day"), base[1]


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
