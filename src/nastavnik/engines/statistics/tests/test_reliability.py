"""α, McNemar, Holm, and the distributions under them, each against its definition."""

from __future__ import annotations

import itertools
import math
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.engines.statistics import Refused, answer, clopper_pearson, holm, mcnemar, reliability
from nastavnik.engines.statistics.continuous import beta_below, beta_quantile, f_quantile, student_two_sided

from . import brute


def variance(values):
    mean = Fraction(sum(values), len(values))
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)


def alpha_by_definition(rows):
    columns = list(zip(*rows, strict=True))
    k = len(columns)
    return Fraction(k, k - 1) * (1 - sum(map(variance, columns)) / variance([sum(row) for row in rows]))


def sheet(seed, n, k):
    rng = random.Random(seed)
    return [
        [min(5, max(1, base + rng.randint(-1, 1))) for _ in range(k)] for base in (rng.randint(1, 5) for _ in range(n))
    ]


def exact(rows):
    return [[None if value is None else Fraction(value) for value in row] for row in rows]


@pytest.mark.parametrize("seed", range(5))
def test_alpha_follows_its_definition_with_and_without_each_item(seed):
    rows = sheet(seed, 12, 4)
    found = reliability(exact(rows))
    assert found.alpha == alpha_by_definition(rows)
    for item in range(4):
        without = [row[:item] + row[item + 1 :] for row in rows]
        assert found.alpha_if_deleted[item] == alpha_by_definition(without)
        own, rest = [row[item] for row in rows], [sum(row) for row in without]
        both = variance([a + b for a, b in zip(own, rest, strict=True)])
        covariance = (both - variance(own) - variance(rest)) / 2
        assert found.item_rest[item] == pytest.approx(float(covariance) / math.sqrt(variance(own) * variance(rest)))


def test_reversed_items_are_turned_before_anything():
    rows = sheet(1, 10, 3)
    mixed = [[row[0], 6 - row[1], row[2]] for row in rows]
    bounds = (Fraction(1), Fraction(5))
    assert (
        reliability(exact(mixed), reverse=[False, True, False], bounds=bounds).alpha == reliability(exact(rows)).alpha
    )


def test_rows_with_a_gap_are_left_out_and_counted():
    rows = sheet(2, 9, 3)
    found = reliability(exact([*rows, [1, None, 5]]))
    assert (found.n, found.n_incomplete, found.alpha) == (9, 1, alpha_by_definition(rows))


def test_interval_of_alpha_is_where_feldts_f_has_its_quantiles():
    found = reliability(exact(sheet(3, 20, 5)))
    for bound, share in ((found.ci[0], 0.975), (found.ci[1], 0.025)):
        f = (1 - bound) / (1 - float(found.alpha))
        x = 19 * f / (19 * f + 76)
        assert beta_below(x, 19 / 2, 76 / 2) == pytest.approx(share, abs=1e-10)


def test_two_items_have_no_alpha_without_one_and_no_variance_has_no_alpha():
    assert reliability(exact(sheet(4, 8, 2))).alpha_if_deleted is None
    found = answer({"command": "alpha", "rows": [[3, 3, 3]] * 5})
    assert found["alpha"] is None and found["reason"] == "constant" and found["item_rest"] is None


def test_an_item_without_variance_has_no_correlation_with_the_rest():
    found = answer({"command": "alpha", "rows": [[3, a, b] for a, b in ((1, 2), (2, 2), (5, 4))]})
    assert found["item_rest"][0] is None and found["alpha"] is not None


@given(st.permutations(range(4)), st.permutations(range(8)))
def test_order_of_items_and_of_people_does_not_change_alpha(items, people):
    rows = sheet(6, 8, 4)
    moved = [[rows[person][item] for item in items] for person in people]
    assert reliability(exact(moved)).alpha == reliability(exact(rows)).alpha


