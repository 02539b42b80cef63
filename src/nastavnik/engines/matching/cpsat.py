"""CP-SAT as the last resort: for ties and tangled musts that the core's own search did not finish.

One worker and a deterministic limit: the same version gives the same answer on every machine. OR-Tools is the extra `region`;
where it is missing every function answers None and the core's own answer stands. What comes back is checked by the caller.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from math import floor
from typing import Any, NamedTuple

from .flow import OUTSIDE
from .formulation import Task

# Limit of one call in the solver's own deterministic seconds: some seconds to half a minute.
_EFFORT = 4.0
# The solver's numbers: sums stay below this.
_GREATEST = 2**60
# More pairs than this and the model itself is too large to help.
_MOST_PAIRS = 20_000
_POLL = 0.1


class Found(NamedTuple):
    """`at[t]`: mentor or −1, worth `value`; no answer is worth more than `bound`."""

    at: tuple[int, ...]
    value: int
    bound: int


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("ortools") is not None


def best_of_task(task: Task, hint: Sequence[int] | None, stop: Callable[[], bool] | None) -> Found | None:
    """The best matching of an `assign` task with all its musts; starting from `hint`. None: not installed, too large, or nothing was found."""
    pairs = [(t, m) for t, row in enumerate(task.gains) for m in row if task.locks.get(t, m) == m]
    if not fits(pairs, task.gains):
        return None
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    made, by_mentor = variables(model, pairs, task.high, hint)
    for t, m in task.locks.items():
        model.add(made[t, m] == 1)
    for m, low in enumerate(task.low):
        if low:
            load = sum(made[t, m] for t in by_mentor[m])
            least: Any = low
            if task.open_or_close:
                opened = model.new_bool_var("")
                for t in by_mentor[m]:
                    model.add_implication(made[t, m], opened)
                least = low * opened
            model.add(load >= least)
    for quota in task.quotas:
        number = sum(variable for (t, m), variable in made.items() if quota.covers(t, m))
        if quota.low:
            model.add(number >= quota.low)
        if quota.high is not None:
            model.add(number <= quota.high)
    for group in task.together:
        first = group[0]
        for m in sorted({m for t in group for m in task.gains[t]}):
            for t in group[1:]:
                model.add(made.get((t, m), 0) == made.get((first, m), 0))
    return solved(model, made, task.gains, {}, len(task.gains), stop)


def fits(pairs: Sequence[tuple[int, int]], worth: Sequence[Mapping[int, int]]) -> bool:
    """Whether the solver is there and its numbers are long enough."""
    greatest = sum(max((abs(value) for value in row.values()), default=0) for row in worth)
    return 0 < len(pairs) <= _MOST_PAIRS and greatest < _GREATEST and available()


def variables(
    model: Any, pairs: Sequence[tuple[int, int]], places: Sequence[int], hint: Sequence[int] | None
) -> tuple[dict[tuple[int, int], Any], list[list[int]]]:
    """A variable per pair; each mentee at most once, each mentor as often as there are places."""
    made = {pair: model.new_bool_var("") for pair in pairs}
    by_mentee: dict[int, list[Any]] = {}
    by_mentor: list[list[int]] = [[] for _ in places]
    for (t, m), variable in made.items():
        by_mentee.setdefault(t, []).append(variable)
        by_mentor[m].append(t)
        if hint is not None:
            model.add_hint(variable, int(hint[t] == m))
    for row in by_mentee.values():
        model.add_at_most_one(row)
    for m, people in enumerate(by_mentor):
        if len(people) > places[m]:
            model.add(sum(made[t, m] for t in people) <= places[m])
    return made, by_mentor


def solved(
    model: Any,
    made: Mapping[tuple[int, int], Any],
    worth: Sequence[Mapping[int, int]],
    locks: Mapping[int, int],
    mentees: int,
    stop: Callable[[], bool] | None,
    linear: int = 1,
    effort: float = _EFFORT,
) -> Found | None:
    """The best answer of a model with its bound; `linear`: how much of it is relaxed to a linear programme (0 … 2);
    `effort`: the limit in the solver's own seconds.
    """
    from ortools.sat.python import cp_model

    model.maximize(sum(worth[t][m] * variable for (t, m), variable in made.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.linearization_level = linear
    solver.parameters.max_deterministic_time = effort
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(_POLL):
            if stop is not None and stop():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    if stop is not None:
        watcher.start()
    status = solver.solve(model)
    ended.set()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    at = [locks.get(t, OUTSIDE) for t in range(mentees)]
    value = 0
    for (t, m), variable in made.items():
        if solver.boolean_value(variable):
            at[t] = m
            value += worth[t][m]
    if status == cp_model.OPTIMAL:
        return Found(tuple(at), value, value)
    # The bound is told as a float: rounded down, and up again by what a float may have lost.
    bound = floor(solver.best_objective_bound + 1e-6)
    return Found(tuple(at), value, max(value, bound + (abs(bound) >> 50)))
