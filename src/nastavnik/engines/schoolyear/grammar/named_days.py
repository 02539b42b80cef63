"""Days that plans name instead of dating them. A name that is not here is left to a person."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass


def _fixed(month: int, day: int) -> Callable[[int], dt.date]:
    return lambda year: dt.date(year, month, day)


def last_weekday(year: int, month: int, weekday: int) -> dt.date:
    """The last given weekday (Monday is 0) of a month."""
    day = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return day - dt.timedelta(days=(day.weekday() - weekday) % 7)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """`pattern` matches the words after «День» in any case; `month` decides the year in the frame."""

    name: str
    month: int
    date: Callable[[int], dt.date]
    pattern: re.Pattern[str]


def _day(name: str, month: int, day: int, pattern: str) -> NamedDay:
    return NamedDay(name, month, _fixed(month, day), re.compile(pattern))


_WORLD = r"(?:(?:международн|всемирн|всероссийск|российск)\w+ )?"
_D = _WORLD + r"(?:день|дня|дню|днем|дне|дни|дням) "

NAMED_DAYS: tuple[NamedDay, ...] = (
    _day("День знаний", 9, 1, _D + r"знани[йяе]\b"),
    _day(
        "День среднего профессионального образования",
        10,
        2,
        _D + r"(?:(?:работник\w+ )?(?:системы )?(?:среднего )?"
        r"(?:профессионального|профессионально технического) образования"
        r"|(?:системы )?спо|профтех\w+|пто|работник\w+ спо)\b",
    ),
    _day("День учителя", 10, 5, _D + r"(?:учителя|учителей|педагога|педагогов)\b"),
    NamedDay("День матери", 11, lambda year: last_weekday(year, 11, 6), re.compile(_D + r"(?:матери|матерей|мамы)\b")),
    _day(
        "День студента",
        1,
        25,
        _D + r"(?:российского )?(?:студента|студентов|студенчества)\b|татьянин\w* (?:день|дня|дню|дне)\b",
    ),
    _day("День защитника Отечества", 2, 23, _D + r"защитник\w+ отечества\b"),
    _day("День наставника", 3, 2, _D + r"(?:наставника|наставников|наставничества)\b"),
    _day("Международный женский день", 3, 8, r"(?:международн\w+ )?женск\w+ (?:день|дня|дню|днем|дне)\b"),
    _day("День космонавтики", 4, 12, _D + r"(?:авиации и )?космонавтики\b"),
    _day(
        "Праздник Весны и Труда",
        5,
        1,
        r"(?:праздник\w*|день|дня|дню) (?:весны и труда|весны|труда|солидарности трудящихся)\b",
    ),
    _day("День Победы", 5, 9, _D + r"(?:великой )?победы\b"),
    _day("День России", 6, 12, _D + r"россии\b"),
    _day("День народного единства", 11, 4, _D + r"(?:народного )?единства\b"),
)


def match_named_day(words: str) -> tuple[NamedDay, int] | None:
    """The table's day that `words` (lower case, «е» for «ё», single spaces) begin with, and the matched length."""
    for named in NAMED_DAYS:
        found = named.pattern.match(words)
        if found:
            return named, found.end()
    return None
