"""Ranges of numbers, «1–3», «IX–XI»: no line may end after their dash, though Unicode allows it (UAX #14, class BA)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"(?:\d(?:[\d.,:/]*\d)?|[IVXХ]+)"
_RANGE = re.compile(rf"(?<![\w–.,:/])({_NUMBER}–{_NUMBER})(?![\w–])")
# «14:00–15:30»: what stays whole may not be wider than a narrow column.
_LONGEST = 11
# Word's own «No-Width Non Break»; the fonts of both have it, and not the word joiner of Unicode (U+2060).
_JOINER = "\u200d"


def parted(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of `text`, each with whether it is a range to be kept on one line; joined they are the text."""
    for place, piece in enumerate(_RANGE.split(text)):
        if piece:
            yield piece, place % 2 == 1 and len(piece) <= _LONGEST


def joined(text: str) -> str:
    """`text` with a joiner after the dash of every range."""
    if "–" not in text:
        return text
    return "".join(piece.replace("–", "–" + _JOINER) if whole else piece for piece, whole in parted(text))
