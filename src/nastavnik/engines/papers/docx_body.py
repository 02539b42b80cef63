"""Blocks of a tree as WordprocessingML. Strings joined and parsed once: styles set one by one are ten times slower."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from . import layout
from .docx_base import style_id, twips
from .guess import is_long, is_tall
from .ranges import joined
from .tree import Blank, Block, Box, Break, Cell, Inline, PageBreak, Para, Picture, Section, Table, Text, Tree

_RULE = '<w:{} w:val="{}" w:sz="4" w:space="0" w:color="auto"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


class Body:
    """`list_ids`: numberings the body uses; `picture` puts a drawing into the file and gives the run that shows it."""

    def __init__(self, tree: Tree, picture: Callable[[Picture], str]) -> None:
        self.tree, self.picture = tree, picture
        self.list_ids: set[int] = set()
        self.new_page = False

    def xml(self) -> str:
        """The whole body."""
        count = len(self.tree.sections)
        parts = [self._section(each, place == 0, place == count - 1) for place, each in enumerate(self.tree.sections)]
        return f"<w:body>{''.join(parts)}</w:body>"

    def _section(self, section: Section, first: bool, last: bool) -> str:
        from .docx import section_xml

        width = layout.text_width(section.landscape, section.framed)
        blocks = "".join(self._block(block, width) for block in section.blocks)
        setup = section_xml(section, first, last)
        ends_in_table = bool(section.blocks) and isinstance(section.blocks[-1], Table)
        if last:
            return blocks + (_spacer(0.4) if ends_in_table or not blocks else "") + setup
        return blocks + f"<w:p><w:pPr>{_TINY}{setup}</w:pPr></w:p>"

    def _block(self, block: Block, width: float) -> str:
        if isinstance(block, PageBreak):
            self.new_page = True
            return ""
        if isinstance(block, Para):
            return self._para(block, width, self.tree.size)
        if isinstance(block, Picture):
            setup = (
                f'<w:pStyle w:val="{style_id("center")}"/>{self._page_break()}<w:spacing w:before="170" w:after="170"/>'
            )
            return f"<w:p><w:pPr>{setup}</w:pPr>{self.picture(block)}</w:p>"
        spacer = _spacer(max(block.gap, 0.4), self._page_break(), block.keep_next)
        return spacer + (self._table(block) if block.rows else "")

    def _page_break(self) -> str:
        flag, self.new_page = self.new_page, False
        return "<w:pageBreakBefore/>" if flag else ""

    def _para(
        self, para: Para, width: float, size: float, own_size: float = 0, keep: bool = False, tight: bool = False
    ) -> str:
        style = layout.STYLES[para.style]
        size = style.size or own_size or size
        rest = sum(1 for each in para.inlines if isinstance(each, Blank) and not each.width)
        setup = f'<w:pStyle w:val="{style_id(para.style)}"/>'
        setup += "<w:keepNext/>" if keep or para.keep_next else ""
        setup += self._page_break()
        if para.number:
            self.list_ids.add(para.list_id)
            setup += f'<w:numPr><w:ilvl w:val="{para.level - 1}"/><w:numId w:val="{para.list_id}"/></w:numPr>'
        if rest:
            stops = (width * place / rest for place in range(1, rest + 1))
            tabs = "".join(f'<w:tab w:val="right" w:leader="underscore" w:pos="{twips(stop)}"/>' for stop in stops)
            setup += f"<w:tabs>{tabs}</w:tabs>"
        if tight:
            setup += '<w:spacing w:line="240" w:lineRule="auto"/>'
        if para.number and style.indent:
            setup += f'<w:ind w:left="0" w:firstLine="{twips(style.indent)}"/>'
        elif para.number:
            setup += '<w:ind w:left="0" w:firstLine="0"/>'
        if rest:
            setup += '<w:jc w:val="left"/>'
        if own_size:
            # The mark of the paragraph too: an empty cell is as high as its mark.
            setup += f'<w:rPr><w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'
        runs = "".join(_run(each, size, own_size) for each in para.inlines)
        return f"<w:p><w:pPr>{setup}</w:pPr>{runs}</w:p>"

    def _table(self, table: Table) -> str:
        ruled = table.kind in ("grid", "cards")
        borders = ""
        if ruled:
            kind = "single" if table.kind == "grid" else "dashed"
            borders = f"<w:tblBorders>{''.join(_RULE.format(side, kind) for side in _SIDES)}</w:tblBorders>"
        x, y = {"grid": (layout.INSET_X, layout.INSET_Y), "cards": (layout.CARD_INSET, layout.CARD_INSET)}.get(
            table.kind, (0.0, 0.0)
        )
        margins = "".join(
            f'<w:{side} w:w="{twips(value)}" w:type="dxa"/>'
            for side, value in (("top", y), ("left", x), ("bottom", y), ("right", x))
        )
        grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in table.widths)
        total = sum(twips(width) for width in table.widths)
        parted = table.keep_next and is_long(table, self.tree.size, self.tree.spacing)
        rows = "".join(self._row(table, place, row, x, parted) for place, row in enumerate(table.rows))
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>{borders}'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, table: Table, place: int, row: tuple[Cell, ...], inset: float, parted: bool) -> str:
        head = "<w:tblHeader/>" if place < table.head else ""
        # A signature of several lines stays on one sheet; its last row frees what follows.
        # The head of a table never ends a sheet: LibreOffice even loses the row after it.
        keep = (table.keep_next and place < len(table.rows) - 1 and not parted) or place < table.head
        whole = "" if is_tall(table.kind, row, table.widths, table.size or self.tree.size) else "<w:cantSplit/>"
        cells, column = [], 0
        for cell in row:
            width = sum(table.widths[column : column + cell.span])
            column += cell.span
            cells.append(self._cell(table, cell, width, inset, keep))
        if table.row and not head:
            head = f'<w:trHeight w:val="{twips(table.row)}" w:hRule="atLeast"/>'
        return f"<w:tr><w:trPr>{whole}{head}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, table: Table, cell: Cell, width: float, inset: float, keep: bool) -> str:
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        low = '<w:vAlign w:val="bottom"/>' if table.kind == "signatures" else ""
        tight = table.kind != "plain"
        paras = "".join(
            self._para(each, width - 2 * inset, table.size or self.tree.size, table.size, keep, tight)
            for each in cell.paras or (Para((), "plain"),)
        )
        if cell.pictures:
            setup = (
                f'<w:pPr><w:pStyle w:val="{style_id("plain")}"/><w:spacing w:before="{twips(2)}" w:after="0"/></w:pPr>'
            )
            paras += f"<w:p>{setup}{_APART.join(map(self.picture, cell.pictures))}</w:p>"
        return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{span}{low}</w:tcPr>{paras}</w:tc>'


# Codes side by side are read apart only with white between them: two em spaces of 9 pt are 6 mm.
_APART = '<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">\u2003\u2003</w:t></w:r>'
_TINY = '<w:pStyle w:val="Mark"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def _spacer(gap: float, before: str = "", keep: bool = False) -> str:
    """White space above a table; it also keeps two tables from growing together."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Mark"/>{"<w:keepNext/>" if keep else ""}{before}'
        f'<w:spacing w:before="0" w:after="0" w:line="{twips(gap)}" w:lineRule="exact"/></w:pPr></w:p>'
    )


def _run(inline: Inline, size: float, own_size: float) -> str:
    properties = ""
    if isinstance(inline, Text) and inline.bold:
        properties += "<w:b/><w:bCs/>"
    if own_size:
        properties += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{''.join(_content(inline, size))}</w:r>"


def _content(inline: Inline, size: float) -> Iterator[str]:
    if isinstance(inline, Text):
        yield f'<w:t xml:space="preserve">{escape(joined(inline.text), quote=False)}</w:t>'
    elif isinstance(inline, Blank) and not inline.width:
        yield "<w:tab/>"
    elif isinstance(inline, Blank):
        yield f"<w:t>{'_' * layout.blank_length(inline.width, size)}</w:t>"
    elif isinstance(inline, Box):
        yield "<w:t>□</w:t>"
    elif isinstance(inline, Break):
        yield "<w:br/>"
