"""Seasons, holidays, named days and whole years as dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ..model import Span
from ..year import last_day, part_span
from .frame import Atom, Frame, month_atom
from .named_days import match_named_day
from .numbered import year_part
from .stream import Stream
from .years import calendar_year, with_year, year_words

Read = tuple[Atom, int] | None

_SEASONS = {
    "осень": 9, "осени": 9, "осенью": 9, "зима": 12, "зиме": 12, "зимы": 12, "зимой": 12, "зиму": 12, "весна": 3,
    "весне": 3, "весны": 3, "весной": 3, "весну": 3, "лето": 6, "лету": 6, "лета": 6, "летом": 6,
}  # fmt: skip
_SEASON_ADJECTIVES = {"осенн": 9, "зимн": 12, "весенн": 3, "летн": 6, "новогодн": 12}
_HOLIDAY_NAMES = {9: "autumn", 12: "winter", 3: "spring", 6: "summer"}


def _season_atom(month: int) -> Atom:
    return Atom("season", month, lambda year: Span(dt.date(year, month, 1), _season_end(year, month)), certain=False)


def _season_end(year: int, month: int) -> dt.date:
    return last_day(year + (month == 12), 2 if month == 12 else month + 2)


def holidays_atom(frame: Frame, season: int) -> Atom:
    bounds = frame.calendar.holidays[_HOLIDAY_NAMES[season]]
    return Atom("holidays", bounds[0][0], lambda year: part_span(bounds, year), certain=False)


def season_of(word: str) -> int | None:
    """The first month of the season a word names («осень», «весенние»), else None."""
    if word in _SEASONS:
        return _SEASONS[word]
    return next((month for stem, month in _SEASON_ADJECTIVES.items() if word.startswith(stem)), None)


def _edge_of_season(s: Stream, at: int, frame: Frame) -> Read:
    """«ранней весной», «поздней осенью»: the first or the last month of the season."""
    edge = s.phrase(at, r"ранн\w+|поздн\w+|глубок\w+")
    if edge is None or s[edge].text not in _SEASONS:
        return None
    first = _SEASONS[s[edge].text]
    month = first if s.matches(at, r"ранн\w+") else (first + 1) % 12 + 1
    return with_year(s, replace(month_atom(month), certain=False), edge + 1)


def read_season(s: Stream, at: int, frame: Frame) -> Read:
    edge = _edge_of_season(s, at, frame)
    if edge is not None:
        return edge
    token = s[at]
    if token.text in _SEASONS:
        holidays_behind = s.phrase(at + 1, r"?\(|,", r"каникул\w*", r"?\)")
        if holidays_behind is not None:
            return holidays_atom(frame, _SEASONS[token.text]), holidays_behind
        atom, after = with_year(s, _season_atom(_SEASONS[token.text]), at + 1)
        return _winter_year(atom, frame), after
    stem = next((stem for stem in _SEASON_ADJECTIVES if token.text.startswith(stem)), None)
    if stem is None:
        return None
    month = _SEASON_ADJECTIVES[stem]
    after = s.after_dot(at + 1)
    behind = after
    while s.is_any(behind, "-", "и", ",") and any(s[behind + 1].text.startswith(other) for other in _SEASON_ADJECTIVES):
        behind += 2
    if behind > after:
        # «осенние, зимние и весенние каникулы»: the noun stands after the last adjective.
        holidays = s.matches(behind, r"каникул\w*|школьн\w+")
        return (holidays_atom(frame, month) if holidays else _season_atom(month)), after
    if s.matches(after, r"школьн\w+|учебн\w+"):
        after += 1
    if s.matches(after, r"каникул\w*") or (stem == "новогодн" and s.matches(after, r"праздник\w*|выходн\w+")):
        return with_year(s, holidays_atom(frame, month), after + 1)
    if s.matches(after, r"период\w*|сезон\w*|врем\w+|месяц\w*"):
        atom, after = with_year(s, _season_atom(month), after + 1)
        return _winter_year(atom, frame), after
    if s.matches(after, r"семестр\w*|полугоди\w*"):
        part = year_part("half", 1 if month in (9, 12) else 2, frame)
        return None if part is None else with_year(s, part, after + 1)
    return None


def _winter_year(atom: Atom, frame: Frame) -> Atom:
    """«зима 2026» in the plan 2025/26 is its only winter, which began in December 2025."""
    if atom.month == 12 and atom.year == frame.school.year + 1:
        return replace(atom, year=frame.school.year)
    return atom


def read_named(s: Stream, at: int, frame: Frame) -> Read:
    found = match_named_day(s.words_from(at))
    if found is None:
        return None
    named, length = found
    words, after = "", at
    while len(words) < length and s[after].kind != "end":
        if s[after].kind != "punct":
            words = f"{words} {s[after].text}".strip()
        after += 1

    def make(year: int) -> Span:
        return Span(named.date(year), named.date(year))

    return with_year(s, Atom("named", named.month, make, certain=False), after)


def read_whole_year(s: Stream, at: int, frame: Frame) -> Read:
    """«2025–2026 учебный год», «2025 год»: only with the word for year, so that numbers of papers stay numbers."""
    token = s[at]
    if token.kind == "years":
        first, last = token.parts
        after = year_words(s, at + 1)
        if (after == at + 1 and len(s) > 1) or first is None or last is None or not 1990 <= first < last <= 2100:
            return None
        span = (
            Span(dt.date(first, 9, 1), dt.date(last, 6, 30))
            if last - first == 1
            else Span(dt.date(first, 1, 1), dt.date(last, 12, 31))
        )
        return Atom("school_year", 9, lambda _: span, certain=False, year=first), after
    if token.kind == "num" and 1990 <= token.value <= 2100 and token.text.isdigit():
        until = s.phrase(at + 1, r"по|до|-", r"\d{4}")
        end = year_words(s, until) if until is not None else 0
        if until is not None and end > until and token.value < s[until - 1].value <= 2100:
            first, closing = token.value, s[until - 1].value
            return Atom("year", 1, lambda _: Span(dt.date(first, 1, 1), dt.date(closing, 12, 31)), False, first), end
        after = year_words(s, at + 1)
        if after == at + 1:
            return None
        if "уч" in s.folded[token.start : s[after - 1].end]:
            return Atom(
                "school_year",
                9,
                lambda year: Span(dt.date(year, 9, 1), dt.date(year + 1, 6, 30)),
                certain=False,
                year=token.value,
            ), after
        return Atom("year", 1, calendar_year, certain=False, year=token.value), after
    return None
