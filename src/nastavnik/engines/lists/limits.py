"""What a cell may be, and how much of a file is read."""

from __future__ import annotations

import datetime as dt

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
MAX_ROWS = 50_000
MAX_COLUMNS = 200
#: Characters of one cell; the rest of a longer one is no value of a list.
MAX_CELL = 5_000


def fit(row: list[Cell]) -> tuple[list[Cell], bool]:
    """The row within the limits, blanks emptied, and whether filled columns had to be left out."""
    cut = False
    if len(row) > MAX_COLUMNS:
        cut = any(cell != "" for cell in row[MAX_COLUMNS:])
        row = row[:MAX_COLUMNS]
    for cell in row:
        if cell.__class__ is str and (len(cell) > MAX_CELL or cell.isspace()):
            return [_fit_cell(cell) for cell in row], cut
    return row, cut


def _fit_cell(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return f"{cell[:MAX_CELL]}…" if len(cell) > MAX_CELL else "" if cell.isspace() else cell
