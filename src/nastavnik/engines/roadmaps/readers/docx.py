"""Word documents (.docx): paragraphs, automatic numbers, tables with merged cells, tables in tables.

Read straight from the XML: deleted text of tracked changes is left out, inserted text taken, nothing outside the file
is opened. `check_container` has already refused entities, macros and bombs.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from ..document import Cell, Document, Line, Para, Row, Table
from ..errors import Unreadable
from ..model import Place
from .docx_parts import BROKEN, Numbering, Styles, W, figure, on, part, read_notes, read_numbering, read_styles, value

_MARK = re.compile(r"\d{1,2}\)?|\*{1,3}")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read_docx(data: bytes, filename: str) -> Document:
    """A Word document as lines and tables; pages by explicit and last drawn page breaks."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = part(archive, "word/document.xml")
            numbering = read_numbering(part(archive, "word/numbering.xml"))
            styles = read_styles(part(archive, "word/styles.xml"))
            notes = read_notes(archive)
    except BROKEN as error:
        raise Unreadable(
            f"Файл «{filename}» повреждён: откройте его в Word, сохраните заново и загрузите снова."
        ) from error
    if body is None:
        raise Unreadable(f"В файле «{filename}» нет текста документа Word: сохраните его заново и загрузите снова.")
    return _Reader(numbering, styles, notes).read(body)


class _Reader:
    def __init__(self, numbering: Numbering, styles: Styles, notes: dict[tuple[str, str], str]) -> None:
        self.numbering = numbering
        self.styles = styles
        self.notes = notes
        self.noted: list[tuple[str, str]] = []  # words before a mark of a footnote, words of the footnote
        self.page = 1
        self.tables = 0
        self.lines = 0

    def read(self, root: ET.Element) -> Document:
        document = Document()
        body = root.find(W + "body")
        for element in _content(body if body is not None else root):
            if element.tag == W + "p":
                heading = self.styles.heading.get(self.style(element), 0)
                for para in self.paragraph(element):
                    self.lines += 1
                    document.blocks.append(Line(para, Place(page=self.page, line=self.lines), heading))
                self.tell_notes(document, Place(page=self.page, line=self.lines))
            elif element.tag == W + "tbl":
                self.add_table(document, element)
        return document

    def add_table(self, document: Document, element: ET.Element) -> None:
        """A table; one that only lays the page out is opened, its inner tables stand by themselves."""
        if _is_frame(element):
            for cell in element.iterfind(f"{W}tr/{W}tc"):
                for child in _content(cell):
                    if child.tag == W + "tbl":
                        self.add_table(document, child)
                    elif child.tag == W + "p":
                        for para in self.paragraph(child):
                            self.lines += 1
                            document.blocks.append(Line(para, Place(page=self.page, line=self.lines)))
            return
        self.tables += 1
        document.blocks.append(self.table(element))
        self.tell_notes(document, Place(page=self.page, table=self.tables))

    def tell_notes(self, document: Document, place: Place) -> None:
        """Words of footnotes go beside the plan: their marks stay out of its text."""
        for words, note in self.noted:
            document.notes.append((str(place), f"Сноска к словам «{words[-80:].strip()}»: {note[:300]}"))
        self.noted = []

    @staticmethod
    def style(paragraph: ET.Element) -> str:
        found = paragraph.find(f"{W}pPr/{W}pStyle")
        return "" if found is None else found.get(W + "val", "")

    def paragraph(self, element: ET.Element) -> list[Para]:
        """One paragraph; people use a manual line break (Shift+Enter) like a new one."""
        pieces: list[str] = []
        bold_letters = letters = 0
        style_bold = self.style(element) in self.styles.bold
        for run in _runs(element):
            if on(run.find(f"{W}rPr/{W}vanish")):
                continue
            text = self.run_text(run)
            raised = run.find(f"{W}rPr/{W}vertAlign")
            if raised is not None and raised.get(W + "val") == "superscript" and _MARK.fullmatch(text.strip()):
                continue  # the mark of a footnote typed by hand
            for kind in ("footnoteReference", "endnoteReference"):
                for mark in run.iterfind(W + kind):
                    if note := self.notes.get((kind, mark.get(W + "id", ""))):
                        self.noted.append(("".join(pieces), note))
            pieces.append(text)
            count = len(text.strip())
            letters += count
            flag = run.find(f"{W}rPr/{W}b")
            if on(flag) or (style_bold and flag is None):
                bold_letters += count
        text = "".join(pieces)
        marker, level = self.marker(element) if text.strip() else ("", 0)
        bold = letters > 0 and bold_letters >= 0.9 * letters
        paras: list[Para] = []
        for line in text.split("\n"):
            if line.strip():
                paras.append(Para(line.strip(), marker if not paras else "", level, bold))
        for box in _boxes(element):
            for inner in box.iter(W + "p"):
                paras += self.paragraph(inner)
        return paras

    def run_text(self, run: ET.Element) -> str:
        text = ""
        for child in run:
            if child.tag == W + "t":
                text += child.text or ""
            elif child.tag == W + "tab":
                text += " "
            elif child.tag in (W + "br", W + "cr"):
                if child.get(W + "type") == "page":
                    self.page += 1
                text += "\n"
            elif child.tag == W + "lastRenderedPageBreak":
                self.page += 1
            elif child.tag == W + "noBreakHyphen" or child.tag == W + "sym":
                text += "-"
        return text

    def marker(self, element: ET.Element) -> tuple[str, int]:
        properties = element.find(f"{W}pPr/{W}numPr")
        list_id, level = self.styles.numbering.get(self.style(element), ("", 0))
        if properties is not None:
            list_id = value(properties, "numId") or list_id
            depth = value(properties, "ilvl")
            level = figure(depth, level)
        if not list_id or list_id == "0":
            return "", 0
        return self.numbering.next(list_id, level), level

    def table(self, element: ET.Element) -> Table:
        rows: list[Row] = []
        number = self.tables
        above: dict[int, Cell] = {}
        for at, tr in enumerate(e for e in _content(element) if e.tag == W + "tr"):
            page = self.page
            if tr.find(f"{W}trPr/{W}del") is not None:
                continue
            cells: list[Cell] = []
            skip = tr.find(f"{W}trPr/{W}gridBefore")
            if skip is not None:
                cells += [Cell() for _ in range(min(60, figure(skip.get(W + "val", ""))))]
            for tc in (e for e in _content(tr) if e.tag == W + "tc"):
                span = _value_at(tc, f"{W}tcPr/{W}gridSpan")
                width = min(60, figure(span, 1))
                merge = tc.find(f"{W}tcPr/{W}vMerge")
                column = len(cells)
                if merge is not None and merge.get(W + "val", "continue") == "continue" and column in above:
                    cell = above[column]
                    cell.rowspan += 1
                else:
                    gone = tc.find(f"{W}tcPr/{W}cellDel") is not None
                    cell = Cell([] if gone else self.cell_paras(tc), colspan=width)
                if merge is not None:
                    above[column] = cell
                else:
                    above.pop(column, None)
                cells += [cell] * max(1, width)
            rows.append(Row(cells, Place(page=page, table=number, row=at + 1)))
        width = max((len(row.cells) for row in rows), default=0)
        for row in rows:
            row.cells += [Cell() for _ in range(width - len(row.cells))]
        return Table(rows)

    def cell_paras(self, cell: ET.Element) -> list[Para]:
        """Paragraphs of a cell; a table inside the cell gives a paragraph for each of its rows."""
        paras: list[Para] = []
        for element in _content(cell):
            if element.tag == W + "p":
                paras += self.paragraph(element)
            elif element.tag == W + "tbl":
                inner = self.table(element)
                for row in inner.rows:
                    text = " ".join(row.cells[c].text for c in row.filled())
                    if text:
                        paras.append(Para(text))
        return paras


