"""What a cell may be, and how much of a file is read."""

from __future__ import annotations

import datetime as dt

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
MAX_ROWS = 50_000
MAX_COLUMNS = 200
#: Characters of one cell; the rest of a longer one is no value of a list.
MAX_CELL = 5_000


def fit(row: list[Cell]) -> tuple[list[Cell], bool]:
    """The row within the limits, and whether filled columns had to be left out."""
    cut = any(cell != "" for cell in row[MAX_COLUMNS:])
    kept = [
        f"{cell[:MAX_CELL]}…" if isinstance(cell, str) and len(cell) > MAX_CELL else cell for cell in row[:MAX_COLUMNS]
    ]
    return kept, cut
