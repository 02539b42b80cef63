"""Chances of signed sums: the counted ones equal listing, the computed ones equal the counted."""

from __future__ import annotations

import itertools
import math
import random
from fractions import Fraction

import pytest

from nastavnik.engines.statistics import tails
from nastavnik.engines.statistics.exact import doubled_ranks
from nastavnik.engines.statistics.hodges_lehmann import shift
from nastavnik.engines.statistics.signed import permutation, wilcoxon

from . import brute

ALPHA = Fraction(1, 20)


@pytest.mark.parametrize("weights", [(1,), (1, 2, 3), (2, 2, 4, 6), (3, 5, 5, 7, 7, 7), (1, 1, 1, 1, 1, 1, 1)])
def test_tail_equals_listing_at_every_place(weights):
    sums = [sum(itertools.compress(weights, chosen)) for chosen in itertools.product((0, 1), repeat=len(weights))]
    for t in range(sum(weights)):
        assert tails.lower_tail(weights, t) == Fraction(sum(total <= t for total in sums), len(sums))


def test_interval_of_the_typical_change_equals_listing_for_every_size():
    rng = random.Random(7)
    for n in range(1, 14):
        for level in (Fraction(1, 10), ALPHA, Fraction(1, 100)):
            changes = [Fraction(rng.randint(-6, 9), 2) for _ in range(n)]
            found = shift(changes, level)
            expected = brute.shift(changes, level)
            assert (found.estimate, found.low, found.high) == expected[:3]
            assert found.level == (None if expected[3] is None else pytest.approx(float(expected[3]), abs=1e-12))


@pytest.mark.parametrize("n", [61, 62, 75, 128, 299, 300])
def test_place_of_the_bounds_computed_for_many_people_equals_the_counted_one(n):
    for half in (Fraction(1, 20), Fraction(1, 40), Fraction(1, 200)):
        place, chance = tails.critical_count(n, half)
        counted = tails._Counts(range(1, n + 1), place)
        assert counted.below(place - 1) <= half < counted.below(place)
        assert chance == pytest.approx(float(counted.below(place - 1)), abs=1e-12)


@pytest.mark.parametrize("highest", [1, 2, 3, 5, 9, 36, 500])
def test_chance_computed_for_many_people_equals_the_counted_one(highest):
    """Weights of real kinds: mid-ranks of few and of many distinct changes, lattices with a common step."""
    rng = random.Random(highest)
    for lean in (0.5, 0.55, 0.7):
        sizes = [rng.randint(0, highest) for _ in range(rng.randint(150, 220))]
        weights = [rank for rank, size in zip(doubled_ranks(sizes), sizes, strict=True) if size]
        plus = sum(weight for weight in weights if rng.random() < lean)
        found = tails.two_sided(weights, plus, ALPHA)
        counted = min(Fraction(1), 2 * tails.lower_tail(weights, min(plus, sum(weights) - plus)))
        assert abs(found - counted) < Fraction(1, 10**11)


def test_comparison_with_a_level_the_waves_can_not_decide_is_counted():
    """The level is p itself: only every bit can say that p ≤ level."""
    weights = [2 * rank for rank in range(1, 181)]
    plus = sum(weights) * 9 // 20
    exact = 2 * tails.lower_tail(weights, plus)
    assert tails.two_sided(weights, plus, exact) == exact


def test_above_300_people_the_normal_stands_in():
    rng = random.Random(3)
    changes = [Fraction(rng.randint(-2, 3)) for _ in range(301)]
    found = wilcoxon(changes, ALPHA)
    assert found.method == "normal"
    ranks = brute.midranks([abs(change) for change in changes])
    spread = math.sqrt(sum(rank**2 for rank, change in zip(ranks, changes, strict=True) if change) / 4)
    z = float(found.w_plus - found.w_minus) / 2 / spread
    assert float(found.p) == pytest.approx(math.erfc(z / math.sqrt(2)))
    assert wilcoxon([change for change in changes if change], ALPHA).method == "exact"
    assert shift(changes, ALPHA).level == pytest.approx(0.95)


def test_long_sums_of_changes_turn_to_the_normal():
    fine = [Fraction(place * 7919 % 9973 - 4000, 10_000) for place in range(60)]
    assert permutation(fine, ALPHA)[1] == "normal"
    assert permutation([Fraction(round(change * 10)) for change in fine], ALPHA)[1] == "exact"


def test_one_change_of_three_hundred_is_never_impossible():
    assert wilcoxon([Fraction(1)] * 300, ALPHA).p == Fraction(2, 2**300)
