"""Word documents (.docx): paragraphs, automatic numbers, tables with merged cells, tables in tables.

Read straight from the XML: deleted text of tracked changes is left out, inserted text taken, nothing outside the file
is opened. `check_container` has already refused entities, macros and bombs.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from ..document import Cell, Document, Line, Para, Row, Table
from ..errors import Unreadable
from ..model import Place

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


@dataclass(slots=True)
class _Numbering:
    """Automatic numbers: format and text of each level of each list, and how far each list has counted."""

    levels: dict[tuple[str, int], tuple[str, str, int]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    restarted: set[str] = field(default_factory=set)

    def next(self, list_id: str, level: int) -> str:
        """The marker of the next paragraph of this list, as Word draws it («1.2», «а)», «-»)."""
        key = self.abstract.get(list_id, list_id)
        kind, text, start = self.levels.get((key, level), ("decimal", f"%{level + 1}.", 1))
        if kind == "bullet":
            return "-"
        if kind == "none":
            return ""
        shared = (list_id if list_id in self.restarted else key, level)
        self.counts[shared] = self.counts.get(shared, start - 1) + 1
        for below in range(level + 1, 9):
            self.counts.pop((shared[0], below), None)
        marker = text
        for depth in range(level + 1):
            number = self.counts.get((shared[0], depth), 1)
            depth_kind = self.levels.get((key, depth), ("decimal", "", 1))[0]
            marker = marker.replace(f"%{depth + 1}", _figure(number, depth_kind))
        return marker.strip()


def _figure(number: int, kind: str) -> str:
    if kind in {"lowerLetter", "russianLower", "upperLetter", "russianUpper"}:
        return "абвгдежзиклмнопрстуфхцчшщэюя"[(number - 1) % 28]
    if kind in {"upperRoman", "lowerRoman"}:
        roman = ""
        for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
            while number >= value:
                roman, number = roman + letters, number - value
        return roman
    return str(number)


@dataclass(slots=True)
class _Styles:
    """What paragraph styles mean: heading level, list, bold."""

    heading: dict[str, int] = field(default_factory=dict)
    numbering: dict[str, tuple[str, int]] = field(default_factory=dict)
    bold: set[str] = field(default_factory=set)


def read_docx(data: bytes, filename: str) -> Document:
    """A Word document as lines and tables; pages by explicit and last drawn page breaks."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _part(archive, "word/document.xml")
            numbering = _read_numbering(_part(archive, "word/numbering.xml"))
            styles = _read_styles(_part(archive, "word/styles.xml"))
            notes = _read_notes(archive)
    except (zipfile.BadZipFile, ET.ParseError, KeyError, OSError) as error:
        raise Unreadable(
            f"Файл «{filename}» повреждён: откройте его в Word, сохраните заново и загрузите снова."
        ) from error
    if body is None:
        raise Unreadable(f"В файле «{filename}» нет текста документа Word: сохраните его заново и загрузите снова.")
    return _Reader(numbering, styles, notes).read(body)


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element | None:
    if name not in archive.namelist():
        return None
    raw = archive.read(name)
    if _STRICT[1:-1].encode() in raw:
        raw = raw.replace(_STRICT[1:-1].encode(), _W[1:-1].encode())
    return ET.fromstring(raw)


def _read_numbering(root: ET.Element | None) -> _Numbering:
    numbering = _Numbering()
    if root is None:
        return numbering
    for abstract in root.iter(_W + "abstractNum"):
        key = abstract.get(_W + "abstractNumId", "")
        for level in abstract.iter(_W + "lvl"):
            _add_level(numbering, "a" + key, level)
    for number in root.iter(_W + "num"):
        list_id = number.get(_W + "numId", "")
        link = number.find(_W + "abstractNumId")
        numbering.abstract[list_id] = "a" + (link.get(_W + "val", "") if link is not None else "")
        if number.find(_W + "lvlOverride/" + _W + "startOverride") is not None:
            numbering.restarted.add(list_id)
    return numbering


def _add_level(numbering: _Numbering, key: str, level: ET.Element) -> None:
    depth = int(level.get(_W + "ilvl", "0"))
    kind = _value(level, "numFmt") or "decimal"
    start = _value(level, "start") or "1"
    numbering.levels[(key, depth)] = (kind, _value(level, "lvlText"), int(start) if start.isdigit() else 1)


