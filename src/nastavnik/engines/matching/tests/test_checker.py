"""The checker passes every true answer and catches every false one."""

import copy
import itertools
import random

import pytest

from nastavnik.engines.matching import ResultError, check, solve

from .random_instances import MUSTS, all_matchings, assign_instance, obeys, stable_instance, vector

OBJECTIVES = ("card_total", "card_fair_total", "card_leximin", "card_keep_total", "total")
KINDS = [(), ("minimum", "locked", "people", "barred"), ("quotas",), MUSTS]


def test_true_answers_pass():
    for seed in range(120):
        data = assign_instance(seed, musts=KINDS[seed % 4])
        for objective in (*OBJECTIVES, "pareto"):
            assert check(data, solve(data, objective=objective, explain=True)) == [], (seed, objective)
    for seed in range(150):
        for mode, strict in itertools.product(("stable", "hybrid"), (True, False)):
            data = stable_instance(seed, strict=strict, mode=mode)
            assert check(data, solve(data, explain=True)) == [], (seed, mode)


def test_other_pairs_pass_only_where_they_are_as_good():
    caught = equal = 0
    for seed in range(160):
        data = assign_instance(seed, musts=KINDS[seed % 4], size=(4, 3))
        possible = all_matchings(data)
        for objective in OBJECTIVES:
            result = solve(data, objective=objective).to_json()
            if result["status"] != "optimal":
                continue
            best = max(vector(data, made, objective) for made in possible)
            for pairs in random.Random(seed).sample(possible, min(4, len(possible))):
                other = stripped(data, result, pairs)
                good = vector(data, pairs, objective) == best
                problems = [item for item in check(data, other) if item.code in ("optimum", "must")]
                assert bool(problems) != good, (seed, objective, pairs)
                caught, equal = caught + (not good), equal + good
    assert caught > 500 and equal > 100


def stripped(data, result, pairs):
    """A result with other pairs, true figures and no certificate."""
    score = {(pair["mentee"], pair["mentor"]): pair["score"] for pair in data["pairs"]}
    made = sorted(list(pair) for pair in pairs)
    kept = {key: result[key] for key in ("format", "mode", "objective", "seed", "status", "instance_sha256")}
    return {**kept, "pairs": made, "matched": len(made), "total": sum(score[tuple(pair)] for pair in made)}


def test_broken_musts_are_named():
    named = 0
    for seed in range(200):
        data = assign_instance(seed, musts=MUSTS)
        result = solve(data).to_json()
        if result["status"] != "optimal":
            continue
        rng = random.Random(seed)
        pairs = {t["id"]: rng.choice(data["mentors"])["id"] for t in data["mentees"] if rng.random() < 0.7}
        listed = {(pair["mentee"], pair["mentor"]) for pair in data["pairs"]}
        made = frozenset(pair for pair in pairs.items() if pair in listed)
        if obeys(data, made):
            continue
        found = check(data, stripped(data, result, made))
        assert any(item.code == "must" and item.message.endswith(".") for item in found), seed
        named += 1
    assert named > 30


def mutations(data, result):
    """False results, each with what was spoiled."""
    taken = [m for _, m in data.get("locked", [])]
    full = {m["id"] for m in data["mentors"] if m["capacity"] <= taken.count(m["id"])}
    for key in ("matched", "total"):
        yield key, {**result, key: result[key] + 1}
    if result["worst"] is not None:
        yield "worst", {**result, "worst": result["worst"] - 1}
        yield "mean", {**result, "mean": result["mean"] + 1}
    yield "bands", {**result, "bands": [result["bands"][0] + 1, *result["bands"][1:]]}
    yield "sha", {**result, "instance_sha256": "0" * 64}
    if result["pairs"]:
        yield "pairs", {**result, "pairs": result["pairs"][1:], "matched": result["matched"] - 1}
        yield "twice", {**result, "pairs": [result["pairs"][0], *result["pairs"]]}
    for place, item in enumerate(result["unmatched"]):
        spoiled = copy.deepcopy(result)
        spoiled["unmatched"][place]["reason"] = "no_candidate" if item["reason"] != "no_candidate" else "capacity"
        yield "reason", spoiled
        yield "left out", {**result, "unmatched": [other for other in result["unmatched"] if other is not item]}
    certificate = result["certificate"]
    if certificate["kind"] == "duals":
        for side in ("mentee", "mentor"):
            for name, price in certificate[side].items():
                if price <= 0 or name in full:
                    continue  # a price of nothing proves nothing
                spoiled = copy.deepcopy(result)
                spoiled["certificate"][side][name] -= 1
                yield f"price {name}", spoiled
        if result["objective"] != "total":
            spoiled = copy.deepcopy(result)
            spoiled["certificate"]["scales"]["card"] = 0
            yield "scales", spoiled
    for place, item in enumerate(result["explanations"]["rejected"]):
        if item["loss"] is not None:
            spoiled = copy.deepcopy(result)
            spoiled["explanations"]["rejected"][place]["loss"]["total"] += 1
            yield "loss", spoiled


