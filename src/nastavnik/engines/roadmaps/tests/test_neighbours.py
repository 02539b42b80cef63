"""What stands around a plan in its file: figures, signatures, running titles, another plan."""

import pytest

from nastavnik.engines.roadmaps import read_roadmap
from nastavnik.engines.roadmaps.build import understand
from nastavnik.engines.roadmaps.document import Cell, Document, Line, Para, Row, Table
from nastavnik.engines.roadmaps.model import Place

HEAD = ["№", "Мероприятие", "Срок", "Ответственный"]
FIRST = [HEAD, ["1", "Подбор наставников", "сентябрь", "куратор"], ["2", "Обучение наставников", "октябрь", "методист"]]


def table(rows, page=1):
    return Table([Row([Cell([Para(text)] if text else []) for text in row], Place(page=page)) for row in rows])


def titles(parsed):
    return [a.title for stage in parsed.stages for a in stage.activities]


@pytest.mark.parametrize(
    "rows",
    [
        [["Показатель", "План", "Факт", ""], ["Обучено наставников", "60", "", ""], ["Пар", "24", "", ""]],
        [["№", "Показатель", "2025 г.", "2026 г."], ["1", "Доля наставников", "50 %", "90 %"], ["2", "Пар", "5", "9"]],
        [
            ["Ф. И. О.", "Должность", "Дата", "Подпись"],
            ["Иволгина А. П.", "учитель", "", ""],
            ["Чижов О. О.", "", "", ""],
        ],
    ],
)
def test_a_table_of_figures_or_signatures_is_no_part_of_the_plan(rows):
    document = Document([table(FIRST), Line(Para("Целевые показатели", bold=True), Place(page=1), 2), table(rows)])
    parsed = understand(document, year=2025)
    assert titles(parsed) == ["Подбор наставников", "Обучение наставников"]
    assert any("не похожа на план" in warning.message for warning in parsed.warnings)


def test_a_running_title_does_not_cut_the_table_that_goes_on():
    blocks = [table(FIRST), Line(Para("Карта. Лицей"), Place(page=1))]
    blocks += [
        table([["3", "Встречи наставников с парами и", "май", "куратор"]], 2),
        Line(Para("Карта. Лицей"), Place(page=2)),
    ]
    blocks += [table([["", "разбор ошибок", "", ""]], 3), Line(Para("Карта. Лицей"), Place(page=3))]
    parsed = understand(Document(blocks), year=2025)
    assert len(parsed.stages) == 1
    assert titles(parsed)[2:] == ["Встречи наставников с парами и разбор ошибок"]


def test_what_opens_the_first_page_stays_though_other_pages_repeat_it():
    head = "МБОУ «Лицей № 900»"
    blocks = []
    for page in (1, 2):
        blocks += [
            Line(Para(head), Place(page=page)),
            table(FIRST if page == 1 else [["3", "Отчёты пар", "май", "пары"]], page),
        ]
    assert understand(Document(blocks), year=2025).organization == head


def two_mentoring_plans():
    lines = []
    for form, points in (
        ("учитель – учитель", FIRST[1:]),
        ("ученик – ученик", [["1", "Отчёты пар", "май", "пары"]] * 2),
    ):
        lines += [f"Дорожная карта наставничества «{form}»", ""]
        lines += ["\t".join(row) for row in [HEAD, *points]] + [""] * 5
    return "\n".join(lines).encode()


def test_two_plans_on_mentoring_are_read_one_by_one_or_together():
    one = read_roadmap(two_mentoring_plans(), "планы.txt", year=2025)
    both = read_roadmap(two_mentoring_plans(), "планы.txt", year=2025, together=True)
    assert (len(titles(one)), len(titles(both))) == (2, 4)
    assert [plan.chosen for plan in both.plans] == [True, True]
    assert len(titles(read_roadmap(two_mentoring_plans(), "планы.txt", year=2025, plan=2, together=True))) == 2
