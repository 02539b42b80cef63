"""Checking and filling of uploaded forms; the work with the file itself is done in a limited process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nastavnik.engines.limits import LimitError, check_container, run_limited

from ..errors import DataError
from ..tree import Doubt
from .sandbox import FormError

_WORKER = "nastavnik.engines.papers.forms.worker"
_SECONDS = 30.0
_MEMORY_MB = 700
MAX_DATA = 5_000_000


@dataclass(frozen=True, slots=True)
class Filled:
    """`data`: the filled DOCX; `names`: fields the form uses; `doubts`: forms of words a person should look at."""

    data: bytes
    names: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()


def fill_form(
    docx: bytes, data: Mapping[str, Any], *, name: str = "бланк.docx", kind: str = "", seconds: float = _SECONDS
) -> Filled:
    """Fill a form. `kind`: code of the shipped template whose data it takes; "" takes the data as they are.

    In data without a kind texts like «2026-09-05» are dates. An absent value is printed as a line for the pen.
    `seconds`: how long it may take. Raises `FormError` for the form, `DataError` for the data.
    """
    return _run(docx, name, dict(data), kind, seconds)


def check_form(docx: bytes, *, name: str = "бланк.docx", kind: str) -> tuple[str, ...]:
    """Fields a form uses, checked before it is kept: it is filled with the sample of its kind. Raises `FormError`."""
    from ..catalogue import sample

    return _run(docx, name, dict(sample(kind)), kind, _SECONDS).names


def _check_size(value: Any, left: int = MAX_DATA) -> int:
    """Characters left of those all texts together may have; `DataError` when there are none."""
    left -= len(value) if isinstance(value, str | bytes) else 1
    if left < 0:
        raise DataError(f"слишком много данных для одного бланка, больше {MAX_DATA} знаков: разделите их")
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    for each in inner:
        left = _check_size(each, left)
    return left


def _run(docx: bytes, name: str, data: dict[str, Any], kind: str, seconds: float) -> Filled:
    try:
        _check_size(data)
    except RecursionError:
        raise DataError("слишком глубокая вложенность") from None
    try:
        check_container(docx, name, allowed=frozenset({"docx"}))
        found: Filled = run_limited(f"{_WORKER}:fill", docx, data, kind, seconds=seconds, memory_mb=_MEMORY_MB)
    except LimitError as error:
        raise FormError(error.message) from None
    return found