@pytest.mark.parametrize("musts", [(), ("minimum", "locked", "barred")])
def test_every_spoiled_figure_is_caught(musts):
    spoiled = 0
    for seed in range(20):
        data = assign_instance(seed, musts=musts)
        for objective in OBJECTIVES:
            result = solve(data, objective=objective, explain=True).to_json()
            if result["status"] != "optimal":
                continue
            for name, false in mutations(data, result):
                assert check(data, false), (seed, objective, name)
                spoiled += 1
    assert spoiled > 500


def test_a_relaxation_that_does_not_help_is_caught():
    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "mentees": [{"id": "n1"}, {"id": "n2"}],
        "mentors": [{"id": "k1", "capacity": 1}, {"id": "k2", "capacity": 0}],
        "pairs": [{"mentee": "n1", "mentor": "k1", "score": 9}, {"mentee": "n2", "mentor": "k1", "score": 5}],
    }
    result = solve(data, explain=True).to_json()
    assert check(data, result) == []
    result["unmatched"][0]["relaxation"]["mentor"] = "k2"
    assert [item.where for item in check(data, result)] == ["n2"]


def test_a_chain_of_moves_that_is_not_the_cheapest_is_caught():
    caught = 0
    for seed in range(20):
        data = assign_instance(seed, musts=("minimum", "locked"))
        score = {(pair["mentee"], pair["mentor"]): pair["score"] for pair in data["pairs"]}
        result = solve(data, explain=True).to_json()
        if result["status"] != "optimal":
            continue
        now = dict(map(tuple, result["pairs"]))
        ways = [(dict(way), vector(data, way, "card_total")) for way in all_matchings(data)]
        for place, item in enumerate(result["explanations"]["rejected"]):
            with_pair = [(way, value) for way, value in ways if way.get(item["mentee"]) == item["mentor"]]
            best = max((value for _, value in with_pair), default=None)
            for way, value in with_pair:
                others = sorted({*now, *way} - {item["mentee"]})
                moves = [[who, now.get(who), way.get(who)] for who in others if now.get(who) != way.get(who)]
                loss = {
                    "matched": len(now) - len(way),
                    "total": sum(score[key] for key in now.items()) - sum(score[key] for key in way.items()),
                    "moves": moves,
                }
                false = copy.deepcopy(result)
                false["explanations"]["rejected"][place]["loss"] = loss
                assert bool(check(data, false)) == (value != best), (seed, item, way)
                caught += value != best
    assert caught > 50


def test_a_false_cost_of_a_leaving_mentor_is_caught():
    caught = 0
    for seed in range(60):
        data = assign_instance(seed, musts=("minimum", "locked"))
        result = solve(data, explain=True).to_json()
        for number, told in enumerate(result.get("explanations", {}).get("robustness", [])):
            for key in ("matched", "total"):
                false = copy.deepcopy(result)
                false["explanations"]["robustness"][number]["loss"][key] -= 1
                assert [item.where for item in check(data, false)] == [told["mentor"]], seed
            if told["loss"]["moves"]:
                false = copy.deepcopy(result)
                false["explanations"]["robustness"][number]["loss"]["moves"].pop()
                assert check(data, false), seed
                caught += 1
    assert caught > 30


def test_false_infeasibility_and_false_stability_are_caught():
    data = assign_instance(3)
    lie = {**solve(data).to_json(), "status": "infeasible", "conflict": [{"kind": "minimum", "id": "k1", "text": "…"}]}
    assert [item.code for item in check(data, lie)] == ["claim"]
    caught = 0
    for seed in range(150):
        lists = stable_instance(seed, strict=True)
        result = solve(lists).to_json()
        if not result["pairs"] or lists.get("locked"):
            continue
        left_out = {**result, "pairs": result["pairs"][1:], "matched": result["matched"] - 1}
        assert any(item.code == "optimum" for item in check(lists, left_out)), seed
        caught += 1
    assert caught > 50


def test_stable_answers_of_real_size_are_proven_too():
    rng = random.Random(4)
    guides = [f"k{i:02}" for i in range(30)]
    lists = {f"n{i:03}": rng.sample(guides, 8) for i in range(100)}
    wanted = {m: rng.sample(names, len(names)) for m in guides for names in [[t for t in lists if m in lists[t]]]}
    for mode, tie in (("stable", 3), ("stable", 1), ("hybrid", 1)):
        data = {
            "format": "nastavnik-match/1",
            "mode": mode,
            "mentees": [
                {"id": t, "preferences": [row[i : i + tie] for i in range(0, 8, tie)]} for t, row in lists.items()
            ],
            "mentors": [
                {"id": m, "capacity": 3, "preferences": [row[i : i + tie] for i in range(0, len(row), tie)]}
                for m, row in wanted.items()
            ],
            "pairs": [{"mentee": t, "mentor": m, "score": rng.randint(0, 60)} for t, row in lists.items() for m in row],
        }
        result = solve(data)
        assert result.status == "optimal" and check(data, result) == [], (mode, tie)


@pytest.mark.parametrize("false", [{}, {"format": "nastavnik-match-result/1", "status": "optimal", "pairs": [1]}, []])
def test_what_is_no_result_is_refused_in_russian(false):
    with pytest.raises(ResultError, match=r"Исправьте|Укажите"):
        check(assign_instance(1), false)
