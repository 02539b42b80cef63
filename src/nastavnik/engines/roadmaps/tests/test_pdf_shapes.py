"""PDF: marks of footnotes, tables without rules of other shapes, lines that end in the middle."""

import pytest

from nastavnik.engines.roadmaps import read_roadmap

ROWS = [
    ["Мероприятие", "Срок", "Ответственный"],
    "Работа с педагогами",
    ["Подбор наставников", "до 5 мая", "завуч"],
    ["Обучение наставников приёмам обратной связи на занятиях школы молодого учителя", "июнь", "методист"],
    "Итоги",
    ["Сбор отчётов пар", "май", "пары"],
    ["Награждение наставников", "август", "директор"],
]


def draw(body, size="a4"):
    import typst

    return typst.compile(f'#set page(paper: "{size}")\n#set text(size: 10pt, lang: "ru")\n{body}'.encode())


def table(rows, columns, stroke="none"):
    cells = [
        cell
        for row in rows
        for cell in ([f"table.cell(colspan: {columns})[{row}]"] if isinstance(row, str) else [f"[{c}]" for c in row])
    ]
    widths = ", ".join(["2fr", *["1fr"] * (columns - 1)])
    return f"План наставничества на 2025–2026 учебный год\n#table(columns: ({widths}), stroke: {stroke}, {', '.join(cells)})"


def rows(parsed):
    return [(s.title, a.title, a.terms, a.responsible) for s in parsed.stages for a in s.activities]


@pytest.mark.parametrize("columns", [0, 2])
def test_a_table_without_rules_and_numbers_has_its_rows_and_titles(columns):
    turned = [row if isinstance(row, str) else [*row[columns:], *row[:columns]] for row in ROWS]
    parsed = read_roadmap(draw(table(turned, 3)), "план.pdf", year=2025)
    wanted, stage = [], ""
    for row in ROWS[1:]:
        stage = row if isinstance(row, str) else stage
        wanted += [] if isinstance(row, str) else [(stage, *row)]
    assert rows(parsed) == wanted


def test_a_calendar_without_rules():
    head = ["Мероприятие", "сентябрь", "октябрь", "ноябрь", "Ответственный"]
    marks = [
        ["Подбор наставников", "+", "", "", "завуч"],
        ["Встречи пар", "", "+", "+", "пары"],
        ["Отчёты пар", "", "", "+", "пары"],
    ]
    parsed = read_roadmap(draw(table([head, *marks], 5)), "план.pdf", year=2025)
    assert rows(parsed) == [
        ("", "Подбор наставников", "сентябрь", "завуч"),
        ("", "Встречи пар", "октябрь, ноябрь", "пары"),
        ("", "Отчёты пар", "ноябрь", "пары"),
    ]


def test_months_that_stand_below_their_common_heading():
    head = "table.cell(rowspan: 2)[Мероприятие], table.cell(colspan: 3)[Месяц], table.cell(rowspan: 2)[Ответственный]"
    months = ["сентябрь", "октябрь", "ноябрь"]
    marks = [
        ["Подбор наставников", "+", "", "", "завуч"],
        ["Встречи пар", "", "+", "+", "пары"],
        ["Отчёты пар", "", "", "+", "пары"],
    ]
    cells = [f"[{cell}]" for row in (months, *marks) for cell in row]
    body = f"#table(columns: (2fr, 1fr, 1fr, 1fr, 1.2fr), stroke: none, {head}, {', '.join(cells)})"
    parsed = read_roadmap(draw(f"План наставничества на 2025–2026 учебный год\n{body}"), "план.pdf", year=2025)
    assert [row[2:] for row in rows(parsed)] == [("сентябрь", "завуч"), ("октябрь, ноябрь", "пары"), ("ноябрь", "пары")]


@pytest.mark.parametrize("mark", ["#super[2]", "#footnote[При наличии заявок.]"])
def test_the_mark_of_a_footnote_stays_out_but_figures_stay(mark):
    made = [
        ROWS[0],
        [f"Подбор наставников{mark}", "до 5 мая 2026", f"завуч{mark}"],
        ["Приказ № 12", "июнь", "директор"],
    ]
    parsed = read_roadmap(draw(table(made, 3, "0.5pt")), "план.pdf", year=2025)
    assert rows(parsed) == [
        ("", "Подбор наставников", "до 5 мая 2026", "завуч"),
        ("", "Приказ № 12", "июнь", "директор"),
    ]


def test_a_line_that_ends_in_a_label_goes_on_with_a_dash():
    points = [
        "Раздел 1. Подготовка",
        "1.1. Собрать сведения о трудностях молодых тренеров и их опыте. Срок – май; отв.\\ – врач.",
    ]
    points += [
        "1.2. Назначить наставника. Срок – июнь; отв. – директор.",
        "Раздел 2. Итоги",
        "2.1. Отметить пары. Срок – июнь; отв. – директор.",
    ]
    parsed = read_roadmap(draw("\n\n".join(points)), "план.pdf", year=2025)
    assert [row[3] for row in rows(parsed)] == ["врач", "директор", "директор"]
