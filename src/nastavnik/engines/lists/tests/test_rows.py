"""Cells of people: names, dates, contacts, years, roles, duplicates, ready pairs."""

from __future__ import annotations

import datetime as dt

import pytest

from nastavnik.engines.lists import PeopleList, read_pasted
from nastavnik.engines.lists.contacts import read_email, read_phone
from nastavnik.engines.lists.dates import read_date
from nastavnik.engines.lists.values import read_experience

TODAY = dt.date(2026, 11, 21)
EPOCH = dt.date(1899, 12, 30)


def pasted(text: str) -> PeopleList:
    return read_pasted(text, today=TODAY)


@pytest.mark.parametrize(
    ("cell", "last", "first", "middle"),
    [
        ("Вымыслова Анна Петровна", "Вымыслова", "Анна", "Петровна"),
        ("Анна Петровна Вымыслова", "Вымыслова", "Анна", "Петровна"),
        ("Адам Иванович Мицкевич", "Мицкевич", "Адам", "Иванович"),
        ("Вымыслова А.П.", "Вымыслова", "А.", "П."),
        ("А. П. Вымыслова", "Вымыслова", "А.", "П."),
        ("ВЫМЫСЛОВА-ПРИМЕРОВА АННА ПЕТРОВНА", "Вымыслова-Примерова", "Анна", "Петровна"),
        ("ГАСАНОВ ФУАД АЛИКРАМ ОГЛЫ", "Гасанов", "Фуад", "Аликрам оглы"),
        ("Фуад Аликрам оглы Гасанов", "Гасанов", "Фуад", "Аликрам оглы"),
        ("Вымыслова - Примерова Анна Петровна", "Вымыслова-Примерова", "Анна", "Петровна"),
        ("О'КОННОР АННА ПЕТРОВНА", "О'Коннор", "Анна", "Петровна"),
        ("Тер Петросян Левон Акопович", "Тер Петросян", "Левон", "Акопович"),
        ("Вымыслова, Анна Петровна", "Вымыслова", "Анна", "Петровна"),
        ("1. Вымыслова Анна", "Вымыслова", "Анна", ""),
        ("Bымыcлова Aнна", "Вымыслова", "Анна", ""),
        ("Хо Антон Юрьевич", "Хо", "Антон", "Юрьевич"),
        ("Е Анна Петровна", "Е", "Анна", "Петровна"),
    ],
)
def test_parts_of_a_name_are_told_apart(cell: str, last: str, first: str, middle: str) -> None:
    (person,) = pasted(f"ФИО\tТелефон\n{cell}\t89001112233\n").people
    assert (person.name.last, person.name.first, person.name.middle) == (last, first, middle)


def test_the_majority_of_a_column_decides_doubtful_orders() -> None:
    found = pasted("ФИО\tТелефон\nАнна Примерова\t\nОльга Эскизова\t\nРоман Богдан\t8900\n")
    assert str(found.people[2].name) == "Богдан Роман"
    found = pasted("ФИО\tТелефон\nПримерова Анна\t\nЭскизова Ольга\t\nРоман Богдан\t8900\n")
    assert str(found.people[2].name) == "Роман Богдан"


def test_the_former_surname_is_kept_aside() -> None:
    (person,) = pasted("ФИО\tТелефон\nВымыслова (Сказкина) Анна Петровна\t1\n").people
    assert person.name.last == "Вымыслова"
    assert person.extra == {"прежняя фамилия": "Сказкина"}


