"""`nastavnik papers`: templates of papers and their print."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from nastavnik.cli.reasons import reason

if TYPE_CHECKING:
    from nastavnik.engines.papers import PrintedBox, Template, Tree

app = typer.Typer(
    no_args_is_help=True, help="Документы: список шаблонов, поля шаблона, печать в DOCX и PDF/A, разбор сканов."
)

_MAX_FILE = 20 * 1024 * 1024


def _stop(message: str, code: int) -> typer.Exit:
    print(message, file=sys.stderr)
    return typer.Exit(code)


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_FILE:
            raise _stop(f"Файл «{path}» больше 20 МБ: разделите его.", 3)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _stop(f"Файл «{path}» не в кодировке UTF-8: сохраните его в UTF-8.", 3) from None
    except (OSError, ValueError) as error:
        raise _stop(f"Файл «{path}» не открылся ({reason(error)}): проверьте имя и права.", 3) from None


def _template(name: str) -> Template:
    """A shipped template by its code, or one in a file."""
    from nastavnik.engines.papers import TemplateError, load, parse_template
    from nastavnik.engines.papers.catalogue import codes

    try:
        if name not in codes() and (Path(name).suffix or Path(name).is_file()):
            return parse_template(_read(Path(name)))
        return load(name)
    except TemplateError as error:
        code = 3 if Path(name).is_file() else 2
        raise _stop(f"{error}. Список шаблонов: nastavnik papers list.", code) from None


@app.command("list", help="Список шаблонов.")
def list_command() -> None:
    from nastavnik.engines.papers import list_templates

    print(json.dumps([asdict(each) for each in list_templates()], ensure_ascii=False, indent=1))


@app.command("schema", help="JSON Schema данных, которые нужны шаблону.")
def schema_command(template: str = typer.Argument(help="Код шаблона или файл с шаблоном.")) -> None:
    from nastavnik.engines.papers import schema

    print(json.dumps(schema(_template(template)), ensure_ascii=False, indent=1))


@app.command("render", help="Напечатать документ в DOCX или PDF/A.")
def render_command(
    template: str = typer.Argument(help="Код шаблона, файл с шаблоном или свой бланк .docx."),
    data: Path = typer.Option(..., "--data", help="Файл JSON с данными."),
    to: Path = typer.Option(..., "--to", help="Куда записать: имя кончается на .docx или .pdf."),
    code: str = typer.Option("", "--code", help="Короткий код листов: латинские прописные буквы и цифры."),
    date: str = typer.Option("", "--date", help="Дата файла PDF, например 2026-09-05; по умолчанию сегодня."),
    profile: str = typer.Option("gost2025", "--profile", help="Оформление: gost2025 или gost2016."),
    boxes: str = typer.Option("", "--boxes", help="Куда записать места квадратов для отметок (нужен код и PDF)."),
) -> None:
    from nastavnik.engines.papers import DataError, PapersError, build, write_docx, write_pdf

    if Path(template).suffix.lower() == ".docx":
        _fill(Path(template), data, to)
        return
    kind = to.suffix.lower()
    if kind not in (".docx", ".pdf"):
        raise _stop(f"Имя «{to}» должно кончаться на .docx или .pdf.", 2)
    try:
        day = dt.date.fromisoformat(date) if date else dt.date.today()
    except ValueError:
        raise _stop(f"«{date}» не дата: напишите, например, 2026-09-05.", 2) from None
    ready = _template(template)
    places: tuple[PrintedBox, ...] = ()
    try:
        tree = build(ready, _json(data), code=code, profile=profile)
        if kind == ".docx":
            content = write_docx(tree)
        else:
            printed = write_pdf([tree], date=day)
            content, places = printed.data, printed.boxes
    except DataError as error:
        raise _stop(f"Файл «{data}». {error}", 2 if error.path in ("code", "profile") else 3) from None
    except PapersError as error:
        raise _stop(str(error), 3) from None
    try:
        to.write_bytes(content)
        if boxes:
            words = json.dumps([asdict(place) for place in places], ensure_ascii=False, indent=1)
            Path(boxes).write_text(words + "\n", encoding="utf-8")
    except OSError as error:
        raise _stop(
            f"Файл «{error.filename or to}» не записан ({reason(error)}): проверьте папку и права.", 4
        ) from None
    _tell(tree)


@app.command("scan", help="Разобрать скан пачки листов по их кодам на отдельные документы.")
def scan_command(
    stack: list[Path] = typer.Argument(help="PDF со сканера или снимки телефона (JPEG, PNG, TIFF)."),
    out: Path = typer.Option(..., "--out", help="Папка, куда положить документы."),
    expect: str = typer.Option("", "--expect", help='Файл JSON {"код документа": сколько в нём листов}.'),
    boxes: list[Path] = typer.Option([], "--boxes", help="Файлы с местами квадратов, записанные при печати."),
) -> None:
    from nastavnik.engines.papers.scanning import scan_stack
    from nastavnik.engines.papers.scanning.sources import ScanError

    expected = _json(Path(expect)) if expect else None
    if expected is not None and not (
        isinstance(expected, dict) and all(type(each) is int and 0 < each < 10_000 for each in expected.values())
    ):
        raise _stop(f'Файл «{expect}»: нужен объект {{"код документа": сколько в нём листов}}.', 3)
    for path in stack:
        if not path.is_file():
            raise _stop(f"Файл «{path}» не открылся: проверьте имя.", 3)
    try:
        found = scan_stack(stack, out, expected=expected, boxes=_boxes(boxes))
    except ScanError as error:
        raise _stop(str(error), 3) from None
    except OSError as error:
        raise _stop(f"Папка «{out}» не годится ({reason(error)}): проверьте имя, права и место на диске.", 4) from None
    if boxes:
        marks = [{"document": sheet.document, **asdict(mark)} for sheet in found.sheets for mark in sheet.marks]
        (out / "marks.json").write_text(json.dumps(marks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
    for finding in found.findings:
        print(finding.message, file=sys.stderr)
    for unread in found.unread:
        words = f" Возможно, это лист {unread.guess}." if unread.guess else ""
        if unread.file:
            print(f"Снимок страницы {unread.position}: {unread.file}.{words}", file=sys.stderr)


def _boxes(paths: list[Path]) -> list[PrintedBox]:
    from nastavnik.engines.papers import PrintedBox

    found: list[PrintedBox] = []
    for path in paths:
        rows = _json(path)
        try:
            found += [PrintedBox(**row) for row in rows]
        except TypeError:
            raise _stop(f"Файл «{path}» не похож на места квадратов: запишите его заново при печати.", 3) from None
    return found


def _fill(form: Path, data: Path, to: Path) -> None:
    """An organisation's own Word form: filled with the data as they are."""
    from nastavnik.engines.papers import DataError
    from nastavnik.engines.papers.forms import FormError, fill_form

    if to.suffix.lower() != ".docx":
        raise _stop(f"Бланк Word заполняется в .docx, а имя «{to}» другое.", 2)
    values = _json(data)
    if not isinstance(values, dict):
        raise _stop(f"Файл «{data}»: нужен объект с полями.", 3)
    try:
        filled = fill_form(form.read_bytes(), values, name=form.name)
        to.write_bytes(filled.data)
    except (FormError, DataError) as error:
        raise _stop(f"Файл «{form}». {error}", 3) from None
    except OSError as error:
        raise _stop(f"Файл «{error.filename}» не годится ({reason(error)}): проверьте имя и права.", 3) from None
    for doubt in filled.doubts:
        print(f"Проверьте: «{doubt.source}» → «{doubt.form}»: {doubt.reason}", file=sys.stderr)


def _json(path: Path) -> Any:
    text = _read(path)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f"строка {error.lineno}" if isinstance(error, json.JSONDecodeError) else "слишком глубокая вложенность"
        raise _stop(f"Файл «{path}» не читается как JSON ({place}): исправьте его.", 3) from None


def _tell(tree: Tree) -> None:
    """What a person should look at before signing."""
    for missing in tree.missing:
        print(f"Не заполнено: {missing.label} ({missing.path}).", file=sys.stderr)
    for doubt in tree.doubts:
        print(f"Проверьте: «{doubt.source}» → «{doubt.form}»: {doubt.reason}", file=sys.stderr)
