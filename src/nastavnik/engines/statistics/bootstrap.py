"""Interval of the mean change by the bootstrap BCa, its distribution computed instead of sampled.

Efron 1987; the distribution of the sum of n draws is the n-fold convolution of what was observed. Chances are integers
of 16 decimals; two lists of them are convolved as one product of two long numbers, because the decimal module
multiplies by a number theoretic transform, in time nearly linear in the length.
"""

from __future__ import annotations

import decimal
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from .continuous import normal_below, normal_quantile
from .exact import on_grid

LEAST_PEOPLE = 20
LEAST_DISTINCT = 5
_UNIT = 10**16
_FIELD = 38  # 16 + 16 digits of a product and room for the sum of a million of them
_NOTHING = 10  # a chance of 1e-15 at the ends is cut off
_WIDEST = 2_500
_SIMPLE = 1_000
_ARITHMETIC = decimal.Context(prec=decimal.MAX_PREC, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN, traps=[])


class _Chances:
    """chances[i] is that of the sum `first` + i, in units of 1e-16."""

    def __init__(self, first: int, chances: list[int]) -> None:
        self.first = first
        self.chances = chances

    def __add__(self, other: _Chances) -> _Chances:
        """Of the sum of two independent ones."""
        product = _ARITHMETIC.multiply(self._number(), other._number())
        digits = str(product)
        size = len(self.chances) + len(other.chances) - 1
        digits = digits.zfill(size * _FIELD)
        chances = [int(digits[i : i + _FIELD]) // _UNIT for i in range(0, size * _FIELD, _FIELD)]
        first = next(place for place, chance in enumerate(chances) if chance > _NOTHING)
        last = next(place for place in range(size - 1, -1, -1) if chances[place] > _NOTHING)
        return _Chances(self.first + other.first + first, chances[first : last + 1])

    def times(self, number: int) -> _Chances:
        """Of the sum of so many independent draws."""
        if number == 1:
            return self
        half = self.times(number // 2)
        return half + half + self if number % 2 else half + half

    def _number(self) -> decimal.Decimal:
        return decimal.Decimal("".join([f"{chance:038d}" for chance in self.chances]))


class _Below:
    """P(S ≤ s) of the sum of two independent parts, without listing the sum's own distribution."""

    def __init__(self, one: _Chances, other: _Chances) -> None:
        self.first = one.first + other.first
        scale = sum(one.chances) * sum(other.chances)
        self.one = [chance / scale for chance in one.chances]
        self.other = [float(total) for total in accumulate(other.chances)]

    def __call__(self, total: int) -> float:
        """`one` is at first + i, so the other must not pass total − i."""
        top, size = total - self.first, len(self.other)
        if top < 0:
            return 0.0
        start = max(0, top - size + 1)
        whole = math.fsum(self.one[:start]) * self.other[-1]
        return whole + math.fsum(map(float.__mul__, self.one[start : top + 1], self.other[top - start :: -1]))


def mean_interval(changes: Sequence[Fraction], alpha: Fraction) -> tuple[Fraction, Fraction] | None:
    """(low, high) of the mean change, ends possible means; None below 20 people or 5 distinct changes."""
    n = len(changes)
    if n < LEAST_PEOPLE or len(set(changes)) < LEAST_DISTINCT:
        return None
    integers, denominator = _grid(changes)
    least = min(integers)
    step = math.gcd(*(value - least for value in integers))
    places = [(value - least) // step for value in integers]
    seen = Counter(places)
    one = _Chances(0, [seen[place] * _UNIT // n for place in range(max(places) + 1)])
    half = one.times(n // 2)
    below = _Below(half, half + one if n % 2 else half)
    centre = sum(places)
    bias = normal_quantile((below(centre - 1) + below(centre)) / 2)
    acceleration = _acceleration(places)

    def bound(z: float) -> Fraction:
        shrink = 1 - acceleration * (bias + z)
        aim = normal_below(bias + (bias + z) / shrink) if shrink > 0 else float(z > 0)
        total = bisect_left(range(max(places) * n), aim, key=below)
        return Fraction(total * step + least * n, denominator * n)

    z = normal_quantile(1 - float(alpha) / 2)
    return bound(-z), bound(z)


def _acceleration(places: Sequence[int]) -> float:
    """Skewness of the jackknife means: Σ(d − d̄)³ / 6(Σ(d − d̄)²)^1.5."""
    n, total = len(places), sum(places)
    gaps = [n * place - total for place in places]
    return float(sum(gap**3 for gap in gaps)) / (6 * float(sum(gap * gap for gap in gaps)) ** 1.5)


def _grid(changes: Sequence[Fraction]) -> tuple[list[int], int]:
    """Integers and denominator, not finer than can be convolved: the sum's standard deviation ≤ 2 500 steps.

    Means of three or six items arrive as 0.3333333333333335 and 0.666666666666667: simple fractions closer than 1e-9
    stand for them. What is still too fine is rounded, by less than a 2 500th of the sum's standard deviation.
    """
    integers, denominator = on_grid(changes)
    if _spread(integers) <= _WIDEST:
        return integers, denominator
    simple = [change.limit_denominator(_SIMPLE) for change in changes]
    if all(abs(one - other) < Fraction(1, 10**9) for one, other in zip(simple, changes, strict=True)):
        integers, denominator = on_grid(simple)
        if _spread(integers) <= _WIDEST:
            return integers, denominator
    coarse = max(1, math.floor(denominator * _WIDEST / _spread(integers)))
    return [round(Fraction(value * coarse, denominator)) for value in integers], coarse


def _spread(integers: Sequence[int]) -> float:
    """Standard deviation of the sum of n draws, in steps."""
    step = math.gcd(*(value - integers[0] for value in integers))
    steps = [(value - integers[0]) // step for value in integers]
    return math.sqrt(Fraction(len(steps) * sum(place * place for place in steps) - sum(steps) ** 2, len(steps)))