@pytest.mark.parametrize("cell", ["Анна Петровна", "вакансия", "—", "12345", ""])
def test_a_row_without_a_surname_is_told_and_left_out(cell: str) -> None:
    found = pasted(f"ФИО\tТелефон\tПочта\n{cell}\t89001112233\ta@example.org\nВымыслов Иван Петрович\t\t\n")
    assert [p.name.last for p in found.people] == ["Вымыслов"]
    assert [(p.row, p.field) for p in found.problems] == [(2, "last")]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("05.09.2008", "2008-09-05"),
        ("5.9.08", "2008-09-05"),
        ("5.9.27", "1927-09-05"),
        ("2008-09-05", "2008-09-05"),
        ("5/9/2008", "2008-09-05"),
        ("5 мая 2008 г.", "2008-05-05"),
        ("«5» мая 2008 года", "2008-05-05"),
        ("05.09.2008 г.р.", "2008-09-05"),
        (39696.0, "2008-09-05"),
        ("31.02.2008", None),
        ("05/25/2008", None),
        ("2008", None),
        (2008, None),
        ("май 2008", None),
    ],
)
def test_dates(cell: str | float, day: str | None) -> None:
    found = read_date(cell, TODAY, EPOCH)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("89001112233", "+79001112233"),
        (79001112233.0, "+79001112233"),
        ("900 111 22 33", "+79001112233"),
        ("+7\u00a0(900)\u00a0111‑22‑33", "+79001112233"),
        ("тел. 8 900 111 22 33", "+79001112233"),
        ("+375 29 123-45-67", "+375291234567"),
        ("8 (8172) 72-00-00", "+78172720000"),
        ("12345", ""),
        ("8900111223", ""),
        ("нет", ""),
    ],
)
def test_phones(cell: str | float, phone: str) -> None:
    assert read_phone(cell).value == phone


@pytest.mark.parametrize(
    "cell",
    [
        "89001112233, 89001112244",
        "89001112233 89001112244",
        "89001112233/89001112244",
        "8 900 111 22 33 доб. 12",
        "89001112233 (мама)",
    ],
)
def test_the_first_phone_is_taken_and_the_whole_cell_is_kept(cell: str) -> None:
    (person,) = pasted(f"ФИО\tТелефон\nВымыслов Иван Петрович\t{cell}\n").people
    assert person.phone == "+79001112233"
    assert person.extra == {"Телефон": cell}


@pytest.mark.parametrize("cell", ["a@b", "a b@example.org", "@example.org", "a..b@example.org", "a@exаmple.org"])
def test_bad_addresses_are_told(cell: str) -> None:
    assert read_email(cell).bad
    assert [p.field for p in pasted(f"ФИО\tПочта\nВымыслов Иван Петрович\t{cell}\n").problems] == ["email"]


@pytest.mark.parametrize(
    ("cell", "years"),
    [
        ("5 лет 3 мес.", 5),
        ("менее года", 0),
        ("8 мес.", 0),
        (5.0, 5),
        ("31 год", 31),
        ("1 г. 2 мес.", 1),
        ("много", None),
        (150, None),
    ],
)
def test_years_of_service(cell: str | float, years: int | None) -> None:
    assert read_experience(cell) == years


def test_gender_comes_from_its_column_or_the_patronymic_only() -> None:
    found = pasted("ФИО\tПол\nВымыслов Иван Петрович\t\nПримерова Анна\t\nКим Саша\tжен.\n")
    assert [p.gender for p in found.people] == ["m", "", "f"]


def test_marks_in_a_column_of_mentors_give_roles() -> None:
    found = pasted("ФИО\tНаставник\tНаставляемый (да/нет)\nВымыслов Иван Петрович\t+\tнет\nПримеров Пётр Ильич\t\tда\n")
    assert found.columns["Наставник"] == "roles"
    assert [p.roles for p in found.people] == [("mentor",), ("mentee",)]
    assert found.pairs == ()


def test_the_later_of_two_equal_rows_is_told_and_both_stay() -> None:
    found = pasted(
        "ФИО\tД.р.\tГруппа\nСемёнов Иван Петрович\t1.2.2008\tТМ-21\nCеменов  иван Петрович\t1.2.08\tтм-21\n"
        "Иван Петрович Семенов\t1.2.2008\t\nСемёнов Иван Петрович\t3.2.2008\tТМ-21\n"
    )
    assert len(found.people) == 4
    assert [(p.row, p.field) for p in found.problems] == [(3, "row"), (4, "row")]


def test_secret_numbers_are_emptied_and_told_without_their_value() -> None:
    found = pasted("ФИО\tПримечание\tТелефон\tСНИЛС\nВымыслов Иван Петрович\tпаспорт 4510 123456\t112-233-445 95\t1\n")
    assert found.people[0].extra == {} and found.people[0].phone == ""
    assert {(p.row, p.field, p.value) for p in found.problems} == {
        (1, "column", "СНИЛС"),
        (2, "extra", ""),
        (2, "phone", ""),
    }


