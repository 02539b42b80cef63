"""Tables of unusual shape: two things in one column, stages with terms of their own, turned tables, cards, matrices."""

import pytest

from nastavnik.engines.roadmaps import read_roadmap

TITLE = "<h1>План наставничества на 2025–2026 учебный год</h1>"


def page(*tables):
    made = []
    for table in tables:
        if isinstance(table, str):
            made.append(table)
            continue
        rows = ("".join(f"<td>{cell}</td>" if cell[:3] != "<td" else cell for cell in row) for row in table)
        made.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return read_roadmap(f"<html><body>{TITLE}{''.join(made)}</body></html>".encode(), "план.html", year=2025)


def text(lines, kind="csv"):
    return read_roadmap("\n".join(lines).encode(), f"план.{kind}", year=2025)


def rows(parsed):
    return [(s.title, a.title, a.terms, a.responsible) for s in parsed.stages for a in s.activities]


# Two things in one column -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading, cells",
    [
        ("Срок, ответственный", ["до 5 мая, завуч", "апрель, творческая группа"]),
        ("Сроки/исполнители", ["до 5 мая<br>завуч", "апрель<br>творческая группа"]),
        ("Ответственные и сроки", ["завуч, до 5 мая", "творческая группа (апрель)"]),
    ],
)
def test_a_column_of_terms_and_persons_gives_both(heading, cells):
    head = ["№", "Мероприятие", heading]
    parsed = page([head, ["1", "Подбор наставников", cells[0]], ["2", "Сбор согласий", cells[1]]])
    assert rows(parsed) == [
        ("", "Подбор наставников", "до 5 мая", "завуч"),
        ("", "Сбор согласий", "апрель", "творческая группа"),
    ]


def test_a_term_behind_the_act_in_its_own_cell_is_the_term():
    head = ["№", "Мероприятие и срок его проведения", "Ответственный"]
    parsed = page([head, ["1", "Подбор наставников (до 5 мая)", "завуч"], ["2", "Сбор согласий (апрель)", "методист"]])
    assert rows(parsed) == [
        ("", "Подбор наставников", "до 5 мая", "завуч"),
        ("", "Сбор согласий", "апрель", "методист"),
    ]


def test_values_counted_like_the_points_of_a_cell_go_to_them_one_by_one():
    cells = ["1. Подбор пар<br>2. Встречи пар", "1. 15.09 – 20.09<br>2. по графику", "1. завуч<br>2. пары"]
    parsed = page([["Этап", "Мероприятия", "Сроки", "Ответственные"], ["Старт", *cells]])
    assert rows(parsed) == [
        ("Старт", "Подбор пар", "15.09 – 20.09", "завуч"),
        ("Старт", "Встречи пар", "по графику", "пары"),
    ]


# What stands by the stage only --------------------------------------------------------------------------------------


def test_term_and_person_of_a_stage_row_belong_to_its_points():
    head = ["№", "Этап / мероприятие", "Сроки", "Ответственный"]
    parsed = page(
        [
            head,
            ["1", "Подготовка", "сентябрь", "завуч"],
            ["1.1", "Подбор наставников", "", ""],
            ["1.2", "Сбор согласий", "", "методист"],
            ["2", "Итоги", "май", "директор"],
            ["2.1", "Отчёты пар", "", ""],
        ]
    )
    assert rows(parsed) == [
        ("Подготовка", "Подбор наставников", "сентябрь", "завуч"),
        ("Подготовка", "Сбор согласий", "сентябрь", "методист"),
        ("Итоги", "Отчёты пар", "май", "директор"),
    ]
    assert any("у этапа" in doubt.message for doubt in parsed.stages[0].activities[0].doubts)


@pytest.mark.parametrize(
    "title", ["Основной этап (октябрь – май)", "Основной этап<br>октябрь – май", "Основной этап, октябрь – май"]
)
def test_a_term_in_the_cell_of_a_stage_is_no_part_of_its_name(title):
    parsed = page([["Этап (сроки)", "Мероприятия", "Ответственные"], [title, "Встречи пар", "пары"]])
    assert rows(parsed) == [("Основной этап", "Встречи пар", "октябрь – май", "пары")]


def test_merged_cells_that_a_text_file_has_lost_are_filled_from_above():
    lines = ["Этап;Мероприятие;Срок;Ответственный", "Старт;Подбор наставников;сентябрь;завуч", ";Сбор согласий;;завуч"]
    lines += [";Обучение;;методист", "Итоги;Отчёты пар;май;пары", ";Награждение;;директор"]
    assert [row[2] for row in rows(text(lines))] == ["сентябрь"] * 3 + ["май"] * 2


def test_one_person_for_a_whole_text_table_is_given_to_all_rows_and_told():
    head = "Мероприятие;Срок;Ответственный"
    parsed = text(
        [head, "Подбор наставников;октябрь;завуч", "Сбор согласий;ноябрь;", "Встречи пар;весь год;", "Отчёты;май;"]
    )
    assert [row[3] for row in rows(parsed)] == ["завуч"] * 4
    assert any("Ответственные стоят не в каждой строке" in warning.message for warning in parsed.warnings)


