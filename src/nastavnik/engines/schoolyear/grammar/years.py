"""Words of a year after a date: «2025 г.», «2025–2026 уч. года», «текущего года»."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from ..model import Span
from .frame import Atom
from .stream import Stream

_YEAR_WORD = r"г|гг|г/г|год|года|году|годов|годы|годам|годом"
_QUALIFIED = {"текущ": 0, "эт": 0, "дан": 0, "следующ": 1, "нов": 1, "будущ": 1, "прошл": -1, "предыдущ": -1}


def year_suffix(s: Stream, at: int) -> tuple[Callable[[Atom], Atom], int] | None:
    """A year after a date: «2025 г.», «, 2025», «2025–2026 уч. года», «текущего года», «т. г.»."""
    start = at
    while s.is_any(at, "/", "...", "*", ".") or (s.is_any(at, ",", "(") and s[at + 1].kind in ("num", "years")):
        at += 1
    token = s[at]
    if token.kind == "years":
        first = token.parts[0] or 0
        return (lambda atom: replace(atom, school=first)), year_words(s, at + 1)
    if token.kind == "num" and 1990 <= token.value <= 2100 and token.text.isdigit():
        year = token.value
        end = year_words(s, at + 1)
        if re.search(r"\bуч", s.folded[s[at].start : s[end - 1].end]):
            return (lambda atom: replace(atom, school=year)), end
        return (lambda atom: replace(atom, year=year)), end
    if token.kind == "num" and len(token.text) == 2 and 15 <= token.value <= 60 and s.matches(at + 1, r"г|года"):
        year = 2000 + token.value
        return (lambda atom: replace(atom, year=year)), year_words(s, at + 1)
    at = start
    if s.phrase(at, r"[тс]", r"\.", r"г") is not None or s.phrase(at, r"[тс]", r"г") is not None:
        at = s.phrase(at, r"[тс]", r"?\.", r"г") or at
        return (lambda atom: atom), s.after_dot(at)
    for stem, shift in _QUALIFIED.items():
        if not s.matches(at, stem + r"(?:его|ого|ем|ом|ий|ый|ная|ного|ному)"):
            continue
        study = s.phrase(at + 1, r"уч\w*", r"?\.", _YEAR_WORD)
        if study is not None:
            return partial(_shift_school, shift=shift), s.after_dot(study)
        plain = s.phrase(at + 1, r"?календарного", _YEAR_WORD)
        if plain is not None:
            return partial(replace, shift=shift), s.after_dot(plain)
    return None


def _shift_school(atom: Atom, shift: int) -> Atom:
    """«сентябрь следующего учебного года»: resolved with the frame, so the shift is kept in whole years."""
    if shift == 0:
        return atom
    # January–August of the next school year lies two calendar years after its first September.
    return replace(atom, shift=shift if atom.month >= 9 or shift < 0 else shift + 1)


def year_words(s: Stream, at: int) -> int:
    """Skips «г.», «года», «гг.», «г.г.», «учебного года» after a year's number."""
    for _ in range(3):
        study = s.phrase(at, r"уч\w*|календарн\w+", r"?\.", _YEAR_WORD)
        if study is not None:
            at = s.after_dot(study)
        elif s.matches(at, r"\*|\.\.\.") and s.matches(at + 1, _YEAR_WORD + r"|уч\w*"):
            at += 1
        elif s.matches(at, _YEAR_WORD):
            at = s.after_dot(at + 1)
    return at


def with_year(s: Stream, atom: Atom, at: int) -> tuple[Atom, int]:
    found = year_suffix(s, at)
    if found is None:
        return atom, at
    return found[0](atom), found[1]


def calendar_year(year: int) -> Span:
    return Span(dt.date(year, 1, 1), dt.date(year, 12, 31))
