"""`nastavnik people`: lists of people. Contract: people_lists.md."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="Списки людей: что система прочитает в файле и что в нём не так.")


@app.callback()
def main() -> None:
    """Списки людей: что система прочитает в файле и что в нём не так."""


@app.command()
def parse(
    file: Annotated[str, typer.Argument(help="Файл .xlsx, .xls, .ods, .docx, .odt, .pdf, .html, .csv, .tsv или .txt.")],
    format: Annotated[str, typer.Option("--format", help="Вид ответа: json.")] = "json",
) -> None:
    """Прочитать список и напечатать людей, готовые пары и замечания."""
    if format != "json":  # a choice by an enumeration would make the command start a third of a second later
        raise typer.BadParameter(f"Вид «{format}» неизвестен: есть только json.", param_hint="--format")
    from nastavnik.engines.limits import LimitError, can_fork, run_in_fork

    try:
        with open(file, "rb") as source:
            data = source.read()
        # Readers of workbooks are native code that a broken file can bring down: only a fork falls with it.
        code = run_in_fork(lambda: _answer(data, file)) if can_fork() else _answer(data, file, caged=True)
    except OSError as error:
        reason = {2: "такого файла нет", 13: "нет права читать", 21: "это папка"}.get(
            error.errno or 0, "не открывается"
        )
        print(f"Файл «{file}» не прочитан ({reason}). Проверьте имя и права доступа.", file=sys.stderr)
        raise typer.Exit(3) from None
    except LimitError as error:
        print(str(error), file=sys.stderr)
        raise typer.Exit(3) from None
    if code:
        raise typer.Exit(code)


def _answer(data: bytes, file: str, caged: bool = False) -> int:
    """Print what the file holds; 0, or 3 with a sentence. `caged`: read it in a fresh process."""
    from nastavnik.engines.limits import LimitError
    from nastavnik.engines.lists import ListError, read_people, read_people_limited

    try:
        found = (read_people_limited if caged else read_people)(data, file)
    except (ListError, LimitError) as error:
        print(str(error), file=sys.stderr)
        return 3
    write, dumps = sys.stdout.write, json.JSONEncoder(ensure_ascii=False).encode
    write(f'{{"columns": {dumps(found.columns)}')
    # One person a line: tens of thousands of them are never in the memory twice.
    parts: dict[str, Sequence[Any]] = {"people": found.people, "pairs": found.pairs, "problems": found.problems}
    for name, rows in parts.items():
        write(f',\n"{name}": [')
        for place, row in enumerate(rows):
            write(("," if place else "") + "\n " + dumps(row.to_json()))
        write("]")
    write("}\n")
    return 0
