"""`nastavnik decline`: the contract of its table."""

from __future__ import annotations

from typer.testing import CliRunner

from nastavnik.cli.decline import app

HEADER = "gen\tdat\tacc\tins\tloc"


def test_names_keep_the_number_of_lines_and_find_out_the_gender() -> None:
    table = "last\tfirst\tmiddle\tgender\nВымыслова\tАнна\tПетровна\t\n\nПримеров\tПётр\tИльич\tm\n"
    result = CliRunner().invoke(app, ["names"], input=table)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == HEADER
    assert lines[1].split("\t")[0] == "Вымысловой Анны Петровны"
    assert lines[2] == "\t\t\t\t"
    assert lines[3].split("\t")[3] == "Примеровым Петром Ильичом"
    assert len(lines) == 4


def test_posts_come_from_the_column_nom() -> None:
    result = CliRunner().invoke(app, ["posts"], input="nom\nстарший мастер\nотдел кадров\n")
    assert result.stdout.splitlines() == [
        HEADER,
        "старшего мастера\tстаршему мастеру\tстаршего мастера\tстаршим мастером\tстаршем мастере",
        "отдела кадров\tотделу кадров\tотдел кадров\tотделом кадров\tотделе кадров",
    ]


def test_doubts_go_to_the_second_stream() -> None:
    result = CliRunner().invoke(app, ["names"], input="last\tfirst\tmiddle\tgender\nКоломиец\tИван\tЛьвович\tm\n")
    assert "Строка 2:" in result.stderr
    assert "Строка" not in result.stdout


def test_a_strange_gender_spoils_neither_its_row_nor_the_others() -> None:
    table = "last\tfirst\tmiddle\tgender\nСова\tАнна\tПетровна\tЖен.\nСова\tПётр\tИльич\t?\n"
    result = CliRunner().invoke(app, ["names"], input=table)
    assert result.exit_code == 0
    assert [line.split("\t")[0] for line in result.stdout.splitlines()[1:]] == [
        "Совы Анны Петровны",
        "Совы Петра Ильича",
    ]
    assert [line[:21] for line in result.stderr.splitlines()] == ["Строка 3: Пол «?» не "]


def test_unreadable_input_is_one_russian_sentence_and_code_3() -> None:
    runner = CliRunner()
    for arguments, data in (
        (["names"], b"\xcf\xf0\xe8\xe2\xe5\xf2"),
        (["names"], "имя\nАнна\n".encode()),
        (["posts", "/nonexistent/file.tsv"], b""),
    ):
        result = runner.invoke(app, arguments, input=data)
        assert result.exit_code == 3
        assert result.stdout == ""
        assert len(result.stderr.strip().splitlines()) == 1
