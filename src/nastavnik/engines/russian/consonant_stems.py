"""Masculine surnames on a consonant or a soft sign: vowels that drop out, endings after ж, ш, ч, щ, ц.

Sources as in `surnames.py`. A word that is a common noun too is declined like it, with a doubt where usage differs.
"""

from __future__ import annotations

import re

from . import morph
from .exceptions import KEPT_VOWEL, STRESSED_ICH, STRESSED_SIBILANT, UNSTRESSED_SIBILANT, WAVERING_SIBILANT
from .folding import fold
from .stems import LIKE_A_WORD, STRESS, VOWELS, Declined, syllables, with_endings

_FLEETING = "В фамилии может выпадать гласная: спросите, как её склоняет сам человек."


def soft_sign(word: str) -> Declined:
    """«Король», «Рысь» of a man, lower case: second declension whatever the gender of the noun."""
    stem = word[:-1]
    if stem[-1] in "жшчщ":  # «Мышь – Мыша»: after these the sign marks the feminine noun only
        return with_endings(stem, "а у а ем е"), LIKE_A_WORD
    noun = morph.common_noun(word, "m")
    if noun and noun[0] != stem + "я":  # «Пень», «Корень»: a vowel drops out in the word, not always in the surname
        return with_endings(noun[0][:-1], f"я ю я {noun[3][len(noun[0]) - 1 :]} е"), _FLEETING
    # «Карась – Карасём»; -ель, -аль and «Бондарь» shift the stress in surnames, and -ем is right for both readings.
    if not noun and word.endswith("ень") and syllables(word) > 1 and morph.dictionary_surname(word) is None:
        return with_endings(stem, "я ю я ем е"), _FLEETING  # «Плетень» drops the vowel, «Шелень» may not
    stressed = noun and noun[3].endswith("ём") and not re.search(r"([еа]ль|бондарь)$", word)
    return with_endings(stem, f"я ю я {'ём' if stressed else 'ем'} е"), ""


def hard(word: str) -> Declined:
    """«Кузнец», «Ткач», «Шварц» of a man, lower case."""
    doubt = ""
    stem = word
    last = word[-1]
    noun = morph.common_noun(word, "m")
    if re.search(r"[оеё][клнрсмтбвгпдх]$", word) and noun and noun[0] != word + "а" and noun[0].endswith("а"):
        # A word of one syllable is more often a foreign surname («Сон», «Пол») than the noun.
        stem, doubt = (word if syllables(word) == 1 else noun[0][:-1]), _FLEETING
    elif re.search(r"(ец|яц)$", word):
        stem, doubt = (word, "") if word in KEPT_VOWEL else _drop_vowel(word, noun)
    elif re.search(r"[оеё]к$", word):
        surname = morph.dictionary_surname(word)
        if surname and surname[0] != word + "а" and surname[0].endswith("а"):
            stem, doubt = surname[0][:-1], _FLEETING
        elif word.endswith("ёк"):
            stem, doubt = word[:-2] + "ьк", _FLEETING
        elif not (noun or surname) and word.endswith("ок") and syllables(word) > 1:
            stem, doubt = (word[:-2] + "к" if re.search(r"([жчш]|[её]н)ок$", word) else word), _FLEETING
        elif not (noun or surname) and re.search(r"[жчш]ек$", word):  # Czech «Гашека» and Ukrainian «Сурмачка»
            doubt = _FLEETING
    instrumental = "ом"
    if fold(word) in {"павел", "петр"}:
        doubt = "Фамилия совпадает с именем: спросите, как её склоняет сам человек."
    if last in "жшчщц":
        instrumental, unsure = _after_sibilant(word, noun)
        doubt = doubt or unsure
    return with_endings(stem, f"а у а {instrumental} е"), doubt


def _drop_vowel(word: str, noun: tuple[str, ...] | None) -> tuple[str, str]:
    """«Кравец» → «Кравц», «Коломиец» → «Коломийц», «Швец» stays; the stem and the doubt."""
    if noun and noun[0].endswith("а"):
        stem = noun[0][:-1]
        return stem, "" if stem == word else _FLEETING
    if word.endswith("яц") or syllables(word) == 1:
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
        return "ем", STRESS
    if noun:
        return (noun[3][-2:] if noun[3].endswith(("ом", "ем")) else "ем"), ""
    if word.endswith("ц"):
        return ("ом" if re.search(r"(вец|сец|ырец|опец|[оу]бец|ынец)$", word) else "ем"), ""
    if word in STRESSED_ICH:  # as the patronymic of the same letters, or as a surname of the south: «Лу́кичем»
        return "ом", STRESS
    if word.endswith("ич"):
        return "ем", ""
    if re.search(r"(яч|ёж)$", word):
        return "ом", ""
    if re.search(r"(ыш|щ)$", word):
        return "ом", "" if morph.dictionary_surname(word) else STRESS
    if syllables(word) == 1:
        return ("ом" if re.search(r"[аеёиоуыэюя][чж]$", word) else "ем"), STRESS
    return ("ом" if re.search(r"(ач|ж|ыч)$", word) else "ем"), STRESS
