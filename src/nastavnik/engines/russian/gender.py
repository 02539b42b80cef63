"""Gender of a person by the name: patronymic first, then surname and first name; silence where they do not decide."""

from __future__ import annotations

import re
from functools import lru_cache

from .firstnames import first_name_genders
from .folding import fold
from .wordlist import words

MALE_PARTICLES = words("оглы оглу улы уулу угли огли огл углы ұлы улу")
FEMALE_PARTICLES = words("кызы гызы кизи қызы кызи")
PATRONYMIC_PARTICLES = MALE_PARTICLES | FEMALE_PARTICLES

_MALE_PATRONYMIC = re.compile(r"(ович|евич|ыч|[а-я]ич)$")
_FEMALE_PATRONYMIC = re.compile(r"(овна|евна|ична|инична|ишна)$")
_JOINED_MALE = re.compile(r"[а-я]{3,}(оглы|улы|уулу|ұлы)$")
_JOINED_FEMALE = re.compile(r"[а-я]{3,}(кызы|гызы|қызы|кизи)$")
_SHORT_PATRONYMICS = words("оолович ильич кузьмич лукич фомич фокич никитич саввич савич силич титыч минич зосимич")
_MALE_SURNAME = re.compile(r"([а-я]{2}(ов|ев)|[а-я]{2,}(ин|ын)|[сц]кий|[а-я]{2}ый|[гкхжшчщн]ий)$")
_FEMALE_SURNAME = re.compile(r"([а-я]{2}(ова|ева)|[а-я]{2,}(ина|ына)|[а-я]{2}ая|[а-я]{2}яя)$")


@lru_cache(maxsize=20_000)
def patronymic_gender(word: str) -> str:
    """«m» or «f» for a patronymic («Петрович», «Аликрам оглы», «Нурланкызы»), «» for any other word."""
    key = fold(word).replace("-", " ").rstrip(".")
    last = key.rsplit(" ", 1)[-1]
    if last in MALE_PARTICLES or _JOINED_MALE.search(last):
        return "m"
    if last in FEMALE_PARTICLES or _JOINED_FEMALE.search(last):
        return "f"
    if last in _SHORT_PATRONYMICS:
        return "m"
    if len(last) >= 6 and _FEMALE_PATRONYMIC.search(last):
        return "f"
    if len(last) >= 6 and _MALE_PATRONYMIC.search(last):
        return "m"
    return ""


def surname_gender(word: str) -> str:
    """«m» or «f» where the surname's form shows it, else «»."""
    pieces = [piece for piece in re.split(r"[\s\-]+", fold(word)) if piece]
    found = set()
    for piece in pieces:
        if _FEMALE_SURNAME.search(piece):
            found.add("f")
        elif _MALE_SURNAME.search(piece):
            found.add("m")
    return found.pop() if len(found) == 1 else ""


def detect_gender(last: str = "", first: str = "", middle: str = "") -> str:
    """«m», «f» or «» when the parts do not say or contradict each other. Never raises."""
    return sure_gender(last, first, middle) or _by_parts(last, first, middle, True) or _by_ending(first)


def sure_gender(last: str = "", first: str = "", middle: str = "") -> str:
    """As detect_gender, without guesses: by the ending of a first name, or by the dictionary's rarer first names alone.

    The dictionary takes «Айшат» for a man and «Анания» for a woman, so it may only confirm what a surname shows.
    """
    guess = _by_parts(last, first, middle, True)
    return guess if guess and (guess == _by_parts(last, first, middle, False)) else ""


def _by_parts(last: str, first: str, middle: str, dictionary: bool) -> str:
    by_middle = patronymic_gender(middle) if middle else ""
    if by_middle:
        return by_middle
    by_last = surname_gender(last) if last else ""
    words = re.findall(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*", first)
    # The dictionary's very short names (Ли, Ян, Ким) are surnames or women's names elsewhere: only the own list counts.
    known = first_name_genders(words[0], dictionary and len(words[0]) > 3) if words else frozenset()
    by_first = next(iter(known)) if len(known) == 1 else ""
    if by_last and by_first and by_last != by_first:
        # «Саша», «Женя» are in both lists and do not come here; a female surname form under a male name is real
        # doubt, except that nouns in -ина and -ова may be anybody's.
        return by_first if by_last == "f" else ""
    return by_last or by_first


def _by_ending(first: str) -> str:
    """The ending of an unknown first name; only endings that are nearly always of one gender."""
    key = fold(first).split(" ")[0]
    if len(key) < 4 or first_name_genders(key):
        return ""
    if re.search(
        r"(слав|бек|хан|дин|мир|тай|ий|ей|жон|джан|шах|хон|ор|ис|ос|ур|ат|ит|ан|он|ев)$", key
    ) and not re.search(r"(гуль|нур|наз|шат|бану)$", key):
        return "m"
    if re.search(r"(ина|ия|на|ла|ра|са|та|да|гуль|назы?|бану|ша|ля|ника)$", key):
        return "f"
    return ""
