"""Same input, same answer: order of records, hash seed and replays change nothing; another seed keeps the value."""

import hashlib
import json
import os
import random
import subprocess
import sys

import pytest

from nastavnik.engines.matching import canonical_json, sha256_of, solve

from .random_instances import MUSTS, all_matchings, assign_instance, stable_instance


def shuffled(data, seed):
    """The same instance with records and keys in another order."""
    rng = random.Random(seed)
    changed = {}
    keys = list(data)
    rng.shuffle(keys)
    for key in keys:
        value = data[key]
        if isinstance(value, list) and key != "bands":
            value = [dict(sorted(v.items(), key=lambda _: rng.random())) if isinstance(v, dict) else v for v in value]
            rng.shuffle(value)
        changed[key] = value
    return changed


def test_the_order_of_records_and_keys_changes_no_byte():
    for seed in range(150):
        data = assign_instance(seed, musts=MUSTS) if seed % 3 else stable_instance(seed, strict=seed % 2 == 0)
        first = json.dumps(solve(data, explain=True).to_json(), ensure_ascii=False)
        again = json.dumps(solve(shuffled(data, seed), explain=True).to_json(), ensure_ascii=False)
        assert first == again, seed


def test_a_stored_round_replays_to_the_same_bytes_under_any_hash_seed():
    script = (
        "import json, sys; from nastavnik.engines.matching import solve; "
        "print(json.dumps(solve(json.loads(sys.stdin.read()), explain=True).to_json()))"
    )
    for data in (assign_instance(12, musts=MUSTS), stable_instance(8, strict=False)):
        answers = {
            subprocess.run(
                [sys.executable, "-c", script],
                input=canonical_json(data),
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "PYTHONHASHSEED": number},
            ).stdout
            for number in ("0", "1", "77")
        }
        assert answers == {json.dumps(solve(data, explain=True).to_json()) + "\n"}


def test_another_seed_may_give_other_pairs_but_never_another_value():
    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "mentees": [{"id": f"n{i}"} for i in range(6)],
        "mentors": [{"id": f"k{i}", "capacity": 1} for i in range(6)],
        "pairs": [{"mentee": f"n{i}", "mentor": f"k{j}", "score": 7} for i in range(6) for j in range(6)],
    }
    answers = [solve(data, seed=seed) for seed in range(8)]
    assert {(a.matched, a.total) for a in answers} == {(6, 42)}
    assert len({a.pairs for a in answers}) > 1 and [a.seed for a in answers] == list(range(8))
    for seed in range(60):
        random_data = assign_instance(seed)
        assert len({(a.matched, a.total) for a in (solve(random_data, seed=n) for n in range(3))}) == 1


def test_the_fingerprint_is_that_of_the_canonical_text():
    data = assign_instance(5, musts=MUSTS)
    text = canonical_json(data)
    assert solve(data).instance_sha256 == sha256_of(data) == hashlib.sha256(text.encode()).hexdigest()
    assert canonical_json(json.loads(text)) == text
    assert sha256_of({**data, "id": "другой"}) != sha256_of(data)


def test_one_more_place_never_lowers_the_value():
    for seed in range(200):
        data = assign_instance(seed, musts=("locked", "people"))
        before = solve(data)
        for mentor in data["mentors"]:
            mentor["capacity"] += 1
            after = solve(data)
            assert (after.matched, after.total) >= (before.matched, before.total), seed
            before = after


def test_with_strict_lists_one_more_place_harms_no_mentee():
    for seed in range(200):
        data = stable_instance(seed, strict=True)
        place = {t["id"]: [m for group in t["preferences"] for m in group] for t in data["mentees"]}
        before = dict(solve(data).pairs)
        locked = {t for t, _ in data.get("locked", [])}
        for mentor in data["mentors"]:
            mentor["capacity"] += 1
            after = dict(solve(data).pairs)
            for t, m in before.items():
                if t not in locked:
                    assert place[t].index(after[t]) <= place[t].index(m), seed
            before = after


def test_who_asks_for_more_gets_no_less_than_what_the_musts_allow():
    for seed in range(100):
        data = assign_instance(seed, musts=("minimum", "quotas", "together"))
        free = {key: value for key, value in data.items() if key not in ("quotas", "together", "minimum_policy")}
        free["mentors"] = [{**m, "minimum": 0} for m in data["mentors"]]
        strict, loose = solve(data), solve(free)
        if all_matchings(data):
            assert (loose.matched, loose.total) >= (strict.matched, strict.total), seed


@pytest.mark.parametrize("names", [["a", ",", '"', '","', "\\0", "é\u2028"], [",", "\x00", "\x01\x01"], ["a", ""], []])
def test_the_canonical_text_of_strict_lists_is_the_plain_sorted_json(names):
    data = {
        "format": "nastavnik-match/1",
        "mode": "stable",
        "mentees": [{"id": "n1", "preferences": [[name] for name in names], "note": ["\x01\x01"] if not names else 0}],
        "mentors": [{"id": name, "capacity": 1, "preferences": [["n1"]]} for name in sorted(names)],
        "zeta": {"b": 1, "a": [[["x"]]]},
    }
    assert canonical_json(data) == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
