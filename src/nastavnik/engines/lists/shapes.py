"""The shapes a sheet takes on its way to people: headed columns, rows under headings, tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .headers import Column
from .moved import Moved
from .sheets import Cell

NAME_FIELDS = frozenset({"full_name", "last", "mentor", "mentee"})


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading row (or the sheet's name) gives to the rows below."""

    department: str = ""
    group: str = ""
    role: str = ""


NO_HEADING = Heading()


class BodyRow(NamedTuple):
    """One row that may hold a person. `number` from 1."""

    number: int
    cells: list[Cell]
    heading: Heading


@dataclass(frozen=True, slots=True)
class HeadedColumn:
    """Column `index` of the sheet: its header as written («» when there is none) and its meaning."""

    index: int
    header: str
    meaning: Column


@dataclass(frozen=True, slots=True)
class Table:
    """One header with the rows under it. `header_row` from 1, 0 when the sheet has no header.

    `continued`: numbers of rows that tell more about the person of the row above, whose name is merged over both.
    `moved`: where its rows stand in the file, when they were put together anew. `doubt`: what was guessed then.
    """

    header_row: int
    columns: tuple[HeadedColumn, ...]
    rows: tuple[BodyRow, ...]
    continued: frozenset[int] = frozenset()
    moved: Moved | None = None
    doubt: str = ""


def filled_cells(row: list[Cell]) -> list[int]:
    """Indexes of the cells that hold anything; blanks were emptied when the file was opened."""
    return [i for i, cell in enumerate(row) if cell != ""]


def unnamed(index: int) -> str:
    """How a column without a header is called in `extra` and in a correction: «столбец 3»."""
    return f"столбец {index + 1}"
