"""Every public vector of the contract; skipped where the material of the project is not at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from nastavnik.engines.statistics import Refused, answer

from .brute import differences

VECTORS = Path(os.environ.get("NASTAVNIK_SHARED", "/work/shared")) / "domain" / "statistics_vectors.json"


def test_every_public_vector_is_answered():
    if not VECTORS.is_file():
        pytest.skip("the public vectors are not on this machine")
    wrong = {}
    cases = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
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
