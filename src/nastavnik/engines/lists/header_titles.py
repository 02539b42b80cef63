"""The titles of columns as written, joined from the rows of a header, and what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .cells import text_of
from .header_rows import meaning_of
from .headers import UNKNOWN, recognise_path
from .shapes import HeadedColumn
from .sheets import Cell, Sheet


def read_columns(
    rows: list[list[Cell]], top: int, bottom: int, sheet: Sheet, mapping: Mapping[str, str]
) -> tuple[HeadedColumn, ...]:
    width = max(len(row) for row in rows[top:])
    titles = _titles(rows, top, bottom, sheet, width)
    found: list[HeadedColumn] = []
    counts: dict[str, int] = dict(Counter(sheet.used))
    for index, path in enumerate(titles):
        header = " / ".join(path)
        if not header:
            found.append(HeadedColumn(index, "", UNKNOWN))
            continue
        counts[header] = counts.get(header, 0) + 1
        shown = f"{header} ({counts[header]})" if counts[header] > 1 else header
        meaning = meaning_of(shown, mapping) if shown in mapping else recognise_path(path)
        found.append(HeadedColumn(index, shown, meaning))
    return tuple(found)


def _titles(rows: list[list[Cell]], top: int, bottom: int, sheet: Sheet, width: int) -> list[tuple[str, ...]]:
    """Titles of each column from the outer group to its own; a group reaches as far as its merged cell, or its blanks."""
    paths: list[list[str]] = [[] for _ in range(width)]
    for at in range(top, bottom + 1):
        own = [text_of(cell) for cell in rows[at][:width]]
        own += [""] * (width - len(own))
        shared = _shared(rows, at, sheet)
        areas = {left for up, left, _, right in sheet.merged if up == at and right > left}
        group = ""
        for column in range(width):
            if column in shared:
                group = ""
            elif own[column]:
                group = own[column] if at < bottom and not areas else ""
            text = own[column] or shared.get(column, "")
            below = any(column < len(row) and row[column] != "" for row in rows[at + 1 : bottom + 1])
            if not text and below:
                text = group
            if text and (own[column] or below) and text not in paths[column][-1:]:
                paths[column].append(text)
    return [tuple(path) for path in paths]


def _shared(rows: list[list[Cell]], at: int, sheet: Sheet) -> dict[int, str]:
    """Texts that merged cells of the row give to their further columns."""
    return {
        column: text_of(rows[up][left])
        for up, left, down, right in sheet.merged
        if up <= at <= down and right > left and left < len(rows[up])
        for column in range(left, right + 1)
    }
