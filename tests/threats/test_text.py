"""Cells of tables, days of organisations, search, what the product is built of."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.features.people.services import add_person
from nastavnik.kernel import clock, sheets

CELLS = ["=1+1", '=HYPERLINK("http://evil.example")', "+7 900", "-5", "@SUM(A1)", "\tx", "＝1+1", "'=1", "0012", "1e5"]


@pytest.mark.threat("T094")
@pytest.mark.parametrize("text", CELLS)
def test_a_cell_of_peoples_text_is_text_and_comes_back_the_same(text):
    book = load_workbook(io.BytesIO(sheets.xlsx("Список", ["Имя"], [[text]])))
    cell = book.active["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert not book.properties.creator


@pytest.mark.threat("T117")
@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Europe/Kaliningrad", "2026-10-09T21:59:59", "2026-10-09"),
        ("Europe/Kaliningrad", "2026-10-09T22:00:00", "2026-10-10"),
        ("Asia/Kamchatka", "2026-10-09T11:59:59", "2026-10-09"),
        ("Asia/Kamchatka", "2026-10-09T12:00:00", "2026-10-10"),
        ("Europe/Moscow", "2026-12-31T21:00:00", "2027-01-01"),
    ],
)
def test_the_zone_of_the_organisation_decides_the_day(zone, moment, day):
    class Place:
        time_zone = zone

    with clock.at(dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)):
        assert clock.today(Place()).isoformat() == day


@pytest.mark.threat("T120")
@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["ёжик", "ЕЖИК", "Ежиков", "Eжиков"])
def test_search_gives_the_same_rows_whatever_the_case_on_either_database(curator, in_college, typed):
    for last in ("ЁЖИКОВ", "Ежиков", "ежикова", "Дубов"):
        add_person(by=curator, last=last, first="Пётр")
    found = people.search(Person.objects.order_by("search", "pk"), typed)
    assert {person.last for person in found} >= {"ЁЖИКОВ", "Ежиков"}
    assert "Дубов" not in {person.last for person in found}


@pytest.mark.threat("T138")
@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "region.txt"])
def test_every_dependency_is_pinned_with_its_hash(name):
    """pip refuses a file whose hash is not listed; `--require-hashes` holds as soon as one line has any."""
    text = (Path(__file__).resolve().parents[2] / "requirements" / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.replace("\\\n", " "))
    named = [block for block in blocks if block.strip() and not block.startswith(("#", "-", " "))]
    assert named
    assert [block.split()[0] for block in named if "==" not in block or "--hash=sha256:" not in block] == []
