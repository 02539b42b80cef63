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
        yield "optimum", f"{t} – {m}", f"{t} и {m} предпочли бы друг друга: распределение неустойчиво."
    if found or data.get("status") != "optimal":
        return
    if instance.mode == "stable" and _strict(instance, allowed):
        if mentee_optimal(instance, allowed) != dict(made):
            yield "optimum", "pairs", "Есть устойчивое распределение, лучшее для наставляемых."
        return
    if instance.mode == "stable" and not _may_grow(instance, dict(made), allowed):
        return  # as large as any matching at all
    answer = _better(instance, dict(made), allowed)
    if answer:
        yield "optimum", "pairs", "Есть устойчивое распределение лучше: больше пар или выше сумма оценок."
    elif answer is None:
        yield "optimum", "pairs", "Что это наибольшее устойчивое распределение, проверить не удалось: задача велика."


def mentee_optimal(instance: Instance, allowed: set[Key]) -> dict[str, str]:
    """Gale and Shapley by rounds, for strict lists."""
    made = dict(instance.locked)
    order = {m.id: list(m.ranked or ()) for m in instance.mentors}
    left = {t.id: [m for m in t.ranked or () if (t.id, m) in allowed] for t in instance.mentees if t.id not in made}
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


def mentor_optimal(instance: Instance, allowed: set[Key]) -> dict[str, str]:
    """The other end of all stable matchings of strict lists: mentors ask, mentees keep the best who asks."""
    fixed = dict(instance.locked)
    taken = Counter(fixed.values())
    place = {t.id: {m: number for number, m in enumerate(m for m in t.ranked or ())} for t in instance.mentees}
    left = {m.id: [t for t in m.ranked or () if (t, m.id) in allowed and t not in fixed] for m in instance.mentors}
    room = {m.id: max(0, m.capacity - taken[m.id]) for m in instance.mentors}
    made: dict[str, str] = {}
    asking = [m.id for m in instance.mentors]
    while asking:
        m = asking.pop()
        while room[m] and left[m]:
            t = left[m].pop(0)
            other = made.get(t)
            if other is None or place[t][m] < place[t][other]:
                made[t] = m
                room[m] -= 1
                if other is not None:
                    room[other] += 1
                    asking.append(other)
    return made | fixed


def _may_grow(instance: Instance, made: Mapping[str, str], allowed: set[Key]) -> bool:
    """Whether any matching, stable or not, holds one pair more: a chain of moves from somebody unmatched to a free place."""
    fixed = {t for t, _ in instance.locked}
    load = Counter(made.values())
    wanted: dict[str, list[str]] = {}
    for t, m in allowed:
        wanted.setdefault(t, []).append(m)
    held: dict[str, list[str]] = {}
    for t, m in made.items():
        if t not in fixed:
            held.setdefault(m, []).append(t)
    queue = [t.id for t in instance.mentees if t.id not in made]
    seen: set[str] = set()
    for t in queue:
        for m in wanted.get(t, ()):
            if m not in seen:
                seen.add(m)
                if load[m] < instance.mentor_by_id[m].capacity:
                    return True
                queue.extend(held.get(m, ()))
    return False


def _possible(instance: Instance, allowed: set[Key]) -> dict[str, list[str]]:
    """Mentors a mentee may have in a stable matching; of strict lists only those between both ends of the lattice."""
    fixed = dict(instance.locked)
    rows = {t.id: [m for m in t.ranked or () if (t.id, m) in allowed] for t in instance.mentees if t.id not in fixed}
    if not _strict(instance, allowed):
        return rows
    first, last = mentee_optimal(instance, allowed), mentor_optimal(instance, allowed)
    return {
        t: row[row.index(first[t]) : row.index(last[t]) + 1] if t in first and t in last else []
        for t, row in rows.items()
    }


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
    rows = _possible(instance, allowed)
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
