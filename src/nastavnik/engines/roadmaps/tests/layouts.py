"""Lays an invented plan out the way offices do: many shapes of tables and texts, several kinds of files."""

from __future__ import annotations

import io
from collections.abc import Callable

from .odd_tables import begin_and_end, calendar, nested_groups
from .plans import Plan
from .text_files import Cell, Rows, spans, to_csv, to_markdown, to_tabs


def classic(plan: Plan) -> Rows:
    """№ | мероприятие | срок | ответственный | результат, stage rows merged over the width."""
    rows: Rows = [["№ п/п", "Мероприятие", "Срок", "Ответственный", "Результат"]]
    for stage in plan.stages:
        rows.append([(f"{stage.number}. {stage.title}", 5, 1), None, None, None, None])
        rows += [[a.number, a.title, a.terms, a.responsible, a.result] for a in stage.activities]
    return rows


def stage_column(plan: Plan) -> Rows:
    """The stage is a cell merged downwards."""
    rows: Rows = [["Этап", "Содержание деятельности", "Сроки реализации", "Ответственные", "Ожидаемый результат"]]
    for stage in plan.stages:
        for at, a in enumerate(stage.activities):
            head: Cell = (stage.title, 1, len(stage.activities)) if at == 0 else None
            rows.append([head, a.title, a.terms, a.responsible, a.result])
    return rows


def continuous_numbers(plan: Plan) -> Rows:
    """Activities counted through; stage rows have no number and nothing else."""
    rows: Rows = [["№", "Наименование мероприятия", "Исполнители", "Дата проведения"]]
    count = 0
    for stage in plan.stages:
        rows.append(["", stage.title, "", ""])
        for a in stage.activities:
            count += 1
            rows.append([str(count), a.title, a.responsible, a.terms])
            a.result = ""
    return rows


def roman_stages(plan: Plan) -> Rows:
    """«I. …» in the number column, a heading in two rows."""
    romans = ["I", "II", "III", "IV", "V", "VI", "VII"]
    rows: Rows = [
        [("№", 1, 2), ("Мероприятия", 1, 2), ("Организация работы", 2, 1), None],
        [None, None, "Срок", "Ответственный"],
    ]
    for stage, roman in zip(plan.stages, romans, strict=False):
        rows.append([roman, (stage.title, 3, 1), None, None])
        for at, a in enumerate(stage.activities):
            rows.append([f"{at + 1}.", a.title, a.terms, a.responsible])
            a.result = ""
    return rows


def points_in_cell(plan: Plan) -> Rows:
    """All activities of a stage in one cell; term and person of the row belong to each."""
    rows: Rows = [["№", "Наименование этапа", "План мероприятий", "Срок реализации", "Ответственный"]]
    for stage in plan.stages:
        first = stage.activities[0]
        for a in stage.activities:
            a.terms, a.responsible, a.result = first.terms, first.responsible, ""
        listed = "\n".join(f"{at + 1}) {a.title};" for at, a in enumerate(stage.activities))
        rows.append([f"{stage.number}.", stage.title, listed, first.terms, first.responsible])
    return rows


def paragraphs_in_cell(plan: Plan) -> Rows:
    """As above, without marks: each activity is a paragraph, terms stand line by line."""
    rows: Rows = [["Этапы", "Мероприятия", "Сроки", "Исполнитель"]]
    for stage in plan.stages:
        for a in stage.activities:
            a.responsible, a.result = stage.activities[0].responsible, ""
        rows.append(
            [
                f"{stage.number}. {stage.title}",
                "\n".join(f"{a.title}." for a in stage.activities),
                "\n".join(a.terms for a in stage.activities),
                stage.activities[0].responsible,
            ]
        )
    return rows


def dashes_in_cell(plan: Plan) -> Rows:
    """Dashes in one cell, the result too."""
    rows: Rows = [["Этап", "Содержание", "Результат", "Сроки"]]
    for stage in plan.stages:
        first = stage.activities[0]
        for a in stage.activities:
            a.terms, a.result, a.responsible = first.terms, first.result, ""
        rows.append(
            [
                stage.title,
                "\n".join(f"- {a.title[0].lower()}{a.title[1:]};" for a in stage.activities),
                first.result,
                first.terms,
            ]
        )
    return rows


def ditto(plan: Plan) -> Rows:
    """«— // —» where a person repeats; the person's column stands before the term."""
    rows: Rows = [["№", "Что делаем", "Кто отвечает", "Когда"]]
    count = 0
    for stage in plan.stages:
        rows.append([(stage.title.upper(), 4, 1), None, None, None])
        for at, a in enumerate(stage.activities):
            count += 1
            a.responsible, a.result = stage.activities[0].responsible, ""
            rows.append([str(count), a.title, a.responsible if at == 0 else "— // —", a.terms])
    return rows


def merged_terms(plan: Plan) -> Rows:
    """A term merged over the activities of a stage; the numbering row «1 2 3 4» below the heading."""
    rows: Rows = [["№", "Направление", "Мероприятие", "Период", "Ответственные лица"], ["1", "2", "3", "4", "5"]]
    for stage in plan.stages:
        for at, a in enumerate(stage.activities):
            size = len(stage.activities)
            a.terms, a.result = stage.activities[0].terms, ""
            head: Cell = (stage.title, 1, size) if at == 0 else None
            term: Cell = (a.terms, 1, size) if at == 0 else None
            rows.append([a.number, head, a.title, term, a.responsible])
    return rows


