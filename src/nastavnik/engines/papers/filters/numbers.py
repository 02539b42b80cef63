"""Filters of dates and numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from .. import names
from ..errors import DataError
from .registry import Call, register, to_text

NBSP = "\u00a0"
_FORMS = ("text", "text", "text")


@register("long", "date", about="5 сентября 2026 г.")
def _long(call: Call, value: Any) -> Any:
    return names.date_long(value) if isinstance(value, dt.date) else None


@register("num", "date", about="05.09.2026")
def _num(call: Call, value: Any) -> Any:
    return to_text(value) if isinstance(value, dt.date) else None


@register("solemn", "date", about="«05» сентября 2026 г.")
def _solemn(call: Call, value: Any) -> Any:
    return f"«{value.day:02}»{NBSP}{names.date_long(value).split(NBSP, 1)[1]}" if isinstance(value, dt.date) else None


@register("year", "date", about="год даты")
def _year(call: Call, value: Any) -> Any:
    return str(value.year) if isinstance(value, dt.date) else None


@register("plural", "countable", args=_FORMS, about="слово при числе: plural:'пара','пары','пар'")
def _plural(call: Call, value: Any, one: str, few: str, many: str) -> Any:
    return names.plural(_count(value), one, few, many)


@register("count", "countable", args=_FORMS, about="число со словом: 5 пар")
def _counted(call: Call, value: Any, one: str, few: str, many: str) -> Any:
    number = _count(value)
    return f"{to_text(number)}{NBSP}{names.plural(number, one, few, many)}"


@register("length", "list", "number", about="сколько в списке")
def _length(call: Call, value: Any) -> Any:
    return len(value) if isinstance(value, list) else 0


@register("money", "number", about="5 000 (пять тысяч) рублей 00 копеек")
def _money(call: Call, value: Any) -> Any:
    if value is not None and value < 0:
        raise DataError(f"сумма «{to_text(value)}» меньше нуля")
    return names.money(value) if value is not None else None


@register("percent", "number", about="15 %")
def _percent(call: Call, value: Any) -> Any:
    return f"{to_text(value)}{NBSP}%" if value is not None else None


@register("in_words", "number", about="целое число словами")
def _in_words(call: Call, value: Any) -> Any:
    if value is not None and value != int(value):
        raise DataError(f"словами печатается только целое число, а здесь «{to_text(value)}»")
    return names.number_in_words(int(value)) if value is not None else None


@register("upto", "number", "list", about="список чисел от 1 до этого, для шкалы, не больше 20")
def _upto(call: Call, value: Any) -> Any:
    return [str(each) for each in range(1, min(int(value or 0), 20) + 1)]


def _count(value: Any) -> int | float:
    """How many: rows of a list, a number, or a number in a text. Raises `DataError` for words."""
    if isinstance(value, list):
        return len(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if value in (None, ""):
        return 0
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        return int(value)
    raise DataError(f"нужно число, а стоит «{to_text(value)[:40]}»")
