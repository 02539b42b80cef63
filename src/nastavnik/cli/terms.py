"""`nastavnik terms parse`: words of time in, one JSON object a line out."""

import json
import sys
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Сроки плана: чтение слов о времени.")


@app.callback()
def terms() -> None:
    """Сроки плана: чтение слов о времени."""


@app.command(context_settings={"ignore_unknown_options": True})
def parse(
    texts: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT … | -]", help="Сроки; «-» — строки со стандартного ввода.")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="Год начала учебного года: 2025 — это 2025/26.")] = None,
) -> None:
    """Читает сроки и печатает по одному объекту JSON на строку."""
    from nastavnik.engines.schoolyear import SchoolYear, parse_term
    from nastavnik.engines.schoolyear.errors import SchoolYearError

    for text in texts or []:
        if text.startswith("--") and text[2:3].isalpha() and text.isascii():
            _stop(2, f"Параметра {text} нет. Справка: nastavnik terms parse --help")
    if year is None:
        year = _running_year()
        typer.echo(f"Учебный год не указан, взят {SchoolYear(year)}. Другой год: --year 2025", err=True)
    try:
        SchoolYear(year)
    except SchoolYearError as error:
        _stop(2, str(error))
    lines = _lines() if not texts or texts == ["-"] else texts
    for line in lines:
        term = parse_term(line, year=year)
        record = json.dumps(term.to_json(), ensure_ascii=False)
        sys.stdout.buffer.write(record.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.flush()


def _running_year() -> int:
    import datetime as dt

    from nastavnik.engines.schoolyear import SchoolYear

    return SchoolYear.for_approval(dt.date.today()).year


def _lines() -> list[str]:
    """Lines of the standard input; only a line feed ends a line, so that odd separators stay inside."""
    if sys.stdin.isatty():
        _stop(2, "Нет ни одного срока: напишите его в кавычках или подайте строки на ввод и укажите «-».")
    data = sys.stdin.buffer.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        _stop(3, f"Строка {number} стандартного ввода записана не в UTF-8: сохраните текст в UTF-8 и повторите.")
    if not text:
        return []
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]


def _stop(code: int, message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(code)
