"""What stands around a term in its cell and says nothing of it: marks of lists, labels, brackets, notes, footnotes."""

from __future__ import annotations

from .rewrites import Rule, rewrite

_MARK = r"^[\-–—•*·▪●]\s+(?=\S)"
_NOTE = r"(?<=\S)\s*\((?:ориентировочн|предварительн|примерн|приблизительн|отв\b|ответств)[^()]*\)$"
_FOOTNOTE = r"(?<=[^\s;*])\s*(?:[;*]|[¹²³])+$"
#: Peeled again and again until nothing changes; each leaves at least one sign of the term.
_LAYERS: tuple[Rule, ...] = (
    *((f"{mark} ", _MARK, "") for mark in "-–—•*·▪●"),
    (") ", r"^(?:\(?\d{1,2}|[а-яa-z])\)\s+(?=\S)", ""),
    (":", r"^(?:срок\w*|период|дата|время|когда)(?:\s+(?:проведения|реализации))?\s*:\s*(?=\S)", ""),
    ("(", _NOTE, ""),
    *((mark, _FOOTNOTE, "") for mark in ";*¹²³"),
    (",", r"(?<=[\w).»\"])\s*,$", ""),
    (".", r"(?<=\d)\.$", ""),
    ("(", r"^\(([^()]+)\)$", r"\1"),
    ("[", r"^\[([^\[\]]+)\]$", r"\1"),
    ("«", r"^«([^«»]*[\w][^«»]*)»$", r"\1"),
)
_MOST = 8


def peel(text: str) -> str:
    """The words of the term alone: «1) Срок: до 15 мая (отв. куратор);» → «до 15 мая»."""
    for _ in range(_MOST):
        before = text
        text = rewrite(text.strip(), _LAYERS)
        if text == before:
            break
    return text
