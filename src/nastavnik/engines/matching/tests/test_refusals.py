"""What cannot be solved is refused with one clear sentence that names the record."""

import copy
import json

import pytest

from nastavnik.engines.matching import Instance, InstanceError, NotSupported, check, compare, solve

BASE = {
    "format": "nastavnik-match/1",
    "mode": "assign",
    "mentees": [{"id": "n1"}, {"id": "n2"}, {"id": "n3"}],
    "mentors": [{"id": "k1", "capacity": 1}, {"id": "k2", "capacity": 2}],
    "pairs": [{"mentee": "n1", "mentor": "k1", "score": 5}, {"mentee": "n2", "mentor": "k1", "score": 4}],
}
ROW = BASE["pairs"][0]

CASES = [
    ({"format": "nastavnik-match/9"}, "format", "nastavnik-match/1"),
    ({"mode": "auction"}, "mode", "auction"),
    ({"mode": None}, "mode", "mode"),
    ({"objective": "happiness"}, "objective", "happiness"),
    ({"objective": "card_fair_total"}, "bands", "bands"),
    ({"objective": "card_fair_total", "bands": []}, "bands", "bands"),
    ({"bands": [20, 10]}, "bands", "по возрастанию"),
    ({"bands": [20, 20]}, "bands", "по возрастанию"),
    ({"objective": "card_keep_total"}, "base", "base"),
    ({"mentees": [{"id": "n1"}, {"id": "n1"}]}, "repeated_id", "n1"),
    ({"mentees": [{"name": "Анна"}]}, "id", "id"),
    ({"mentees": [{"id": 5}]}, "id", "id"),
    ({"mentees": "n1"}, "mentees", "mentees"),
    ({"mentees": None}, "mentees", "mentees"),
    ({"pairs": None}, "pairs", "pairs"),
    ({"mentors": [{"id": "k1"}]}, "capacity", "k1"),
    ({"mentors": [{"id": "k1", "capacity": -1}]}, "capacity", "−1"),
    ({"mentors": [{"id": "k1", "capacity": 1.5}]}, "capacity", "1.5"),
    ({"mentors": [{"id": "k1", "capacity": True}]}, "capacity", "k1"),
    ({"mentors": [{"id": "k1", "capacity": 1, "minimum": 2}]}, "minimum", "минимум 2 больше вместимости 1"),
    ({"mentors": [{"id": "k1", "capacity": 1, "minimum": -1}]}, "minimum", "k1"),
    ({"mentees": [{"id": "n1", "consent": "да"}]}, "consent", "n1"),
    ({"pairs": [{"mentee": "n9", "mentor": "k1", "score": 1}]}, "unknown_id", "n9"),
    ({"pairs": [{"mentee": "n1", "mentor": "k9", "score": 1}]}, "unknown_id", "k9"),
    ({"pairs": [{"mentee": "n1", "mentor": "k1"}]}, "score", "n1 – k1"),
    ({"pairs": [{"mentee": "n1", "mentor": "k1", "score": 1.5}]}, "score", "n1 – k1"),
    ({"pairs": [{"mentee": "n1", "mentor": "k1", "score": "9"}]}, "score", "n1 – k1"),
    ({"pairs": [{"mentee": "n1", "mentor": "k1", "score": 10**6 + 1}]}, "score", "n1 – k1"),
    ({"pairs": [ROW, {**ROW, "score": 6}]}, "repeated_pair", "n1 – k1"),
    ({"weights": {"a": 2}, "pairs": [{**ROW, "parts": {"a": 1}}]}, "score", "n1 – k1"),
    ({"weights": {"a": 0.5}}, "weights", "«a»"),
    ({"pairs": [{**ROW, "barred": "sex"}]}, "barred", "n1 – k1"),
    ({"forbidden": [["n1"]]}, "record", "forbidden"),
    ({"forbidden": [["n1", "k7"]]}, "unknown_id", "k7"),
    ({"locked": [["n1", "k1"]], "forbidden": [["n1", "k1"]]}, "locked_forbidden", "n1 – k1"),
    ({"locked": [["n1", "k1"], ["n1", "k2"]]}, "locked_twice", "n1"),
    ({"locked": [["n1", "k1"], ["n2", "k1"]]}, "locked_capacity", "У k1 закреплено 2, а мест 1"),
    ({"locked": [["n3", "k2"]]}, "locked_inadmissible", "n3 – k2"),
    ({"base": [["n1", "k1"], ["n1", "k2"]]}, "base", "n1"),
    (
        {"quotas": [{"id": "q1", "mentors": ["k1"], "minimum": 3, "maximum": 2}]},
        "quota",
        "минимум 3 больше максимума 2",
    ),
    ({"quotas": [{"id": "q1", "mentors": ["k9"]}]}, "unknown_id", "k9"),
    ({"quotas": [{"mentors": ["k1"]}]}, "id", "quotas"),
    ({"together": [["n1", "n9"]]}, "unknown_id", "n9"),
    ({"together": [["n1", "n1"]]}, "together", "дважды"),
    ({"minimum_policy": "soft"}, "minimum_policy", "soft"),
    ({"mentees": [{"id": "n1", "preferences": [["k1"], ["k1"]]}, {"id": "n2"}]}, "preferences", "k1"),
    ({"mentees": [{"id": "n1", "preferences": [["k8"]]}, {"id": "n2"}]}, "unknown_id", "k8"),
    ({"mentees": [{"id": "n1", "preferences": ["k1"]}, {"id": "n2"}]}, "preferences", "n1"),
    ({"mentees": [{"id": "n1", "preferences": [["k1", "k2"], ["k1"]]}]}, "preferences", "k1"),
    ({"mentees": [{"id": "n1", "preferences": [["k1", "k8"]]}]}, "unknown_id", "k8"),
    ({"mentees": [{"id": "n1", "preferences": [[]]}]}, "preferences", "n1"),
    ({"mentees": [{"id": "n1", "preferences": [[["k1"]]]}]}, "preferences", "n1"),
    # A name of one letter could pass for a group of one.
    ({"mentees": [{"id": "n1", "preferences": ["k"]}], "mentors": [{"id": "k", "capacity": 1}]}, "preferences", "n1"),
    ({"mentees": [{"id": "n1", "preferences": [{"k1": 1}]}]}, "preferences", "n1"),
    ({"seed": "пять"}, "seed", "seed"),
]


