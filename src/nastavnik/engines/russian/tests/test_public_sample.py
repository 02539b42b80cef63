"""The public sample of declension: names and posts must stay at the promised accuracy."""

from __future__ import annotations

import csv

import pytest

from nastavnik.engines.russian import decline_name, decline_phrase, decline_post, detect_gender

from .shared import shared

CASES = ("gen", "dat", "acc", "ins", "loc")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with shared("domain", "declension_samples.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _accuracy(pairs: list[tuple[str, str]]) -> float:
    return sum(got in [form.strip() for form in gold.split(" / ")] for got, gold in pairs) / len(pairs)


def test_names_are_at_least_99_5_percent_right(rows: list[dict[str, str]]) -> None:
    names = [row for row in rows if row["kind"] == "name"]
    pairs = []
    for row in names:
        forms = decline_name(row["last"], row["first"], row["middle"], row["gender"])
        pairs += [(str(forms.case(case)), row[case]) for case in CASES]
    assert _accuracy(pairs) >= 0.995


def test_posts_departments_groups_organisations_are_at_least_99_percent_right(rows: list[dict[str, str]]) -> None:
    pairs = []
    for row in rows:
        if row["kind"] != "name":
            forms = (decline_post if row["kind"] == "post" else decline_phrase)(row["nom"])
            pairs += [(forms.case(case), row[case]) for case in CASES]
    assert _accuracy(pairs) >= 0.99


def test_gender_found_out_is_never_the_opposite_one(rows: list[dict[str, str]]) -> None:
    for row in rows:
        if row["kind"] == "name":
            assert detect_gender(row["last"], row["first"], row["middle"]) in {row["gender"], ""}, row
