"""Two different groups: Cliff's δ with its interval and the Mann–Whitney test conditional on the ties.

Sources: Cliff 1993, 1996 (unbiased variance, asymmetric interval); Feng and Cliff 2004 for complete separation.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .continuous import normal_quantile, normal_two_sided
from .errors import Refused
from .exact import Number, doubled_ranks, exact, median, on_grid

EXACT_PEOPLE = 60
_LEAST_FOR_INTERVAL = 5
#: |δ| below which the difference is called so (Romano 2006).
SIZES = ((Fraction(147, 1000), "negligible"), (Fraction(33, 100), "small"), (Fraction(474, 1000), "medium"))


@dataclass(frozen=True, slots=True)
class Unpaired:
    """δ > 0: the first group answers higher. `ci` is None below five people in a group."""

    n_x: int
    n_y: int
    median_x: Fraction
    median_y: Fraction
    delta: Fraction
    ci: tuple[float, float] | None
    magnitude: str
    u: Fraction
    p: Fraction | float
    method: str


def compare(x: Sequence[Fraction], y: Sequence[Fraction], *, confidence: Number = 0.95) -> Unpaired:
    """Compare two independent groups. Raises Refused(empty_group)."""
    if not x or not y:
        raise Refused("empty_group", "В одной из двух групп нет ответов: сравнивать не с чем. Дождитесь ответов обеих.")
    integers, _ = on_grid([*x, *y])
    first, second = integers[: len(x)], integers[len(x) :]
    over_x, over_y = _wins(first, second), _wins(second, first)
    delta = Fraction(sum(over_x), len(x) * len(y))
    u, p, method = _mann_whitney(first, second)
    return Unpaired(
        n_x=len(x),
        n_y=len(y),
        median_x=median(x),
        median_y=median(y),
        delta=delta,
        ci=_interval(delta, over_x, over_y, first, second, 1 - exact(confidence)),
        magnitude=next((word for limit, word in SIZES if abs(delta) < limit), "large"),
        u=u,
        p=p,
        method=method,
    )


def _wins(values: Sequence[int], others: Sequence[int]) -> list[int]:
    """For each value: how many of the others it beats less how many beat it."""
    ordered = sorted(others)
    size = len(ordered)
    return [bisect_left(ordered, value) - (size - bisect_right(ordered, value)) for value in values]


def _interval(
    delta: Fraction, over_x: list[int], over_y: list[int], x: list[int], y: list[int], alpha: Fraction
) -> tuple[float, float] | None:
    m, n = len(x), len(y)
    if min(m, n) < _LEAST_FOR_INTERVAL:
        return None
    z = normal_quantile(1 - float(alpha) / 2)
    if abs(delta) == 1:
        b = min(m, n)
        edge = (b - z * z) / (b + z * z)
        return (edge, 1.0) if delta > 0 else (-1.0, -edge)
    ordered = sorted(y)
    ties = sum(bisect_right(ordered, value) - bisect_left(ordered, value) for value in x)
    rows = n * n * sum((Fraction(wins, n) - delta) ** 2 for wins in over_x)
    columns = m * m * sum((Fraction(-wins, m) - delta) ** 2 for wins in over_y)
    cells = m * n - ties - m * n * delta**2
    unbiased = (rows + columns - cells) / (m * n * (m - 1) * (n - 1))
    variance = float(max(unbiased, (1 - delta**2) / (m * n - 1)))
    d = float(delta)
    half = z * math.sqrt(variance) * math.sqrt((1 - d * d) ** 2 + z * z * variance)
    below = 1 - d * d + z * z * variance
    return max(-1.0, (d - d**3 - half) / below), min(1.0, (d - d**3 + half) / below)


def _mann_whitney(x: list[int], y: list[int]) -> tuple[Fraction, Fraction | float, str]:
    m, n = len(x), len(y)
    ranks = doubled_ranks([*x, *y])
    double_u = sum(ranks[:m]) - m * (m + 1)
    u = Fraction(double_u, 2)
    if m + n <= EXACT_PEOPLE:
        return u, _exact_p(ranks, m, double_u - m * n), "exact"
    # Variance of the mean of m ranks drawn without putting back: right for ties without a table of them.
    total = m + n
    spread = Fraction(sum(rank * rank for rank in ranks), 4 * total) - Fraction((total + 1) ** 2, 4)
    variance = spread * m * n / (total - 1)
    if not variance:
        return u, Fraction(1), "normal"
    return u, normal_two_sided(float(u - Fraction(m * n, 2)) / math.sqrt(variance)), "normal"


def _exact_p(ranks: list[int], m: int, gap: int) -> Fraction:
    """Share of all choices of m people whose rank sum is at least as far from its mean; `gap`: doubled distance."""
    people = len(ranks)
    size = min(m, people - m)  # the rest of a choice is as far from the mean as the choice
    least = min(ranks)
    lowered = [rank - least for rank in ranks]
    width = people + 1
    counts = [1] + [0] * size  # counts[j]: by sum, choices of j people
    for number, rank in enumerate(lowered, 1):
        for j in range(min(number, size), 0, -1):
            counts[j] += counts[j - 1] << (rank * width)
    middle = size * (people + 1) - size * least
    one = (1 << width) - 1
    fields, far, place = counts[size], 0, 0
    while fields:
        if abs(place - middle) >= abs(gap):
            far += fields & one
        fields >>= width
        place += 1
    return Fraction(far, math.comb(people, size))
