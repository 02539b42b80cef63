"""Merged cells of OpenDocument tables, which the reader of workbooks leaves out."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
#: More rows or areas than a sheet can have.
_MANY = 1_100_000
Area = tuple[int, int, int, int]


def merged_areas(data: bytes) -> dict[str, tuple[Area, ...]]:
    """(top, left, bottom, right), from 0, inclusive, by the name of the sheet. Damaged parts give nothing.

    The file has passed `check_container`: no document type, no entities, a bounded size.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = archive.read("content.xml")
        if not re.search(rb"-spanned=\"(?:[2-9]|1\d)", content):
            return {}
        return _read(content)
    except (KeyError, ValueError, zipfile.BadZipFile, ElementTree.ParseError, OSError):
        return {}


def _read(content: bytes) -> dict[str, tuple[Area, ...]]:
    found: dict[str, list[Area]] = {}
    sheet: list[Area] = []
    row = column = 0
    for event, element in ElementTree.iterparse(io.BytesIO(content), events=("start", "end")):
        tag = element.tag.removeprefix(_TABLE)
        if event == "start":
            if tag == "table":
                sheet = found.setdefault(element.get(f"{_TABLE}name", ""), [])
                row = 0
            elif tag == "table-row":
                column = 0
            elif tag in ("table-cell", "covered-table-cell"):
                down, across = _number(element, "number-rows-spanned"), _number(element, "number-columns-spanned")
                if (down > 1 or across > 1) and len(sheet) < _MANY:
                    sheet.append((row, column, row + down - 1, column + across - 1))
                column += _number(element, "number-columns-repeated")
        elif tag == "table-row":
            row += _number(element, "number-rows-repeated")
            element.clear()
    return {name: tuple(areas) for name, areas in found.items()}


def _number(element: ElementTree.Element, name: str) -> int:
    return min(int(element.get(f"{_TABLE}{name}", "1")), _MANY)
