"""Names of people from abroad: what Russian rules say of a surname may not hold there, so it is asked about.

Source: Розенталь, «Справочник по правописанию», § 149: stressed French -а stays, foreign -ин takes -ом, of Korean and
Vietnamese names the last word alone declines.
"""

from __future__ import annotations

import re

from . import morph
from .firstnames import first_name_genders
from .folding import fold
from .stems import syllables
from .wordlist import words

# Among the listed names those that are at home in the West; with a patronymic their bearer is at home here.
_WESTERN = words(
    "роберт ричард эдвард генрих карл жан жорж эрнест эрнст леон рудольф оскар альберт адриан карлос хосе христиан "
    "максимилиан мартин эрик юхан янус анна мария ева сара луиза софия катарина каролина николь мишель стелла жанна"
)
_RUSSIAN_ENDING = re.compile(r"(?:[оеё]ва|[иы]на|[сц]кая|ая|яя)$")


def is_eastern(first: str) -> bool:
    """«Чен Ын», «Ши Мин»: several words of one syllable each, parted by spaces."""
    given = first.split()
    return len(given) > 1 and all(len(word) > 1 and syllables(word.lower()) == 1 for word in given)


def foreign_doubt(last: str, first: str, middle: str, gender: str) -> str:
    """Why the forms of a foreigner's name may be wrong, «» when nothing speaks for a foreigner."""
    given = [fold(word) for word in re.findall(r"[^\W\d_]{2,}", first)]
    if middle or not given:
        return ""
    if gender == "m" and is_eastern(first):
        return "Имя из нескольких слов: у восточных имён склоняется последнее, проверьте."
    # French «Люка» keeps the stressed ending.
    if gender == "m" and last and given[0].endswith(("а", "я")) and "m" not in first_name_genders(given[0]):
        return "Иностранное имя на «-а»: проверьте, склоняется ли оно."
    surname = fold(last)
    western = given[0] in _WESTERN or not first_name_genders(given[0], dictionary=False)
    if not western or morph.dictionary_surname(surname) or not surname.isalpha():
        return ""
    open_end = (gender == "m" and surname.endswith(("ин", "ын"))) or (
        surname.endswith(("а", "я")) and not _RUSSIAN_ENDING.search(surname)
    )
    if open_end and not surname.endswith(("иа", "уа", "оа")):
        return "Фамилия может быть иностранной: проверьте падежи."
    return ""
