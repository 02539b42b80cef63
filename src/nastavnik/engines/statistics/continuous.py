"""Quantiles and tails of the normal, beta, F and Student distributions, to about 1e-13.

Normal: the standard library. Incomplete beta: the continued fraction of Abramowitz and Stegun 26.5.8 evaluated by the
modified Lentz method; its inverse by bisection and Newton steps kept inside the bracket.
"""

from __future__ import annotations

import math
from statistics import NormalDist

_STANDARD = NormalDist()


def normal_quantile(chance: float) -> float:
    """z with Φ(z) = chance, 0 < chance < 1."""
    return _STANDARD.inv_cdf(chance)


def normal_below(z: float) -> float:
    """Φ(z)."""
    return math.erfc(-z / math.sqrt(2)) / 2


def normal_two_sided(z: float) -> float:
    """P(|Z| ≥ |z|)."""
    return math.erfc(abs(z) / math.sqrt(2))


def beta_below(x: float, a: float, b: float) -> float:
    """P(B ≤ x) for Beta(a, b), a and b positive."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )  # fmt: skip
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def beta_quantile(chance: float, a: float, b: float) -> float:
    """x with P(B ≤ x) = chance for Beta(a, b)."""
    low, high, x = 0.0, 1.0, a / (a + b)
    constant = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    for _ in range(200):
        gap = beta_below(x, a, b) - chance
        low, high = (x, high) if gap < 0 else (low, x)
        slope = math.exp(constant + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x)) if 0 < x < 1 else 0.0
        step = x - gap / slope if slope > 0 else -1.0
        following = step if low < step < high else (low + high) / 2
        if abs(following - x) <= 1e-15 * x:
            return following
        x = following
    return x


def f_quantile(chance: float, d1: float, d2: float) -> float:
    """Quantile of Fisher's F with d1 and d2 degrees of freedom."""
    x = beta_quantile(chance, d1 / 2, d2 / 2)
    return d2 * x / (d1 * (1 - x))


def student_two_sided(t: float, freedom: float) -> float:
    """P(|T| ≥ |t|)."""
    return beta_below(freedom / (freedom + t * t), freedom / 2, 0.5)


def _fraction(x: float, a: float, b: float) -> float:
    tiny = 1e-300
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    value = d
    for m in range(1, 10_000 + int(10 * math.sqrt(max(a, b)))):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + term * d
            c = 1 + term / c
            d = 1 / (d if abs(d) > tiny else tiny)
            c = c if abs(c) > tiny else tiny
            value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return value