def test_text_that_looks_like_a_formula_stays_text() -> None:
    for text in ("=1+1", "+7", "-5", "@SUM(A1)"):
        (person,) = pasted(f"ФИО\tХобби\nВымыслов Иван Петрович\t{text}\n").people
        assert person.extra == {"Хобби": text}


def test_two_parents_one_is_the_representative_the_other_is_not_lost() -> None:
    (person,) = pasted(
        "ФИО\tМать\tТелефон матери\tОтец\tТелефон отца\n"
        "Вымыслов Иван Петрович\tВымыслова Анна Ильинична\t89001112233\tВымыслов Пётр Ильич\t89001112244\n"
    ).people
    assert person.representative.to_json()["relation"] == "мать"
    assert person.representative.phone == "+79001112233"
    assert person.extra == {"Отец": "Вымыслов Пётр Ильич", "Телефон отца": "89001112244"}


def test_a_phone_inside_the_representatives_cell_is_found() -> None:
    (person,) = pasted("ФИО\tРодитель\nВымыслов Иван Петрович\tмать: Вымыслова А. И., тел. 8 900 111-22-33\n").people
    assert person.representative.to_json() == {
        "last": "Вымыслова",
        "first": "А.",
        "middle": "И.",
        "phone": "+79001112233",
        "relation": "мать",
    }


def test_two_columns_of_names_are_ready_pairs() -> None:
    found = pasted(
        "№\tНаставник\tДолжность\tНаставляемый\tГруппа\tФорма\tПериод\n"
        "1\tВымыслов Иван Петрович\tмастер\tПримеров Пётр Ильич\tТМ - 21\tработодатель – студент\t"
        "с 01.09.2026 по 31.05.2027\n"
        "2\tВымыслов Иван Петрович\tмастер\tЭскизова Анна Ильинична\tТМ-22\t\t\n"
    )
    first, second = found.pairs
    assert first.to_json() == {
        "row": 2,
        "mentor": {"last": "Вымыслов", "first": "Иван", "middle": "Петрович"},
        "mentee": {"last": "Примеров", "first": "Пётр", "middle": "Ильич"},
        "form": "работодатель – студент",
        "from": "2026-09-01",
        "to": "2027-05-31",
    }
    assert (second.form, second.start, second.end) == ("", "", "")
    assert [(p.name.last, p.roles, p.post, p.group) for p in found.people] == [
        ("Вымыслов", ("mentor",), "мастер", ""),
        ("Примеров", ("mentee",), "", "ТМ-21"),
        ("Эскизова", ("mentee",), "", "ТМ-22"),
    ]
    assert found.problems == ()


def test_students_with_a_column_of_mentors_are_pairs_too() -> None:
    found = pasted("ФИО студента\tГруппа\tНаставник\nПримеров Пётр Ильич\tТМ-21\tВымыслов Иван Петрович\n")
    assert [(str(p.mentor), str(p.mentee)) for p in found.pairs] == [("Вымыслов Иван Петрович", "Примеров Пётр Ильич")]


def test_a_pair_without_one_side_is_told() -> None:
    found = pasted("Наставник\tНаставляемый\nВымыслов Иван Петрович\tПримеров Пётр Ильич\nЭскизов Олег Ильич\t\n")
    assert len(found.pairs) == 1
    assert [(p.row, p.field) for p in found.problems] == [(3, "mentee")]


@pytest.mark.parametrize(
    "cell",
    [
        "мать – Вымыслова Анна Львовна отец – Вымыслов Илья Ильич",
        "Вымыслова Анна Львовна Вымыслов Илья Ильич",
        "Вымыслова Анна Львовна (мать) 89001112233, Вымыслов Илья Ильич (отец)",
    ],
)
def test_the_first_of_two_parents_without_a_line_between_is_taken(cell: str) -> None:
    found = pasted(f"ФИО\tРодители\nВымыслов Пётр Ильич\t{cell}")
    assert str(found.people[0].representative.name) == "Вымыслова Анна Львовна"
    assert found.people[0].extra == {"Родители": cell}
