"""Bytes to rows: workbooks by calamine, text by `texts`. No meaning is read here."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nastavnik.engines.limits import is_panic

from .errors import ListTooBig, ListUnreadable
from .limits import MAX_ROWS, Cell, fit
from .ods import merged_areas
from .texts import decode, text_rows

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["Book", "Cell", "Sheet", "read_book"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet. `rows[i]` is the row number i + 1. `merged`: (top, left, bottom, right), from 0, inclusive.

    `lines`: the lines of a text before anything was cut into cells. `used`: headers of the list to the left of this one.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    #: Filled columns beyond the limit were left out.
    cut: bool = False
    lines: tuple[str, ...] = ()
    used: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """All visible sheets, names of the hidden ones, and the day that serial number 0 of a date stands for."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    epoch: dt.date = dt.date(1899, 12, 30)


def read_book(data: bytes, kind: str) -> Book:
    """`kind`: xlsx, xls, ods, docx, odt, pdf, html, or a text kind. Raises ListUnreadable, ListTooBig."""
    if kind in {"xlsx", "xls", "ods"}:
        return _workbook(data, kind)
    try:
        text = _document(data, kind)
    except RecursionError as error:
        raise ListUnreadable("Документ вложен сам в себя слишком глубоко: скопируйте таблицу в новый файл.") from error
    if not isinstance(text, str):
        return Book((text,))
    rows, cut = text_rows(text, kind if kind in {"csv", "tsv"} else "txt")
    lines = tuple(text.splitlines()) if len(text) <= _MOST_OF_A_TEXT else ()
    return Book((Sheet("", rows, cut=cut, lines=lines),))


def _document(data: bytes, kind: str) -> Sheet | str:
    """The sheet of a document with tables, or its text. The readers are imported only when they are needed."""
    if kind == "docx":
        from .docx import read_document

        return read_document(data)
    if kind == "odt":
        from .odt import read_odt

        return read_odt(data)
    if kind == "pdf":
        from .pdf import read_pdf

        return read_pdf(data)
    if kind == "html":
        from .html import read_html

        return read_html(decode(data))
    return decode(data)


#: Characters of a text that may be anything but a table.
_MOST_OF_A_TEXT = 500_000


def _workbook(data: bytes, kind: str) -> Book:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets, hidden = [], []
        areas = merged_areas(data) if kind == "ods" else {}
        for index, about in enumerate(book.sheets_metadata):
            if about.visible != SheetVisibleEnum.Visible:
                hidden.append(about.name)
                continue
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            if sheet.start is None:
                continue
            _check_size(sheet.total_height, sheet.height)
            rows, cut = _rows_of(sheet)
            merged = areas.get(about.name) or tuple((a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
            sheets.append(Sheet(about.name, rows, merged, cut))
    except (ListUnreadable, ListTooBig):
        raise
    except BaseException as error:
        # calamine raises its own and plain errors for broken books alike; a panic of its code is no Exception
        if not isinstance(error, Exception) and not is_panic(error):
            raise
        raise ListUnreadable(
            "Таблица повреждена и не читается: откройте её в своей программе, сохраните заново и загрузите снова."
        ) from error
    return Book(tuple(sheets), tuple(hidden), _epoch(data, kind))


def _rows_of(sheet: CalamineSheet) -> tuple[list[list[Cell]], bool]:
    """Rows from the first of the sheet, and whether filled columns beyond the limit were left out."""
    (top, left) = sheet.start or (0, 0)
    if sheet.height * sheet.width <= _DENSE:
        source: Iterable[list[Cell]] = (
            [""] * left + row if left else row for row in sheet.to_python(skip_empty_area=True)
        )
        fitted = [fit(row) for row in source]
        return [*([] for _ in range(top)), *(row for row, _ in fitted)], any(cut for _, cut in fitted)
    # A stray cell far away makes the area between it and the list huge: such a sheet is taken row by row.
    rows, cut = [], False
    for full in sheet.iter_rows():
        row, cells_cut = fit([""] * left + full)
        while row and row[-1] == "":
            row.pop()
        rows.append(row)
        cut = cut or cells_cut
    return rows, cut


def _check_size(total: int, filled: int) -> None:
    if max(total if total <= 1_048_576 else 0, filled) > MAX_ROWS:
        raise ListTooBig(
            f"В таблице больше {MAX_ROWS} строк: удалите пустые строки в конце или сохраните только нужную часть."
        )


#: Cells of the area of a sheet that may be taken all at once.
_DENSE = 2_000_000

_START_1900 = dt.date(1899, 12, 30)
_START_1904 = dt.date(1904, 1, 1)


def _epoch(data: bytes, kind: str) -> dt.date:
    """The workbook's own start of dates, for numbers that stand in a date column without a date format."""
    if kind == "xlsx":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                head = archive.read("xl/workbook.xml")
        except (KeyError, zipfile.BadZipFile):
            return _START_1900
        return _START_1904 if re.search(rb"date1904\s*=\s*[\"'](1|true)", head) else _START_1900
    if kind == "xls":
        # Record DATEMODE (0x0022) of two bytes; it stands once, near the beginning of the workbook stream.
        found = re.search(rb"\x22\x00\x02\x00([\x00\x01])\x00", data)
        return _START_1904 if found and found.group(1) == b"\x01" else _START_1900
    return _START_1900
