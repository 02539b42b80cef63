"""Pairs of one shape are read together; whatever stands in the file, the answer is as if each were read alone."""

import copy
import json
import random

import pytest

from nastavnik.engines.matching import Instance, InstanceError, reading_pairs, solve
from nastavnik.engines.matching.model import Pairs

from .random_instances import assign_instance

CODES = ("competence", "time", "зачёт")


def with_parts(seed):
    """A random instance whose pairs have parts: numbers, numbers with sentences, or some of both."""
    rng = random.Random(seed)
    data = assign_instance(seed, musts=("barred",))
    codes = CODES[: rng.randint(1, 3)]
    data["weights"] = {code: rng.randint(-2, 4) for code in codes if rng.random() < 0.9}
    style = rng.choice(["number", "sentence", "both"])
    for pair in data["pairs"]:
        del pair["score"]
        pair["parts"] = {}
        for code in rng.sample(codes, len(codes)):
            value = rng.randint(0, 100)
            told = style == "sentence" or (style == "both" and rng.random() < 0.5)
            pair["parts"][code] = {"value": value, "text": f"слово о {code}"} if told else value
    return data


def told(data):
    """The answer, or every complaint."""
    try:
        return json.dumps(solve(data, explain=True).to_json(), ensure_ascii=False)
    except InstanceError as error:
        return [item.to_json() for item in error.errors]


def alone(data, monkeypatch):
    """The same with every pair read alone."""
    with monkeypatch.context() as patch:
        patch.setattr(reading_pairs, "_alike", lambda *given: None)
        return told(data)


def test_parts_and_bars_read_together_give_the_same_bytes(monkeypatch):
    together = 0
    for seed in range(150):
        data = with_parts(seed)
        together += isinstance(Instance.from_json(data).pairs, Pairs) and bool(data["pairs"])
        assert told(data) == alone(data, monkeypatch), seed
    assert together > 60


@pytest.mark.parametrize("value", [None, [], {}, 0, "", "x"])
@pytest.mark.parametrize("key", ["parts", "score", "barred"])
def test_the_same_wrong_value_in_every_pair_is_told_as_if_read_alone(key, value, monkeypatch):
    for seed in range(20):
        data = assign_instance(seed)
        for pair in data["pairs"]:
            if key == "parts" and seed % 2:
                del pair["score"]
            pair[key] = value
        assert told(data) == alone(data, monkeypatch), seed


@pytest.mark.parametrize("key", ["score", "parts", "barred", "mentee", "mentor", "weights"])
def test_a_wrong_value_in_one_pair_is_told_as_if_read_alone(key, monkeypatch):
    values = [
        None,
        1.5,
        "x",
        [],
        {},
        True,
        10**7,
        ["schedule"],
        [1],
        {"competence": "x"},
        {"competence": 5},
        "n1",
        0,
        "",
    ]
    refused = 0
    for seed, value in enumerate(values * 4):
        data = copy.deepcopy(with_parts(seed))
        if not data["pairs"]:
            continue
        if key == "weights":
            data["weights"] = {"competence": value}
        else:
            random.Random(seed).choice(data["pairs"])[key] = value
        answer = told(data)
        assert answer == alone(data, monkeypatch), (seed, value)
        refused += isinstance(answer, list)
    assert refused > 10


@pytest.mark.parametrize(
    "text", ['{"id": "a", "id": "b"}', '{"a": {"b": 1}, "c": [{"d": 2, "d": 3}]}', '{"a" : 1, "a": 2}']
)
def test_a_key_given_twice_is_found_at_any_depth(text):
    with pytest.raises(InstanceError) as caught:
        Instance.from_json(text)
    assert caught.value.code == "repeated_key"


@pytest.mark.parametrize("name", ["a:b", '"', '":', "{x}", "\\", 'т":"1', "а : б"])
def test_colons_and_braces_in_names_are_no_keys(name):
    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "mentees": [{"id": name, "name": f'{name}": {{'}],
        "mentors": [{"id": "k1", "capacity": 1}],
        "pairs": [{"mentee": name, "mentor": "k1", "score": 1}],
    }
    for text in (json.dumps(data), json.dumps(data, ensure_ascii=False, indent=1, separators=(" ,", " : "))):
        assert solve(Instance.from_json(text)).pairs == ((name, "k1"),)
