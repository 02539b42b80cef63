"""What goes in: the instance as frozen values. Source of the format: `nastavnik-match/1`, matching.md § 3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple, overload

FORMAT = "nastavnik-match/1"
RESULT_FORMAT = "nastavnik-match-result/1"
#: Version of the solver: the same instance under the same version gives the same bytes.
ENGINE = "1.4.0"
#: The version of an answer that needed the solver of the extra.
ENGINE_HELPED = f"{ENGINE}+cp-sat"
#: The version of an answer to very many pairs, whose flow the solver of the extra found.
ENGINE_WIDE = f"{ENGINE}+or-tools"

MODES = ("assign", "stable", "hybrid")
OBJECTIVES = ("card_total", "card_fair_total", "card_leximin", "card_keep_total", "total", "pareto")
POLICIES = ("hard", "open_or_close")
#: Scores of a pair are whole numbers from -SCORE_LIMIT to SCORE_LIMIT.
SCORE_LIMIT = 10**6


#: Ranked groups, best first; those in one group are equal.
Preferences = tuple[tuple[str, ...], ...]

# People, parts and pairs are named tuples: an instance holds tens of thousands, and a frozen dataclass is made ten times
# slower.


class Mentee(NamedTuple):
    """`ranked`: everybody the mentee ranks, best first, None where there is no list; `ties`: the sizes of the groups of
    equals in it, None where each stands alone.
    """

    id: str
    name: str = ""
    consent: bool = True
    organization: str | None = None
    person: str | None = None
    ranked: tuple[str, ...] | None = None
    ties: tuple[int, ...] | None = None

    @property
    def preferences(self) -> Preferences | None:
        """The list by groups."""
        return _groups(self.ranked, self.ties)


class Mentor(NamedTuple):
    """`capacity` and `minimum` count mentees; `ranked`, `ties`: as of a mentee."""

    id: str
    capacity: int
    minimum: int = 0
    name: str = ""
    consent: bool = True
    organization: str | None = None
    person: str | None = None
    ranked: tuple[str, ...] | None = None
    ties: tuple[int, ...] | None = None

    @property
    def preferences(self) -> Preferences | None:
        """The list by groups."""
        return _groups(self.ranked, self.ties)


def _groups(ranked: tuple[str, ...] | None, ties: tuple[int, ...] | None) -> Preferences | None:
    if ranked is None:
        return None
    if ties is None:
        return tuple(zip(ranked, strict=True))
    rest = iter(ranked)
    return tuple(tuple(islice(rest, size)) for size in ties)


class Part(NamedTuple):
    """One criterion of a pair: the value 0…100 and the sentence that explains it."""

    code: str
    value: int
    text: str = ""


class Pair(NamedTuple):
    """A pair that may be made. `barred`: codes of the reasons why it may not."""

    mentee: str
    mentor: str
    score: int
    parts: tuple[Part, ...] = ()
    barred: tuple[str, ...] = ()
    #: Whether the instance gave a score (in `stable` it need not).
    scored: bool = True


class PartColumn(NamedTuple):
    """One criterion over all pairs: values, and the sentences where any are given."""

    code: str
    values: Sequence[int]
    texts: Sequence[str] | None = None


class Pairs(Sequence[Pair]):
    """Pairs of one shape, kept by columns: records are made when one is looked at.

    `keys`: place of the mentee in the instance · number of mentors + place of the mentor; `parts` by code; `barred`: codes by
    place, of the pairs that have any.
    """

    def __init__(
        self,
        mentees: Sequence[str],
        mentors: Sequence[str],
        scores: Sequence[int],
        keys: Sequence[int],
        parts: Sequence[PartColumn] = (),
        barred: Mapping[int, tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        self.mentees, self.mentors, self.scores, self.keys = mentees, mentors, scores, keys
        self.parts, self.barred = parts, barred

    def __len__(self) -> int:
        return len(self.scores)

    @overload
    def __getitem__(self, index: int) -> Pair: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Pair, ...]: ...
    def __getitem__(self, index: int | slice) -> Pair | tuple[Pair, ...]:
        if isinstance(index, slice):
            return self._records[index]
        parts = tuple(
            Part(code, values[index], "" if texts is None else texts[index]) for code, values, texts in self.parts
        )
        return Pair(self.mentees[index], self.mentors[index], self.scores[index], parts, self.barred.get(index, ()))

    def __iter__(self) -> Iterator[Pair]:
        return iter(self._records)

    @cached_property
    def _records(self) -> tuple[Pair, ...]:
        if not self.parts and not self.barred:
            return tuple(map(Pair, self.mentees, self.mentors, self.scores))
        return tuple(map(self.__getitem__, range(len(self))))


class Columns(NamedTuple):
    """Pairs by columns, whatever shape they came in; `barred`: codes by place, of the pairs that have any."""

    mentees: Sequence[str]
    mentors: Sequence[str]
    scores: Sequence[int]
    barred: Mapping[int, tuple[str, ...]]


def columns_of(pairs: Sequence[Pair]) -> Columns:
    """The columns of pairs."""
    if isinstance(pairs, Pairs):
        return Columns(pairs.mentees, pairs.mentors, pairs.scores, pairs.barred)
    barred = {place: pair.barred for place, pair in enumerate(pairs) if pair.barred}
    mentees, mentors, scores = (list(map(itemgetter(field), pairs)) for field in range(3))
    return Columns(mentees, mentors, scores, barred)


class Quota(NamedTuple):
    """Of `mentees` with `mentors` at least `minimum` and at most `maximum` pairs; None: all, no bound."""

    id: str
    mentees: frozenset[str] | None
    mentors: frozenset[str] | None
    minimum: int = 0
    maximum: int | None = None

    def covers(self, mentee: str, mentor: str) -> bool:
        """Whether the pair counts for this quota."""
        return (self.mentees is None or mentee in self.mentees) and (self.mentors is None or mentor in self.mentors)


@dataclass(frozen=True)
class Instance:
    """A validated instance; made by `Instance.from_json`. Records keep the order of the file, answers do not depend on it."""

    id: str
    mode: str
    objective: str
    seed: int
    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    pairs: Sequence[Pair]
    bands: tuple[int, ...] = ()
    weights: dict[str, int] = field(default_factory=dict)
    cross_organization: bool = True
    minimum_policy: str = "hard"
    forbidden: frozenset[tuple[str, str]] = frozenset()
    locked: frozenset[tuple[str, str]] = frozenset()
    base: frozenset[tuple[str, str]] | None = None
    quotas: tuple[Quota, ...] = ()
    together: tuple[frozenset[str], ...] = ()
    warnings: tuple[str, ...] = ()
    #: The instance as it was given (unknown keys included): what a round stores.
    source: dict[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def from_json(cls, data: str | bytes | dict[str, Any]) -> Instance:
        """Read and validate `nastavnik-match/1`: text, bytes or a parsed object. Raises InstanceError."""
        from .reading import read_instance

        return read_instance(data)

    @cached_property
    def sha256(self) -> str:
        """Hex SHA-256 of the canonical text of the source."""
        from .canonical import sha256_of

        return sha256_of(self.source)

    @cached_property
    def mentee_by_id(self) -> dict[str, Mentee]:
        """Mentees by id."""
        return {mentee.id: mentee for mentee in self.mentees}

    @cached_property
    def mentor_by_id(self) -> dict[str, Mentor]:
        """Mentors by id."""
        return {mentor.id: mentor for mentor in self.mentors}

    @cached_property
    def pair_by_ids(self) -> dict[tuple[str, str], Pair]:
        """Listed pairs by (mentee, mentor)."""
        return {(pair.mentee, pair.mentor): pair for pair in self.pairs}
