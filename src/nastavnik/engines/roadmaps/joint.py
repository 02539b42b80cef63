"""Columns that hold two things in one («Срок, ответственный», «Этап (сроки)») laid out as two columns."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from .document import Cell, Para, Row, Table
from .marks import is_bare_term, looks_like_person, looks_like_term, starts_act
from .roles import role_of, two_roles
from .text import clean

_FITS: dict[str, Callable[[str], bool]] = {
    "terms": lambda text: looks_like_term(text) and not starts_act(text),
    "responsible": lambda text: looks_like_person(text) and not looks_like_term(text),
}
_MARK = re.compile(r"\s*(?:[;,/|\n(]|\s[–—-]\s|\.\s)\s*")


def part_columns(table: Table, first_rows: int = 15) -> Table:
    """The table with each such column parted; the table itself where it has none."""
    for at, row in enumerate(table.rows[:first_rows]):
        roles = [role_of(row.cells[c].text) for c in row.filled()]
        if len(roles) < 2 or sum(map(bool, roles)) < 0.6 * len(roles):
            continue
        for column in row.filled():
            found = two_roles("\n".join(clean(p.text) for p in row.cells[column].paras))
            if found is not None and row.cells[column].colspan == 1:
                return _parted(table, at, column, found)
    return table


def _parted(table: Table, heading: int, column: int, names: tuple[tuple[str, str], tuple[str, str]]) -> Table:
    roles = (names[0][0], names[1][0])
    halves: dict[int, tuple[Cell, Cell]] = {}
    whole = parted = 0
    for row in table.rows[heading + 1 :]:
        cell = row.cells[column]
        if not cell.text or cell.colspan > 1 or id(cell) in halves:
            continue
        found = split_cell(cell.paras, roles)
        whole += 1
        parted += found is not None
        first, second = found or ((cell.paras, []) if _fits_first(cell.text, roles) else ([], cell.paras))
        halves[id(cell)] = (replace(cell, paras=first), replace(cell, paras=second))
    if parted < 0.4 * whole or parted == 0:
        return table
    rows: list[Row] = []
    for at, row in enumerate(table.rows):
        cell = row.cells[column]
        if at == heading:
            pair = (Cell([Para(names[0][1])], 1, cell.rowspan), Cell([Para(names[1][1])], 1, cell.rowspan))
        else:
            pair = halves.get(id(cell), (cell, cell if cell.colspan > 1 else Cell()))
        rows.append(Row([*row.cells[:column], *pair, *row.cells[column + 1 :]], row.place))
    for cell in {id(row.cells[column]): row.cells[column] for row in rows if row.cells[column].colspan > 1}.values():
        cell.colspan += 1
    return Table(rows, table.flat)


def _fits_first(text: str, roles: tuple[str, str]) -> bool:
    """Whether a cell that cannot be parted holds what its heading names first."""
    if roles[0] in _FITS:
        return _FITS[roles[0]](text) or (roles[1] in _FITS and not _FITS[roles[1]](text))
    return not (_FITS[roles[1]](text) and len(text) < 40 and not starts_act(text))


def split_cell(paras: list[Para], roles: tuple[str, str]) -> tuple[list[Para], list[Para]] | None:
    """What the first and the second role have in a cell, None where it cannot be told. A term and a person may stand
    in either order."""
    found = _by_paragraphs(paras, roles) or _by_marks(paras, roles)
    if found is None and set(roles) == {"terms", "responsible"}:
        turned = _by_paragraphs(paras, roles[::-1]) or _by_marks(paras, roles[::-1])
        found = (turned[1], turned[0]) if turned else None
    return found


def _by_paragraphs(paras: list[Para], roles: tuple[str, str]) -> tuple[list[Para], list[Para]] | None:
    for cut in range(len(paras) - 1, 0, -1) if roles[0] not in _FITS else range(1, len(paras)):
        left, right = (" ".join(clean(p.text) for p in part) for part in (paras[:cut], paras[cut:]))
        if _good(left, right.strip("() "), roles):
            last = [replace(p, text=p.text.strip().strip("()")) for p in paras[cut:]]
            return list(paras[:cut]), last
    return None


def _by_marks(paras: list[Para], roles: tuple[str, str]) -> tuple[list[Para], list[Para]] | None:
    text = " ".join(clean(para.text) for para in paras)
    if len(paras) > 1 and roles[0] not in _FITS:
        return None
    marks = list(_MARK.finditer(text))
    if roles[0] not in _FITS:
        # A title reaches as far as it can, but a term is not cut: «октябрь – май».
        marks = [m for m in marks if is_bare_term(_right(text, m))] + marks[::-1]
    for mark in marks:
        left, right = text[: mark.start()], _right(text, mark)
        if left.count("(") == left.count(")") and _good(left, right, roles):
            return [replace(paras[0], text=left)], [Para(right)]
    if roles == ("terms", "responsible"):
        for gap in re.finditer(r"\s+", text):  # «сентябрь завуч»: lines that a narrow column has joined
            left, right = text[: gap.start()], text[gap.end() :]
            if is_bare_term(left) and not looks_like_term(right) and looks_like_person(right):
                return [replace(paras[0], text=left)], [Para(right)]
    return None


def _right(text: str, mark: re.Match[str]) -> str:
    """What stands behind a mark, without the bracket that the mark has opened."""
    right = text[mark.end() :]
    return right.rstrip(" .;").removesuffix(")") if mark.group().strip() == "(" else right


def _good(left: str, right: str, roles: tuple[str, str]) -> bool:
    left, right = clean(left).strip(" ,;–-"), clean(right).strip(" ,;–-.")
    if not left or not right:
        return False
    if roles[0] not in _FITS:
        return _FITS[roles[1]](right) and len(left) > 5 and len(right) < 80
    fits, other = _FITS[roles[0]], _FITS[roles[1]]
    if roles == ("terms", "responsible"):
        return looks_like_term(left) and not looks_like_term(right) and not looks_like_person(left)
    if roles == ("responsible", "terms"):
        return other(right) and not looks_like_term(left)
    return fits(left) and not fits(right)
