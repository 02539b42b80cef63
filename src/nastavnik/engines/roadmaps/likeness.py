"""How like a point is to the example phrases of each kind: words and pairs of words vote for the kinds they stand by.

Each feature (a stem, two neighbouring stems) gives a kind the logarithm of how much oftener it stands in the phrases of
this kind than in all others (the weight of evidence of naive Bayes, votes against a kind left out). What is learned
comes from `phrases.txt` and the phrases of `kinds.toml`; it is counted when first asked.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from .signs import load_kinds, nouns_of
from .text import stem, words

NONE = "-"  # stands for all work of a school that is none of the kinds
_STEM = 7  # letters of a stem that tell words apart
_CHANCE = 1.0
_FEW, _OTHERS = 0.05, 0.3  # added to the counts, so that a word seen once does not decide alone


@lru_cache(maxsize=1)
def _learned() -> tuple[dict[str, list[int]], list[tuple[str, ...]], Counter[str]]:
    """(feature → phrases it stands in, kinds of each phrase, kind → how many phrases)."""
    stands_in: dict[str, list[int]] = {}
    kinds: list[tuple[str, ...]] = []
    for at, (codes, phrase) in enumerate(examples()):
        kinds.append(codes or (NONE,))
        for feature in _bag(phrase):
            if feature in stands_in:
                stands_in[feature].append(at)
            else:
                stands_in[feature] = [at]
    return stands_in, kinds, Counter(code for codes in kinds for code in codes)


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


def _bag(text: str) -> set[str]:
    """All features of a text: what `features` gives for each word, without the sets between; thousands are counted."""
    stems = [_stems(word) for word in words(text) if len(word) > 2]
    found = {one for own in stems for one in own}
    found.update([f"{before[0]} {one}" for before, own in pairwise(stems) for one in own])
    return found


def features(text: str) -> list[set[str]]:
    """For each word of a text its features: stems of the word and of nouns of the same deed, each alone and behind the
    stem of the word before; no features for words of two letters."""
    found: list[set[str]] = []
    before = ""
    for word in words(text):
        if len(word) < 3:
            found.append(set())
            continue
        stems = _stems(word)
        found.append({*stems, *(f"{before} {one}" for one in stems)} if before else set(stems))
        before = stems[0]
    return found


@lru_cache(maxsize=20000)
def _stems(word: str) -> tuple[str, ...]:
    others = nouns_of(word)
    own = stem(word)[:_STEM]
    return tuple(dict.fromkeys([own, *(stem(form)[:_STEM] for form in others)])) if others else (own,)


@lru_cache(maxsize=20000)
def _votes(feature: str) -> tuple[tuple[str, float], ...]:
    """How strongly a feature speaks for each kind that it stands by."""
    stands_in, kinds, sizes = _learned()
    phrases = stands_in.get(feature, [])
    votes = []
    for code, times in Counter(code for at in phrases for code in kinds[at]).items():
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
    for feature in sorted(_bag(text)):  # sums of floats must not hang on the order of a set
        for code, vote in _votes(feature):
            total[code] = total.get(code, 0.0) + vote
    return dict(sorted(total.items(), key=lambda pair: -pair[1]))


def speaking(text: str, code: str) -> frozenset[int]:
    """Positions of the words that speak for a kind at least half as strongly as the strongest of them."""
    strength = [sum(vote for f in token for kind, vote in _votes(f) if kind == code) for token in features(text)]
    most = max(strength, default=0.0)
    return frozenset(at for at, value in enumerate(strength) if value > 0 and value >= 0.5 * most)
