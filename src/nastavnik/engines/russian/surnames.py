"""Declension of surnames by rules of grammar; a word list only where grammar cannot know (stress, foreign origin).

Rules after: Л. П. Калакуцкая, «Фамилии. Имена. Отчества»; Л. К. Граудина et al., «Грамматическая правильность русской
речи», the sections on surnames; «Русская грамматика» (1980), on types of declension. All functions take a lower-case
word and return the five oblique cases (gen, dat, acc, ins, loc) with a doubt or «».
"""

from __future__ import annotations

import re

from . import morph
from .exceptions import (
    FIXED_FIRST,
    FOREIGN_A,
    FOREIGN_IN,
    KEPT_VOWEL,
    NOUNS_IJ,
    NOUNS_INA,
    PARTICLES,
    SHORT_OV,
    SOFT_POSSESSIVES,
    STRESSED_OJ,
    STRESSED_SHA,
    STRESSED_SIBILANT,
    UNSTRESSED_SHA,
    UNSTRESSED_SIBILANT,
    WAVERING_IN,
    WAVERING_SIBILANT,
)
from .firstnames import MALE
from .folding import fold

Declined = tuple[tuple[str, ...], str]

VOWELS = "аеёиоуыэюя"


def decline_surname(word: str, gender: str) -> Declined:
    """One surname without a hyphen, lower case. `gender`: «m» or «f»."""
    if len(word) < 2:
        return _fixed(word), ""
    if gender == "f":
        return _feminine(word)
    return _masculine(word)


def is_particle(word: str) -> bool:
    """Whether the word stays before a surname: «де», «фон», «аль»; lower case."""
    return word in PARTICLES


def first_half_is_fixed(word: str) -> bool:
    """Whether the first part of a double surname stays («Бонч-», «Тер-»), lower case."""
    return word in FIXED_FIRST


def _fixed(word: str) -> tuple[str, ...]:
    return (word,) * 5


def _with(stem: str, endings: str) -> tuple[str, ...]:
    return tuple(stem + ending for ending in endings.split())


_LIKE_A_WORD = "Фамилия совпадает с обычным словом: проверьте падежи."


def _feminine(word: str) -> Declined:
    if word[-1] not in "ая":
        return _fixed(word), ""
    if word in FOREIGN_A:
        return _fixed(word), ""
    if word.endswith("яя"):
        return _with(word[:-2], "ей ей юю ей ей"), ""
    if word.endswith("ая") and len(word) > 3:
        return _feminine_adjective(word)
    if word.endswith("ья") and _is_soft_possessive(word[:-2] + "ий"):  # «Лисья», «Волчья»
        return _with(word[:-1], "ей ей ю ей ей"), ""
    if re.search(r"[а-яё]{2}(ова|ева|ёва|ина|ына)$", word):
        return _feminine_possessive(word)
    if re.search(r"[сц]ка$", word) and _syllables(word) >= 3 and not morph.common_noun(word, "f"):
        return _with(word[:-1], "ой ой у ой ой"), "Польская или чешская фамилия на «-ска» склоняется по-разному."
    return _ending_a(word)


def _feminine_possessive(word: str) -> Declined:
    """«Иванова», «Ильина»; «Щербина», «Корова» are nouns, and the same letters may be either."""
    possessive = _with(word[:-1], "ой ой у ой ой")
    if word in NOUNS_INA:
        return _noun_a(word)[0], "Фамилия похожа и на слово «калина», и на женскую форму фамилии на «-ин»."
    if not morph.common_noun(word, "f") or morph.dictionary_surname(word[:-1]):
        return possessive, ""
    if re.search(r"[оё]ва$|ева$", word):
        return _noun_a(word)[0], _LIKE_A_WORD
    return possessive, _LIKE_A_WORD


def _feminine_adjective(word: str) -> Declined:
    stem = word[:-2]
    if stem[-1] in "жшчщц" and stem not in STRESSED_OJ and not stem.endswith("цк"):
        return _with(stem, "ей ей ую ей ей"), ""
    doubt = ""
    if stem[-1] in "лртмбпз" + VOWELS and not any(morph.is_adjective(stem + end) for end in ("ый", "ой")):
        doubt = "Фамилия на «-ая» может быть грузинской («Шенгелая»): тогда она не склоняется."
    return _with(stem, "ой ой ую ой ой"), doubt


