"""Numbered parts: quarters, half-years, terms, weeks, decades, weekdays of a month."""

from __future__ import annotations

import datetime as dt

from ..model import Span
from ..year import last_day, month_span, part_span
from .frame import Atom, Frame
from .months import month_at, month_named_at
from .named_days import last_weekday
from .stream import Stream
from .words import LAST, LAST_BUT_ONE
from .years import year_suffix

Read = tuple[Atom, int] | None


def week_of_month(year: int, month: int, number: int) -> Span:
    """Monday–Sunday. The first week holds the month's first Monday–Friday day, the last its last one; LAST_BUT_ONE too."""
    if number < 0:
        day = last_day(year, month)
        while day.weekday() >= 5:
            day -= dt.timedelta(days=1)
        day += dt.timedelta(days=7 * (number + 1))
    else:
        day = dt.date(year, month, 1)
        while day.weekday() >= 5:
            day += dt.timedelta(days=1)
        day += dt.timedelta(days=7 * (number - 1))
    monday = day - dt.timedelta(days=day.weekday())
    return Span(monday, monday + dt.timedelta(days=6))


def nth_weekday(year: int, month: int, number: int, weekday: int) -> dt.date:
    """The `number`-th weekday of a month, from its end for LAST and LAST_BUT_ONE, the last where there is no fifth."""
    if number < 0:
        return last_weekday(year, month, weekday) + dt.timedelta(days=7 * (number + 1))
    first = dt.date(year, month, 1)
    day = first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return day if day.month == month else last_weekday(year, month, weekday)


def _number_list(s: Stream, at: int) -> tuple[list[int], bool, int] | None:
    """«III», «1-2», «I и III», «первая, вторая»: numbers, whether they are a range, the index after."""
    numbers: list[int] = []
    is_range, opened = False, s.is_any(at - 1, "с", "со", "от")
    while len(numbers) < 12:
        token = s[at]
        good = token.kind in ("num", "ord", "roman") and (1 <= token.value <= 12 or token.value < 0)
        if (
            not good
            and s.matches(at, "ш|п")
            and s.unit(at + 1) in ("quarter", "half", "term", "study_quarter", "decade")
        ):
            token, good = s[at], True
        if (
            good
            and token.kind == "num"
            and token.text.isalpha()
            and not numbers
            and s.unit(at + 1) in ("week", "decade")
        ):
            return None  # «две недели в октябре» counts weeks
        if not good:
            return None
        numbers.append({"ш": 3, "п": 2}.get(token.text, token.value))
        at += 1
        by_words = opened and s.is_any(at, "по", "до")
        joined = by_words or s.is_any(at, "-", "и", ",")
        if joined and s[at + 1].kind in ("num", "ord", "roman") and s[at + 1].value <= 12:
            is_range = by_words or s.is_any(at, "-")
            at += 1
            continue
        return numbers, is_range, at
    return None


def read_one_numbered(s: Stream, at: int, frame: Frame) -> Read:
    """One numbered unit; lists and ranges of numbers («III–IV квартал») come from `read_numbered`."""
    found = read_numbered(s, at, frame)
    if found is None or len(found[0]) != 1:
        return None
    return found[0][0], found[2]


def read_numbered(s: Stream, at: int, frame: Frame) -> tuple[list[Atom], bool, int] | None:
    """Numbered quarters, half-years, terms, weeks, decades, weekdays: (atoms, is a range, next index)."""
    if ("numbered", at) not in s.memo:
        s.memo["numbered", at] = _numbered(s, at, frame)
    return s.memo["numbered", at]


