"""Shapes of tables: titles, two header rows, headings, sheets, no header at all."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nastavnik.engines.limits import FileRefused
from nastavnik.engines.lists import MappingError, PeopleList, read_pasted, read_people, read_people_limited

TODAY = dt.date(2026, 11, 21)
DATA = Path(__file__).parent / "data"


def workbook(*sheets: tuple[str, list[list[Any]]], merge: tuple[str, ...] = (), mac: bool = False) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    if mac:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for title, rows in sheets:
        sheet = book.create_sheet(title.removeprefix("!"))
        if title.startswith("!"):
            sheet.sheet_state = "hidden"
        for row in rows:
            sheet.append(row)
    for area in merge:
        book.worksheets[0].merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pasted(text: str) -> PeopleList:
    return read_pasted(text, today=TODAY)


def test_two_header_rows_join_and_the_group_title_gives_the_meaning() -> None:
    rows = [
        ["Список группы"],
        ["№", "ФИО", "Законный представитель", None, "Контакты", None],
        [None, None, "ФИО", "Телефон", "Телефон", "Почта"],
        [1, 2, 3, 4, 5, 6],
        [1, "Вымыслов Иван Петрович", "Вымыслова Анна Ильинична (мать)", "89001112233", "89001112244", "a@example.org"],
    ]
    found = read_people(workbook(("Лист1", rows), merge=("C2:D2", "E2:F2", "A2:A3", "B2:B3")), "a.xlsx", today=TODAY)
    assert found.columns == {
        "№": "number",
        "ФИО": "full_name",
        "Законный представитель / ФИО": "representative",
        "Законный представитель / Телефон": "representative.phone",
        "Контакты / Телефон": "phone",
        "Контакты / Почта": "email",
    }
    (person,) = found.people
    assert person.row == 5
    assert person.representative.to_json() == {
        "last": "Вымыслова",
        "first": "Анна",
        "middle": "Ильинична",
        "phone": "+79001112233",
        "relation": "мать",
    }
    assert (person.phone, person.email) == ("+79001112244", "a@example.org")


def test_headings_totals_and_signatures_are_no_people() -> None:
    found = pasted(
        "№\tФИО\tТелефон\nНаставники\t\t\n1\tВымыслов Иван Петрович\t89001112233\nТМ - 21\t\t\n2\tАнна Петрова\t\n"
        "Группа ПК-11\t\t\n3\tИя Примерова\t\nНаставляемые\t\t\n4\tОльга Эскизова\t\nИтого: 4\t\t\n"
        "Директор\t\tСказкин С. С.\nИсполнитель: Мнимова А. А.\t\t\n"
    )
    assert [(p.name.last, p.group, p.roles) for p in found.people] == [
        ("Вымыслов", "", ("mentor",)),
        ("Петрова", "ТМ-21", ("mentor",)),
        ("Примерова", "ПК-11", ("mentor",)),
        ("Эскизова", "", ("mentee",)),
    ]
    assert found.problems == ()


def test_an_own_cell_wins_over_the_heading() -> None:
    found = pasted(
        "ФИО\tОтделение\nСтроительное отделение\t\nВымыслов Иван Петрович\tМеханика\nПримеров Иван Петрович\t\n"
    )
    assert [p.department for p in found.people] == ["Механика", "Строительное отделение"]


def test_repeated_headers_get_numbers_and_the_second_value_is_kept() -> None:
    found = pasted("ФИО;Телефон;Телефон\nВымыслов Иван Петрович;89001112233;89001112244\n")
    assert found.columns == {"ФИО": "full_name", "Телефон": "phone", "Телефон (2)": "phone"}
    assert found.people[0].phone == "+79001112233"
    assert found.people[0].extra == {"Телефон (2)": "89001112244"}


def test_without_a_header_columns_are_told_by_content() -> None:
    found = pasted("1\tВымыслов\tИван\tПетрович\t12.03.2008\tТМ-21\n2\tПримерова\tАнна\tИльинична\t1.4.09\tТМ-21\n")
    assert found.columns == {}
    assert [(str(p.name), p.birth_date, p.group) for p in found.people] == [
        ("Вымыслов Иван Петрович", "2008-03-12", "ТМ-21"),
        ("Примерова Анна Ильинична", "2009-04-01", "ТМ-21"),
    ]


def test_hidden_sheets_are_told_and_not_read() -> None:
    rows = [["ФИО", "Телефон"], ["Вымыслов Иван Петрович", "89001112233"]]
    found = read_people(workbook(("Лист1", rows), ("!Старые", [["ФИО"], ["Тайнов Тайн"]])), "a.xlsx", today=TODAY)
    assert [str(p.name) for p in found.people] == ["Вымыслов Иван Петрович"]
    assert [(p.row, p.field, p.value) for p in found.problems] == [(0, "sheet", "Старые")]


def test_tables_one_under_another_keep_their_own_columns_and_roles() -> None:
    found = pasted(
        "Наставники\t\t\nФИО\tДолжность\tТелефон\nВымыслов Иван Петрович\tметодист\t89001112233\n\t\t\n"
        "Наставляемые\t\t\nФИО\tГруппа\tД.р.\nПримеров Иван Петрович\tТМ-21\t1.2.2008\n"
    )
    assert [(p.post, p.group, p.roles) for p in found.people] == [
        ("методист", "", ("mentor",)),
        ("", "ТМ-21", ("mentee",)),
    ]


def test_dates_without_format_follow_the_epoch_of_the_book() -> None:
    rows = [["ФИО", "Д.р."], ["Вымыслов Иван Петрович", 38234]]
    assert read_people(workbook(("Лист1", rows), mac=True), "a.xlsx", today=TODAY).people[0].birth_date == "2008-09-05"
    rows = [["ФИО", "Д.р."], ["Вымыслов Иван Петрович", 39696]]
    assert read_people(workbook(("Лист1", rows)), "a.xlsx", today=TODAY).people[0].birth_date == "2008-09-05"


def test_a_department_merged_over_rows_belongs_to_each() -> None:
    rows = [["ФИО", "Телефон", "ЦК"], ["Вымыслов Иван", "1", "Механика"], ["Примеров Пётр", "2", None]]
    found = read_people(workbook(("Лист1", rows), merge=("C2:C3",)), "a.xlsx", today=TODAY)
    assert [p.department for p in found.people] == ["Механика", "Механика"]


@pytest.mark.parametrize("name", ["list.xls", "list.ods"])
def test_old_excel_and_opendocument_are_read(name: str) -> None:
    found = read_people((DATA / name).read_bytes(), name, today=TODAY)
    assert [(p.row, str(p.name), p.group, p.birth_date, p.phone) for p in found.people] == [
        (3, "Вымыслов Иван Петрович", "ТМ-21", "2008-09-05", "+79001112233"),
        (4, "Примерова Анна Ильинична", "ТМ-21", "2008-09-07", "+79001112234"),
    ]
    assert [(p.row, p.field, p.value) for p in found.problems] == [(0, "sheet", "Черновик")]


def test_a_correction_of_columns_overrides_what_was_recognised() -> None:
    text = "Кто\tКод\tТелефон\nВымыслов Иван Петрович\tТМ - 21\t89001112233\n"
    found = read_pasted(text, {"Кто": "full_name", "Код": "group", "Телефон": "extra"}, TODAY)
    assert found.people[0].group == "ТМ-21"
    assert found.people[0].extra == {"Телефон": "89001112233"}
    with pytest.raises(MappingError, match="неизвестное поле"):
        read_pasted(text, {"Код": "nonsense"}, TODAY)


def test_a_plan_of_activities_gives_nobody_and_says_so() -> None:
    found = pasted("№\tМероприятие\tСрок\n1\tСобрание\tсентябрь\n")
    assert found.people == ()
    assert "Людей в файле не найдено" in found.problems[0].message


def test_every_encoding_of_a_text_list() -> None:
    text = "ФИО;Группа;Телефон\r\nВымыслова Алёна Петровна;ТМ-21;8 900 111 22 33\r\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1251", "koi8-r", "cp866", "utf-16", "utf-16-le", "utf-16-be"):
        found = read_people(text.encode(encoding), "a.csv", today=TODAY)
        assert [str(p.name) for p in found.people] == ["Вымыслова Алёна Петровна"], encoding


def test_line_breaks_inside_quotes_do_not_shift_row_numbers() -> None:
    found = pasted(
        'ФИО;Хобби;Телефон\n\n"Вымыслов\nИван Петрович";"шахматы\nи шашки";89001112233\nПримеров Пётр;;8900\n'
    )
    assert [(p.row, str(p.name)) for p in found.people] == [(3, "Вымыслов Иван Петрович"), (4, "Примеров Пётр")]


def test_a_limited_process_gives_the_same_answer() -> None:
    data = (DATA / "list.xls").read_bytes()
    assert read_people_limited(data, "list.xls", today=TODAY) == read_people(data, "list.xls", today=TODAY)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4 nothing", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 900]
)
def test_what_is_no_list_is_refused_by_a_sentence(data: bytes) -> None:
    with pytest.raises(FileRefused) as refusal:
        read_people(data, "список.xlsx", today=TODAY)
    assert refusal.value.message.endswith(".")


def test_one_header_over_three_columns_of_a_name_gives_one_name() -> None:
    rows = [["№", "Фамилия, имя, отчество", None, None, "Группа"], [1, "Вымыслов", "Иван", "Петрович", "ТМ-21"]]
    found = read_people(workbook(("Лист1", rows), merge=("B1:D1",)), "a.xlsx", today=TODAY)
    assert [(str(person.name), person.group, person.extra) for person in found.people] == [
        ("Вымыслов Иван Петрович", "ТМ-21", {})
    ]


def test_a_second_column_of_names_is_not_lost() -> None:
    found = pasted("№\tФИО\tФИО преподавателя\n1\tВымыслов Иван Петрович\tПримерова Анна Ильинична")
    assert found.people[0].extra == {"ФИО преподавателя": "Примерова Анна Ильинична"}


def test_contacts_of_both_sorts_in_one_column_are_told_apart() -> None:
    found = pasted("ФИО\tКонтакты\nВымыслов Иван Петрович\t8 900 000 00 01, ivan@example.org")
    assert (found.people[0].phone, found.people[0].email) == ("+79000000001", "ivan@example.org")


def test_initials_in_columns_of_their_own() -> None:
    found = pasted("Фамилия;И.;О.;Предмет\nВымыслов;П.;И.;физика\n")
    assert [(str(p.name), p.extra) for p in found.people] == [("Вымыслов П. И.", {"Предмет": "физика"})]


def test_a_table_drawn_with_strokes() -> None:
    found = pasted("| № | ФИО | Группа |\n|---|-----|--------|\n| 1 | Вымыслов Пётр Ильич | ТМ-21 |\n")
    assert [(p.row, str(p.name), p.group) for p in found.people] == [(3, "Вымыслов Пётр Ильич", "ТМ-21")]


def test_commas_inside_pasted_cells_do_not_cut_them() -> None:
    found = pasted(
        "ФИО\tРодители\n" + "Вымыслов Пётр\tмать: Вымыслова А. И., 8 900 111 22 33, отец: Вымыслов И. И., завод\n" * 3
    )
    assert [str(p.representative.name) for p in found.people] == ["Вымыслова А. И."] * 3
