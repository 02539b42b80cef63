"""Where the core's own search gives up, CP-SAT of the extra goes on; its answers are as right as the core's."""

import random

import pytest

from nastavnik.engines.matching import InstanceError, check, conflicts, search, solve
from nastavnik.engines.matching.acceptance import deferred_acceptance
from nastavnik.engines.matching.cpsat import best_of_task
from nastavnik.engines.matching.cpsat_stable import largest_stable
from nastavnik.engines.matching.flow import OUTSIDE
from nastavnik.engines.matching.formulation import build_formulation
from nastavnik.engines.matching.lists import build_lists
from nastavnik.engines.matching.model import ENGINE, ENGINE_HELPED, Instance

from .random_instances import MUSTS, all_matchings, all_stable, assign_instance, obeys, stable_instance, vector

pytest.importorskip("ortools", reason="Нет дополнения region (OR-Tools)")


def test_tangled_musts_are_solved_as_by_exhaustion():
    solved = impossible = 0
    for seed in range(60):
        data = assign_instance(seed, musts=MUSTS if seed % 2 else ("together", "quotas"), size=(5, 4))
        problem = build_formulation(Instance.from_json(data), "card_total", 0)
        found = best_of_task(problem.task, None, None)
        possible = all_matchings(data)
        if found is None:
            assert not possible or not any(problem.task.gains), seed
            impossible += 1
            continue
        made = frozenset((problem.mentees[t].id, problem.mentors[m].id) for t, m in enumerate(found.at) if m != OUTSIDE)
        assert obeys(data, made) and found.value == found.bound, seed
        best = max(vector(data, other, "card_total") for other in possible)
        assert vector(data, made, "card_total") == best, seed
        solved += 1
    assert solved > 20 and impossible > 5


def test_ties_are_solved_as_by_exhaustion():
    larger = 0
    for seed in range(120):
        data = stable_instance(seed, strict=False, size=(6, 5))
        lists, mentees, mentors = build_lists(Instance.from_json(data), 0)
        start = deferred_acceptance(lists)
        worth = [dict.fromkeys(row, 1) for row in lists.own_rank]
        found = largest_stable(lists, lists.own_rank, worth, start, len(mentees), None)
        if found is None:
            assert not any(lists.own_rank), seed
            continue
        made = frozenset((mentees[t], mentors[m]) for t, m in enumerate(found.at) if m != OUTSIDE)
        possible = all_stable(data)
        assert made in possible and len(made) == max(map(len, possible)), seed
        larger += len(made) > sum(m != OUTSIDE for m in start)
    assert larger


def test_a_search_that_gives_up_is_taken_over(monkeypatch):
    def gives_up(self, root):
        raise search.SearchStopped

    monkeypatch.setattr(search._Search, "run", gives_up)
    taken = 0
    for seed in range(25):
        data = assign_instance(seed, musts=("together", "open_or_close"), size=(5, 4))
        try:
            result = solve(data)
        except InstanceError as error:
            assert error.code == "undecided"
            continue
        if result.engine == ENGINE_HELPED:
            assert result.status == "optimal" and check(data, result) == []
            taken += 1
    assert taken > 3


def test_an_objective_too_heavy_to_search_still_gets_an_answer_that_obeys_all_musts(monkeypatch):
    true_best = search.best

    def gives_up(task, stop=None, **options):
        if max((abs(gain) for row in task.gains for gain in row.values()), default=0) > 2**20:
            raise search.SearchStopped
        return true_best(task, stop, **options)

    monkeypatch.setattr("nastavnik.engines.matching.assign.best", gives_up)
    answered = 0
    for seed in range(40):
        data = assign_instance(seed, musts=("together", "quotas", "locked"))
        if not all_matchings(data):
            continue
        result = solve(data, objective="card_leximin")
        assert obeys(data, frozenset(result.pairs)), seed
        if result.status == "feasible":
            assert result.matched == solve(data).matched and result.certificate["kind"] == "bound"
            answered += 1
    assert answered > 3


def test_hard_ties_below_a_thousand_pairs_are_proven_the_largest():
    rng = random.Random(2)
    guides = [f"k{i:02}" for i in range(60)]
    lists = {f"n{i:02}": rng.sample(guides, 6) for i in range(60)}

    def tied(row):
        return [row[i : i + 2] for i in range(0, len(row), 2)]

    wanted = {m: rng.sample(people, len(people)) for m in guides for people in [[t for t in lists if m in lists[t]]]}
    data = {
        "format": "nastavnik-match/1",
        "mode": "stable",
        "mentees": [{"id": t, "preferences": tied(row)} for t, row in lists.items()],
        "mentors": [{"id": m, "capacity": 1, "preferences": tied(wanted[m])} for m in guides],
    }
    result = solve(data)
    assert result.status == "optimal" and result.engine == ENGINE_HELPED and ENGINE in result.engine
    assert [item for item in check(data, result) if "неустойчиво" in item.message or item.code == "must"] == []


