"""Declension of surnames by rules of grammar; a word list only where grammar cannot know (stress, foreign origin).

Rules after: Л. П. Калакуцкая, «Фамилии. Имена. Отчества»; Л. К. Граудина et al., «Грамматическая правильность русской
речи», the sections on surnames; «Русская грамматика» (1980), on types of declension. All functions take a lower-case
word and return the five oblique cases (gen, dat, acc, ins, loc) with a doubt or «».
"""

from __future__ import annotations

import re

from . import morph
from .consonant_stems import hard, soft_sign
from .exceptions import (
    FIXED_FIRST,
    FOREIGN_A,
    FOREIGN_IN,
    NOUNS_IJ,
    NOUNS_INA,
    PARTICLES,
    SHORT_OV,
    SOFT_POSSESSIVES,
    STRESSED_OJ,
    STRESSED_SHA,
    UNSTRESSED_SHA,
    WAVERING_IN,
)
from .firstnames import MALE
from .folding import fold
from .stems import LIKE_A_WORD, STRESS, VOWELS, Declined, fixed, syllables, with_endings

_NO_ADJECTIVE = "Фамилия похожа и на прилагательное, и на существительное: проверьте падежи."


def decline_surname(word: str, gender: str) -> Declined:
    """One surname without a hyphen, lower case. `gender`: «m» or «f»."""
    if len(word) < 2:
        return fixed(word), ""
    if gender == "f":
        return _feminine(word)
    return _masculine(word)


def is_particle(word: str) -> bool:
    """Whether the word stays before a surname: «де», «фон», «аль»; lower case."""
    return word in PARTICLES


def first_half_is_fixed(word: str) -> bool:
    """Whether the first part of a double surname stays («Бонч-», «Тер-»), lower case."""
    return word in FIXED_FIRST


def is_foreign(word: str) -> bool:
    """Whether a surname in -ов, -ин is no Russian possessive and has no feminine form («Грин»); lower case."""
    return word in FOREIGN_IN or word in WAVERING_IN


def _feminine(word: str) -> Declined:
    if word[-1] not in "ая":
        return fixed(word), ""
    if word in FOREIGN_A:
        return fixed(word), ""
    if word.endswith("яя"):
        return with_endings(word[:-2], "ей ей юю ей ей"), ""
    if word.endswith("ая") and len(word) > 3:
        return _feminine_adjective(word)
    if word.endswith("ья") and _is_soft_possessive(word[:-2] + "ий"):  # «Лисья», «Волчья»
        return with_endings(word[:-1], "ей ей ю ей ей"), ""
    if re.search(r"[а-яё]{2}(ова|ева|ёва|ина|ына)$", word):
        return _feminine_possessive(word)
    if re.search(r"[сц]ка$", word) and syllables(word) >= 3 and not morph.common_noun(word, "f"):
        return with_endings(word[:-1], "ой ой у ой ой"), "Польская или чешская фамилия на «-ска» склоняется по-разному."
    return _ending_a(word)


def _feminine_possessive(word: str) -> Declined:
    """«Иванова», «Ильина»; «Щербина», «Корова» are nouns, and the same letters may be either."""
    possessive = with_endings(word[:-1], "ой ой у ой ой")
    if word in NOUNS_INA:
        return _noun_a(word)[0], "Фамилия похожа и на слово «калина», и на женскую форму фамилии на «-ин»."
    if not morph.common_noun(word, "f"):
        return possessive, ""
    if morph.dictionary_surname(word[:-1]):  # «Голова» beside a man «Голов», or the noun
        return possessive, LIKE_A_WORD
    if re.search(r"[оё]ва$|ева$", word):
        return _noun_a(word)[0], LIKE_A_WORD
    return possessive, LIKE_A_WORD


def _feminine_adjective(word: str) -> Declined:
    stem = word[:-2]
    if stem[-1] in "жшчщц" and stem not in STRESSED_OJ and not stem.endswith("цк"):
        return with_endings(stem, "ей ей ую ей ей"), ""
    doubt = ""
    if stem[-1] in "лртмбпз" + VOWELS and not any(morph.is_adjective(stem + end) for end in ("ый", "ой")):
        doubt = "Фамилия на «-ая» может быть грузинской («Шенгелая»): тогда она не склоняется."
    return with_endings(stem, "ой ой ую ой ой"), doubt


