"""Shortened words of terms spelt out: «по мере необх.», «согл. плану», «в нач. сентября», «необх-ти».

A shortened word is the beginning of a full one with a dot, or its beginning and end with a hyphen. The word before it
decides which full word is meant.
"""

from __future__ import annotations

import re

from .rewrites import rewrite

_AFTER: dict[str, str] = {
    "по": "запросу заявке заявлению обращению согласованию договоренности окончании завершении итогам результатам "
    "необходимости возможности потребности графику расписанию приказу положению отдельному индивидуальному "
    "утвержденному календарному персонализированной согласованному поступлении",
    "мере": "необходимости поступления возможности готовности обращения накопления возникновения",
    "при": "необходимости наличии возможности поступлении условии приеме заключении",
    "после": "окончания завершения утверждения подписания издания проведения",
    "до": "окончания завершения начала конца",
    "с": "начала момента",
    "в": "течение соответствии начале конце середине период рамках",
    "к": "началу концу",
    "согласно": "утвержденному учебному календарному индивидуальному отдельному плану графику",
    "": "согласно начало середина конец последняя последний первая первый каждый каждую учебного необходимости "
    "осенние зимние весенние летние постоянно ежедневно календарных течение",
}
_SHORTENED = r"(?:(?<![а-яё])([а-яё]+)[ ]+)?(?<![а-яё])([а-яё]{3,})(\.\s?|-[а-яё]{2,3}(?![а-яё]))"
#: The beginning alone must say enough: «сер.», «кон.», «посл.».
_TABLE = {before: words.split() for before, words in _AFTER.items()}


def spell_out(text: str) -> str:
    """The text with its shortened words in full; what cannot be told stays as written."""
    return rewrite(text, ((".", _SHORTENED, _full), ("-", _SHORTENED, _full)))


def _full(found: re.Match[str]) -> str:
    before, stem, rest = found[1] or "", found[2].lower().replace("ё", "е"), found[3]
    ending = rest[1:].lower() if rest.startswith("-") else ""
    words = [*_TABLE.get(before.lower(), []), *_TABLE[""]]
    if ending:
        words = [word for group in _TABLE.values() for word in group]
    if not ending and stem[-1] in "аеиоуыэюяь":
        return found[0]  # a shortened word ends in a consonant
    for word in words:
        if word != stem and word.startswith(stem) and word.endswith(ending):
            return f"{before} {word} ".lstrip() if not ending else f"{before} {word}".lstrip()
    return found[0]
