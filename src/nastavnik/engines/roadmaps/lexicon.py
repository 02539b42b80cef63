"""Whether a string is a Russian word: needed only where a narrow column has torn words without a hyphen."""

from __future__ import annotations

import re
from functools import lru_cache

from .text import SHORT_WORDS, join_lines, keeps_hyphen


@lru_cache(maxsize=50000)
def is_word(word: str) -> bool:
    """Whether the dictionary has the lower-case word."""
    # One dictionary for the whole process: the terms of time ask it too.
    from ..schoolyear.grammar.nominative import is_russian_word

    return is_russian_word(word)


def join_narrow(before: str, after: str) -> str:
    """Two lines of a narrow column: a word torn between them is made whole, with or without a hyphen at the tear."""
    left = re.search(r"([А-Яа-яЁё]+)([-‐‑]?)$", before)
    right = re.match(r"[а-яё]+", after)
    if not left or not right:
        return join_lines([before, after])
    first, second = left.group(1).lower(), right.group()
    if left.group(2):
        return (before if _keeps_hyphen(left.group(1), second) else before[:-1]) + after
    if min(len(first), len(second)) <= 3 and not ({first, second} & SHORT_WORDS) and is_word(first + second):
        return before + after
    if is_word(first) and is_word(second):
        return f"{before} {after}"
    if is_word(first + second) or (not is_word(first) and not is_word(second)):
        return before + after
    # «профессион» + «альных» may go on over a third line: no word yet, but the left half is none either.
    if not is_word(first) and len(first) > 3 and (len(second) <= 3 or not is_word(second)):
        return before + after
    return f"{before} {after}"


# Clipped words are written together with what follows: «сельхозпредприятие», «медсестра».
_CLIPPED = re.compile(r"(?:сельхоз|агро|пед|мед|соц|проф|спец|спорт|хоз|гос|метод|юн|культ|тех|физ)", re.I)


def _keeps_hyphen(first: str, second: str) -> bool:
    """Whether the hyphen at the end of a line belongs to the word («план-график») and not to the line."""
    if is_word(f"{first}{second}".lower()) or _CLIPPED.fullmatch(first):
        return False
    if keeps_hyphen(first, second):
        return True
    # «практико-ориентированный»: a compound whose first part is no word of its own.
    return is_word(second) and (is_word(first.lower()) or first.endswith("о"))


def mend_end(text: str) -> str:
    """No phrase ends with «и» or «с»: such a scrap at the end of a cell is the end of the word before it."""
    torn = re.search(r"([А-Яа-яЁё]{4,}) ([а-яё]{1,2})$", text)
    if torn and torn.group(2) in SHORT_WORDS and is_word((torn.group(1) + torn.group(2)).lower()):
        return text[: torn.end(1)] + torn.group(2)
    return text