def _ending_a(word: str) -> Declined:
    """-а, -я of either gender, noun declension or none."""
    if word in FOREIGN_A or re.search(r"[аеёиоуыэюя]а$", word):
        return _fixed(word), ""
    if word.endswith("ая"):
        return _fixed(word), "Мужская фамилия на «-ая»: проверьте, склоняется ли она."
    if word.endswith("зода"):
        return _fixed(word), "Таджикские фамилии на «-зода» склоняют не все."
    return _noun_a(word)


def _noun_a(word: str) -> Declined:
    known = morph.common_noun(word, "f") or morph.common_noun(word, "m")
    stem = word[:-1]
    if word.endswith("ия"):
        return _with(stem, "и и ю ей и"), ""
    if word.endswith("я"):
        instrumental = "ёй" if known and known[3].endswith("ёй") else "ей"
        if not known and word.endswith("ья"):
            return _with(stem, f"и е ю {instrumental} е"), _STRESS
        return _with(stem, f"и е ю {instrumental} е"), ""
    genitive = "и" if stem[-1] in "гкхжшчщ" else "ы"
    if stem[-1] in "жшчщц":
        stressed = word in STRESSED_SHA or bool(known and known[3].endswith("ой"))
        listed = word in STRESSED_SHA or word in UNSTRESSED_SHA or bool(morph.name_genders(fold(word)))
        sure = known or listed or re.search(r"[иы]ца$", word)
        return _with(stem, f"{genitive} е у {'ой' if stressed else 'ей'} е"), "" if sure else _STRESS
    return _with(stem, f"{genitive} е у ой е"), ""


_STRESS = "Окончание творительного падежа зависит от ударения: проверьте его."


def _masculine(word: str) -> Declined:
    if word[-1] in "оеёиыуюэ":
        return _fixed(word), ""
    if word[-1] in "ая":
        if word.endswith("яя"):
            return _fixed(word), "Мужская фамилия на «-яя»: проверьте, склоняется ли она."
        return _ending_a(word)
    if re.search(r"(ый|ий|ой)$", word):
        return _masculine_adjective(word)
    if word.endswith("й"):
        return _masculine_j(word)
    if word.endswith("ь"):
        return _soft_sign(word)
    if re.search(r"[ыи]х$", word):
        return _plural_genitive(word)
    if re.search(r"[а-яё](ов|ев|ёв|ин|ын)$", word):
        return _possessive(word)
    return _hard(word)


def _masculine_adjective(word: str) -> Declined:
    stem, tail = word[:-2], word[-2:]
    if not re.search(rf"[{VOWELS}]", stem):
        if tail == "ой":  # «Цой», «Хой»: one syllable, no adjective
            return _with(word[:-1], "я ю я ем е"), ""
        if tail == "ий":
            return _with(word[:-1], "я ю я ем и"), ""
    if tail == "ый":
        return _with(stem, "его ему его ым ем" if stem[-1] == "ц" else "ого ому ого ым ом"), ""
    if tail == "ой":
        noun = morph.common_noun(word, "m")
        if fold(word) in MALE or morph.name_genders(fold(word)):  # «Сысой»
            return _with(word[:-1], "я ю я ем е"), ""
        if (stem[-1] in VOWELS or (noun and noun[0].endswith("оя"))) and not morph.is_adjective(word):
            return _with(word[:-1], "я ю я ем е"), "" if noun else _LIKE_A_WORD  # «Герой», «Разбой»
        return _with(stem, f"ого ому ого {'им' if stem[-1] in 'гкхжшчщ' else 'ым'} ом"), ""
    if word in NOUNS_IJ:
        return _with(word[:-1], "я ю я ем и"), ""
    if _is_soft_possessive(word):
        return _with(stem, "ьего ьему ьего ьим ьем"), ""  # «Лисий», «Волчий», «Третий»
    if stem[-1] in "гкх":
        return _with(stem, "ого ому ого им ом"), ""
    if stem[-1] in "нжшчщ":
        return _with(stem, "его ему его им ем"), ""
    return _with(word[:-1], "я ю я ем и"), ""  # «Палий», «Багрий»


