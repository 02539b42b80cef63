"""Lists whose people do not stand in rows under headers: cards, turned tables, lists side by side, pairs in lines.

A person is «row: Фамилия Имя Отчество; field=value …», a pair «row: mentor → mentee; form, from, to».
"""

from __future__ import annotations

import pytest

from nastavnik.engines.lists import PeopleList, read_people

from .corpus import TODAY
from .test_layouts import told, wanted, workbook

TEXTS = {
    "cards with labels, the mother's phone behind her name": """
Участники программы

ФИО: Вымыслов Пётр Ильич
Дата рождения: 05.09.2008
Телефон: 8 900 111-22-33
Мать: Вымыслова Анна Львовна
Телефон: 8 900 111-22-34

ФИО: Скетчева Анна Львовна
Группа: ТМ-22
Телефон: нет
Увлечения: лыжи, шашки
=
3: Вымыслов Пётр Ильич; birth_date=2008-09-05 phone=+79001112233 representative={'last': 'Вымыслова', 'first': 'Анна', 'middle': 'Львовна', 'phone': '+79001112234', 'relation': 'мать'}
9: Скетчева Анна Львовна; group=ТМ-22 extra=лыжи, шашки
""",
    "titles of cards, parts of the name, a line that goes on, a section": """
Карточка наставника
Фамилия: Вымыслов
Имя: Пётр
Отчество: Ильич
Должность: преподаватель
 специальных дисциплин

Карточка наставляемого
Фамилия: Скетчева
Имя: Анна
Законный представитель:
ФИО: Скетчев Лев Ильич
Телефон: 8 900 111-22-34
=
2: Вымыслов Пётр Ильич; post=преподаватель специальных дисциплин roles=mentor
9: Скетчева Анна; roles=mentee representative={'last': 'Скетчев', 'first': 'Лев', 'middle': 'Ильич', 'phone': '+79001112234'}
""",
    "cards without blank lines": """
ФИО: Вымыслов Пётр Ильич
Роль: наставник
ФИО: Ли Ян Ильич
Роль: куратор
ФИО: Скетчева Анна Львовна
=
1: Вымыслов Пётр Ильич; roles=mentor
3: Ли Ян Ильич; roles=tutor
5: Скетчева Анна Львовна;
""",
    "names without a label under a role word": """
Наставники

1. Вымыслов Пётр Ильич
Должность: методист
Тел.: 89001112233

2. Скетчева Анна Львовна
Должность: учитель
=
3: Вымыслов Пётр Ильич; post=методист phone=+79001112233 roles=mentor
7: Скетчева Анна Львовна; post=учитель roles=mentor
""",
    "a group over cards": """
Группа: ТМ-21

ФИО: Вымыслов Пётр Ильич
Телефон: 89001112233

Группа: ТМ-22

ФИО: Скетчева Анна Львовна
Телефон: 89001112235
=
3: Вымыслов Пётр Ильич; phone=+79001112233 group=ТМ-21
8: Скетчева Анна Львовна; phone=+79001112235 group=ТМ-22
""",
    "blocks without any label": """
Вымыслов Пётр Ильич
ТМ-21
89001112233

Скетчева Анна Львовна
ТМ-22
anna@example.org
=
1: Вымыслов Пётр Ильич; group=ТМ-21 phone=+79001112233
5: Скетчева Анна Львовна; group=ТМ-22 email=anna@example.org
""",
    "labels above their values": """
ФИО
Вымыслов Пётр Ильич
Дата рождения
05.09.2008
Группа
ТМ-21

ФИО
Скетчева Анна Львовна
Дата рождения
06.09.2008
Группа
ТМ-22
=
1: Вымыслов Пётр Ильич; birth_date=2008-09-05 group=ТМ-21
8: Скетчева Анна Львовна; birth_date=2008-09-06 group=ТМ-22
""",
    "a card in each line": """
1. ФИО: Вымыслов Пётр Ильич, дата рождения: 05.09.2008, группа: ТМ-21, тел.: 89001112233
2. ФИО: Скетчева Анна Львовна, дата рождения: 06.09.2008, группа: ТМ-22, тел.: 89001112234
=
1: Вымыслов Пётр Ильич; birth_date=2008-09-05 group=ТМ-21 phone=+79001112233
2: Скетчева Анна Львовна; birth_date=2008-09-06 group=ТМ-22 phone=+79001112234
""",
    "dashes behind labels": """
Фамилия, имя, отчество – Вымыслов Пётр Ильич
Дата рождения – 05.09.2008

Фамилия, имя, отчество – Скетчева Анна Львовна
Дата рождения – 06.09.2008
=
1: Вымыслов Пётр Ильич; birth_date=2008-09-05
4: Скетчева Анна Львовна; birth_date=2008-09-06
""",
    "labels and values in two columns of a table of commas": """
ФИО;Вымыслов Пётр Ильич
Телефон;89001112233
;
ФИО;Скетчева Анна Львовна
Телефон;89001112234
=
1: Вымыслов Пётр Ильич; phone=+79001112233
4: Скетчева Анна Львовна; phone=+79001112234
""",
    "a card in a letter": """
Добрый день!
Направляю данные нашего наставника.
ФИО: Вымыслов Пётр Ильич
Должность: методист
С уважением, Скетчева А. Л.
=
3: Вымыслов Пётр Ильич; post=методист
""",
    "the name of the college over names": """
ГБПОУ «Придуманный колледж»
Данные на 1 сентября
Вымыслов Пётр Ильич, 05.09.2008
Скетчева Анна Львовна, 06.09.2008
=
3: Вымыслов Пётр Ильич; birth_date=2008-09-05
4: Скетчева Анна Львовна; birth_date=2008-09-06
""",
    "colleges between names": """
Первый колледж
Вымыслов Пётр Ильич, 05.09.2008
Второй колледж
Скетчева Анна Львовна, 06.09.2008
=
2: Вымыслов Пётр Ильич; birth_date=2008-09-05 department=Первый колледж
4: Скетчева Анна Львовна; birth_date=2008-09-06 department=Второй колледж
""",
}


