"""Counted nouns: «2 преподавателя», «пять студентов», «двое наставников» in cases.

The number governs the noun in the nominative and agrees with it in the other cases; persons after 2–4 take the
genitive as accusative. Source: «Русская грамматика» (1980), numerals; Розенталь, § 163–166.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from . import morph
from .readings import Reading, readings
from .tokens import is_word
from .wordlist import words

_FEW = words("2 3 4 два две три четыре оба обе")
_COLLECTIVE = words("двое трое четверо пятеро шестеро семеро")


@dataclass(frozen=True, slots=True, eq=False)
class Counted(Reading):
    """A noun or adjective that a number governs; oblique cases are those of the plural."""

    def form(self, case: str, animacy: str) -> str:
        """The accusative of persons is their genitive, that of things stays as written."""
        if case == "accs":
            if animacy != "anim":
                return self.word
            case = "gent"
        found = self.parse.inflect({case, "plur"})
        return str(found.word) if found else self.word


@dataclass(frozen=True, slots=True, eq=False)
class Numeral(Reading):
    """A number in words."""

    def form(self, case: str, animacy: str) -> str:
        """As written in the accusative of things and of the numbers from five on."""
        if case == "accs":
            if animacy != "anim" or not (self.word in _FEW or self.word in _COLLECTIVE):
                return self.word
            case = "gent"
        wanted = {case, "femn"} if self.word == "обе" else {case}
        found = self.parse.inflect(wanted)
        return str(found.word) if found else self.word


def quantity(tokens: list[str], start: int, stop: int) -> tuple[dict[int, Reading], Reading, int] | None:
    """(what declines, the noun, the index after it) when a number and the noun it governs begin at `start`."""
    number = tokens[start].lower()
    numeral = _numeral(number)
    if numeral is None and not re.fullmatch(r"\d{1,4}", number):
        return None
    few = number in _FEW or (number.isdigit() and number[-1] in "234" and number[-2:-1] != "1")
    if number.isdigit() and number[-1] == "1" and number[-2:-1] != "1":
        return None
    last: tuple[int, Reading] | None = None
    forms: dict[int, Reading] = {} if numeral is None else {start: numeral}
    wanted = ("gent", "sing" if few else "plur")
    cases = {"gent", "nomn"} if few else {"gent"}  # «две учебные (учебных) группы»
    for i in range(start + 1, stop):
        token = tokens[i]
        if token.isspace():
            continue
        if not is_word(token):
            break
        own = [r for r in readings(token.lower()) if r.known and not r.marks & {"Fixd", "Surn", "Name"}]
        noun = next((r for r in own if r.kind == "noun" and (r.case, r.number) == wanted), None)
        modifier = next((r for r in own if r.kind == "adjective" and r.number == "plur" and r.case in cases), None)
        if modifier is None and noun is None:
            break
        if modifier is not None:
            forms[i] = _counted(modifier)
            last = last if noun is None else (i, noun)
        elif noun is not None:
            last = (i, noun)
            break
    if last is None:
        return None
    place, noun = last
    # «вижу 22 лица»: a compound number in figures leaves the accusative as it is.
    forms[place] = _counted(noun if len(number) == 1 or numeral else replace(noun, animacy="inan"))
    return forms, forms[place], place + 1


def _counted(reading: Reading) -> Counted:
    return Counted(
        reading.word, reading.kind, "nomn", "plur", reading.gender, reading.animacy, True, reading.marks,
        reading.lemma, reading.parse,
    )  # fmt: skip


@lru_cache(maxsize=10_000)
def _numeral(word: str) -> Numeral | None:
    """Two and more in words; collective ones, which the dictionary does not inflect, by their own endings."""
    if word in _COLLECTIVE:
        return _Collective(word, "numeral", "nomn", "plur", "", "", True, frozenset(), word, None)
    for parse in morph.parses(word):
        if parse.is_known and parse.tag.POS == "NUMR" and "nomn" in parse.tag and word not in {"несколько", "много"}:
            return Numeral(word, "numeral", "nomn", "plur", "", "", True, frozenset(), word, parse)
    return None


@dataclass(frozen=True, slots=True, eq=False)
class _Collective(Numeral):
    """«двое – двоих», «четверо – четверых»."""

    def form(self, case: str, animacy: str) -> str:
        if case == "accs" and animacy != "anim":
            return self.word
        soft = self.word.endswith("ое")
        endings = {"gent": "их ых", "datv": "им ым", "accs": "их ых", "ablt": "ими ыми", "loct": "их ых"}
        return self.word[:-1] + endings[case].split()[0 if soft else 1]
