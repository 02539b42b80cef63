"""Every public vector of the contract; skipped where the material of the project is not at hand."""

from __future__ import annotations

import json
from pathlib import Path

from nastavnik.engines.statistics import Refused, answer

from .brute import differences


def test_every_public_vector_is_answered(shared: Path):
    wrong = {}
    text = (shared / "domain" / "statistics_vectors.json").read_text(encoding="utf-8")
    cases = json.loads(text)["cases"]
    for case in cases:
        try:
            found = answer(case["input"])
            if set(found) != set(case["expected"]):
                wrong[case["id"]] = sorted(set(found) ^ set(case["expected"]))
        except Refused as error:
            found = error.to_json()
        gaps = differences(found, case["expected"])
        if gaps:
            wrong[case["id"]] = gaps
    assert cases and not wrong
