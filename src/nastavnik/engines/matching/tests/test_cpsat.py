"""Where the core's own search gives up, CP-SAT of the extra goes on; its answers are as right as the core's."""

import random

import pytest

from nastavnik.engines.matching import InstanceError, check, search, solve
from nastavnik.engines.matching.acceptance import deferred_acceptance
from nastavnik.engines.matching.cpsat import best_of_task, largest_stable
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
