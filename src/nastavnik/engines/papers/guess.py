"""How many sheets a document will take, before it is laid out: codes are drawn for so many.

One too many costs a code nobody sees, too few a second run of the compiler; so words are taken a little wide.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from . import layout
from .tree import Cell, Para, Picture, Section, Table, Text, Tree

# Mean width of a letter of the type in ems, words broken at spaces included.
_LETTER = 0.5
_LINE = 1.149 * layout.MM_PER_PT
# Half a word is left empty at the end of a line.
_RAGGED = 3
# What paragraphs that do not part leave empty at the end of a sheet, and the error of the guess itself.
_LOST, _ERROR = 1.04, 0.05


# A row or a block higher than this, mm, may run over two sheets: kept whole it could leave the sheet.
_TALL = 100.0
# Cards to cut out stand on upright sheets and are of no use in two pieces.
_TALL_CARD = 200.0


def is_tall(kind: str, row: tuple[Cell, ...], widths: Sequence[float], size: float) -> bool:
    """Whether a row of a table of this kind may be parted, by the area its words take."""
    column, most = 0, _TALL_CARD if kind == "cards" else _TALL
    letter, line = size * layout.MM_PER_PT * _LETTER, size * _LINE
    for cell in row:
        width = widths[column] if cell.span == 1 else sum(widths[column : column + cell.span])
        column += cell.span
        signs = 0
        for para in cell.paras:
            for each in para.inlines:
                signs += len(each.text) if isinstance(each, Text) else 10
        lines = len(cell.paras) + signs * letter / max(width - 2 * layout.INSET_X, letter)
        if lines * line > most:
            return True
    return False


def is_long(table: Table, size: float, spacing: float) -> bool:
    """Whether a table without rules (signatures, columns, a stamp) may be parted."""
    return sum(_row(table, row, table.size or size, spacing) for row in table.rows) > _TALL


def guess_pages(tree: Tree) -> int:
    """Number of sheets, from 1: the height of all blocks over the height of the text, section by section."""
    return sum(_sheets(section, tree) for section in tree.sections)


def _sheets(section: Section, tree: Tree) -> int:
    width = layout.text_width(section.landscape, section.framed)
    high = layout.text_height(section.landscape)
    used = 0.0
    for block in section.blocks:
        if isinstance(block, Para):
            used += _para(block, width, tree.size, tree.spacing)
        elif isinstance(block, Picture):
            used += block.height + 6
        elif isinstance(block, Table):
            used += block.gap + _table(block, tree, high)
    return max(1, math.ceil(used / high * _LOST + _ERROR))


def _table(table: Table, tree: Tree, high: float) -> float:
    """Height in mm; a long one repeats its head and leaves half a row empty on each sheet of `high` mm."""
    size, spacing = table.size or tree.size, tree.spacing if table.kind == "plain" else 1
    rows = [_row(table, row, size, spacing) for row in table.rows]
    head, body = sum(rows[: table.head]), sum(rows[table.head :])
    if body < high:
        return head + body
    return head + body * high / max(high - head - body / len(rows) / 2, high / 4)


def _row(table: Table, row: tuple[Cell, ...], size: float, spacing: float) -> float:
    column, highest = 0, table.row
    for cell in row:
        width = sum(table.widths[column : column + cell.span]) - 2 * layout.INSET_X
        column += cell.span
        text = sum(_para(para, width, size, spacing) for para in cell.paras)
        highest = max(highest, text, *(picture.height for picture in cell.pictures), 0)
    return highest + 2 * layout.INSET_Y


def _para(para: Para, width: float, size: float, spacing: float) -> float:
    style = layout.STYLES[para.style]
    size = style.size or size
    letter = size * layout.MM_PER_PT * _LETTER
    inlines = para.inlines
    if len(inlines) == 1 and isinstance(inlines[0], Text):
        signs = len(inlines[0].text)
    else:
        signs = sum([len(each.text) if isinstance(each, Text) else 10 for each in inlines])
    long = style.indent + letter * signs
    lines = 1 if long <= width else math.ceil(long / max(width - _RAGGED * letter, 2 * letter))
    return lines * size * _LINE * spacing + (style.before + style.after) * layout.MM_PER_PT
