"""Tables turned on their side: headers in the first column, each person in a column of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .cells import text_of
from .header_rows import Merged, meaning_of
from .headers import Column, recognise_path
from .moved import Moved, Place
from .names import looks_like_name
from .shapes import BodyRow, HeadedColumn, Heading, Table, filled_cells
from .sheets import Cell
from .values import heading_role

#: Labels of one person at most, and the columns that they are looked for in.
_MOST_LABELS = 60
_FIRST_COLUMNS = 3
_GUESS = (
    "Таблица прочитана по столбцам: заголовки стоят слева, каждый столбец — один человек. Проверьте несколько человек."
)


def read_turned(
    rows: list[list[Cell]], mapping: Mapping[str, str], start: Heading, merged: Merged = ()
) -> Table | None:
    """The table put upright, or None when its headers do not stand at the left. `merged`: as of `Sheet`."""
    filled = [at for at, row in enumerate(rows[: 3 * _MOST_LABELS]) if filled_cells(row)]
    if not 2 <= len(filled) <= _MOST_LABELS or any(filled_cells(row) for row in rows[3 * _MOST_LABELS :]):
        return None
    column = max(range(_FIRST_COLUMNS), key=lambda i: (len(_labels(rows, filled, i, mapping)), -i))
    labels = _labels(rows, filled, column, mapping)
    names = [at for at in labels if meaning_of(_label(rows[at], column), mapping).field in ("full_name", "last")]
    if len(labels) < 2 or not names:
        return None
    body = [at for at in filled if labels[0] <= at <= labels[-1] + 1 and _label(rows[at], column)]
    if len(labels) * 2 < len(body):
        return None
    named = [i for i in filled_cells(rows[names[0]]) if i > column]
    whole = _label_field(rows[names[0]], column, mapping) == "full_name"
    if len(named) < 2 or not all(_may_name(rows[names[0]][i], whole) for i in named):
        return None
    return _upright(_fill_across(rows, merged, column), body, column, named, names[0], mapping, start)


def _fill_across(rows: list[list[Cell]], merged: Merged, column: int) -> list[list[Cell]]:
    """A value merged over several people belongs to each of them."""
    wide = [area for area in merged if area[1] > column and area[3] > area[1] and area[0] < len(rows)]
    if not wide:
        return rows
    rows = [list(row) for row in rows]
    for top, left, _, right in wide:
        row = rows[top]
        row += [""] * (right + 1 - len(row))
        row[left : right + 1] = [row[left]] * (right + 1 - left)
    return rows


def _label(row: list[Cell], column: int) -> str:
    return text_of(row[column]).rstrip(" :") if column < len(row) else ""


def _label_field(row: list[Cell], column: int, mapping: Mapping[str, str]) -> str:
    return meaning_of(_label(row, column), mapping).field


def _labels(rows: list[list[Cell]], filled: list[int], column: int, mapping: Mapping[str, str]) -> list[int]:
    """Rows whose cell in the column is a header of a certain meaning."""
    found = []
    for at in filled:
        text = _label(rows[at], column)
        if 1 < len(text) <= 100 and not looks_like_name(text):
            meaning = meaning_of(text, mapping)
            if meaning.recognised and not meaning.weak and meaning.field not in {"extra", "number", "mentor", "mentee"}:
                found.append(at)
    return found


def _may_name(cell: Cell, whole: bool) -> bool:
    text = text_of(cell)
    return looks_like_name(text) if whole else bool(re.fullmatch(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*", text))


def _upright(
    rows: list[list[Cell]],
    body: list[int],
    column: int,
    named: list[int],
    name_row: int,
    mapping: Mapping[str, str],
    start: Heading,
) -> Table:
    body, paths = _paths(rows, body, column, named)
    roles = _roles_above(rows, body[0], named)
    first, second = ([i for i in named if roles.get(i) == role] for role in ("mentor", "mentee"))
    if len(first) == len(second) == 1 and len(named) == 2:
        headers, cells = [], []
        for who, i in (("Наставник", first[0]), ("Наставляемый", second[0])):
            headers += [(who, *path) for path in paths]
            cells += [rows[at][i] if i < len(rows[at]) else "" for at in body]
        places: list[Place] = [Place(name_row + 1)]
        bodies = [BodyRow(1, cells, start)]
    else:
        headers = paths
        places = [Place(name_row + 1, i + 1) for i in named]
        bodies = [
            BodyRow(
                number,
                [rows[at][i] if i < len(rows[at]) else "" for at in body],
                Heading(start.department, start.group, roles.get(i, start.role)),
            )
            for number, i in enumerate(named, 1)
        ]
    columns = _columns(headers, mapping)
    lines = {one.header: body[at % len(body)] + 1 for at, one in enumerate(columns)}
    return Table(1, columns, tuple(bodies), moved=Moved(tuple(places), lines), doubt=_GUESS)


def _paths(
    rows: list[list[Cell]], body: list[int], column: int, named: list[int]
) -> tuple[list[int], list[tuple[str, ...]]]:
    """Rows with values and their labels; a label without any value is the title of those below, as one to the left is."""
    kept, paths = [], []
    title = ""
    for at in body:
        own = _label(rows[at], column)
        if not any(i < len(rows[at]) and rows[at][i] != "" for i in named):
            title = own
            continue
        groups = (_label(rows[up], column - 1) for up in range(at, body[0] - 1, -1)) if column else ()
        group = next((text for text in groups if text), "")
        left = group if not re.fullmatch(r"[\d.)]*", group) else ""
        kept.append(at)
        paths.append(tuple(filter(None, (left or title, own))))
    return kept, paths


def _roles_above(rows: list[list[Cell]], top: int, named: list[int]) -> dict[int, str]:
    """«Наставник | Наставляемый» over the columns, the nearest row that says so."""
    for row in reversed(rows[max(0, top - 3) : top]):
        found = {i: heading_role(text_of(row[i])) for i in named if i < len(row) and row[i] != ""}
        if any(found.values()):
            return {i: role for i, role in found.items() if role}
    return {}


def _columns(paths: list[tuple[str, ...]], mapping: Mapping[str, str]) -> tuple[HeadedColumn, ...]:
    counts: dict[str, int] = {}
    result = []
    for index, path in enumerate(paths):
        header = " / ".join(path)
        counts[header] = counts.get(header, 0) + 1
        shown = f"{header} ({counts[header]})" if counts[header] > 1 else header
        meaning: Column = meaning_of(shown, mapping) if shown in mapping else recognise_path(path)
        result.append(HeadedColumn(index, shown, meaning))
    return tuple(result)
