"""The Russian language of the product: names and posts in cases, initials, numerals, dates, typography, search keys.

Importing this package loads no dictionary; the first declension does (about a quarter of a second).
"""

from .dates import date_blank, date_range, date_words, school_year
from .errors import NotAName, RussianError, UnknownCase
from .folding import fold, name_key, repair, visible
from .forms import CASES, Forms, FullName, NameForms, case_code
from .gender import detect_gender, patronymic_gender
from .initials import NBSP, initials
from .names import decline_name
from .numbers import count, count_words, grouped, money_words, number_words, plural
from .ordinals import date_in_words, ordinal_words
from .phrases import decline_phrase, decline_post
from .search import lemma, lemmas
from .typography import typo

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