@pytest.mark.parametrize(("patch", "code", "said"), CASES)
def test_a_faulty_instance_is_refused_by_name(patch, code, said):
    data = {**copy.deepcopy(BASE), **patch}
    data = {key: value for key, value in data.items() if value is not None}
    with pytest.raises(InstanceError) as caught:
        solve(data)
    error = caught.value
    assert error.code == code, error.message
    assert said in error.message and error.message.endswith("."), error.message
    assert error.to_json() == {"code": code, "where": error.where, "message": error.message}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_json"),
        ("{", "not_json"),
        ("[]", "not_object"),
        ('{"a": NaN}', "not_number"),
        ('{"a": -Infinity}', "not_number"),
        ("[" * 100_000, "too_deep"),
        ('{"a": 1' + "0" * 5000 + "}", "not_json"),
        (b"\xff\xfe\x00", "not_json"),
    ],
)
def test_what_is_not_json_is_refused(text, code):
    with pytest.raises(InstanceError) as caught:
        Instance.from_json(text)
    assert caught.value.code == code and caught.value.message.endswith(".")


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ('"seed": 1, "seed": 2', "«seed»"),
        ('"mentors": [{"id": "k1", "capacity": 1, "capacity": 9}]', "Запись k1"),
        ('"pairs": [{"mentee": "n1", "mentor": "k1", "score": 5, "score": 90}]', "Пара n1 – k1"),
        ('"weights": {"a": 1, "b": 2, "a": 1}', "«a»"),
        ('"pairs": [{"parts": {"a": 1, "a": 2}, "mentee": "n1", "mentor": "k1"}]', "Пара n1 – k1"),
    ],
)
def test_a_key_given_twice_is_refused_as_nobody_knows_which_was_meant(record, said):
    with pytest.raises(InstanceError) as caught:
        Instance.from_json('{"format": "nastavnik-match/1", ' + record + "}")
    assert caught.value.code == "repeated_key" and said in caught.value.message


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("pair", ['"score": {}', '"parts": {{"a": {}}}'])
def test_what_is_no_number_is_refused_with_its_pair(pair, value):
    with pytest.raises(InstanceError, match=f"Пара n1 – k1: стоит {value} вместо числа") as caught:
        Instance.from_json('{"pairs": [{' + pair.format(value) + ', "mentee": "n1", "mentor": "k1"}]}')
    assert caught.value.code == "not_number"