def _value_at(element: ET.Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(W + "val", "")


_TRANSPARENT = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"}


def _content(element: ET.Element) -> Iterator[ET.Element]:
    """Children, seen through content controls and accepted insertions."""
    for child in element:
        if child.tag in _TRANSPARENT:
            yield from _content(child)
        else:
            yield child


def _is_frame(table: ET.Element) -> bool:
    """Whether a table only lays the page out: at most two columns and a whole table (3 × 3 or more) inside a cell."""
    rows = table.findall(W + "tr")
    if not rows or max(len(row.findall(W + "tc")) for row in rows) > 2:
        return False
    inner = [t for row in rows for t in row.iterfind(f"{W}tc/{W}tbl")]
    sizes = [[len(tr.findall(W + "tc")) for tr in t.findall(W + "tr")] for t in inner]
    return any(_is_frame(t) or (len(size) >= 3 and max(size) >= 3) for t, size in zip(inner, sizes, strict=True))


def _boxes(element: ET.Element) -> list[ET.Element]:
    """Text boxes anchored in a paragraph; Word keeps each twice, for new and for old programs: the first counts."""
    found: list[ET.Element] = []
    for run in element.iter(W + "r"):
        box = next(run.iter(W + "txbxContent"), None)
        if box is not None and not any(run in outer.iter(W + "r") for outer in found):
            found.append(box)
    return found


def _runs(element: ET.Element) -> Iterator[ET.Element]:
    """Runs of a paragraph with those of links and fields; deleted text stays out."""
    for child in element:
        if child.tag == W + "r":
            yield child
        elif child.tag in (W + "del", W + "moveFrom", W + "pPr") or child.tag == _MC + "AlternateContent":
            continue
        else:
            yield from _runs(child)
