"""Initials as documents print them, never to be broken over lines."""

from __future__ import annotations

import re

NBSP = "\u00a0"


def initials(last: str, first: str, middle: str = "", style: str = "after") -> str:
    """Surname with initials: «Мещеряков О. В.» (`after`) or «О. В. Мещеряков» (`before`).

    Double first names keep their hyphen («А.-М. С. Ким»), particles of a patronymic are left out («Гасанов Ф. А.»),
    a missing part gives no initial and no dot. All joints are no-break spaces. Source: documents.md 3.2.
    """
    if style not in {"after", "before"}:
        raise ValueError(f"style: {style}")
    last = re.sub(r"\s+", NBSP, last.strip())
    letters = [mark for mark in (_of_first(first), _of_middle(middle)) if mark]
    parts = [last, *letters] if style == "after" else [*letters, last]
    return NBSP.join(part for part in parts if part)


def _of_first(text: str) -> str:
    words = re.findall(r"[^\W\d_][^\s.\-]*(?:-[^\W\d_][^\s.\-]*)*|[^\W\d_]\.-[^\W\d_]", text)
    return NBSP.join("-".join(f"{piece[0].upper()}." for piece in word.split("-") if piece) for word in words)


def _of_middle(text: str) -> str:
    found = re.search(r"[^\W\d_]", text)
    return f"{found.group().upper()}." if found else ""