def _kind(text: str) -> str:
    return "csv" if ";" in text else "txt"


@pytest.mark.parametrize("name", TEXTS)
def test_everybody_of_the_cards_is_seen(name: str) -> None:
    text, _, answer = TEXTS[name].strip("\n").partition("\n=\n")
    assert told(read_people(text.encode(), f"list.{_kind(text)}", today=TODAY)) == wanted(answer)


PAIRS = {
    "the role behind each name": """
Вымыслов Пётр Ильич – наставник, Скетчева Анна Львовна – наставляемый
Макетов Л. И. (наставник) – Ли Я. И. (наставляемая)
=
1: Вымыслов Пётр Ильич → Скетчева Анна Львовна
2: Макетов Л. И. → Ли Я. И.
""",
    "several mentees in one line": """
Наставник: Вымыслов Пётр Ильич. Наставляемые: Скетчева Анна Львовна, Ли Ян Ильич.
Наставник – Макетов Л. И., наставляемые – Эскизов Я. И. и Примеров И. И.
=
1: Вымыслов Пётр Ильич → Скетчева Анна Львовна
1: Вымыслов Пётр Ильич → Ли Ян Ильич
2: Макетов Л. И. → Эскизов Я. И.
2: Макетов Л. И. → Примеров И. И.
""",
    "a form and a period": """
Наставник: Вымыслов Пётр Ильич, методист; наставляемый: Скетчева Анна Львовна, гр. ТМ-21, форма: педагог – студент, с 01.10.2025 по 31.05.2026
=
1: Вымыслов Пётр Ильич → Скетчева Анна Львовна; педагог – студент, 2025-10-01, 2026-05-31
""",
    "mentees below their mentor": """
Пары наставников и наставляемых

Наставник: Вымыслов Пётр Ильич, преподаватель физики
Наставляемые:
1) Скетчева Анна Львовна, ТМ-21
2) Ли Ян Ильич, ТМ-22

Наставник: Макетов Лев Ильич
Наставляемые: Эскизов Ян Ильич
=
5: Вымыслов Пётр Ильич → Скетчева Анна Львовна
6: Вымыслов Пётр Ильич → Ли Ян Ильич
9: Макетов Лев Ильич → Эскизов Ян Ильич
""",
    "cards of pairs": """
Пара № 1
Наставник: Вымыслов Пётр Ильич
Должность: методист
Наставляемый: Скетчева Анна Львовна
Группа: ТМ-21

Пара № 2
Наставник: Макетов Лев Ильич
Должность: учитель
Наставляемый: Ли Ян Ильич
Группа: ТМ-22
=
4: Вымыслов Пётр Ильич → Скетчева Анна Львовна
10: Макетов Лев Ильич → Ли Ян Ильич
""",
    "arrows under their header": """
Наставник → наставляемый
Вымыслов Пётр Ильич → Скетчева Анна Львовна
=
2: Вымыслов Пётр Ильич → Скетчева Анна Львовна
""",
    "two names in each line under a title": """
Пары:
1. Вымыслов П. И. – Скетчева А. Л.
2. Макетов Л. И. – Ли Я. И.
=
2: Вымыслов П. И. → Скетчева А. Л.
3: Макетов Л. И. → Ли Я. И.
""",
    "two lists of one role each are no pairs": """
Наставники:
Вымыслов Пётр Ильич
Макетов Лев Ильич
Наставляемые:
Скетчева Анна Львовна
Ли Ян Ильич
=
""",
    "roles in the lines of a list are no pairs": """
Наставник: Вымыслов Пётр Ильич, 89001112233
Наставник: Макетов Лев Ильич, 89001112235
Наставляемый: Скетчева Анна Львовна, 89001112234
Наставляемый: Ли Ян Ильич, 89001112236
=
""",
}


def _pairs(found: PeopleList) -> list[str]:
    lines = []
    for pair in found.pairs:
        terms = ", ".join(filter(None, (pair.form, pair.start, pair.end)))
        lines.append(f"{pair.row}: {pair.mentor} → {pair.mentee}" + (f"; {terms}" if terms else ""))
    return lines


@pytest.mark.parametrize("name", PAIRS)
def test_pairs_in_lines_are_read(name: str) -> None:
    text, _, answer = PAIRS[name].strip("\n").partition("\n=")
    found = read_people(text.encode(), "pairs.txt", today=TODAY)
    assert _pairs(found) == answer.strip().splitlines()
    assert len({str(person.name) for person in found.people}) == len(found.people) >= 2


def test_what_stands_behind_the_names_of_a_pair_is_theirs() -> None:
    text = "Наставник: Вымыслов Пётр Ильич, методист, 89001112233; наставляемый: Скетчева Анна Львовна, гр. ТМ-21"
    assert told(read_people(text.encode(), "pairs.txt", today=TODAY)) == wanted(
        "1: Вымыслов Пётр Ильич; post=методист phone=+79001112233 roles=mentor\n"
        "1: Скетчева Анна Львовна; group=ТМ-21 roles=mentee"
    )


def test_pairs_by_neighbourhood_are_told_as_a_guess() -> None:
    text = "Наставник: Вымыслов Пётр Ильич\nНаставляемый: Скетчева Анна Львовна\n"
    guessed = read_people(text.encode(), "pairs.txt", today=TODAY)
    said = read_people(text.replace("\n", "; ", 1).encode(), "pairs.txt", today=TODAY)
    assert [problem.field for problem in guessed.problems] == ["layout"]
    assert len(guessed.pairs) == len(said.pairs) == 1
    assert said.problems == ()


Rows = list[list[str | int | None]]


def _places(found: PeopleList) -> list[tuple[int, int, str]]:
    return [(person.row, person.column, str(person.name)) for person in found.people]


def test_a_table_turned_on_its_side() -> None:
    rows: Rows = [
        ["Сведения о наставляемых"],
        [None, "1", "2"],
        ["ФИО", "Вымыслов Пётр Ильич", "Скетчева Анна Львовна"],
        ["Дата рождения", "31.02.2008", "06.09.2008"],
        ["Паспорт", "4001 123456", "4002 123456"],
        ["Законный представитель"],
        ["ФИО", "Вымыслова Анна Львовна", "Скетчев Лев Ильич"],
        ["Телефон", "89001112233", None],
    ]
    found = read_people(workbook(rows, ()), "a.xlsx", today=TODAY)
    assert _places(found) == [(3, 2, "Вымыслов Пётр Ильич"), (3, 3, "Скетчева Анна Львовна")]
    assert [person.birth_date for person in found.people] == ["", "2008-09-06"]
    assert str(found.people[0].representative.name) == "Вымыслова Анна Львовна"
    assert found.columns["Законный представитель / Телефон"] == "representative.phone"
    assert [(problem.row, problem.column, problem.field) for problem in found.problems] == [
        (0, 0, "layout"), (5, 0, "column"), (3, 2, "birth_date"),
    ]  # fmt: skip
    assert "123456" not in str(found.to_json())


def test_a_turned_table_of_two_members_is_a_pair() -> None:
    rows: Rows = [
        [None, "Наставник", "Наставляемый"],
        ["ФИО", "Вымыслов Пётр Ильич", "Скетчева Анна Львовна"],
        ["Телефон", "89001112233", "89001112234"],
    ]
    found = read_people(workbook(rows, ()), "a.xlsx", today=TODAY)
    assert _pairs(found) == ["2: Вымыслов Пётр Ильич → Скетчева Анна Львовна"]
    assert [person.phone for person in found.people] == ["+79001112233", "+79001112234"]


def test_two_lists_side_by_side_are_read_apart() -> None:
    rows: Rows = [
        ["Наставники", None, None, "Наставляемые", None],
        ["ФИО", "Должность", None, "ФИО", "Телефон"],
        ["Вымыслов Пётр Ильич", "методист", None, "Скетчева Анна Львовна", "8900"],
        [None, None, None, "Ли Ян Ильич", None],
    ]
    found = read_people(workbook(rows, ("A1:B1", "D1:E1")), "a.xlsx", today=TODAY)
    assert _places(found) == [
        (3, 1, "Вымыслов Пётр Ильич"), (3, 4, "Скетчева Анна Львовна"), (4, 4, "Ли Ян Ильич"),
    ]  # fmt: skip
    assert [person.roles for person in found.people] == [("mentor",), ("mentee",), ("mentee",)]
    assert list(found.columns) == ["ФИО", "Должность", "ФИО (2)", "Телефон"]
    assert found.pairs == ()
    assert [(problem.row, problem.column, problem.field) for problem in found.problems] == [
        (0, 0, "layout"), (3, 4, "phone"),
    ]  # fmt: skip


def test_a_long_list_in_two_halves_is_one_list_more() -> None:
    rows: Rows = [
        ["№", "ФИО", "№", "ФИО"],
        [1, "Вымыслов Пётр Ильич", 3, "Скетчева Анна Львовна"],
        [2, "Макетов Лев Ильич", None, None],
    ]
    found = read_people(workbook(rows, ()), "a.xlsx", today=TODAY)
    assert [str(person.name) for person in found.people] == [
        "Вымыслов Пётр Ильич", "Макетов Лев Ильич", "Скетчева Анна Львовна",
    ]  # fmt: skip


def test_members_of_pairs_with_a_blank_column_between_stay_pairs() -> None:
    rows: Rows = [
        ["Наставник", "Должность", None, "Наставляемый", "Группа"],
        ["Вымыслов Пётр Ильич", "методист", None, "Скетчева Анна Львовна", "ТМ-22"],
    ]
    found = read_people(workbook(rows, ()), "a.xlsx", today=TODAY)
    assert _pairs(found) == ["2: Вымыслов Пётр Ильич → Скетчева Анна Львовна"]


def test_cards_in_a_grid() -> None:
    rows: Rows = [
        ["ФИО", "Вымыслов Пётр Ильич", None, "ФИО", "Скетчева Анна Львовна"],
        ["Группа", "ТМ-21", None, "Группа", "ТМ-22"],
        [],
        ["ФИО", "Ли Ян Ильич"],
        ["Группа", "ТМ-23"],
    ]
    found = read_people(workbook(rows, ()), "a.xlsx", today=TODAY)
    assert [(person.row, person.column, person.group) for person in found.people] == [
        (1, 1, "ТМ-21"), (1, 4, "ТМ-22"), (4, 1, "ТМ-23"),
    ]  # fmt: skip


def test_a_label_may_be_corrected_as_a_header_is() -> None:
    text = "ФИО: Вымыслов Пётр Ильич\nКод: ТМ-21\n\nФИО: Ли Ян Ильич\nКод: ТМ-22\n"
    found = read_people(text.encode(), "a.txt", {"Код": "group"}, today=TODAY)
    assert [person.group for person in found.people] == ["ТМ-21", "ТМ-22"]


def test_a_department_beside_its_label_is_a_value() -> None:
    rows: Rows = [
        ["Карточка № 1", None],
        ["ФИО", "Вымыслов Пётр Ильич"],
        ["Должность", "мастер производственного обучения"],
        ["Отделение", "Отделение сварки"],
        [],
        ["Карточка № 2", None],
        ["ФИО", "Ли Ян Ильич"],
        ["Должность", "методист"],
        ["Отделение", "Заочное отделение"],
    ]
    found = read_people(workbook(rows, ()), "a.xlsx", today=TODAY)
    assert [(person.row, person.post, person.department) for person in found.people] == [
        (2, "мастер производственного обучения", "Отделение сварки"), (7, "методист", "Заочное отделение"),
    ]  # fmt: skip


def test_pairs_in_an_order_stand_among_other_lines() -> None:
    text = (
        "ПРИКАЗ\n15.09.2025 № 5\nО закреплении пар\nВ соответствии с Положением приказываю:\n1. Закрепить пары:\n"
        "Вымыслов Пётр Ильич, методист, – наставник, Скетчева Анна Львовна, студентка группы ТМ-21, – наставляемый;\n"
        "Макетов Лев Ильич, учитель, – наставник, Ли Ян Ильич, студент группы ТМ-22, – наставляемый.\n"
        "2. Контроль оставляю за собой.\nДиректор Придуманов И. И.\nИсп. Эскизов Л. Л.\n"
    )
    found = read_people(text.encode(), "a.txt", today=TODAY)
    assert _pairs(found) == [
        "6: Вымыслов Пётр Ильич → Скетчева Анна Львовна", "7: Макетов Лев Ильич → Ли Ян Ильич",
    ]  # fmt: skip
    assert [(person.post, person.group) for person in found.people] == [
        ("методист", ""), ("", "ТМ-21"), ("учитель", ""), ("", "ТМ-22"),
    ]  # fmt: skip


def test_a_sentence_with_a_comma_is_no_header() -> None:
    text = "Учителя, готовые помочь\n\n1. Вымыслов Пётр Ильич, тьютор\n2) Ли Ян Ильич – учитель химии\n3. Макетов Лев Ильич, методист\n"
    assert told(read_people(text.encode(), "a.txt", today=TODAY)) == wanted(
        "3: Вымыслов Пётр Ильич; post=тьютор\n4: Ли Ян Ильич; post=учитель химии\n5: Макетов Лев Ильич; post=методист"
    )


MORE = {
    "nouns as labels of cards": """
Обучающийся: Вымыслов Пётр Ильич
Дата рождения: 05.09.2008
Законный представитель: Вымыслова Анна Львовна (мать), тел. 89001112233

Обучающийся: Ли Ян Ильич
Дата рождения: 05.10.2008
=
1: Вымыслов Пётр Ильич; birth_date=2008-09-05 representative={'last': 'Вымыслова', 'first': 'Анна', 'middle': 'Львовна', 'phone': '+79001112233', 'relation': 'мать'}
5: Ли Ян Ильич; birth_date=2008-10-05
""",
    "strokes between the cells": """
Вымыслов Пётр Ильич / ТМ-21 / 89001112233
Ли Ян Ильич / ТМ-22 / 89001112234
=
1: Вымыслов Пётр Ильич; group=ТМ-21 phone=+79001112233
2: Ли Ян Ильич; group=ТМ-22 phone=+79001112234
""",
}


@pytest.mark.parametrize("name", MORE)
def test_everybody_of_rarer_texts_is_seen(name: str) -> None:
    text, _, answer = MORE[name].strip("\n").partition("\n=\n")
    assert told(read_people(text.encode(), "list.txt", today=TODAY)) == wanted(answer)


def test_groups_beside_each_other_with_their_codes_above() -> None:
    rows: Rows = [
        ["ТМ-21", "ТМ-22"],
        ["Вымыслов Пётр Ильич", "Ли Ян Ильич"],
        ["Макетов Лев Ильич", "Скетчева Анна Львовна"],
    ]
    found = read_people(workbook(rows, ()), "a.xlsx", today=TODAY)
    assert [(person.row, person.column, person.group) for person in found.people] == [
        (2, 1, "ТМ-21"), (3, 1, "ТМ-21"), (2, 2, "ТМ-22"), (3, 2, "ТМ-22"),
    ]  # fmt: skip


def test_a_value_merged_over_columns_of_a_turned_table_is_everybodys() -> None:
    rows: Rows = [
        ["Группа", "ТМ-21", None, "ТМ-22"],
        ["ФИО", "Вымыслов Пётр Ильич", "Ли Ян Ильич", "Скетчева Анна Львовна"],
        ["Телефон", "89001112233", "89001112234", "89001112235"],
    ]
    found = read_people(workbook(rows, ("B1:C1",)), "a.xlsx", today=TODAY)
    assert [person.group for person in found.people] == ["ТМ-21", "ТМ-21", "ТМ-22"]


def test_a_mentee_without_a_number_belongs_to_the_mentor_above() -> None:
    rows: Rows = [
        ["№", "Наставник", "Наставляемый"],
        [1, "Вымыслов Пётр Ильич", "Скетчева Анна Львовна"],
        [None, None, "Ли Ян Ильич"],
        [2, None, "Эскизов Ян Ильич"],
    ]
    found = read_people(workbook(rows, ()), "a.xlsx", today=TODAY)
    assert _pairs(found) == [
        "2: Вымыслов Пётр Ильич → Скетчева Анна Львовна", "3: Вымыслов Пётр Ильич → Ли Ян Ильич",
    ]  # fmt: skip
    assert [(problem.row, problem.field) for problem in found.problems] == [(3, "mentor"), (4, "mentor")]


def test_lines_of_people_in_one_column_of_a_workbook() -> None:
    rows: Rows = [["Список группы ТМ-21"], ["1. Вымыслов Пётр Ильич, 05.09.2008"], ["2. Ли Ян Ильич, 89001112234"]]
    found = read_people(workbook(rows, ()), "a.xlsx", today=TODAY)
    assert [(person.group, person.birth_date, person.phone) for person in found.people] == [
        ("ТМ-21", "2008-09-05", ""), ("ТМ-21", "", "+79001112234"),
    ]  # fmt: skip
