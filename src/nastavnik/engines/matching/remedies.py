"""What would help a mentee without a pair: the smallest single change, proven by the exchange graph or a second solve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import admissible, words
from .exchange import Move
from .results import Relaxation

if TYPE_CHECKING:
    from .explain import Explainer


class Remedies:
    """Relaxations of one solution, with what its explainer knows."""

    def __init__(self, explainer: Explainer) -> None:
        self.explainer = explainer
        self.problem = explainer.problem

    def relaxation(self, t: int) -> Relaxation | None:
        """The first single change that gives this mentee a pair and takes nobody's: a place, a bar, the own consent."""
        if not self.problem.mentees[t].consent:
            return self._by_consent(t)
        return self._by_place(t) or self._by_pair(t)

    def _by_place(self, t: int) -> Relaxation | None:
        problem = self.problem
        by_gain = problem.objective == "total"
        closed = [
            m
            for m, (pair, bars) in self.explainer.listed[t].items()
            if bars == [admissible.NO_PLACE] and (pair.score > 0 or not by_gain)
        ]
        if self.explainer.exchange is None:
            found = self.explainer.trials.place(t, closed)
            return None if found is None else self._place(found, ())
        starts = self.starts(t)
        if starts:
            answer = self.explainer.exchange.admit(starts, extra=True, by_gain=by_gain)
            if answer is not None:
                return self._place(answer[2], self.explainer.exchange.named(answer[1]))
        for m in closed:
            if not self._under_quota(m) or self.explainer.trials.place_at(t, m):
                return self._place(m, ())
        return None

    def _under_quota(self, m: int) -> bool:
        """Whether some quota speaks of the mentor: then a new pair is tried by a second solve."""
        return any(quota.mentors is None or m in quota.mentors for quota in self.problem.task.quotas)

    def _place(self, m: int, moves: Sequence[Move]) -> Relaxation:
        mentor = self.problem.mentors[m]
        text = words.capacity_words(words.label(mentor), self.explainer.chain(moves))
        return Relaxation("capacity", text, mentor.id, 1, None, self.explainer.ids(moves))

    def _by_pair(self, t: int) -> Relaxation | None:
        """One bar lifted: listed pairs with a single bar by falling score, then pairs nobody listed."""
        problem, mentee = self.problem, self.problem.mentees[t]
        by_gain = problem.objective == "total"
        liftable: list[tuple[int, int, str]] = []
        for m, (pair, bars) in self.explainer.listed[t].items():
            if len(bars) == 1 and bars[0] not in (
                admissible.MENTOR_CONSENT,
                admissible.PERSON,
                admissible.NO_PLACE,
            ):
                liftable.append((-pair.score, m, bars[0]))
        liftable.sort()
        if not by_gain:
            for m, mentor in enumerate(problem.mentors):
                if m not in self.explainer.listed[t]:
                    bars = admissible.bars_of(problem.instance, mentee, mentor, None)
                    if bars == [admissible.UNLISTED]:
                        liftable.append((0, m, admissible.UNLISTED))
        for minus_score, m, bar in liftable:
            if by_gain and minus_score >= 0:
                continue
            moves = self._way_in(t, m, -minus_score)
            if moves is not None:
                mentor = problem.mentors[m]
                text = words.pair_words(words.label(mentor), bar, self.explainer.chain(moves))
                return Relaxation("pair", text, mentor.id, None, bar, self.explainer.ids(moves))
        return None

    def _by_consent(self, t: int) -> Relaxation | None:
        by_gain = self.problem.objective == "total"
        rows = [
            (-pair.score, m)
            for m, (pair, bars) in self.explainer.listed[t].items()
            if bars == [admissible.MENTEE_CONSENT] and (pair.score > 0 or not by_gain)
        ]
        for minus_score, m in sorted(rows):
            moves = self._way_in(t, m, -minus_score)
            if moves is not None:
                return Relaxation("consent", words.CONSENT_HELPS, moves=self.explainer.ids(moves))
        return None

    def _way_in(self, t: int, m: int, score: int) -> Sequence[Move] | None:
        """Who moves when mentee t comes to mentor m, whose pair is new, and nobody loses a place; None: impossible."""
        if self.explainer.exchange is None or self._under_quota(m):
            return () if self.explainer.trials.pair(t, m, score) else None
        gain = self.problem.gain(t, m, score)
        answer = self.explainer.exchange.admit([(m, gain)], extra=False, by_gain=self.problem.objective == "total")
        return None if answer is None else self.explainer.exchange.named(answer[1])

    def starts(self, t: int) -> list[tuple[int, int]]:
        """Nodes and gains of a mentee's admissible pairs, the best first."""
        flow = self.explainer.solution.flow
        return [] if flow is None else sorted(flow.edges[t], key=lambda edge: (-edge[1], edge[0]))
