"""Tests of «did the same people change»: Wilcoxon–Pratt, sign, permutation of the mean. All two-sided.

Differences are ranked with the zeros («did not change» is an answer) and the ranks of the zeros are dropped: Pratt
1959. Given the ranks, each sign is + or − with chance 1/2, which is counted exactly, ties and all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .continuous import beta_below, normal_two_sided
from .exact import doubled_ranks, on_grid
from .tails import binomial_tail, two_sided

EXACT_PEOPLE = 300
EXACT_STEPS = 100_000
_EXACT_COINS = 2_000


@dataclass(frozen=True, slots=True)
class SignedRank:
    """Rank sums of those who rose and fell; `method`: exact | normal."""

    w_plus: Fraction
    w_minus: Fraction
    p: Fraction
    method: str


def wilcoxon(changes: Sequence[Fraction], alpha: Fraction) -> SignedRank:
    """Pratt's test over everybody; pass only the changed to get the test without zeros.

    Exact up to 300 people ranked, above them normal without continuity correction. `alpha` is the level with which p
    will be compared: p is computed so finely that the comparison is right.
    """
    integers, _ = on_grid(changes)
    ranks = doubled_ranks([abs(change) for change in integers])
    moved = [(rank, change > 0) for rank, change in zip(ranks, integers, strict=True) if change]
    weights = [rank for rank, _ in moved]
    plus = sum(rank for rank, up in moved if up)
    minus = sum(weights) - plus
    if not moved:
        return SignedRank(Fraction(0), Fraction(0), Fraction(1), "exact" if len(changes) <= EXACT_PEOPLE else "normal")
    if len(changes) <= EXACT_PEOPLE:
        p, method = two_sided(weights, plus, alpha), "exact"
    else:
        spread = math.sqrt(sum(weight * weight for weight in weights))
        p, method = Fraction(normal_two_sided((plus - minus) / spread)), "normal"
    return SignedRank(Fraction(plus, 2), Fraction(minus, 2), p, method)


def sign_test(up: int, down: int) -> Fraction:
    """p of the sign test; above 2 000 changed people by the beta distribution, to about 1e-12."""
    n, least = up + down, min(up, down)
    if n <= _EXACT_COINS:
        return min(Fraction(1), 2 * binomial_tail(n, least))
    return min(Fraction(1), 2 * Fraction(beta_below(0.5, n - least, least + 1)))


def permutation(changes: Sequence[Fraction], alpha: Fraction) -> tuple[Fraction, str]:
    """p of the mean change when every sign may be turned, and exact | normal (above 100 000 steps of Σ|d|)."""
    integers, _ = on_grid(changes)
    sizes = [abs(change) for change in integers if change]
    if not sizes:
        return Fraction(1), "exact"
    plus = sum(change for change in integers if change > 0)
    if sum(sizes) <= EXACT_STEPS:
        return two_sided(sizes, plus, alpha), "exact"
    ratio = Fraction(sum(integers) ** 2, sum(size * size for size in sizes))
    return Fraction(normal_two_sided(math.sqrt(ratio))), "normal"
