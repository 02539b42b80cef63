"""Ranked lists in numbers: what the solvers of `stable` and `hybrid` work on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from . import admissible
from .formulation import ordered_ids
from .model import Instance

OUTSIDE = -1


@dataclass(frozen=True)
class Lists:
    """Mutual admissible pairs that may move; locked mentees and their places are taken out.

    `groups[t]`: mentors of mentee t by ties, best first; `rank[m]`: {mentee: number of the tie, 0 = best};
    `places[m]`: places left; `locks`: {mentee: mentor}; `scores[t]`: {mentor: score, 0 where none is given}, empty where the instance has no scores.
    """

    groups: Sequence[Sequence[tuple[int, ...]]]
    rank: Sequence[Mapping[int, int]]
    places: Sequence[int]
    locks: Mapping[int, int]
    scores: Sequence[Mapping[int, int]]

    @cached_property
    def own_rank(self) -> list[dict[int, int]]:
        """`own_rank[t]`: {mentor: number of the tie} of each mentee."""
        return [{m: place for place, group in enumerate(row) for m in group} for row in self.groups]

    @cached_property
    def strict(self) -> bool:
        """No ties on either side."""
        return all(len(group) == 1 for row in self.groups for group in row) and all(
            len(set(rank.values())) == len(rank) for rank in self.rank
        )

    @property
    def size(self) -> int:
        """Number of pairs."""
        return sum(len(rank) for rank in self.rank)

    def blocking(self, at: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs whose both sides would rather have each other; `at[t]`: mentor or −1, locked mentees apart."""
        load = [0] * len(self.places)
        worst = [-1] * len(self.places)
        for t, m in enumerate(at):
            if m != OUTSIDE and t not in self.locks:
                load[m] += 1
                worst[m] = max(worst[m], self.rank[m][t])
        found = []
        for t, row in enumerate(self.own_rank):
            here = row.get(at[t], len(self.places))
            for m, place in row.items():
                if place < here and (load[m] < self.places[m] or self.rank[m][t] < worst[m]):
                    found.append((t, m))
        return found


def build_lists(
    instance: Instance,
    seed: int,
    *,
    one_more: str | None = None,
    lifted: Iterable[tuple[str, str]] = (),
) -> tuple[Lists, tuple[str, ...], tuple[str, ...]]:
    """Lists of an instance with the ids of mentees and mentors in the order of the seed.

    What-if: `one_more` names a mentor with one more place, `lifted` pairs whose bars are lifted.
    """
    mentee_ids = ordered_ids(instance.mentee_by_id, seed)
    mentor_ids = ordered_ids(instance.mentor_by_id, seed)
    column = {name: index for index, name in enumerate(mentor_ids)}
    row = {name: index for index, name in enumerate(mentee_ids)}
    free = set(lifted)
    order = [admissible.ranks(instance.mentor_by_id[name]) for name in mentor_ids]
    # No more places than people: they are numbered one by one where ties are broken.
    places = [min(instance.mentor_by_id[name].capacity + (name == one_more), len(row)) for name in mentor_ids]
    locks = {row[t]: column[m] for t, m in sorted(instance.locked)}
    for m in locks.values():
        places[m] -= 1
    watched, pairs = admissible.watched(instance), instance.pair_by_ids
    listed_only = instance.mode != "stable"

    def may_be(name: str, guide: str) -> bool:
        pair = pairs.get((name, guide)) if pairs else None
        if watched.plain(name, guide) and not (listed_only if pair is None else pair.barred):
            return True
        mentee, mentor = instance.mentee_by_id[name], instance.mentor_by_id[guide]
        bars = admissible.bars_of(instance, mentee, mentor, pair)
        return not bars or (name, guide) in free or (guide == one_more and bars == [admissible.NO_PLACE])

    groups: list[list[tuple[int, ...]]] = []
    ranked: list[dict[int, int]] = [{} for _ in mentor_ids]
    scores: list[dict[int, int]] = []
    for t, name in enumerate(mentee_ids):
        mine: list[tuple[int, ...]] = []
        for group in instance.mentee_by_id[name].preferences or () if t not in locks else ():
            kept = []
            for guide in group:
                m = column[guide]
                place = order[m].get(name)
                if place is not None and places[m] > 0 and may_be(name, guide):
                    kept.append(m)
                    ranked[m][t] = place
            if kept:
                mine.append(tuple(kept) if len(kept) == 1 else tuple(sorted(kept)))
        groups.append(mine)
        everyone = [m for group in mine for m in group] + ([locks[t]] if t in locks else []) if pairs else []
        known = {m: pairs.get((name, mentor_ids[m])) for m in everyone}
        scores.append({m: pair.score if pair is not None else 0 for m, pair in known.items()})
    rank = [_dense(values) for values in ranked]
    return Lists(groups, rank, places, locks, scores), tuple(mentee_ids), tuple(mentor_ids)


def _dense(values: dict[int, int]) -> dict[int, int]:
    """The same order with ties numbered 0, 1, 2 …"""
    number = {value: place for place, value in enumerate(sorted(set(values.values())))}
    return {t: number[value] for t, value in values.items()}


def unit_of(lists: Lists) -> int:
    """What a pair is worth besides its score: more than any difference of totals."""
    greatest = max((abs(score) for row in lists.scores for score in row.values()), default=0)
    return 2 * greatest * (len(lists.groups) + 1) + 1
