"""How likely is a small sum of signed ranks: P(W ≤ t), W = Σ wᵢbᵢ, each bᵢ is 0 or 1 with chance 1/2.

Exact: subsets are counted by their sum in one big integer that holds all counts side by side in fields of equal width;
multiplying the generating polynomial by (1 + xʷ) is one shift and one addition.

Where those integers would pass some hundred kilobytes (from about 130 people without a clear change) the same chance
is computed from the characteristic function Π cos(wᵢθ/2) at as many points as make aliasing smaller than 1e-13, with
an error below 1e-12; if that can not decide whether p ≤ the level, the integers are counted after all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache

_FIELD_BITS = 1_200_000
_ERROR = Fraction(1, 10**12)
_NEGLIGIBLE = 1e-14
# Hoeffding: beyond so many standard deviations lies less than 1e-12.
_SPREADS = 7.6
_RANKS_BY_WAVES = 60
_NUMEROUS = 30


def two_sided(weights: Sequence[int], plus: int, level: Fraction) -> Fraction:
    """p = min(1, 2·P(W ≤ the smaller of `plus` and the rest)); its comparison with `level` is beyond doubt.

    Weights are positive integers, doubled ranks for instance. Exact, or within 2e-12 as the module says.
    """
    total = sum(weights)
    least = min(plus, total - plus)
    if 2 * least >= total:
        return Fraction(1)
    step = math.gcd(*weights)
    scaled, least, total = [weight // step for weight in weights], least // step, total // step
    if (least + 1) * (len(scaled) + 1) > _FIELD_BITS:
        p = Fraction(2 * _Waves(Counter(scaled).items(), math.pi, total / 2 - least).below(least))
        if abs(p - level) > 2 * _ERROR:
            return max(p, Fraction(2, 1 << len(scaled)))
    return min(Fraction(1), 2 * lower_tail(scaled, least))


def lower_tail(weights: Iterable[int], t: int) -> Fraction:
    """P(W ≤ t), exact, for positive integer weights."""
    return _Counts(weights, t).below(t) if t >= 0 else Fraction(0)


def binomial_tail(n: int, least: int) -> Fraction:
    """P(B ≤ least) for B of n fair coins, exact."""
    term, total = 1, 0
    for number in range(least + 1):
        total += term
        term = term * (n - number) // (number + 1)
    return Fraction(total, 1 << n)


@lru_cache(maxsize=512)
def critical_count(n: int, half_level: Fraction) -> tuple[int, float]:
    """For untied ranks 1…n: c = number of t = 0, 1, … with P(T ≤ t) ≤ half_level, and P(T ≤ c − 1) (0 for c = 0)."""
    top = n * (n + 1) // 2
    below: _Counts | _Waves
    if n <= _RANKS_BY_WAVES:
        below = _Counts(range(1, n + 1), top)
    else:
        spread = math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
        # With weights 1…n the waves die out for good: far from 0 the product is at most 4^(−n/3).
        below = _Waves([(rank, 1) for rank in range(1, n + 1)], 3 * _SPREADS / spread, _SPREADS * spread)
    low, high = 0, top // 2
    while low < high:
        middle = (low + high) // 2
        if below.below(middle) <= half_level:
            low = middle + 1
        else:
            high = middle
    return low, float(below.below(low - 1)) if low else 0.0


class _Counts:
    """Numbers of subsets by sum, 0…most."""

    def __init__(self, weights: Iterable[int], most: int) -> None:
        listed = sorted(weights)
        self.people = len(listed)
        self.width = self.people + 1
        room = (most + 1) * self.width
        keep = (1 << room) - 1
        self.fields = 1
        for weight in listed:
            if weight > most:
                break
            self.fields += self.fields << (weight * self.width)
            if self.fields.bit_length() > room:
                self.fields &= keep

    def below(self, t: int) -> Fraction:
        """P(W ≤ t), t not above `most`."""
        fields = self.fields & ((1 << ((t + 1) * self.width)) - 1)
        return Fraction(fields % ((1 << self.width) - 1), 1 << self.people)  # the remainder is the sum of the fields


class _Waves:
    """The characteristic function of W about its middle at θ = 2πk/M, without the points where it is nothing."""

    def __init__(self, groups: Iterable[tuple[int, int]], reach: float, farthest: float) -> None:
        """θ up to `reach`; tails will be asked up to `farthest` from the middle."""
        listed = sorted(groups, key=lambda group: -group[1])
        self.total = sum(weight * times for weight, times in listed)
        spread = math.sqrt(sum(weight * weight * times for weight, times in listed)) / 2
        # Chances M apart are added up: what falls into the asked middle from outside must be as good as impossible.
        self.points = min(self.total + 1, math.ceil(_SPREADS * spread + farthest)) | 1
        step = math.pi / self.points
        last = min(self.points // 2, int(reach / (2 * step)) + 1)
        waves: Iterable[tuple[int, float]] = ((k, 1.0) for k in range(1, last + 1))
        while listed:
            waves = _damped(waves, listed, step)
        self.waves = [(k * step, value / math.sin(k * step)) for k, value in waves]

    def below(self, t: int) -> float:
        """P(W ≤ t) for 2t < total, within 1e-12: half of what is not strictly between t and total − t."""
        between = self.total - 2 * t - 1
        if between >= self.points:
            return 0.0
        inside = between + 2 * math.fsum(value * math.sin(between * half) for half, value in self.waves)
        return max(0.0, (1 - inside / self.points) / 2)


def _damped(waves: Iterable[tuple[int, float]], groups: list[tuple[int, int]], step: float) -> list[tuple[int, float]]:
    """Waves times cos(weight·k·step)^times of the first groups, which are taken off, without those that died out.

    A numerous group damps most waves by itself; four small ones are taken in one go.
    """
    cos = math.cos
    if groups[0][1] >= _NUMEROUS:
        weight, m = groups.pop(0)
        a = weight * step
        return [(k, q) for k, v in waves if abs(q := v * cos(a * k) ** m) > _NEGLIGIBLE]
    (u, m), (w, n), (x, o), (y, r) = (groups + [(0, 1)] * 3)[:4]
    del groups[:4]
    a, b, c, d = u * step, w * step, x * step, y * step
    return [
        (k, q)
        for k, v in waves
        if abs(q := v * cos(a * k) ** m * cos(b * k) ** n * cos(c * k) ** o * cos(d * k) ** r) > _NEGLIGIBLE
    ]
