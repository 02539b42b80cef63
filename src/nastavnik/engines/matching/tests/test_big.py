"""Sizes and shapes that break careless solvers: proven answers, and work that grows no faster than promised."""

import random
import sys
import tracemalloc

import pytest

from nastavnik.engines.matching import Instance, check, solve


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


def steps(work):
    """Lines of Python that the engine goes through: the same on every machine, unlike seconds."""
    count = 0

    def local(frame, event, argument):
        nonlocal count
        count += event == "line"
        return local

    def everywhere(frame, event, argument):
        return local if "/engines/matching/" in frame.f_code.co_filename.replace("\\", "/") else None

    before = sys.gettrace()
    sys.settrace(everywhere)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("objective", ["card_total", "card_fair_total", "card_leximin", "total"])
def test_three_hundred_mentees_are_proven_under_every_objective(objective):
    data = instance(300, 100, 20)
    result = solve(data, objective=objective)
    assert result.status == "optimal" and check(data, result) == []


def test_a_large_problem_needs_no_table_of_everybody_with_everybody():
    data = instance(3000, 1500, 4)
    prepared = Instance.from_json(data)
    tracemalloc.start()
    try:
        result = solve(prepared)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert result.matched == 3000
    assert peak < 3000 * 1500 * 8, "eight bytes for every mentee with every mentor"


@pytest.mark.slow
def test_a_thousand_mentees_with_explanations_are_proven():
    data = instance(1000, 300, 20)
    result = solve(data, explain=True)
    assert result.matched == 900 and len(result.unmatched) == 100
    assert all(item.relaxation is not None for item in result.unmatched)
    assert check(data, result) == []


def ladder(length):
    return {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "mentees": [{"id": f"n{i:02}"} for i in range(length)],
        "mentors": [{"id": f"k{i:02}", "capacity": 1} for i in range(length)],
        "pairs": [
            {"mentee": f"n{i:02}", "mentor": f"k{j:02}", "score": 1}
            for i in range(length)
            for j in {i, max(0, i - 1), max(0, i - 2)}
        ],
    }


def test_a_ladder_twice_as_long_takes_no_exponential_work():
    assert solve(ladder(60), explain=True).matched == 60
    assert steps(lambda: solve(ladder(60), explain=True)) < 10 * steps(lambda: solve(ladder(30), explain=True))


def test_equal_scores_and_one_list_for_all_are_solved():
    same = instance(200, 60, 20, scores=0)
    assert solve(same, explain=True).matched == 180 and check(same, solve(same)) == []
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
    result = solve(data)
    assert result.status == "optimal" and result.certificate == {"kind": "search"} and result.matched == 90
