"""Sizes and shapes that break careless solvers; the limits are generous, a careless solver misses them by far."""

import random
import time

import pytest

from nastavnik.engines.matching import check, solve


def instance(mentees, mentors, degree, *, capacity=3, seed=1, scores=100):
    rng = random.Random(seed)
    guides = [f"k{i:04}" for i in range(mentors)]
    return {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "bands": [20, 40, 60, 80],
        "mentees": [{"id": f"n{i:04}"} for i in range(mentees)],
        "mentors": [{"id": m, "capacity": capacity} for m in guides],
        "pairs": [
            {"mentee": f"n{i:04}", "mentor": m, "score": rng.randint(0, scores)}
            for i in range(mentees)
            for m in rng.sample(guides, degree)
        ],
    }


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@pytest.mark.parametrize("objective", ["card_total", "card_fair_total", "card_leximin", "total"])
def test_three_hundred_mentees_are_solved_within_a_second_or_so(objective):
    data = instance(300, 100, 20)
    assert seconds(lambda: solve(data, objective=objective)) < 5


@pytest.mark.slow
def test_a_thousand_mentees_with_explanations_are_proven():
    data = instance(1000, 300, 20)
    result = solve(data, explain=True)
    assert result.matched == 900 and len(result.unmatched) == 100
    assert all(item.relaxation is not None for item in result.unmatched)
    assert check(data, result) == []


def test_a_ladder_of_sixty_mentees_takes_no_exponential_time():
    steps = 60
    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "mentees": [{"id": f"n{i:02}"} for i in range(steps)],
        "mentors": [{"id": f"k{i:02}", "capacity": 1} for i in range(steps)],
        "pairs": [
            {"mentee": f"n{i:02}", "mentor": f"k{j:02}", "score": 1}
            for i in range(steps)
            for j in {i, max(0, i - 1), max(0, i - 2)}
        ],
    }
    assert seconds(lambda: solve(data, explain=True)) < 2
    assert solve(data).matched == steps


def test_equal_scores_and_one_list_for_all_are_solved():
    same = instance(200, 60, 20, scores=0)
    assert seconds(lambda: solve(same, explain=True)) < 10 and solve(same).matched == 180
    guides = [f"k{i:02}" for i in range(40)]
    people = [f"n{i:03}" for i in range(120)]
    one_list = {
        "format": "nastavnik-match/1",
        "mode": "stable",
        "mentees": [{"id": t, "preferences": [[m] for m in guides]} for t in people],
        "mentors": [{"id": m, "capacity": 2, "preferences": [[t] for t in people]} for m in guides],
    }
    result = solve(one_list)
    assert result.pairs == tuple((people[i], guides[i // 2]) for i in range(80))


def test_scores_at_both_ends_of_the_range_do_not_outvote_the_number_of_pairs():
    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "mentees": [{"id": "n1"}, {"id": "n2"}],
        "mentors": [{"id": "k1", "capacity": 1}, {"id": "k2", "capacity": 1}],
        "pairs": [
            {"mentee": "n1", "mentor": "k1", "score": 10**6},
            {"mentee": "n1", "mentor": "k2", "score": -(10**6)},
            {"mentee": "n2", "mentor": "k1", "score": -(10**6)},
        ],
    }
    assert solve(data).pairs == (("n1", "k2"), ("n2", "k1")) and solve(data, objective="total").pairs == (("n1", "k1"),)


def test_nested_quotas_stay_quick_at_full_size():
    data = instance(300, 100, 15, seed=5)
    guides = [m["id"] for m in data["mentors"]]
    data["quotas"] = [
        {"id": "вся площадка", "mentors": guides[:50], "maximum": 120},
        {"id": "отделение", "mentors": guides[:20], "maximum": 40, "minimum": 30},
        {"id": "первый курс", "mentors": [guides[60]], "mentees": [f"n{i:04}" for i in range(100)], "maximum": 0},
    ]
    for mentor in data["mentors"][:30]:
        mentor["minimum"] = 1
    result = solve(data)
    assert result.status == "optimal" and result.certificate["kind"] == "duals" and check(data, result) == []
    made = [m for _, m in result.pairs]
    assert sum(m in guides[:50] for m in made) <= 120 and 30 <= sum(m in guides[:20] for m in made) <= 40


def test_a_search_that_is_stopped_says_so():
    data = instance(30, 12, 6, seed=3)
    data["minimum_policy"] = "open_or_close"
    for mentor in data["mentors"]:
        mentor["minimum"] = 3
    full = solve(data)
    assert full.status == "optimal"
    calls = iter(range(10**9))
    stopped = solve(data, stop=lambda: next(calls) > 6)
    assert stopped.status in ("feasible", "optimal")
    if stopped.status == "feasible":
        assert stopped.matched <= full.matched and stopped.certificate["kind"] == "bound" and stopped.warnings


def test_quotas_that_cross_are_proven_too():
    data = instance(120, 40, 10, seed=2)
    guides = [m["id"] for m in data["mentors"]]
    data["quotas"] = [
        {"id": "первый корпус", "mentors": guides[:20], "mentees": [f"n{i:04}" for i in range(60)], "maximum": 15},
        {"id": "вечернее", "mentors": guides[10:], "mentees": [f"n{i:04}" for i in range(30, 120)], "maximum": 30},
    ]
    start = time.perf_counter()
    result = solve(data)
    assert result.status == "optimal" and result.certificate == {"kind": "search"} and result.matched == 90
    assert time.perf_counter() - start < 20
