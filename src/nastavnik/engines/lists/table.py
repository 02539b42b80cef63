"""A sheet as tables of people: merged cells filled, headers found, rows read under their headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from .body_rows import Headings, read_body
from .contents import guess_columns
from .header_rows import find_headers, header_of_unknown_words
from .header_titles import read_columns
from .headers import UNKNOWN, Column
from .layouts import read_unusual
from .loose_lines import joined_blocks, loose_rows
from .moved import Moved, Place
from .shapes import NAME_FIELDS, NO_HEADING, HeadedColumn, Heading, Table, filled_cells, unnamed
from .sheets import Cell, Sheet
from .side_by_side import guess_told, split_sheet
from .values import heading_role


def read_tables(sheet: Sheet, mapping: Mapping[str, str]) -> list[Table]:
    """All tables of a sheet, one under another or side by side. `mapping`: corrections, header → field."""
    rows = _fill_merged(sheet)
    starts = find_headers(rows, mapping, sheet.merged)
    unusual = read_unusual(sheet, rows, starts, mapping, _of_sheet(sheet))
    if unusual:
        return unusual
    if not starts and (blocks := joined_blocks(sheet.lines)):
        rows = [[line] for _, line in blocks]
        table = _without_header(replace(sheet, rows=rows, lines=()), rows, mapping)
        return [replace(table, moved=Moved(tuple(Place(row) for row, _ in blocks)))]
    if not starts and (strange := header_of_unknown_words(rows)) >= 0:
        starts = [(strange, strange)]
    parts = split_sheet(sheet, rows, starts[0] if starts else None, mapping) if len(starts) <= 1 else []
    if parts:
        return _of_parts(parts, mapping)
    return _headed(sheet, rows, starts, mapping) if starts else [_without_header(sheet, rows, mapping)]


def _of_parts(parts: list[tuple[int, Sheet]], mapping: Mapping[str, str]) -> list[Table]:
    """Tables of lists that stand side by side; people are told apart by the column of their names."""
    found: list[Table] = []
    for left, part in parts:
        starts = find_headers(part.rows, mapping, part.merged)
        tables = (
            _headed(part, part.rows, starts, mapping, titled=True)
            if starts
            else [_without_header(part, part.rows, mapping)]
        )
        for table in tables:
            name = next((c.index for c in table.columns if c.meaning.field in NAME_FIELDS), 0)
            places = tuple(Place(number, left + name + 1) for number in range(1, len(part.rows) + 1))
            found.append(replace(table, moved=Moved(places)))
    found[0] = replace(found[0], doubt=guess_told(len(parts)))
    return found


def _headed(
    sheet: Sheet,
    rows: list[list[Cell]],
    starts: list[tuple[int, int]],
    mapping: Mapping[str, str],
    titled: bool = False,
) -> list[Table]:
    """The tables under headers. `titled`: also a single one is told by the words over it."""
    tables = []
    for place, (top, bottom) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(rows)
        columns = read_columns(rows, top, bottom, sheet, mapping)
        rows = _join_names(rows, bottom, columns, sheet)
        rows = _fill_dittos(rows, bottom + 1, end, columns)
        context = Headings(_of_sheet(sheet))
        if titled or len(starts) > 1 or rows[bottom] in rows[bottom + 1 :]:
            # Several tables on one sheet are told apart by the words over each: «Наставники», «Наставляемые».
            for row in rows[max(0, top - 3) : top]:
                context.take_title(row)
        body = tuple(read_body(rows, bottom + 1, end, columns, rows[bottom], context))
        tables.append(Table(top + 1, columns, body, _continued(sheet, columns, bottom)))
    return tables


def _continued(sheet: Sheet, columns: tuple[HeadedColumn, ...], header: int) -> frozenset[int]:
    """Numbers (from 1) of the rows under the first one of a merged name."""
    names = [column.index for column in columns if column.meaning.field in {"full_name", "last"}]
    covered = [
        {
            row + 1
            for top, left, bottom, _ in sheet.merged
            if left == name and top > header
            for row in range(top + 1, bottom + 1)
        }
        for name in names[:1]
    ]
    return frozenset(covered[0]) if covered else frozenset()


def _join_names(
    rows: list[list[Cell]], header: int, columns: tuple[HeadedColumn, ...], sheet: Sheet
) -> list[list[Cell]]:
    """«Фамилия, имя, отчество» merged over three columns: the parts below are one name."""
    for top, left, bottom, right in sheet.merged:
        wide = top <= header <= bottom and left < right < len(columns)
        if (
            not wide
            or columns[left].meaning.field != "full_name"
            or any(c.header for c in columns[left + 1 : right + 1])
        ):
            continue
        rows = [list(row) for row in rows]
        for row in rows[header + 1 :]:
            parts = [str(cell).strip() for cell in row[left : right + 1] if cell != ""]
            if len(parts) > 1:
                row[left : right + 1] = [" ".join(parts), *[""] * (len(row[left : right + 1]) - 1)]
    return rows


#: «— // —», «"», «тот же»: as in the row above.
_DITTO = re.compile(r"[-–—_\s]*(?:[/\\]{2}|[\"»«“”„]{1,2}|''|,,)[-–—_\s]*|(?:то|тот|та|те|там) же", re.I)
_REPEATED = frozenset({"post", "department", "group", "roles", "extra"})


def _fill_dittos(rows: list[list[Cell]], start: int, end: int, columns: tuple[HeadedColumn, ...]) -> list[list[Cell]]:
    """The value above in the place of each ditto mark."""
    copied = False
    for column in columns:
        if column.meaning.field not in _REPEATED:
            continue
        at = column.index
        values = {row[at] for row in rows[start:end] if at < len(row)}
        if not any(isinstance(value, str) and len(value) < 12 and _DITTO.fullmatch(value) for value in values):
            continue
        rows = rows if copied else [list(row) for row in rows]
        copied = True
        above: Cell = ""
        for row in rows[start:end]:
            if at >= len(row) or row[at] == "":
                continue
            cell = row[at]
            if isinstance(cell, str) and _DITTO.fullmatch(cell):
                row[at] = above
            above = row[at]
    return rows


def _fill_merged(sheet: Sheet) -> list[list[Cell]]:
    """A value merged downwards belongs to each of its rows («Отделение» beside ten people)."""
    rows = sheet.rows
    tall = [area for area in sheet.merged if area[2] > area[0] and area[1] == area[3]]
    if not tall:
        return rows
    rows = [list(row) for row in rows]
    for top, left, bottom, _ in tall:
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] == "":
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and row[left] == "":
                row[left] = rows[top][left]
    return rows


def _of_sheet(sheet: Sheet) -> Heading:
    role = heading_role(sheet.name)
    return Heading(role=role) if role else NO_HEADING


def _guessed(rows: list[list[Cell]]) -> tuple[dict[int, Column], int]:
    width = max((len(row) for row in rows), default=0)
    body = [row for row in rows if len(filled_cells(row)) > (1 if width > 1 else 0)]
    return guess_columns(body, width), width


def _without_header(sheet: Sheet, rows: list[list[Cell]], mapping: Mapping[str, str]) -> Table:
    guessed, width = _guessed(rows)
    named = any(column.field in NAME_FIELDS for column in guessed.values())
    if (not sheet.name or width == 1) and (lines := loose_rows(rows, in_columns=named)):
        rows = lines
        guessed, width = _guessed(rows)
    columns = []
    for index in range(width):
        label = unnamed(index)
        meaning = guessed.get(index, UNKNOWN)
        if label in mapping:
            meaning = Column(mapping[label])
        columns.append(HeadedColumn(index, "", meaning))
    table = tuple(columns)
    context = Headings(_of_sheet(sheet))
    return Table(0, table, tuple(read_body(rows, 0, len(rows), table, [], context)))
