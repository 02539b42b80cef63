"""The public answers, where the shared folder is at hand; a test that needs it is skipped elsewhere."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from .plans import Activity, Plan, Stage

_ROOT = Path(__file__).resolve().parents[5]
SHARED = Path(os.environ.get("NASTAVNIK_SHARED", _ROOT.parent / "shared"))


def entries() -> list[dict]:
    """Answers for the five source texts."""
    path = SHARED / "domain" / "seed_roadmaps.jsonl"
    if not path.exists():
        pytest.skip("нет папки shared с исходными дорожными картами: задайте NASTAVNIK_SHARED")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def plan_of(entry: dict) -> Plan:
    """An answer as a plan of the tests."""
    plan = Plan(entry["file"], [])
    for stage in entry["stages"]:
        made = Stage(stage["title"], stage["number"])
        for at, a in enumerate(stage["activities"]):
            made.activities.append(
                Activity(
                    a["title"],
                    set(a["kinds"]),
                    a["terms"],
                    a["responsible"],
                    a["result"],
                    a.get("group", ""),
                    f"{stage['number']}.{at + 1}",
                )
            )
        plan.stages.append(made)
    return plan
