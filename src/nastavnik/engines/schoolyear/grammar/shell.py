"""What stands around a term in its cell and says nothing of it: marks of lists, labels, brackets, notes, footnotes."""

from __future__ import annotations

import re
from functools import lru_cache

#: Peeled again and again until nothing changes; each leaves at least one sign of the term.
_LAYERS = (
    (r"^(?:[-–—•*·▪●]\s+|\(?\d{1,2}\)\s+|[а-яa-z]\)\s+)(?=\S)", ""),
    (r"^(?:срок\w*|период|дата|время|когда)(?:\s+(?:проведения|реализации))?\s*:\s*(?=\S)", ""),
    (r"(?<=\S)\s*\((?:ориентировочн|предварительн|примерн|приблизительн|отв\b|ответств)[^()]*\)$", ""),
    (r"(?<=[^\s;*])\s*(?:[;*]|[¹²³])+$", ""),
    (r"(?<=[\w).»\"])\s*,$", ""),
    (r"(?<=\d)\.$|(?<=[а-яё]{7})\.$", ""),
    (r"^\(([^()]+)\)$", r"\1"),
    (r"^\[([^\[\]]+)\]$", r"\1"),
    (r"^«([^«»]*[\w][^«»]*)»$", r"\1"),
)  # fmt: skip
_MOST = 8


def peel(text: str) -> str:
    """The words of the term alone: «1) Срок: до 15 мая (отв. куратор);» → «до 15 мая»."""
    for _ in range(_MOST):
        before = text
        text = text.strip()
        for pattern, kept in _LAYERS:
            text = _compiled(pattern).sub(kept, text)
        if text == before:
            break
    return text


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
