"""An organisation's own words for people, deeds and papers change nothing of what an activity is."""

import pytest

from nastavnik.engines.roadmaps import read_roadmap
from nastavnik.engines.roadmaps.acts import kinds_of


def kinds(text):
    return {match.code for match in kinds_of(text)}


@pytest.mark.parametrize(
    ("usual", "own"),
    [
        ("Составление списка наставляемых", "Составление списка подопечных"),
        ("Посещение занятий молодого педагога", "Присутствие на тренировках молодого педагога"),
        ("Внесение изменений в коллективный договор", "Поправки в коллективный договор"),
        ("Сопоставление анкет наставников и наставляемых", "Сличение анкет наставников и подопечных"),
        ("Сбор заявки на помощь наставника", "Сбор заявок на помощь наставника"),
        ("Заключительная встреча пары", "Прощальный разговор в паре"),
        ("Закрепление наставников за новичками приказом", "Прикрепить наставников к новичкам приказом"),
        ("Рассмотрение дорожной карты на методсовете", "Заслушать дорожную карту на методсовете"),
    ],
)
def test_own_words_mean_what_the_usual_ones_mean(usual, own):
    assert kinds(usual) and kinds(own) == kinds(usual)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Подготовка приказа и положения о наставничестве", {"order_regulation", "regulation"}),
        ("Консультации и памятки для наставников", {"consultations", "method_materials"}),
        ("Создание банка наставников и подопечных", {"mentor_bank", "mentee_bank"}),
        ("Опрос начинающих и опытных воспитателей", {"survey_mentees", "survey_mentors"}),
        ("Сбор данных о наставляемых от третьих лиц и их анализ", {"third_party_info", "mentee_data_analysis"}),
        ("Круглый стол по итогам и награждение лучших пар", {"final_event", "reward_mentors"}),
        ("Направление педагогов на курсы и внутреннее обучение наставников", {"mentor_courses", "mentor_training"}),
        (
            "Размещение положения на сайте, а также освещение хода программы в соцсетях",
            {"post_order", "media_coverage"},
        ),
    ],
)
def test_several_objects_of_one_deed_give_several_kinds(text, codes):
    assert kinds(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Проведение контрольных работ по математике",
        "Контроль за состоянием кровли",
        "Выдача спецодежды",
        "Подписка на журналы",
        "Олимпиада по математике среди восьмиклассников",
        "Ознакомление с графиком отпусков",
        "Заказ бланков аттестатов",
    ],
)
def test_work_of_the_organisation_outside_of_mentoring_has_no_kind(text):
    plan = f"№;Мероприятие;Срок;Ответственный\n1;Формирование банка наставников;май;куратор\n2;{text};июнь;завхоз"
    parsed = read_roadmap(plan.encode(), "план.csv", year=2025)
    assert parsed.stages[0].activities[1].kinds == ()


@pytest.mark.parametrize(
    "heading",
    ["№;Дело;К какому сроку;Отв.", "№;Что планируется;Когда;Кто отвечает", "№;Задумка;Срок;Исполнитель"],
)
def test_columns_named_in_plain_words_are_known(heading):
    rows = "1;Составить банк наставников;до 5 мая;методист\n2;Собрать согласия;июнь;куратор"
    parsed = read_roadmap(f"{heading}\n{rows}".encode(), "план.csv", year=2025)
    first = parsed.stages[0].activities[0]
    assert (first.title, first.terms, first.responsible) == ("Составить банк наставников", "до 5 мая", "методист")


def test_an_empty_label_is_no_activity_and_the_next_line_may_fill_it():
    text = (
        "# План наставничества\n## Этап 1. Начало\n- Собрать согласия участников\n  Срок:\n  до 10 октября\n"
        "  Ответственный: куратор\n  Результат:\n- Составить банк наставников\n  Срок: май\n"
    )
    acts = read_roadmap(text.encode(), "план.md", year=2025).stages[0].activities
    assert [(a.title, a.terms) for a in acts] == [
        ("Собрать согласия участников", "до 10 октября"),
        ("Составить банк наставников", "май"),
    ]
