"""How like a point is to the example phrases of each kind: words and pairs of words vote for the kinds they stand by.

Each feature (a stem, two neighbouring stems) gives a kind the logarithm of how much oftener it stands in the phrases of
this kind than in all others (the weight of evidence of naive Bayes, votes against a kind left out). What is learned
comes from `phrases.txt` and the phrases of `kinds.toml`; it is counted when first asked.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from pathlib import Path

from .concordance import Concordance, features
from .signs import load_kinds

NONE = "-"  # stands for all work of a school that is none of the kinds
_CHANCE = 1.0
_FEW, _OTHERS = 0.05, 0.3  # added to the counts, so that a word seen once does not decide alone


@lru_cache(maxsize=1)
def _learned() -> tuple[Concordance, list[tuple[str, ...]], Counter[str]]:
    """(where features stand, kinds of each phrase, kind → how many phrases)."""
    known = examples()
    kinds = [codes or (NONE,) for codes, _ in known]
    return Concordance(phrase for _, phrase in known), kinds, Counter(code for codes in kinds for code in codes)


def examples() -> list[tuple[tuple[str, ...], str]]:
    """(kinds, phrase) of every example; no kinds where a phrase is none of them."""
    made: list[tuple[tuple[str, ...], str]] = [
        ((kind.code,), phrase) for kind in load_kinds() for phrase in kind.phrases
    ]
    for line in (Path(__file__).parent / "phrases.txt").read_text("utf-8").splitlines():
        codes, parted, phrase = line.partition(": ")
        if parted and not line.startswith("#"):
            made.append((() if codes == "-" else tuple(codes.split(",")), phrase))
    return made


@lru_cache(maxsize=20000)
def _votes(feature: str) -> tuple[tuple[str, float], ...]:
    """How strongly a feature speaks for each kind that it stands by."""
    concordance, kinds, sizes = _learned()
    phrases = concordance.phrases_with(feature)
    counted: Counter[str] = Counter()
    for codes, times in Counter(map(kinds.__getitem__, phrases)).items():
        for code in codes:
            counted[code] += times
    votes = []
    for code, times in counted.items():
        share = (times + _FEW) / (sizes[code] + 2 * _FEW)
        elsewhere = (len(phrases) - times + _OTHERS) / (len(kinds) - sizes[code] + 2 * _OTHERS)
        if share > elsewhere:
            # What stands in one phrase of a kind may stand there by chance: «за чашкой чая».
            votes.append((code, times / (times + _CHANCE) * math.log(share / elsewhere)))
    return tuple(votes)


@lru_cache(maxsize=5000)
def likeness(text: str) -> dict[str, float]:
    """Votes for each kind and for `NONE`, the strongest first; kinds without votes are left out."""
    total: dict[str, float] = {}
    for feature in sorted(
        {one for own in features(text) for one in own}
    ):  # sums of floats must not hang on the order of a set
        for code, vote in _votes(feature):
            total[code] = total.get(code, 0.0) + vote
    return dict(sorted(total.items(), key=lambda pair: -pair[1]))


def speaking(text: str, code: str) -> frozenset[int]:
    """Positions of the words that speak for a kind at least half as strongly as the strongest of them."""
    strength = [sum(vote for f in token for kind, vote in _votes(f) if kind == code) for token in features(text)]
    most = max(strength, default=0.0)
    return frozenset(at for at, value in enumerate(strength) if value > 0 and value >= 0.5 * most)
