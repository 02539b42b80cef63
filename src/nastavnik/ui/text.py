"""Words of the interface that depend on a number or a date. Typography and cases come from the Russian engine.

Dates follow the style of the product: «4 декабря», the year only when it is not the current school year.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from django.utils import timezone

NBSP = "\u00a0"
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
MONTH_NAMES = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
# «остались двое», «напомнить троим»: collective numerals read better up to ten.
COLLECTIVE = {
    "nom": ("", "один", "двое", "трое", "четверо", "пятеро", "шестеро", "семеро", "восемь", "девять", "десять"),
    "dat": (
        "", "одному", "двоим", "троим", "четверым", "пятерым",
        "шестерым", "семерым", "восьмерым", "девятерым", "десятерым",
    ),
    "gen": (
        "", "одного", "двоих", "троих", "четверых", "пятерых",
        "шестерых", "семерых", "восьмерых", "девятерых", "десятерых",
    ),
}  # fmt: skip


def school_year(day: dt.date) -> int:
    """The calendar year in which the school year of `day` began (1 September)."""
    return day.year if day.month >= 9 else day.year - 1


def local_day(value: dt.date | dt.datetime) -> dt.date:
    if isinstance(value, dt.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def local_time(value: dt.datetime) -> str:
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{moment:%H:%M}"


def as_date(value: Any) -> dt.date | dt.datetime | None:
    """A date, a datetime or an ISO text; anything else gives None (a page never breaks on a missing date)."""
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value)
        except ValueError:
            return None
    return None


def date_phrase(value: Any, form: str = "", today: dt.date | None = None) -> str:
    """`form`: "" «4 декабря» · "full" «4 декабря 2026 г.» · "weekday" «пятница, 4 декабря» · "time» «4 декабря, 09:00»
    · "short" «04.12.2026» · "month" «декабрь 2026 г.». An empty value gives an empty text."""
    found = as_date(value)
    if found is None:
        return ""
    day = local_day(found)
    if form == "short":
        return f"{day:%d.%m.%Y}"
    if form == "month":
        return f"{MONTH_NAMES[day.month - 1]} {day.year}{NBSP}г."
    words = f"{day.day}{NBSP}{MONTHS[day.month - 1]}"
    current = today or timezone.localdate()
    if form == "full" or school_year(day) != school_year(current):
        words = f"{words} {day.year}{NBSP}г."
    if form == "weekday":
        words = f"{WEEKDAYS[day.weekday()]}, {words}"
    if form == "time" and isinstance(found, dt.datetime):
        words = f"{words}, {local_time(found)}"
    return words


def range_phrase(first: Any, last: Any, today: dt.date | None = None) -> str:
    """«2–28 ноября», «21 ноября – 11 декабря»; with one end missing «с 2 ноября» or «до 28 ноября»."""
    start, end = as_date(first), as_date(last)
    if start is None and end is None:
        return ""
    if start is None:
        return f"до{NBSP}{date_phrase(end, today=today)}"
    if end is None:
        return f"с{NBSP}{date_phrase(start, today=today)}"
    a, b = local_day(start), local_day(end)
    if a == b:
        return date_phrase(a, today=today)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{date_phrase(b, today=today)}"
    left = date_phrase(a, today=today)
    if school_year(a) == school_year(b):
        left = f"{a.day}{NBSP}{MONTHS[a.month - 1]}"
    return f"{left} – {date_phrase(b, today=today)}"


def due_phrase(value: Any, today: dt.date | None = None) -> str:
    """How long is left: «осталось 4 дня», «завтра», «сегодня», «было 20 ноября»."""
    found = as_date(value)
    if found is None:
        return ""
    current = today or timezone.localdate()
    day = local_day(found)
    left = (day - current).days
    if left < 0:
        return f"было {date_phrase(day, today=current)}"
    if left < 2:
        return ("сегодня", "завтра")[left]
    verb = "остался" if left % 10 == 1 and left % 100 != 11 else "осталось"
    return f"{verb} {count_phrase(left, 'день,дня,дней')}"


def plural_word(number: Any, forms: str) -> str:
    """The form of the word for the number; `forms` is "пара,пары,пар"."""
    from nastavnik.engines.russian import plural

    one, few, many = (form.strip() for form in forms.split(","))
    return plural(abs(int(number)), one, few, many)


def count_phrase(number: Any, forms: str) -> str:
    """The number and its word with a no-break space: «5 пар»."""
    return f"{number_phrase(number)}{NBSP}{plural_word(number, forms)}"


def number_phrase(number: Any) -> str:
    """1234567,5 as «1 234 567,5»; numbers below ten thousand are not parted."""
    if isinstance(number, float):
        whole, _, part = f"{number:.2f}".rstrip("0").rstrip(".").partition(".")
    else:
        whole, part = str(int(number)), ""
    sign, digits = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    if len(digits) > 4:
        digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", NBSP, digits)
    return f"{sign}{digits},{part}" if part else f"{sign}{digits}"


def of_phrase(done: Any, total: Any) -> str:
    """«18 из 20» on one line."""
    return f"{number_phrase(done)}{NBSP}из{NBSP}{number_phrase(total)}"


def people_phrase(number: Any, case: str = "nom") -> str:
    """«двое», «троим» up to ten; above it figures. `case`: nom, dat, gen."""
    count = int(number)
    words = COLLECTIVE[case]
    return words[count] if 0 < count < len(words) else number_phrase(count)


def avatar_letters(name: Any) -> str:
    """Two capital letters for the round sign: «Орлова Т. С.» gives «ОТ»."""
    words = re.findall(r"\w+", str(name or ""))
    return "".join(word[0] for word in words[:2]).upper()


_OF = re.compile(r"(?<=\d) из (?=\d)")
_PARTICLE = re.compile(r"(?<=\w)-(?=(?:то|либо|нибудь)\b)|(?<=\bкое)-(?=\w)", re.IGNORECASE)


def typographed(value: Any) -> str:
    """Typography of the Russian engine and what a narrow column needs besides: «18 из 20» and «что‑то» stay whole.

    An empty value gives an empty text. Short texts are remembered: a page repeats the same words in every row.
    """
    if value in (None, ""):
        return ""
    words = str(value)
    return _typographed_short(words) if len(words) <= 200 else _typographed(words)


def _typographed(words: str) -> str:
    from nastavnik.engines.russian import typo

    return _PARTICLE.sub("\u2011", _OF.sub(f"{NBSP}из{NBSP}", typo(words)))


_typographed_short = lru_cache(maxsize=4096)(_typographed)
