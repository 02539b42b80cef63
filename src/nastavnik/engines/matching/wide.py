"""`assign` of very many pairs: the flow is left to the solver of the extra; prices and proof are found anew over arrays.

Only for one plain flow: capacities, consent, prohibitions and bars; no minimums, locks, quotas or groups, nobody on both
sides, one organisation; and only where the objective fits in one int64. Everything else, and every instance where the
extra is missing, goes the ordinary way. Records of pairs are looked at again only for whom something is asked about.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from . import admissible
from .alternatives import free_cycle
from .exchange import Move
from .flow import OUTSIDE, ROOT, Flow
from .formulation import Formulation, Task, ordered_ids
from .model import Columns, Instance, Pair, Pairs, columns_of
from .objectives import Scales, scales_for
from .rows import Rows
from .search import Solution
from .tree import Tree

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray

#: Objectives whose numbers may fit.
_OBJECTIVES = ("card_total", "card_keep_total", "card_fair_total", "total")

# What a pair counts for at the first try, in greatest scores; and rounds in which its prices must be found.
_GUESS = 16
_GUESS_ROUNDS = 60
# A place that comes or goes, nobody moves.
_PLACE = -1


def wide_of(instance: Instance, objective: str, seed: int) -> Wide | None:
    """The instance over arrays, None where it is to go the ordinary way."""
    if objective not in _OBJECTIVES or not instance.cross_organization:
        return None
    if instance.locked or instance.quotas or instance.together or any(mentor.minimum for mentor in instance.mentors):
        return None
    persons = {mentee.person for mentee in instance.mentees} & {mentor.person for mentor in instance.mentors} - {None}
    if persons or any(find_spec(name) is None for name in ("numpy", "ortools")):
        return None
    wide = Wide(instance, objective, seed)
    return wide if wide.fits else None


class Wide:
    """Edges are the admissible pairs by (mentee, mentor), numbered in the order of the seed."""

    def __init__(self, instance: Instance, objective: str, seed: int) -> None:
        import numpy as np

        self.instance, self.objective, self.seed = instance, objective, seed
        self.mentees = tuple(instance.mentee_by_id[name] for name in ordered_ids(instance.mentee_by_id, seed))
        self.mentors = tuple(instance.mentor_by_id[name] for name in ordered_ids(instance.mentor_by_id, seed))
        self.row = {mentee.id: index for index, mentee in enumerate(self.mentees)}
        self.column = {mentor.id: index for index, mentor in enumerate(self.mentors)}
        number, width = len(instance.pairs), len(self.mentors)
        columns = columns_of(instance.pairs)
        key = self._numbered(instance.pairs, columns)
        # The places of the listed pairs in `instance.pairs`, by (mentee, mentor); pairs of mentee t from `start[t]` on.
        self.order = np.argsort(key, kind="stable")
        key = key[self.order]
        self.start = np.searchsorted(key, np.arange(len(self.mentees) + 1) * width)
        tail, head = key // width, key % width
        open_ = np.array([mentee.consent for mentee in self.mentees], bool)[tail]
        open_ &= np.array([mentor.consent and mentor.capacity > 0 for mentor in self.mentors], bool)[head]
        if columns.barred:
            free = np.ones(number, bool)
            free[list(columns.barred)] = False
            open_ &= free[self.order]
        if instance.forbidden:
            open_ &= ~np.isin(key, self._keys(instance.forbidden))
        self.open = open_
        score = np.array(columns.scores, np.int64)[self.order]
        self.key, self.score = key[open_], score[open_]
        self.tail, self.head = tail[open_].astype(np.int32), head[open_].astype(np.int32)
        self.places = np.array([min(mentor.capacity, len(self.mentees)) for mentor in self.mentors], np.int64)
        ends = [int(self.score.min(initial=0)), int(self.score.max(initial=0))]
        self.scales: Scales = scales_for(objective, ends, int(np.count_nonzero(np.bincount(self.tail))), instance.bands)
        self.widest = max(map(abs, ends))

    def _numbered(self, pairs: Sequence[Pair], columns: Columns) -> NDArray[int64]:
        """Of each listed pair: mentee · number of mentors + mentor, in the order of the seed."""
        import numpy as np

        number, width = len(pairs), len(self.mentors)
        if isinstance(pairs, Pairs):
            given = np.array(pairs.keys, np.int64)
            row = np.array([self.row[mentee.id] for mentee in self.instance.mentees], np.int64)
            column = np.array([self.column[mentor.id] for mentor in self.instance.mentors], np.int64)
            return row[given // width] * width + column[given % width]
        key = np.fromiter(map(self.row.__getitem__, columns.mentees), np.int64, number) * width
        key += np.fromiter(map(self.column.__getitem__, columns.mentors), np.int64, number)
        return key

    def _keys(self, couples: Iterable[tuple[str, str]]) -> list[int]:
        return [self.row[t] * len(self.mentors) + self.column[m] for t, m in couples]

    @property
    def fits(self) -> bool:
        """Whether no number of the solver can overflow."""
        from .region.flow import room_for_costs

        greatest = self.scales.card + self.scales.kept + max(self.scales.penalty, default=0) + self.widest
        return greatest <= room_for_costs(len(self.mentees), len(self.mentors))

    @cached_property
    def gain(self) -> NDArray[int64]:
        """Gain of each edge."""
        import numpy as np

        scales = self.scales
        gain = scales.card + scales.total * self.score
        if scales.kept:
            gain += scales.kept * np.isin(self.key, self._keys(self.instance.base or ()))
        if scales.penalty:
            band = np.searchsorted(np.array(scales.thresholds), self.score, side="right")
            gain -= np.array([*scales.penalty, 0])[band]
        return gain

    @cached_property
    def _optimum(self) -> tuple[NDArray[int64], NDArray[int64]]:
        """By mentee the edge of an optimum or −1, and the price of each mentor and of the outside.

        Where a pair counts for more than any total, a pair that counts for a few scores is tried first: the solver needs
        fewer rounds, and the prices found at full weight prove the answer, or that all was in vain.
        """
        from .region.flow import best_flow
        from .region.residual import NotOptimal

        light = _GUESS * self.widest + 1
        if self.scales.card > light and not self.scales.kept and not self.scales.penalty:
            guess = best_flow(self.tail, self.head, light + self.score, self.places, *self._nobody)
            with contextlib.suppress(NotOptimal):
                return guess, self._prices(guess, _GUESS_ROUNDS)
        chosen = best_flow(self.tail, self.head, self.gain, self.places, *self._nobody)
        return chosen, self._prices(chosen, None)

    def _prices(self, chosen: NDArray[int64], rounds: int | None) -> NDArray[int64]:
        """Prices that prove an optimum. Raises NotOptimal where there are none, or none is found in so many rounds."""
        from .region.residual import exchange_graph, prices

        graph = exchange_graph(self.tail, self.head, self.gain, self.places, chosen, *self._nobody)
        distance = prices(graph, rounds)
        return distance[-1] - distance

    @property
    def chosen(self) -> NDArray[int64]:
        """By mentee: the edge of an optimum or −1."""
        return self._optimum[0]

    @property
    def price(self) -> NDArray[int64]:
        """Of each mentor and of the outside, 0, as `Flow.price`."""
        return self._optimum[1]

    @property
    def _nobody(self) -> tuple[NDArray[bool_], NDArray[bool_]]:
        """Nobody must be matched, no mentor full."""
        import numpy as np

        return np.zeros(len(self.mentees), bool), np.zeros(len(self.mentors), bool)

    # -- for the rest of the engine

    @cached_property
    def problem(self) -> Formulation:
        """The problem as the other solvers and the explanations know it."""
        listed = Rows(len(self.mentees), self._listed)
        scores = Rows(len(self.mentees), lambda t: {m: pair.score for m, (pair, bars) in listed[t].items() if not bars})
        base = frozenset((self.row[t], self.column[m]) for t, m in self.instance.base or ())
        scales = self.scales
        gains = Rows(len(self.mentees), lambda t: {m: scales.gain(s, (t, m) in base) for m, s in scores[t].items()})
        task = Task(gains, [0] * len(self.mentors), [mentor.capacity for mentor in self.mentors])
        return Formulation(
            instance=self.instance,
            objective=self.objective,
            seed=self.seed,
            mentees=self.mentees,
            mentors=self.mentors,
            scores=scores,
            scales=scales,
            base=base,
            task=task,
            listed=listed,
            record=lambda t, m: listed[t][m][0],
        )

    def _listed(self, t: int) -> dict[int, tuple[Pair, list[str]]]:
        found = {}
        here = slice(self.start[t], self.start[t + 1])
        for place, may_be in zip(self.order[here].tolist(), self.open[here].tolist(), strict=True):
            pair = self.instance.pairs[place]
            m = self.column[pair.mentor]
            bars = [] if may_be else admissible.bars_of(self.instance, self.mentees[t], self.mentors[m], pair)
            found[m] = (pair, bars)
        return found

    def solution(self, explained: bool) -> Solution:
        """The optimum; with its flow and prices where something is to be explained."""
        import numpy as np

        matched = np.flatnonzero(self.chosen >= 0)
        seat = np.full(len(self.mentees), OUTSIDE)
        seat[matched] = self.head[self.chosen[matched]]
        at, value = seat.tolist(), int(self.gain[self.chosen[matched]].sum())
        if not explained:
            return Solution(tuple(at), value, True, value)
        tree = Tree([ROOT] * len(self.mentors), [0] * len(self.mentors), list(self.problem.task.high))
        edges = [list(row.items()) for row in self.problem.task.gains]
        flow = Flow(edges, tree.parent, tree.low, tree.high).placed(at, self.price[:-1].tolist())
        return Solution(tuple(at), value, True, value, flow, tree)

    def made(self) -> list[tuple[str, str, int]]:
        """Made pairs with their scores, ascending by ids."""
        edges = self.chosen[self.chosen >= 0]
        ends = zip(self.tail[edges].tolist(), self.head[edges].tolist(), self.score[edges].tolist(), strict=True)
        return sorted((self.mentees[t].id, self.mentors[m].id, score) for t, m, score in ends)

    def crowded(self) -> frozenset[int]:
        """Mentees left out all of whose mentors are full."""
        import numpy as np

        load = np.bincount(self.head[self.chosen[self.chosen >= 0]], minlength=len(self.mentors))
        left = np.bincount(self.tail, minlength=len(self.mentees)) > 0
        left[self.tail[(load < self.places)[self.head]]] = False
        return frozenset(np.flatnonzero(left & (self.chosen < 0)).tolist())

    def certificate(self) -> dict[str, object]:
        """Prices that prove the optimum, as `assign.certificate` writes them."""
        import numpy as np

        worth = np.zeros(len(self.mentees), np.int64)
        np.maximum.at(worth, self.tail, self.gain - self.price[self.head])
        return {
            "kind": "duals",
            "scales": self.scales.as_data(),
            "mentee": dict(sorted(zip((mentee.id for mentee in self.mentees), worth.tolist(), strict=True))),
            "mentor": dict(sorted(zip((mentor.id for mentor in self.mentors), self.price[:-1].tolist(), strict=True))),
        }

    def other(self) -> list[Move] | None:
        """Moves to another matching of the same value, None: there is none; see `alternatives.equal_optimum`."""
        import numpy as np

        outside = len(self.mentors)
        matched = np.flatnonzero(self.chosen >= 0)
        here = np.full(len(self.mentees), outside)
        here[matched] = self.head[self.chosen[matched]]
        paid = np.zeros(len(self.mentees), np.int64)
        paid[matched] = self.gain[self.chosen[matched]]
        paid -= self.price[here]
        unchosen = np.ones(len(self.tail), bool)
        unchosen[self.chosen[matched]] = False
        tight = np.flatnonzero(unchosen & (paid[self.tail] == self.gain - self.price[self.head]))
        leave = matched[paid[matched] == 0]
        who = np.concatenate([self.tail[tight], leave])
        goal = np.concatenate([self.head[tight], np.full(len(leave), outside)])
        order = np.lexsort((goal, who))
        moves = list(zip(here[who[order]].tolist(), who[order].tolist(), goal[order].tolist(), strict=True))
        free: list[dict[int, int]] = [{} for _ in range(outside + 1)]
        load = np.bincount(here, minlength=outside + 1)[:outside]
        idle = self.price[:-1] == 0
        for m in np.flatnonzero(idle & (load < self.places)).tolist():
            free[m][outside] = _PLACE
        for m in np.flatnonzero(idle & (load > 0)).tolist():
            free[outside][m] = _PLACE
        found = free_cycle(moves, free)
        ends = [*range(outside), OUTSIDE]
        return None if found is None else [Move(t, ends[old], ends[new]) for t, old, new in found]
