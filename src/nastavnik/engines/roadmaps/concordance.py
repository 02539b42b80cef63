"""In which phrases a stem, or a pair of neighbouring stems, stands: answered word by word, when asked.

A plan asks for a few hundred stems of the many thousand that the example phrases have. Stems of all of them would cost a
cold command more than the rest of its work, so only words that may have the asked stem are looked at: a stem is the
beginning of its word, and words that are also known by another noun are few and listed (`signs.known_as`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from .signs import known_as, nouns_of
from .text import stem, words

_STEM = 7  # letters of a stem that tell words apart
_TOKEN = re.compile(r"[а-яa-z0-9]{3,}|\n")


@lru_cache(maxsize=20000)
def stems(word: str) -> tuple[str, ...]:
    """The stem of a lower-case word, then stems of the other nouns it is known by."""
    others = nouns_of(word)
    own = stem(word)[:_STEM]
    return tuple(dict.fromkeys([own, *(stem(form)[:_STEM] for form in others)])) if others else (own,)


def features(text: str) -> list[set[str]]:
    """For each word of a text its features: its stems, each alone and behind the first stem of the word before; no
    features for words of two letters."""
    found: list[set[str]] = []
    before = ""
    for word in words(text):
        if len(word) < 3:
            found.append(set())
            continue
        own = stems(word)
        found.append({*own, *(f"{before} {one}" for one in own)} if before else set(own))
        before = own[0]
    return found


class Concordance:
    """Where the features of phrases stand; phrases are known by their number."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._tokens = _TOKEN.findall("\n".join([*phrases, ""]).lower().replace("ё", "е"))
        self._phrase = list(accumulate(token == "\n" for token in self._tokens))
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(self._tokens):
            self._places[token].append(place)
        self._sorted = sorted(self._places)
        self._by_stem: dict[str, tuple[list[int], frozenset[str]]] = {}

    def phrases_with(self, feature: str) -> set[int]:
        """Numbers of the phrases in which a feature stands."""
        first, _, second = feature.rpartition(" ")
        places, held = self._with_stem(second)
        if first:
            before, opening = self._with_stem(first, own=True)
            if len(before) < len(places):
                places = [at + 1 for at in before if self._tokens[at + 1] in held]
            else:
                places = [at for at in places if self._tokens[at - 1] in opening]
        return {self._phrase[at] for at in places}

    def _with_stem(self, asked: str, *, own: bool = False) -> tuple[list[int], frozenset[str]]:
        """(places of the words that have a stem, these words). `own`: the first stem only."""
        key = f"{asked} " if own else asked
        if key not in self._by_stem:
            found = {word for word in self._beginning(asked) if stems(word)[0] == asked}
            if not own:
                others = (word for start in known_as(_stem_of_noun).get(asked, ()) for word in self._beginning(start))
                found.update(word for word in others if asked in stems(word))
            self._by_stem[key] = ([at for word in found for at in self._places[word]], frozenset(found))
        return self._by_stem[key]

    def _beginning(self, start: str) -> list[str]:
        """All words with a beginning."""
        return self._sorted[bisect_left(self._sorted, start) : bisect_left(self._sorted, start + "\uffff")]


def _stem_of_noun(noun: str) -> str:
    return stem(noun)[:_STEM]
