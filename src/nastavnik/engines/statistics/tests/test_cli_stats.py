"""`nastavnik stats` as other programs call it: JSON in, JSON out, words apart, exit codes, no database."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def run(command, data):
    text = data if isinstance(data, bytes) else json.dumps(data).encode()
    done = subprocess.run(
        [sys.executable, "-m", "nastavnik.cli.main", "stats", command], input=text, capture_output=True
    )
    return done.returncode, done.stdout, done.stderr.decode()


def test_a_case_is_answered_and_put_in_words_for_people():
    people = [{"id": i, "before": 2, "after": 4} for i in range(7)]
    code, out, words = run("paired", {"pairs": people, "scale": {"min": 1, "max": 5}})
    assert code == 0 and json.loads(out)["wilcoxon"]["p"] == 2 / 128
    assert "людей мало" in words.replace("\u00a0", " ")


def test_a_refused_case_is_an_error_object_and_code_2():
    code, out, words = run("paired", {"pairs": [{"before": 9, "after": 1}], "scale": {"min": 1, "max": 5}})
    assert code == 2 and json.loads(out)["error"]["code"] == "value_out_of_scale" and "9 не лежит" in words


def test_batch_keeps_order_and_code_0():
    code, out, words = run("batch", [{"command": "holm", "p": [0.1]}, {"command": "holm", "p": [7]}])
    first, second = json.loads(out)
    assert (code, words, first["m"], second["error"]["code"]) == (0, "", 1, "p_out_of_range")


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"p": [' + b"9" * 5000 + b"]}", b'{"p": [1e999]}']
)
def test_what_can_not_be_read_is_one_sentence_without_a_traceback(data):
    code, out, words = run("holm", data)
    assert code == 2 and set(json.loads(out)["error"]) == {"code", "message"}
    assert "Traceback" not in words and words.count("\n") == 1


def test_an_unknown_command_names_the_known_ones():
    code, out, words = run("mean", {})
    assert code == 2 and json.loads(out)["error"]["code"] == "unknown_command" and "paired" in words


def test_the_engine_loads_neither_django_nor_number_crunchers():
    probe = (
        "import sys, nastavnik.cli.stats, nastavnik.engines.statistics;"
        "print(sorted({'django', 'numpy', 'scipy', 'pymorphy3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
