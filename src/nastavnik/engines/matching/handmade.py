"""What is wrong with pairs made by hand: broken musts, pairs that would rather have each other, the loss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from .api import solve
from .checker import broken_musts, may_be
from .checker_stable import blocking_pairs
from .errors import ResultError
from .model import Instance


class Conflicts(NamedTuple):
    """`broken`: (code, where, message) of musts; `blocking`: (mentee, mentor, message); the loss against the optimum.

    `matched` and `total` are the optimum minus the hand-made pairs, None where a must is broken or there is no optimum.
    """

    broken: tuple[tuple[str, str, str], ...]
    blocking: tuple[tuple[str, str, str], ...]
    matched: int | None
    total: int | None

    def to_json(self) -> dict[str, Any]:
        """The answer of `match conflicts`."""
        return {
            "broken": [{"code": code, "where": where, "message": message} for code, where, message in self.broken],
            "blocking": [{"mentee": t, "mentor": m, "message": message} for t, m, message in self.blocking],
            "loss": None if self.matched is None else {"matched": self.matched, "total": self.total},
        }


def conflicts(instance: Instance | dict[str, Any], pairs: Iterable[tuple[str, str]]) -> Conflicts:
    """Judge hand-made pairs (mentee, mentor).

    A pair blocks when both sides would be better off with each other: by preference lists in `stable` and `hybrid`, by
    scores in `assign`. Raises InstanceError; ResultError where a pair is not two ids.
    """
    given = instance if isinstance(instance, Instance) else Instance.from_json(instance)
    made = read_pairs(list(pairs))
    broken = tuple((item.code, item.where, item.message) for item in broken_musts(given, made))
    allowed = {key for key, reason in may_be(given).items() if not reason}
    known = {t: m for t, m in made if t in given.mentee_by_id and m in given.mentor_by_id}
    found = _by_score(given, known, allowed) if given.mode == "assign" else blocking_pairs(given, known, allowed)
    blocking = tuple((t, m, f"{t} и {m} подошли бы друг другу лучше, чем нынешние пары.") for t, m in found)
    if broken or given.mode != "assign":
        return Conflicts(broken, blocking, None, None)
    best = solve(given)
    scores = sum(given.pair_by_ids[key].score for key in made)
    return Conflicts(broken, blocking, best.matched - len(made), best.total - scores)


def read_pairs(value: Any) -> list[tuple[str, str]]:
    """Pairs out of `[["n1", "k1"], …]` or `{"pairs": […]}`. Raises ResultError."""
    if isinstance(value, dict):
        value = value.get("pairs")
    if not isinstance(value, list) or not all(
        isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(name, str) for name in pair)
        for pair in value
    ):
        raise ResultError('Пары записаны неверно. Нужен список вида [["n1", "k1"], ["n2", "k2"]].')
    return [(pair[0], pair[1]) for pair in value]


def _by_score(instance: Instance, made: dict[str, str], allowed: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Admissible pairs with a higher score than what either side has; a free place counts as less than any pair."""
    score = {key: pair.score for key, pair in instance.pair_by_ids.items()}
    load = Counter(made.values())
    fixed = {t for t, _ in instance.locked}
    lowest: dict[str, int] = {}
    for t, m in made.items():
        if t not in fixed and (t, m) in score:
            lowest[m] = min(lowest.get(m, score[t, m]), score[t, m])
    found = []
    for t, m in sorted(allowed):
        here = made.get(t)
        if t in fixed or here == m or (here is not None and score.get((t, here), 0) >= score[t, m]):
            continue
        free = load[m] < instance.mentor_by_id[m].capacity
        if free or score[t, m] > lowest.get(m, score[t, m]):
            found.append((t, m))
    return found
