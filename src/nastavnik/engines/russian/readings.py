"""Dictionary readings of a word as plain values: what the phrase declension needs to know, and how to inflect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from . import morph

OBLIQUE = ("gent", "datv", "accs", "ablt", "loct")
_PLAIN_MARKS = frozenset({"Fixd", "Abbr", "Name", "Surn", "Patr", "Geox", "Subx", "ADVB"})


@dataclass(frozen=True, slots=True)
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
        return _inflected(self.parse, frozenset(wanted)) or self.word


@lru_cache(maxsize=50_000)
def _inflected(parse: Any, wanted: frozenset[str]) -> str:
    found = parse.inflect(wanted)
    return str(found.word) if found else ""


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[Reading, ...]:
    """All readings of a lower-case word, the likeliest first."""
    return tuple(_plain(parse) for parse in morph.parses(word))


def _plain(parse: Any) -> Reading:
    tag = parse.tag
    pos = str(tag.POS or "")
    kind = "noun" if pos == "NOUN" else "adjective" if pos in {"ADJF", "PRTF"} else "other"
    grammemes = frozenset(str(grammeme) for grammeme in tag.grammemes)
    marks = (grammemes & _PLAIN_MARKS) | ({"ADVB"} if pos == "ADVB" else frozenset())
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


_PERSON = re.compile(r"(?:лаборант|машинист|механик|монтажник|педагог|менеджер|инструктор|тренер|оператор|врач)$")
_PERSON_SUFFIX = re.compile(r"(?:лог|вед|ист|щик|чик)$")


def _is_person(parse: Any) -> bool:
    """«рентгенолаборант», «кинолог»: masculine names of people that the dictionary has or guesses as things."""
    if not {"NOUN", "inan", "masc"} <= parse.tag.grammemes:
        return False
    lemma = str(parse.normal_form)
    return bool(_PERSON.search(lemma) or (not parse.is_known and _PERSON_SUFFIX.search(lemma)))


def nominative(word: str) -> list[Reading]:
    """Readings as a nominative noun, adjective or participle; the dictionary's own if it has any, else guesses."""
    found = [
        r
        for r in readings(word.lower())
        if r.kind in {"noun", "adjective"} and r.case == "nomn" and "Abbr" not in r.marks
    ]
    known = [r for r in found if r.known]
    return known or found


def nominative_nouns(word: str) -> list[Reading]:
    """Nominative nouns that are no names of persons."""
    return [r for r in nominative(word) if r.kind == "noun" and not r.marks & {"Name", "Surn", "Patr"}]


def nominative_adjectives(word: str) -> list[Reading]:
    """Nominative adjectives and participles."""
    return [r for r in nominative(word) if r.kind == "adjective"]


def agree(adjective: Reading, noun: Reading) -> bool:
    """Same number, and in the singular same gender (a noun of common gender agrees with both)."""
    if adjective.number != noun.number:
        return False
    return adjective.number == "plur" or adjective.gender == noun.gender or noun.gender not in {"masc", "femn", "neut"}
