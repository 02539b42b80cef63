"""The interval of the mean: the distribution equals the exact convolution, the bounds follow Efron's formula."""

from __future__ import annotations

import random
from fractions import Fraction
from statistics import NormalDist

import pytest

from nastavnik.engines.statistics.bootstrap import mean_interval

from . import brute

NORMAL = NormalDist()
ALPHA = Fraction(1, 20)


def by_definition(changes, alpha=ALPHA):
    n, centre = len(changes), sum(changes)
    chances = sorted(brute.sum_of_draws(changes).items())
    bias = NORMAL.inv_cdf(
        float(sum(p for s, p in chances if s < centre) + sum(p for s, p in chances if s == centre) / 2)
    )
    means = [Fraction(centre - change, n - 1) for change in changes]
    gaps = [sum(means) / n - mean for mean in means]
    acceleration = float(sum(g**3 for g in gaps)) / (6 * float(sum(g * g for g in gaps)) ** 1.5)
    bounds = []
    for z in (-NORMAL.inv_cdf(1 - float(alpha) / 2), NORMAL.inv_cdf(1 - float(alpha) / 2)):
        aim = NORMAL.cdf(bias + (bias + z) / (1 - acceleration * (bias + z)))
        below = Fraction(0)
        for total, chance in chances:
            below += chance
            if float(below) >= aim:
                bounds.append(total / n)
                break
    return tuple(bounds)


@pytest.mark.parametrize("n", [20, 21, 27, 33])
def test_bounds_equal_the_definition_over_the_exact_convolution(n):
    rng = random.Random(n)
    for parts in (1, 4):
        changes = [Fraction(rng.choice([-3, -1, 0, 0, 0, 1, 2, 2, 7]), parts) for _ in range(n)]
        assert mean_interval(changes, ALPHA) == by_definition(changes)
        assert mean_interval(changes, Fraction(1, 100)) == by_definition(changes, Fraction(1, 100))


def test_few_people_or_few_distinct_changes_have_no_interval():
    rng = random.Random(1)
    assert mean_interval([Fraction(rng.randint(-4, 4)) for _ in range(19)], ALPHA) is None
    assert mean_interval([Fraction(place % 4) for place in range(40)], ALPHA) is None
    assert mean_interval([Fraction(place % 5) for place in range(20)], ALPHA) is not None


def test_thirds_written_as_binary_floats_are_thirds():
    rng = random.Random(5)
    thirds = [rng.randint(-7, 9) for _ in range(60)]
    written = [Fraction(repr(third / 3)) for third in thirds]
    exact = mean_interval([Fraction(third, 3) for third in thirds], ALPHA)
    found = mean_interval(written, ALPHA)
    assert [float(bound) for bound in found] == pytest.approx([float(bound) for bound in exact], abs=1e-9)


def test_turning_the_changes_turns_the_interval():
    """Not to the last step: a bound is the smallest mean that reaches its chance, from the left on both sides."""
    rng = random.Random(9)
    changes = [Fraction(rng.choice([-2, -1, 0, 1, 1, 2, 3])) for _ in range(50)]
    low, high = mean_interval(changes, ALPHA)
    other_low, other_high = mean_interval([-change for change in changes], ALPHA)
    step = Fraction(1, 50)
    assert abs(low + other_high) <= step and abs(high + other_low) <= step


def test_irregular_decimals_are_rounded_by_next_to_nothing():
    rng = random.Random(4)
    changes = [Fraction(rng.randint(-30_000, 40_001), 10_007) for _ in range(25)]
    low, high = mean_interval(changes, ALPHA)
    rounded = mean_interval([Fraction(round(change * 50), 50) for change in changes], ALPHA)
    assert float(low) == pytest.approx(float(rounded[0]), abs=0.01)
    assert float(high) == pytest.approx(float(rounded[1]), abs=0.01)


def test_one_enormous_change_among_tiny_ones_is_computed_at_once():
    changes = [Fraction(place, 10**20) for place in range(24)] + [Fraction(10**12)]
    low, high = mean_interval(changes, ALPHA)
    assert 0 <= low < high <= 10**12