def by_levels(data, objective):
    """The vector of the objective by another solver: a model of its own over the file's words, level after level."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    pairs = {(pair["mentee"], pair["mentor"]): pair["score"] for pair in data["pairs"]}
    made = {key: model.new_bool_var("") for key in pairs}
    for mentee in data["mentees"]:
        model.add_at_most_one(var for (t, _), var in made.items() if t == mentee["id"])
    for mentor in data["mentors"]:
        load = sum(var for (_, m), var in made.items() if m == mentor["id"])
        model.add_linear_constraint(load, mentor["minimum"], mentor["capacity"])
    for quota in data["quotas"]:
        model.add(
            sum(var for (t, m), var in made.items() if t in quota["mentees"] and m in quota["mentors"])
            <= quota["maximum"]
        )
    edges = data["bands"] if objective == "card_fair_total" else sorted(set(pairs.values()))[1:]
    worse = [
        -sum(var for key, var in made.items() if sum(edge <= pairs[key] for edge in edges) == band)
        for band in range(len(edges))
    ]
    kept = sum(var for key, var in made.items() if list(key) in data["base"])
    total = sum(score * made[key] for key, score in pairs.items())
    levels = {
        "card_total": [total],
        "card_fair_total": [*worse, total],
        "card_leximin": worse,
        "card_keep_total": [kept, total],
    }[objective]
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    best = []
    for level in (sum(made.values()), *levels):
        model.maximize(level)
        assert solver.solve(model) == cp_model.OPTIMAL
        best.append(round(solver.objective_value))
        model.add(level == best[-1])
    return best


@pytest.mark.parametrize("objective", ["card_total", "card_fair_total", "card_leximin", "card_keep_total"])
def test_eighty_mentees_are_matched_as_well_as_by_another_solver(objective):
    rng = random.Random(80)
    people, guides = [f"n{i:02}" for i in range(80)], [f"k{i:02}" for i in range(30)]
    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "objective": objective,
        "bands": [20, 40, 60, 80],
        "mentees": [{"id": t} for t in people],
        "mentors": [{"id": m, "capacity": rng.randint(1, 3), "minimum": int(i % 4 == 0)} for i, m in enumerate(guides)],
        "pairs": [
            {"mentee": t, "mentor": m, "score": 10 * rng.randint(0, 9)} for t in people for m in rng.sample(guides, 8)
        ],
        "base": [[t, rng.choice(guides)] for t in people],
        "quotas": [
            {"id": "q1", "mentors": guides[:12], "mentees": people, "maximum": 18},
            {"id": "q2", "mentors": guides[5:20], "mentees": people[:50], "maximum": 15},
        ],
    }
    result = solve(data)
    matched, *rest = by_levels(data, objective)
    assert result.status == "optimal" and result.matched == matched
    if objective == "card_leximin":
        scores = vector(data, frozenset(result.pairs), objective)[1]
        worse = sorted({pair["score"] for pair in data["pairs"]})[:-1]
        assert [-scores.count(value) for value in worse] == rest
    else:
        assert list(vector(data, frozenset(result.pairs), objective)) == [matched, *rest]


def test_the_largest_matching_of_lists_that_partly_agree_is_proven():
    """300 × 100, lists of two to eight, both sides alike in taste: the flow bound is out of reach, so it must be lowered."""
    rng = random.Random(2)
    guides = [f"k{i:02}" for i in range(100)]
    ids = [f"n{i:03}" for i in range(300)]
    taste = {name: rng.random() for name in guides + ids}
    lists = {t: rng.sample(guides, rng.randint(2, 8)) for t in ids}

    def ranked(names):
        levels = {}
        for name in names:
            levels.setdefault(int(8 * (0.6 * taste[name] + rng.random())), []).append(name)
        return [levels[level] for level in sorted(levels)]

    data = {
        "format": "nastavnik-match/1",
        "mode": "stable",
        "mentees": [{"id": t, "preferences": ranked(row)} for t, row in lists.items()],
        "mentors": [
            {"id": m, "capacity": rng.choice([2, 4]), "preferences": ranked([t for t in ids if m in lists[t]])}
            for m in guides
        ],
    }
    result = solve(data)
    assert result.status == "optimal" and result.engine == ENGINE_HELPED
    judged = conflicts(data, result.pairs)
    assert not judged.broken and not judged.blocking