def _read_styles(root: ET.Element | None) -> _Styles:
    styles = _Styles()
    if root is None:
        return styles
    for style in root.iter(_W + "style"):
        key = style.get(_W + "styleId", "")
        name = _value(style, "name").lower()
        if name.startswith(("heading ", "заголовок ")) and name[-1].isdigit():
            styles.heading[key] = int(name[-1])
        elif name in {"title", "название"}:
            styles.heading[key] = 1
        list_id = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if list_id is not None:
            depth = style.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
            level = depth.get(_W + "val", "0") if depth is not None else "0"
            styles.numbering[key] = (list_id.get(_W + "val", ""), int(level))
        if _on(style.find(f"{_W}rPr/{_W}b")):
            styles.bold.add(key)
    return styles


def _read_notes(archive: zipfile.ZipFile) -> dict[tuple[str, str], str]:
    """Words of footnotes and endnotes by (kind of reference, number)."""
    notes: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        root = _part(archive, f"word/{kind}s.xml")
        for note in root.iter(_W + kind) if root is not None else ():
            words = " ".join("".join(t.text or "" for t in p.iter(_W + "t")) for p in note.iter(_W + "p"))
            if words.strip() and note.get(_W + "type", "normal") == "normal":
                notes[(f"{kind}Reference", note.get(_W + "id", ""))] = " ".join(words.split())
    return notes


def _value(element: ET.Element, tag: str) -> str:
    found = element.find(_W + tag)
    return "" if found is None else found.get(_W + "val", "")


def _on(element: ET.Element | None) -> bool:
    return element is not None and element.get(_W + "val", "1") not in {"0", "false", "off"}


class _Reader:
    def __init__(self, numbering: _Numbering, styles: _Styles, notes: dict[tuple[str, str], str]) -> None:
        self.numbering = numbering
        self.styles = styles
        self.notes = notes
        self.noted: list[tuple[str, str]] = []  # words before a mark of a footnote, words of the footnote
        self.page = 1
        self.tables = 0
        self.lines = 0

    def read(self, root: ET.Element) -> Document:
        document = Document()
        body = root.find(_W + "body")
        for element in _content(body if body is not None else root):
            if element.tag == _W + "p":
                heading = self.styles.heading.get(self.style(element), 0)
                for para in self.paragraph(element):
                    self.lines += 1
                    document.blocks.append(Line(para, Place(page=self.page, line=self.lines), heading))
                self.tell_notes(document, Place(page=self.page, line=self.lines))
            elif element.tag == _W + "tbl":
                self.add_table(document, element)
        return document

    def add_table(self, document: Document, element: ET.Element) -> None:
        """A table; one that only lays the page out is opened, its inner tables stand by themselves."""
        if _is_frame(element):
            for cell in element.iterfind(f"{_W}tr/{_W}tc"):
                for child in _content(cell):
                    if child.tag == _W + "tbl":
                        self.add_table(document, child)
                    elif child.tag == _W + "p":
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
        found = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return "" if found is None else found.get(_W + "val", "")

    def paragraph(self, element: ET.Element) -> list[Para]:
        """One paragraph; people use a manual line break (Shift+Enter) like a new one."""
        pieces: list[str] = []
        bold_letters = letters = 0
        style_bold = self.style(element) in self.styles.bold
        for run in _runs(element):
            if _on(run.find(f"{_W}rPr/{_W}vanish")):
                continue
            text = self.run_text(run)
            for kind in ("footnoteReference", "endnoteReference"):
                for mark in run.iterfind(_W + kind):
                    if note := self.notes.get((kind, mark.get(_W + "id", ""))):
                        self.noted.append(("".join(pieces), note))
            pieces.append(text)
            count = len(text.strip())
            letters += count
            flag = run.find(f"{_W}rPr/{_W}b")
            if _on(flag) or (style_bold and flag is None):
                bold_letters += count
        text = "".join(pieces)
        marker, level = self.marker(element) if text.strip() else ("", 0)
        bold = letters > 0 and bold_letters >= 0.9 * letters
        paras: list[Para] = []
        for line in text.split("\n"):
            if line.strip():
                paras.append(Para(line.strip(), marker if not paras else "", level, bold))
        for box in _boxes(element):
            for inner in box.iter(_W + "p"):
                paras += self.paragraph(inner)
        return paras

    def run_text(self, run: ET.Element) -> str:
        text = ""
        for child in run:
            if child.tag == _W + "t":
                text += child.text or ""
            elif child.tag == _W + "tab":
                text += " "
            elif child.tag in (_W + "br", _W + "cr"):
                if child.get(_W + "type") == "page":
                    self.page += 1
                text += "\n"
            elif child.tag == _W + "lastRenderedPageBreak":
                self.page += 1
            elif child.tag == _W + "noBreakHyphen" or child.tag == _W + "sym":
                text += "-"
        return text

    def marker(self, element: ET.Element) -> tuple[str, int]:
        properties = element.find(f"{_W}pPr/{_W}numPr")
        list_id, level = self.styles.numbering.get(self.style(element), ("", 0))
        if properties is not None:
            list_id = _value(properties, "numId") or list_id
            depth = _value(properties, "ilvl")
            level = int(depth) if depth.isdigit() else level
        if not list_id or list_id == "0":
            return "", 0
        return self.numbering.next(list_id, level), level

    def table(self, element: ET.Element) -> Table:
        rows: list[Row] = []
        number = self.tables
        above: dict[int, Cell] = {}
        for at, tr in enumerate(e for e in _content(element) if e.tag == _W + "tr"):
            page = self.page
            if tr.find(f"{_W}trPr/{_W}del") is not None:
                continue
            cells: list[Cell] = []
            skip = tr.find(f"{_W}trPr/{_W}gridBefore")
            if skip is not None:
                cells += [Cell() for _ in range(min(60, int(skip.get(_W + "val", "0"))))]
            for tc in (e for e in _content(tr) if e.tag == _W + "tc"):
                span = _value_at(tc, f"{_W}tcPr/{_W}gridSpan")
                width = min(60, int(span)) if span.isdigit() else 1
                merge = tc.find(f"{_W}tcPr/{_W}vMerge")
                column = len(cells)
                if merge is not None and merge.get(_W + "val", "continue") == "continue" and column in above:
                    cell = above[column]
                    cell.rowspan += 1
                else:
                    gone = tc.find(f"{_W}tcPr/{_W}cellDel") is not None
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
            if element.tag == _W + "p":
                paras += self.paragraph(element)
            elif element.tag == _W + "tbl":
                inner = self.table(element)
                for row in inner.rows:
                    text = " ".join(row.cells[c].text for c in row.filled())
                    if text:
                        paras.append(Para(text))
        return paras


