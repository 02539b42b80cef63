"""The public lists with answers must be read exactly."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from nastavnik.engines.lists import read_people
from nastavnik.engines.russian.tests.shared import shared

NAMES = ["p1_staff.xlsx", "p2_students.csv", "p3_headings.xlsx", "p4_faults.csv", "p5_fml.tsv", "p6_sheets.xlsx"]


@pytest.mark.parametrize("name", NAMES)
def test_a_public_list_gives_its_answer(name: str) -> None:
    folder: Path = shared("domain", "people_lists")
    gold = json.loads((folder / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    answer = read_people((folder / "files" / name).read_bytes(), name, today=dt.date(2026, 11, 21)).to_json()
    assert answer["columns"] == gold["columns"]
    assert answer["people"] == gold["people"]
    told = [{key: problem[key] for key in ("row", "field", "value")} for problem in answer["problems"]]
    assert told == gold["problems"]
    assert not [word for word in gold["forbidden"] if word in json.dumps(answer, ensure_ascii=False)]
