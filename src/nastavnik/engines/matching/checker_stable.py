"""Checks a stable matching: nobody blocks, and the claims of the best that can be verified quickly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from .model import Instance

Key = tuple[str, str]

# Steps of a search through all matchings; beyond it the answer is «unknown».
_STEPS = 200_000


def blocking_pairs(instance: Instance, made: Mapping[str, str], allowed: set[Key]) -> list[Key]:
    """Admissible pairs whose both sides would rather have each other; locked mentees and places do not move."""
    place = {
        person.id: {name: rank for rank, group in enumerate(person.preferences or ()) for name in group}
        for person in instance.mentees
    }
    order = {
        person.id: {name: rank for rank, group in enumerate(person.preferences or ()) for name in group}
        for person in instance.mentors
    }
    fixed = {t for t, _ in instance.locked}
    load = Counter(made.values())
    # The worst place a movable mentee holds with each mentor.
    worst: dict[str, int] = {}
    for t, m in made.items():
        if t not in fixed:
            worst[m] = max(worst.get(m, -1), order[m].get(t, -1))
    found = []
    for t, m in sorted(allowed):
        if t in fixed or made.get(t) == m:
            continue
        here = made.get(t)
        if here is not None and place[t][m] >= place[t].get(here, len(place[t])):
            continue
        if load[m] < instance.mentor_by_id[m].capacity or order[m][t] < worst.get(m, -1):
            found.append((t, m))
    return found


def check_stable(
    instance: Instance, made: list[Key], data: dict[str, Any], reasons: Mapping[Key, str]
) -> Iterator[tuple[str, str, str]]:
    """Blocking pairs; where the best is claimed, also that it is the best."""
    allowed = {key for key, reason in reasons.items() if not reason}
    found = blocking_pairs(instance, dict(made), allowed)
    for t, m in found:
        yield "optimum", f"{t} – {m}", f"Пара {t} – {m} предпочла бы друг друга: распределение неустойчиво."
    if found or data.get("status") != "optimal":
        return
    if instance.mode == "stable" and _strict(instance, allowed):
        if mentee_optimal(instance, allowed) != dict(made):
            yield "optimum", "pairs", "Есть устойчивое распределение, лучшее для наставляемых."
        return
    answer = _better(instance, dict(made), allowed)
    if answer:
        yield "optimum", "pairs", "Есть устойчивое распределение лучше: больше пар или выше сумма оценок."
    elif answer is None:
        yield "optimum", "pairs", "Что это наибольшее устойчивое распределение, проверить не удалось: задача велика."


def mentee_optimal(instance: Instance, allowed: set[Key]) -> dict[str, str]:
    """Gale and Shapley by rounds, for strict lists."""
    made = dict(instance.locked)
    order = {m.id: [t for group in m.preferences or () for t in group] for m in instance.mentors}
    left = {
        t.id: [m for group in t.preferences or () for m in group if (t.id, m) in allowed]
        for t in instance.mentees
        if t.id not in made
    }
    taken = Counter(made.values())
    held: dict[str, list[str]] = {m.id: [] for m in instance.mentors}
    asking = set(left)
    while asking:
        asked: dict[str, list[str]] = {}
        for t in asking:
            if left[t]:
                asked.setdefault(left[t].pop(0), []).append(t)
        asking = set()
        for m, people in asked.items():
            place = {name: number for number, name in enumerate(order[m])}
            ranked = sorted(held[m] + people, key=place.__getitem__)
            room = max(0, instance.mentor_by_id[m].capacity - taken[m])
            held[m] = ranked[:room]
            asking.update(ranked[room:])
    return made | {t: m for m, people in held.items() for t in people}


def _strict(instance: Instance, allowed: set[Key]) -> bool:
    sides = (
        [
            [[name for name in group if (t.id, name) in allowed] for group in t.preferences or ()]
            for t in instance.mentees
        ],
        [
            [[name for name in group if (name, m.id) in allowed] for group in m.preferences or ()]
            for m in instance.mentors
        ],
    )
    return all(len(group) < 2 for side in sides for groups in side for group in groups)


def _better(instance: Instance, made: dict[str, str], allowed: set[Key]) -> bool | None:
    """Whether a larger stable matching exists, in `hybrid` also one as large with better scores; None: unknown."""
    hybrid = instance.mode == "hybrid"
    unit = 10**12 if hybrid else 1
    worth = {key: unit + (instance.pair_by_ids[key].score if hybrid else 0) for key in {*allowed, *instance.locked}}
    now = sum(worth[key] for key in made.items())
    fixed = dict(instance.locked)
    rows = {
        t.id: [m for group in t.preferences or () for m in group if (t.id, m) in allowed]
        for t in instance.mentees
        if t.id not in fixed
    }
    order = sorted(rows, key=lambda t: len(rows[t]))
    if len(order) > 400:
        return None
    best_left = [0]
    for t in reversed(order):
        best_left.append(best_left[-1] + max([0, *(worth[t, m] for m in rows[t])]))
    best_left.reverse()
    room = Counter({m.id: m.capacity for m in instance.mentors})
    room.subtract(fixed.values())
    trial = dict(fixed)
    steps = 0

    def deeper(depth: int, value: int) -> bool:
        nonlocal steps
        steps += 1
        if steps > _STEPS or value + best_left[depth] <= now:
            return False
        if depth == len(order):
            return not blocking_pairs(instance, trial, allowed)
        t = order[depth]
        for m in rows[t]:
            if room[m] > 0:
                room[m] -= 1
                trial[t] = m
                found = deeper(depth + 1, value + worth[t, m])
                room[m] += 1
                del trial[t]
                if found:
                    return True
        return deeper(depth + 1, value)

    found = deeper(0, sum(worth[key] for key in fixed.items()))
    return True if found else None if steps > _STEPS else False
