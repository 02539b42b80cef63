"""Why no matching obeys all musts: a smallest contradictory set, found by QuickXplain (Junker, AAAI 2004)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from . import words
from .flow import OUTSIDE
from .formulation import Formulation, Task
from .results import Conflict
from .search import feasible


class _Must(NamedTuple):
    """One must that can be dropped: `number` of the mentor, mentee (locked), quota or group."""

    kind: str
    number: int


def conflict_of(problem: Formulation) -> tuple[Conflict, ...]:
    """Musts of an infeasible problem that contradict each other; without any one of them the rest can be obeyed."""
    task = problem.task
    musts = [_Must("minimum", m) for m, low in enumerate(task.low) if low]
    musts += [_Must("quota", q) for q in range(len(task.quotas))]
    musts += [_Must("together", g) for g in range(len(task.together))]
    musts += [_Must("locked", t) for t in task.locks]
    musts += [_Must("capacity", m) for m in range(len(task.high))]
    # Capacities come first, so that one is named only where the others do not suffice.
    musts.reverse()
    found = _quickxplain(task, [], musts, changed=False)
    names = [_conflict(problem, must) for must in found]
    return tuple(sorted(names, key=lambda item: (item.kind, item.id)))


def _quickxplain(task: Task, background: list[_Must], musts: list[_Must], changed: bool) -> list[_Must]:
    if changed and not _holds(task, background):
        return []
    if len(musts) == 1:
        return musts
    half = len(musts) // 2
    first, second = musts[:half], musts[half:]
    later = _quickxplain(task, background + first, second, changed=bool(first))
    earlier = _quickxplain(task, background + later, first, changed=bool(later))
    return earlier + later


def _holds(task: Task, musts: Sequence[_Must]) -> bool:
    """Whether a matching obeys these musts and no others."""
    kept: dict[str, set[int]] = {}
    for must in musts:
        kept.setdefault(must.kind, set()).add(must.number)
    everyone = len(task.gains)
    return feasible(
        replace(
            task,
            low=[low if m in kept.get("minimum", ()) else 0 for m, low in enumerate(task.low)],
            high=[high if m in kept.get("capacity", ()) else everyone for m, high in enumerate(task.high)],
            quotas=tuple(quota for q, quota in enumerate(task.quotas) if q in kept.get("quota", ())),
            together=tuple(group for g, group in enumerate(task.together) if g in kept.get("together", ())),
            locks={t: m for t, m in task.locks.items() if t in kept.get("locked", ())},
        )
    )


def _conflict(problem: Formulation, must: _Must) -> Conflict:
    task = problem.task
    if must.kind == "minimum":
        mentor = problem.mentors[must.number]
        suitable = sum(1 for row in task.gains if must.number in row)
        number = words.counted(suitable, "наставляемый", "наставляемых", "наставляемых")
        text = f"Наставник {words.label(mentor)}: не меньше {mentor.minimum}, всего подходит {number}."
        return Conflict("minimum", mentor.id, text)
    if must.kind == "capacity":
        mentor = problem.mentors[must.number]
        return Conflict("capacity", mentor.id, f"Наставник {words.label(mentor)}: мест {mentor.capacity}.")
    if must.kind == "quota":
        quota = task.quotas[must.number]
        bounds = [f"не меньше {quota.low}"] if quota.low else []
        if quota.high is not None:
            bounds.append(f"не больше {quota.high}")
        return Conflict("quota", quota.key, f"Квота {quota.key}: {', '.join(bounds)}.")
    if must.kind == "together":
        people = [problem.mentees[t] for t in task.together[must.number]]
        names = ", ".join(words.label(person) for person in people)
        return Conflict("together", "+".join(sorted(person.id for person in people)), f"Только вместе: {names}.")
    mentee, mentor = problem.mentees[must.number], problem.mentors[task.locks.get(must.number, OUTSIDE)]
    text = f"Закреплена пара: {words.label(mentee)} — {words.label(mentor)}."
    return Conflict("locked", f"{mentee.id}:{mentor.id}", text)
