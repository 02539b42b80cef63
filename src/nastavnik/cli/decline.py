"""`nastavnik decline`: names and posts in cases, TSV in, TSV out. Contract: contracts.md."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Annotated

import typer

from nastavnik.cli.reasons import reason

app = typer.Typer(no_args_is_help=True, help="Склонение имён и должностей (таблица с табуляцией на входе и на выходе).")

_HEADER = "gen\tdat\tacc\tins\tloc"
_CASES = ("gen", "dat", "acc", "ins", "loc")
_GENDERS = {
    **dict.fromkeys(("m", "м", "муж", "мужской", "male"), "m"),
    **dict.fromkeys(("f", "ж", "жен", "женский", "female"), "f"),
}
_SOURCE = Annotated[
    str, typer.Argument(help="Файл TSV в UTF-8; «-» или ничего — стандартный ввод.", show_default=False)
]


class _Unreadable(Exception):
    """The input is no such table."""


@app.command()
def names(source: _SOURCE = "-") -> None:
    """Склонить имена: столбцы last, first, middle, gender (m, f или пусто)."""
    _run(source, ("last", "first", "middle", "gender"), _decline_name)


@app.command()
def posts(source: _SOURCE = "-") -> None:
    """Склонить должности, отделения, группы, организации: столбец nom."""
    _run(source, ("nom",), _decline_post)


def _decline_name(row: dict[str, str]) -> tuple[list[str], tuple[str, ...]]:
    from nastavnik.engines.russian import decline_name

    written = row["gender"].strip().lower().rstrip(".")
    gender = _GENDERS.get(written)
    if not any(c.isalpha() for c in row["last"] + row["first"] + row["middle"]):
        return [""] * 5, ()
    forms = decline_name(row["last"], row["first"], row["middle"], gender)
    doubts = forms.doubts
    if written and not gender:
        doubts = (f"Пол «{row['gender'].strip()}» не понят (нужно m, f или пустая ячейка): найден по имени.", *doubts)
    return [str(forms.case(case)) for case in _CASES], doubts


def _decline_post(row: dict[str, str]) -> tuple[list[str], tuple[str, ...]]:
    from nastavnik.engines.russian import decline_phrase

    forms = decline_phrase(row["nom"])
    return [forms.case(case) for case in _CASES], forms.doubts


Decliner = Callable[[dict[str, str]], tuple[list[str], tuple[str, ...]]]


def _run(source: str, columns: tuple[str, ...], decline: Decliner) -> None:
    try:
        lines = _lines(source)
        rows = list(_rows(lines, columns))
        out = [_HEADER]
        for number, row in rows:
            cells, doubts = decline(row)
            out.append("\t".join(cell.replace("\t", " ") for cell in cells))
            for doubt in doubts:
                print(f"Строка {number}: {doubt}", file=sys.stderr)
    except _Unreadable as error:
        print(str(error), file=sys.stderr)
        raise typer.Exit(3) from None
    sys.stdout.write("\n".join(out) + "\n")


def _lines(source: str) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if source == "-" else _read(source)
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Unreadable("Ввод не в UTF-8: сохраните файл в этой кодировке и повторите.") from None
    except OSError as error:
        raise _Unreadable(f"Файл «{source}» не прочитан ({reason(error)}). Проверьте имя и права доступа.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _rows(lines: list[str], columns: tuple[str, ...]) -> Iterable[tuple[int, dict[str, str]]]:
    header = [cell.strip().lower() for cell in lines[0].split("\t")]
    missing = [name for name in columns if name not in header and name not in ("middle", "gender")]
    if missing:
        wanted = ", ".join(columns)
        raise _Unreadable(
            f"В первой строке нет столбца «{missing[0]}». Нужна строка заголовков с табуляцией: {wanted}."
        )
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        row = {name: cells[i] if i < len(cells) else "" for i, name in enumerate(header)}
        yield number, {name: row.get(name, "") for name in columns}
