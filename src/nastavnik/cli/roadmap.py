"""`nastavnik roadmap …`: reads an organisation's roadmap file; needs no database and no settings."""

from __future__ import annotations

import datetime as dt
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from nastavnik.engines.roadmaps import ParsedRoadmap

app = typer.Typer(no_args_is_help=True, help="Дорожные карты: чтение файла плана.", add_completion=False)


class Format(StrEnum):
    """How the answer is printed."""

    json = "json"
    table = "table"


@app.callback()
def main() -> None:
    """Дорожные карты: чтение файла плана."""


@app.command()
def parse(
    file: Annotated[
        Path, typer.Argument(help="Файл плана: docx, doc, odt, xlsx, xls, ods, csv, tsv, html, md, txt, pdf.")
    ],
    format: Annotated[Format, typer.Option("--format", help="Вид ответа: json или table.")] = Format.json,
    year: Annotated[
        int | None,
        typer.Option("--year", min=2000, max=2100, help="Учебный год, с которого считать сроки: 2025 = 2025/2026."),
    ] = None,
    plan: Annotated[
        int | None,
        typer.Option(
            "--plan", min=1, help="Какой по счёту план взять, если в файле их несколько; иначе — все о наставничестве."
        ),
    ] = None,
) -> None:
    """Прочитать план: этапы, мероприятия, сроки, ответственные, виды мероприятий."""
    data = _read(file)
    from nastavnik.engines.limits import LimitError, can_fork, run_in_fork
    from nastavnik.engines.roadmaps import RoadmapError
    from nastavnik.engines.roadmaps.kinds_beside import learning
    from nastavnik.engines.roadmaps.limited import readable_here

    def read(caged: bool = False) -> int:
        return _answer(data, name, format, year, plan, caged)

    def read_with_help() -> int:
        with learning():
            return read()

    try:
        data, name = readable_here(data, file.name)
        # Readers are native code that a broken file can bring down: only a fork falls with it.
        code = run_in_fork(read_with_help) if can_fork() else read(caged=True)
    except (LimitError, RoadmapError) as error:
        _fail(str(error))
    if code:
        raise typer.Exit(code)


def _answer(data: bytes, name: str, format: Format, year: int | None, plan: int | None, caged: bool) -> int:
    """Print the plan of a file; 0, or 3 with a sentence. `caged`: read it in a fresh process."""
    from nastavnik.engines.limits import LimitError
    from nastavnik.engines.roadmaps import RoadmapError, read_roadmap, read_roadmap_limited

    reader = read_roadmap_limited if caged else read_roadmap
    try:
        parsed = reader(data, name, year=year, default_year=_this_school_year(), plan=plan, together=True)
    except (LimitError, RoadmapError) as error:
        print(str(error), file=sys.stderr)
        return 3
    if format is Format.json:
        print(json.dumps(parsed.to_json(), ensure_ascii=False, indent=1))
    else:
        _print_table(parsed)
    return 0


def _this_school_year() -> int:
    """From 1 June on people plan the year that begins that autumn."""
    today = dt.date.today()
    return today.year if today.month >= 6 else today.year - 1


def _read(file: Path) -> bytes:
    limit = 64 * 1024 * 1024
    try:
        if file.is_dir():
            _fail(f"«{file.name}» — это папка: укажите файл плана.")
        with file.open("rb") as stream:
            return stream.read(limit)
    except FileNotFoundError:
        _fail(f"Файл «{file.name}» не найден: проверьте имя и папку.")
    except PermissionError:
        _fail(f"Файл «{file.name}» нельзя прочитать: нет прав доступа, попросите администратора их дать.")
    except (OSError, ValueError):
        _fail(f"Файл «{file.name}» не читается: скопируйте его на этот компьютер и попробуйте снова.")


def _fail(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(3)


def _print_table(parsed: ParsedRoadmap) -> None:
    print(parsed.title or "План без названия")
    if parsed.organization:
        print(parsed.organization)
    for stage in parsed.stages:
        print(f"\n{stage.number}. {stage.title}" + (f" ({stage.terms})" if stage.terms else ""))
        for activity in stage.activities:
            print(f"  {activity.number}  {activity.title}")
            details = [part for part in (activity.terms, activity.responsible, activity.result) if part]
            if details:
                print("       " + " | ".join(details))
            print("       " + (", ".join(activity.kinds) or "вид не узнан"))
    for warning in parsed.warnings:
        print(f"{warning.where}: {warning.message}", file=sys.stderr)
