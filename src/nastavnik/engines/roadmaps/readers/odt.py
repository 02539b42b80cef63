"""OpenDocument texts (.odt): paragraphs, lists, tables with merged cells."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

from ..document import Cell, Document, Line, Para, grid
from ..errors import Unreadable
from ..model import Place
from .docx_parts import BROKEN, figure

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"


def read_odt(data: bytes, filename: str) -> Document:
    """An .odt as lines and tables."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = ET.fromstring(archive.read("content.xml"))
    except BROKEN as error:
        raise Unreadable(f"Файл «{filename}» повреждён: откройте его в своей программе и сохраните заново.") from error
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    reader = _Reader(root)
    if body is not None:
        reader.walk(body)
        for note in body.iter(_TEXT + "note-body"):
            words = " ".join(_text(note).split())
            if words:
                reader.document.notes.append(("сноски", f"Сноска: {words[:300]}"))
    return reader.document


class _Reader:
    def __init__(self, root: ET.Element) -> None:
        self.document = Document()
        self.bold: set[str] = set()
        self.numbered: set[tuple[str, int]] = set()
        self.tables = 0
        self.lines = 0
        for style in root.iter(_STYLE + "style"):
            properties = style.find(_STYLE + "text-properties")
            if properties is not None and properties.get(_FO + "font-weight") == "bold":
                self.bold.add(style.get(_STYLE + "name", ""))
        for style in root.iter(_TEXT + "list-style"):
            for level in style.iter(_TEXT + "list-level-style-number"):
                self.numbered.add((style.get(_STYLE + "name", ""), figure(level.get(_TEXT + "level", ""), 1)))
        self.counts: dict[int, int] = {}

    def walk(self, body: ET.Element) -> None:
        for element in body:
            if element.tag in (_TEXT + "p", _TEXT + "h"):
                heading = figure(element.get(_TEXT + "outline-level", ""), 0) if element.tag == _TEXT + "h" else 0
                self.add(self.paras(element), heading)
            elif element.tag == _TEXT + "list":
                self.add(self.items(element, 1, ""), 0)
            elif element.tag == _TABLE + "table":
                self.table(element)
            elif element.tag in (_TEXT + "section", _TEXT + "soft-page-break"):
                self.walk(element)

    def add(self, paras: list[Para], heading: int) -> None:
        for para in paras:
            self.lines += 1
            self.document.blocks.append(Line(para, Place(line=self.lines), heading))

    def paras(self, element: ET.Element, marker: str = "", level: int = 0) -> list[Para]:
        lines = _text(element).split("\n")
        spans = list(element.iter(_TEXT + "span"))
        bold = element.get(_TEXT + "style-name", "") in self.bold or (
            bool(spans)
            and all(s.get(_TEXT + "style-name", "") in self.bold for s in spans)
            and not (element.text or "").strip()
        )
        made = [Para(line.strip(), "", level, bold, hard=at == 0) for at, line in enumerate(lines) if line.strip()]
        if made and marker:
            made[0] = Para(made[0].text, marker, level, bold)
        return made

    def items(self, element: ET.Element, level: int, style: str) -> list[Para]:
        style = element.get(_TEXT + "style-name", style)
        numbered = (style, level) in self.numbered
        made: list[Para] = []
        if element.get(_TEXT + "continue-numbering") != "true":
            self.counts[level] = 0
        for item in element:
            if item.tag != _TEXT + "list-item":
                continue
            self.counts[level] = self.counts.get(level, 0) + 1
            marker = ".".join(str(self.counts.get(n, 1)) for n in range(1, level + 1)) + "." if numbered else "-"
            for child in item:
                if child.tag in (_TEXT + "p", _TEXT + "h"):
                    made += self.paras(child, marker, level - 1)
                    marker = ""
                elif child.tag == _TEXT + "list":
                    made += self.items(child, level + 1, style)
        return made

    def table(self, element: ET.Element) -> None:
        self.tables += 1
        rows: list[list[Cell]] = []
        for row in element.iter(_TABLE + "table-row"):
            cells: list[Cell] = []
            for cell in row:
                if cell.tag != _TABLE + "table-cell":
                    continue
                across = min(60, figure(cell.get(_TABLE + "number-columns-spanned", ""), 1))
                down = min(2000, figure(cell.get(_TABLE + "number-rows-spanned", ""), 1))
                for _ in range(min(60, figure(cell.get(_TABLE + "number-columns-repeated", ""), 1))):
                    cells.append(Cell(self.cell(cell), across, down))
            rows.append(cells)
        places = [Place(table=self.tables, row=at + 1) for at in range(len(rows))]
        if rows:
            self.document.blocks.append(grid(rows, places))

    def cell(self, cell: ET.Element) -> list[Para]:
        made: list[Para] = []
        for child in cell:
            if child.tag in (_TEXT + "p", _TEXT + "h"):
                made += self.paras(child)
            elif child.tag == _TEXT + "list":
                made += self.items(child, 1, "")
            elif child.tag == _TABLE + "table":
                made += [para for inner in child.iter(_TABLE + "table-cell") for para in self.cell(inner)]
        return made


def _text(element: ET.Element) -> str:
    text = element.text or ""
    for child in element:
        if child.tag == _TEXT + "line-break":
            text += "\n"
        elif child.tag in (_TEXT + "s", _TEXT + "tab"):
            text += " "
        elif child.tag not in (_TEXT + "note", _OFFICE + "annotation", _TEXT + "tracked-changes"):
            text += _text(child)
        text += child.tail or ""
    return text
