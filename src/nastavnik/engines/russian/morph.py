"""The one door to pymorphy3: loaded at the first question, answers cached."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_GRAMMEMES = {"nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "loc": "loct"}


@lru_cache(maxsize=1)
def analyzer() -> Any:
    """The analyser; the first call costs a tenth of a second.

    The place of the dictionary is named: searching all installed packages for it costs half as much again.
    """
    import pymorphy3
    import pymorphy3_dicts_ru

    return pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path(), lang="ru")


@lru_cache(maxsize=50_000)
def parses(word: str) -> tuple[Any, ...]:
    """All readings of a word, the likeliest first."""
    return tuple(analyzer().parse(word))


@lru_cache(maxsize=10_000)
def common_noun(word: str, gender: str) -> tuple[str, ...] | None:
    """Cases gen … loc of a dictionary common noun in the nominative singular, else None.

    `gender`: «m» or «f» of the noun. Names, surnames and places do not count.
    """
    wanted = {"m": "masc", "f": "femn"}[gender]
    for parse in parses(word):
        tag = parse.tag
        if not (parse.is_known and tag.POS == "NOUN" and tag.case == "nomn" and tag.number == "sing"):
            continue
        if (tag.gender != wanted and "ms-f" not in tag) or any(
            mark in tag for mark in ("Surn", "Name", "Patr", "Geox", "Abbr", "Init", "Fixd")
        ):
            continue
        return _cases(parse)
    return None


@lru_cache(maxsize=10_000)
def dictionary_surname(word: str) -> tuple[str, ...] | None:
    """Cases gen … loc of a masculine surname that the dictionary itself holds, else None."""
    for parse in parses(word):
        if parse.is_known and {"Surn", "masc", "sing", "nomn"} <= parse.tag.grammemes and "Fixd" not in parse.tag:
            return _cases(parse)
    return None


def _cases(parse: Any) -> tuple[str, ...] | None:
    found = [parse.inflect({_GRAMMEMES[case], "sing"}) for case in ("gen", "dat", "acc", "ins", "loc")]
    if any(form is None for form in found):
        return None
    words = [form.word for form in found]
    if parse.tag.POS == "NOUN" and "masc" in parse.tag and not parse.word.endswith(("а", "я")):
        words[2] = words[0]  # as a surname a thing becomes a person: «вижу Киселя»
    return tuple(words)


@lru_cache(maxsize=10_000)
def name_genders(word: str) -> frozenset[str]:
    """«m» and «f» for which the dictionary knows the word as a first name."""
    found = set()
    for parse in parses(word):
        if parse.is_known and "Name" in parse.tag and "nomn" in parse.tag and "sing" in parse.tag:
            found |= {"masc": {"m"}, "femn": {"f"}, "ms-f": {"m", "f"}}.get(parse.tag.gender or "", set())
    return frozenset(found)


@lru_cache(maxsize=10_000)
def soft_possessive(word: str) -> bool:
    """Whether the word declines like «лисий – лисьего»."""
    for p in parses(word):
        if p.is_known and p.tag.POS == "ADJF" and p.tag.case == "nomn" and p.tag.number == "sing":
            genitive = p.inflect({"gent", "masc", "sing"})
            if genitive and genitive.word.endswith("ьего"):
                return True
    return False


@lru_cache(maxsize=10_000)
def is_trade(word: str) -> bool:
    """Whether a noun or a surname of the dictionary declines like «лесничий – лесничего»."""
    for p in parses(word):
        if p.is_known and p.tag.POS == "NOUN" and {"nomn", "sing", "masc"} <= p.tag.grammemes:
            genitive = p.inflect({"gent", "sing"})
            if genitive and genitive.word.endswith("его") and not genitive.word.endswith("ьего"):
                return True
    return False


@lru_cache(maxsize=10_000)
def is_adjective(word: str) -> bool:
    """Whether the dictionary knows the word as a full adjective or participle in the nominative singular."""
    return any(
        p.is_known and p.tag.POS in {"ADJF", "PRTF"} and p.tag.case == "nomn" and p.tag.number == "sing"
        for p in parses(word)
    )
