"""Data made fit for a template: only the described fields, cleaned texts, dates as `date`."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any

from .errors import DataError
from .fields import Field, item_of
from .textual import clean

MAX_TEXT = 20_000
MAX_VALUES = 400_000
# Bits: Python itself refuses to write a number of more than 4300 figures.
_LONGEST_NUMBER = 14_000
# A year beyond these is a slip of the hand: «0026-09-05».
_YEARS = (1800, 2200)
_DATE = re.compile(r"^(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d\S*)?$", re.ASCII)


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def add(self) -> None:
        self.count += 1
        self.check()

    def check(self) -> None:
        if self.count > MAX_VALUES:
            raise DataError(f"слишком много значений, больше {MAX_VALUES}: разделите документ")


def normalise(fields: Mapping[str, Field], data: Any) -> dict[str, Any]:
    """A copy of `data` with only the described fields, cleaned texts and dates as `date`.

    An absent value stays None: drafts always print. A value of a wrong kind raises `DataError`.
    """
    if not isinstance(data, Mapping):
        raise DataError("нужен объект с полями, а не список и не одно значение")
    return _group(fields, data, _Counter())


def _group(fields: Mapping[str, Field], data: Mapping[str, Any], counter: _Counter) -> dict[str, Any]:
    done: dict[str, Any] = {}
    name = ""
    try:
        for name, each in fields.items():
            value = data.get(name)
            counter.count += 1
            done[name] = _value(each, value, counter) if value is not None else [] if each.kind == "list" else None
        counter.check()
    except DataError as error:
        raise _within(name, error) from None
    return done


def _list(item: Field, values: list[Any] | tuple[Any, ...], counter: _Counter) -> list[Any]:
    place = 0
    done: list[Any] = []
    try:
        for each in values:
            place += 1
            done.append(_value(item, each, counter))
            counter.count += 1
            counter.check()
    except DataError as error:
        raise _within(f"[{place}]", error) from None
    return done


def _within(name: str, error: DataError) -> DataError:
    """The same error seen from one level above: places are named only when something is wrong."""
    joint = "." if error.path and not error.path.startswith("[") else ""
    return DataError(error.message, f"{name}{joint}{error.path}")


def _value(found: Field, value: Any, counter: _Counter) -> Any:
    kind = found.kind
    if kind == "text":
        return _text(value)
    if value is None or value == "":
        return [] if kind == "list" else None
    match kind:
        case "group":
            if not isinstance(value, Mapping):
                raise DataError(f"нужен объект с полями ({', '.join(list(found.children)[:6])} …)")
            return _group(found.children, value, counter)
        case "list":
            if not isinstance(value, list | tuple):
                raise DataError("нужен список")
            return _list(item_of(found), value, counter)
        case "date":
            return _date(value)
        case "number":
            if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) > 1e12:
                raise DataError("нужно число")
            return value
        case "flag":
            if not isinstance(value, bool):
                raise DataError("нужно true или false")
            return value
    return _plain(value, 0, counter)


def _text(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        if value.bit_length() > _LONGEST_NUMBER:
            raise DataError("число слишком длинное")
        value = str(value)
    elif isinstance(value, float) and math.isfinite(value):
        value = str(value)
    elif value is None:
        return None
    if not isinstance(value, str):
        raise DataError("нужен текст")
    if len(value) > MAX_TEXT:
        raise DataError(f"текст длиннее {MAX_TEXT} знаков")
    return clean(value).strip() or None


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        value = value.date()
    if not isinstance(value, dt.date):
        found = _DATE.match(value) if isinstance(value, str) else None
        try:
            value = dt.date.fromisoformat(found[1] if found else "")
        except ValueError:
            shown = clean(value)[:40] if isinstance(value, str) else type(value).__name__
            raise DataError(f"«{shown}» не дата, нужно «2026-09-05»") from None
    if not _YEARS[0] <= value.year <= _YEARS[1]:
        raise DataError(f"год {value.year} в дате — описка: проверьте её")
    return value


def _plain(value: Any, depth: int, counter: _Counter) -> Any:
    counter.add()
    if isinstance(value, Mapping) and depth < 3:
        return {clean(str(key)): _plain(each, depth + 1, counter) for key, each in value.items()}
    if isinstance(value, str):
        return _text(value)
    raise DataError("здесь могут стоять только тексты и объекты с текстами")
