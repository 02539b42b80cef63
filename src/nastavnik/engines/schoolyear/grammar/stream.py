"""A read-only view of tokens with the few questions every part of the grammar asks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from .repair import fold, repair
from .tokens import Token, tokenize
from .words import UNITS

_END = Token("end", "", 0, (), 0, 0)


class Stream:
    """Tokens by index (past the end: kind «end»), the repaired text and its folded form."""

    __slots__ = ("_words", "folded", "memo", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.folded = fold(text)
        #: Readings already made at a token: several phrases try the same expression.
        self.memo: dict[tuple[str, int], Any] = {}
        self._words: dict[tuple[int, int], str] = {}

    @classmethod
    def of(cls, raw: str) -> Stream:
        return cls(repair(raw))

    def __getitem__(self, at: int) -> Token:
        return self.tokens[at] if 0 <= at < len(self.tokens) else _END

    def __len__(self) -> int:
        return len(self.tokens)

    def is_any(self, at: int, *words: str) -> bool:
        return self[at].text in words

    def matches(self, at: int, pattern: str) -> bool:
        """The token's whole text fits the pattern."""
        return 0 <= at < len(self.tokens) and _fits(pattern, self.tokens[at].text)

    def phrase(self, at: int, *patterns: str) -> int | None:
        """Index after consecutive tokens that fit the patterns; a pattern with «?» in front may be absent."""
        for pattern in patterns:
            optional = pattern.startswith("?")
            if self.matches(at, pattern[1:] if optional else pattern):
                at += 1
            elif not optional:
                return None
        return at

    def unit(self, at: int) -> str | None:
        """The unit a token names («месяц» → month); abbreviations keep their dot for `after_dot`."""
        return UNITS.get(self[at].text)

    def after_dot(self, at: int) -> int:
        return at + 1 if self[at].text == "." else at

    def after_words(self, at: int, words: str) -> int:
        """Index after as many tokens as `words` has words; punctuation between them is free."""
        left = len(words.split())
        while left and self[at].kind != "end":
            if self[at].kind != "punct":
                left -= 1
            at += 1
        return at

    def slice(self, first: int, last: int) -> str:
        """The text from token `first` to the token before `last`."""
        if first >= last:
            return ""
        return self.text[self[first].start : self[last - 1].end]

    def words_from(self, at: int, limit: int = 12) -> str:
        """Folded words from a token on, single spaces between: for tables of set phrases."""
        known = self._words.get((at, limit))
        if known is None:
            known = " ".join(token.text for token in self.tokens[at : at + limit] if token.kind != "punct")
            self._words[at, limit] = known
        return known


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=65536)
def _fits(pattern: str, word: str) -> bool:
    """Remembered, because the same few words meet the same patterns in every cell of a plan."""
    return _compiled(pattern).fullmatch(word) is not None
