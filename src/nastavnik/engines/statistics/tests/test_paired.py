"""Before and after: every exact figure equals the listing of all cases; the rest of the block follows from them."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.engines.statistics import Person, Scale, answer, compare_pairs
from nastavnik.engines.statistics.signed import permutation, sign_test, wilcoxon

from . import brute

ALPHA = Fraction(1, 20)
FIVE = Scale(Fraction(1), Fraction(5))


def case(before, after, **more):
    people = [{"id": i, "before": b, "after": a} for i, (b, a) in enumerate(zip(before, after, strict=True))]
    return {"command": "paired", "pairs": people, **more}


def people(*pairs):
    def made(value):
        return None if value is None else Fraction(value)

    return [Person(made(before), made(after)) for before, after in pairs]


def test_signed_ranks_and_turned_signs_equal_listing_for_every_small_group():
    """All changes −2…2 of up to five people, ties and zeros included: 3 905 groups."""
    for n in range(1, 6):
        for changes in itertools.product((-2, -1, 0, 1, 2), repeat=n):
            exact = [Fraction(change) for change in changes]
            found = wilcoxon(exact, ALPHA)
            assert (found.w_plus, found.w_minus, found.p) == brute.signed_rank(changes), changes
            assert permutation(exact, ALPHA)[0] == brute.permutation(changes), changes


@pytest.mark.parametrize("n", range(6, 12))
def test_whole_answer_equals_listing(n):
    """Random answers 1…5 and 1…10 and quarters; everything in the block but what needs twenty people."""
    rng = random.Random(n)
    for high, parts in ((5, 1), (10, 1), (5, 4)):
        before = [Fraction(rng.randint(parts, high * parts), parts) for _ in range(n)]
        after = [Fraction(rng.randint(parts, high * parts), parts) for _ in range(n)]
        found = answer(case(map(float, before), map(float, after), scale={"min": 1, "max": high}))
        assert brute.differences(found, brute.paired(before, after)) == []


@pytest.mark.parametrize("up", range(7))
@pytest.mark.parametrize("down", range(7))
def test_sign_test_equals_listing_of_coins(up, down):
    assert sign_test(up, down) == brute.sign(up, down)


def test_equal_decimals_tie_though_binary_floats_differ():
    found = answer(case([3.1, 1.9, 2.6, 4.1, 3.3, 2.8], [3.4, 2.2, 2.9, 4.4, 3.6, 3.1]))
    assert found["wilcoxon"]["w_plus"] == 21 and found["median_change"] == 0.3
    assert found["hodges_lehmann"]["low"] == found["hodges_lehmann"]["high"] == 0.3


def test_three_risen_of_twenty_is_one_among_the_changed_and_little_among_all():
    effect = answer(case([3] * 20, [5] * 3 + [3] * 17))["effect"]
    assert effect["rank_biserial"] == 1 and effect["rank_biserial_all"] == pytest.approx(57 / 210)


def test_nobody_with_both_answers_gives_nulls_and_hides_everything():
    found = answer(
        {"command": "paired", "pairs": [{"id": 1, "before": 3, "after": None}], "scale": {"min": 1, "max": 5}}
    )
    assert found["n_only_before"] == 1 and found["n_pairs"] == 0
    assert found["verdict"] == {"code": "hidden", "direction": "none"} and not any(found["show"].values())
    for key in ("wilcoxon", "sign", "median_before", "hodges_lehmann", "effect", "sensitivity", "bootstrap_mean"):
        assert found[key] is None
    assert answer({"command": "paired", "pairs": []})["wilcoxon"] is None


def test_what_may_be_shown_grows_with_the_group():
    def shows(n, changed):
        return answer(case([2] * n, [3] * changed + [2] * (n - changed)))["show"]

    assert shows(4, 4) == {"summary": False, "p_value": False, "ci": False}
    assert shows(5, 5) == {"summary": True, "p_value": False, "ci": False}
    assert shows(8, 5) == {"summary": True, "p_value": False, "ci": True}
    assert shows(8, 6) == {"summary": True, "p_value": True, "ci": True}


def test_interval_begins_at_six_people_and_at_eight_for_99_percent():
    def low(n, confidence):
        return answer(case([1] * n, range(2, n + 2), confidence=confidence))["hodges_lehmann"]["low"]

    assert low(5, 0.95) is None and low(6, 0.95) is not None
    assert low(7, 0.99) is None and low(8, 0.99) is not None


def verdict(before, after, **more):
    return tuple(answer(case(before, after, **more))["verdict"].values())


@pytest.mark.parametrize(
    ("before", "after", "more", "expected"),
    [
        ([2] * 4, [3] * 4, {}, ("hidden", "none")),
        ([2] * 7, [2] * 7, {}, ("all_same", "none")),
        ([2] * 12, [3] * 5 + [2] * 7, {}, ("few_changed", "up")),
        ([2] * 11, [1] * 5 + [2] * 6, {}, ("too_few", "down")),
        ([1] * 12, [3] * 12, {}, ("clear", "up")),
        ([4] * 11, [2] * 11, {}, ("clear_few", "down")),
        ([2] * 60, [3] * 8 + [1] + [2] * 51, {}, ("clear_small", "up")),
        ([3] * 40, [4, 2] * 4 + [3] * 32, {}, ("stable", "none")),
        ([2] * 8, [3] * 7 + [1], {"delta": 0.4}, ("notable_few", "up")),
        ([3] * 8, [5, 1] * 4, {}, ("unclear", "none")),
        ([1] * 12, [3] * 12, {"p_adjusted": 0.06}, ("notable_few", "up")),
        ([1] * 12, [3] * 12, {"p_adjusted": 0.05}, ("clear", "up")),
    ],
)
def test_first_rule_that_fits_gives_the_verdict(before, after, more, expected):
    assert verdict(before, after, **more) == expected


def dropped(stayed, left, **more):
    return compare_pairs(people(*stayed, *((before, None) for before in left)), **more).sensitivity


def test_no_sensitivity_without_dropouts_or_without_a_scale():
    assert dropped([(2, 4)] * 8, [], scale=FIVE) is None
    assert dropped([(2, 4)] * 8, [3], scale=None) is None


def test_sensitivity_counts_dropouts_at_both_ends_and_in_the_middle():
    stayed, left = [(2, 4), (2, 3), (1, 3), (3, 5), (2, 4), (2, 4), (3, 3)], [3, 4]
    found = dropped(stayed, left, scale=FIVE)
    for run, ends in ((found.worst, (1, 1)), (found.unchanged, (3, 4)), (found.best, (5, 5))):
        changes = [b - a for a, b in stayed] + [end - a for a, end in zip(left, ends, strict=True)]
        assert run == (brute.middle(brute.walsh(changes)), brute.signed_rank(changes)[2])


@pytest.mark.parametrize(
    ("stayed", "left", "robust"),
    [
        ([(1, 3)] * 20, [2], "strong"),
        ([(2, 3)] * 12, [5] * 5, "moderate"),
        ([(4, 3)] * 12, [1] * 5, "moderate"),
        ([(2, 3)] * 6, [3] * 40, "moderate"),
        ([(2, 3)] * 7 + [(3, 2)], [4], "none"),
        ([(1, 5), (5, 1)] * 6, [4], "none"),
    ],
)
def test_robustness_asks_the_pole_against_the_finding(stayed, left, robust):
    assert dropped(stayed, left, scale=FIVE).robust == robust


def test_finding_that_dropouts_can_undo_is_weak():
    """Two small falls weigh little among big rises, and as much as any change among many who stayed the same."""
    stayed = [(1, 5)] * 3 + [(1, 4)] * 3 + [(4, 3)] * 2
    found = dropped(stayed, [3] * 40, scale=FIVE)
    main = brute.signed_rank([4] * 3 + [3] * 3 + [-1] * 2)[2]
    assert main <= ALPHA < found.unchanged[1]
    assert found.robust == "weak"


def test_entry_values_of_those_who_left_are_compared_from_k_people_on():
    found = compare_pairs(people(*[(4, 5)] * 5, *[(2, None)] * 5), scale=FIVE)
    assert found.dropouts is not None and found.dropouts.delta == -1
    assert compare_pairs(people(*[(4, 5)] * 5, *[(2, None)] * 4), scale=FIVE).dropouts is None


CHANGES = st.lists(st.integers(-4, 4), min_size=1, max_size=14)


def ranked(changes):
    return wilcoxon([Fraction(change) for change in changes], ALPHA)


@given(CHANGES)
def test_turning_every_change_swaps_the_rank_sums_and_keeps_p(changes):
    one, other = ranked(changes), ranked([-change for change in changes])
    assert (one.w_plus, one.w_minus, one.p) == (other.w_minus, other.w_plus, other.p)


@given(CHANGES, st.randoms(use_true_random=False))
def test_order_of_people_changes_nothing(changes, rng):
    shuffled = changes[:]
    rng.shuffle(shuffled)
    before = [5] * len(changes)
    one = answer(case(before, [5 + change for change in changes]))
    assert one == answer(case(before, [5 + change for change in shuffled]))


@given(CHANGES)
def test_ranks_see_only_the_order_of_sizes(changes):
    """A monotone stretch of the sizes of changes keeps Wilcoxon; the permutation of the mean need not."""
    stretched = [change**3 for change in changes]
    assert ranked(changes) == ranked(stretched)


@given(CHANGES, st.integers(1, 5), st.integers(-3, 3))
@settings(max_examples=50)
def test_units_and_origin_of_the_scale_do_not_matter(changes, unit, origin):
    before = [5 + place % 3 for place in range(len(changes))]
    after = [b + change for b, change in zip(before, changes, strict=True)]
    one = answer(case(before, after))
    other = answer(case([unit * b + origin for b in before], [unit * a + origin for a in after]))
    for key in ("wilcoxon", "wilcoxon_nozero", "sign", "permutation", "effect"):
        assert one[key] == other[key]
    for key in ("estimate", "low", "high"):
        value = one["hodges_lehmann"][key]
        assert other["hodges_lehmann"][key] == (None if value is None else pytest.approx(unit * value))


@given(CHANGES)
def test_estimate_lies_within_its_interval(changes):
    found = answer(case([5] * len(changes), [5 + change for change in changes]))["hodges_lehmann"]
    if found["low"] is not None:
        assert found["low"] <= found["estimate"] <= found["high"] and found["level"] >= 0.95