def _is_soft_possessive(word: str) -> bool:
    return word in SOFT_POSSESSIVES or morph.soft_possessive(word)


def _masculine_j(word: str) -> Declined:
    if word.endswith("ей"):
        noun = morph.common_noun(word, "m")
        if noun and noun[0].endswith("ья"):  # «Соловей», «Воробей»
            return _with(word[:-2], f"ья ью ья {noun[3][len(word) - 2 :]} ье"), ""
    return _with(word[:-1], "я ю я ем е"), ""


def _soft_sign(word: str) -> Declined:
    stem = word[:-1]
    noun = morph.common_noun(word, "m")
    if noun and noun[0] != stem + "я":  # «Пень», «Корень»: a vowel drops out in the word, not always in the surname
        return _with(noun[0][:-1], f"я ю я {noun[3][len(noun[0]) - 1 :]} е"), _FLEETING
    # «Карась – Карасём»; -ель, -аль and «Бондарь» shift the stress in surnames, and -ем is right for both readings.
    stressed = noun and noun[3].endswith("ём") and not re.search(r"([еа]ль|бондарь)$", word)
    return _with(stem, f"я ю я {'ём' if stressed else 'ем'} е"), ""


_FLEETING = "В фамилии может выпадать гласная: спросите, как её склоняет сам человек."


def _plural_genitive(word: str) -> Declined:
    """«Черных», «Долгих» stay; «Рерих», «Фрейндлих» are no Russian adjectives, as -их stands after a hard consonant."""
    noun = morph.common_noun(word, "m")
    if noun and noun[0] == word + "а":  # «Жених»
        return _with(word, "а у а ом е"), ""
    if not word.endswith("их") or len(word) < 4 or word[-3] in "гкхжшчщ" + VOWELS:
        return _fixed(word), ""
    if word[-3] == "н":  # «Нижних» and «Миних»
        if morph.is_adjective(word[:-1] + "й"):
            return _fixed(word), ""
        return _with(word, "а у а ом е"), "Фамилия на «-них» бывает и русской (не склоняется), и иностранной."
    if word[-3] == "ь":
        return _fixed(word), ""
    return _with(word, "а у а ом е"), ""


# «Гайнутдин», «Шамсуддин»: Arabic -дин, no Russian suffix.
_OF_FAITH = re.compile(r"(?:ут|[уиеэ]д|ет)дин$")


def _possessive(word: str) -> Declined:
    """«Ивановым»; foreign surnames and nouns take -ом: «Дарвином», «Литвином», «Рыболовом».

    Source: Розенталь, «Справочник по правописанию», § on surnames in -ов, -ин.
    """
    noun = _with(word, "а у а ом е")
    russian = _with(word, "а у а ым е")
    if word in FOREIGN_IN:
        return noun, ""
    if word in WAVERING_IN:
        return noun, "Фамилия бывает и русской (творительный на «-ым»), и иностранной (на «-ом»)."
    if word.endswith("уин") or _OF_FAITH.search(word):
        return noun, ""
    common = morph.common_noun(word, "m")
    if common:  # «Остров»; «Лев» is asked about
        return noun, "" if re.search(r"[яа]нин$", word) or word == "литвин" else _LIKE_A_WORD
    if _syllables(word) == 1 and word.endswith(("ин", "ын")):
        return noun, ""
    if morph.dictionary_surname(word):
        return russian, ""
    if re.search(r"([лрь]|эд|уд|од|ег|рш)вин$", word):  # «Ирвин», «Мельвин», «Гудвин»
        return noun, "Фамилия на «-вин» похожа на иностранную: проверьте творительный падеж."
    if _syllables(word) == 1 and word not in SHORT_OV:
        if word.endswith("ёв"):  # «Бёв»: Russian ones have two syllables
            return noun, "Короткая фамилия на «-ов» или «-ев»: проверьте падежи."
        return russian, "Короткая фамилия на «-ов» или «-ев»: проверьте падежи."
    if fold(word) in MALE and word.endswith(("ин", "ов")):  # «Константин», «Яков» as surnames
        return noun, "Фамилия совпадает с именем: проверьте творительный падеж."
    return russian, ""


