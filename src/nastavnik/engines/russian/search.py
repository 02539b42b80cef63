"""Words of a text brought to their dictionary forms, for the search column and for the query alike."""

from __future__ import annotations

import re
from functools import lru_cache

from .folding import fold
from .morph import parses

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """Dictionary form of one word, folded; a word that is no Russian word stays."""
    key = fold(word)
    if not key.isalpha() or key.isascii():
        return key
    return fold(parses(key)[0].normal_form)


def lemmas(text: str) -> tuple[str, ...]:
    """Lemmas of all words of the text in their order; a hyphenated word also gives its halves."""
    found: list[str] = []
    for match in _WORD.finditer(fold(text)):
        word = match.group()
        found.append(lemma(word))
        if "-" in word:
            found += [lemma(piece) for piece in word.split("-")]
    return tuple(found)
