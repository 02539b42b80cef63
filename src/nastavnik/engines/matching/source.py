"""The text of an instance as one JSON object: strict where JSON's readers are lenient."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from .errors import InstanceError
from .fields import first_repeated

#: Larger files are refused unread, in bytes.
SIZE_LIMIT = 200_000_000


def parse_object(data: str | bytes) -> dict[str, Any]:
    """One JSON object. Raises InstanceError `not_json`, `too_big`, `too_deep`, `not_object`, `not_number`, `repeated_key`."""
    if len(data) > SIZE_LIMIT:
        raise InstanceError("too_big", "файл", "Файл больше 200 МБ. Разделите задачу на части и решите их по одной.")
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise InstanceError(
            "not_json", "файл", f"Файл записан не в UTF-8 (байт {error.start}). Сохраните его в UTF-8."
        ) from None
    try:
        value = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once)
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
    if not isinstance(value, dict):
        raise InstanceError("not_object", "файл", "В файле должен быть один объект JSON { … } с задачей подбора.")
    return value


def _no_constant(name: str) -> NoReturn:
    raise InstanceError(
        "not_number", "файл", f"В файле стоит {name} вместо числа. Укажите целое число или уберите запись."
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; a key given twice would silently lose its first value (RFC 8259 § 4 leaves it open)."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = first_repeated(key for key, _ in pairs)
        where = _named(found)
        raise InstanceError(
            "repeated_key", where, f"{where}: ключ «{twice[:40]}» записан дважды. Оставьте его один раз."
        )
    return found


def _named(record: dict[str, Any]) -> str:
    """A record by its id or its two people, else by its first keys."""
    if isinstance(record.get("id"), str):
        return f"Запись {record['id']}"
    ends = [record.get("mentee"), record.get("mentor")]
    if all(isinstance(end, str) for end in ends):
        return f"Пара {ends[0]} – {ends[1]}"
    return f"Запись с ключами {', '.join(list(record)[:3])}"
