"""Ranges of numbers, «1–3», «IX–XI»: no line may end after their dash, though Unicode allows it (UAX #14, class BA)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"(?:\d(?:[\d.,:/]*\d)?|[IVXХ]+)"
_RANGE = re.compile(rf"(?<![\w–])({_NUMBER}–{_NUMBER})(?![\w–])")
# Word's own «No-Width Non Break»; the fonts of both have it, and not the word joiner of Unicode (U+2060).
_JOINER = "\u200d"


def parted(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of `text`, each with whether it is a range to be kept on one line; joined they are the text."""
    for place, piece in enumerate(_RANGE.split(text)):
        if piece:
            yield piece, place % 2 == 1


def joined(text: str) -> str:
    """`text` with a joiner after the dash of every range."""
    return _RANGE.sub(lambda found: found[1].replace("–", "–" + _JOINER), text) if "–" in text else text
