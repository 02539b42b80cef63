"""Declension of first names and patronymics. Words come in lower case; five oblique cases and a doubt go out."""

from __future__ import annotations

import re

from .exceptions import STRESSED_ICH
from .firstnames import first_name_genders
from .gender import PATRONYMIC_PARTICLES, patronymic_gender
from .stems import Declined, fixed, with_endings
from .surnames import decline_surname
from .wordlist import words

_IRREGULAR = {
    "лев": "льва льву льва львом льве",
    "пётр": "петра петру петра петром петре",
    "петр": "петра петру петра петром петре",
    "павел": "павла павлу павла павлом павле",
    "христос": "христа христу христа христом христе",
    "любовь": "любови любови любовь любовью любови",
    "илья": "ильи илье илью ильёй илье",
}
# Women's names on a soft sign that Russian has taken in; the others (Айгуль, Николь) stay.
_SOFT_FEMALE = words(
    "юдифь эсфирь руфь рахиль суламифь агарь нинель адель жизель рашель фамарь иезавель ассоль есфирь мириамь "
    "ноэмь агидель "
    "хавронь бэсбель тамарь"
)
_SOFT_DOUBTFUL = words("гюзель гузель асель лейль этель ассоль жизель адель агидель рашель")
# Stressed -ия́ of Arabic origin: «Алии» as «судии», but «Алие» is met as often.
_STRESSED_IJA = words(
    "алия альфия галия гульфия зульфия наджия сания фания нурия разия сафия хания шамсия закия раузия румия "
    "рамзия зухрия асия дания гузалия суфия рушания"
)
_TWO_WAYS_IJA = "Имя с ударением на «-ия́» склоняют двояко."
_FIXED_MALE_A = words("андреа николя")
# The poet's name stays in the dictionaries of stress, his namesakes decline by the general rule.
_WAVERING_MALE_A = words("шота")
_STRESSED_MALE_OJ = words("мустафа муса иса")


def decline_first(word: str, gender: str) -> Declined:
    """One first name without a hyphen, lower case."""
    if word in _IRREGULAR and not (word == "любовь" and gender == "m"):
        return tuple(_IRREGULAR[word].split()), ""
    if len(word) < 2:
        return fixed(word), ""
    if gender == "f":
        return _female(word)
    return _male(word)


def _female(word: str) -> Declined:
    if word.endswith("ь"):
        if word in _SOFT_FEMALE:
            doubt = "Женское имя на «-ь» склоняют не все." if word in _SOFT_DOUBTFUL else ""
            return with_endings(word[:-1], "и и ь ью и"), doubt
        return fixed(word), "Женское имя на «-ь» склоняют не все." if word in _SOFT_DOUBTFUL else ""
    if word[-1] not in "ая":
        return fixed(word), ""
    forms, doubt = _first_declension(word)
    if word in _STRESSED_IJA or (word.endswith("ия") and not first_name_genders(word)):
        doubt = _TWO_WAYS_IJA
    return forms, doubt


def _male(word: str) -> Declined:
    if word[-1] in "оеёиыуюэ":
        doubt = ""
        if re.search(r"(ил|айл)о$", word):
            doubt = "Имя на «-о» (Данило, Михайло) в старой речи склоняют."
        return fixed(word), doubt
    if word[-1] in "ая":
        if word in _FIXED_MALE_A:
            return fixed(word), ""
        forms, doubt = _first_declension(word)
        return forms, "Имя склоняют не все: спросите самого человека." if word in _WAVERING_MALE_A else doubt
    if word.endswith("ий"):
        return with_endings(word[:-1], f"я ю я ем {'и' if len(word) > 3 else 'е'}"), ""
    if word[-1] in "йь":
        return with_endings(word[:-1], "я ю я ем е"), ""
    if re.search(r"[^\W]ёк$", word):
        return with_endings(word[:-2] + "ьк", "а у а ом е"), "В имени может выпадать гласная: проверьте."
    return with_endings(word, f"а у а {'ем' if word[-1] in 'жшчщц' else 'ом'} е"), ""


def _first_declension(word: str) -> Declined:
    stem = word[:-1]
    if word.endswith("ия"):
        return with_endings(stem, "и и ю ей и"), ""
    if re.search(r"[аеёиоуыэюя]а$", word):
        if word.endswith(("еа", "иа", "оа", "уа")):  # «Андреа», «Бьянкуа»: the ending belongs to the stem
            return fixed(word), "Иностранное имя на «-а» после гласной: проверьте, склоняется ли оно."
        return with_endings(stem, "ы е у ой е"), "Иностранное имя на «-а» после гласной: проверьте, склоняется ли оно."
    if word.endswith("я"):
        return with_endings(stem, "и е ю ей е"), ""
    genitive = "и" if stem[-1] in "гкхжшчщ" else "ы"
    return with_endings(stem, f"{genitive} е у {'ей' if stem[-1] in 'жшчщц' else 'ой'} е"), ""


def is_indeclinable_patronymic(text: str) -> bool:
    """«Аликрам оглы», «Вагиф-оглы», «Нурланкызы»: the whole patronymic stays."""
    words_ = re.split(r"[\s\-]+", text.lower())
    return any(piece in PATRONYMIC_PARTICLES for piece in words_) or (
        bool(patronymic_gender(text)) and not re.search(r"(ич|ыч|на)$", words_[-1])
    )


def decline_middle(word: str, gender: str) -> Declined:
    """One word of a patronymic, lower case; other middle names decline as first names."""
    own = patronymic_gender(word)
    if own != "f" and re.search(r"(ич|ыч)$", word):
        return with_endings(word, f"а у а {'ом' if word in STRESSED_ICH else 'ем'} е"), ""
    if own == "f":
        return with_endings(word[:-1], "ы е у ой е"), ""
    if re.search(r"[а-яё]{2}(ов|ев|ёв|ин|ова|ева|ёва|ина)$", word):  # Bulgarian «Иван Петров Иванов»
        return decline_surname(word, gender)[0], "Отчество необычное: просклонено как фамилия."
    forms, _ = decline_first(word, gender)
    return forms, "Отчество необычное: просклонено как имя."
