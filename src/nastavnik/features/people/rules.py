"""Decisions about people on plain values."""

from __future__ import annotations

import datetime as dt

ADULT = 18


def age_on(birth_date: dt.date | None, on: dt.date) -> int | None:
    """Full years on the day; None without a birth date. 29 February comes of age on 1 March (ГК ст. 191–192)."""
    if birth_date is None:
        return None
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def is_minor(birth_date: dt.date | None, on: dt.date) -> bool:
    """Under 18 on the day. An unknown birth date is not a minor here: who must be asked is decided by `needs_age`."""
    age = age_on(birth_date, on)
    return age is not None and age < ADULT


def needs_age(kind: str, birth_date: dt.date | None) -> bool:
    """A student without a birth date: nobody knows who signs for him, so the date must be asked first."""
    return kind == "student" and birth_date is None


def comes_of_age(birth_date: dt.date) -> dt.date:
    """The eighteenth birthday."""
    try:
        return birth_date.replace(year=birth_date.year + ADULT)
    except ValueError:
        return dt.date(birth_date.year + ADULT, 3, 1)


def birth_problem(birth_date: dt.date | None, today: dt.date) -> str:
    """Why a birth date can not be right, in words, or ''."""
    if birth_date is None:
        return ""
    if birth_date > today:
        return "Дата рождения ещё не наступила. Проверьте год."
    if today.year - birth_date.year > 110:
        return "По этой дате человеку больше 110 лет. Проверьте год."
    return ""
