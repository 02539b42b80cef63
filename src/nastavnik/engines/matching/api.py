"""The one door to the solvers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .errors import InstanceError
from .model import OBJECTIVES, Instance
from .results import Result


def solve(
    instance: Instance | dict[str, Any],
    *,
    objective: str | None = None,
    explain: bool = False,
    leaving: bool = False,
    sure: bool = False,
    seed: int | None = None,
    why: Sequence[tuple[str, str]] = (),
    stop: Callable[[], bool] | None = None,
) -> Result:
    """Solve an instance; `objective` and `seed` override its own.

    `explain`: relaxations, contributions, «почему не», and in small instances what the leaving of each mentor would cost;
    `leaving`: that in instances of any size, `sure`: for each pair the best matching without it (mode `assign`). `why`: pairs (mentee, mentor) to answer for. `stop`: asked now and
    then, true ends a search early (status `feasible`). An instance no matching satisfies gives status `infeasible`.
    Raises InstanceError (breaks the format), UnknownPair.
    """
    given = instance if isinstance(instance, Instance) else Instance.from_json(instance)
    goal = given.objective if objective is None else objective
    check_objective(given, goal)
    number = given.seed if seed is None else seed
    if given.mode == "assign":
        from .assign import solve_assign

        return solve_assign(given, goal, number, explain=explain, leaving=leaving, sure=sure, why=why, stop=stop)
    from .stable import solve_stable

    return solve_stable(given, goal, number, explain=explain, why=why, stop=stop)


def check_objective(instance: Instance, objective: str) -> None:
    """Whether the instance has what the objective needs. Raises InstanceError."""
    if objective not in OBJECTIVES:
        raise InstanceError(
            "objective", "objective", f"Цель «{objective}» неизвестна. Допустимо: {', '.join(OBJECTIVES)}."
        )
    if instance.mode != "assign":
        return
    if objective == "card_fair_total" and not instance.bands:
        raise InstanceError(
            "bands", "bands", "Для цели card_fair_total нужны границы полос: укажите bands, например [20, 40, 60]."
        )
    if objective == "card_keep_total" and instance.base is None:
        raise InstanceError("base", "base", "Для цели card_keep_total нужны прежние пары: укажите их в base.")
