"""`nastavnik match` as other programs call it: exit codes, one object on stdout, Russian on stderr."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from nastavnik.cli.match import app

runner = CliRunner()
CHAIN = {
    "format": "nastavnik-match/1",
    "mode": "assign",
    "mentees": [{"id": "n1"}, {"id": "n2"}, {"id": "n3"}],
    "mentors": [{"id": "k1", "capacity": 1}, {"id": "k2", "capacity": 1}],
    "pairs": [
        {"mentee": "n1", "mentor": "k1", "score": 9},
        {"mentee": "n1", "mentor": "k2", "score": 7},
        {"mentee": "n2", "mentor": "k1", "score": 8},
        {"mentee": "n3", "mentor": "k2", "score": 1},
    ],
}
IMPOSSIBLE = {
    **CHAIN,
    "mentors": [{"id": "k1", "capacity": 2, "minimum": 2}, {"id": "k2", "capacity": 2, "minimum": 2}],
}


@pytest.fixture
def write(tmp_path):
    def file(value, name="задача.json"):
        path = tmp_path / name
        path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
        return str(path)

    return file


def test_a_solved_instance_is_one_object_and_zero(write):
    result = runner.invoke(app, ["solve", write(CHAIN), "--explain", "--why", "n3:k2", "--seed", "4"])
    answer = json.loads(result.stdout)
    assert result.exit_code == 0 and result.stdout.count("\n") == 1
    assert answer["pairs"] == [["n1", "k2"], ["n2", "k1"]] and answer["total"] == 15 and answer["seed"] == 4
    assert answer["unmatched"][0]["relaxation"] == {
        "type": "capacity",
        "mentor": "k2",
        "by": 1,
        "moves": [],
        "text": "Хватит ещё одного места: наставник k2.",
    }
    asked = next(item for item in answer["explanations"]["rejected"] if item["mentee"] == "n3")
    assert asked["loss"]["total"] == 5 and asked["loss"]["matched"] == 0


def test_the_whole_command_loads_nothing_that_a_small_problem_does_not_need(write):
    heavy = ("numpy", "scipy", "ortools", "pandas", "django")
    code = (
        "import sys; from nastavnik.cli.main import main\n"
        "try: main()\n"
        f"finally: print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, "match", "solve", write(CHAIN)], capture_output=True, check=True)
    assert json.loads(done.stdout)["matched"] == 2 and done.stderr.decode().strip() == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve"],
        ["solve", "FILE", "--objective", "joy"],
        ["solve", "FILE", "--why", "n1"],
        ["solve", "FILE", "--why", "n1:k9"],
        ["solve", "FILE", "--time-limit", "0"],
        ["solve", "FILE", "--seed", "x"],
        ["dance"],
    ],
)
def test_wrong_usage_is_two_with_nothing_on_stdout(write, arguments):
    result = runner.invoke(app, [write(CHAIN) if part == "FILE" else part for part in arguments])
    assert result.exit_code == 2 and result.stdout == ""


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": "nastavnik-match/1"}', '{"a": NaN}'])
@pytest.mark.parametrize("command", ["solve", "compare"])
def test_an_unreadable_instance_is_three_with_one_sentence(write, text, command):
    result = runner.invoke(app, [command, write(text)])
    answer = json.loads(result.stdout)
    assert result.exit_code == 3 and answer["status"] == "refused"
    assert result.stderr.splitlines()[0] == answer["errors"][0]["message"] and "Traceback" not in result.stderr


def test_files_that_cannot_be_opened_are_three(tmp_path, write):
    for file in (str(tmp_path / "нет.json"), str(tmp_path)):
        result = runner.invoke(app, ["solve", file])
        assert result.exit_code == 3 and result.stdout == "" and result.stderr.endswith(".\n")


def test_a_region_is_only_solved(write):
    result = runner.invoke(app, ["compare", write("", "регион.npz")])
    assert result.exit_code == 3 and result.stdout == "" and "match solve" in result.stderr


def test_musts_that_contradict_are_four_and_named(write):
    result = runner.invoke(app, ["solve", write(IMPOSSIBLE)])
    answer = json.loads(result.stdout)
    assert result.exit_code == 4 and answer["status"] == "infeasible"
    assert [item["id"] for item in answer["conflict"]] == ["k1", "k2"]
    assert "k1" in result.stderr and "k2" in result.stderr
    compared = runner.invoke(app, ["compare", write(IMPOSSIBLE)])
    assert compared.exit_code == 4 and json.loads(compared.stdout) == {"variants": []}


def test_lines_give_an_answer_for_each_instance(write):
    lines = "\n".join(json.dumps(data) for data in (CHAIN, {"format": "x"}, IMPOSSIBLE, CHAIN)) + "\n"
    result = runner.invoke(app, ["solve", "--lines", write(lines)])
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["status"] for answer in answers] == ["optimal", "refused", "infeasible", "optimal"]
    assert result.exit_code == 3 and answers[0] == answers[3]


def test_check_proves_or_says_what_is_false(write):
    answer = json.loads(runner.invoke(app, ["solve", write(CHAIN)]).stdout)
    good = runner.invoke(app, ["check", write(CHAIN), write(answer, "ответ.json")])
    assert good.exit_code == 0 and json.loads(good.stdout) == {"proven": True, "problems": []}
    answer["total"] = 16
    false = runner.invoke(app, ["check", write(CHAIN), write(answer, "ответ.json")])
    assert false.exit_code == 1 and false.stderr == "Поле total неверно: по парам выходит 15.\n"
    assert runner.invoke(app, ["check", write(CHAIN), write("[", "ответ.json")]).exit_code == 3
    assert runner.invoke(app, ["check", write(CHAIN), write({}, "ответ.json")]).exit_code == 3


def test_conflicts_and_compare_answer_in_json(write):
    fine = runner.invoke(app, ["conflicts", write(CHAIN), write([["n1", "k2"], ["n2", "k1"]], "пары.json")])
    assert fine.exit_code == 1  # n1 and k1 would rather have each other, though the total is the best
    assert json.loads(fine.stdout)["loss"] == {"matched": 0, "total": 0}
    calm = runner.invoke(app, ["conflicts", write(CHAIN), write({"pairs": [["n1", "k1"], ["n3", "k2"]]}, "пары.json")])
    assert calm.exit_code == 0 and json.loads(calm.stdout)["loss"] == {"matched": 0, "total": 5}
    assert runner.invoke(app, ["conflicts", write(CHAIN), write([["n1"]], "пары.json")]).exit_code == 3
    compared = json.loads(runner.invoke(app, ["compare", write(CHAIN)]).stdout)["variants"]
    assert compared[0]["objective"] == "card_total" and compared[0]["total"] == 15


def test_odd_names_neither_break_the_answer_nor_the_terminal(write):
    odd = json.dumps(CHAIN).replace('"n1"', '"\\ud800\\u0000:k1"')
    result = runner.invoke(app, ["solve", write(odd), "--why", "n3:k2"])
    assert result.exit_code == 0 and json.loads(result.stdout)["matched"] == 2


def test_what_is_too_large_is_refused_unread_from_a_file_and_from_the_input(tmp_path):
    path = tmp_path / "10000 на 10000.json"
    path.touch()
    os.truncate(path, 4_000_000_000)  # holes: takes no room on the disk
    done = runner.invoke(app, ["solve", str(path)])
    assert done.exit_code == 3 and "больше 200 МБ" in done.stderr and "на части" in done.stderr
    with path.open("rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "nastavnik.cli.main", "match", "solve", "-"], stdin=endless, capture_output=True
        )
        assert done.returncode == 3 and "больше 200 МБ" in done.stderr.decode()


@pytest.mark.parametrize("command", ["check", "conflicts"])
def test_a_result_or_pairs_with_a_doubled_key_are_refused_like_a_problem(command, write):
    text = '{"pairs": [["n1", "k2"]], "pairs": [["n1", "k1"]]}'
    done = runner.invoke(app, [command, write(CHAIN), write(text, "пары.json")])
    assert done.exit_code == 3 and done.stdout == ""
    assert "пары.json" in done.stderr and "ключ «pairs» записан дважды" in done.stderr


def test_compare_says_the_warnings_of_the_problem_once(write):
    pairs = [
        {"mentee": "n1", "mentor": "k1", "parts": {"time": 40}},
        {"mentee": "n2", "mentor": "k2", "parts": {"time": 9}},
    ]
    done = runner.invoke(app, ["compare", write({**CHAIN, "weights": {"time": 0}, "pairs": pairs})])
    assert done.exit_code == 0 and done.stderr.count("веса равны нулю") == 1
    assert all("веса равны нулю" in " ".join(item["warnings"]) for item in json.loads(done.stdout)["variants"])
