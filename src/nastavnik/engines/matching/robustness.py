"""What the leaving of each mentor would cost: the rest is solved on from the prices of the optimum (matching.md § 6)."""

from __future__ import annotations

from dataclasses import replace

from . import words
from .explain import Explainer
from .flow import Flow
from .results import Robustness
from .search import SearchStopped, best

# Work allowed to one second solve, and to all of them, for problems that are not one flow; see search.WORK_LIMIT.
_WORK = 200_000
_ALL_WORK = 6_000_000


def robustness(explainer: Explainer) -> tuple[Robustness, ...]:
    """For every mentor with somebody: the optimum minus the optimum without the mentor, and who would move."""
    problem, solution = explainer.problem, explainer.solution
    plain = solution.flow is not None and solution.tree is not None and not solution.tree.quota_node
    left = _ALL_WORK
    found = []
    for m, mentor in enumerate(problem.mentors):
        if not explainer.load[m]:
            continue
        if plain:
            assert solution.flow is not None
            at: list[int] | None = _without(explainer, solution.flow, m)
        else:
            left -= 1 + sum(len(row) for row in problem.task.gains)
            at = _solved_without(explainer, m) if left > 0 else None
        name = words.label(mentor)
        if at is None:
            found.append(Robustness(mentor.id, None, words.leaving_unknown(name)))
            continue
        moves = explainer.moves_to(at)
        loss = explainer.loss_of(moves)._replace(worst=None)
        text = words.leaving_words(name, loss.matched, loss.total, explainer.chain(moves))
        found.append(Robustness(mentor.id, loss, text))
    return tuple(sorted(found, key=lambda item: item.mentor))


def _without(explainer: Explainer, flow: Flow, m: int) -> list[int]:
    """Mentors of everybody when m has left: his mentees enter anew, everybody else starts where he is."""
    gains, locks = explainer.problem.task.gains, explainer.problem.task.locks
    homeless = [t for t, at in enumerate(explainer.at) if at == m]
    after = flow.without(m)
    for t in homeless:
        after.edges[t] = [(goal, gain) for goal, gain in gains[t].items() if goal != m]
        after.enter(t)
    return [
        after.at[t] if locks.get(t, m) == m else locks[t]  # the locked stay, but for those of the mentor who left
        for t in range(len(gains))
    ]


def _solved_without(explainer: Explainer, m: int) -> list[int] | None:
    """The same by a second solve; None where the other musts can not be met or the search gave up."""
    task = explainer.problem.task
    rest = replace(
        task,
        gains=[{goal: gain for goal, gain in row.items() if goal != m} for row in task.gains],
        low=[0 if mentor == m else low for mentor, low in enumerate(task.low)],
        locks={t: goal for t, goal in task.locks.items() if goal != m},
    )
    try:
        answer = best(rest, work=_WORK)
    except SearchStopped:
        return None
    return None if answer is None or not answer.proven else list(answer.at)
