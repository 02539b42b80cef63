"""Signs of kinds: what `kinds.toml` says, compiled, and how a sign fits the words of a clause.

A sign is a set of word beginnings that must stand in one clause; verbs are read as the nouns of the same deed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .clauses import Clause

# How far the next word of a chain may stand: «a+b» within five words, «a=b» within three.
_GAPS = {"+": 5, "=": 3}
_CHAIN = re.compile("([+=])")
# Words that open a point and say nothing of its kind: «организация и проведение …».
LIGHT = ("провед", "организац", "осуществл", "обеспечен", "участи")
_NO_HEADS = {"и", "их", "его", "ее"}


@dataclass(slots=True, eq=False)
class Word:
    """Alternatives for one word: exact forms and beginnings. Compared by identity: equal parts share one object."""

    exact: tuple[str, ...]
    beginnings: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Pattern:
    """One place of a sign: alternatives for one word, or a chain of such words in their order.

    `gaps[n]`: within how many words chain[n + 1] follows chain[n].
    """

    chain: tuple[Word, ...]
    gaps: tuple[int, ...] = ()
    absent: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind as `kinds.toml` describes it, its signs compiled."""

    code: str
    signs: tuple[tuple[Pattern, ...], ...]
    weak: tuple[tuple[Pattern, ...], ...]
    phrases: tuple[str, ...]
    beats: frozenset[str]
    beats_unless: str
    beats_text: frozenset[str]
    covers: frozenset[str]
    from_group: bool
    from_result: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A kind found in a text and the words that speak of it (their positions among the words of the text)."""

    code: str
    positions: frozenset[int]

    @property
    def first(self) -> int:
        """Position of the first word."""
        return min(self.positions)

    def weight(self, said: frozenset[int]) -> tuple[int, int]:
        """Words outside of `said`, all words."""
        return len(self.positions - said), len(self.positions)

    def is_aside(self, said: frozenset[int]) -> bool:
        """Whether it rests on words that name no act of their own."""
        return 2 * len(self.positions & said) >= len(self.positions)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def load_kinds() -> tuple[Kind, ...]:
    """All kinds with their signs compiled; read once."""
    raw = _data()
    classes = {name: value.split() for name, value in raw["words"].items()}
    shared: dict[str, Word] = {}
    kinds = []
    for code, entry in raw["kinds"].items():
        kinds.append(
            Kind(
                code,
                tuple(_compile(sign, classes, shared) for sign in entry["signs"]),
                tuple(_compile(sign, classes, shared) for sign in entry.get("weak", ())),
                tuple(entry["phrases"]),
                frozenset(entry.get("beats", ())),
                entry.get("beats_unless", ""),
                frozenset(entry.get("beats_text", ())),
                frozenset(entry.get("covers", ())),
                entry.get("from_group", False),
                entry.get("from_result", False),
            )
        )
    return tuple(kinds)


@lru_cache(maxsize=1)
def by_code() -> dict[str, Kind]:
    """Kinds by their code."""
    return {kind.code: kind for kind in load_kinds()}


def _compile(sign: str, classes: dict[str, list[str]], shared: dict[str, Word]) -> tuple[Pattern, ...]:
    places = sign.split()
    places.sort(key=lambda place: place[0] == "!")  # what must stand there is asked first
    return tuple([_pattern(place, classes, shared) for place in places])


def _pattern(place: str, classes: dict[str, list[str]], shared: dict[str, Word]) -> Pattern:
    absent, head = place[0] == "!", place[0] == "^"
    if absent or head:
        place = place[1:]
    parts = _CHAIN.split(place)
    chain = tuple([_word(part, classes, shared) for part in parts[::2]])
    return Pattern(chain, tuple([_GAPS[mark] for mark in parts[1::2]]), absent, head)


def _word(part: str, classes: dict[str, list[str]], shared: dict[str, Word]) -> Word:
    if part in shared:
        return shared[part]
    alternatives: list[str] = []
    for option in part.replace("ё", "е").split("|"):
        alternatives += classes[option[1:]] if option.startswith("@") else [option]
    exact = tuple(a for a in alternatives if not a.endswith("*"))
    shared[part] = Word(exact, tuple(a[:-1] for a in alternatives if a.endswith("*")))
    return shared[part]


# One clause ---------------------------------------------------------------------------------------------------------


def matches(clause: Clause, said: frozenset[int] = frozenset(), *, weak: bool = False) -> dict[str, Match]:
    """The best sign of each kind that fits the words of a clause: most words outside of `said`, then most words.
    `weak`: ask the weak signs. Kinds come in the order of `kinds.toml`."""
    index: dict[Word, list[int]] = {}
    for at, (_, token) in enumerate(clause):
        for word in _words_of(token):
            index.setdefault(word, []).append(at)
    head = next(
        (at for at, (_, token) in enumerate(clause) if token not in _NO_HEADS and not token.startswith(LIGHT)), 0
    )
    found: dict[str, Match] = {}
    by_first = _signs_by_first(weak)
    for _, code, sign in sorted(entry for word in index for entry in by_first.get(word, ())):
        places = _fits(sign, head, index)
        if places:
            match = Match(code, frozenset(clause[at][0] for at in places))
            known = found.get(code)
            if known is None or match.weight(said) > known.weight(said):
                found[code] = match
    return found


@lru_cache(maxsize=2)
def _signs_by_first(weak: bool) -> dict[Word, list[tuple[int, str, tuple[Pattern, ...]]]]:
    """Signs by their first word, each with its place in `kinds.toml` and the code of its kind."""
    found: dict[Word, list[tuple[int, str, tuple[Pattern, ...]]]] = {}
    signs = ((kind.code, sign) for kind in load_kinds() for sign in (kind.weak if weak else kind.signs))
    for place, (code, sign) in enumerate(signs):
        found.setdefault(sign[0].chain[0], []).append((place, code, sign))
    return found


def _fits(sign: tuple[Pattern, ...], head: int, index: dict[Word, list[int]]) -> set[int]:
    positions: set[int] = set()
    for pattern in sign:
        place = _place(pattern, head, index)
        if pattern.absent:
            if place:
                return set()
        elif not place:
            return set()
        else:
            positions |= place
    return positions


def _place(pattern: Pattern, head: int, index: dict[Word, list[int]]) -> set[int]:
    for start in index.get(pattern.chain[0], ()):
        if pattern.head and start > head:
            break
        taken, last = {start}, start
        for word, gap in zip(pattern.chain[1:], pattern.gaps, strict=True):
            nxt = next((p for p in index.get(word, ()) if last < p <= last + gap), None)
            if nxt is None:
                break
            taken.add(nxt)
            last = nxt
        else:
            return taken
    return set()


@lru_cache(maxsize=1)
def _lookup() -> tuple[dict[str, list[Word]], dict[str, list[Word]]]:
    """Words of signs by exact form and by beginning."""
    exact: dict[str, list[Word]] = {}
    beginnings: dict[str, list[Word]] = {}
    for word in {
        word for kind in load_kinds() for sign in kind.signs + kind.weak for place in sign for word in place.chain
    }:
        for form in word.exact:
            exact.setdefault(form, []).append(word)
        for form in word.beginnings:
            beginnings.setdefault(form, []).append(word)
    return exact, beginnings


@lru_cache(maxsize=1)
def _deeds() -> dict[str, tuple[str, ...]]:
    """Beginning of a verb → nouns of the same deed. A plan may say «изучить» where the signs say «изучен*»."""
    return {verb: tuple(nouns.split()) for verbs, nouns in _data()["deeds"].items() for verb in verbs.split()}


@lru_cache(maxsize=1)
def _same() -> dict[str, tuple[str, ...]]:
    """Beginning of a word → words of the same meaning that the signs know («подопечн» → «наставляемых»)."""
    return {start: tuple(known.split()) for starts, known in _data()["same"].items() for start in starts.split()}


# Forms of a verb: the infinitive, the present, the imperative of plural, the passive («собираем», «собраны»).
_VERB = re.compile(
    r"(?:ть|ти|чь|ться|тись|ем|им|ют|ут|ят|ат|[еиую]тся|[ая]тся|аются|яются|уются|ите|йте|[ае]н(?:а|о|ы)?)$"
)


def _nouns_of(token: str) -> tuple[str, ...]:
    return _longest(token, _deeds()) if _VERB.search(token) else ()


def _longest(token: str, table: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What the table says of the longest beginning of the token that it has."""
    for length in range(len(token), 3, -1):
        if token[:length] in table:
            return table[token[:length]]
    return ()


# «заявок», «памяток»: the genitive of plural has a vowel that no other form has.
_FLEETING = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])[ое]к$")


def nouns_of(token: str) -> tuple[str, ...]:
    """Other words by which signs and examples may know a word: nouns of the same deed, words of the same meaning."""
    return (*_nouns_of(token), *_longest(token, _same()))


@lru_cache(maxsize=1)
def known_as(shown: Callable[[str], str]) -> dict[str, list[str]]:
    """What `nouns_of` may give, as `shown` shows a noun → beginnings of the words for which it may give it."""
    found: dict[str, list[str]] = {}
    for table in (_deeds(), _same()):
        for start, nouns in table.items():
            for noun in nouns:
                found.setdefault(shown(noun), []).append(start)
    return found


@lru_cache(maxsize=20000)
def _words_of(token: str) -> frozenset[Word]:
    exact, beginnings = _lookup()
    found: set[Word] = set()
    for form in (token, _FLEETING.sub("к", token), *nouns_of(token)):
        found.update(exact.get(form, ()))
        for length in range(1, len(form) + 1):
            found.update(beginnings.get(form[:length], ()))
    return frozenset(found)
