"""The register of filters: what each takes and gives, so that a template is checked before it ever meets data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from ..errors import DataError
from ..tree import Blank

MAX_JOINED = 100_000


class Call(Protocol):
    """What a filter may do besides returning a value."""

    def doubt(self, source: str, form: str, reason: str) -> None: ...

    def apply(self, name: str, value: Any, args: tuple[Any, ...]) -> Any: ...


@dataclass(frozen=True, slots=True)
class FilterSpec:
    """`takes` and `gives` are kinds (see `kinds.ACCEPTS`), `args` what each argument is; the first `least` must be there.

    `gives`: text, number, rich (not to be joined with text), list, same (as it took), item (of the list it took).
    `args`: case, text, number, value, filter. `about`: for people.
    """

    name: str
    takes: str
    gives: str
    args: tuple[str, ...]
    least: int
    run: Callable[..., Any]
    about: str

    @property
    def most(self) -> int:
        """How many arguments it may have."""
        return len(self.args)


FILTERS: dict[str, FilterSpec] = {}


def register(
    name: str, takes: str, gives: str = "text", args: tuple[str, ...] = (), least: int | None = None, *, about: str
) -> Callable[[Any], Any]:
    """Enter a filter; without `least` all its arguments are obligatory."""

    def enter(run: Callable[..., Any]) -> Callable[..., Any]:
        FILTERS[name] = FilterSpec(name, takes, gives, args, len(args) if least is None else least, run, about)
        return run

    return enter


def to_text(value: Any) -> str:
    """A value as it is printed; a list with commas. Raises `DataError` for what cannot be one text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, dt.date):
        return f"{value.day:02}.{value.month:02}.{value.year}"
    if isinstance(value, float):
        return decimal(value)
    if isinstance(value, list):
        return limited(", ".join(to_text(one) for one in value if one not in (None, "")))
    if isinstance(value, dict):
        raise DataError("объект нельзя напечатать целиком, назовите его поле")
    if isinstance(value, tuple | Blank):
        raise DataError("строку с чертой или отметкой нельзя склеить с другим текстом")
    return str(value)


def decimal(value: float) -> str:
    """A number to six places with a decimal comma, never as a power of ten: «12345,67»."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", ",")


def allowed(most: Any) -> int:
    """How many squares of a question may be ticked, of what a template says: 0, any number, for nothing sensible."""
    return int(most) if isinstance(most, int | float) and 0 < most < 1000 else 0


def limited(text: str) -> str:
    """`text` unless it is too long for one line of a document."""
    if len(text) > MAX_JOINED:
        raise DataError("список слишком длинный, чтобы напечатать его одной строкой")
    return text
