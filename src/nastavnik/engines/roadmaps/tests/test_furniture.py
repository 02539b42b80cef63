"""Numbers of pages and stamps of signatures never become activities; hidden rows of a workbook are left out and named."""

import io

import openpyxl

from nastavnik.engines.roadmaps import read_roadmap

ROWS = ["№", "Мероприятие", "Срок", "1", "Подбор пар", "май", "Страница 1 из 2", "2", "Обучение наставников", "июнь"]
STAMP = [
    "Документ подписан электронной подписью",
    "Сертификат: 00A1B2C3D4E5F607",
    "Действителен с 01.02.2025 по 01.02.2026",
]


def test_pages_and_stamps_are_no_activities():
    parsed = read_roadmap("\n".join([*ROWS, *STAMP]).encode(), "план.txt", year=2025)
    found = [(a.title, a.terms) for stage in parsed.stages for a in stage.activities]
    assert found == [("Подбор пар", "май"), ("Обучение наставников", "июнь")]
    assert any("штампы" in w.message and w.message.endswith("строк: 4.") for w in parsed.warnings)


def test_hidden_rows_and_columns_are_left_out_and_named():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "План & сроки"
    for row in (
        ["№", "Мероприятие", "Черновик", "Срок"],
        [1, "Подбор пар", "x", "май"],
        [2, "Ненужное", "x", "май"],
        [3, "Обучение", "", "июнь"],
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    out = io.BytesIO()
    book.save(out)
    parsed = read_roadmap(out.getvalue(), "план.xlsx", year=2025)
    assert [(a.title, a.terms) for a in parsed.stages[0].activities] == [("Подбор пар", "май"), ("Обучение", "июнь")]
    assert any("Скрытых строк с текстом: 1, скрытых столбцов: 1" in w.message for w in parsed.warnings)
