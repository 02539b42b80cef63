"""Fields of one record of an instance, with complaints that name the record."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .errors import InstanceError

# After so many complaints the rest is left unsaid: they would repeat one mistake.
_ENOUGH = 50


def first_repeated(values: Iterable[str]) -> str:
    """The first value that has stood before; some value has."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    raise ValueError("nothing is repeated")


@dataclass
class Complaints:
    """Everything found wrong so far."""

    found: list[InstanceError] = field(default_factory=list)

    def add(self, code: str, where: str, message: str) -> None:
        """One more complaint, in full sentences."""
        if len(self.found) < _ENOUGH:
            self.found.append(InstanceError(code, where, message))

    def stop(self) -> None:
        """Raise the first complaint, if any, with all of them inside."""
        if self.found:
            first = self.found[0]
            first.errors = tuple(self.found)
            raise first


@dataclass
class Record:
    """A JSON object with a Russian name («наставник k2») for its complaints."""

    data: dict[str, Any]
    name: str
    where: str
    complaints: Complaints
    id: str = ""

    def complain(self, code: str, what: str) -> None:
        """«Наставник k2: вместимость −1. Укажите …»: `what` without the full stop."""
        name = self.name[:1].upper() + self.name[1:]
        self.complaints.add(code, self.where, f"{name}: {what}.")

    def text(self, key: str) -> str:
        """A string, empty where absent."""
        return self.optional_text(key) or ""

    def optional_text(self, key: str) -> str | None:
        """A string or None."""
        value = self.data.get(key)
        if value is None or isinstance(value, str):
            return value
        self.complain(key, f"поле {key} — не строка. Возьмите значение в кавычки")
        return None

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.complain(key, f"поле {key} должно быть true или false")
            return default
        return value

    def integer(self, key: str, default: int) -> int:
        """A whole number; 2.0 and true are not."""
        value = self.data.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.complain(key, f"поле {key} — не целое число. Укажите целое число")
        return default

    def capacity(self) -> int:
        """Number of places, 0 or more; -1 after a complaint."""
        value = self.data.get("capacity")
        if value is None:
            self.complain("capacity", "не указана вместимость. Укажите целое число от 0")
        elif isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.complain("capacity", f"вместимость {shown(value).replace('-', '−')}. Укажите целое число от 0")
        else:
            return value
        return -1

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None) -> str:
        """One of the allowed words."""
        value = self.data.get(key, default)
        if value in allowed:
            return str(value)
        words = ", ".join(allowed)
        if value is None:
            self.complaints.add(key, key, f"Не указано поле {key}. Допустимо: {words}.")
        else:
            self.complaints.add(key, key, f"Поле {key}: значение {shown(value)} неизвестно. Допустимо: {words}.")
        return default or allowed[0]

    def items(self, key: str, required: bool = False) -> list[Any]:
        """A list, empty where absent and not required."""
        value = self.data.get(key)
        if isinstance(value, list):
            return value
        if value is not None:
            self.complaints.add(key, key, f"{key}: нужен список [ … ].")
        elif required:
            self.complaints.add(key, key, f"В задаче нет списка {key}. Добавьте его, хотя бы пустой.")
        return []

    def names(self, key: str) -> list[str]:
        """A list of ids."""
        value = self.data.get(key)
        if isinstance(value, list) and all(isinstance(name, str) for name in value):
            return value
        self.complain(key, f"поле {key} должно быть списком id")
        return []


def whole(value: object) -> bool:
    """A whole number of JSON: 2.0 and true are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def shown(value: object) -> str:
    """A value of the file as a complaint names it, cut at 40 signs."""
    if value in (float("inf"), float("-inf")):
        return "бесконечность"
    text = json.dumps(value, ensure_ascii=False, default=str) if not isinstance(value, str) else f"«{value}»"
    return text if len(text) <= 40 else text[:39] + "…"