def test_a_term_behind_a_dash_in_the_name_of_a_stage_is_the_term_of_its_points():
    lines = ["План наставничества на 2025/2026 учебный год", "Этап 1. Основной – октябрь 2025", "1. Встречи пар"]
    parsed = text([*lines, "2. Отчёты пар", "Этап 2. Итоги – май 2026", "1. Награждение наставников"], "txt")
    terms = [("Основной", "октябрь 2025")] * 2 + [("Итоги", "май 2026")]
    assert [(row[0], row[2]) for row in rows(parsed)] == terms


def test_empty_cells_stay_empty_where_the_file_keeps_merged_ones():
    head = ["Этап", "Мероприятие", "Срок", "Ответственный"]
    parsed = page(
        [
            head,
            ["Старт", "Подбор наставников", "май", "завуч"],
            ["", "Сбор согласий", "", "завуч"],
            ["", "Обучение", "", "завуч"],
            ["Итоги", "Отчёты пар", "май", "пары"],
            ["", "Награждение", "", "завуч"],
        ]
    )
    assert [row[2] for row in rows(parsed)] == ["май", "", "", "май", ""]


# Turned tables, cards, matrices -------------------------------------------------------------------------------------


def test_a_table_with_a_stage_in_each_column_is_turned():
    parsed = page(
        [
            ["Этап", "Старт", "Итоги"],
            ["Мероприятия", "1) Подбор наставников<br>2) Сбор согласий", "1) Отчёты пар"],
            ["Сроки", "сентябрь", "май"],
            ["Ответственные", "завуч", "пары"],
        ]
    )
    assert rows(parsed) == [
        ("Старт", "Подбор наставников", "сентябрь", "завуч"),
        ("Старт", "Сбор согласий", "сентябрь", "завуч"),
        ("Итоги", "Отчёты пар", "май", "пары"),
    ]


def test_small_tables_one_for_each_act_are_rows_of_their_stage():
    def card(act, term, person):
        return [["Мероприятие", act], ["Срок", term], ["Ответственный", person]]

    parsed = page(
        "<h3>Старт</h3>", card("Подбор наставников", "май", "завуч"), card("Сбор согласий", "июнь", "методист"),
        "<h3>Итоги</h3>", card("Отчёты пар", "май", "пары") + card("Награждение", "июнь", "директор"),
    )  # fmt: skip
    assert rows(parsed) == [
        ("Старт", "Подбор наставников", "май", "завуч"),
        ("Старт", "Сбор согласий", "июнь", "методист"),
        ("Итоги", "Отчёты пар", "май", "пары"),
        ("Итоги", "Награждение", "июнь", "директор"),
    ]


def test_months_across_with_acts_in_the_cells():
    parsed = page(
        [
            ["Направление работы", "Сентябрь", "Октябрь"],
            ["Работа с педагогами", "Диагностика трудностей", "Круглый стол"],
            ["Работа со студентами", "", "Тренинг на сплочение"],
        ]
    )
    assert [row[:3] for row in rows(parsed)] == [
        ("Работа с педагогами", "Диагностика трудностей", "Сентябрь"),
        ("Работа с педагогами", "Круглый стол", "Октябрь"),
        ("Работа со студентами", "Тренинг на сплочение", "Октябрь"),
    ]


def test_stages_across_with_acts_below():
    parsed = page(
        [
            ["1 этап. Старт", "2 этап. Итоги"],
            ["Подбор наставников", "Отчёты пар"],
            ["Сбор согласий участников", ""],
        ]
    )
    assert [row[:2] for row in rows(parsed)] == [
        ("Старт", "Подбор наставников"),
        ("Старт", "Сбор согласий участников"),
        ("Итоги", "Отчёты пар"),
    ]


# A table for each stage ---------------------------------------------------------------------------------------------

HEAD = ["Мероприятие", "Срок", "Ответственный"]


@pytest.mark.parametrize("above", ["<p>{}</p>", "<h3>{}</h3><p>Цель: создать условия</p>"])
def test_the_words_above_each_table_are_its_stage(above):
    parsed = page(
        above.format("Работа с педагогами"), [HEAD, ["Подбор наставников", "май", "завуч"], ["Опрос", "май", "завуч"]],
        above.format("Работа со студентами"), [HEAD, ["Тренинг на сплочение", "май", "завуч"], ["Встречи пар", "май", "пары"]],
    )  # fmt: skip
    assert [(s.title, len(s.activities)) for s in parsed.stages] == [
        ("Работа с педагогами", 2),
        ("Работа со студентами", 2),
    ]


def test_the_first_row_of_each_table_is_its_stage():
    def named(name, act):
        return [[f'<td colspan="3">{name}</td>'], HEAD, [act, "май", "завуч"], ["Обсуждение итогов", "май", "завуч"]]

    parsed = page(named("Подготовка", "Подбор наставников"), named("Работа", "Встречи пар"))
    assert [s.title for s in parsed.stages] == ["Подготовка", "Работа"]
