"""Bidding places most mentees at once; the flow that goes on from it is as good as one that lets them in one by one."""

import random

import pytest

from nastavnik.engines.matching.flow import OUTSIDE, ROOT, Flow


def flows(seed):
    """The same random problem solved with and without bidding; few places and few scores, so that much is equal."""
    rng = random.Random(seed)
    mentees, mentors = rng.randint(1, 30), rng.randint(1, 10)
    greatest, card = rng.choice([1, 5, 100]), rng.choice([0, 10**4])
    edges = [
        [(m, card + rng.randint(-greatest, greatest)) for m in range(mentors) if rng.random() < 0.5]
        for _ in range(mentees)
    ]
    high = [rng.choice([0, 1, 1, 2, 5]) for _ in range(mentors)]
    made = [Flow(edges, [ROOT] * mentors, [0] * mentors, high) for _ in range(2)]
    for mentee in range(mentees):
        made[1].enter(mentee)
    return made[0].solve(), made[1]


@pytest.mark.parametrize("start", range(4))
def test_bidding_first_gives_the_same_value_and_prices_that_prove_it(start):
    for seed in range(start, 400, 4):
        quick, plain = flows(seed)
        assert quick.gain() == plain.gain(), seed
        assert all(0 <= load <= high for load, high in zip(quick.load, quick.high, strict=True))
        for node, price in enumerate(quick.price):
            assert price >= 0 and (price == 0 or quick.load[node] == quick.high[node]), seed
        for mentee, row in enumerate(quick.edges):
            at = quick.at[mentee]
            gets = 0 if at == OUTSIDE else quick.at_gain[mentee] - quick.price[at]
            assert gets >= 0 and all(gain - quick.price[node] <= gets for node, gain in row), seed
