"""Days and months: «15.09.2025», «5 февр.», «сентябрь 2025», «XI»."""

from __future__ import annotations

import re

from ..model import Span
from ..year import last_day
from .frame import Atom, Frame, day_atom, month_atom
from .stream import Stream
from .years import with_year, year_suffix, year_words

Read = tuple[Atom, int] | None

#: Units that Roman numbers count elsewhere: «I, II и III кварталы».
_OF_THE_YEAR = r"кварт|кв\b|четв|полуг|семест|этап|декад|недел|тримест"


def month_at(s: Stream, at: int) -> tuple[int, int] | None:
    """The number of a month and the index after it; «сент.», «месяца мая», «месяце сентябре»."""
    if s.matches(at, r"месяц\w*|мес") and s[at + 1].kind == "month":
        at += 1
    if s[at].kind == "month":
        after = at + 1
        if s[after].text == "." and (len(s[at].text) <= 5 or s[after + 1].kind in ("num", "years")):
            after += 1
        if s.matches(after, r"месяц[еа]?|мес"):
            after = s.after_dot(after + 1)
        return s[at].value, after
    if s[at].kind == "roman" and 1 <= s[at].value <= 12 and s.matches(at + 1, r"месяц[еа]?|мес"):
        return s[at].value, s.after_dot(at + 2)
    return None


def _weekday_before(s: Stream, at: int) -> int:
    """Skips «четверг,» or «вт» before a date."""
    if s[at].kind == "weekday":
        after = at + 2 if s[at + 1].text in (",", ".") else at + 1
        if s[after].kind == "date" or (s[after].kind in ("num", "ord") and month_at(s, after + 1)):
            return after
    return at


def _after_day(s: Stream, at: int) -> int:
    """Skips a weekday in brackets and a time of day after a date."""
    if s[at].text == "(" and s[at + 1].kind == "weekday" and s[at + 2].text == ")":
        at += 3
    clock = at + 1 if s.is_any(at, ",") else at
    if (
        s.is_any(clock, "в", "с")
        and s[clock + 1].kind in ("clock", "date", "section")
        and s[clock + 1].text.count(".") < 2
    ):
        return clock + 2
    if s[clock].kind == "clock":
        return clock + 1
    return at


def read_day(s: Stream, at: int, frame: Frame) -> Read:
    at = _weekday_before(s, at)
    token = s[at]
    if token.kind == "date":
        day, month, year = token.parts
        atom = day_atom(day or 1, month or 1, year)
        after = s.after_dot(at + 1) if year is None else at + 1
        if year is None:
            atom, after = with_year(s, atom, after)
        else:
            after = year_words(s, at + 1)
        return (atom, _after_day(s, after)) if _in_range(atom) else None
    if token.kind == "section" and at and s.is_any(at - 1, "до", "с", "по", "к", "позднее", "позже"):
        return day_atom(token.parts[0] or 1, token.parts[1] or 1), at + 1
    last = s.phrase(at, r"последн(?:ий|его|ему|ем|ее|им)", r"день|дня|дню|число|числа|числу")
    if last is not None and (named := month_at(s, last)) is not None:
        month = named[0]
        atom = Atom("day", month, lambda year: Span(last_day(year, month), last_day(year, month)))
        return with_year(s, atom, named[1])
    if token.kind in ("num", "ord") and 1 <= token.value <= 31:
        after = at + 1
        if s.matches(after, r"\.") and month_at(s, after + 1):
            if s.matches(after + 1, r"\w+[ьй]|март|август") and token.kind == "num":
                return None  # «1. сентябрь; 2. январь» are points of a list
            after += 1
        if s.matches(after, r"число|числа|числе"):
            after += 1
        named = month_at(s, after)
        # «20-е числа октября» are several days
        several = s.is_any(at + 1, "числа") and s.matches(at, r"\d+-?е")
        if named is None or several or (token.kind == "ord" and s.matches(at, r"\w*[ыи](?:х|е|м|ми)|последн\w+")):
            return None
        atom, after = with_year(s, day_atom(token.value, named[0]), named[1])
        return (atom, _after_day(s, after)) if _in_range(atom) else None
    return None


def _in_range(atom: Atom) -> bool:
    return atom.year is None or 1990 <= atom.year <= 2100


def read_month(s: Stream, at: int, frame: Frame) -> Read:
    token = s[at]
    if token.kind == "month_year":
        month, year = token.parts
        atom = month_atom(month or 1, year)
        return (atom, year_words(s, at + 1)) if _in_range(atom) else None
    if token.kind == "roman" and 1 <= token.value <= 12 and month_at(s, at) is None:
        after = at + 1
        suffix = year_suffix(s, after)
        if suffix is not None:
            return suffix[0](month_atom(token.value)), suffix[1]
        if len(s) == 1 and token.text != "x":
            # A cell with «XI» alone is a month; one with a bare cross is empty.
            return month_atom(token.value), after
        joined = s[after].text in ("-", ",") or (s.is_any(at - 1, "с", "со") and s.is_any(after, "по", "до"))
        is_range = joined and s[after + 1].kind == "roman"
        behind = s[at - 1].text in ("-", ",") or (s.is_any(at - 1, "по", "до") and s.is_any(at - 3, "с", "со"))
        ends_range = at >= 2 and behind and s[at - 2].kind in ("roman", "num")
        if not (is_range or ends_range) or re.search(_OF_THE_YEAR, s.words_from(after, 12)):
            return None
        return month_atom(token.value), after
    if token.kind == "num" and 1 <= token.value <= 12 and s.is_any(at + 1, "-") and s[at + 2].kind == "month_year":
        return month_atom(token.value), at + 1
    found = month_at(s, at)
    if found is None:
        return None
    return with_year(s, month_atom(found[0]), found[1])


def month_named_at(s: Stream, at: int) -> tuple[int, int] | None:
    """As `month_at`; also a Roman number, where a month must stand: «2 декада XI»."""
    if s[at].kind == "roman" and 1 <= s[at].value <= 12 and s.unit(at + 1) is None:
        return s[at].value, at + 1
    return month_at(s, at)
