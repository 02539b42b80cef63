"""An instance in numbers: mentees and mentors by index in the order that breaks ties, pairs as gains."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from . import admissible
from .model import Instance, Mentee, Mentor, Pair
from .objectives import Scales, scales_for


@dataclass(frozen=True, slots=True)
class QuotaSet:
    """A quota by indices; None: all; `high` None: no bound."""

    key: str
    mentees: frozenset[int] | None
    mentors: frozenset[int] | None
    low: int
    high: int | None

    def covers(self, mentee: int, mentor: int) -> bool:
        """Whether the pair counts."""
        return (self.mentees is None or mentee in self.mentees) and (self.mentors is None or mentor in self.mentors)


@dataclass(frozen=True)
class Task:
    """What the search solves: maximise the sum of gains over admissible pairs under all musts.

    `gains[t]`: {mentor: gain}; `locks`: {mentee: mentor}, always admissible; `low` is a minimum, or with `open_or_close`
    a minimum for a mentor who has anybody.
    """

    gains: Sequence[dict[int, int]]
    low: Sequence[int]
    high: Sequence[int]
    locks: dict[int, int] = field(default_factory=dict)
    quotas: tuple[QuotaSet, ...] = ()
    together: tuple[tuple[int, ...], ...] = ()
    open_or_close: bool = False


@dataclass(frozen=True)
class Formulation:
    """An instance with its task. `mentees`, `mentors` stand in the order of the seed; `scores[t]`: {mentor: score}."""

    instance: Instance
    objective: str
    seed: int
    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    scores: Sequence[dict[int, int]]
    scales: Scales
    base: frozenset[tuple[int, int]]
    task: Task
    #: listed[t]: {mentor: (pair, why it may not be made)}
    listed: Sequence[dict[int, tuple[Pair, list[str]]]]

    def gain(self, mentee: int, mentor: int, score: int) -> int:
        """Gain of a pair, also of one that is not admissible now."""
        return self.scales.gain(score, (mentee, mentor) in self.base)


def ordered_ids(ids: Iterable[str], seed: int) -> list[str]:
    """The order that breaks ties: by id under seed 0, else by SHA-256 of the seed and the id."""
    if seed == 0:
        return sorted(ids)
    return sorted(
        ids, key=lambda name: (hashlib.sha256(f"{seed}\x00{name}".encode("utf-8", "surrogatepass")).digest(), name)
    )


def build_formulation(instance: Instance, objective: str, seed: int) -> Formulation:
    """The problem of `assign` for an objective (`pareto` as `card_total`)."""
    mentees = tuple(instance.mentee_by_id[name] for name in ordered_ids(instance.mentee_by_id, seed))
    mentors = tuple(instance.mentor_by_id[name] for name in ordered_ids(instance.mentor_by_id, seed))
    row = {mentee.id: index for index, mentee in enumerate(mentees)}
    column = {mentor.id: index for index, mentor in enumerate(mentors)}
    listed: list[dict[int, tuple[Pair, list[str]]]] = [{} for _ in mentees]
    plain = admissible.plain_pairs(instance)
    for pair in instance.pairs:
        t, m = row[pair.mentee], column[pair.mentor]
        bars = (
            [] if plain(pair.mentee, pair.mentor, pair) else admissible.bars_of(instance, mentees[t], mentors[m], pair)
        )
        listed[t][m] = (pair, bars)
    listed = [dict(sorted(there.items())) for there in listed]
    scores = [{m: pair.score for m, (pair, bars) in there.items() if not bars} for there in listed]
    base = frozenset((row[t], column[m]) for t, m in instance.base or ())
    most = sum(1 for row_scores in scores if row_scores)
    scales = scales_for(objective, [s for row_scores in scores for s in row_scores.values()], most, instance.bands)
    task = Task(
        gains=[
            {m: scales.gain(s, (t, m) in base) for m, s in row_scores.items()} for t, row_scores in enumerate(scores)
        ],
        low=[mentor.minimum for mentor in mentors],
        high=[mentor.capacity for mentor in mentors],
        locks={row[t]: column[m] for t, m in sorted(instance.locked)},
        quotas=tuple(
            QuotaSet(
                quota.id,
                None if quota.mentees is None else frozenset(row[name] for name in quota.mentees),
                None if quota.mentors is None else frozenset(column[name] for name in quota.mentors),
                quota.minimum,
                quota.maximum,
            )
            for quota in sorted(instance.quotas, key=lambda quota: quota.id)
        ),
        together=tuple(sorted(tuple(sorted(row[name] for name in group)) for group in instance.together)),
        open_or_close=instance.minimum_policy == "open_or_close",
    )
    return Formulation(instance, objective, seed, mentees, mentors, scores, scales, base, task, listed)


def with_gains(task: Task, gains: Sequence[dict[int, int]]) -> Task:
    """The same musts over other gains."""
    return replace(task, gains=gains)