def _ending_a(word: str) -> Declined:
    """-а, -я of either gender, noun declension or none."""
    if word in FOREIGN_A or re.search(r"[аеёиоуыэюя]а$", word):
        return fixed(word), ""
    if word.endswith("ая"):
        return fixed(word), "Мужская фамилия на «-ая»: проверьте, склоняется ли она."
    if syllables(word) == 1:  # «Пя», «Ма»: the East keeps the stressed ending, the noun «Мгла» does not
        known = morph.common_noun(word, "f")
        return (_noun_a(word)[0] if known else fixed(word)), "Короткая фамилия на «-а»: проверьте, склоняется ли она."
    if word.endswith("зода"):
        return fixed(word), "Таджикские фамилии на «-зода» склоняют не все."
    return _noun_a(word)


def _noun_a(word: str) -> Declined:
    known = morph.common_noun(word, "f") or morph.common_noun(word, "m")
    stem = word[:-1]
    if word.endswith("ия"):
        return with_endings(stem, "и и ю ей и"), ""
    if word.endswith("я"):
        instrumental = "ёй" if known and known[3].endswith("ёй") else "ей"
        if not known and word.endswith("ья"):
            return with_endings(stem, f"и е ю {instrumental} е"), STRESS
        return with_endings(stem, f"и е ю {instrumental} е"), ""
    genitive = "и" if stem[-1] in "гкхжшчщ" else "ы"
    if stem[-1] in "жшчщц":
        stressed = word in STRESSED_SHA or bool(known and known[3].endswith("ой"))
        listed = word in STRESSED_SHA or word in UNSTRESSED_SHA or bool(morph.name_genders(fold(word)))
        sure = known or listed or re.search(r"[иы]ца$", word)
        return with_endings(stem, f"{genitive} е у {'ой' if stressed else 'ей'} е"), "" if sure else STRESS
    return with_endings(stem, f"{genitive} е у ой е"), ""


def _masculine(word: str) -> Declined:
    if word[-1] in "оеёиыуюэ":
        return fixed(word), ""
    if word[-1] in "ая":
        if word.endswith("яя"):
            return fixed(word), "Мужская фамилия на «-яя»: проверьте, склоняется ли она."
        return _ending_a(word)
    if re.search(r"(ый|ий|ой)$", word):
        return _masculine_adjective(word)
    if word.endswith("й"):
        return _masculine_j(word)
    if word.endswith("ь"):
        return soft_sign(word)
    if re.search(r"[ыи]х$", word):
        return _plural_genitive(word)
    if re.search(r"[а-яё](ов|ев|ёв|ин|ын)$", word):
        return _possessive(word)
    return hard(word)


def _masculine_adjective(word: str) -> Declined:
    stem, tail = word[:-2], word[-2:]
    if not re.search(rf"[{VOWELS}]", stem):
        if tail == "ой" and not (len(word) > 3 and morph.is_adjective(word)):  # «Цой», «Хой»; «Злой» is an adjective
            return with_endings(word[:-1], "я ю я ем е"), ""
        if tail == "ий":
            return with_endings(word[:-1], "я ю я ем и"), ""
    if tail == "ый":
        return with_endings(stem, "его ему его ым ем" if stem[-1] == "ц" else "ого ому ого ым ом"), ""
    if tail == "ой":
        noun = morph.common_noun(word, "m")
        if fold(word) in MALE or morph.name_genders(fold(word)):  # «Сысой»
            return with_endings(word[:-1], "я ю я ем е"), ""
        if (stem[-1] in VOWELS or (noun and noun[0].endswith("оя"))) and not morph.is_adjective(word):
            return with_endings(word[:-1], "я ю я ем е"), "" if noun else LIKE_A_WORD  # «Герой», «Разбой»
        sure = re.search(r"([сц]к|[оеё]в|н)ой$", word) or _known_adjective(word)
        forms = with_endings(stem, f"ого ому ого {'им' if stem[-1] in 'гкхжшчщ' else 'ым'} ом")
        return forms, "" if sure else _NO_ADJECTIVE
    if word in NOUNS_IJ:
        return with_endings(word[:-1], "я ю я ем и"), ""
    if (fold(word) in MALE or morph.name_genders(fold(word))) and not _known_adjective(word):
        return with_endings(word[:-1], "я ю я ем и"), ""  # «Георгий», «Евгений»
    if _is_soft_possessive(word) and not morph.is_trade(word):  # «Садовничий – Садовничего»: a trade, no possessive
        return with_endings(stem, "ьего ьему ьего ьим ьем"), ""  # «Лисий», «Волчий», «Третий»
    if stem[-1] in "гкх":  # «Горский», «Тихий» are adjectives, «Бокий» a noun: of others the ending alone does not tell
        sure = re.search(r"[сцз]к$", stem) or _known_adjective(word)
        return with_endings(stem, "ого ому ого им ом"), "" if sure else _NO_ADJECTIVE
    if stem[-1] in "нжшчщ":  # «Хмурний» is an adjective, «Табунчий» a noun: the ending alone does not tell
        suffix = re.search(r"([ьжшчщ]н|нич|дч)ий$", word)
        sure = suffix or _known_adjective(word) or morph.is_trade(word)
        if not sure and stem[-1] == "ч":  # Turkic names of trades: «Топчий – Топчия»
            return with_endings(word[:-1], "я ю я ем и"), _NO_ADJECTIVE
        return with_endings(stem, "его ему его им ем"), "" if sure else _NO_ADJECTIVE
    # «Палий», «Багрий» are nouns, but «Кривий» may be the Ukrainian «кривой».
    adjective = any(morph.is_adjective(stem + end) for end in ("ый", "ой")) and not morph.dictionary_surname(word)
    return with_endings(word[:-1], "я ю я ем и"), _NO_ADJECTIVE if adjective else ""


