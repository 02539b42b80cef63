"""Tools for lists whose cells and answers are written by hand."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl

from .layouts import Made, Truth

_DATA = Path(__file__).parent.parent / "data"
Row = list[Any]


def person(row: int, name: str, gender: str = "", **values: Any) -> dict[str, Any]:
    """The expected object of a person; `name`: «Фамилия|Имя|Отчество»."""
    last, first, middle = [*name.split("|"), "", ""][:3]
    found: dict[str, Any] = {
        "row": row, "last": last, "first": first, "middle": middle, "gender": gender, "birth_date": "", "email": "",
        "phone": "", "post": "", "department": "", "group": "", "roles": [], "experience_years": None,
        "representative": {}, "extra": {},
    }  # fmt: skip
    return {**found, **values}


def parent(name: str, phone: str = "", relation: str = "", email: str = "") -> dict[str, str]:
    """The expected representative."""
    last, first, middle = [*name.split("|"), "", ""][:3]
    found = {"last": last, "first": first, "middle": middle}
    return found | {k: v for k, v in (("phone", phone), ("email", email), ("relation", relation)) if v}


def workbook(
    sheets: dict[str, list[Row]],
    merged: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    folded: tuple[int, ...] = (),
) -> bytes:
    """An .xlsx. `merged`: areas of the first sheet, `hidden`: names of hidden sheets, `folded`: hidden rows of the first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
        if title in hidden:
            page.sheet_state = "hidden"
    first = book.worksheets[0]
    for area in merged:
        first.merge_cells(area)
    for row_number in folded:
        first.row_dimensions[row_number].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def separated(rows: list[Row], delimiter: str, encoding: str) -> bytes:
    """A text of separated cells."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def stored(name: str) -> bytes:
    """A file of a format that nothing here can write, made in an office program from the same cells."""
    return (_DATA / name).read_bytes()


def made(
    name: str,
    filename: str,
    data: bytes,
    columns: dict[str, str],
    people: list[dict[str, Any]],
    problems: set[tuple[int, str, str]] = frozenset(),  # type: ignore[assignment]
    pairs: tuple[tuple[int, str, str], ...] = (),
) -> Made:
    """A list with its answer."""
    return Made(name, filename, data, Truth(columns, people, set(problems), list(pairs)))
