"""Which kinds a text names: what its signs and its likeness to example phrases say of each of its acts, weighed.

Each kind that either witness names is weighed, act by act, by a logistic rule of what both say about it (`witnesses`).
Its weights were fitted by bench/fitting.py on wordings that neither the signs nor the examples had seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from .likeness import speaking
from .text import words
from .witnesses import Said, hear

LEAST = 0.42  # a kind less probable than this is left out


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


# What is said of a kind → its weight; `witnesses` tells what each means.
_WEIGHTS = {
    "always": -5.84,
    "signed": 0.43,
    "weak sign": 1.83,
    "nothing is signed": -1.96,
    "share of votes": 1.62,
    "share in the whole point": 1.17,
    "votes by word": 0.94,
    "most votes": 1.32,
    "most votes by a margin": 0.28,
    "unsigned beside a signed kind with votes": -4.12,
    "other work, signed": -2.64,
    "other work, not signed": -2.95,
    "share of its words": 1.57,
    "odds of its words": 0.03,
    "odds of its words, signed": 1.08,
    "odds of its surest word": 0.28,
    "not the first act": 0.60,
}


@lru_cache(maxsize=5000)
def judge(text: str) -> tuple[Judged, ...]:
    """Every kind that may be named by a text, the most probable first; of a kind that several acts may name, the act
    that names it most surely."""
    best: dict[str, Judged] = {}
    for said in hear(text):
        for code, values in said.of.items():
            probability = 1 / (1 + math.exp(-sum(_WEIGHTS[name] * value for name, value in values.items())))
            if code not in best or probability > best[code].probability:
                positions = said.signs.get(code) or _speaking(text, said, code)
                best[code] = Judged(code, probability, positions, code in said.signs)
    return tuple(sorted(best.values(), key=lambda one: -one.probability))


def _speaking(text: str, said: Said, code: str) -> frozenset[int]:
    """Positions of the words of an act that speak for a kind."""
    own = sorted({position for position, _ in said.act})
    told = words(text)
    return frozenset(own[at] for at in speaking(" ".join(told[position] for position in own), code))
