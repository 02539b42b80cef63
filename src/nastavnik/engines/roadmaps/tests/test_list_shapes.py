"""Plans written as lists: what every point ends in, lists in lists, labels, no stages at all, stages told in sentences."""

import pytest

from nastavnik.engines.roadmaps import read_roadmap

TITLE = "План наставничества на 2025–2026 учебный год"
POINTS = [
    ("Подбор наставников", "до 5 мая", "творческая группа"),
    ("Сбор согласий", "апрель", "пары"),
    ("Обучение наставников", "конец августа", "завуч"),
    ("Отчёты пар", "октябрь – ноябрь", "методист"),
]


def read(lines, kind="txt"):
    return read_roadmap("\n".join([TITLE, "", *lines]).encode(), f"план.{kind}", year=2025)


def rows(parsed):
    return [(a.title, a.terms, a.responsible) for stage in parsed.stages for a in stage.activities]


def stages(parsed):
    return [(stage.title, len(stage.activities)) for stage in parsed.stages]


@pytest.mark.parametrize(
    "shape",
    [
        "- {0} – {1} – {2}",
        "- {0} – {2} – {1}",
        "- {0} — {1} ({2})",
        "- {0} ({1}, {2})",
        "- {0}; {1}; {2}",
        "- {0} – {1}, {2}",
        "- {0}. Срок: {1}. Ответственный: {2}",
        "{1} — {0} ({2})",
    ],
)
def test_what_all_points_end_in_is_read_by_its_place_whoever_it_names(shape):
    lines = ["ПОДГОТОВКА", *(shape.format(*p) for p in POINTS[:2]), "РАБОТА", *(shape.format(*p) for p in POINTS[2:])]
    parsed = read(lines)
    assert stages(parsed) == [("ПОДГОТОВКА", 2), ("РАБОТА", 2)]
    assert rows(parsed) == POINTS


def test_a_dash_in_one_title_alone_is_no_tail():
    lines = ["ПОДГОТОВКА", "- Подбор наставников", "- Тренинг «Учитель – учитель» – первая встреча", "- Сбор согласий"]
    parsed = read([*lines, "РАБОТА", "- Встречи пар", "- Отчёты пар"])
    assert rows(parsed)[1] == ("Тренинг «Учитель – учитель» – первая встреча", "", "")


def test_a_list_inside_a_list_is_a_stage_with_its_points():
    def items(points):
        return "".join("<li>{} – {} – {}</li>".format(*point) for point in points)

    page = f"<p>{TITLE}</p><ol><li>Подготовка<ol>{items(POINTS[:2])}</ol></li><li>Работа<ol>{items(POINTS[2:])}</ol></li></ol>"
    parsed = read_roadmap(page.encode(), "план.html", year=2025)
    assert stages(parsed) == [("Подготовка", 2), ("Работа", 2)]
    assert rows(parsed) == POINTS


def test_labels_of_stages_acts_terms_and_persons():
    lines = []
    for stage, points in (("Подготовка", POINTS[:2]), ("Работа", POINTS[2:])):
        lines.append(f"Направление: {stage}")
        for act, term, person in points:
            lines += [f"Мероприятие: {act}", f"Срок: {term}", f"Ответственный: {person}"]
    parsed = read(lines)
    assert stages(parsed) == [("Подготовка", 2), ("Работа", 2)]
    assert rows(parsed) == POINTS


def test_a_verb_or_a_question_with_a_colon_is_a_label():
    marks = ("Отвечает", "Исполняют", "Кто", "Проводит")
    lines = [f"{act} — {term}. {mark}: {who}" for (act, term, who), mark in zip(POINTS, marks, strict=True)]
    parsed = read(["Подготовка", *(f"{n}. {line}" for n, line in enumerate(lines, start=1))])
    assert rows(parsed) == POINTS


def test_labels_below_the_numbered_points_of_a_heading_stay_with_their_points():
    lines = []
    for n, (stage, points) in enumerate((("Подготовка", POINTS[:2]), ("Работа", POINTS[2:]))):
        lines += [f"## {n + 1}. {stage}", ""]
        for at, (act, term, person) in enumerate(points):
            lines += [f"{at + 1}. {act}", f"   - срок: {term}", f"   - ответственный: {person}"]
    parsed = read(lines, "md")
    assert stages(parsed) == [("Подготовка", 2), ("Работа", 2)]
    assert rows(parsed) == POINTS


def test_a_list_without_stages_is_one_stage_without_a_name():
    lines = []
    for n, (act, term, person) in enumerate(POINTS):
        lines += [f"{n + 1}. {act}.", f"Срок: {term}", f"Ответственный: {person}"]
    parsed = read(lines)
    assert stages(parsed) == [("", 4)]
    assert rows(parsed) == POINTS


def test_a_list_without_terms_and_persons_is_no_plan():
    assert (
        read(
            ["1. Наставник имеет право на отдых.", "2. Наставник обязан помогать.", "3. Споры решает директор."]
        ).stages
        == ()
    )


def test_a_stage_counted_by_a_word_behind_it_and_a_letter_around_the_plan():
    lines = ["Этап первый: настройка", *(f"{n + 1}) {p[0]} — {p[1]} ({p[2]})" for n, p in enumerate(POINTS[:2]))]
    lines += ["Этап второй: работа", *(f"{n + 1}) {p[0]} — {p[1]} ({p[2]})" for n, p in enumerate(POINTS[2:]))]
    parsed = read([*lines, "", "С уважением, Иволгина А. П.,", "заместитель директора"])
    assert stages(parsed) == [("настройка", 2), ("работа", 2)]
    assert rows(parsed) == POINTS


def test_term_and_person_in_the_heading_of_a_stage_belong_to_its_points():
    lines = ["Основной период (октябрь – март), ответственный – приглашённый тренер", "1) Встречи пар", "2) Отчёты пар"]
    parsed = read(
        [*lines, "Итоговый период (май), ответственный – завуч", "1) Награждение наставников", "2) Сбор анкет"]
    )
    assert [stage.title for stage in parsed.stages] == ["Основной период", "Итоговый период"]
    assert rows(parsed)[0] == ("Встречи пар", "октябрь – март", "приглашённый тренер")


def test_sentences_that_say_what_is_done_are_acts_and_others_are_told():
    lines = [
        "Первый этап – старт",
        "Успех зависит от всех. Составляется план мероприятий на год. Два раза в месяц проводятся",
    ]
    lines[-1] += " встречи наставника и наставляемого."
    parsed = read([*lines, "Второй этап – итоги", "Этот этап самый короткий. Наставники сдают отчёты о работе."])
    assert [row[0] for row in rows(parsed)] == [
        "Составляется план мероприятий на год",
        "проводятся встречи наставника и наставляемого",
        "Наставники сдают отчёты о работе",
    ]
    assert rows(parsed)[1][1] == "Два раза в месяц"
    assert any("Успех зависит" in warning.message for warning in parsed.warnings)
