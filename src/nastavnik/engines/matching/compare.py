"""The same round under several objectives: what the curator chooses from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .api import solve
from .errors import NotSupported
from .model import Instance


@dataclass(frozen=True, slots=True)
class Variant:
    """One objective's answer. `changed`: how many mentees of `base` are not with their former mentor; None without base."""

    objective: str
    matched: int
    total: int
    worst: int | None
    mean: float | None
    changed: int | None
    pairs: tuple[tuple[str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """As in `variants`."""
        return {
            "objective": self.objective,
            "matched": self.matched,
            "total": self.total,
            "worst": self.worst,
            "mean": self.mean,
            "changed": self.changed,
            "pairs": [list(pair) for pair in self.pairs],
        }


def compare(instance: Instance | dict[str, Any], *, seed: int | None = None) -> list[Variant]:
    """Variants under every objective the instance allows; none is worse than another in every figure, none repeats.

    Empty where no matching obeys all musts. Raises InstanceError; NotSupported outside `assign`.
    """
    given = instance if isinstance(instance, Instance) else Instance.from_json(instance)
    if given.mode != "assign":
        raise NotSupported("mode", "mode", "Сравнение целей есть только в режиме assign. Укажите mode: assign.")
    objectives = ["card_total", "card_leximin", "total"]
    if given.bands:
        objectives.insert(1, "card_fair_total")
    if given.base is not None:
        objectives.append("card_keep_total")
    found: list[Variant] = []
    for objective in objectives:
        result = solve(given, objective=objective, seed=seed)
        if result.status == "infeasible":
            return []
        made = set(result.pairs)
        changed = None if given.base is None else sum(1 for pair in given.base if pair not in made)
        found.append(Variant(objective, result.matched, result.total, result.worst, result.mean, changed, result.pairs))
    return [
        variant
        for place, variant in enumerate(found)
        if not any(
            _at_least(other, variant) and (_figures(other) != _figures(variant) or before < place)
            for before, other in enumerate(found)
            if other is not variant
        )
    ]


def _figures(variant: Variant) -> tuple[int, int, int, int]:
    """Larger is better in each."""
    worst = -(10**7) if variant.worst is None else variant.worst
    return variant.matched, variant.total, worst, -(variant.changed or 0)


def _at_least(one: Variant, other: Variant) -> bool:
    return all(a >= b for a, b in zip(_figures(one), _figures(other), strict=True))
