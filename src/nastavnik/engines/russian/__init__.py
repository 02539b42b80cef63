"""The Russian language of the product: names and posts in cases, initials, numerals, dates, typography, search keys.

Importing this package loads no dictionary; the first declension does (about a quarter of a second). Declension itself
is imported when first asked for: engines that only count or fold words start without it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .dates import date_blank, date_range, date_words, school_year
from .errors import NotAName, RussianError, UnknownCase
from .folding import fold, name_key, repair, visible
from .forms import CASES, Forms, FullName, NameForms, case_code
from .gender import detect_gender, patronymic_gender
from .initials import NBSP, initials
from .numbers import count, count_words, grouped, money_words, number_words, plural
from .typography import typo

if TYPE_CHECKING:
    from .names import decline_name
    from .ordinals import date_in_words, ordinal_words
    from .phrases import decline_phrase, decline_post
    from .search import lemma, lemmas

__all__ = [
    "CASES",
    "NBSP",
    "Forms",
    "FullName",
    "NameForms",
    "NotAName",
    "RussianError",
    "UnknownCase",
    "case_code",
    "count",
    "count_words",
    "date_blank",
    "date_in_words",
    "date_range",
    "date_words",
    "decline_name",
    "decline_phrase",
    "decline_post",
    "detect_gender",
    "fold",
    "grouped",
    "initials",
    "lemma",
    "lemmas",
    "money_words",
    "name_key",
    "number_words",
    "ordinal_words",
    "patronymic_gender",
    "plural",
    "repair",
    "school_year",
    "typo",
    "visible",
]

_LATER = {
    "decline_name": "names",
    "decline_phrase": "phrases",
    "decline_post": "phrases",
    "date_in_words": "ordinals",
    "ordinal_words": "ordinals",
    "lemma": "search",
    "lemmas": "search",
}


def __getattr__(name: str) -> Any:
    """A function of declension, imported now (PEP 562)."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f".{_LATER[name]}", __name__), name)
    return found
