"""Filters of texts: capitals, quotes, what to print instead of nothing."""

from __future__ import annotations

from typing import Any

from ..tree import Blank, Box, Break, Inline, Text
from .registry import Call, allowed, register, to_text

NBSP = "\u00a0"


@register("cap", "text", about="с прописной буквы")
def _cap(call: Call, value: Any) -> Any:
    text = to_text(value)
    return text[:1].upper() + text[1:] if text else None


@register("low", "text", about="со строчной буквы")
def _low(call: Call, value: Any) -> Any:
    text = to_text(value)
    return text[:1].lower() + text[1:] if text else None


@register("upper", "text", about="прописными буквами")
def _upper(call: Call, value: Any) -> Any:
    return to_text(value).upper() if value else None


@register("comma", "plain", about="запятая впереди, если есть что печатать")
def _comma(call: Call, value: Any) -> Any:
    return ", " + to_text(value) if value not in (None, "", []) else ""


@register("before", "plain", args=("text",), about="слова впереди, если есть что печатать: before:'тел. '")
def _before(call: Call, value: Any, words: str) -> Any:
    return words + to_text(value) if value not in (None, "", []) else ""


@register("quotes", "text", about="в «ёлочках»")
def _quotes(call: Call, value: Any) -> Any:
    text = to_text(value)
    return f"«{text}»" if text else None


@register("nb", "plain", about="без разрыва строки")
def _nb(call: Call, value: Any) -> Any:
    return to_text(value).replace(" ", NBSP) if value not in (None, "", []) else None


@register("dot", "text", about="точка в конце, если её нет")
def _dot(call: Call, value: Any) -> Any:
    text = to_text(value).rstrip()
    return text if not text or text[-1] in ".!?…" else text + "."


@register("nodot", "text", about="без точки в конце")
def _nodot(call: Call, value: Any) -> Any:
    return to_text(value).rstrip(" .;") if value else None


@register("default", "any", "same", ("value",), about="что печатать, если пусто")
def _default(call: Call, value: Any, instead: Any) -> Any:
    return instead if value in (None, "", []) else value


@register(
    "or_line", "any", "same", ("number",), 0, about="черта для ручки, если пусто; длина в мм, без неё до конца строки"
)
def _or_line(call: Call, value: Any, width: float = 0) -> Any:
    return Blank(float(width)) if value in (None, "", []) else value


@register("lines", "plain", "rich", about="текст или список с новой строки")
def _lines(call: Call, value: Any) -> Any:
    if value in (None, "", []):
        return None
    parts = [to_text(each) for each in value] if isinstance(value, list) else to_text(value).split("\n")
    inlines: list[Inline] = []
    for part in parts:
        inlines += [Text(part), Break()] if part.strip() else []
    return tuple(inlines[:-1])


@register(
    "box", "plain", "rich", ("number",), 0, about="квадрат для отметки; box:1 — в вопросе можно отметить только один"
)
def _box(call: Call, value: Any, most: Any = 0) -> Any:
    box = Box(allowed(most))
    return (box, Text(f" {to_text(value)} ")) if value not in (None, "", []) else (box,)
