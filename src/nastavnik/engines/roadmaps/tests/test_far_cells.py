"""A stray cell far from the plan: the empty area up to it is not kept, whatever the format says of it."""

import io

import openpyxl
import pytest

from nastavnik.engines.limits import LimitExceeded
from nastavnik.engines.roadmaps import read_roadmap, read_roadmap_limited


def workbook(*cells, mark="."):
    """A plan of three points with a mark in each of the cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["№", "Мероприятие", "Срок", "Ответственный"])
    for at in range(1, 4):
        sheet.append([at, f"Занятие школы наставников {at}", "май", "куратор"])
    for cell in cells:
        sheet[cell] = mark
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.threat("T069")
def test_the_plan_beside_it_is_read_in_little_memory():
    parsed = read_roadmap_limited(workbook("GR9000"), "план.xlsx", year=2025, memory_mb=300)
    assert len(parsed.stages[0].activities) == 3


@pytest.mark.threat("T069")
def test_at_the_very_end_of_the_sheet_it_is_refused_in_a_sentence():
    with pytest.raises(LimitExceeded, match="памяти"):
        read_roadmap_limited(workbook("XFD1048576"), "план.xlsx", year=2025)


def test_a_scrap_that_stands_in_many_cells_is_told_once():
    data = workbook("E2", "E3", "E4", mark="lx")
    told = [w.message for w in read_roadmap(data, "план.xlsx", year=2025).warnings if "lx" in w.message]
    assert len(told) == 1