def _numbered(s: Stream, at: int, frame: Frame) -> tuple[list[Atom], bool, int] | None:
    numbers = ([1, 2], False, at + 1) if s.matches(at, r"об[ае]|обоих|обеих") else _number_list(s, at)
    if numbers is None:
        return None
    values, is_range, after = numbers
    unit = s.unit(after)
    weekday = s[after].value if s[after].kind == "weekday" else None
    if s.matches(after, r"календарн\w+|учебн\w+|полн\w+|рабоч\w+") and s.unit(after + 1) in (
        "quarter",
        "week",
        "study_quarter",
    ):
        unit = (
            "study_quarter" if s.matches(after, r"учебн\w+") and s.unit(after + 1) == "quarter" else s.unit(after + 1)
        )
        after += 1
    if unit is None and weekday is None:
        return None
    short_half = s.is_any(after, "пол")
    after = s.after_dot(after + 1)
    if short_half and month_at(s, after):
        # «1 пол. октября» is half of a month, not of the year.
        return None
    if unit in ("quarter", "half", "term", "trimester", "study_quarter"):
        atoms = [year_part(unit, value, frame) for value in values]
        if any(atom is None for atom in atoms):
            return None
        skip = s.phrase(after, r"учебного|уч", r"?\.", r"года|г")
        after = skip if skip is not None else after
        suffix = year_suffix(s, after)
        ready = [atom for atom in atoms if atom is not None]
        if suffix is not None:
            return [suffix[0](atom) for atom in ready], is_range, suffix[1]
        plain = s.phrase(after, r"года|г")
        return ready, is_range, plain if plain is not None else after
    if unit in ("week", "decade") or weekday is not None:
        month_index = at_month = after
        if s.is_any(after, "в") and month_at(s, after + 1):
            month_index = at_month = after + 1
        month = month_named_at(s, month_index)
        if month is None:
            return None
        parts = [month_part(unit, value, month[0], weekday) for value in values]
        suffix = year_suffix(s, month[1])
        good = [atom for atom in parts if atom is not None]
        if len(good) != len(values) or at_month < 0:
            return None
        if suffix is not None:
            return [suffix[0](atom) for atom in good], is_range, suffix[1]
        return good, is_range, month[1]
    return None


def year_part(unit: str, number: int, frame: Frame) -> Atom | None:
    calendar = frame.calendar
    if unit == "quarter":
        number = number + 5 if number < 0 else number
        if not 1 <= number <= 4:
            return None
        first = number * 3 - 2

        def make_quarter(year: int) -> Span:
            return Span(dt.date(year, first, 1), last_day(year, first + 2))

        # The third quarter lies on both sides of the frame; its September is the one with lessons.
        return Atom("quarter", 9 if number == 3 else first, make_quarter, certain=False)
    parts = {
        "half": calendar.halves, "term": calendar.halves,
        "trimester": calendar.trimesters, "study_quarter": calendar.quarters,
    }[unit]  # fmt: skip
    number = number + len(parts) + 1 if number < 0 else number
    if unit == "term" and 3 <= number <= 12:
        # Terms counted through the whole course: odd ones are autumn terms.
        number = 1 if number % 2 else 2
    if not 1 <= number <= len(parts):
        return None
    bounds = parts[number - 1]
    return Atom("half", bounds[0][0], lambda year: part_span(bounds, year), certain=False)


def month_part(unit: str | None, number: int, month: int, weekday: int | None) -> Atom | None:
    """The `number`-th week, decade or weekday of a month; None where a month has no such part."""

    def again(base: Atom) -> Atom:
        return month_part(unit, number, base.month, weekday) or base

    if weekday is not None:
        if not (number < 0 or 1 <= number <= 5):
            return None

        def make_weekday(year: int) -> Span:
            day = nth_weekday(year, month, number, weekday)
            return Span(day, day)

        return Atom("day", month, make_weekday, certain=False, again=again)
    if unit == "week":
        if not (number < 0 or 1 <= number <= 5):
            return None
        return Atom("week", month, lambda year: week_of_month(year, month, number), certain=False, again=again)
    if number not in (1, 2, 3, LAST, LAST_BUT_ONE):
        return None
    index = number + 3 if number < 0 else number - 1

    def make_decade(year: int) -> Span:
        whole = month_span(year, month)
        return Span(
            dt.date(year, month, 1 + 10 * index), dt.date(year, month, 10 * index + 10) if index < 2 else whole.end
        )

    return Atom("decade", month, make_decade, certain=False, again=again)
