"""Lists made up from seeds, as dirty as people send them: at least 99 % of fields and 97 % of rows must be right."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from nastavnik.engines.lists import read_people

from .dirty import Made, Maker

TODAY = dt.date(2026, 11, 21)
SEEDS = range(40)


@pytest.fixture(scope="module")
def lists() -> list[tuple[Made, dict]]:
    made = [Maker(seed).make() for seed in SEEDS]
    return [(one, read_people(one.data, one.filename, today=TODAY).to_json()) for one in made]


def test_nearly_every_field_and_row_is_right(lists: list[tuple[Made, dict]]) -> None:
    fields = right = rows = whole = 0
    for made, answer in lists:
        found = {person["row"]: person for person in answer["people"]}
        for person in made.people:
            same = [found.get(person["row"], {}).get(name) == value for name, value in person.items()]
            fields += len(same)
            right += sum(same)
            rows += 1
            whole += all(same)
    assert right / fields >= 0.99
    assert whole / rows >= 0.97


def test_nobody_is_made_up(lists: list[tuple[Made, dict]]) -> None:
    for made, answer in lists:
        assert {person["row"] for person in answer["people"]} <= {person["row"] for person in made.people}


def test_every_fault_is_told_with_its_row_and_value(lists: list[tuple[Made, dict]]) -> None:
    for made, answer in lists:
        told = {(problem["row"], problem["field"], problem["value"]) for problem in answer["problems"]}
        assert told == made.problems


def test_headers_of_every_wording_are_recognised(lists: list[tuple[Made, dict]]) -> None:
    for made, answer in lists:
        assert answer["columns"] == made.columns


def test_passport_and_snils_numbers_come_out_nowhere(lists: list[tuple[Made, dict]]) -> None:
    for made, answer in lists:
        text = json.dumps(answer, ensure_ascii=False)
        assert not [secret for secret in made.secrets if secret in text]
