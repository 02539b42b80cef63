"""The common shape that every reader produces: lines and tables in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import NOWHERE, Place
from .text import join_lines

MAX_ROWS = 5000  # no plan has a longer table


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph. `marker`: number or bullet that the program draws by itself; `level`: depth of the list from 0;
    `hard`: a real paragraph, not a line that ended because the column was narrow."""

    text: str
    marker: str = ""
    level: int = 0
    bold: bool = False
    hard: bool = True


@dataclass(slots=True, eq=False)
class Cell:
    """A table cell. A merged cell is the same object in every row and column it covers."""

    paras: list[Para] = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1

    @property
    def text(self) -> str:
        """All paragraphs in one line."""
        return join_lines([f"{p.marker} {p.text}".strip() for p in self.paras]) if self.paras else ""

    @property
    def bold(self) -> bool:
        """Whether every paragraph with text is bold."""
        filled = [p for p in self.paras if p.text.strip()]
        return bool(filled) and all(p.bold for p in filled)


EMPTY = Cell()


@dataclass(slots=True)
class Row:
    """Cells by column (dense: merged cells repeat) and the place of the row."""

    cells: list[Cell]
    place: Place = NOWHERE

    def filled(self) -> list[int]:
        """Columns with text; a merged cell counts once, at its first column."""
        seen: set[int] = set()
        found = []
        for column, cell in enumerate(self.cells):
            if id(cell) not in seen and cell.text:
                found.append(column)
            seen.add(id(cell))
        return found


@dataclass(slots=True)
class Table:
    """A grid. `width` is the number of columns. `flat`: the file cannot say that cells are merged."""

    rows: list[Row]
    flat: bool = False

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(slots=True)
class Line:
    """A paragraph outside of tables. `heading`: 1–9 where the file says that it is a heading."""

    para: Para
    place: Place = NOWHERE
    heading: int = 0


Block = Line | Table


@dataclass(slots=True)
class Document:
    """A file as lines and tables. `notes`: what the reader itself left out, as (place, message)."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def grid(rows: list[list[Cell]], places: list[Place]) -> Table:
    """Lay cells with spans out into a dense grid, as HTML and word processors describe tables."""
    dense: list[list[Cell | None]] = [[] for _ in rows]
    for at, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while column < len(dense[at]) and dense[at][column] is not None:
                column += 1
            for down in range(at, min(at + max(1, cell.rowspan), len(rows))):
                line = dense[down]
                while len(line) < column + cell.colspan:
                    line.append(None)
                for across in range(column, column + cell.colspan):
                    if line[across] is None:
                        line[across] = cell
            column += cell.colspan
    width = max((len(line) for line in dense), default=0)
    table = []
    for line, place in zip(dense, places, strict=True):
        filled = [cell if cell is not None else Cell() for cell in line]
        filled += [Cell() for _ in range(width - len(filled))]
        table.append(Row(filled, place))
    return Table(table)