def test_distributions_have_their_closed_forms():
    for x in (0.05, 0.3, 0.5, 0.77, 0.9):
        assert beta_below(x, 1, 3.5) == pytest.approx(1 - (1 - x) ** 3.5, rel=1e-12)
        assert beta_below(x, 4, 1) == pytest.approx(x**4, rel=1e-12)
        binomial = sum(math.comb(9, i) * x**i * (1 - x) ** (9 - i) for i in range(3, 10))
        assert beta_below(x, 3, 7) == pytest.approx(binomial, rel=1e-12)
        assert beta_quantile(beta_below(x, 3, 7), 3, 7) == pytest.approx(x, rel=1e-11)
    for t in (0.1, 1.0, 3.0, 40.0):
        assert student_two_sided(t, 1) == pytest.approx(1 - 2 * math.atan(t) / math.pi, rel=1e-9)
        assert student_two_sided(t, 2) == pytest.approx(1 - t / math.sqrt(2 + t * t), rel=1e-7)
    assert f_quantile(0.95, 2, 8) == pytest.approx(4 * (0.05 ** (-1 / 4) - 1), rel=1e-11)


@pytest.mark.parametrize(("b", "c"), list(itertools.product(range(6), repeat=2)))
def test_mcnemar_equals_listing_of_coins(b, c):
    found = mcnemar(3, b, c, 2)
    assert (found.p, found.n, found.change) == (brute.sign(b, c), 5 + b + c, Fraction(c - b, 5 + b + c))
    assert (found.gain_share is None) == (b + c == 0)


@pytest.mark.parametrize(("c", "n"), [(0, 5), (5, 5), (1, 9), (7, 8), (40, 100)])
def test_exact_interval_of_a_share_leaves_half_the_error_on_each_side(c, n):
    def tail(p, places):
        return sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in places)

    low, high = clopper_pearson(c, n)
    assert low == 0 if c == 0 else tail(low, range(c, n + 1)) == pytest.approx(0.025, abs=1e-11)
    assert high == 1 if c == n else tail(high, range(c + 1)) == pytest.approx(0.025, abs=1e-11)


def test_mcnemar_reads_people_and_counts_the_incomplete():
    pairs = [(True, True), (True, False), (False, True), (False, True), (None, True), (False, None), (False, False)]
    found = answer({"command": "mcnemar", "pairs": [{"before": b, "after": a} for b, a in pairs]})
    assert (found["n"], found["n_incomplete"], found["b"], found["c"]) == (5, 2, 1, 2)


def test_mcnemar_of_nobody_has_nothing_to_say():
    found = answer({"command": "mcnemar", "pairs": []})
    assert (found["n"], found["change"], found["gain_share"], found["p"]) == (0, None, None, 1)


P = st.one_of(st.none(), st.fractions(0, 1, max_denominator=1000))


@given(st.lists(P, max_size=8), st.randoms(use_true_random=False))
def test_holm_is_the_step_down_of_bonferroni_in_any_order(values, rng):
    adjusted, reject = holm(values)
    family = [p for p in values if p is not None]
    for p, found, rejected in zip(values, adjusted, reject, strict=True):
        if p is None:
            assert found is None and rejected is None
            continue
        # closed testing: the largest Bonferroni value among the subfamilies that Holm walks through up to p
        smaller = sorted(family)[: sum(other <= p for other in family)]
        steps = [other * (len(family) - sum(o < other for o in family)) for other in smaller]
        assert found == min(1, max(steps)) and rejected == (found <= Fraction(1, 20))
    order = list(range(len(values)))
    rng.shuffle(order)
    assert [adjusted[place] for place in order] == holm([values[place] for place in order])[0]


def test_holm_meets_its_level_exactly():
    """0.0125 · 4 is 0.05 in decimals; in binary floats it need not be."""
    assert holm([0.0125, 0.9, 0.9, 0.9])[1][0] is True
    assert answer({"command": "holm", "p": [1e-30, None]})["adjusted"] == [1e-30, None]


@pytest.mark.parametrize(
    ("rows", "code"),
    [([], "too_few_items"), ([[1], [2], [3]], "too_few_items"), ([[1, 2], [2, None], [3, 4]], "too_few")],
)
def test_too_little_for_alpha_is_refused(rows, code):
    with pytest.raises(Refused) as refused:
        answer({"command": "alpha", "rows": rows})
    assert refused.value.code == code
