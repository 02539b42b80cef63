"""Dictionary readings of a word as plain values: what the phrase declension needs to know, and how to inflect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from . import morph

OBLIQUE = ("gent", "datv", "accs", "ablt", "loct")
_PLAIN_MARKS = frozenset({"Fixd", "Abbr", "Name", "Surn", "Patr", "Geox", "Subx", "tran", "actv"})


@dataclass(frozen=True, slots=True, eq=False)  # one object per reading of a word: its identity is the cache's key
class Reading:
    """One way to understand a word. Values are pymorphy's grammemes or «»; `kind`: «noun», «adjective» or «other»."""

    word: str
    kind: str
    case: str
    number: str
    gender: str
    animacy: str
    known: bool
    marks: frozenset[str]
    lemma: str
    parse: Any

    @property
    def person(self) -> bool:
        """An animate noun."""
        return self.kind == "noun" and self.animacy == "anim"

    def form(self, case: str, animacy: str) -> str:
        """The word in another case, number and gender kept; `animacy` decides the accusative of an adjective."""
        wanted = {case}
        if self.number:
            wanted.add(self.number)
        if self.kind == "adjective":
            if self.number == "sing" and self.gender:
                wanted.add(self.gender)
            if case == "accs" and (self.number == "plur" or self.gender == "masc"):
                wanted.add(animacy or "anim")
        if self.kind == "noun" and case == "accs" and self.animacy == "anim" and "inan" in self.parse.tag:
            wanted = {"gent", *wanted} - {"accs"}  # a person that the dictionary takes for a thing
        found = self.parse.inflect(frozenset(wanted))
        return str(found.word) if found else self.word


@lru_cache(maxsize=50_000)
def oblique_forms(reading: Reading, animacy: str) -> tuple[str, ...]:
    """The forms of OBLIQUE."""
    return tuple(reading.form(case, animacy) for case in OBLIQUE)


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[Reading, ...]:
    """All readings of a lower-case word, the likeliest first."""
    return tuple(_plain(parse) for parse in morph.parses(word))


def _plain(parse: Any) -> Reading:
    tag = parse.tag
    pos = str(tag.POS or "")
    kind = "noun" if pos == "NOUN" else "adjective" if pos in {"ADJF", "PRTF"} else "other"
    grammemes = frozenset(str(grammeme) for grammeme in tag.grammemes)
    marks = (grammemes & _PLAIN_MARKS) | (frozenset({pos}) & {"ADVB", "PRTF", "VERB"})
    return Reading(
        word=str(parse.word),
        kind=kind,
        case=str(tag.case or ""),
        number=str(tag.number or ""),
        gender=str(tag.gender or ""),
        animacy="anim" if _is_person(parse) else str(tag.animacy or ""),
        known=bool(parse.is_known),
        marks=frozenset(marks),
        lemma=str(parse.normal_form),
        parse=parse,
    )


_PERSON = re.compile(
    r"(?:лаборант|машинист|механик|монтажник|педагог|менеджер|инструктор|тренер|оператор|врач|модератор|медиатор|стример)$"
)
# Suffixes of persons («Русская грамматика», 1980, on names of doers) in words that the dictionary lacks; the second
# ones are those of tools too.
_PERSON_SUFFIX = re.compile(r"(?:лог|вед|ист|щик|чик|тель|коуч|лид)$")
_PERSON_OR_TOOL = re.compile(r"(?:[ст]ор|[^т]ер|ёр|[ая]нт|ник|граф)$")


def _is_person(parse: Any) -> bool:
    """«рентгенолаборант», «кинолог»: masculine names of people that the dictionary has or guesses as things."""
    if not {"NOUN", "inan", "masc"} <= parse.tag.grammemes:
        return False
    lemma = str(parse.normal_form)
    if parse.is_known:
        return bool(_PERSON.search(lemma))
    return bool(
        _PERSON.search(lemma)
        or _PERSON_SUFFIX.search(lemma)
        or (_PERSON_OR_TOOL.search(lemma) and not _of_known(parse))
    )


