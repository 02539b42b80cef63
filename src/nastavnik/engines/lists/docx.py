"""Word documents: tables and paragraphs as rows of one sheet; a document without a table is a text.

Read straight from the XML. `check_container` has already refused entities, macros and bombs; deleted text of tracked
changes is left out, nothing outside the file is opened.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from .errors import ListTooBig, ListUnreadable
from .limits import MAX_COLUMNS, MAX_ROWS, Cell, fit
from .sheets import Sheet

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
#: What is not part of the text as it stands: deletions, what was moved away, the second writing of a drawing, codes of fields.
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_document(data: bytes) -> Sheet | str:
    """A sheet of the paragraphs and table rows in their order, or the text of a document without a table.

    Rows are counted through the document, paragraphs and rows alike. Raises ListUnreadable, ListTooBig.
    """
    body = _body(data)
    blocks = list(_blocks(body))
    if not any(_tag(element) == "tbl" for element in blocks):
        return "\n".join(_text(element).replace("\n", " ") for element in blocks)
    rows: list[list[Cell]] = []
    merged: list[tuple[int, int, int, int]] = []
    cut = False
    for element in blocks:
        if _tag(element) == "tbl":
            rows.append([])  # a table is no part of the paragraph above it
            for row in _table(element, len(rows), merged):
                fitted, wide = fit(row)
                rows.append(fitted)
                cut = cut or wide
        else:
            rows += [[line] if line.strip() else [] for line in _text(element).split("\n")]
        if len(rows) > MAX_ROWS:
            raise ListTooBig(f"В документе больше {MAX_ROWS} строк: сохраните только нужную часть.")
    return Sheet("", rows, tuple(merged), cut)


def _body(data: bytes) -> ET.Element:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = ET.fromstring(archive.read("word/document.xml"))
    except (zipfile.BadZipFile, ET.ParseError, KeyError, OSError) as error:
        raise ListUnreadable("Документ повреждён: откройте его в Word, сохраните заново и загрузите снова.") from error
    body = next((child for child in root if _tag(child) == "body"), None)
    if body is None:
        raise ListUnreadable("В документе нет текста: сохраните его заново и загрузите снова.")
    return body


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _blocks(parent: ET.Element) -> Iterator[ET.Element]:
    """Paragraphs and tables, also inside content controls and inserted text."""
    for child in parent:
        tag = _tag(child)
        if tag in ("p", "tbl"):
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _blocks(child)


def _text(element: ET.Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: ET.Element) -> Iterator[str]:
    for child in element:
        tag = _tag(child)
        if tag in _LEFT_OUT:
            continue
        if tag == "t":
            yield child.text or ""
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        else:
            yield from _pieces(child)


def _table(element: ET.Element, top: int, merged: list[tuple[int, int, int, int]]) -> Iterator[list[Cell]]:
    """Rows of a table; a cell over several columns stands in the first, one over several rows is noted in `merged`."""
    open_areas: dict[int, tuple[int, int]] = {}
    for number, line in enumerate(child for child in _blocks_of(element, "tr")):
        row: list[Cell] = []
        for cell in _blocks_of(line, "tc"):
            column = len(row)
            span = min(_span(cell), MAX_COLUMNS + 1 - column)
            if span <= 0:
                break
            goes_on = _goes_on(cell)
            text = "\n".join(filter(None, (_text(block).strip() for block in _deep(cell))))
            row += ["" if goes_on else text, *[""] * (span - 1)]
            if goes_on and column in open_areas:
                first, right = open_areas[column]
                merged[:] = [area for area in merged if area[:2] != (first, column)]
                merged.append((first, column, top + number, right))
                continue
            open_areas[column] = (top + number, column + span - 1)
            if span > 1:
                merged.append((top + number, column, top + number, column + span - 1))
        yield row


def _blocks_of(parent: ET.Element, wanted: str) -> Iterator[ET.Element]:
    for child in parent:
        tag = _tag(child)
        if tag == wanted:
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _blocks_of(child, wanted)


def _deep(cell: ET.Element) -> Iterator[ET.Element]:
    """Paragraphs of a cell, those of tables inside it too."""
    for block in _blocks(cell):
        if _tag(block) == "p":
            yield block
        else:
            for line in _blocks_of(block, "tr"):
                for inner in _blocks_of(line, "tc"):
                    yield from _deep(inner)


def _property(cell: ET.Element, name: str) -> ET.Element | None:
    about = next((child for child in cell if _tag(child) == "tcPr"), None)
    return next((child for child in about if _tag(child) == name), None) if about is not None else None


def _value(element: ET.Element) -> str:
    return element.get(f"{_W}val") or element.get(f"{_STRICT}val") or ""


def _span(cell: ET.Element) -> int:
    found = _property(cell, "gridSpan")
    value = _value(found) if found is not None else ""
    return min(int(value), 60) if value.isdigit() and int(value) > 0 else 1


def _goes_on(cell: ET.Element) -> bool:
    found = _property(cell, "vMerge")
    return found is not None and _value(found) != "restart"
