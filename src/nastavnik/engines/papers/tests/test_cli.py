"""`nastavnik papers`: what a script outside may rely on."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from nastavnik.cli.papers import app
from nastavnik.engines import papers

RUN = CliRunner()


@pytest.fixture
def data_file(tmp_path, sample):
    path = tmp_path / "данные.json"
    path.write_text(json.dumps(sample("order_pairs"), ensure_ascii=False), encoding="utf-8")
    return path


def test_list_and_schema_are_json():
    listed = RUN.invoke(app, ["list"])
    assert listed.exit_code == 0
    assert {"code", "title", "family", "register", "needs"} <= set(json.loads(listed.stdout)[0])
    found = RUN.invoke(app, ["schema", "order_pairs"])
    assert found.exit_code == 0 and "pairs" in json.loads(found.stdout)["properties"]


@pytest.mark.parametrize(("name", "mark"), [("приказ.docx", b"PK"), ("приказ.pdf", b"%PDF")])
def test_render_writes_the_format_of_the_name(name, mark, data_file, tmp_path):
    out = tmp_path / name
    result = RUN.invoke(
        app, ["render", "order_pairs", "--data", str(data_file), "--to", str(out), "--code", "7K3M9QX2PA"]
    )
    assert result.exit_code == 0 and out.read_bytes().startswith(mark)
    assert not result.stdout


def test_render_takes_an_edited_template_from_a_file(data_file, tmp_path):
    own = tmp_path / "свой.txt"
    own.write_text(papers.source("order_pairs").replace("Закрепить на период", "Утвердить на период"), encoding="utf-8")
    out = tmp_path / "a.docx"
    assert RUN.invoke(app, ["render", str(own), "--data", str(data_file), "--to", str(out)]).exit_code == 0
    own.write_text("не шаблон", encoding="utf-8")
    bad = RUN.invoke(app, ["render", str(own), "--data", str(data_file), "--to", str(out)])
    assert bad.exit_code == 3 and "три части" in bad.stderr


def test_what_is_missing_is_told_and_the_draft_printed(data_file, tmp_path, sample):
    data_file.write_text(json.dumps({**sample("order_pairs"), "curator": None}, ensure_ascii=False), encoding="utf-8")
    result = RUN.invoke(app, ["render", "order_pairs", "--data", str(data_file), "--to", str(tmp_path / "a.docx")])
    assert result.exit_code == 0 and "Не заполнено: куратор" in result.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[]", "нужен объект"),
        (b"[" * 100_000, "JSON"),
        (b'{"start": "x"}', "не дата"),
    ],
)
def test_unreadable_data_give_code_3_and_one_sentence(content, words, data_file, tmp_path):
    data_file.write_bytes(content)
    result = RUN.invoke(app, ["render", "order_pairs", "--data", str(data_file), "--to", str(tmp_path / "a.pdf")])
    assert result.exit_code == 3 and words in result.stderr and "Traceback" not in result.stderr
    assert not (tmp_path / "a.pdf").exists()


def test_wrong_usage_gives_code_2(data_file, tmp_path):
    for args, words in (
        (
            ["render", "order_pars", "--data", str(data_file), "--to", str(tmp_path / "a.pdf")],
            "похоже на «order_pairs»",
        ),
        (["render", "order_pairs", "--data", str(data_file), "--to", str(tmp_path / "a.odt")], ".docx или .pdf"),
        (
            ["render", "order_pairs", "--data", str(data_file), "--to", str(tmp_path / "a.pdf"), "--code", "я"],
            "код листа",
        ),
        (["schema", "нет_такого"], "нет шаблона"),
    ):
        result = RUN.invoke(app, args)
        assert result.exit_code == 2 and words in result.stderr, args
    gone = RUN.invoke(
        app, ["render", "order_pairs", "--data", str(tmp_path / "нет.json"), "--to", str(tmp_path / "a.pdf")]
    )
    assert gone.exit_code == 3 and "не открылся (такого файла или папки нет)" in gone.stderr


def test_the_command_starts_quickly_and_loads_nothing_heavy():
    code = (
        "import sys; import nastavnik.cli.papers; "
        "print([m for m in ('typst', 'docx', 'segno', 'pymorphy3', 'django') if m in sys.modules])"
    )
    started = time.monotonic()
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
    assert time.monotonic() - started < 3
