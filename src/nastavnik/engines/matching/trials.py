"""Second solves: for problems that are not one flow, and for changes that the exchange graph does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .exchange import Move
from .flow import OUTSIDE
from .formulation import Formulation, Task, with_gains
from .search import SearchStopped, Solution, best, feasible

# Work allowed to one trial, see search.WORK_LIMIT; a trial that ends undecided counts as «does not help».
_WORK = 400_000
# Trials allowed to one explanation: what is not reached is not claimed.
_TRIALS = 300


class Trials:
    """What would be, if … : by solving again."""

    def __init__(self, problem: Formulation, solution: Solution) -> None:
        self.problem = problem
        self.solution = solution
        self.task = problem.task
        self.left = _TRIALS

    def may_join(self, t: int, m: int) -> bool:
        """Whether the mentee may be added to what is made, and everything else stays."""
        locks = {who: at for who, at in enumerate(self.solution.at) if at != OUTSIDE} | {t: m}
        gains = [{locks[who]: 0} if who in locks else {} for who in range(len(self.task.gains))]
        return feasible(replace(self.task, gains=gains, locks=locks))

    def place(self, t: int, closed: Sequence[int]) -> int | None:
        """A mentor with whom one more place lets this mentee in; `closed`: mentors without any place that would fit."""
        row = sorted(self.problem.scores[t].items(), key=lambda item: (-item[1], item[0]))
        full = [m for m, _ in row] + list(closed)
        return next((m for m in full if self.place_at(t, m)), None)

    def place_at(self, t: int, m: int) -> bool:
        """Whether one more place of mentor m lets this mentee in and nobody out."""
        high = list(self.task.high)
        high[m] += 1
        gains = list(self.task.gains)
        if m not in gains[t]:
            score = self.problem.record(t, m).score
            gains[t] = {**gains[t], m: self.problem.gain(t, m, score)}
        return self._lets_in(replace(self.task, high=high, gains=gains), t)

    def pair(self, t: int, m: int, score: int) -> bool:
        """Whether making the pair possible lets this mentee in and nobody out."""
        gains = list(self.task.gains)
        gains[t] = {m: self.problem.gain(t, m, score)}
        return self._lets_in(with_gains(self.task, gains), t)

    def _lets_in(self, task: Task, t: int) -> bool:
        """Whether all who have a pair and mentee t can be matched; under `total` the total must grow besides."""
        if not self._may_try():
            return False
        at, scores = self.solution.at, self.problem.scores
        keepers = {who for who, mentor in enumerate(at) if mentor != OUTSIDE} | {t}
        by_gain = self.problem.objective == "total"
        unit = 1 + 2 * sum(max(map(abs, row.values()), default=0) for row in task.gains) if by_gain else 1
        gains = [
            {m: (unit if who in keepers else 0) + (gain if by_gain else 0) for m, gain in row.items()}
            for who, row in enumerate(task.gains)
        ]
        try:
            answer = best(with_gains(task, gains), work=_WORK)
        except SearchStopped:
            return False
        now = sum(scores[who][m] for who, m in enumerate(at) if m != OUTSIDE) + 1 if by_gain else 0
        return answer is not None and answer.value >= unit * len(keepers) + now

    def _may_try(self) -> bool:
        self.left -= 1
        return self.left >= 0

    def forced(self, t: int, m: int) -> list[Move] | None:
        """Who else moves in the best matching with the pair; None: there is none."""
        if not self._may_try():
            return None
        try:
            answer = best(replace(self.task, locks={**self.task.locks, t: m}), work=_WORK)
        except SearchStopped:
            return None
        if answer is None:
            return None
        return [
            Move(who, old, new)
            for who, (old, new) in enumerate(zip(self.solution.at, answer.at, strict=True))
            if old != new and who != t
        ]

    def elsewhere(self, t: int) -> tuple[int, list[Move]] | None:
        """The loss of value in the best matching where the mentee is not where he is, and who moves; None: not known."""
        if not self.solution.proven or not self._may_try():
            return None
        gains = list(self.task.gains)
        gains[t] = {m: gain for m, gain in gains[t].items() if m != self.solution.at[t]}
        try:
            answer = best(with_gains(self.task, gains), work=_WORK)
        except SearchStopped:
            return None
        if answer is None or not answer.proven:
            return None
        both = enumerate(zip(self.solution.at, answer.at, strict=True))
        return self.solution.value - answer.value, [Move(who, old, new) for who, (old, new) in both if old != new]
