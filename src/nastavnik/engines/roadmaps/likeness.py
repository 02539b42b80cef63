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

from .concordance import Concordance, features, stems
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


def likeness(text: str) -> dict[str, float]:
    """Votes for each kind and for `NONE`, the strongest first; kinds without votes are left out."""
    return dict(_likeness(text))


@lru_cache(maxsize=5000)
def _likeness(text: str) -> tuple[tuple[str, float], ...]:
    return tuple(count_votes({one for own in features(text) for one in own}).items())


def count_votes(asked: set[str]) -> dict[str, float]:
    """Votes of these features for each kind and for `NONE`, the strongest first."""
    total: dict[str, float] = {}
    for feature in sorted(asked):  # sums of floats must not hang on the order of a set
        for code, vote in _votes(feature):
            total[code] = total.get(code, 0.0) + vote
    return dict(sorted(total.items(), key=lambda pair: -pair[1]))


@lru_cache(maxsize=20000)
def spoken_by(word: str) -> frozenset[str]:
    """Kinds, and `NONE`, for which a word votes by itself."""
    return frozenset(code for stem in stems(word) for code, _ in _votes(stem))


@lru_cache(maxsize=1)
def _of_other_work() -> frozenset[int]:
    return frozenset(at for at, codes in enumerate(_learned()[1]) if codes == (NONE,))


_ODDS = 3.0  # no word alone is surer than twenty to one
_UNKNOWN = -0.7  # a word that no phrase has speaks rather of other work: the examples of mentoring are the fuller


@lru_cache(maxsize=20000)
def odds(word: str) -> float:
    """Logarithm of how much oftener a word stands in phrases of the kinds than in those of other work, −3 … 3."""
    concordance, kinds, sizes = _learned()
    found = concordance.phrases_with(stems(word)[0])
    if not found:
        return _UNKNOWN
    other = len(found & _of_other_work())
    ours = (len(found) - other + 0.5) / (len(kinds) - sizes[NONE] + 1)
    return max(-_ODDS, min(_ODDS, math.log(ours * (sizes[NONE] + 1) / (other + 0.5))))


def speaking(text: str, code: str) -> frozenset[int]:
    """Positions of the words that speak for a kind at least half as strongly as the strongest of them."""
    strength = [sum(vote for f in token for kind, vote in _votes(f) if kind == code) for token in features(text)]
    most = max(strength, default=0.0)
    return frozenset(at for at, value in enumerate(strength) if value > 0 and value >= 0.5 * most)
