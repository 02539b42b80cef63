"""A file without a plan gives no stages and says why; nothing of it is lost."""

import pytest

from nastavnik.engines.roadmaps import read_roadmap

LETTER = """Руководителям образовательных организаций
Уважаемые коллеги!
Направляем методические рекомендации. Просим в срок до 15 октября направить отчёт.
1. Довести информацию до сведения педагогов.
2. Направить сведения о количестве наставников до 15 октября.
3. Назначить ответственное лицо.
Заместитель министра П. П. Синицын"""
CONTENTS = """СОДЕРЖАНИЕ
Введение ................................ 3
1. Общие положения ...................... 4
1.1 Цели наставничества ................. 5
2. Формы наставничества ................. 9
3. Этапы реализации ..................... 12"""
ORDER = """ПРИКАЗ
О закреплении наставников
П Р И К А З Ы В А Ю:
1. Закрепить наставников за молодыми специалистами.
1.1. Иволгина А. П. — Дроздов И. И.
2. Куратору организовать работу до 15 сентября.
2.1. Составить план.
3. Контроль за исполнением приказа оставляю за собой."""
REGULATION = """ПОЛОЖЕНИЕ О НАСТАВНИЧЕСТВЕ
1. Общие положения
1.1. Настоящее Положение определяет порядок организации наставничества.
1.2. Наставник назначается приказом директора.
2. Права и обязанности
2.1. Наставник имеет право посещать уроки.
2.2. Наставляемый обязан выполнять план."""
PEOPLE = "ФИО\tДолжность\tСтаж\nИволгина Анна Петровна\tучитель\t5\nДроздов Иван Ильич\tметодист\t7"


@pytest.mark.threat("T082")
@pytest.mark.parametrize("text", [LETTER, CONTENTS, ORDER, REGULATION, PEOPLE, "Просто слова."])
def test_other_documents_have_no_stages_and_a_reason(text):
    parsed = read_roadmap(text.encode(), "файл.txt")
    assert parsed.stages == ()
    assert len(parsed.warnings[0].message) > 30
    kept = " ".join(w.message for w in parsed.warnings)
    assert text.split("\n")[0][:20].split("\t")[0] in kept or "оглавление" in kept.lower()


@pytest.mark.threat("T082")
def test_a_plan_of_another_theme_is_read_and_named_as_such():
    heading = "№;Мероприятие;Срок;Ответственный"
    rows = f"{heading}\n1;Ремонт кровли;июнь;завхоз\n2;Закупка мебели;до 1 августа;завхоз\n3;Окраска;май;завхоз"
    parsed = read_roadmap(rows.encode(), "план.csv", year=2025)
    assert [a.title for a in parsed.stages[0].activities] == ["Ремонт кровли", "Закупка мебели", "Окраска"]
    assert all(a.kinds == () for a in parsed.stages[0].activities)
    assert any("наставничеств" in w.message for w in parsed.warnings)
