"""Ordinal numbers and dates in words: «пятое сентября две тысячи двадцать шестого года».

Only the last word of an ordinal declines. Source: «Русская грамматика» (1980), ordinal adjectives.
"""

from __future__ import annotations

import datetime as dt

from .dates import MONTHS_GEN
from .forms import CASES, case_code
from .numbers import number_words

_STEMS = {
    1: "перв", 2: "втор", 3: "трет", 4: "четвёрт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят",
    10: "десят", 11: "одиннадцат", 12: "двенадцат", 13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат",
    16: "шестнадцат", 17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 30: "тридцат",
    40: "сороков", 50: "пятидесят", 60: "шестидесят", 70: "семидесят", 80: "восьмидесят", 90: "девяност",
    100: "сот", 200: "двухсот", 300: "трёхсот", 400: "четырёхсот", 500: "пятисот", 600: "шестисот", 700: "семисот",
    800: "восьмисот", 900: "девятисот",
}  # fmt: skip
_STRESSED = frozenset({2, 6, 7, 8, 40})  # «второй», «сороковой»
_THOUSANDS = ("", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти")
_ENDINGS = {
    "m": "ый ого ому ый ым ом",
    "f": "ая ой ой ую ой ой",
    "n": "ое ого ому ое ым ом",
}
_SOFT = {
    "m": "ий ьего ьему ий ьим ьем",
    "f": "ья ьей ьей ью ьей ьей",
    "n": "ье ьего ьему ье ьим ьем",
}


def ordinal_words(n: int, gender: str = "m", case: str = "nom") -> str:
    """«двадцать первый»: 1 … 9999 in words; `gender` m, f, n; the accusative is the inanimate one.

    Raises ValueError outside the range.
    """
    if not 1 <= n <= 9999:
        raise ValueError(f"Порядковое число {n} не пишется словами: нужно от 1 до 9999.")
    place = CASES.index(case_code(case))
    if n % 1000 == 0:
        return f"{_THOUSANDS[n // 1000 - 1]}тысячн{_ENDINGS[gender].split()[place]}"
    last = next(size for size in (n % 100, n % 10, n % 1000) if size in _STEMS)
    endings = _SOFT if last == 3 else _ENDINGS
    ending = endings[gender].split()[place]
    if last in _STRESSED and ending == "ый":
        ending = "ой"
    before = _leading(n - last)
    return f"{before} {_STEMS[last]}{ending}" if before else f"{_STEMS[last]}{ending}"


def _leading(n: int) -> str:
    """The words before the last one stay in the nominative; «тысяча» of one thousand stands without «одна»."""
    return number_words(n).removeprefix("одна ") if n else ""


def date_in_words(date: dt.date, case: str = "nom") -> str:
    """«пятое сентября две тысячи двадцать шестого года»; `case` declines the day («пятого сентября …»)."""
    day = ordinal_words(date.day, "n", case)
    return f"{day} {MONTHS_GEN[date.month - 1]} {ordinal_words(date.year, 'm', 'gen')} года"
