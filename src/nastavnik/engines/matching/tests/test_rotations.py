"""Strict lists with many stable matchings: `hybrid` finds the best of all of them, at any size."""

import itertools
import random

from nastavnik.engines.matching import solve
from nastavnik.engines.matching.rotations import heaviest_closure

from .random_instances import all_stable


def complete(seed, mentees, mentors, capacity, *, short=0.0):
    """A `hybrid` instance with strict lists of everybody, some shortened at the end."""
    rng = random.Random(seed)
    ids, guides = [f"n{i:03}" for i in range(mentees)], [f"k{i:03}" for i in range(mentors)]

    def ranked(names):
        row = rng.sample(names, len(names))
        return [[name] for name in (row[: rng.randint(1, len(row))] if rng.random() < short else row)]

    return {
        "format": "nastavnik-match/1",
        "mode": "hybrid",
        "mentees": [{"id": t, "preferences": ranked(guides), "consent": True} for t in ids],
        "mentors": [{"id": m, "preferences": ranked(ids), "capacity": capacity} for m in guides],
        "pairs": [{"mentee": t, "mentor": m, "score": rng.randint(-30, 60)} for t in ids for m in guides],
    }


def test_the_best_of_all_stable_matchings_is_found():
    several = 0
    shapes = [(4, 4, 1, 0.0)] * 120 + [(5, 5, 1, 0.2)] * 25 + [(6, 3, 2, 0.0)] * 25 + [(5, 3, 2, 0.3)] * 40
    for seed, (mentees, mentors, capacity, short) in enumerate(shapes):
        data = complete(seed, mentees, mentors, capacity, short=short)
        score = {(pair["mentee"], pair["mentor"]): pair["score"] for pair in data["pairs"]}
        possible = all_stable(data)
        result = solve(data)
        assert frozenset(result.pairs) in possible and result.status == "optimal", seed
        assert result.total == max(sum(score[key] for key in made) for made in possible), seed
        several += len(possible) > 1
    assert several > 60


def test_three_hundred_mentees_with_full_lists_are_proven():
    result = solve(complete(1, 300, 100, 3))
    assert result.status == "optimal" and result.matched == 300


def test_the_heaviest_closure_is_that_of_all_closed_sets():
    for seed in range(150):
        rng = random.Random(seed)
        size = rng.randint(1, 7)
        weights = [rng.randint(-9, 9) for _ in range(size)]
        before = [frozenset(k for k in range(number) if rng.random() < 0.3) for number in range(size)]
        closed = [
            set(chosen)
            for count in range(size + 1)
            for chosen in itertools.combinations(range(size), count)
            if all(before[number] <= set(chosen) for number in chosen)
        ]
        found = heaviest_closure(weights, before)
        assert found in closed
        assert sum(weights[k] for k in found) == max(sum(weights[k] for k in chosen) for chosen in closed), seed