def _of_known(parse: Any) -> bool:
    """A new word whose end is a dictionary word of the same kind: «методсовет», «агрохолдинг»."""
    return str(type(parse.methods_stack[0][0]).__name__) == "DictionaryAnalyzer" and len(parse.methods_stack) > 1


@lru_cache(maxsize=20_000)
def nominative(word: str) -> tuple[Reading, ...]:
    """Readings as a nominative noun, adjective or participle; the dictionary's own if it has any, else guesses."""
    found = [
        r
        for r in readings(word.lower())
        if r.kind in {"noun", "adjective"} and r.case == "nomn" and not {"Abbr", "Fixd"} <= r.marks
    ]
    known = [r for r in found if r.known]
    return tuple(known or found)


@lru_cache(maxsize=20_000)
def nominative_nouns(word: str) -> tuple[Reading, ...]:
    """Nominative nouns that are no names of persons."""
    return tuple(r for r in nominative(word) if r.kind == "noun" and not r.marks & {"Name", "Surn", "Patr"})


@lru_cache(maxsize=20_000)
def nominative_adjectives(word: str) -> tuple[Reading, ...]:
    """Nominative adjectives and participles; a colour that never changes is none where the word names a person too
    («электрик»)."""
    found = nominative(word)
    people = any(r.person for r in found)
    return tuple(r for r in found if r.kind == "adjective" and not (people and "Fixd" in r.marks))


@dataclass(frozen=True, slots=True, eq=False)
class Regular(Reading):
    """A masculine name of a person that the dictionary cannot decline: «электроник», «ди-джей»."""

    def form(self, case: str, animacy: str) -> str:
        """Second declension, the stress on the stem («Русская грамматика», 1980)."""
        soft = self.word[-1] in "йь"
        stem = self.word[:-1] if soft else self.word
        endings = "я ю я ем е" if soft else f"а у а {'ем' if stem[-1] in 'жшчщц' else 'ом'} е"
        return stem + endings.split()[OBLIQUE.index(case)]


def regular(word: str, known: bool) -> Regular:
    """The word as such a name; `known`: its suffix makes that sure."""
    return Regular(word, "noun", "nomn", "sing", "masc", "anim", known, frozenset(), word, None)


_ORDINAL = re.compile(r"\d+[-‑](ый|ой|ий|ая|ое|ые|ие|[йяе])")
_ORDINAL_ENDINGS = {"masc": "го му го м м", "femn": "й й ю й й", "neut": "го му е м м", "plur": "х м х ми х"}


@dataclass(frozen=True, slots=True, eq=False)
class Ordinal(Reading):
    """«2-й», «3-я», «11-е» as an adjective."""

    def form(self, case: str, animacy: str) -> str:
        """«1-го», «2-ю»; endings of one or two letters after the last vowel, Мильчин, «Справочник издателя», 6.1.3."""
        stem, nominative_ending = re.split(r"(?<=\d[-‑])", self.word)
        if case == "accs" and self.gender in {"masc", ""} and animacy == "inan":
            return stem + nominative_ending[-1]
        return stem + _ORDINAL_ENDINGS[self.gender or "plur"].split()[OBLIQUE.index(case)]


@lru_cache(maxsize=2_000)
def ordinals(token: str) -> tuple[Reading, ...]:
    """Readings of an ordinal number in figures, none for another token."""
    found = _ORDINAL.fullmatch(token.lower())
    if not found:
        return ()
    kinds = {"й": ["masc"], "я": ["femn"], "е": ["neut", ""]}[found[1][-1]]
    return tuple(
        Ordinal(
            token.lower(), "adjective", "nomn", "sing" if gender else "plur", gender, "", True, frozenset(), token, None
        )
        for gender in kinds
    )


def agree(adjective: Reading, noun: Reading) -> bool:
    """Same number, and in the singular same gender (a noun of common gender agrees with both)."""
    if adjective.number != noun.number:
        return False
    return adjective.number == "plur" or adjective.gender == noun.gender or noun.gender not in {"masc", "femn", "neut"}
