"""How like a point is to the example phrases of the kinds: a hint where no sign fits."""

from __future__ import annotations

import math
from functools import lru_cache

from .signs import load_kinds
from .text import stem, words


@lru_cache(maxsize=1)
def _phrases() -> tuple[list[tuple[str, frozenset[str]]], dict[str, float]]:
    bags: list[tuple[str, frozenset[str]]] = []
    counts: dict[str, int] = {}
    for kind in load_kinds():
        for phrase in kind.phrases:
            bag = frozenset(stem(w) for w in words(phrase) if len(w) > 2)
            bags.append((kind.code, bag))
            for word in bag:
                counts[word] = counts.get(word, 0) + 1
    weights = {word: math.log(1 + len(bags) / count) for word, count in counts.items()}
    return bags, weights


@lru_cache(maxsize=5000)
def nearest(text: str) -> tuple[str, float]:
    """The kind whose phrase is most like the text and the likeness 0..1 (cosine over stems, rare words weigh more)."""
    bags, weights = _phrases()
    bag = frozenset(stem(w) for w in words(text) if len(w) > 2)
    unknown = math.log(1 + len(bags))
    own = math.sqrt(sum(weights.get(w, unknown) ** 2 for w in bag)) or 1.0
    best = ("", 0.0)
    for code, phrase in bags:
        shared = sum(weights[w] ** 2 for w in bag & phrase)
        if shared:
            likeness = shared / (own * math.sqrt(sum(weights[w] ** 2 for w in phrase)))
            if likeness > best[1]:
                best = (code, likeness)
    return best