def _value_at(element: ET.Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(_W + "val", "")


_TRANSPARENT = {_W + "sdt", _W + "sdtContent", _W + "customXml", _W + "ins", _W + "moveTo", _W + "smartTag"}


def _content(element: ET.Element) -> Iterator[ET.Element]:
    """Children, seen through content controls and accepted insertions."""
    for child in element:
        if child.tag in _TRANSPARENT:
            yield from _content(child)
        else:
            yield child


def _is_frame(table: ET.Element) -> bool:
    """Whether a table only lays the page out: at most two columns and a whole table (3 × 3 or more) inside a cell."""
    rows = table.findall(_W + "tr")
    if not rows or max(len(row.findall(_W + "tc")) for row in rows) > 2:
        return False
    inner = [t for row in rows for t in row.iterfind(f"{_W}tc/{_W}tbl")]
    sizes = [[len(tr.findall(_W + "tc")) for tr in t.findall(_W + "tr")] for t in inner]
    return any(_is_frame(t) or (len(size) >= 3 and max(size) >= 3) for t, size in zip(inner, sizes, strict=True))


def _boxes(element: ET.Element) -> list[ET.Element]:
    """Text boxes anchored in a paragraph; Word keeps each twice, for new and for old programs: the first counts."""
    found: list[ET.Element] = []
    for run in element.iter(_W + "r"):
        box = next(run.iter(_W + "txbxContent"), None)
        if box is not None and not any(run in outer.iter(_W + "r") for outer in found):
            found.append(box)
    return found


def _runs(element: ET.Element) -> Iterator[ET.Element]:
    """Runs of a paragraph with those of links and fields; deleted text stays out."""
    for child in element:
        if child.tag == _W + "r":
            yield child
        elif child.tag in (_W + "del", _W + "moveFrom", _W + "pPr") or child.tag == _MC + "AlternateContent":
            continue
        else:
            yield from _runs(child)
