"""Working days of the Russian Federation (five-day week): Labour Code, art. 112, and the yearly transfers."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib import resources
from typing import Any

_ONE_DAY = dt.timedelta(days=1)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    import tomllib  # lazy: most terms need no calendar

    return tomllib.loads(resources.files(__package__).joinpath("calendar_rf.toml").read_text("utf-8"))


@lru_cache(maxsize=64)
def _days_off(year: int) -> tuple[frozenset[dt.date], frozenset[dt.date]]:
    """Non-weekend days off and working Saturdays or Sundays of a calendar year."""
    data = _data()
    holidays = [dt.date(year, int(day[:2]), int(day[3:])) for day in data["holidays"]]
    off = set(holidays) | {day for day in data["extra"]["days"] if day.year == year}
    transfers = data["transfers"].get(str(year), [])
    given_away = {move["from"] for move in transfers}
    off |= {move["to"] for move in transfers}
    working = given_away - set(holidays)
    for holiday in holidays:
        by_government = holiday.month == 1 or holiday in given_away
        if holiday.weekday() < 5 or by_government:
            continue
        moved = holiday + _ONE_DAY
        while moved.weekday() >= 5 or moved in off:
            moved += _ONE_DAY
        off.add(moved)
    return frozenset(off), frozenset(working)


def last_known_year() -> int:
    """The last calendar year whose transfers are in the data; later years follow the rule alone."""
    return max(int(year) for year in _data()["transfers"])


def is_working_day(day: dt.date) -> bool:
    """True on a working day of the five-day week, transfers of days off included."""
    off, working = _days_off(day.year)
    if day in working:
        return True
    return day.weekday() < 5 and day not in off


def add_working_days(day: dt.date, number: int) -> dt.date:
    """The `number`-th working day after `day` (before it when negative).

    The day itself is not counted (Civil Code, art. 191); `number == 0` gives the first working day from `day` on.
    """
    if number == 0:
        return next_working_day(day)
    step = _ONE_DAY if number > 0 else -_ONE_DAY
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(start: dt.date, end: dt.date) -> int:
    """How many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + dt.timedelta(days=n)) for n in range(1, (end - start).days + 1))


def next_working_day(day: dt.date) -> dt.date:
    """`day`, or the next working day when it is a day off: the rule for documents (Civil Code, art. 193)."""
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def previous_working_day(day: dt.date) -> dt.date:
    """`day`, or the working day before it when it is a day off: the rule for events."""
    while not is_working_day(day):
        day -= _ONE_DAY
    return day
