"""`nastavnik people`: lists of people. Contract: people_lists.md."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

#: The first bytes of Excel 97–2003 files.
OLD_OFFICE = b"\xd0\xcf\x11\xe0"

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
    from nastavnik.engines.lists import ListError, read_people, read_people_limited

    try:
        with open(file, "rb") as source:
            data = source.read()
        # The old binary format is read by code that a broken file can bring down: in a process of its own. Archives are
        # checked before they are opened, text cannot do harm, and both are answered at once.
        read = read_people_limited if data.startswith(OLD_OFFICE) else read_people
        answer = read(data, file).to_json()
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
