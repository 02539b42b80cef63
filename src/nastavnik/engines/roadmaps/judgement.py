"""Which kinds a text names, by two witnesses: signs (`signs`, `acts`) and likeness to example phrases (`likeness`).

Each kind that either witness names is weighed by a logistic rule of what both say about it. Its weights were fitted
by bench/fitting.py on wordings that neither the signs nor the examples had seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from .acts import guess_of, kinds_of
from .clauses import clauses
from .likeness import NONE, likeness, speaking
from .text import words

LEAST = 0.42  # a kind less probable than this is left out
_NEAREST = 6  # so many kinds that the examples suggest are weighed


@dataclass(frozen=True, slots=True)
class Judged:
    """A kind, how probable it is that the text names it, the positions of the words that speak of it, and whether a
    sign found it."""

    code: str
    probability: float
    positions: frozenset[int]
    signed: bool

    @property
    def first(self) -> int:
        """Position of its first word."""
        return min(self.positions, default=0)


# What is said of a kind → its weight. `share`: its votes by those of the kind with most votes.
_WEIGHTS = {
    "always": -5.12,
    "signed": 1.59,
    "one of several signed": 0.01,
    "weak sign": 1.65,
    "nothing is signed": -1.08,
    "share": 2.81,
    "votes by word": 1.3,
    "most votes": 0.15,
    "most votes, nothing is signed": 0.42,
    "share in its act": 0.99,
    "most votes by a margin": 1.62,
    "most votes in its act": 0.75,
    "another signed kind has votes": -0.12,
    "unsigned beside a signed kind with votes": -2.52,
    "share of a signed kind": 0.35,
    "other work, signed": -2.12,
    "other work, nothing is signed": -2.42,
}


@lru_cache(maxsize=5000)
def judge(text: str) -> tuple[Judged, ...]:
    """Every kind that may be named by a text, the most probable first."""
    signed = {match.code: match.positions for match in kinds_of(text)}
    weak = {match.code: match.positions for match in guess_of(text)} if not signed else {}
    judged = []
    for code, said in weigh(text, list(signed), list(weak)).items():
        probability = 1 / (1 + math.exp(-sum(_WEIGHTS[name] * value for name, value in said.items())))
        positions = signed.get(code) or weak.get(code) or speaking(text, code)
        judged.append(Judged(code, probability, positions, code in signed))
    return tuple(sorted(judged, key=lambda one: -one.probability))


def weigh(text: str, signed: list[str], weak: list[str]) -> dict[str, dict[str, float]]:
    """What both witnesses say of each kind that one of them names: kind → name of a weight → value."""
    votes = dict(likeness(text))
    other_work = votes.pop(NONE, 0.0)
    most = max(votes.values(), default=0.0) or 1.0
    ranked = list(votes)
    share = {code: vote / most for code, vote in votes.items()}
    margin = (votes[ranked[0]] - votes[ranked[1]]) / most if len(ranked) > 1 else 0.0
    in_act, first_in_act = _by_acts(text)
    length = len(words(text)) + 3
    found = {}
    for code in dict.fromkeys([*signed, *weak, *ranked[:_NEAREST], *first_in_act]):
        has_sign, first = code in signed, ranked[:1] == [code]
        beside = max((share.get(other, 0.0) for other in signed if other != code), default=0.0)
        found[code] = {
            "always": 1.0,
            "signed": has_sign,
            "one of several signed": has_sign and len(signed) > 1,
            "weak sign": code in weak,
            "nothing is signed": not signed,
            "share": share.get(code, 0.0),
            "votes by word": votes.get(code, 0.0) / length,
            "most votes": first,
            "most votes, nothing is signed": first and not signed,
            "share in its act": in_act.get(code, 0.0) if first_in_act else share.get(code, 0.0),
            "most votes by a margin": first * margin,
            "most votes in its act": code in first_in_act,
            "another signed kind has votes": beside,
            "unsigned beside a signed kind with votes": (not has_sign) * beside,
            "share of a signed kind": has_sign * share.get(code, 0.0),
            "other work, signed": has_sign * min(2.0, other_work / most),
            "other work, nothing is signed": (not signed) * min(2.0, other_work / most),
        }
    return found


def _by_acts(text: str) -> tuple[dict[str, float], list[str]]:
    """Of a point with several acts: each kind's greatest share of votes in one act, and the first kind of each act."""
    parts = clauses(text.lower().replace("ё", "е"))
    shares: dict[str, float] = {}
    firsts: list[str] = []
    for part in parts if len(parts) > 1 else ():
        votes = dict(likeness(" ".join(word for _, word in part)))
        votes.pop(NONE, None)
        most = max(votes.values(), default=0.0)
        if most:
            firsts.append(next(iter(votes)))
            for code, vote in votes.items():
                shares[code] = max(shares.get(code, 0.0), vote / most)
    return shares, firsts