def _hard(word: str) -> Declined:
    doubt = ""
    stem = word
    last = word[-1]
    noun = morph.common_noun(word, "m")
    if re.search(r"[оеё](к|л|н|р|с|м|т|б|в|г|п)$", word) and noun and noun[0] != word + "а" and noun[0].endswith("а"):
        # A word of one syllable is more often a foreign surname («Сон», «Пол») than the noun.
        stem, doubt = (word if _syllables(word) == 1 else noun[0][:-1]), _FLEETING
    elif re.search(r"(ец|яц)$", word):
        stem, doubt = (word, "") if word in KEPT_VOWEL else _drop_vowel(word, noun)
    elif re.search(r"[оеё]к$", word):
        surname = morph.dictionary_surname(word)
        if surname and surname[0] != word + "а" and surname[0].endswith("а"):
            stem, doubt = surname[0][:-1], _FLEETING
        elif word.endswith("ёк"):
            stem, doubt = word[:-2] + "ьк", _FLEETING
        elif not (noun or surname) and word.endswith("ок") and _syllables(word) > 1:
            stem, doubt = (word[:-2] + "к" if re.search(r"([жчш]|[её]н)ок$", word) else word), _FLEETING
    instrumental = "ом"
    if fold(word) in {"павел", "петр"}:
        doubt = "Фамилия совпадает с именем: спросите, как её склоняет сам человек."
    if last in "жшчщц":
        instrumental, unsure = _after_sibilant(word, noun)
        doubt = doubt or unsure
    return _with(stem, f"а у а {instrumental} е"), doubt


def _drop_vowel(word: str, noun: tuple[str, ...] | None) -> tuple[str, str]:
    """«Кравец» → «Кравц», «Коломиец» → «Коломийц», «Швец» stays; the stem and the doubt."""
    if noun and noun[0].endswith("а"):
        stem = noun[0][:-1]
        return stem, "" if stem == word else _FLEETING
    if word.endswith("яц") or _syllables(word) == 1:
        return word, ""
    head = word[:-2]
    if head[-1] in VOWELS:
        return head + "йц", _FLEETING
    if head[-1] == "л":
        return head + "ьц", _FLEETING
    if len(head) > 1 and head[-2] not in VOWELS + "ьй":
        # Three consonants would meet: the vowel usually stays («Мудрец», «Чернец»), the dictionary may know better.
        surname = morph.dictionary_surname(word)
        stem = surname[0][:-1] if surname else word
        return stem, _FLEETING
    return head + "ц", _FLEETING


def _after_sibilant(word: str, noun: tuple[str, ...] | None) -> tuple[str, str]:
    """-ом under stress, else -ем; the doubt where neither the word nor its suffix tells the stress."""
    if word in STRESSED_SIBILANT:
        return "ом", ""
    if word in UNSTRESSED_SIBILANT:
        return "ем", ""
    if word in WAVERING_SIBILANT:
        return "ем", _STRESS
    if noun:
        return (noun[3][-2:] if noun[3].endswith(("ом", "ем")) else "ем"), ""
    if word.endswith("ц"):
        return ("ом" if re.search(r"(вец|сец|ырец|опец|убец|ынец)$", word) else "ем"), ""
    if word.endswith("ич"):
        return "ем", ""
    if re.search(r"(ыш|щ|яч|ёж)$", word):
        return "ом", ""
    if _syllables(word) == 1:
        return ("ом" if re.search(r"[аеёиоуыэюя][чж]$", word) else "ем"), _STRESS
    return ("ом" if re.search(r"(ач|ж|ыч)$", word) else "ем"), _STRESS


def _syllables(word: str) -> int:
    return sum(letter in VOWELS for letter in word)
