"""`nastavnik people parse`: JSON on the first stream, refusals by a sentence on the second."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nastavnik.cli.people import app

DATA = Path(__file__).parent / "data"


def test_a_list_is_printed_as_json_of_the_contract() -> None:
    result = CliRunner().invoke(app, ["parse", str(DATA / "list.xls"), "--format", "json"])
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert set(answer) == {"columns", "people", "pairs", "problems"}
    assert answer["people"][0]["last"] == "Вымыслов"
    assert "\\u" not in result.stdout


def test_refusals_are_one_sentence_and_code_3(tmp_path: Path) -> None:
    broken = tmp_path / "список.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing of a workbook")
    for file in (broken, tmp_path / "нет.csv", tmp_path):
        result = CliRunner().invoke(app, ["parse", str(file)])
        assert result.exit_code == 3
        assert result.stdout == ""
        assert len(result.stderr.strip().splitlines()) == 1


def test_an_unknown_format_is_wrong_usage() -> None:
    assert CliRunner().invoke(app, ["parse", str(DATA / "list.xls"), "--format", "xml"]).exit_code == 2


@pytest.mark.parametrize(("place", "bit"), [(4276, 6), (1584, 6), (1664, 6)])
def test_an_old_workbook_that_brings_its_reader_down_is_refused(tmp_path: Path, place: int, bit: int) -> None:
    data = bytearray((DATA / "list.xls").read_bytes())
    data[place] ^= 1 << bit
    broken = tmp_path / "список.xls"
    broken.write_bytes(bytes(data))
    result = CliRunner().invoke(app, ["parse", str(broken)])
    assert (result.exit_code, result.stdout) == (3, "")
    assert len(result.stderr.strip().splitlines()) == 1
