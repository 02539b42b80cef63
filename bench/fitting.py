"""Fits the weights by which `engines/roadmaps/judgement.py` weighs what signs and examples say of a kind.

`python bench/fitting.py [FILE …]`: files of lines «kind,kind: words», «-» for none, that neither the signs nor the
examples have seen; by default the wordings kept apart. Prints the weights and F1 on each fifth left out of the fit.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np
from reading_data.drawing import wordings

from nastavnik.engines.roadmaps.acts import guess_of, kinds_of
from nastavnik.engines.roadmaps.judgement import LEAST, weigh

Case = list[tuple[bool, list[float]]]  # of one text: whether it names the kind, what is said of the kind


def cases(items: list[tuple[frozenset[str], str]]) -> tuple[list[str], list[tuple[int, Case]]]:
    """Names of the weights, and for each text how many kinds it names and what is said of those that may be it."""
    names: list[str] = []
    made: list[tuple[int, Case]] = []
    for wanted, text in items:
        signed = [match.code for match in kinds_of(text)]
        weak = [] if signed else [match.code for match in guess_of(text)]
        said = weigh(text, signed, weak)
        names = names or [name for values in said.values() for name in values][: len(next(iter(said.values()), {}))]
        made.append(
            (len(wanted), [(code in wanted, [float(v) for v in values.values()]) for code, values in said.items()])
        )
    return names, made


def fit(items: list[tuple[int, Case]], penalty: float = 1.0) -> np.ndarray:
    """Logistic regression with a small ridge, by Newton's steps."""
    x = np.array([values for _, case in items for _, values in case])
    y = np.array([named for _, case in items for named, _ in case], float)
    weights = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - penalty * weights
        weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(len(weights)), slope)
    return weights


def f1(items: list[tuple[int, Case]], weights: np.ndarray) -> float:
    """F1 of the kinds that the weights name."""
    right = named = wanted = 0
    for count, case in items:
        chosen = [is_named for is_named, values in case if 1 / (1 + np.exp(-np.dot(values, weights))) >= LEAST]
        right, named, wanted = right + sum(chosen), named + len(chosen), wanted + count
    return 2 * right / max(1, named + wanted)


def main() -> None:
    """Fit and print."""
    items: list[tuple[frozenset[str], str]] = [] if sys.argv[1:] else wordings("apart")
    for path in sys.argv[1:]:
        pairs = [line.split(": ", 1) for line in Path(path).read_text("utf-8").splitlines() if ": " in line]
        items += [(frozenset() if codes == "-" else frozenset(codes.split(",")), text) for codes, text in pairs]
    random.Random(1).shuffle(items)
    names, made = cases(items)
    left_out = [f1(made[at::5], fit([case for n, case in enumerate(made) if n % 5 != at])) for at in range(5)]
    print(f"F1 на отложенных пятых: {sum(left_out) / 5:.3f}")
    for name, weight in zip(names, fit(made), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
