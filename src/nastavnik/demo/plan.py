"""The college's plan as a Word file of somebody's own making: a table with merged stage rows, few terms and persons."""

from __future__ import annotations

import io


def plan_docx(year: int) -> bytes:
    """The built-in plan laid out as colleges do: №, activity, term, responsible."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    from nastavnik.features.roadmap.catalogue.roadmaps import builtin_roadmap

    plan = builtin_roadmap("college")
    document = Document()
    document.add_paragraph("УТВЕРЖДАЮ").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_heading(f"{plan.title} на {year}–{year + 1} учебный год", level=1)
    table = document.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, ("№ п/п", "Мероприятие", "Сроки", "Ответственный"), strict=True):
        cell.text = words
    for stage in plan.stages:
        cells = table.add_row().cells
        merged = cells[0].merge(cells[3])
        merged.text = f"{stage.number}. {stage.title}"
        for activity in stage.activities:
            cells = table.add_row().cells
            cells[0].text = activity.number
            cells[1].text = activity.title
            cells[2].text = activity.terms
            cells[3].text = activity.responsible
    for row in table.rows:
        row.cells[0].width = Cm(1.4)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
