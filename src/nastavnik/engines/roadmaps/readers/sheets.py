"""Workbooks: xlsx, xls, ods by calamine. Hidden sheets are left out and named."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import zipfile
import zlib
from typing import Any

from ...limits import is_panic
from ..document import MAX_ROWS, Cell, Document, Para, Row, Table
from ..errors import Unreadable
from ..model import Place
from .hidden import MAX_COLUMNS, Hidden, hidden_lines


def read_sheets(data: bytes, filename: str) -> Document:
    """Every visible sheet as one table with its merged cells."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        metadata = book.sheets_metadata
    except calamine.PasswordError as error:
        raise Unreadable(f"Файл «{filename}» защищён паролем: снимите пароль и загрузите снова.") from error
    except BaseException as error:  # calamine raises many kinds for broken workbooks
        if not isinstance(error, Exception) and not is_panic(error):
            raise
        raise Unreadable(
            f"Файл «{filename}» повреждён: откройте его в Excel, сохраните заново и загрузите снова."
        ) from error
    document = Document()
    try:
        hidden = hidden_lines(data)
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, EOFError, NotImplementedError, OSError) as error:
        raise Unreadable(
            f"Файл «{filename}» повреждён: откройте его в Excel, сохраните заново и загрузите снова."
        ) from error
    several = sum(sheet.visible == calamine.SheetVisibleEnum.Visible for sheet in metadata) > 1
    for sheet in metadata:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != calamine.SheetVisibleEnum.Visible:
            document.notes.append((f"лист «{sheet.name}»", "Скрытый лист не прочитан."))
            continue
        try:
            named = sheet.name if several else ""
            table = _sheet(book.get_sheet_by_name(sheet.name), named, hidden.get(sheet.name, Hidden()), document)
        except BaseException as error:
            if not isinstance(error, Exception) and not is_panic(error):
                raise
            raise Unreadable(f"Лист «{sheet.name}» файла «{filename}» повреждён: сохраните файл заново.") from error
        if table.rows:
            document.blocks.append(table)
    return document


def _sheet(sheet: Any, name: str, hidden: Hidden, document: Document) -> Table:
    values = _values(sheet)
    if sheet.total_height > MAX_ROWS:
        document.notes.append((f"лист «{sheet.name}»", f"Прочитаны первые {MAX_ROWS} строк, остальные оставлены."))
    width = max((len(row) for row in values), default=0)
    grid = [[Cell(_paras(value)) for value in row] + [Cell() for _ in range(width - len(row))] for row in values]
    for (top, left), (bottom, right) in _merged(sheet):
        if top >= len(grid) or left >= width:
            continue
        origin = grid[top][left]
        origin.rowspan = bottom - top + 1
        origin.colspan = right - left + 1
        for row in range(top, min(bottom + 1, len(grid))):
            for column in range(left, min(right + 1, width)):
                grid[row][column] = origin
    unseen = sum(any(cell.paras for cell in grid[at]) for at in hidden.rows if at < len(grid))
    if unseen or hidden.columns:
        message = f"Скрытых строк с текстом: {unseen}, скрытых столбцов: {len(hidden.columns)}. Они не прочитаны."
        document.notes.append((f"лист «{sheet.name}»", message))
    rows = [Row(cells, Place(sheet=name, row=at + 1)) for at, cells in enumerate(grid) if at not in hidden.rows]
    used = [c for c in range(width) if c not in hidden.columns and any(row.cells[c].paras for row in rows)]
    for made in rows:
        made.cells = [made.cells[column] for column in used]
    return Table([row for row in rows if any(cell.paras for cell in row.cells)])


def _values(sheet: Any) -> list[list[Any]]:
    """Values from the first row and column of the sheet. Row by row: the empty area up to a stray cell at the far end
    of the sheet would fill the memory."""
    left = [""] * (sheet.start or (0, 0))[1]  # rows come from the first of the sheet, columns from the first filled one
    values: list[list[Any]] = []
    for row in itertools.islice(sheet.iter_rows(), MAX_ROWS):
        cut = (left + row)[:MAX_COLUMNS]
        while cut and cut[-1] == "":
            cut.pop()
        values.append(cut)
    while values and not values[-1]:
        values.pop()
    return values


def _merged(sheet: Any) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    try:
        return list(sheet.merged_cell_ranges or [])
    except Exception:  # not kept by this format
        return []


def _paras(value: Any) -> list[Para]:
    text = _text(value)
    return [Para(line.strip()) for line in text.split("\n") if line.strip()]


def _text(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    if isinstance(value, dt.datetime):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    return str(value)
