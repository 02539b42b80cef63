"""Date expressions that still lack their year, and the rules by which they get it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ..model import Span
from ..year import SchoolYear, YearCalendar, last_day, month_span


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known around a term. `first_stage`: a bare August is preparation before the year.

    `period` bounds work without own bounds (a plan's or stage's period); `calendar_year`: months and
    quarters without a year lie in `school.year` itself.
    """

    school: SchoolYear
    calendar: YearCalendar = field(default_factory=YearCalendar)
    first_stage: bool = False
    calendar_year: bool = False
    period: Span | None = None

    def month_year(self, month: int) -> int:
        if self.calendar_year or (month == 8 and self.first_stage):
            return self.school.year
        return self.school.month_year(month)

    @property
    def study(self) -> Span:
        if self.period:
            return self.period
        if self.calendar_year:
            return Span(dt.date(self.school.year, 1, 1), dt.date(self.school.year, 12, 31))
        return self.school.study

    @property
    def lessons(self) -> Span:
        return self.study if self.period or self.calendar_year else self.school.lessons


@dataclass(frozen=True, slots=True)
class Atom:
    """One date expression: `make(year)` gives its days, `month` is the month that decides the year.

    kind: day, month, part (start, middle, end are its thirds), week, decade, quarter, half, season, holidays, named, year, school_year, bare (a day
    whose month stands in the next expression). `certain`: read by the letter, not by a convention.
    """

    kind: str
    month: int
    make: Callable[[int], Span]
    certain: bool = True
    year: int | None = None
    school: int | None = None
    shift: int = 0
    day: int = 0
    #: The same choice from another month: «конец октября и апреля», «15 октября, ноября».
    again: Callable[[Atom], Atom] | None = None


def day_atom(day: int, month: int, year: int | None = None) -> Atom:
    def make(year: int) -> Span:
        wanted = min(dt.date(year, month, 1) + dt.timedelta(days=day - 1), last_day(year, month))
        return Span(wanted, wanted)

    return Atom("day", month, make, year=year, day=day, again=lambda base: day_atom(day, base.month))


def month_atom(month: int, year: int | None = None) -> Atom:
    return Atom("month", month, lambda y: month_span(y, month), year=year)


@dataclass(frozen=True, slots=True)
class Piece:
    """A single expression (`last` is None) or a range of two."""

    first: Atom
    last: Atom | None = None


def _default_year(atom: Atom, frame: Frame) -> int:
    if atom.year is not None:
        return atom.year
    if atom.school is not None:
        return SchoolYear(atom.school).month_year(atom.month)
    year = frame.month_year(atom.month)
    if atom.shift > 0:
        # «следующего года» counts calendar years from the first one of the frame; January–August lies there already.
        return frame.school.year + atom.shift
    return year + atom.shift


def _is_fixed(atom: Atom) -> bool:
    return atom.year is not None or atom.school is not None or atom.shift != 0


def resolve_piece(piece: Piece, frame: Frame) -> tuple[Span, bool]:
    """Days of a piece and whether it is free of contradiction (the end is not before the start)."""
    first, last = piece.first, piece.last
    if last is None:
        return first.make(_default_year(first, frame)), True
    if last.school is not None and not _is_fixed(first):
        first = replace(first, school=last.school)
    if not _is_fixed(first) and last.year is not None:
        end = last.make(last.year)
        start = first.make(last.year)
        if start.start > end.end:
            start = first.make(last.year - 1)
        return Span(start.start, end.end), True
    start = first.make(_default_year(first, frame))
    if _is_fixed(first) and not _is_fixed(last):
        end = last.make(start.start.year)
        if end.end < start.start:
            end = last.make(start.start.year + 1)
        return Span(start.start, end.end), True
    end = last.make(_default_year(last, frame))
    if start.start > end.end and last.kind == "quarter" and not _is_fixed(last):
        # «II–III квартал»: the third one after the second is the one in which the frame ends.
        end = last.make(start.start.year)
    if start.start > end.end and not _is_fixed(first) and first.month in (6, 7, 8):
        # Preparation in the summer before the year: «август – сентябрь».
        start = first.make(start.start.year - 1)
    if start.start > end.end:
        return Span(min(start.start, end.start), max(start.end, end.end)), False
    return Span(start.start, end.end), True


def resolve_list(pieces: Sequence[Piece], frame: Frame) -> tuple[list[Span], bool]:
    """Days of each piece of a list. A year at the end belongs to the whole list («октябрь, ноябрь 2025 г.»)."""
    wanted = list(pieces)
    for at in range(len(wanted) - 2, -1, -1):
        piece, following = wanted[at], wanted[at + 1]
        tail, head = piece.last or piece.first, following.first
        if _is_fixed(tail):
            continue
        known = head if _is_fixed(head) else following.last
        if known is not None and known.school is not None:
            wanted[at] = _with_tail(piece, replace(tail, school=known.school))
        elif head.year is not None:
            later = head.make(head.year)
            year = head.year if tail.make(head.year).start <= later.start else head.year - 1
            wanted[at] = _with_tail(piece, replace(tail, year=year))
        elif not _is_fixed(head) and tail.month == 8 and head.month >= 9 and not frame.calendar_year:
            wanted[at] = _with_tail(piece, replace(tail, year=frame.month_year(head.month)))
    spans: list[Span] = []
    sound = True
    for at, piece in enumerate(wanted):
        before = wanted[at - 1] if at else None
        earlier = (before.last or before.first) if before else None
        if earlier is not None and earlier.year is not None and not _is_fixed(piece.first) and piece.last is None:
            year = earlier.year
            if piece.first.make(year).start < earlier.make(year).start:
                year += 1
            piece = Piece(replace(piece.first, year=year))
            wanted[at] = piece
        span, good = resolve_piece(piece, frame)
        if piece.first.kind == "quarter" and piece.last is None and not _is_fixed(piece.first) and before:
            next_one = piece.first.make(spans[-1].start.year)
            if before.first.kind == "quarter" and next_one.start == spans[-1].end + dt.timedelta(days=1):
                span = next_one
        spans.append(span)
        sound = sound and good
    return spans, sound


def _with_tail(piece: Piece, tail: Atom) -> Piece:
    return Piece(tail) if piece.last is None else Piece(piece.first, tail)
