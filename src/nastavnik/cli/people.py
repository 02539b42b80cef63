"""`nastavnik people`: lists of people. Contract: people_lists.md."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Списки людей: что система прочитает в файле и что в нём не так.")


@app.callback()
def main() -> None:
    """Списки людей: что система прочитает в файле и что в нём не так."""


@app.command()
def parse(
    file: Annotated[str, typer.Argument(help="Файл .xlsx, .xls, .ods, .csv, .tsv или .txt.")],
    format: Annotated[str, typer.Option("--format", help="Вид ответа: json.")] = "json",
) -> None:
    """Прочитать список и напечатать людей, готовые пары и замечания."""
    if format != "json":  # a choice by an enumeration would make the command start a third of a second later
        raise typer.BadParameter(f"Вид «{format}» неизвестен: есть только json.", param_hint="--format")
    from nastavnik.engines.limits import LimitError
    from nastavnik.engines.lists import ListError, read_people

    try:
        with open(file, "rb") as source:
            data = source.read()
        answer = read_people(data, file).to_json()
    except OSError as error:
        reason = {2: "такого файла нет", 13: "нет права читать", 21: "это папка"}.get(
            error.errno or 0, "не открывается"
        )
        print(f"Файл «{file}» не прочитан ({reason}). Проверьте имя и права доступа.", file=sys.stderr)
        raise typer.Exit(3) from None
    except (ListError, LimitError) as error:
        print(str(error), file=sys.stderr)
        raise typer.Exit(3) from None
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
