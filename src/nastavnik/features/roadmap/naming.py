"""Names of persons inside the words of a «Ответственный» cell."""

from __future__ import annotations

import re

_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"([А-ЯЁ])\.\s*(?:([А-ЯЁ])\.)?"
_LAST_FIRST = re.compile(rf"({_WORD})\s+{_INITIALS}")
_INITIALS_LAST = re.compile(rf"{_INITIALS}\s*({_WORD})")
_FULL = re.compile(rf"({_WORD})\s+({_WORD})\s+({_WORD}(?:вич|вна|ична|инична|ьич|мич))\b")


def person_in(words: str) -> tuple[str, str, str] | None:
    """(last, first, middle) when the cell names exactly one person, by full name or with initials; else None.

    «Орлова Т. С.», «Т.С. Орлова», «Орлова Татьяна Сергеевна, куратор» give one; a post or two names give None.
    """
    full = _FULL.findall(words)
    if full:
        return full[0] if len(full) == 1 else None
    # of the two orders the one that reads more names is meant; a tie goes to the surname first
    after = [(last, first, middle) for last, first, middle in _LAST_FIRST.findall(words)]
    before = [(last, first, middle) for first, middle, last in _INITIALS_LAST.findall(words)]
    found = after if len(after) >= len(before) else before
    return found[0] if len(found) == 1 else None
