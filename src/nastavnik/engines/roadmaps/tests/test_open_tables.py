"""A PDF whose table has no rules: columns and rows are found by where the words stand."""

import pytest

from nastavnik.engines.roadmaps import read_roadmap

from . import layouts, text_files
from .plans import invented
from .score import compare


def drawn(plan, rows):
    import typst

    def box(cell):
        text, across, down = text_files.spans(cell)
        body = ", ".join('par(text("' + line.replace('"', '\\"') + '"))' for line in text.split("\n"))
        return f"table.cell(colspan: {across}, rowspan: {down})[#({body},).join()]"

    columns = ", ".join("1.2cm" if str(text_files.spans(cell)[0]).startswith("№") else "1fr" for cell in rows[0])
    cells = [box(cell) for row in rows for cell in row if cell is not None]
    head, body = cells[: len(rows[0])], cells[len(rows[0]) :]
    source = (
        '#set page(paper: "a4", margin: 2cm, numbering: "1")\n#set text(size: 10pt, lang: "ru", hyphenate: true)\n'
        f"{plan.title}\n#table(columns: ({columns}), stroke: none, table.header({', '.join(head)}), {', '.join(body)})\n"
    )
    return typst.compile(source.encode())


@pytest.mark.parametrize("layout", ["classic", "continuous_numbers", "ditto", "goal_rows"])
def test_a_table_without_rules_over_several_pages_is_read_whole(layout):
    plan = invented(31 + len(layout), stages=6, per_stage=5)
    rows = layouts.TABLES[layout](plan)
    score = compare(plan, read_roadmap(drawn(plan, rows), "план.pdf", year=2025))
    assert score.f1("stages") == 1.0
    assert score.f1("activities") >= 0.95
    assert score.f1("terms") >= 0.95
    assert score.f1("responsible") >= 0.95


def test_prose_in_a_pdf_is_no_table():
    import typst

    words = "Мероприятие срок ответственный не названы здесь таблицей. " * 30
    parsed = read_roadmap(typst.compile(f'#set text(lang: "ru")\n{words}'.encode()), "письмо.pdf")
    assert parsed.stages == ()
