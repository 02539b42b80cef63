"""Orders: dated deeds bidden to several people are a plan, an order that names people or puts a document into force is not."""

import pytest

from nastavnik.engines.roadmaps import read_roadmap
from nastavnik.engines.roadmaps.marks import term_at_end

HEAD = "ПРИКАЗ\nО наставничестве в 2025–2026 учебном году\nП Р И К А З Ы В А Ю:\n"
TAIL = "\nДиректор                 И. И. Дроздов\nС приказом ознакомлены: Иволгина А. П. ________"
BY_PERSON = """1. Заместителю директора Иволгиной А. П.:
1.1. разработать программу наставничества до 15 сентября 2025 г.;
1.2. провести сбор запросов студентов до 1 октября 2025 г.
2. Методисту:
2.1. организовать обучение наставников до 14 ноября 2025 г.;
2.2. подготовить памятки
для пар до 20 ноября 2025 г.
3. Контроль за исполнением приказа оставляю за собой."""
IN_ONE_LINE = """1. Куратору Иволгиной А. П. разработать программу наставничества до 15 сентября 2025 г.
2. Психологу провести сбор запросов студентов в срок до 1 октября 2025 г.
3. Методисту организовать обучение наставников (срок: до 14 ноября 2025 г.; ответственный: методист).
4. Методистам подготовить памятки для пар в течение 5 рабочих дней.
5. Контроль за исполнением приказа оставляю за собой."""
DEEDS = [
    "разработать программу наставничества",
    "провести сбор запросов студентов",
    "организовать обучение наставников",
    "подготовить памятки для пар",
    "Контроль за исполнением приказа оставляю за собой",
]


@pytest.mark.parametrize(
    ("points", "first", "term"),
    [
        (BY_PERSON, "Заместителю директора Иволгиной А. П", "до 15 сентября 2025 г."),
        (IN_ONE_LINE, "Куратору Иволгиной А. П", "до 15 сентября 2025 г."),
    ],
)
def test_points_of_an_order_are_read_with_their_persons_and_terms(points, first, term):
    parsed = read_roadmap((HEAD + points + TAIL).encode(), "приказ.txt", year=2025)
    found = [a for stage in parsed.stages for a in stage.activities]
    assert [a.title for a in found] == DEEDS
    assert (found[0].responsible.rstrip("."), found[0].terms) == (first, term)
    assert found[4].responsible == "" and found[4].kinds == ("execution_control",)


@pytest.mark.parametrize(
    "points",
    [
        "1. Утвердить дорожную карту (приложение 1).\n2. Назначить куратором Иволгину А. П.\n3. Контроль оставляю за собой.",
        "1. Закрепить пары:\n1.1. Иволгина А. П. – Дроздов И. И.;\n1.2. Синицын П. П. – Чижов О. О.\n2. Составить план до 1 мая.",
    ],
)
def test_an_order_without_dated_deeds_is_no_plan(points):
    parsed = read_roadmap((HEAD + points + TAIL).encode(), "приказ.txt", year=2025)
    assert parsed.stages == ()
    assert "приказ" in parsed.warnings[0].message.lower()


def test_a_term_at_the_end_of_a_deed_is_taken_whole():
    said = ["еженедельно по вторникам", "не реже 2 раз в семестр", "в июне 2026 г.", "ежемесячно до 5 числа"]
    acts = [
        "вести беседы с наставниками",
        "обновлять страницу на сайте",
        "подвести итоги года",
        "сдавать сведения о парах",
    ]
    points = "1. Методисту:\n" + "\n".join(
        f"1.{n}. {a} {t};" for n, (a, t) in enumerate(zip(acts, said, strict=True), 1)
    )
    points += "\n2. Куратору утвердить планы на 2026 год."
    parsed = read_roadmap((HEAD + points + TAIL).encode(), "приказ.txt", year=2025)
    found = [(a.title, a.terms) for stage in parsed.stages for a in stage.activities]
    assert found == [*zip(acts, said, strict=True), ("утвердить планы на 2026 год", "")]


@pytest.mark.parametrize("text", ["до 5 мая 2026 г", "подвести итоги первого полугодия", "закрепить пары в составе 5"])
def test_words_that_are_no_term_of_a_deed_stay_with_it(text):
    assert term_at_end(text) == ""
