"""Plans in words: which lines head the stages, what stands beside the points, what is no point at all."""

import pytest

from nastavnik.engines.roadmaps import read_roadmap

POINTS = (
    ["Подбор наставников", "Разработка памяток"],
    ["Встречи пар", "Посещение уроков молодых учителей"],
    ["Сбор отчётов пар", "Награждение наставников"],
)


def read(headings, line="- {}", name="план.txt"):
    lines = ["Дорожная карта наставничества на 2025–2026 учебный год", ""]
    for heading, points in zip(headings, POINTS, strict=True):
        lines += [heading, *(line.format(point) for point in points)]
    return read_roadmap("\n".join(lines).encode(), name, year=2025)


@pytest.mark.parametrize(
    "headings",
    [
        ["Первый этап. Старт", "Второй этап. Работа", "Четвёртый этап. Итог"],
        ["Подготовительный этап", "Основной этап", "Итоговый этап"],
        ["СТАРТ", "РАБОТА", "ИТОГ"],
        ["Начинаем:", "Работаем:", "Подводим итоги:"],
        ["Сентябрь", "Октябрь – апрель", "Май 2026 г."],
        ["## Старт", "## Работа", "## Итог"],
        ["**Старт**", "**Работа**", "**Итог**"],
    ],
)
def test_lines_that_look_apart_in_one_way_are_stages(headings):
    parsed = read(headings, name="план.md" if headings[0][0] in "#*" else "план.txt")
    assert [[a.title for a in stage.activities] for stage in parsed.stages] == list(POINTS)


@pytest.mark.parametrize(
    ("line", "term", "person"),
    [
        ("- {}. Срок: до 15 мая. Ответственный: завуч", "до 15 мая", "завуч"),
        ("- {}\nСрок: до 15 мая. Ответственный: завуч.", "до 15 мая", "завуч"),
        ("- {}\nОтв.: завуч; срок: до 15 мая", "до 15 мая", "завуч"),
        ("- {} (до 15 мая; отв. завуч)", "до 15 мая", "завуч"),
        ("- {} (по срокам конкурса; отв. дети)", "по срокам конкурса", "дети"),
        ("- {} (отв. жюри)", "", "жюри"),
        ("- {}, до 15 мая, завуч", "до 15 мая", "завуч"),
        ("- {} – последняя пятница месяца", "последняя пятница месяца", ""),
        ("- {} – до 15 мая, завуч", "до 15 мая", "завуч"),
        ("- {} – завуч;", "", "завуч"),
    ],
)
def test_terms_and_persons_beside_a_point_are_its_fields(line, term, person):
    first = read(["Этап 1. Старт", "Этап 2. Работа", "Этап 3. Итог"], line).stages[0].activities[0]
    assert (first.title, first.terms, first.responsible) == ("Подбор наставников", term, person)


def test_points_below_the_name_of_a_month_are_due_in_it():
    parsed = read(["АВГУСТ", "ОКТЯБРЬ", "МАЙ"], "• {} – завуч")
    assert [(a.terms, a.responsible) for stage in parsed.stages for a in stage.activities][::2] == [
        ("Август", "завуч"),
        ("Октябрь", "завуч"),
        ("Май", "завуч"),
    ]


def test_what_every_line_ends_in_is_told_once_and_a_single_such_line_is_asked_about():
    many = read(["Этап 1. Старт", "Этап 2. Работа", "Этап 3. Итог"], "- {} – до 15 мая, завуч")
    asked = [doubt.field for stage in many.stages for a in stage.activities for doubt in a.doubts]
    assert "terms" not in asked
    assert "Сроки и ответственные взяты из конца строк." in [warning.message for warning in many.warnings]
    text = "Этап 1. Старт\n- Подбор пар – до 15 мая, завуч\n- Сбор согласий\nЭтап 2. Итог\n- Отчёт пары\n- Анкета"
    first = read_roadmap(text.encode(), "план.txt", year=2025).stages[0].activities[0]
    assert [doubt.alternatives for doubt in first.doubts if doubt.field == "terms"] == [
        ("Подбор пар – до 15 мая, завуч",)
    ]


def test_a_dash_in_one_title_of_many_stays():
    text = "Этап 1. Старт\n- Встреча наставников – кураторы\n- Подбор пар\n- Сбор согласий\nЭтап 2. Итог\n- Отчёт пары\n- Анкета"
    first = read_roadmap(text.encode(), "план.txt", year=2025).stages[0].activities[0]
    assert (first.title, first.responsible) == ("Встреча наставников – кураторы", "")


@pytest.mark.parametrize(
    "remark",
    [
        "Куратор /А. П. Иволгина/ ____________",
        "С планом ознакомлены: ____________________",
        "Директор школы          И. И. Дроздов",
        "Настоящий план может меняться решением педагогического совета.",
        "Дата обновления: 12.09.2025. Обращения граждан",
    ],
)
def test_signatures_and_remarks_below_a_list_are_no_points(remark):
    text = "\n".join(f"Этап {n + 1}. Часть\n- {a}.\n- {b}." for n, (a, b) in enumerate(POINTS)) + f"\n{remark}"
    parsed = read_roadmap(text.encode(), "план.txt", year=2025)
    assert [[a.title for a in stage.activities] for stage in parsed.stages] == list(POINTS)
    assert any(" ".join(remark.split())[:20] in warning.message for warning in parsed.warnings)
