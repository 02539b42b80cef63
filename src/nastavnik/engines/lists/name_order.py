"""In which order the words of a name stand: by the words themselves, else by what most names of a column show."""

from __future__ import annotations

import re
from functools import lru_cache

from nastavnik.engines.russian.firstnames import first_name_genders
from nastavnik.engines.russian.gender import PATRONYMIC_PARTICLES, patronymic_gender

FIRST_LAST = "ifo"  # «Имя Отчество Фамилия»
LAST_FIRST = "fio"
INITIAL = re.compile(r"[^\W\d_]\.?(?:-[^\W\d_]\.)?")


@lru_cache(maxsize=5_000)
def order_of(words: tuple[str, ...]) -> str:
    """FIRST_LAST or LAST_FIRST where the words themselves show it, else «»."""
    if len(words) < 2:
        return ""
    single = sum(len(word) == 1 for word in words)
    initials = [bool(INITIAL.fullmatch(word)) and (word.endswith(".") or single == 2) for word in words]
    if any(initials):
        return FIRST_LAST if initials[0] else LAST_FIRST
    if words[-1].lower() in PATRONYMIC_PARTICLES:
        return LAST_FIRST
    particle = next((i for i, word in enumerate(words) if word.lower() in PATRONYMIC_PARTICLES), 0)
    if particle:
        return FIRST_LAST
    if len(words) >= 3:
        return _by_patronymic(words)
    return _by_first_name(words[0], words[1])


def _by_patronymic(words: tuple[str, ...]) -> str:
    last, middle = bool(patronymic_gender(words[-1])), bool(patronymic_gender(words[-2]))
    if last and middle:
        # «Адам Иванович Мицкевич» or «Мицкевич Адам … Иванович»: whichever stands where a first name must.
        if len(words) == 3 and first_name_genders(words[0]) and not first_name_genders(words[1]):
            return FIRST_LAST
        return LAST_FIRST
    if last:
        return LAST_FIRST
    if middle:
        return FIRST_LAST
    if len(words) == 3 and len(words[0]) <= _SHORT_NAME:
        return ""  # «Ким Сон Ир»: so short a first name is as often a surname
    return _by_first_name(words[0], words[1])


def _by_first_name(left: str, right: str) -> str:
    a, b = bool(first_name_genders(left)), bool(first_name_genders(right))
    if a and b:  # «Саша Ким»: the short one is as often a surname
        a, b = len(left) > _SHORT_NAME, len(right) > _SHORT_NAME
    if a == b:
        return ""
    return FIRST_LAST if a else LAST_FIRST


_SHORT_NAME = 3


def majority_order(names: list[tuple[str, ...]]) -> str:
    """What most cells of a column show; LAST_FIRST when they say nothing."""
    votes = [order_of(words) for words in names]
    return FIRST_LAST if votes.count(FIRST_LAST) > votes.count(LAST_FIRST) else LAST_FIRST