def groups(plan: Plan) -> Rows:
    """Stage | group | content: the group's points stand in the content."""
    rows: Rows = [["Наименование этапа", "Мероприятия", "Содержание деятельности", "Сроки", "Ответственные"]]
    for stage in plan.stages:
        half = (len(stage.activities) + 1) // 2
        for at, part in enumerate((stage.activities[:half], stage.activities[half:])):
            if not part:
                continue
            name = ["Подготовка документов и участников", "Работа с участниками"][at]
            for a in part:
                a.terms, a.responsible, a.result, a.group = part[0].terms, part[0].responsible, "", name
            listed = "\n".join(f"{n + 1}. {a.title}" for n, a in enumerate(part))
            head: Cell = (stage.title, 1, 2 if len(stage.activities) > half else 1) if at == 0 else None
            rows.append([head, name, listed, part[0].terms, part[0].responsible])
    return rows


def goal_rows(plan: Plan) -> Rows:
    """A stage row with «Задача: … Результат: …», integer number, points «1.1»; empty terms."""
    rows: Rows = [["№ п/п", "Мероприятие", "Сроки", "Ответственные"]]
    for stage in plan.stages:
        rows.append(
            [stage.number, f"{stage.title}\nЗадача: подготовить участников\nРезультат: участники готовы", "", ""]
        )
        for a in stage.activities:
            a.result = ""
            rows.append([a.number, a.title, a.terms, a.responsible])
    return rows


def no_stages(plan: Plan) -> Rows:
    """A plan without stages at all."""
    everything = [a for stage in plan.stages for a in stage.activities]
    plan.stages = plan.stages[:1]
    plan.stages[0].title, plan.stages[0].activities = "", everything
    rows: Rows = [["№", "Мероприятие", "Срок исполнения", "Ответственный исполнитель", "Подтверждающий документ"]]
    rows += [[str(n + 1), a.title, a.terms, a.responsible, a.result] for n, a in enumerate(everything)]
    return rows


TABLES: dict[str, Callable[[Plan], Rows]] = {
    f.__name__: f
    for f in (
        classic, stage_column, continuous_numbers, roman_stages, points_in_cell, paragraphs_in_cell,
        dashes_in_cell, ditto, merged_terms,
        groups, goal_rows, no_stages, begin_and_end, calendar, nested_groups,
    )
}  # fmt: skip


# Files --------------------------------------------------------------------------------------------------------------


def to_docx(plan: Plan, rows: Rows) -> bytes:
    """Word, with the plan's title above the table."""
    import docx

    document = docx.Document()
    document.add_paragraph("УТВЕРЖДАЮ")
    document.add_paragraph("Директор МБОУ «Гимназия № 400» О. В. Журавлёва")
    document.add_paragraph(plan.title)
    width = len(rows[0])
    table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    made = table._cells  # asked once: python-docx counts all cells anew at each question
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            text, across, down = spans(cell)
            target = made[r * width + c]
            if across > 1 or down > 1:
                target = target.merge(made[(r + down - 1) * width + c + across - 1])
            for n, line in enumerate(text.split("\n")):
                if n == 0:
                    target.paragraphs[0].text = line
                else:
                    target.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def to_xlsx(plan: Plan, rows: Rows) -> bytes:
    """Excel, merged cells, title in the first row."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = plan.title
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            text, across, down = spans(cell)
            if cell is None:
                continue
            sheet.cell(r + 3, c + 1, text)
            if across > 1 or down > 1:
                sheet.merge_cells(start_row=r + 3, start_column=c + 1, end_row=r + 2 + down, end_column=c + across)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_html(plan: Plan, rows: Rows) -> bytes:
    """A page with spans."""
    made = []
    for row in rows:
        cells = []
        for cell in row:
            if cell is None:
                continue
            text, across, down = spans(cell)
            body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
            cells.append(f'<td colspan="{across}" rowspan="{down}">{body}</td>')
        made.append(f"<tr>{''.join(cells)}</tr>")
    return f"<!DOCTYPE html><html><body><h1>{plan.title}</h1><table>{''.join(made)}</table></body></html>".encode()


def to_pdf(plan: Plan, rows: Rows) -> bytes:
    """PDF with ruled cells on A4 sheets, narrow columns, made by Typst."""
    import typst

    def quote(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    width = len(rows[0])
    columns = ", ".join("auto" if str(spans(cell)[0]).startswith("№") else "1fr" for cell in rows[0])
    cells = []
    for row in rows:
        for cell in row:
            if cell is None:
                continue
            text, across, down = spans(cell)
            lines = ", ".join(f"par(text({quote(line)}))" for line in text.split("\n"))
            cells.append(f"table.cell(colspan: {across}, rowspan: {down}, breakable: true)[#({lines},).join()]")
    del width
    source = (
        '#set page(paper: "a4", margin: 2cm)\n#set text(size: 10pt, lang: "ru")\n#set par(justify: false)\n'
        f"#align(center)[#text({quote(plan.title)})]\n#table(columns: ({columns}), {', '.join(cells)})\n"
    )
    return typst.compile(source.encode())


FILES: dict[str, Callable[[Plan, Rows], bytes]] = {
    "docx": to_docx, "xlsx": to_xlsx, "html": to_html, "pdf": to_pdf, "csv": to_csv, "txt": to_tabs, "md": to_markdown,
}  # fmt: skip
