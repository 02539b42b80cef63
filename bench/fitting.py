"""Fits the weights by which `engines/roadmaps/judgement.py` weighs what signs and examples say of a kind.

`python bench/fitting.py [FILE …]`: files of lines «kind,kind: words», «-» for none, that neither the signs nor the
examples have seen; by default all wordings kept apart. Prints the weights and F1 on each fifth left out of the fit.

Which act of a point names a kind is not written there: it is the act that names it most surely by the weights found so
far, and the others are left out of the fit for this kind.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from reading_data.drawing import read_wordings, wordings
from reading_data.other_hand import load

from nastavnik.engines.roadmaps.judgement import LEAST
from nastavnik.engines.roadmaps.witnesses import hear


@dataclass(frozen=True)
class Case:
    """A text: the kinds it names, and for each act and kind what is said of it."""

    wanted: frozenset[str]
    said: list[tuple[int, str, np.ndarray]]


def cases(items: list[tuple[frozenset[str], str]]) -> tuple[list[str], list[Case]]:
    """Names of the weights, and the texts as they are heard."""
    names: list[str] = []
    made = []
    for wanted, text in items:
        said = []
        for at, act in enumerate(hear(text)):
            for code, values in act.of.items():
                names = names or list(values)
                said.append((at, code, np.array([float(v) for v in values.values()])))
        made.append(Case(wanted, said))
    return names, made


def fit(items: list[Case], penalty: float = 1.0, rounds: int = 3) -> np.ndarray:
    """Logistic regression with a small ridge, by Newton's steps; begun with the share of votes and the sign."""
    size = len(items[0].said[0][2])
    weights = np.zeros(size)
    weights[[1, 4]] = 1.0
    for _ in range(rounds):
        x, y = _rows(items, weights)
        weights = np.zeros(size)
        for _ in range(40):
            p = 1 / (1 + np.exp(-x @ weights))
            slope = x.T @ (y - p) - penalty * weights
            weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(size), slope)
    return weights


def _rows(items: list[Case], weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x, y = [], []
    for case in items:
        best: dict[str, tuple[float, int]] = {}
        for at, code, values in case.said:
            best[code] = max(best.get(code, (-np.inf, 0)), (float(values @ weights), -at))
        for at, code, values in case.said:
            if code not in case.wanted or best[code][1] == -at:
                x.append(values)
                y.append(code in case.wanted)
    return np.array(x), np.array(y, float)


def f1(items: list[Case], weights: np.ndarray) -> float:
    """F1 of the kinds that the weights name."""
    right = named = wanted = 0
    for case in items:
        chosen = {code for _, code, values in case.said if 1 / (1 + np.exp(-(values @ weights))) >= LEAST}
        right, named, wanted = right + len(chosen & case.wanted), named + len(chosen), wanted + len(case.wanted)
    return 2 * right / max(1, named + wanted)


def kept_apart() -> list[tuple[frozenset[str], str]]:
    """All wordings of points that the signs and examples were not written from."""
    plans = [one.plan for name in ("plans_other_hand", "plans_other_hand_2") for one in load(name)]
    points = [(frozenset(a.kinds), a.title) for plan in plans for stage in plan.stages for a in stage.activities]
    return [*wordings("apart"), *read_wordings("several_acts"), *read_wordings("other_work"), *points]


def main() -> None:
    """Fit and print."""
    items = [] if sys.argv[1:] else kept_apart()
    for path in sys.argv[1:]:
        items += read_wordings(Path(path))
    random.Random(1).shuffle(items)
    names, made = cases(items)
    left_out = [f1(made[at::5], fit([case for n, case in enumerate(made) if n % 5 != at])) for at in range(5)]
    print(f"F1 на отложенных пятых: {sum(left_out) / 5:.3f}")
    for name, weight in zip(names, fit(made), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
