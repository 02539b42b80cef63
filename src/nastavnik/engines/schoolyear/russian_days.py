"""Days and spans in Russian, with no-break spaces."""

from __future__ import annotations

import datetime as dt

from .model import Span

NBSP = "\u00a0"
GENITIVE = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
    "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_NOMINATIVE = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
PREPOSITIONAL = (
    "январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе",
    "сентябре", "октябре", "ноябре", "декабре",
)  # fmt: skip


def plural(number: int, one: str, few: str, many: str) -> str:
    """«1 день», «2 дня», «5 дней» with a no-break space."""
    if number % 10 == 1 and number % 100 != 11:
        word = one
    elif number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        word = few
    else:
        word = many
    return f"{number}{NBSP}{word}"


def russian_date(day: dt.date, *, year: bool = True) -> str:
    """«5 сентября 2025 г.»."""
    text = f"{day.day}{NBSP}{GENITIVE[day.month - 1]}"
    return f"{text} {day.year}{NBSP}г." if year else text


def is_month(span: Span) -> bool:
    return span.start.day == 1 and (span.end + dt.timedelta(days=1)).day == 1


def russian_span(span: Span) -> str:
    """«сентябрь 2025 г.», «ноябрь 2025 г. – май 2026 г.», «с 3 по 17 октября 2025 г.», a single day as a date."""
    start, end = span.start, span.end
    if span.is_day:
        return russian_date(start)
    if is_month(span):
        left, right = _NOMINATIVE[start.month - 1], _NOMINATIVE[end.month - 1]
        if (start.year, start.month) == (end.year, end.month):
            return f"{left} {start.year}{NBSP}г."
        if start.year == end.year:
            return f"{left} – {right} {end.year}{NBSP}г."
        return f"{left} {start.year}{NBSP}г. – {right} {end.year}{NBSP}г."
    to = "по"
    if start.year == end.year and start.month == end.month:
        return f"с{NBSP}{start.day} {to}{NBSP}{russian_date(end)}"
    return f"с{NBSP}{russian_date(start, year=start.year != end.year)} {to}{NBSP}{russian_date(end)}"
