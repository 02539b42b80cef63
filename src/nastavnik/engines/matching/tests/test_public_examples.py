"""The worked examples of the design are answered as they stand there."""

import json
import os
from pathlib import Path

import pytest

from nastavnik.engines.matching import InstanceError, check, solve

SHARED = Path(os.environ.get("NASTAVNIK_SHARED", Path(__file__).resolve().parents[6] / "shared"))
FILE = SHARED / "design" / "matching_examples.json"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="Нет папки shared с примерами подбора")


@pytest.fixture(scope="module")
def book():
    return json.loads(FILE.read_text(encoding="utf-8"))


def test_every_example_gets_its_answer(book):
    answered = 0
    for example in book["examples"]:
        for answer in example["answers"]:
            asked = [(item["mentee"], item["mentor"]) for item in answer.get("rejected", [])]
            result = solve(example["instance"], objective=answer.get("objective"), explain=True, why=asked)
            data = result.to_json()
            assert check(example["instance"], result) == []
            for key in {"status", "matched", "total", "worst", "pairs"} & answer.keys():
                assert data[key] == answer[key], (example["id"], key)
            for item in answer.get("rejected", []):
                loss = next(r for r in result.rejected if (r.mentee, r.mentor) == (item["mentee"], item["mentor"])).loss
                assert {"matched": loss.matched, "total": loss.total} == item["loss"]
            if "unmatched" in answer:
                got = [(item.mentee, item.reason) for item in result.unmatched]
                wanted = [(item["mentee"], item["reason"]) for item in answer["unmatched"]]
                assert got == wanted, example["id"]
            if "front" in answer:
                assert [{"worst": p.worst, "total": p.total} for p in result.front] == answer["front"]
            if "conflict_ids" in answer:
                assert [item.id for item in result.conflict] == answer["conflict_ids"]
            answered += 1
    assert answered >= 14


def test_the_refused_are_refused_by_name(book):
    base = next(item["instance"] for item in book["examples"] if item["id"].startswith("ex10"))
    for case in book["refused"]:
        with pytest.raises(InstanceError) as caught:
            solve({**base, **case["patch"]})
        assert case["stderr_names"] in caught.value.message
