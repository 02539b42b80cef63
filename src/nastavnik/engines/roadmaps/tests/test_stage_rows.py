"""Tables: which rows, sheets and parts of a torn table are stages."""

import io

import openpyxl

from nastavnik.engines.roadmaps import read_roadmap

HEAD = ("№", "Мероприятие", "Срок", "Ответственный")


def workbook(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in (HEAD, *rows) if HEAD not in rows else rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return read_roadmap(out.getvalue(), "план.xlsx", year=2025).stages


def titles(stages):
    return [(stage.title, [activity.title for activity in stage.activities]) for stage in stages]


def test_a_row_that_names_a_stage_with_its_term_gives_the_term_to_its_points():
    stages = workbook(
        {
            "План": [
                ("I", "I. Первый этап", "сентябрь 2025", None),
                (1, "Подбор наставников", "до 10 сентября", "завуч"),
                (2, "Сбор согласий", None, "завуч"),
                ("II", "II. Второй этап", "октябрь 2025 – май 2026", None),
                (3, "Встречи пар", None, "наставники"),
                (4, "Отчёты пар", "до 20 мая", "наставники"),
            ]
        }
    )
    assert titles(stages) == [
        ("Первый этап", ["Подбор наставников", "Сбор согласий"]),
        ("Второй этап", ["Встречи пар", "Отчёты пар"]),
    ]
    assert [a.terms for stage in stages for a in stage.activities] == [
        "до 10 сентября",
        "сентябрь 2025",
        "октябрь 2025 – май 2026",
        "до 20 мая",
    ]


def test_each_named_sheet_is_a_stage_but_not_a_sheet_without_a_name():
    rows = [
        [(1, "Подбор наставников", "май", "завуч"), (2, "Сбор согласий", "май", "завуч")],
        [(1, "Встречи пар", "май", "завуч")],
    ]
    named = workbook({"1. Набор": rows[0], "2. Работа": rows[1]})
    assert [(stage.number, stage.title, len(stage.activities)) for stage in named] == [
        ("1", "Набор", 2),
        ("2", "Работа", 1),
    ]
    assert [len(stage.activities) for stage in workbook({"Лист1": rows[0], "Лист2": rows[1]})] == [3]


def test_a_table_torn_by_a_remark_goes_on_in_its_stage():
    def table(*rows):
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (HEAD, *rows))
        return f"<table>{cells}</table>"

    first = table(("", "Этап 1. Набор", "", ""), ("1", "Подбор наставников", "май", "завуч"))
    second = table(
        ("2", "Сбор согласий", "май", "завуч"), ("", "Этап 2. Работа", "", ""), ("3", "Встречи пар", "май", "завуч")
    )
    page = f"<p>План наставничества</p>{first}<p>Продолжение таблицы</p>{second}"
    assert titles(read_roadmap(page.encode(), "план.html", year=2025).stages) == [
        ("Набор", ["Подбор наставников", "Сбор согласий"]),
        ("Работа", ["Встречи пар"]),
    ]


def test_a_stage_above_the_first_heading_of_a_sheet_is_no_title_and_wins_over_the_sheet():
    stages = workbook(
        {
            "Лист плана": [
                ("План наставничества на 2025/2026 учебный год",),
                ("Раздел 1. Документы",),
                HEAD,
                (1, "Положение о наставничестве", "август", "завуч"),
                (2, "Приказ о кураторе", "сентябрь", "директор"),
                ("Раздел 2. Пары",),
                HEAD,
                (1, "Встречи пар", "весь год", "наставники"),
            ]
        }
    )
    assert [title for title, _ in titles(stages)] == ["Документы", "Пары"]
