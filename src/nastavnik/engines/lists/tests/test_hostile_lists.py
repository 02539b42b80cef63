"""Files that want to break the reader, run a formula or fill the memory get a plain answer or one sentence."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.engines.limits import LimitError
from nastavnik.engines.lists import ListError, read_pasted, read_people

from .corpus import TODAY


def workbook(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.threat("T081")
def test_text_that_looks_like_a_formula_stays_text() -> None:
    found = read_people("ФИО;Хобби\nПримерова Анна Ивановна;=cmd|' /C calc'!A0\n".encode(), "a.csv", today=TODAY)
    assert found.people[0].extra == {"Хобби": "=cmd|' /C calc'!A0"}


def test_a_formula_without_a_stored_result_gives_nothing() -> None:
    found = read_people(workbook(["ФИО", "Хобби"], ["Примерова Анна Ивановна", "=1+1"]), "a.xlsx", today=TODAY)
    assert found.people[0].extra == {}


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_columns_beyond_the_limit_are_told(kind: str) -> None:
    rows: list[list[Any]] = [["ФИО", *(f"столбец {i}" for i in range(300))], ["Примерова Анна Ивановна", *range(300)]]
    data = workbook(*rows) if kind == "xlsx" else "\n".join(";".join(map(str, row)) for row in rows).encode()
    found = read_people(data, f"a.{kind}", today=TODAY)
    assert len(found.people) == 1
    assert [(problem.row, problem.field) for problem in found.problems] == [(0, "column")]


def test_a_giant_cell_does_not_come_back_whole() -> None:
    giant = "Примеров " * 200_000
    found = read_people(f"ФИО;Прим\n{giant};x\nПримерова Анна Ивановна;{giant}\n".encode(), "a.csv", today=TODAY)
    assert [person.name.last for person in found.people] == ["Примерова"]
    assert len(json.dumps(found.to_json())) < 50_000


@pytest.mark.threat("T060")
def test_direction_marks_and_joiners_do_not_hide_in_names() -> None:
    found = read_people(
        "ФИО;Телефон\n\u202eПримерова\u202c Ан\u200bна Ивановна;\u20668 900 000 00 01\u2069\n".encode(), "a.csv"
    )
    person = found.people[0]
    assert (person.name.last, person.name.first, person.phone) == ("Примерова", "Анна", "+79000000001")


@pytest.mark.parametrize(
    "data",
    [b"", b"   \n\n", b"\xef\xbb\xbf", bytes(range(256)) * 20, b"MZ" + bytes(900), "ФИО\n".encode() + b";" * 100_000,
     ('"' * 3001).encode(), "ФИО;Т\n".encode() + "Иванов Пётр Ильич;1\n".encode() * 50_001, b"\xed\xa0\x80;\xd0\xa4"],
    ids=["empty", "blank", "mark only", "all bytes", "program", "separators", "quotes", "too many rows", "surrogates"],
)  # fmt: skip
def test_senseless_files_get_a_sentence_or_a_problem(data: bytes) -> None:
    try:
        found = read_people(data, "a.csv", today=TODAY)
    except (ListError, LimitError) as refused:
        assert str(refused).endswith(".") and "\n" not in str(refused)
    else:
        assert not found.people and found.problems


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.text(alphabet=st.sampled_from("АБИванов Пётр.,;\t\"'(1234567890)+-@№/=\u202e\u200b\x00\n"), max_size=60),
        max_size=8,
    )
)
def test_any_pasted_text_is_answered(lines: list[str]) -> None:
    found = read_pasted("ФИО\tТелефон\tДата рождения\n" + "\n".join(lines), today=TODAY)
    json.dumps(found.to_json())
    assert all(person.name.last for person in found.people)
