"""Terms and persons that stand once for several rows, where the file has lost that their cell was merged.

A text file, a copy, a PDF without rules keep the words of a merged cell in its first row only. Empty cells are no proof
of that: only where a column is filled in the first row of every stage and nowhere else, or in the very first row alone,
or where the term leads the row, the words belong to the rows below.
"""

from __future__ import annotations

from .columns import Columns
from .model import Warning
from .rows import LogicalRow

_NAMES = {"terms": "Сроки", "responsible": "Ответственные"}


def carry_down(rows: list[LogicalRow], heads: list[bool], columns: Columns) -> list[Warning]:
    """Give such words to the rows below, in place; `heads`: which rows only name a stage. What was given is told."""
    told = []
    blocks = _blocks(rows, heads, columns)
    for role, name in _NAMES.items():
        found: list[int] = getattr(columns, role)
        if len(found) != 1:
            continue
        column = found[0]
        leads = role == "terms" and columns.activity > column
        if _by_blocks(blocks, column) or _once(blocks, column, heads) or (leads and _sparse(blocks, column)):
            _fill(blocks, column, through=not _by_blocks(blocks, column))
            message = f"{name} стоят не в каждой строке: взяты из ближайшей строки выше, как из объединённой ячейки."
            told.append(Warning(str(rows[0].place), message))
    return told


def _blocks(rows: list[LogicalRow], heads: list[bool], columns: Columns) -> list[list[LogicalRow]]:
    """Rows with an act, by stages."""
    blocks: list[list[LogicalRow]] = [[]]
    stage = None
    for row, head in zip(rows, heads, strict=True):
        cell = row.cell(columns.stage)
        if head or (cell.text and cell is not stage and (stage is None or cell.text != stage.text)):
            blocks.append([])
            stage = cell
        if not head and row.text(columns.activity):
            blocks[-1].append(row)
    return [block for block in blocks if block]


def _by_blocks(blocks: list[list[LogicalRow]], column: int) -> bool:
    long = [block for block in blocks if len(block) > 1]
    return (
        len(long) >= 2
        and sum(len(block) for block in long) >= 5
        and all(block[0].text(column) and not any(row.text(column) for row in block[1:]) for block in long)
    )


def _once(blocks: list[list[LogicalRow]], column: int, heads: list[bool]) -> bool:
    rows = [row for block in blocks for row in block]
    return len(rows) >= 4 and [bool(row.text(column)) for row in rows] == [True] + [False] * (len(rows) - 1)


def _sparse(blocks: list[list[LogicalRow]], column: int) -> bool:
    """A column before the act, filled in its first row and empty in a third of the rows or more."""
    rows = [row for block in blocks for row in block]
    empty = sum(not row.text(column) for row in rows)
    return bool(rows) and bool(rows[0].text(column)) and 0.3 * len(rows) <= empty and len(rows) - empty >= 2


def _fill(blocks: list[list[LogicalRow]], column: int, *, through: bool) -> None:
    """`through`: words reach over the beginning of a stage."""
    above = None
    for block in blocks:
        above = above if through else None
        for row in block:
            if row.text(column):
                above = row.cell(column)
            elif above is not None and column < len(row.cells):
                row.cells[column] = above
