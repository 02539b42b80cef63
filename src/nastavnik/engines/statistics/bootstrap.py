"""Interval of the mean change by the bootstrap BCa, its distribution computed instead of sampled.

Efron 1987; the distribution of the sum of n draws is the n-fold convolution of what was observed. Chances are integers
of 14 decimals; lists of them are convolved as a product of long numbers, a field of digits for each chance, because
the decimal module multiplies by a number theoretic transform, in time nearly linear in the length.
"""

from __future__ import annotations

import decimal
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from .continuous import normal_below, normal_quantile
from .exact import on_grid

LEAST_PEOPLE = 20
LEAST_DISTINCT = 5
_DECIMALS = 14
_SPARE = 6  # a field may hold the sum of a million products
_NOTHING = 1000  # a chance of 1e-11 at the ends is cut off
_WIDEST = 2_500
_SIMPLE = 1_000
_ARITHMETIC = decimal.Context(prec=decimal.MAX_PREC, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN, traps=[])


@dataclass(frozen=True, slots=True)
class _Chances:
    """chances[i] is that of the sum `first` + i, in units of 1e-14."""

    first: int
    chances: list[int]

    def times(self, number: int) -> _Chances:
        """Of the sum of so many independent draws."""
        if number == 1:
            return self
        half = self.times(number // 2)
        odd = number % 2
        field = (2 + odd) * _DECIMALS + _SPARE
        one = half._number(field)
        product = _ARITHMETIC.multiply(one, one)
        if odd:
            product = _ARITHMETIC.multiply(product, self._number(field))
        size = 2 * len(half.chances) - 1 + odd * (len(self.chances) - 1)
        digits = str(product).zfill(size * field)
        keep = _DECIMALS + _SPARE  # the digits behind are finer than 1e-14
        chances = [int(digits[i : i + keep]) for i in range(0, size * field, field)]
        first = next(place for place, chance in enumerate(chances) if chance > _NOTHING)
        last = next(place for place in range(size - 1, -1, -1) if chances[place] > _NOTHING)
        return _Chances(2 * half.first + odd * self.first + first, chances[first : last + 1])

    def _number(self, field: int) -> decimal.Decimal:
        return decimal.Decimal("".join([f"{chance:0{field}d}" for chance in self.chances]))


def mean_interval(changes: Sequence[Fraction], alpha: Fraction) -> tuple[Fraction, Fraction] | None:
    """(low, high) of the mean change, ends possible means; None below 20 people or 5 distinct changes."""
    n = len(changes)
    if n < LEAST_PEOPLE or len(set(changes)) < LEAST_DISTINCT:
        return None
    integers, unit = _grid(changes)
    least = min(integers)
    step = _step(integers)
    places = [(value - least) // step for value in integers]
    seen = Counter(places)
    whole = _Chances(0, [seen[place] * 10**_DECIMALS // n for place in range(max(places) + 1)]).times(n)
    below = list(accumulate(whole.chances, initial=0))  # below[i]: a sum less than first + i
    centre = sum(places) - whole.first
    bias = normal_quantile((below[centre] + below[centre + 1]) / 2 / below[-1])
    acceleration = _acceleration(places)

    def bound(z: float) -> Fraction:
        shrink = 1 - acceleration * (bias + z)
        aim = normal_below(bias + (bias + z) / shrink) if shrink > 0 else float(z > 0)
        total = whole.first + max(0, bisect_left(below, aim * below[-1]) - 1)
        return (total * step + least * n) * unit / n

    z = normal_quantile(1 - float(alpha) / 2)
    return bound(-z), bound(z)


def _acceleration(places: Sequence[int]) -> float:
    """Skewness of the jackknife means: Σ(d − d̄)³ / 6(Σ(d − d̄)²)^1.5."""
    n, total = len(places), sum(places)
    gaps = [n * place - total for place in places]
    return float(sum(gap**3 for gap in gaps)) / (6 * float(sum(gap * gap for gap in gaps)) ** 1.5)


def _grid(changes: Sequence[Fraction]) -> tuple[list[int], Fraction]:
    """Changes in whole units, not finer than can be convolved: the sum's standard deviation is ≤ 2 500 units.

    Means of three or six items arrive as 0.3333333333333335 and 0.666666666666667: simple fractions closer than 1e-9
    stand for them. What is still too fine is rounded, by less than a 2 500th of the sum's standard deviation.
    """
    integers, denominator = on_grid(changes)
    spread = _spread(integers)
    if spread <= _WIDEST:
        return integers, Fraction(1, denominator)
    simple = [change.limit_denominator(_SIMPLE) for change in changes]
    if all(abs(one - other) < Fraction(1, 10**9) for one, other in zip(simple, changes, strict=True)):
        plain, parts = on_grid(simple)
        if _spread(plain) <= _WIDEST:
            return plain, Fraction(1, parts)
    unit = Fraction(math.ceil(spread * _step(integers)), _WIDEST * denominator)
    return [round(change / unit) for change in changes], unit


def _step(integers: Sequence[int]) -> int:
    """The greatest step of which all differences are multiples."""
    return math.gcd(*(value - integers[0] for value in integers))


def _spread(integers: Sequence[int]) -> float:
    """Standard deviation of the sum of n draws, in steps."""
    step = _step(integers)
    steps = [(value - integers[0]) // step for value in integers]
    return math.sqrt(Fraction(len(steps) * sum(place * place for place in steps) - sum(steps) ** 2, len(steps)))
