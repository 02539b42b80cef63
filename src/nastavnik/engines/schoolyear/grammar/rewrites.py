"""Spellings that mean the same, brought to the one that the grammar reads: a table of patterns.

Each pattern is compiled only when its sign stands in a text, because most texts hold none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from .words import MONTHS

Rule = tuple[str, str, str | Callable[[re.Match[str]], str]]
_LETTERS_FOR_DIGITS = str.maketrans({"О": "0", "о": "0", "O": "0", "o": "0", "З": "3", "з": "3", "l": "1", "I": "1"})
_START = r"(?<![А-Яа-яЁё])"


def rewrite(text: str, rules: Iterable[Rule]) -> str:
    """The text with each rule (sign, pattern, replacement) applied in order where its sign stands."""
    low = text.lower()
    for sign, pattern, known in rules:
        if sign in low:
            text = _compiled(pattern).sub(known, text)
            low = text.lower()
    return text


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _joined_year(found: re.Match[str]) -> str:
    return found[1] + found[2] if len(found[1] + found[2]) == 4 else found[0]


def letters_to_digits(text: str) -> str:
    """«ЗО» → «30»: letters that stand where digits belong."""
    return text.translate(_LETTERS_FOR_DIGITS)


def _dash_before_date(found: re.Match[str]) -> str:
    return "-" if found[1].isdigit() or found[1].lower() in MONTHS else found[0]


#: «октябрь2025», «с14», «по20 октября»
GLUED: tuple[Rule, ...] = (
    ("", r"(?<=[А-Яа-яЁё]{3})(?=\d{2})", " "),
    ("", r"(?<![А-Яа-яЁё\d])(с|со|по|до|к|от|на|в|за)(?=\d)", r"\1 "),
)
_ODD_POINTS = r"(?<![\d.,])(\d{1,2})(?:\.{1,2}|,)(\d{1,2})(?:\.{1,2}|,)((?:20)?\d{2})(?![\d.,])"
_DOTS = r"(?<=[\w.])\s?(?:\.\.+|…)\s?(?=(\d{1,2}(?!\d)|[а-яё]{3,}))"
_MONTH = r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)[ьяа]?"
_YEAR_BEFORE = rf"(?<!\d)(20\d\d)(?: ?г(?:од)?\.?)? ?: ?({_MONTH}(?: ?- ?{_MONTH})?)(?= ?(?:$|[;.]))"
_MONTH_STEMS = "янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек"
#: Digits, dots and dashes as a scan or a hurried hand leaves them.
DIGITS: tuple[Rule, ...] = (
    ("-", r"-(?:\s?-)+", "-"),
    ("-", rf"(?<=\s)(20\d\d)\s?-\s?(\d{{1,2}} (?:{_MONTH_STEMS}))", r"\1 г. - \2"),  # «15 октября 2025-20 апреля 2026»
    (".2", r"(?<=\d\.)(\d{1,3}) (\d{1,3})(?!\d|\.\d)", _joined_year),  # «14.10.202 5»
    (".20", r"(?:(?<=^)|(?<=до )|(?<=по )|(?<=с ))([0-3]) (?=\d\.\d{2}\.\d{4})", r"\1"),  # «1 4.10.2025»
    (".", r"(?<![А-Яа-яЁёA-Za-z\d])[ЗзОоOo]{2}(?=[./]\d)", lambda found: letters_to_digits(found[0])),  # «ЗО.09»
    (",", _ODD_POINTS, r"\1.\2.\3"),  # «15,10,2025»
    ("..", _ODD_POINTS, r"\1.\2.\3"),
    ("..", _DOTS, _dash_before_date),  # «3...17 ноября», «октябрь .. декабрь»
    ("…", _DOTS, _dash_before_date),
    *((f"о {first} ", r"(?<=до |по )([1-3]) (\d)(?= [А-Яа-я])", r"\1\2") for first in "123"),  # «до 1 5 октября»
)
OTHER_NAMES: tuple[Rule, ...] = (
    (":", _YEAR_BEFORE, r"\2 \1"),  # «2025 г.: октябрь; 2026 г.: март»
    (" дек", r"(?<=[\dIVя]) дек(?:\.|а?да?\.?) ?(?=[а-я]+(?:я|та)(?![а-яё]))", " декада "),
    ("р.", _START + r"р\.\s?д(?:\.|(?![а-яё]))", "рабочих дней "),
    ("к.", _START + r"к\.\s?д(?:\.|(?![а-яё]))", "календарных дней "),
    ("канун", _START + r"в (?:самый )?канун(?! [а-яё]+[её]м)", "накануне"),
    ("м-ц", _START + r"м-ц(?=[аеу]?(?![а-яё]))", "месяц"),
    ("уч", _START + r"(?:учебн\w+ |уч\. ?)(?=полуг|семестр|триместр|четв)", ""),
    ("школьн", _START + r"школьн\w+ (?=полуг|семестр|триместр|четв)", ""),
    ("1,5 ", r"(?<![\d,.])1,5 (?=месяц|недел)", "полутора "),
    ("1.5 ", r"(?<![\d,.])1\.5 (?=месяц|недел)", "полутора "),
    ("позднее", _START + r"(?:самое|как можно) позднее(?: до)?(?= [\dа-я])", "не позднее"),
    ("вкл", _START + r"вкл(?:юч)?\.?(?![А-Яа-яЁё])", "включительно"),
    ("праздник", _START + r"праздник\w* (?=\d{1,2} [а-я])", ""),
    ("дат", _START + r"дат\w (?=\d{1,2} [а-я])", ""),
)