def _known_adjective(word: str) -> bool:
    return morph.is_adjective(word) or morph.dictionary_surname(word) is not None


def _is_soft_possessive(word: str) -> bool:
    return word in SOFT_POSSESSIVES or morph.soft_possessive(word)


def _masculine_j(word: str) -> Declined:
    if word.endswith("ей"):
        noun = morph.common_noun(word, "m")
        if noun and noun[0].endswith("ья"):  # «Соловей», «Воробей»
            return with_endings(word[:-2], f"ья ью ья {noun[3][len(word) - 2 :]} ье"), ""
    return with_endings(word[:-1], "я ю я ем е"), ""


def _plural_genitive(word: str) -> Declined:
    """«Черных», «Долгих» stay; «Рерих», «Фрейндлих» are no Russian adjectives, as -их stands after a hard consonant."""
    noun = morph.common_noun(word, "m")
    if noun and noun[0] == word + "а":  # «Жених»
        return with_endings(word, "а у а ом е"), ""
    if not word.endswith("их") or len(word) < 4 or word[-3] in "гкхжшчщ" + VOWELS:
        return fixed(word), ""
    if word[-3] == "н":  # «Нижних» and «Миних»
        if morph.is_adjective(word[:-1] + "й"):
            return fixed(word), ""
        return with_endings(word, "а у а ом е"), "Фамилия на «-них» бывает и русской (не склоняется), и иностранной."
    if word[-3] == "ь":
        return fixed(word), ""
    return with_endings(word, "а у а ом е"), ""


# «Гайнутдин», «Шамсуддин»: Arabic -дин, no Russian suffix.
_OF_FAITH = re.compile(r"(?:ут|[уиеэ]д|ет)дин$")


def _possessive(word: str) -> Declined:
    """«Ивановым»; foreign surnames and nouns take -ом: «Дарвином», «Литвином», «Рыболовом».

    Source: Розенталь, «Справочник по правописанию», § on surnames in -ов, -ин.
    """
    noun = with_endings(word, "а у а ом е")
    russian = with_endings(word, "а у а ым е")
    if word in FOREIGN_IN:
        return noun, ""
    if word in WAVERING_IN:
        return noun, "Фамилия бывает и русской (творительный на «-ым»), и иностранной (на «-ом»)."
    if word.endswith("уин") or _OF_FAITH.search(word):
        return noun, ""
    common = morph.common_noun(word, "m")
    if common:  # «Остров»; «Лев» is asked about
        return noun, "" if re.search(r"[яа]нин$", word) or word == "литвин" else LIKE_A_WORD
    if syllables(word) == 1 and word.endswith(("ин", "ын")):
        if len(word) > 3 and word[-4] not in VOWELS and word[-3] not in "лрв":  # «Пнин» is no «Мин», «Грин», «Квин»
            return russian, "Короткая фамилия на «-ин»: проверьте творительный падеж."
        return noun, ""
    if morph.dictionary_surname(word):
        return russian, ""
    if re.search(r"([лрь]|эд|уд|од|ег|рш)вин$", word):  # «Ирвин», «Мельвин», «Гудвин»
        return noun, "Фамилия на «-вин» похожа на иностранную: проверьте творительный падеж."
    if syllables(word) == 1 and word not in SHORT_OV:
        if word.endswith("ёв"):  # «Бёв»: Russian ones have two syllables
            return noun, "Короткая фамилия на «-ов» или «-ев»: проверьте падежи."
        return russian, "Короткая фамилия на «-ов» или «-ев»: проверьте падежи."
    if fold(word) in MALE and word.endswith(("ин", "ов")):  # «Константин», «Яков» as surnames
        return noun, "Фамилия совпадает с именем: проверьте творительный падеж."
    return russian, ""
