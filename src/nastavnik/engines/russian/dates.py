"""Dates as Russian documents write them. Source: documents.md, parts 2 and 3.2."""

from __future__ import annotations

import datetime as dt

from .initials import NBSP

MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
MONTHS_GEN = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
MONTHS_LOC = (
    "январе",
    "феврале",
    "марте",
    "апреле",
    "мае",
    "июне",
    "июле",
    "августе",
    "сентябре",
    "октябре",
    "ноябре",
    "декабре",
)


def date_words(date: dt.date, style: str = "text") -> str:
    """One date, never broken over lines.

    `text`: «5 сентября 2026 г.»; `quoted`: ««05» сентября 2026 г.» (agreements, solemn papers); `digits`: «05.09.2026»;
    `short`: «5 сентября» (no year). Raises ValueError for another style.
    """
    month = MONTHS_GEN[date.month - 1]
    if style == "text":
        return NBSP.join((str(date.day), month, str(date.year), "г."))
    if style == "quoted":
        return NBSP.join((f"«{date.day:02}»", month, str(date.year), "г."))
    if style == "digits":
        return f"{date.day:02}.{date.month:02}.{date.year:04}"
    if style == "short":
        return NBSP.join((str(date.day), month))
    raise ValueError(f"style: {style}")


def date_range(start: dt.date, end: dt.date, style: str = "text") -> str:
    """«с 5 сентября 2026 г. по 31 мая 2027 г.», both days included."""
    return f"с{NBSP}{date_words(start, style)} по{NBSP}{date_words(end, style)}"


def date_blank() -> str:
    """A place for a date to be written by pen."""
    return NBSP.join(("«___»", "__________", "20__", "г."))


def school_year(start: int, style: str = "slash") -> str:
    """`slash`: «2026/27 учебный год»; `range`: «2026–2027 учебный год»."""
    years = f"{start}/{(start + 1) % 100:02}" if style == "slash" else f"{start}–{start + 1}"
    return f"{years}{NBSP}учебный{NBSP}год"
