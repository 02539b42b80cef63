"""What goes in: the instance as frozen values. Source of the format: `nastavnik-match/1`, matching.md § 3."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

FORMAT = "nastavnik-match/1"
RESULT_FORMAT = "nastavnik-match-result/1"
#: Version of the solver: the same instance under the same version gives the same bytes.
ENGINE = "1.2.0"
#: The version of an answer that needed the solver of the extra.
ENGINE_HELPED = f"{ENGINE}+cp-sat"

MODES = ("assign", "stable", "hybrid")
OBJECTIVES = ("card_total", "card_fair_total", "card_leximin", "card_keep_total", "total", "pareto")
POLICIES = ("hard", "open_or_close")
#: Scores of a pair are whole numbers from -SCORE_LIMIT to SCORE_LIMIT.
SCORE_LIMIT = 10**6

#: Ranked groups, best first; those in one group are equal.
Preferences = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Mentee:
    """`preferences` is None where the mentee ranked nobody."""

    id: str
    name: str = ""
    consent: bool = True
    organization: str | None = None
    person: str | None = None
    preferences: Preferences | None = None


@dataclass(frozen=True, slots=True)
class Mentor:
    """`capacity` and `minimum` count mentees."""

    id: str
    capacity: int
    minimum: int = 0
    name: str = ""
    consent: bool = True
    organization: str | None = None
    person: str | None = None
    preferences: Preferences | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion of a pair: the value 0…100 and the sentence that explains it."""

    code: str
    value: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair that may be made. `barred`: codes of the reasons why it may not."""

    mentee: str
    mentor: str
    score: int
    parts: tuple[Part, ...] = ()
    barred: tuple[str, ...] = ()
    #: Whether the instance gave a score (in `stable` it need not).
    scored: bool = True


@dataclass(frozen=True, slots=True)
class Quota:
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
    pairs: tuple[Pair, ...]
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
