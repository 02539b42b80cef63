"""Text documents of OpenDocument: tables and paragraphs as rows of one sheet, as `docx` gives them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from .errors import ListTooBig, ListUnreadable
from .limits import MAX_COLUMNS, MAX_ROWS, Cell, fit
from .sheets import Sheet

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_BREAKS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}
_LEFT_OUT = frozenset({f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_OFFICE}annotation"})
_MOST_SPAN = 1000


def read_odt(data: bytes) -> Sheet | str:
    """A sheet of the paragraphs and table rows in their order, or the text of a document without a table.

    The file has passed `check_container`. Raises ListUnreadable, ListTooBig.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = ET.fromstring(archive.read("content.xml"))
    except (zipfile.BadZipFile, ET.ParseError, KeyError, OSError) as error:
        raise ListUnreadable("Документ повреждён: откройте его, сохраните заново и загрузите снова.") from error
    blocks = list(_blocks(root))
    if not any(block.tag == f"{_TABLE}table" for block in blocks):
        return "\n".join(_text(block).replace("\n", " ") for block in blocks)
    rows: list[list[Cell]] = []
    merged: list[tuple[int, int, int, int]] = []
    for block in blocks:
        if block.tag != f"{_TABLE}table":
            rows += [[line] if line.strip() else [] for line in _text(block).split("\n")]
            continue
        rows.append([])
        for line in block.iter(f"{_TABLE}table-row"):
            rows.append(fit(_row(line, len(rows), merged))[0])
        if len(rows) > MAX_ROWS:
            raise ListTooBig(f"В документе больше {MAX_ROWS} строк: сохраните только нужную часть.")
    return Sheet("", rows, tuple(merged))


def _blocks(parent: ET.Element) -> Iterator[ET.Element]:
    for child in parent:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag in (*_PARAGRAPHS, f"{_TABLE}table"):
            yield child
        else:
            yield from _blocks(child)


def _text(element: ET.Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _LEFT_OUT:
            yield from _pieces(child)
        yield child.tail or ""


def _row(line: ET.Element, number: int, merged: list[tuple[int, int, int, int]]) -> list[Cell]:
    row: list[Cell] = []
    for cell in line:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeated = _number(cell, "number-columns-repeated")
        text = "\n".join(filter(None, (_text(one).strip() for one in _blocks(cell) if one.tag in _PARAGRAPHS)))
        down, across = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            merged.append((number, len(row), number + down - 1, len(row) + across - 1))
        row += [text] * min(repeated, max(0, MAX_COLUMNS + 1 - len(row)))
    return row


def _number(cell: ET.Element, name: str) -> int:
    value = cell.get(f"{_TABLE}{name}", "1")
    return max(1, min(int(value), _MOST_SPAN)) if value.isdigit() else 1
