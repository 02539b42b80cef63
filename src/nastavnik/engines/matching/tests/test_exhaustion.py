"""The answer is the best of all matchings, for every objective and every kind of must, on small random instances."""

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


@pytest.mark.parametrize("strict", [True, False])
def test_hybrid_takes_the_best_scores_among_the_largest_stable(strict):
    for seed in range(400):
        data = stable_instance(seed, strict=strict, mode="hybrid")
        score = {(pair["mentee"], pair["mentor"]): pair["score"] for pair in data["pairs"]}
        possible = [(len(made), sum(score[key] for key in made)) for made in all_stable(data)]
        result = solve(data)
        assert frozenset(result.pairs) in all_stable(data)
        assert (result.matched, result.total) == max(possible) and result.status == "optimal", seed
