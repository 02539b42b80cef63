"""Very many pairs, solved over arrays: the same value, proofs and reasons as the ordinary way gives."""

import json
import random

import pytest

from nastavnik.engines.matching import assign, check, solve
from nastavnik.engines.matching.model import ENGINE, ENGINE_WIDE

from .random_instances import assign_instance
from .test_same_answer import shuffled

pytest.importorskip("ortools")

OBJECTIVES = ("card_total", "total", "card_keep_total", "card_fair_total")


def plain_instance(seed):
    """A small instance of what goes over arrays, some people without consent."""
    data = assign_instance(seed, musts=("barred", "forbidden"), size=(9, 5))
    rng = random.Random(seed)
    for record in data["mentees"] + data["mentors"]:
        record["consent"] = rng.random() < 0.9
    return data


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_arrays_give_the_value_reasons_and_uniqueness_of_the_ordinary_way(objective, monkeypatch):
    used = 0
    for seed in range(150):
        data = plain_instance(seed)
        ordinary = solve(data, objective=objective, explain=True)
        with monkeypatch.context() as patch:
            patch.setattr(assign, "MANY", 1)
            result = solve(data, objective=objective)
            told = solve(data, objective=objective, explain=True, leaving=True, sure=True)
        if result.engine != ENGINE_WIDE:
            continue
        used += 1
        assert result.total == ordinary.total, seed
        assert objective == "total" or result.matched == ordinary.matched, seed
        assert result.certificate["unique"] == ordinary.certificate["unique"], seed
        assert told.pairs == result.pairs and told.certificate == result.certificate
        assert check(data, result) == [] == check(data, told), seed
        if ordinary.certificate["unique"]:
            assert result.unmatched == solve(data, objective=objective).unmatched
            assert told.unused == ordinary.unused and told.pair_explanations == ordinary.pair_explanations
            assert [
                (item.mentee, item.mentor, item.loss and (item.loss.matched, item.loss.total)) for item in told.rejected
            ] == [
                (item.mentee, item.mentor, item.loss and (item.loss.matched, item.loss.total))
                for item in ordinary.rejected
            ]
    assert used > 100


def large_instance():
    rng = random.Random(5)
    guides = [f"k{i:03}" for i in range(170)]
    return {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "mentees": [{"id": f"n{i:03}"} for i in range(520)],
        "mentors": [{"id": guide, "capacity": 3} for guide in guides],
        "pairs": [
            {"mentee": f"n{i:03}", "mentor": guide, "score": rng.randint(0, 100)}
            for i in range(520)
            for guide in rng.sample(guides, 20)
        ],
    }


def test_ten_thousand_pairs_are_proven_whatever_the_order_of_records_and_say_who_solved_them():
    data = large_instance()
    result = solve(data)
    assert result.engine == ENGINE_WIDE and check(data, result) == []
    again = solve(shuffled(data, 3))
    assert json.dumps(again.to_json()) == json.dumps(result.to_json())


def test_musts_that_are_no_plain_flow_go_the_ordinary_way_at_any_size():
    data = large_instance()
    pair = data["pairs"][0]
    data["locked"] = [[pair["mentee"], pair["mentor"]]]
    result = solve(data)
    assert result.engine == ENGINE and (pair["mentee"], pair["mentor"]) in result.pairs


def test_a_light_guess_that_leaves_somebody_out_is_not_believed():
    """A chain so long that each further pair costs more than the guess pays: the proof fails, the full weight decides."""
    number = 40
    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "mentees": [{"id": f"n{i:02}"} for i in range(number)],
        "mentors": [{"id": f"k{i:02}", "capacity": 1} for i in range(number)],
        "pairs": [{"mentee": f"n{i:02}", "mentor": f"k{i:02}", "score": -100} for i in range(number)]
        + [{"mentee": f"n{i + 1:02}", "mentor": f"k{i:02}", "score": 100} for i in range(number - 1)],
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assign, "MANY", 1)
        result = solve(data)
    assert result.matched == number and result.total == -100 * number and result.engine == ENGINE_WIDE
    assert check(data, result) == []
