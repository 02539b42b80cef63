"""Parts of a month, quarter or year: «начало октября», «первая половина мая», «первые две недели сентября»."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from ..model import Span
from ..year import part_span
from .bases import Read, ReadAtom, read_base
from .frame import Atom, Frame
from .numbered import read_numbered
from .stream import Stream
from .within_base import read_within_base
from .words import LAST
from .years import with_year

_EDGES = {
    "start": r"начал[оаеу]",
    "middle": r"середин[аеуы]",
    "end": r"кон(?:ец|ца|це|цу)|окончани[еяюи]|завершени[еяюи]",
}


def part_of(base: Atom, make: Callable[[Span], Span], kind: str = "part") -> Atom:
    """The days that `make` picks from the days of `base`, in whatever year these lie."""
    return replace(
        base,
        kind=kind,
        make=lambda year: make(base.make(year)),
        certain=False,
        day=0,
        again=lambda other: part_of(other, make, kind),
    )


def third_of(base: Atom, which: str) -> Atom:
    """`which` is start, middle or end: ten days of a month, the last of them up to its end."""
    return part_of(base, _third(which), which)


def half_of(base: Atom, first: bool) -> Atom:
    """The first or second half: 1–15 and 16–last of a month, whole months of a year."""
    return part_of(base, _half(first))


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
        twenties = read_base(s, after, frame, read_atom) if s[at].value == 20 else None
        if twenties is not None:  # «до 20-х чисел» is before them, «до последних чисел» the end of the month
            return part_of(twenties[0], _third("end")), twenties[1]
    if which is not None:
        # «начало, середина и конец года»: what they are parts of stands after the last of them.
        last = after
        while (
            shared := s.phrase(last, r"и|,|-|по|до|или", r"?в|на|к|до", r"начал\w|середин\w|кон(?:ец|ца|це|цу)")
        ) is not None:
            last = shared
        base = read_base(s, last, frame, read_atom)
        if base is not None and last > after:
            base = base[0], after
        return None if base is None else (third_of(base[0], which), base[1])
    within = read_within_base(s, at, frame, read_atom)
    if within is not None:
        return within
    if s[at].kind in ("ord", "roman", "num") and s[at].value in (1, 2) and s.matches(at + 1, r"половин[аеуы]|пол"):
        first = s[at].value == 1
        after = s.after_dot(at + 2)
        study = s.phrase(after, r"?текущего", r"?учебного|уч", r"?\.", r"года|г")
        if study is not None:
            bounds = frame.calendar.halves[0 if first else 1]
            return with_year(s, Atom("half", bounds[0][0], lambda year: part_span(bounds, year), certain=False), study)
        base = read_atom(s, after, frame)
        if base is not None and base[0].kind != "day":
            return half_of(base[0], first), base[1]
    return None


def read_part_of_each(s: Stream, at: int, frame: Frame) -> tuple[list[Atom], int] | None:
    """«конец I и II полугодия»: the same part of each numbered member of a list."""
    which = next((part for part, words in _EDGES.items() if s.matches(at, words)), None)
    numbered = None if which is None else read_numbered(s, at + 1, frame)
    if which is None or numbered is None or len(numbered[0]) < 2 or numbered[1]:
        return None
    return [third_of(atom, which) for atom in numbered[0]], numbered[2]


def _is_plural(s: Stream, at: int) -> bool:
    """«первых», «последние», «20-х»: numbers of a stretch of days, not of one day."""
    return s[at].kind in ("ord", "num") and s.matches(at, r"\w*[ыи](?:х|е|ми|м)|\d+ ?-? ?(?:ы?х|ы?е|ы?м|ы?ми)")
