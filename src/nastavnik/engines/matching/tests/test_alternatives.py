"""Whether the answer could have been another: compared with all matchings, and spoilt claims are caught."""

import copy
import random

import pytest

from nastavnik.engines.matching import check, solve

from .random_instances import all_matchings, assign_instance, vector

OBJECTIVES = ("card_total", "total", "card_keep_total", "card_fair_total", "card_leximin")
KINDS = [(), ("people", "barred", "forbidden"), ("minimum", "locked"), ("quotas",), ("together", "open_or_close")]


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_the_only_optimum_is_called_so_and_another_one_is_shown(objective):
    said = {True: 0, False: 0, None: 0}
    for seed in range(160):
        data = assign_instance(seed, musts=KINDS[seed % 5])
        if seed % 2:
            data["pairs"] = [pair | {"score": pair["score"] % 3} for pair in data["pairs"]]
        result = solve(data, objective=objective)
        if result.status == "infeasible":
            continue
        made = all_matchings(data)
        best = max(vector(data, one, objective) for one in made)
        optima = [one for one in made if vector(data, one, objective) == best]
        unique = result.certificate.get("unique")
        said[unique] += 1
        if unique is not None:
            assert unique == (len(optima) == 1), (seed, result)
        if unique is False:
            after = dict(result.pairs)
            for who, old, new in result.certificate["other"]:
                assert after.get(who) == old
                after[who] = new
            other = frozenset((t, m) for t, m in after.items() if m)
            assert other in optima and other != frozenset(result.pairs), seed
        assert check(data, result) == [], seed
    assert said[True] > 20 and said[False] > 10


def test_a_plain_problem_of_any_size_is_always_decided_and_a_false_claim_is_caught():
    for scores, unique in ((10**6, True), (3, False)):
        data = assign_instance(0, size=(1, 1)) | {"locked": [], "base": []}
        data["mentees"] = [{"id": f"n{i:03}"} for i in range(150)]
        data["mentors"] = [{"id": f"k{i:02}", "capacity": 3} for i in range(50)]
        rng = random.Random(1)
        data["pairs"] = [
            {"mentee": mentee["id"], "mentor": mentor["id"], "score": rng.randrange(scores)}
            for mentee in data["mentees"]
            for mentor in rng.sample(data["mentors"], 6)
        ]
        result = solve(data).to_json()
        assert result["certificate"]["unique"] is unique and check(data, result) == []
        false = copy.deepcopy(result)
        false["certificate"]["unique"] = not unique
        assert [item.where for item in check(data, false)] == ["unique"]
        if not unique:
            result["certificate"]["other"].pop()
            assert check(data, result), "half a chain is no other answer"


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_what_a_pair_is_better_by_is_what_a_solution_without_it_loses(objective):
    kinds = dict.fromkeys(("equal", "worse", "only", "locked"), 0)
    for seed in range(120):
        data = assign_instance(seed, musts=KINDS[seed % 5])
        best = solve(data, objective=objective, sure=True)
        if best.status == "infeasible":
            continue
        assert [(item.mentee, item.mentor) for item in best.margins] == list(best.pairs)
        for item in best.margins:
            kinds[item.kind] = kinds.get(item.kind, 0) + 1
            pair = (item.mentee, item.mentor)
            rest = [one for one in all_matchings(data) if pair not in one]
            if item.kind in ("locked", "only", "unknown"):
                assert item.loss is None and not rest, (seed, item)
                continue
            after = dict(best.pairs)
            for who, old, new in item.loss.moves:
                assert after.get(who) == old
                after[who] = new
            there = frozenset((t, m) for t, m in after.items() if m)
            assert there in rest, (seed, item)
            value = vector(data, there, objective)
            assert value == max(vector(data, one, objective) for one in rest), (seed, item)
            assert (item.kind == "equal") == (value == vector(data, frozenset(best.pairs), objective)), (seed, item)
            assert item.loss.matched == len(best.pairs) - len(there)
            assert ("итог тот же" in item.text) == (item.kind == "equal")
        assert check(data, best) == [], seed
    assert all(kinds[kind] for kind in ("equal", "worse", "locked"))


def test_a_false_margin_is_caught():
    caught = 0
    for seed in range(60):
        data = assign_instance(seed, musts=("minimum", "locked"))
        result = solve(data, sure=True).to_json()
        for number, told in enumerate(result.get("explanations", {}).get("margins", [])):
            other = {"equal": "worse", "worse": "equal", "locked": "only", "only": "locked"}[told["kind"]]
            false = copy.deepcopy(result)
            false["explanations"]["margins"][number]["kind"] = other
            assert check(data, false), (seed, told)
            if told["loss"]:
                false = copy.deepcopy(result)
                false["explanations"]["margins"][number]["loss"]["total"] -= 1
                assert check(data, false), (seed, told)
                caught += 1
    assert caught > 30
