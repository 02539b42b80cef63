"""`nastavnik terms parse` as other programs call it."""

import json
import subprocess
import sys

from typer.testing import CliRunner

from nastavnik.cli.terms import app

runner = CliRunner()


def test_each_argument_is_one_line_also_those_that_look_like_options():
    result = runner.invoke(app, ["parse", "--year", "2025", "до 15 сентября", "-//-", ""])
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [record["type"] for record in records] == ["due", "reference", "unknown"]
    assert records[0]["date"] == "2025-09-15"


def test_every_line_of_the_input_gives_one_line_in_order():
    lines = ["сентябрь", "", "ежемесячно\u2028", "мусор"]
    result = runner.invoke(app, ["parse", "--year", "2025", "-"], input="\n".join(lines) + "\n")
    assert [json.loads(line)["text"] for line in result.stdout.split("\n")[:-1]] == lines


def test_a_wrong_year_and_an_unknown_option_are_wrong_usage():
    for arguments in (
        ["parse", "--year", "20", "май"],
        ["parse", "--yaer", "2025", "май"],
        ["parse", "--year", "x", "май"],
    ):
        result = runner.invoke(app, arguments)
        assert result.exit_code == 2
        assert result.stdout == ""


def test_input_that_is_not_utf8_is_refused_with_its_line():
    result = runner.invoke(app, ["parse", "--year", "2025", "-"], input="май\n".encode() + "май".encode("cp1251"))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "Строка 2" in result.stderr


def test_the_command_starts_without_heavy_libraries():
    code = (
        "import sys, nastavnik.cli.terms; print([m for m in ('django', 'pymorphy3', 'hypothesis') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
