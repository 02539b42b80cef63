"""An instance in numbers: mentees and mentors by index in the order that breaks ties, pairs as gains."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import add

from . import admissible
from .model import Instance, Mentee, Mentor, Pair, columns_of
from .objectives import Scales, scales_for
from .rows import Rows


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
    #: record(t, m): a listed pair, without looking at the others
    record: Callable[[int, int], Pair]

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
    listing = _Listing(instance, mentees, mentors, row, column)
    scores = listing.scores()
    base = frozenset((row[t], column[m]) for t, m in instance.base or ())
    most = sum(1 for row_scores in scores if row_scores)
    values = {score for row_scores in scores for score in row_scores.values()}
    scales = scales_for(objective, sorted(values), most, instance.bands)
    worth = {score: scales.gain(score) for score in values}
    gains = [{m: worth[score] for m, score in row_scores.items()} for row_scores in scores]
    for t, m in base if scales.kept else ():
        if m in gains[t]:
            gains[t][m] += scales.kept
    task = Task(
        gains=gains,
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
    return Formulation(
        instance, objective, seed, mentees, mentors, scores, scales, base, task, listing.rows, listing.record
    )


class _Listing:
    """The listed pairs by (mentee, mentor) in the order that breaks ties; records are made where one is asked for."""

    def __init__(
        self,
        instance: Instance,
        mentees: Sequence[Mentee],
        mentors: Sequence[Mentor],
        row: Mapping[str, int],
        column: Mapping[str, int],
    ) -> None:
        self.instance, self.mentees, self.mentors, self.column = instance, mentees, mentors, column
        self.columns = columns_of(instance.pairs)
        self.watched = admissible.watched(instance)
        self.width = width = len(mentors)
        start = {name: place * width for name, place in row.items()}
        keys = list(
            map(add, map(start.__getitem__, self.columns.mentees), map(column.__getitem__, self.columns.mentors))
        )
        self.order = sorted(range(len(keys)), key=keys.__getitem__)
        self.keys = [keys[place] for place in self.order]
        self.rows: Rows[dict[int, tuple[Pair, list[str]]]] = Rows(len(mentees), self._row)

    def scores(self) -> list[dict[int, int]]:
        """By mentee: {mentor: score} of the admissible pairs."""
        found: list[dict[int, int]] = [{} for _ in self.mentees]
        tails, heads, values, barred = self.columns
        quiet = self.watched.nobody
        for key, place in zip(self.keys, self.order, strict=True):
            if place in barred:
                continue
            t, m = divmod(key, self.width)
            if quiet or self.watched.plain(tails[place], heads[place]) or not self._bars(t, m, place):
                found[t][m] = values[place]
        return found

    def record(self, t: int, m: int) -> Pair:
        """A listed pair."""
        return self.instance.pairs[self.order[bisect_left(self.keys, t * self.width + m)]]

    def _bars(self, t: int, m: int, place: int) -> list[str]:
        return admissible.bars_of(self.instance, self.mentees[t], self.mentors[m], self.instance.pairs[place])

    def _row(self, t: int) -> dict[int, tuple[Pair, list[str]]]:
        found = {}
        for number in range(bisect_left(self.keys, t * self.width), bisect_left(self.keys, (t + 1) * self.width)):
            place = self.order[number]
            m = self.keys[number] - t * self.width
            pair = self.instance.pairs[place]
            plain = not pair.barred and self.watched.plain(pair.mentee, pair.mentor)
            found[m] = (pair, [] if plain else self._bars(t, m, place))
        return found


def with_gains(task: Task, gains: Sequence[dict[int, int]]) -> Task:
    """The same musts over other gains."""
    return replace(task, gains=gains)
