"""The text of an instance as one JSON object: strict where JSON's readers are lenient."""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import Any, NoReturn

from .errors import InstanceError
from .fields import first_repeated

#: Larger files are refused unread, in bytes.
SIZE_LIMIT = 200_000_000
# The end of a key; within a text only after a quotation mark.
_KEY_END = re.compile(r'"\s*:')


def parse_object(data: str | bytes) -> dict[str, Any]:
    """One JSON object. Raises InstanceError as `parse_value`, `not_object`."""
    value = parse_value(data)
    if not isinstance(value, dict):
        raise InstanceError("not_object", "файл", "В файле должен быть один объект JSON { … } с задачей подбора.")
    return value


def parse_value(data: str | bytes) -> Any:
    """One JSON value. Raises InstanceError `not_json`, `too_big`, `too_deep`, `not_number`, `repeated_key`."""
    if len(data) > SIZE_LIMIT:
        raise InstanceError("too_big", "файл", "Файл больше 200 МБ. Разделите задачу на части и решите их по одной.")
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise InstanceError(
            "not_json", "файл", f"Файл записан не в UTF-8 (байт {error.start}). Сохраните его в UTF-8."
        ) from None
    try:
        try:
            value = json.loads(text, parse_constant=_no_constant)
            if not _each_key_once(text, value):
                json.loads(text, object_pairs_hook=_once)
        except _Lenient:
            raise _named(json.loads(text, parse_constant=_Fault.constant, object_pairs_hook=_marked)) from None
    except RecursionError:
        raise InstanceError("too_deep", "файл", "Вложенность JSON слишком глубока. Проверьте скобки в файле.") from None
    except json.JSONDecodeError as error:
        raise InstanceError(
            "not_json",
            f"строка {error.lineno}",
            f"Это не JSON: ошибка в строке {error.lineno}, знак {error.colno}. Исправьте её и повторите.",
        ) from None
    except ValueError:
        raise InstanceError(
            "not_json", "файл", "В файле слишком длинное число. Оценки — целые числа от −1000000 до 1000000."
        ) from None
    return value


class _Lenient(Exception):
    """Something that JSON's readers let pass: the text is read again to name the record."""


class _Fault:
    """What stands in the place of the wrong value when the text is read again."""

    def __init__(self, code: str, what: str) -> None:
        self.code, self.what = code, what

    @classmethod
    def constant(cls, name: str) -> _Fault:
        """NaN or an infinity."""
        return cls("not_number", f"стоит {name} вместо числа. Укажите целое число или уберите запись.")


def _no_constant(name: str) -> NoReturn:
    raise _Lenient


def _each_key_once(text: str, value: Any) -> bool:
    """Whether as many keys came out as there can be in the text: no key was given twice. False leaves it open.

    Every key is followed by a colon, so colons outnumber keys only where they stand in texts; counting is much quicker
    than looking at every object while it is read.
    """
    objects, keys, level = text.count("{"), 0, [value]
    while level and objects > 0:
        found = [item for item in level if type(item) is dict]
        objects -= len(found)
        keys += sum(map(len, found))
        level = [
            *chain.from_iterable(map(dict.values, found)),
            *chain.from_iterable(i for i in level if type(i) is list),
        ]
    return keys == text.count(":") or keys == len(_KEY_END.findall(text))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; a key given twice would silently lose its first value (RFC 8259 § 4 leaves it open)."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Lenient
    return found


def _marked(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = first_repeated(key for key, _ in pairs)
        what = f"ключ «{twice[:40]}» записан дважды. Оставьте его один раз."
        # Under a key of its own: the repeated one may be the id that names the record.
        found[f"{twice} "] = _Fault("repeated_key", what)
    return found


def _named(value: Any) -> InstanceError:
    """The first fault, with the nearest record around it that has a name."""
    stack = [(value, "Файл")]
    while stack:
        here, where = stack.pop()
        if isinstance(here, _Fault):
            return InstanceError(here.code, where, f"{where}: {here.what}")
        if isinstance(here, dict):
            where = _name(here) or where
            stack.extend((item, where) for item in reversed(here.values()))
        elif isinstance(here, list):
            stack.extend((item, where) for item in reversed(here))
    raise AssertionError("a fault was met before")


def _name(record: dict[str, Any]) -> str:
    """A record by its id or its two people; the whole is «Задача»."""
    if "format" in record:
        return "Задача"
    if isinstance(record.get("id"), str):
        return f"Запись {record['id']}"
    ends = record.get("mentee"), record.get("mentor")
    return f"Пара {ends[0]} – {ends[1]}" if all(isinstance(end, str) for end in ends) else ""
