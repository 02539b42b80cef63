"""The typical change: median of all (dᵢ + dⱼ)/2, i ≤ j, with an interval whose level is exact without ties.

Source: Hodges and Lehmann 1963; the interval by the signed-rank distribution, Hollander and Wolfe, chapter 3.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from .continuous import normal_quantile
from .exact import on_grid
from .tails import critical_count

EXACT_PEOPLE = 300


@dataclass(frozen=True, slots=True)
class Shift:
    """Units of the scale; the interval is None when so few people allow none at this confidence."""

    estimate: Fraction
    low: Fraction | None
    high: Fraction | None
    level: float | None


def estimate(changes: Sequence[Fraction]) -> Fraction:
    """The typical change alone; at least one change."""
    return _Sums(changes).median()


def shift(changes: Sequence[Fraction], alpha: Fraction) -> Shift:
    """Typical change of at least one person and its interval of confidence 1 − alpha, ends included.

    Above 300 people the place of the bounds is that of the normal approximation and the level is the nominal one.
    """
    sums, n = _Sums(changes), len(changes)
    if n <= EXACT_PEOPLE:
        place, tail = critical_count(n, alpha / 2)
        level = 1 - 2 * tail
    else:
        z = normal_quantile(1 - float(alpha) / 2)
        place = max(0, math.floor(n * (n + 1) / 4 - z * math.sqrt(n * (n + 1) * (2 * n + 1) / 24)))
        level = float(1 - alpha)
    if not place:
        return Shift(sums.median(), None, None, None)
    return Shift(sums.median(), sums.at(place), sums.at(sums.number + 1 - place), level)


class _Sums:
    """All dᵢ + dⱼ, i ≤ j, in order but never listed: a place is found by counting how many lie below a value."""

    def __init__(self, changes: Sequence[Fraction]) -> None:
        integers, self.denominator = on_grid(changes)
        counted = sorted(Counter(integers).items())
        self.values = [value for value, _ in counted]
        self.counts = [count for _, count in counted]
        self.below = list(accumulate(self.counts, initial=0))
        self.number = len(integers) * (len(integers) + 1) // 2

    def median(self) -> Fraction:
        lower = self.at((self.number + 1) // 2)
        return lower if self.number % 2 else (lower + self.at(self.number // 2 + 1)) / 2

    def at(self, place: int) -> Fraction:
        """The average at this place, 1 is the smallest."""
        low, high = 2 * self.values[0], 2 * self.values[-1]
        while low < high:
            middle = (low + high) // 2
            if self._at_most(middle) >= place:
                high = middle
            else:
                low = middle + 1
        return Fraction(low, 2 * self.denominator)

    def _at_most(self, total: int) -> int:
        """Number of sums ≤ total."""
        values, below = self.values, self.below
        ordered, end = 0, len(values)
        for value, count in zip(values, self.counts, strict=True):
            while end and values[end - 1] > total - value:
                end -= 1
            if not end:
                break
            ordered += count * below[end]
        own = below[bisect_right(values, total // 2)]
        return (ordered + own) // 2
