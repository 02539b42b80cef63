"""Two groups and two scales: δ, Mann–Whitney and Spearman equal listing; intervals follow their formulas."""

from __future__ import annotations

import itertools
import math
import random
from fractions import Fraction
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.engines.statistics import Refused, answer, compare, correlate

from . import brute

Z = NormalDist().inv_cdf(0.975)


def fractions(values):
    return [Fraction(value) for value in values]


def test_mann_whitney_equals_listing_for_every_small_pair_of_groups():
    for m, n in itertools.product(range(1, 4), repeat=2):
        for values in itertools.product((1, 2, 3), repeat=m + n):
            found = compare(fractions(values[:m]), fractions(values[m:]))
            assert (found.u, found.p) == brute.mann_whitney(values[:m], values[m:]), values
            assert found.delta == brute.cliff(values[:m], values[m:])


@pytest.mark.parametrize("seed", range(20))
def test_mann_whitney_equals_listing_for_uneven_groups(seed):
    rng = random.Random(seed)
    x, y = ([rng.randint(1, 5) for _ in range(rng.randint(2, 8))] for _ in range(2))
    found = compare(fractions(x), fractions(y))
    assert (found.u, found.p) == brute.mann_whitney(x, y)


def test_interval_of_delta_follows_the_formula_by_all_pairs():
    x, y = [3, 5, 4, 3, 3, 5, 1], [2, 2, 3, 4, 4, 3, 2, 5]
    m, n = len(x), len(y)
    d = [[(a > b) - (a < b) for b in y] for a in x]
    delta = sum(map(sum, d)) / (m * n)
    rows = sum((sum(row) / n - delta) ** 2 for row in d)
    columns = sum((sum(column) / m - delta) ** 2 for column in zip(*d, strict=True))
    cells = sum((value - delta) ** 2 for row in d for value in row)
    v = (n * n * rows + m * m * columns - cells) / (m * n * (m - 1) * (n - 1))
    assert v > (1 - delta**2) / (m * n - 1)
    half = Z * math.sqrt(v) * math.sqrt((1 - delta**2) ** 2 + Z * Z * v)
    below = 1 - delta**2 + Z * Z * v
    low, high = compare(fractions(x), fractions(y)).ci
    assert low == pytest.approx((delta - delta**3 - half) / below)
    assert high == pytest.approx((delta - delta**3 + half) / below)


def test_variance_of_delta_does_not_fall_below_its_floor():
    """One tie short of complete separation the unbiased variance is too small."""
    x, y = [4, 5, 5, 5, 5], [1, 1, 1, 1, 4]
    delta, v = 24 / 25, (1 - (24 / 25) ** 2) / 24
    side = 4 * (1 - delta) ** 2 + (0.8 - delta) ** 2
    cells = 24 * (1 - delta) ** 2 + delta**2
    assert (2 * 25 * side - cells) / (25 * 16) < v
    half = Z * math.sqrt(v) * math.sqrt((1 - delta**2) ** 2 + Z * Z * v)
    low, _ = compare(fractions(x), fractions(y)).ci
    assert low == pytest.approx((delta - delta**3 - half) / (1 - delta**2 + Z * Z * v))


def test_complete_separation_has_an_interval_and_its_mirror():
    x, y = [7, 8, 9, 9, 10, 8], [1, 2, 3, 4, 5]
    edge = (5 - Z * Z) / (5 + Z * Z)
    assert compare(fractions(x), fractions(y)).ci == (pytest.approx(edge), 1.0)
    assert compare(fractions(y), fractions(x)).ci == (-1.0, pytest.approx(-edge))


def test_fewer_than_five_in_a_group_give_no_interval():
    assert compare(fractions([1, 2, 3, 4]), fractions([1, 2, 3, 4, 5])).ci is None


@pytest.mark.parametrize(
    ("wins", "of", "word"),
    [
        (146, 1000, "negligible"),
        (147, 1000, "small"),
        (329, 1000, "small"),
        (330, 1000, "medium"),
        (474, 1000, "large"),
    ],
)
def test_size_words_begin_at_their_limits(wins, of, word):
    """One against many: δ is the share beaten, the rest are ties."""
    found = compare(fractions([1]), fractions([0] * wins + [1] * (of - wins)))
    assert found.delta == Fraction(wins, of) and found.magnitude == word


