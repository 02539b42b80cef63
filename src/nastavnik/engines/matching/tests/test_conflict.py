"""Where musts contradict each other, a smallest contradictory set is named."""

import copy

from nastavnik.engines.matching import check, compare, conflicts, solve

from .random_instances import all_matchings, assign_instance


def without(data, item):
    """The instance without one must."""
    changed = copy.deepcopy(data)
    if item.kind in ("minimum", "capacity"):
        mentor = next(m for m in changed["mentors"] if m["id"] == item.id)
        if item.kind == "minimum":
            mentor["minimum"] = 0
        else:
            mentor["capacity"] = len(data["mentees"])
    elif item.kind == "quota":
        changed["quotas"] = [quota for quota in changed["quotas"] if quota["id"] != item.id]
    elif item.kind == "together":
        changed["together"] = [group for group in changed["together"] if "+".join(sorted(group)) != item.id]
    else:
        changed["locked"] = [pair for pair in changed["locked"] if ":".join(pair) != item.id]
    return changed


def only(data, items):
    """The instance with no musts but these."""
    names = {(item.kind, item.id) for item in items}
    changed = copy.deepcopy(data)
    everyone = len(data["mentees"])
    for mentor in changed["mentors"]:
        if ("minimum", mentor["id"]) not in names:
            mentor["minimum"] = 0
        # A mentor without places has no admissible pairs, whatever is dropped.
        if ("capacity", mentor["id"]) not in names and mentor["capacity"]:
            mentor["capacity"] = everyone
    changed["quotas"] = [quota for quota in data.get("quotas", []) if ("quota", quota["id"]) in names]
    changed["together"] = [g for g in data.get("together", []) if ("together", "+".join(sorted(g))) in names]
    changed["locked"] = [pair for pair in data.get("locked", []) if ("locked", ":".join(pair)) in names]
    return changed


def test_the_named_musts_contradict_and_none_of_them_is_idle():
    found = set()
    for seed in range(300):
        data = assign_instance(seed, musts=("minimum", "quotas", "together", "locked"), size=(5, 3))
        data.pop("minimum_policy", None)
        result = solve(data)
        if result.status != "infeasible":
            continue
        alone = only(data, result.conflict)
        assert not all_matchings(alone), seed
        for item in result.conflict:
            assert item.text.endswith(".")
            if item.kind != "capacity":
                assert all_matchings(without(alone, item)), (seed, item)
            found.add(item.kind)
    assert found >= {"minimum", "quota", "together", "locked"}


def test_hand_made_pairs_are_judged():
    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "mentees": [{"id": "n1"}, {"id": "n2"}, {"id": "n3"}],
        "mentors": [{"id": "k1", "capacity": 1}, {"id": "k2", "capacity": 1}],
        "pairs": [
            {"mentee": "n1", "mentor": "k1", "score": 10},
            {"mentee": "n2", "mentor": "k1", "score": 30},
            {"mentee": "n2", "mentor": "k2", "score": 20},
            {"mentee": "n3", "mentor": "k2", "score": 5},
        ],
        "forbidden": [["n3", "k2"]],
    }
    good = conflicts(data, [("n1", "k1"), ("n2", "k2")])
    assert (
        good.broken == ()
        and [pair[:2] for pair in good.blocking] == [("n2", "k1")]
        and (good.matched, good.total) == (0, 0)
    )
    poor = conflicts(data, [("n2", "k1")])
    assert poor.blocking == () and (poor.matched, poor.total) == (1, 0)
    broken = conflicts(data, [("n1", "k1"), ("n2", "k1"), ("n3", "k2"), ("n9", "k1")])
    assert [where for _, where, _ in broken.broken] == ["n3 – k2", "n9 – k1", "k1"] and broken.matched is None


def test_hand_made_pairs_of_ranked_lists_show_who_would_leave():
    data = {
        "format": "nastavnik-match/1",
        "mode": "stable",
        "mentees": [{"id": "n1", "preferences": [["k1"], ["k2"]]}, {"id": "n2", "preferences": [["k1"], ["k2"]]}],
        "mentors": [
            {"id": "k1", "capacity": 1, "preferences": [["n1"], ["n2"]]},
            {"id": "k2", "capacity": 1, "preferences": [["n1", "n2"]]},
        ],
    }
    assert [pair[:2] for pair in conflicts(data, [("n1", "k2"), ("n2", "k1")]).blocking] == [("n1", "k1")]
    assert conflicts(data, [("n1", "k1"), ("n2", "k2")]).blocking == ()


def test_no_shown_variant_is_worse_than_another_in_everything():
    several = 0
    for seed in range(120):
        data = assign_instance(seed, musts=("locked",))
        variants = compare(data)
        figures = [(v.matched, v.total, -(10**7) if v.worst is None else v.worst, -v.changed) for v in variants]
        assert variants and len(set(figures)) == len(figures)
        for one in figures:
            assert not any(other != one and all(a >= b for a, b in zip(other, one, strict=True)) for other in figures)
        for variant in variants:
            assert check(data, solve(data, objective=variant.objective)) == []
        several += len(variants) > 1
    assert several > 20


def test_variants_say_the_load_the_wishes_met_and_who_changes():
    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "weights": {"wishes": 1},
        "mentees": [{"id": "n1"}, {"id": "n2"}],
        "mentors": [{"id": "k1", "capacity": 2}, {"id": "k2", "capacity": 1}, {"id": "k3", "capacity": 0}],
        "pairs": [
            {"mentee": "n1", "mentor": "k1", "parts": {"wishes": 80}},
            {"mentee": "n1", "mentor": "k2", "parts": {"wishes": 50}},
            {"mentee": "n2", "mentor": "k1", "parts": {"wishes": 20}},
        ],
        "base": [["n1", "k2"], ["n2", "k1"]],
    }
    best, keep = compare(data)
    assert (best.objective, keep.objective) == ("card_total", "card_keep_total")
    assert best.load == {"k1": 2, "k2": 0} and keep.load == {"k1": 1, "k2": 1}
    assert (best.wishes, keep.wishes) == (1, 0)
    assert (best.changed, best.moves) == (1, (("n1", "k2", "k1"),)) and keep.moves == ()
    plain = {key: value for key, value in data.items() if key != "base"}
    plain["pairs"] = [{"mentee": "n1", "mentor": "k1", "score": 1}]
    [only] = compare(plain)
    assert only.wishes is None and "moves" not in only.to_json() and only.to_json()["load"] == {"k1": 1, "k2": 0}
