"""The programme of a pair is written as a table and reaches the paper row by row."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nastavnik.features.pairings import services


@pytest.fixture
def pair(in_college, curator, people_in):
    mentor, mentee = people_in(in_college, 2)
    return services.propose(
        by=curator, mentor=mentor, mentees=[mentee], form="teacher_teacher", source="table",
        starts_on=dt.date(2026, 10, 12), ends_on=dt.date(2027, 5, 31),
    )  # fmt: skip


def test_the_usual_programme_is_offered_and_what_is_written_is_kept_row_by_row(curator_client, pair):
    address = reverse("pairings:program", args=[pair.pk])
    page = curator_client.get(address).content.decode()
    assert "Первая встреча: знакомство" in page and 'name="items-term"' in page
    written = {
        "starts_on": "12.10.2026",
        "ends_on": "31.05.2027",
        "difficulties": "",
        "goals-title": ["Вести занятия", ""],
        "goals-measure": ["три открытых занятия", ""],
        "items-title": ["Первая встреча", "Итоговая встреча"],
        "items-term": ["первая неделя", ""],
        "items-result": ["", "отметки"],
        "expected": "Работает сам",
        "ready": "on",
    }
    assert curator_client.post(address, written).status_code == 302
    pair.refresh_from_db()
    assert pair.program.goals == [{"title": "Вести занятия", "measure": "три открытых занятия"}]
    assert [row["title"] for row in pair.program.items] == ["Первая встреча", "Итоговая встреча"]
    assert pair.program.items[1] == {"title": "Итоговая встреча", "term": "", "result": "отметки"}
    assert pair.program.ready_on is not None


def test_a_row_without_its_first_cell_is_named_and_nothing_is_saved(curator_client, pair):
    address = reverse("pairings:program", args=[pair.pk])
    answer = curator_client.post(
        address,
        {"starts_on": "12.10.2026", "ends_on": "31.05.2027", "items-title": [""], "items-term": ["май"], "items-result": [""]},
    )  # fmt: skip
    page = answer.content.decode().replace("\xa0", " ")
    assert "Строка 1, «Что делаем»: заполните" in page and ">май</textarea>" in page
    pair.refresh_from_db()
    assert getattr(pair, "program", None) is None
