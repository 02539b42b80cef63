"""What two witnesses say of the kinds of each act of a point: signs (`acts`) and likeness to example phrases.

An act is heard by itself, and once more with the things that the other acts name: «поиск наставников, пополнение базы»
is the base of mentors. Deeds of other acts are not lent: a search makes no search of the base.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .acts import acts_of, guess_of, kinds_of
from .clauses import Clause
from .concordance import stems
from .heads import is_deed
from .likeness import NONE, count_votes, likeness, odds, spoken_by
from .signs import LIGHT
from .text import words

_NEAREST = 5  # so many kinds that the examples suggest for an act are weighed
_LENT = 0.5  # how much a word of another act counts


@dataclass(frozen=True, slots=True)
class Said:
    """An act; the kinds whose signs stand in it, with the positions of their words; and of each kind that may be named,
    what is said of it: name of a weight → value."""

    act: Clause
    signs: dict[str, frozenset[int]]
    of: dict[str, dict[str, float]]


def hear(text: str) -> list[Said]:
    """What is said of the kinds of each act of a text."""
    acts = acts_of(text)
    signed = {match.code: match.positions for match in kinds_of(text)}
    weak = {} if signed else {match.code: match.positions for match in guess_of(text)}
    whole = _without_none(likeness(text))[0]
    names = _names(text)
    found = []
    for at, act in enumerate(acts):
        at_home = {code: places for code, places in (signed | weak).items() if _home(places, acts) == at}
        lent = {word for other in acts if other is not act for _, word in other} - {word for _, word in act}
        topics = {stem for word in lent if len(word) > 2 and not is_deed(word) for stem in stems(word)}
        here = [code for code in at_home if code in signed]
        content = [word for position, word in act if position not in names and len(word) > 2]
        of = _of_act([word for _, word in act], content, topics, here, set(at_home) - set(here), whole, later=at > 0)
        found.append(Said(act, at_home, of))
    return found


def _of_act(
    told: list[str],
    content: list[str],
    topics: set[str],
    signed: list[str],
    weak: set[str],
    whole: dict[str, float],
    *,
    later: bool,
) -> dict[str, dict[str, float]]:
    votes, other_work = _without_none(likeness(" ".join(told)))
    content = [word for word in content if not word.startswith(LIGHT)]
    own = {stem for word in content for stem in stems(word)}
    borrowed = count_votes(topics - own)
    mixed = {code: vote + _LENT * borrowed.get(code, 0.0) for code, vote in votes.items()}
    ranked = sorted(mixed, key=lambda code: -mixed[code])
    most = max(votes.values(), default=0.0) or 1.0
    most_mixed = mixed[ranked[0]] if ranked else 1.0
    most_whole = max(whole.values(), default=0.0) or 1.0
    margin = (mixed[ranked[0]] - mixed[ranked[1]]) / most_mixed if len(ranked) > 1 else 0.0
    work = [odds(word) for word in content] or [0.0]
    speaking = [spoken_by(word) for word in content]
    found = {}
    for code in dict.fromkeys([*signed, *weak, *list(votes)[:_NEAREST], *ranked[:_NEAREST]]):
        has_sign, first = code in signed, ranked[:1] == [code]
        beside = max((mixed.get(other, 0.0) / most_mixed for other in signed if other != code), default=0.0)
        found[code] = {
            "always": 1.0,
            "signed": has_sign,
            "weak sign": code in weak,
            "nothing is signed": not signed,
            "share of votes": mixed.get(code, 0.0) / most_mixed,
            "share in the whole point": whole.get(code, 0.0) / most_whole,
            "votes by word": votes.get(code, 0.0) / (len(told) + 3),
            "most votes": first,
            "most votes by a margin": first * margin,
            "unsigned beside a signed kind with votes": (not has_sign) * beside,
            "other work, signed": has_sign * min(2.0, other_work / most),
            "other work, not signed": (not has_sign) * min(2.0, other_work / most),
            "share of its words": sum(code in kinds for kinds in speaking) / max(1, len(content)),
            "odds of its words": sum(work) / len(work),
            "odds of its words, signed": has_sign * sum(work) / len(work),
            "odds of its surest word": max(work),
            "not the first act": later,
        }
    return found


def _without_none(votes: dict[str, float]) -> tuple[dict[str, float], float]:
    """(votes for kinds, votes for other work)."""
    other_work = votes.pop(NONE, 0.0)
    return votes, other_work


# «ГБПОУ «Заречный колледж»»: what an organisation is called says nothing of an act.
_NAME = re.compile(r"\b[А-ЯЁ]{2,}(?: [А-ЯЁ]{2,})*(?: «[^»]*»?| № ?\d+)?")


def _names(text: str) -> set[int]:
    """Positions of the words of names of organisations."""
    found: set[int] = set()
    for match in _NAME.finditer(text):
        begin = len(words(text[: match.start()]))
        found.update(range(begin, begin + len(words(match.group()))))
    return found if 2 * len(found) < len(words(text)) else set()  # a plan may be written in capitals


def _home(places: frozenset[int], acts: list[Clause]) -> int:
    """The act in which most words of a sign stand."""
    return max(range(len(acts)), key=lambda at: (len(places & {position for position, _ in acts[at]}), -at))