def test_more_than_sixty_people_take_the_normal_with_ties():
    rng = random.Random(11)
    x, y = ([rng.randint(1, 4) for _ in range(n)] for n in (31, 30))
    found = compare(fractions(x), fractions(y))
    both = x + y
    ties = sum(both.count(value) ** 3 - both.count(value) for value in set(both))
    spread = math.sqrt(31 * 30 / 12 * (62 - ties / (61 * 60)))
    assert found.method == "normal"
    assert found.p == pytest.approx(math.erfc(abs(float(found.u) - 465) / spread / math.sqrt(2)))
    assert compare(fractions(x), fractions(y[:-1])).method == "exact"
    assert compare(fractions([1] * 40), fractions([1] * 40)).p == 1


GROUP = st.lists(st.integers(1, 5), min_size=1, max_size=9)


@given(GROUP, GROUP)
def test_swapping_the_groups_turns_the_sign_only(x, y):
    one, other = compare(fractions(x), fractions(y)), compare(fractions(y), fractions(x))
    assert one.delta == -other.delta and one.p == other.p and one.u + other.u == len(x) * len(y)


@given(GROUP, GROUP)
def test_groups_are_compared_by_order_alone(x, y):
    assert (
        compare(fractions(x), fractions(y)).p
        == compare(fractions(value**3 for value in x), fractions(value**3 for value in y)).p
    )


def test_an_empty_group_is_refused():
    with pytest.raises(Refused, match="нет ответов") as refused:
        answer({"command": "unpaired", "x": [None, None], "y": [1]})
    assert refused.value.code == "empty_group"


def test_spearman_equals_listing_of_all_orders_for_every_small_case():
    for n, levels in ((3, (1, 2, 3)), (4, (1, 2))):
        for values in itertools.product(levels, repeat=2 * n):
            x, y = values[:n], values[n:]
            if len(set(x)) > 1 and len(set(y)) > 1:
                found = correlate(fractions(x), fractions(y))
                square, sign, p = brute.spearman(x, y)
                assert found.p == p and found.rho == pytest.approx(math.copysign(math.sqrt(square), sign))


@pytest.mark.parametrize("n", [5, 6, 7])
def test_spearman_equals_listing_of_all_orders(n):
    rng = random.Random(n)
    x, y = ([rng.randint(1, 5) for _ in range(n)] for _ in range(2))
    assert correlate(fractions(x), fractions(y)).p == brute.spearman(x, y)[2]


def test_more_than_eight_people_take_students_t():
    x, y = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [2, 1, 4, 3, 6, 5, 8, 7, 10, 9]
    found = correlate(fractions(x), fractions(y))
    rho = 1 - 6 * 10 / 990
    t = rho * math.sqrt(8 / (1 - rho * rho))
    # Student's tail for 8 degrees of freedom in closed form
    s, c = t / math.sqrt(8 + t * t), 8 / (8 + t * t)
    assert found.p == pytest.approx(1 - s * (1 + c / 2 + 3 * c**2 / 8 + 5 * c**3 / 16))
    half = Z * math.sqrt((1 + rho * rho / 2) / 7)
    assert found.ci == (
        pytest.approx(math.tanh(math.atanh(rho) - half)),
        pytest.approx(math.tanh(math.atanh(rho) + half)),
    )
    assert correlate(fractions(x[:9]), fractions(y[:9])).ci is None


def test_full_agreement_has_a_point_for_an_interval():
    found = correlate(fractions(range(12)), fractions(range(12)))
    assert (found.rho, found.p, found.ci) == (1.0, 0.0, (1.0, 1.0))


def test_a_constant_has_no_correlation_and_says_why():
    found = answer({"command": "spearman", "x": [2, 2, 2, None], "y": [1, 2, 3, 4]})
    assert found == {"n": 3, "rho": None, "p": None, "method": None, "ci": None, "reason": "constant"}


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=3, max_size=12))
def test_correlation_is_symmetric_and_turns_with_a_scale(pairs):
    x, y = zip(*pairs, strict=True)
    one, other = correlate(fractions(x), fractions(y)), correlate(fractions(y), fractions(x))
    turned = correlate(fractions(x), fractions(6 - value for value in y))
    assert one.rho == other.rho and one.p == other.p
    assert one.rho is None or (turned.rho == -one.rho and turned.p == one.p)
