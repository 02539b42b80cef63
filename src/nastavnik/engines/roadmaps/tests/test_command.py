"""`nastavnik roadmap parse`: JSON on stdout, one Russian sentence on stderr, agreed exit codes, quickly."""

import io
import json
import resource
import subprocess
import sys
import zipfile

import pytest
from typer.testing import CliRunner

from nastavnik.cli.roadmap import app
from nastavnik.engines.roadmaps import read_roadmap_limited

PLAN = (
    "Дорожная карта на 2024–2025 учебный год\n\n№\tМероприятие\tСрок\tОтветственный\n"
    "1\tПодготовка\t\t\n1.1\tПриказ о закреплении пар\tдо 15 сентября\tдиректор\n1.2\tОбучение наставников\tоктябрь\tметодист\n"
)


def run(tmp_path, data, name="план.txt", *options):
    path = tmp_path / name
    path.write_bytes(data)
    return CliRunner().invoke(app, ["parse", str(path), *options])


def test_json_has_the_agreed_shape(tmp_path):
    result = run(tmp_path, PLAN.encode())
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert set(answer) == {"title", "organization", "period", "stages", "warnings"}
    assert answer["period"] == {"text": "на 2024–2025 учебный год", "from": "2024-09-01", "to": "2025-08-31"}
    stage = answer["stages"][0]
    assert set(stage) == {"number", "title", "goal", "result", "terms", "activities"}
    first = stage["activities"][0]
    wanted = {
        "number",
        "group",
        "title",
        "terms",
        "schedule",
        "responsible",
        "result",
        "kinds",
        "confidence",
        "source",
        "doubts",
    }
    assert set(first) == wanted
    assert (first["number"], first["kinds"], first["schedule"]["date"]) == ("1.1", ["order_pairs"], "2024-09-15")
    assert "Приказ" in result.stdout


def test_table_is_for_reading(tmp_path):
    result = run(tmp_path, PLAN.encode(), "план.txt", "--format", "table")
    assert result.exit_code == 0
    assert "Обучение наставников" in result.stdout and "октябрь | методист" in result.stdout


def test_a_file_without_a_plan_is_no_failure(tmp_path):
    result = run(tmp_path, "Уважаемые коллеги, поздравляем с праздником!".encode())
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["stages"] == [] and answer["warnings"]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 80_000_000)
    return out.getvalue()


def spent():
    """Seconds of work of this process and of the limited one, whatever else the machine does."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@pytest.mark.threat("T069")
@pytest.mark.threat("T072")
@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "план.docx"),
        (b"MZ" + b"\x00" * 500, "план.docx"),
        (bomb(), "план.docx"),
        (b"%PDF-1.7 broken", "план.pdf"),
        (b"PK\x03\x04" + b"\xff" * 300, "план.xlsx"),
    ],
)
def test_hostile_files_are_refused_at_once_in_russian(tmp_path, data, name):
    began = spent()
    result = run(tmp_path, data, name)
    assert spent() - began < 2
    assert result.exit_code == 3
    assert name in result.stderr and result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1


def test_as_a_program_it_answers_as_from_the_server(tmp_path):
    path = tmp_path / "план.txt"
    path.write_bytes(PLAN.encode())
    done = subprocess.run(
        [sys.executable, "-m", "nastavnik.cli.main", "roadmap", "parse", str(path), "--year", "2024"],
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == read_roadmap_limited(PLAN.encode(), "план.txt", year=2024).to_json()


@pytest.mark.threat("T072")
def test_as_a_program_it_refuses_in_one_sentence(tmp_path):
    path = tmp_path / "план.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\xff" * 300)
    done = subprocess.run(
        [sys.executable, "-m", "nastavnik.cli.main", "roadmap", "parse", str(path)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert "план.xlsx" in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_a_missing_file_is_named():
    result = CliRunner().invoke(app, ["parse", "/нет/такого.docx"])
    assert result.exit_code == 3 and "такого.docx" in result.stderr
