"""The same round under several objectives: what the curator chooses from."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from .api import solve
from .errors import NotSupported
from .model import Instance
from .results import Result


class Variant(NamedTuple):
    """One objective's answer.

    `changed`: how many mentees of `base` are not with their former mentor, `moves` who they are: (mentee, from, to); None
    without base. `load`: mentor → mentees, of every mentor with places. `wishes`: pairs in which one named the other, by
    the part `wishes` or a preference list; None where nobody named anybody. `warnings`: of the instance, and that the
    answer is not proven best.
    """

    objective: str
    matched: int
    total: int
    worst: int | None
    mean: float | None
    changed: int | None
    pairs: tuple[tuple[str, str], ...]
    load: dict[str, int]
    wishes: int | None
    moves: tuple[tuple[str, str, str | None], ...] | None
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As in `variants`."""
        return {
            "objective": self.objective,
            "matched": self.matched,
            "total": self.total,
            "worst": self.worst,
            "mean": self.mean,
            "changed": self.changed,
            "load": self.load,
            "wishes": self.wishes,
            **({} if self.moves is None else {"moves": [list(move) for move in self.moves]}),
            "pairs": [list(pair) for pair in self.pairs],
            **({"warnings": list(self.warnings)} if self.warnings else {}),
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
        found.append(_variant(given, objective, result))
    return [
        variant
        for place, variant in enumerate(found)
        if not any(
            _at_least(other, variant) and (_figures(other) != _figures(variant) or before < place)
            for before, other in enumerate(found)
            if other is not variant
        )
    ]


def _variant(instance: Instance, objective: str, result: Result) -> Variant:
    at = dict(result.pairs)
    moves = None
    if instance.base is not None:
        moves = tuple((t, m, at.get(t)) for t, m in sorted(instance.base) if at.get(t) != m)
    filled = Counter(at.values())
    load = {mentor.id: filled[mentor.id] for mentor in instance.mentors if mentor.capacity}
    named = _named(instance)
    return Variant(
        objective,
        result.matched,
        result.total,
        result.worst,
        result.mean,
        None if moves is None else len(moves),
        result.pairs,
        dict(sorted(load.items())),
        None if named is None else sum(1 for pair in result.pairs if pair in named),
        moves,
        result.warnings,
    )


def _named(instance: Instance) -> set[tuple[str, str]] | None:
    """Pairs in which one named the other; None: nobody named anybody."""
    found = {(t.id, m) for t in instance.mentees for m in t.ranked or ()}
    found |= {(t, m.id) for m in instance.mentors for t in m.ranked or ()}
    told = bool(found)
    from .criteria import UNKNOWN

    for pair in instance.pairs:
        for part in pair.parts:
            if part.code == "wishes":
                told = told or part.value != UNKNOWN
                if part.value > UNKNOWN:
                    found.add((pair.mentee, pair.mentor))
    return found if told else None


def _figures(variant: Variant) -> tuple[int, int, int, int]:
    """Larger is better in each."""
    worst = -(10**7) if variant.worst is None else variant.worst
    return variant.matched, variant.total, worst, -(variant.changed or 0)


def _at_least(one: Variant, other: Variant) -> bool:
    return all(a >= b for a, b in zip(_figures(one), _figures(other), strict=True))
