"""Filters of lists."""

from __future__ import annotations

from typing import Any

from ..tree import Box, Break, Inline, Text
from .registry import Call, allowed, limited, register, to_text

NBSP = "\u00a0"


@register(
    "each", "list", "list", ("filter", "value", "value", "value"), 1, about="применить фильтр к каждому: each:fio,gen"
)
def _each(call: Call, value: Any, name: str, *args: Any) -> Any:
    return [call.apply(name, one, args) for one in value or []]


@register("join", "texts", args=("text",), least=0, about="через запятую или иной знак")
def _join(call: Call, value: Any, sign: str = ", ") -> Any:
    if isinstance(value, str):
        return value
    return limited(sign.join(to_text(one) for one in value or [] if one not in (None, "")))


@register("join_and", "texts", about="через запятую, перед последним «и»")
def _join_and(call: Call, value: Any) -> Any:
    if isinstance(value, str):
        return value
    parts = [to_text(one) for one in value or [] if one not in (None, "")]
    return limited(" и ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts))


@register("numbered", "rows", "rich", about="1) … 2) … с новой строки")
def _numbered(call: Call, value: Any) -> Any:
    parts = [to_text(one) for one in _rows(value)]
    if len(parts) < 2:
        return parts[0] if parts else None
    inlines: list[Inline] = []
    for number, part in enumerate(parts, 1):
        inlines += [Text(f"{number}){NBSP}{part}"), Break()]
    return tuple(inlines[:-1])


@register("first", "list", "item", about="первый из списка")
def _first(call: Call, value: Any) -> Any:
    return value[0] if value else None


@register(
    "boxes",
    "rows",
    "rich",
    ("number",),
    0,
    about="квадраты в одну строку, у каждого своё слово; boxes:1 — отметить один",
)
def _boxes(call: Call, value: Any, most: Any = 0) -> Any:
    inlines: list[Inline] = []
    for one in _rows(value):
        inlines += [Box(allowed(most)), Text(f" {to_text(one)} ")]
    return tuple(inlines)


def _rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []
