"""Layouts as offices send them, each with the people that must be seen in it.

A person is «row: Фамилия Имя Отчество; field=value …»; fields that are not named must be empty.
"""

from __future__ import annotations

import io

import openpyxl
import pytest

from nastavnik.engines.lists import PeopleList, read_people

from .corpus import TODAY

TEXTS = {
    "lines without separators": """
Вымыслов Пётр Ильич ТМ-21 89001112233
Скетчева Анна Львовна ТМ-21 8 900 111-22-34 anna@example.org
Ли Ян ТМ-22 05.09.2008
=
1: Вымыслов Пётр Ильич; group=ТМ-21 phone=+79001112233
2: Скетчева Анна Львовна; group=ТМ-21 phone=+79001112234 email=anna@example.org
3: Ли Ян; group=ТМ-22 birth_date=2008-09-05
""",
    "a dash, a group and a phone behind each name": """
1. Вымыслов Пётр Ильич — ТМ-21, тел. 8 900 111 22 33
2. Скетчева Анна Львовна — ТМ-22, тел. 8 900 111 22 34
=
1: Вымыслов Пётр Ильич; group=ТМ-21 phone=+79001112233
2: Скетчева Анна Львовна; group=ТМ-22 phone=+79001112234
""",
    "addressees of a letter": """
Вымыслов Пётр Ильич <petr@example.org>;
"Скетчева Анна Львовна" <anna@example.org>
=
1: Вымыслов Пётр Ильич; email=petr@example.org
2: Скетчева Анна Львовна; email=anna@example.org
""",
    "lines that begin with a role": """
Наставник: Вымыслов Пётр Ильич, методист, 89001112233
Наставляемый: Скетчева Анна Львовна, ТМ-21, 89001112234
=
1: Вымыслов Пётр Ильич; post=методист phone=+79001112233 roles=mentor
2: Скетчева Анна Львовна; group=ТМ-21 phone=+79001112234 roles=mentee
""",
    "numbers with brackets under role words": """
Наставники
1)	Вымыслов Пётр Ильич	8-900-111-22-33

Наставляемые
1)	Скетчева Анна Львовна	8-900-111-22-34
2)	Макетов Лев Ильич	8-900-111-22-35
=
2: Вымыслов Пётр Ильич; phone=+79001112233 roles=mentor
5: Скетчева Анна Львовна; phone=+79001112234 roles=mentee
6: Макетов Лев Ильич; phone=+79001112235 roles=mentee
""",
    "headings in two cells, totals, a signature in the column of names": """
№;ФИО;Телефон;Примечание
Группа;ТМ-21;;
1;Вымыслов Пётр Ильич;89001112233;
Группа:;ТМ-22;;
2;Скетчева Анна Львовна;89001112234;
;Всего в группе;2;
;Юноши;1;
;Средний возраст;17;
;в том числе сирот;0;
Директор;Придуманов И. И.;;
=
3: Вымыслов Пётр Ильич; group=ТМ-21 phone=+79001112233
5: Скетчева Анна Львовна; group=ТМ-22 phone=+79001112234
""",
    "ditto marks": """
№;Группа;ФИО
1;ТМ-21;Вымыслов Пётр Ильич
2;—//—;Скетчева Анна Львовна
3;-"-;Макетов Лев Ильич
4;ТМ-22;Ли Ян Ильич
5;та же;Эскизов Ян Ильич
=
2: Вымыслов Пётр Ильич; group=ТМ-21
3: Скетчева Анна Львовна; group=ТМ-21
4: Макетов Лев Ильич; group=ТМ-21
5: Ли Ян Ильич; group=ТМ-22
6: Эскизов Ян Ильич; group=ТМ-22
""",
    "roles in the words of headings": """
ФИО;Телефон
Наставники (педагоги):;
Вымыслов Пётр Ильич;
Педагоги-наставники;
Макетов Лев Ильич;
Кураторы групп;
Ли Ян Ильич;
Стр. 1;
Эскизов Ян Ильич;
=
3: Вымыслов Пётр Ильич; roles=mentor
5: Макетов Лев Ильич; roles=mentor
7: Ли Ян Ильич; roles=tutor
9: Эскизов Ян Ильич; roles=tutor
""",
    "groups among other words": """
ФИО;Телефон
1 курс, группа: ТМ-21;
Вымыслов Пётр Ильич;
ТМ-22 – 25 чел.;
Макетов Лев Ильич;
101 группа;
Ли Ян Ильич;
=
3: Вымыслов Пётр Ильич; group=ТМ-21
5: Макетов Лев Ильич; group=ТМ-22
7: Ли Ян Ильич; group=101
""",
    "marks under a role word": """
ФИО;Готов быть наставником;Куратор группы;Психолог
Вымыслов Пётр Ильич;да;+;
Скетчева Анна Львовна;нет;;+
=
2: Вымыслов Пётр Ильич; roles=mentor,tutor
3: Скетчева Анна Львовна; roles=supporter
""",
    "headers of two meanings": """
ФИО;Преподаватель;Номер;Адрес
Вымыслов Пётр Ильич;физика;89001112233;p@example.org
Скетчева Анна Львовна;химия;89001112234;a@example.org
=
2: Вымыслов Пётр Ильич; phone=+79001112233 email=p@example.org extra=физика
3: Скетчева Анна Львовна; phone=+79001112234 email=a@example.org extra=химия
""",
    "one header for two fields": """
Участник;Роль;Класс/должность
Вымыслов Пётр Ильич;наставник;учитель физики
Скетчева Анна Львовна;наставляемый;9А
=
2: Вымыслов Пётр Ильич; post=учитель физики roles=mentor
3: Скетчева Анна Львовна; group=9А roles=mentee
""",
    "something behind the name that the header names": """
ФИО, должность;ФИО наставляемого, дата рождения, группа
Придуманов Илья Ильич – методист;Вымыслов Пётр Ильич, 05.09.2008, ТМ-21
Мнимов Лев Ильич (мастер п/о);Скетчева Анна Львовна 06.09.2008 г.р.
=
2: Придуманов Илья Ильич; post=методист roles=mentor
2: Вымыслов Пётр Ильич; birth_date=2008-09-05 group=ТМ-21 roles=mentee
3: Мнимов Лев Ильич; post=мастер п/о roles=mentor
3: Скетчева Анна Львовна; birth_date=2008-09-06 roles=mentee
""",
    "parts of names of both members of a pair": """
Фамилия наставника;Имя наставника;Фамилия наставляемого;Имя наставляемого;Группа наставляемого
Вымыслов;Пётр;Скетчева;Анна;ТМ-21
=
2: Вымыслов Пётр; roles=mentor
2: Скетчева Анна; roles=mentee group=ТМ-21
""",
    "a member of pairs under an unknown word, parents behind the mentor": """
№;Тот, с кем работают;Тренер-наставник;Законный представитель, тел.
1;Вымыслов Пётр;Придуманов И. И.;Вымыслова А. И. 89001112233
=
2: Придуманов И. И.; roles=mentor
2: Вымыслов Пётр; roles=mentee representative={'last': 'Вымыслова', 'first': 'А.', 'middle': 'И.', 'phone': '+79001112233'}
""",
    "words of a header that nobody knows": """
Кто такой;Откуда;Умеет
Вымыслов Пётр Ильич;из Примерска;паять
Скетчева Анна Львовна;из Макетовки;шить
=
2: Вымыслов Пётр Ильич; extra=из Примерска|паять
3: Скетчева Анна Львовна; extra=из Макетовки|шить
""",
    "lines over the table that only look like headers": """
Группа:;ТМ-21;;
Куратор:;Придуманова А. А.;;
№;Фамилия И. О.;Телефон;E-mаil
1;Вымыслов П. И.;89001112233;p@example.org
=
4: Вымыслов П. И.; phone=+79001112233 email=p@example.org
""",
    "a record cut in two by a line break": """
Фамилия,Имя,Дата рождения,Моб.
телефон,Вид спорта
Вымыслов,Пётр,05.09.2008,89001112233,лыжи
Скетчева,Анна,06.09.2008,89001112234,лыжи
Макетов,Лев,07.09.2008,89001112235,лыжи
=
2: Вымыслов Пётр; birth_date=2008-09-05 phone=+79001112233 extra=лыжи
3: Скетчева Анна; birth_date=2008-09-06 phone=+79001112234 extra=лыжи
4: Макетов Лев; birth_date=2008-09-07 phone=+79001112235 extra=лыжи
""",
    "surnames that begin as kin and posts do": """
ФИО;Должность
Мамедов Вагиф Рустамович;учитель
Папанова Анна Ильинична;учитель
Отцов Пётр Ильич;учитель
Ким Сон Ир;учитель
Саша Ким;учитель
=
2: Мамедов Вагиф Рустамович; post=учитель
3: Папанова Анна Ильинична; post=учитель
4: Отцов Пётр Ильич; post=учитель
5: Ким Сон Ир; post=учитель
6: Ким Саша; post=учитель
""",
}


def told(found: PeopleList) -> list[str]:
    """The people of an answer as lines; the gender comes from the name and is left out."""
    lines = []
    for person in found.people:
        fields = {key: value for key, value in person.to_json().items() if value not in ("", [], {}, None)}
        for key in ("row", "last", "first", "middle", "gender"):
            fields.pop(key, None)
        for key, sign in (("roles", ","), ("extra", "|")):
            if key in fields:
                values = fields[key]
                fields[key] = sign.join(values.values() if isinstance(values, dict) else values)
        lines.append(f"{person.row}: {person.name}; {sorted(f'{key}={value}' for key, value in fields.items())}")
    return lines


def wanted(text: str) -> list[str]:
    """The expected lines in the form of `told`."""
    lines = []
    for line in text.strip().splitlines():
        who, _, fields = line.partition(";")
        pieces = [piece.rstrip() for piece in _fields(fields.strip())]
        lines.append(f"{who}; {sorted(pieces)}")
    return lines


def _fields(text: str) -> list[str]:
    pieces: list[str] = []
    for word in text.split():
        if "=" in word:
            pieces.append(word)
        else:
            pieces[-1] += f" {word}"
    return pieces


@pytest.mark.parametrize("name", TEXTS)
def test_everybody_in_the_layout_is_seen(name: str) -> None:
    text, _, answer = TEXTS[name].strip("\n").partition("\n=\n")
    kind = "csv" if ";" in text or "Фамилия,Имя" in text else "txt"
    assert told(read_people(text.encode(), f"list.{kind}", today=TODAY)) == wanted(answer)


def workbook(rows: list[list[str | int | None]], merged: tuple[str, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_header_of_three_rows() -> None:
    rows: list[list[str | int | None]] = [
        ["Сводные данные", None, None, None, None, None],
        ["№", "Обучающийся", None, "Семья", None, None],
        [None, "ФИО", "Контакты", "Мать", None, "Отец"],
        [None, None, "тел.", "ФИО", "тел.", "ФИО"],
        [1, "Вымыслов Пётр Ильич", "89001112233", "Вымыслова Анна Львовна", "89001112234", "Вымыслов Илья Ильич"],
    ]
    found = read_people(workbook(rows, ("A1:F1", "A2:A4", "B2:C2", "D2:F2", "B3:B4", "D3:E3")), "a.xlsx", today=TODAY)
    assert list(found.columns) == [
        "№", "Обучающийся / ФИО", "Обучающийся / Контакты / тел.", "Семья / Мать / ФИО", "Семья / Мать / тел.", "Семья / Отец / ФИО",
    ]  # fmt: skip
    (person,) = found.people
    assert (person.phone, person.representative.phone) == ("+79001112233", "+79001112234")
    assert (str(person.representative.name), person.representative.relation) == ("Вымыслова Анна Львовна", "мать")
    assert person.extra == {"Семья / Отец / ФИО": "Вымыслов Илья Ильич"}


def test_a_name_merged_over_two_parents_is_one_person() -> None:
    rows: list[list[str | int | None]] = [
        ["№", "ФИО", "Родитель", "Тел. родителя"],
        [1, "Вымыслов Пётр Ильич", "Вымыслова Анна Львовна", "89001112234"],
        [None, None, "Вымыслов Илья Ильич", "89001112235"],
        [2, "Скетчева Анна Львовна", "Скетчев Лев Ильич", "89001112237"],
    ]
    found = read_people(workbook(rows, ("A2:A3", "B2:B3")), "a.xlsx", today=TODAY)
    assert [(person.row, person.representative.phone) for person in found.people] == [
        (2, "+79001112234"),
        (4, "+79001112237"),
    ]
    assert found.people[0].extra == {"Родитель": "Вымыслов Илья Ильич", "Тел. родителя": "89001112235"}
    assert found.problems == ()


def test_a_number_of_a_paper_beside_a_lone_name_is_kept_nowhere() -> None:
    text = "ФИО;Телефон\nЭскизов 123-456-789 01;\nВымыслов Пётр Ильич;89001112233\n"
    found = read_people(text.encode(), "a.csv", today=TODAY)
    assert "123-456" not in str(found.to_json())
    assert [(problem.row, problem.field) for problem in found.problems] == [(2, "last")]
