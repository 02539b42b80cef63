"""Plans that nobody has seen, in twelve shapes of tables, eight kinds of files and four shapes of plain text."""

import pytest

from nastavnik.engines.roadmaps import read_roadmap

from . import layouts, prose_layouts, text_files
from .plans import invented
from .score import Score, compare

# A text format cannot say that a cell is merged: an empty cell there is no term, as it is for a reader.
# A PDF keeps lines, not paragraphs: unmarked paragraphs whose lines are full cannot be told from sentences.
LOSSY = {("merged_terms", "csv"), ("merged_terms", "txt"), ("merged_terms", "md"), ("paragraphs_in_cell", "pdf")}


def read(plan, rows, kind):
    return read_roadmap(layouts.FILES[kind](plan, rows), f"план.{kind}", year=2025)


@pytest.mark.parametrize("layout", layouts.TABLES)
def test_a_plan_in_any_office_file(layout):
    score = Score()
    for seed, kind in enumerate(layouts.FILES):
        if (layout, kind) in LOSSY:
            continue
        plan = invented(seed * 31 + len(layout))
        rows = layouts.TABLES[layout](plan)
        score.merge(compare(plan, read(plan, rows, kind)))
    assert score.f1("stages") >= 0.95
    assert score.f1("activities") >= 0.92
    assert score.f1("kinds") >= 0.88
    assert score.f1("columns") >= 0.9


@pytest.mark.parametrize("shape", prose_layouts.TEXTS)
def test_a_plan_without_a_table(shape):
    score = Score()
    for seed in range(3):
        plan = invented(500 + seed)
        name = "план.md" if shape == "labelled" else "план.txt"
        score.merge(compare(plan, read_roadmap(prose_layouts.TEXTS[shape](plan).encode(), name, year=2025)))
    assert score.f1("stages") >= 0.95
    assert score.f1("activities") >= 0.92
    assert score.f1("columns") >= 0.9


@pytest.mark.parametrize("layout", ["classic", "continuous_numbers", "roman_stages", "goal_rows", "ditto", "no_stages"])
def test_a_table_pasted_one_cell_a_line(layout):
    score = Score()
    for seed in range(3):
        plan = invented(700 + seed)
        rows = layouts.TABLES[layout](plan)
        score.merge(compare(plan, read_roadmap(text_files.to_one_cell_a_line(plan, rows), "план.txt", year=2025)))
    assert score.f1("stages") >= 0.9
    assert score.f1("activities") >= 0.92
    assert score.f1("columns") >= 0.85
