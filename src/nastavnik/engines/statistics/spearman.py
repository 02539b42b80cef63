"""Spearman's rank correlation; p by all orders up to eight people, by Student's t above."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .continuous import normal_quantile, student_two_sided
from .errors import Refused
from .exact import Number, doubled_ranks, exact

EXACT_PEOPLE = 8
_LEAST_FOR_INTERVAL = 10


@dataclass(frozen=True, slots=True)
class Correlation:
    """`reason` is "constant" when one of the two does not vary; then there is no figure."""

    n: int
    rho: float | None
    p: Fraction | float | None
    method: str | None
    ci: tuple[float, float] | None
    reason: str = ""


def correlate(x: Sequence[Fraction], y: Sequence[Fraction], *, confidence: Number = 0.95) -> Correlation:
    """x[i] and y[i] are one person. Raises Refused(too_few) below three people."""
    n = len(x)
    if n < 3:
        raise Refused("too_few", f"Связь считают не меньше чем по трём людям с обоими ответами, здесь их {n}.")
    first, second = _centred(x), _centred(y)
    spread = sum(a * a for a in first) * sum(b * b for b in second)
    if not spread:
        return Correlation(n, None, None, None, None, "constant")
    product = sum(a * b for a, b in zip(first, second, strict=True))
    rho = math.copysign(math.sqrt(Fraction(product * product, spread)), product) if product else 0.0
    if n <= EXACT_PEOPLE:
        return Correlation(n, rho, _by_all_orders(first, second, product), "exact", None)
    if product * product == spread:
        p = 0.0
    else:
        rest = Fraction(spread - product * product, spread)
        p = student_two_sided(rho * math.sqrt((n - 2) / rest), n - 2)
    return Correlation(n, rho, p, "t", _interval(rho, n, exact(confidence)))


def _centred(values: Sequence[Fraction]) -> list[int]:
    """Doubled mid-ranks less their mean n + 1."""
    return [rank - len(values) - 1 for rank in doubled_ranks(values)]


def _by_all_orders(first: list[int], second: list[int], product: int) -> Fraction:
    """Share of orders of `second` with |Σab| at least as large. Counted over subsets of places already used."""
    n = len(first)
    reached: dict[int, Counter[int]] = {0: Counter({0: 1})}
    for value in first:
        following: dict[int, Counter[int]] = {}
        for used, sums in reached.items():
            for place in range(n):
                if used >> place & 1:
                    continue
                target = following.setdefault(used | 1 << place, Counter())
                for total, ways in sums.items():
                    target[total + value * second[place]] += ways
        reached = following
    sums = reached[(1 << n) - 1]
    return Fraction(sum(ways for total, ways in sums.items() if abs(total) >= abs(product)), math.factorial(n))


def _interval(rho: float, n: int, confidence: Fraction) -> tuple[float, float] | None:
    """Bonett and Wright 2000."""
    if n < _LEAST_FOR_INTERVAL:
        return None
    if abs(rho) >= 1:
        return rho, rho
    half = normal_quantile(1 - float(1 - confidence) / 2) * math.sqrt((1 + rho * rho / 2) / (n - 3))
    return math.tanh(math.atanh(rho) - half), math.tanh(math.atanh(rho) + half)
