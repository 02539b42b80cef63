"""The answer is the best of all matchings, for every objective and every kind of must, on small random instances."""

import random

import pytest

from nastavnik.engines.matching import solve

from .random_instances import (
    MUSTS,
    all_matchings,
    all_stable,
    assign_instance,
    obeys,
    stable_instance,
    vector,
)

OBJECTIVES = ("card_total", "card_fair_total", "card_leximin", "card_keep_total", "total")
KINDS = [
    (),
    ("locked", "forbidden", "people", "barred"),
    ("minimum", "locked"),
    ("quotas",),
    ("minimum", "quotas", "locked"),
    ("together", "open_or_close"),
    MUSTS,
]


@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_no_matching_that_obeys_all_musts_is_better(kind):
    solved = impossible = 0
    for seed in range(kind, 700, 7):
        data = assign_instance(seed, musts=KINDS[kind], size=(5, 4) if seed % 5 else (6, 4))
        possible = all_matchings(data)
        for objective in OBJECTIVES:
            result = solve(data, objective=objective)
            if not possible:
                assert result.status == "infeasible", (seed, objective)
                impossible += 1
                continue
            made = frozenset(result.pairs)
            assert result.status == "optimal" and obeys(data, made), (seed, objective)
            best = max(vector(data, other, objective) for other in possible)
            assert vector(data, made, objective) == best, (seed, objective)
            solved += 1
    assert solved > 120 and (impossible > 0 or kind in (0, 1, 5))


def test_the_front_holds_every_point_that_nothing_beats():
    for seed in range(0, 900, 3):
        data = assign_instance(seed, musts=KINDS[seed % 5])
        possible = all_matchings(data)
        result = solve(data, objective="pareto")
        if not possible:
            assert result.status == "infeasible"
            continue
        size = max(len(made) for made in possible)
        score = {(pair["mentee"], pair["mentor"]): pair["score"] for pair in data["pairs"]}
        points = {
            (min(score[key] for key in made), sum(score[key] for key in made))
            for made in possible
            if len(made) == size and made
        }
        best = sorted(p for p in points if not any(q != p and q[0] >= p[0] and q[1] >= p[1] for q in points))
        assert [(point.worst, point.total) for point in result.front] == best, seed


@pytest.mark.parametrize("strict", [True, False])
def test_a_stable_answer_is_stable_and_the_best_of_its_kind(strict):
    for seed in range(500):
        data = stable_instance(seed, strict=strict)
        possible = all_stable(data)
        result = solve(data)
        made = frozenset(result.pairs)
        assert made in possible and result.status == "optimal", seed
        assert result.matched == max(map(len, possible)), seed
        if strict:
            assert {len(other) for other in possible} == {result.matched}, seed
            place = {t["id"]: [m for group in t["preferences"] for m in group] for t in data["mentees"]}
            for other in possible:
                for t, m in other:
                    assert place[t].index(dict(made)[t]) <= place[t].index(m), seed


def test_who_is_left_and_which_mentors_have_room_is_the_same_in_every_stable_matching():
    """Rural hospitals theorem (Roth, Econometrica 54 (1986)): strict lists, places left are filled by the same people."""
    several = 0
    for seed in range(200):
        rng = random.Random(seed)
        ids, guides = [f"n{i}" for i in range(5)], [f"k{i}" for i in range(4)]
        data = {
            "format": "nastavnik-match/1",
            "mode": "stable",
            "mentees": [
                {"id": t, "consent": True, "preferences": [[m] for m in rng.sample(guides, rng.randint(3, 4))]}
                for t in ids
            ],
            "mentors": [
                {
                    "id": m,
                    "capacity": rng.randint(1, 2),
                    "preferences": [[t] for t in rng.sample(ids, rng.randint(4, 5))],
                }
                for m in guides
            ],
        }
        possible = all_stable(data)
        made = frozenset(solve(data).pairs)
        room = {mentor["id"]: mentor["capacity"] for mentor in data["mentors"]}
        mine = {m: {t for t, at in made if at == m} for m in room}
        for other in possible:
            assert {t for t, _ in other} == {t for t, _ in made}, seed
            for m, people in mine.items():
                if len(people) < room[m]:
                    assert {t for t, at in other if at == m} == people, (seed, m)
        several += len(possible) > 1
    assert several > 8


@pytest.mark.parametrize("strict", [True, False])
def test_hybrid_takes_the_best_scores_among_the_largest_stable(strict):
    for seed in range(400):
        data = stable_instance(seed, strict=strict, mode="hybrid")
        score = {(pair["mentee"], pair["mentor"]): pair["score"] for pair in data["pairs"]}
        possible = [(len(made), sum(score[key] for key in made)) for made in all_stable(data)]
        result = solve(data)
        assert frozenset(result.pairs) in all_stable(data)
        assert (result.matched, result.total) == max(possible) and result.status == "optimal", seed