def test_one_mistake_in_the_parts_of_a_pair_is_one_complaint():
    with pytest.raises(InstanceError) as caught:
        solve({**BASE, "weights": {"a": 1}, "pairs": [{"mentee": "n1", "mentor": "k1", "parts": {"a": 1.5}}]})
    assert [item.code for item in caught.value.errors] == ["parts"]


def test_all_mistakes_are_listed_at_once():
    data = {**BASE, "pairs": [{"mentee": f"x{i}", "mentor": "k1", "score": 1} for i in range(3)]}
    with pytest.raises(InstanceError) as caught:
        solve(data)
    assert [item.where for item in caught.value.errors] == [f"pairs: x{i} – k1" for i in range(3)]


@pytest.mark.parametrize("mode", ["stable", "hybrid"])
@pytest.mark.parametrize(
    "patch",
    [
        {"quotas": [{"id": "q", "mentors": ["k1"], "maximum": 1}]},
        {"together": [["n1", "n2"]]},
        {"mentors": [{"id": "k1", "capacity": 1, "minimum": 1}]},
    ],
)
def test_quotas_minimums_and_groups_are_refused_in_stable_modes(mode, patch):
    with pytest.raises(InstanceError) as caught:
        solve({**BASE, "mode": mode, **patch})
    assert caught.value.code == "not_in_stable" and "assign" in caught.value.message


def test_comparing_objectives_of_stable_lists_is_refused():
    with pytest.raises(NotSupported, match="assign"):
        compare({**BASE, "mode": "stable"})


@pytest.mark.parametrize(
    "patch",
    [
        {"mentees": [], "pairs": []},
        {"mentors": [], "pairs": []},
        {"mentees": [], "mentors": [], "pairs": []},
        {"pairs": []},
        {"mentors": [{"id": "k1", "capacity": 0}, {"id": "k2", "capacity": 0}]},
    ],
)
@pytest.mark.parametrize("objective", ["card_total", "card_leximin", "total", "pareto"])
def test_an_empty_side_is_solved_with_reasons(patch, objective):
    data = {**BASE, **patch}
    result = solve(data, objective=objective, explain=True)
    assert (result.status, result.matched, result.total) == ("optimal", 0, 0)
    assert [item.mentee for item in result.unmatched] == [t["id"] for t in data["mentees"]]
    assert result.front in (None, ())


def test_weights_all_zero_are_solved_with_a_warning():
    data = {
        **BASE,
        "weights": {"a": 0},
        "pairs": [
            {"mentee": "n1", "mentor": "k1", "parts": {"a": 50}},
            {"mentee": "n2", "mentor": "k2", "parts": {"a": 9}},
        ],
    }
    result = solve(data)
    assert result.matched == 2 and "равны нулю" in result.warnings[0]
    assert json.loads(json.dumps(result.to_json()))["warnings"] == list(result.warnings)


def test_unknown_keys_are_ignored_and_equal_doubles_are_one_pair():
    data = {**BASE, "colour": "blue", "pairs": [{**ROW, "note": 1}, ROW]}
    assert solve(data).pairs == (("n1", "k1"),)


def test_lists_of_one_side_only_are_not_matched_silently():
    data = {
        "format": "nastavnik-match/1",
        "mode": "stable",
        "mentees": [{"id": "n1", "preferences": [["k1"]]}],
        "mentors": [{"id": "k1", "capacity": 1}],
    }
    result = solve(data)
    assert result.pairs == () and "assign" in result.warnings[0]
    data["mentors"][0]["preferences"] = [["n1"]]
    assert solve(data).warnings == ()


@pytest.mark.parametrize("mode", ["stable", "hybrid"])
def test_more_places_than_people_cost_nothing(mode):
    data = {
        "format": "nastavnik-match/1",
        "mode": mode,
        "mentees": [{"id": f"n{i}", "preferences": [["k1", "k2"]]} for i in range(3)],
        "mentors": [
            {"id": "k1", "capacity": 10**15, "preferences": [["n0", "n1"], ["n2"]]},
            {"id": "k2", "capacity": 10**30, "preferences": [["n0"]]},
        ],
        "pairs": [{"mentee": f"n{i}", "mentor": "k1", "score": 1} for i in range(3)],
    }
    result = solve(data, explain=True)
    assert (result.matched, result.status) == (3, "optimal") and check(data, result) == []
