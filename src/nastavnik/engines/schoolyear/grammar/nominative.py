"""Names of events and documents in the nominative: «педагогического совета» → «педагогический совет».

The dictionary is loaded on first need only, because most terms name no event.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_CASES = {
    "gent": "gent",
    "gen2": "gent",
    "datv": "datv",
    "loct": "loct",
    "loc2": "loct",
    "ablt": "ablt",
    "accs": "accs",
}
_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
#: Longer phrases are no names; the rest is kept as written.
_LONGEST = 12


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    import pymorphy3  # lazy: a tenth of a second
    import pymorphy3_dicts_ru

    # Without the path it asks every installed package whether it is a dictionary, which takes as long again.
    return pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path())


@lru_cache(maxsize=4096)
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(_analyzer().parse(word))


@lru_cache(maxsize=1)
def _known() -> tuple[Any, Any]:
    """(all word forms of the dictionary, letters that may stand for others). Without grammar: a tenth of its loading."""
    try:
        from dawg import RecordDAWG
    except ImportError:  # the same in plain Python, where the quick one is not built
        from dawg_python import RecordDAWG
    import pymorphy3_dicts_ru

    forms = RecordDAWG(">HH")
    forms.load(f"{pymorphy3_dicts_ru.get_path()}/words.dawg")
    return forms, RecordDAWG.compile_replaces({"е": "ё"})


@lru_cache(maxsize=4096)
def is_russian_word(word: str) -> bool:
    """The dictionary knows the word, also where «е» is written for «ё»."""
    forms, replaced = _known()
    return bool(forms.similar_keys(word.lower(), replaced))


def join_broken(phrase: str) -> str:
    """«персонализирова нной программы»: joins two neighbours of which one is no word, where together they are."""
    words = phrase.split(" ")
    if len(words) > _LONGEST:
        return phrase
    out: list[str] = []
    for word in words:
        bare = word.strip(".,;:()")
        before = out[-1] if out else ""
        if before and bare and before.isalpha() and bare.isalpha() and (len(bare) > 2 or len(before) > 2):
            both_known = is_russian_word(before) and is_russian_word(bare)
            if not both_known and is_russian_word(before + bare):
                out[-1] = before + word
                continue
        out.append(word)
    return " ".join(out)


def nominative(phrase: str, case: str) -> str:
    """The phrase with its head noun and the adjectives before it in the nominative.

    `case` is the case the phrase stands in (gent, datv, loct, ablt, accs). Words after the head stay as they
    are. Whatever cannot be recognised is left as written: an event must never be renamed by a guess.
    """
    words = phrase.split(" ")
    if len(words) > 60:
        return phrase
    head = None
    for at, word in enumerate(words[:6]):
        if not _WORD.fullmatch(word.strip(",.")) or (word.isupper() and len(word) > 1):
            return phrase
        parse = _in_case(word.strip(",."), case, "NOUN")
        adjective = _in_case(word, case, "ADJF")
        if parse is not None and (adjective is None or _parses(word.lower())[0].tag.POS == "NOUN"):
            head = (at, parse)
            break
        if adjective is None and _in_case(word, case, "PRTF") is None:
            return phrase
    if head is None:
        return phrase
    at, noun = head
    number = noun.tag.number
    gender = noun.tag.gender
    changed = noun.inflect({number, "nomn"} if number else {"nomn"})
    if changed is None:
        return phrase
    out = list(words)
    out[at] = _like(words[at], changed.word)
    for index in range(at):
        parse = _in_case(words[index], case, "ADJF") or _in_case(words[index], case, "PRTF")
        wanted = {"nomn", number} if number == "plur" or not gender else {"nomn", "sing", gender}
        inflected = parse.inflect({mark for mark in wanted if mark}) if parse is not None else None
        if inflected is None:
            return phrase
        out[index] = _like(words[index], inflected.word)
    if words[at + 1 : at + 2] == ["и"] and len(words) > at + 2:
        # «заключение и расторжение договора»: the second head stands in the same case.
        return " ".join([*out[: at + 2], nominative(" ".join(words[at + 2 :]), case)])
    return " ".join(out)


def _in_case(word: str, case: str, part: str) -> Any:
    found = [
        parse
        for parse in _parses(word.lower())
        if part == parse.tag.POS and _CASES.get(str(parse.tag.case)) == case and "Surn" not in parse.tag
    ]
    # «план-график» is masculine; the dictionary also offers a feminine reading of the accusative.
    return found[0] if found else None


def _like(pattern: str, word: str) -> str:
    tail = pattern[len(pattern.rstrip(",.")) :]
    if pattern[:1].isupper():
        word = word[:1].upper() + word[1:]
    return word + tail
