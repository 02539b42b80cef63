"""Files that want to break the reader, run a formula or fill the memory get a plain answer or one sentence."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.engines.limits import HasMacros, LimitError, LimitExceeded, TooBig, WrongType
from nastavnik.engines.lists import ListError, ListTooBig, read_pasted, read_people, read_people_limited

from .corpus import TODAY

PERSON = "Примерова Анна Ивановна"


def packed(part: str, body: bytes) -> bytes:
    """A workbook of one person with a part replaced or added."""
    out, whole = io.BytesIO(), workbook(["ФИО"], [PERSON])
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for one in source.infolist():
            if one.filename != part:
                made.writestr(one.filename, source.read(one))
        made.writestr(part, body)
    return out.getvalue()


def sheet(*rows: str) -> bytes:
    """XML of a sheet with a header, a person and these rows."""
    cells = [("A1", "ФИО"), ("A2", PERSON)]
    first = "".join(
        f'<row r="{at[1]}"><c r="{at}" t="inlineStr"><is><t>{text}</t></is></c></row>' for at, text in cells
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{first}{"".join(rows)}</sheetData></worksheet>'.encode()


def far(cell: str) -> bytes:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return packed("xl/worksheets/sheet1.xml", sheet(f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'))


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


@pytest.mark.threat("T068")
@pytest.mark.parametrize(
    "text", ["\n" * 9_000_000, ";\n" * 4_000_000, ";" * 9_000_000, '"' * 9_000_000, "Иванов " * 1_300_000], ids=["lines", "rows", "cells", "quotes", "words"]
)  # fmt: skip
def test_megabytes_that_are_no_list_are_refused_before_they_fill_the_memory(text: str) -> None:
    with pytest.raises(ListTooBig):
        read_people_limited(f"ФИО;Телефон\n{text}".encode(), "a.csv", today=TODAY)


@pytest.mark.threat("T069")
@pytest.mark.parametrize("cell", ["XFD1048576", "XFD49000", "GR49000"])
def test_a_cell_at_the_end_of_the_sheet_cannot_fill_the_memory(cell: str, tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded, match="памяти"):
        read_people_limited(far(cell), "a.xlsx", today=TODAY)
    file = tmp_path / "список.xlsx"
    file.write_bytes(far(cell))
    program = "from nastavnik.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "people", "parse", str(file)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)
    assert "не хватило памяти" in done.stderr


def test_a_stray_cell_beside_the_list_costs_nothing() -> None:
    assert [person.row for person in read_people(far("GR9000"), "a.xlsx", today=TODAY).people] == [2]


@pytest.mark.threat("T069")
def test_a_million_empty_rows_are_no_rows() -> None:
    rows = [f'<row r="{number}"/>' for number in range(3, 1_000_000)]
    found = read_people_limited(packed("xl/worksheets/sheet1.xml", sheet(*rows)), "a.xlsx", today=TODAY)
    assert [person.row for person in found.people] == [2]


@pytest.mark.threat("T069")
def test_what_grows_beyond_measure_is_not_unpacked() -> None:
    with pytest.raises(TooBig):
        read_people(packed("xl/sharedStrings.xml", b"<sst>" + b" " * 30_000_000), "a.xlsx", today=TODAY)


@pytest.mark.threat("T071")
def test_programs_are_refused_and_links_outside_left_alone() -> None:
    with pytest.raises(HasMacros):
        read_people(packed("xl/vbaProject.bin", b"x"), "a.xlsx", today=TODAY)
    link = b'<Relationships><Relationship Target="http://127.0.0.1:9/" TargetMode="External"/></Relationships>'
    found = read_people_limited(packed("xl/externalLinks/_rels/externalLink1.xml.rels", link), "a.xlsx", today=TODAY)
    assert len(found.people) == 1


@pytest.mark.threat("T072")
@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.ods", "a.txt"])
def test_a_workbook_under_another_name_is_refused_with_its_real_kind(name: str) -> None:
    with pytest.raises(WrongType, match="книга Excel"):
        read_people(workbook(["ФИО"], [PERSON]), name, today=TODAY)
