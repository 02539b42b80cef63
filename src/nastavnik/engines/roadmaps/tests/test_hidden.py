"""Rows and columns that the maker of a workbook has hidden are left out and told, whichever program wrote the file."""

import io
import shutil
import subprocess

import pytest

from nastavnik.engines.roadmaps import read_roadmap

from .ods import to_ods
from .plans import invented

_HEAD = ["№", "Мероприятие", "Срок", "Ответственный"]


def hidden_plan():
    rows = [[*_HEAD, "Служебное"], ["1", "Сбор согласий", "май", "куратор", "тайное слово"]]
    rows += [["2", "Черновая строка", "июнь", "никто", ""], ["3", "Обучение наставников", "июнь", "методист", ""]]
    return rows


def check_hidden(parsed):
    assert [a.title for stage in parsed.stages for a in stage.activities] == ["Сбор согласий", "Обучение наставников"]
    assert "тайное" not in str(parsed.to_json())
    assert any("крыт" in w.message for w in parsed.warnings)


def test_hidden_rows_and_columns_of_opendocument_are_not_read():
    data = to_ods(invented(1), hidden_plan(), hidden_rows=frozenset({2}), hidden_columns=frozenset({4}))
    check_hidden(read_roadmap(data, "план.ods", year=2025))


def hidden_xlsx():
    import openpyxl

    book = openpyxl.Workbook()
    for row in hidden_plan():
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["E"].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_hidden_rows_and_columns_that_libreoffice_has_written_are_not_read(kind, tmp_path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice не установлен: старый Excel нечем записать")
    (tmp_path / "plan.xlsx").write_bytes(hidden_xlsx())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [program, "--headless", profile, "--convert-to", kind, "--outdir", tmp_path, tmp_path / "plan.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    check_hidden(read_roadmap((tmp_path / f"plan.{kind}").read_bytes(), f"plan.{kind}", year=2025))


def test_hidden_rows_and_columns_of_excel_are_not_read():
    check_hidden(read_roadmap(hidden_xlsx(), "план.xlsx", year=2025))
