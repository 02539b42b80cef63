"""Rows and columns that the maker of a workbook has hidden. calamine does not tell them, so the file is asked:
xlsx and ods are XML, xls keeps records (ROW 0x0208, COLINFO 0x007D, BOUNDSHEET 0x0085 of [MS-XLS]) in a stream of a
compound file ([MS-CFB]).
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

MAX_COLUMNS = 60
_MAX_ROWS = 20_000
_MAX_SECTORS = 200_000


@dataclass(frozen=True, slots=True)
class Hidden:
    """Rows and columns of a sheet that its maker has hidden, counted from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def hidden_lines(data: bytes) -> dict[str, Hidden]:
    """Hidden rows and columns by the name of the sheet. Raises zipfile and zlib errors for a broken archive."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        try:
            return _of_xls(_workbook_stream(data))
        except (struct.error, IndexError, ValueError):
            return {}  # calamine reads more damaged files than this: what it reads is shown whole
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "content.xml" in names:
            return _of_ods(archive.read("content.xml"))
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        links = _attributes(archive.read("xl/_rels/workbook.xml.rels"), b"Relationship")
        targets = {link.get("Id", ""): link.get("Target", "").removeprefix("/xl/") for link in links}
        found = {}
        for sheet in _attributes(archive.read("xl/workbook.xml"), b"sheet"):
            path = f"xl/{targets.get(sheet.get('id', ''), '')}"
            if path in names:
                found[html.unescape(sheet.get("name", ""))] = _of_xlsx(archive.read(path))
    return found


def _of_xlsx(part: bytes) -> Hidden:
    if b"hidden" not in part:
        return Hidden()
    rows = {int(a["r"]) - 1 for a in _attributes(part, b"row") if a.get("hidden") in {"1", "true"} and "r" in a}
    columns: set[int] = set()
    for col in _attributes(part, b"col"):
        if col.get("hidden") in {"1", "true"}:
            columns.update(range(int(col.get("min", "1")) - 1, min(int(col.get("max", "1")), MAX_COLUMNS)))
    return Hidden(frozenset(rows), frozenset(columns))


def _attributes(part: bytes, tag: bytes) -> list[dict[str, str]]:
    """Attributes of each element `tag`, without name-space prefixes."""
    return [_pairs(one) for one in re.findall(rb"<(?:\w+:)?" + tag + rb"(\s[^<>]*)>", part)]


def _pairs(inside: bytes) -> dict[str, str]:
    found = re.findall(rb'(?:\w+:)?([\w-]+)="([^"]*)"', inside)
    return {key.decode(): value.decode("utf-8", "replace") for key, value in found}


# OpenDocument -------------------------------------------------------------------------------------------------------


def _of_ods(part: bytes) -> dict[str, Hidden]:
    if b"visibility=" not in part:
        return {}
    found: dict[str, Hidden] = {}
    name, row, column = "", 0, 0
    rows: set[int] = set()
    columns: set[int] = set()
    for tag, inside in re.findall(rb"<table:(table-row|table-column|table)(\s[^<>]*|/?)>", part):
        values = _pairs(inside)
        if tag == b"table":
            found[name] = Hidden(frozenset(rows), frozenset(columns))
            name, row, column, rows, columns = html.unescape(values.get("name", "")), 0, 0, set(), set()
            continue
        unseen = values.get("visibility") in {"collapse", "filter"}
        if tag == b"table-row":
            count = int(values.get("number-rows-repeated", "1"))
            rows.update(range(row, min(row + count, _MAX_ROWS)) if unseen else ())
            row += count
        else:
            count = int(values.get("number-columns-repeated", "1"))
            columns.update(range(column, min(column + count, MAX_COLUMNS)) if unseen else ())
            column += count
    found[name] = Hidden(frozenset(rows), frozenset(columns))
    return found


# Old Excel ----------------------------------------------------------------------------------------------------------


def _of_xls(stream: bytes) -> dict[str, Hidden]:
    sheets: list[tuple[int, str]] = []
    for kind, body in _records(stream, 0):
        if kind == 0x0085:
            length, wide = body[6], body[7] & 1
            text = body[8 : 8 + length * (2 if wide else 1)]
            sheets.append((struct.unpack_from("<I", body)[0], text.decode("utf-16-le" if wide else "latin-1")))
    found = {}
    for begin, name in sheets:
        rows: set[int] = set()
        columns: set[int] = set()
        for kind, body in _records(stream, begin):
            if kind == 0x0208 and struct.unpack_from("<I", body, 12)[0] & 0x20:
                rows.add(struct.unpack_from("<H", body)[0])
            elif kind == 0x007D and struct.unpack_from("<H", body, 8)[0] & 1:
                first, last = struct.unpack_from("<HH", body)
                columns.update(range(first, min(last + 1, MAX_COLUMNS)))
        found[name] = Hidden(frozenset(rows), frozenset(columns))
    return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records from a place to the end of their part (EOF 0x000A)."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == 0x000A:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook_stream(data: bytes) -> bytes:
    """The stream «Workbook» (or «Book») of a compound file; b"" where it has none."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    small = 1 << struct.unpack_from("<H", data, 32)[0]

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    def numbers(raw: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))

    table = [n for n in struct.unpack_from("<109I", data, 76) if n < 0xFFFFFFFC]
    more = struct.unpack_from("<I", data, 68)[0]
    while more < 0xFFFFFFFC and len(table) < _MAX_SECTORS:
        part = numbers(sector(more))
        table += [n for n in part[:-1] if n < 0xFFFFFFFC]
        more = part[-1]
    follow = [n for place in table for n in numbers(sector(place))]

    def chain(start: int, links: list[int]) -> Iterator[int]:
        seen = 0
        while start < 0xFFFFFFFC and seen < _MAX_SECTORS:
            yield start
            start, seen = links[start], seen + 1

    directory = b"".join(sector(n) for n in chain(struct.unpack_from("<I", data, 48)[0], follow))
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    root = b"".join(sector(n) for n in chain(struct.unpack_from("<I", entries[0], 116)[0], follow))
    for entry in entries:
        name = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "replace")
        if name not in {"Workbook", "Book"}:
            continue
        start, length = struct.unpack_from("<II", entry, 116)
        if length >= struct.unpack_from("<I", data, 56)[0]:
            return b"".join(sector(n) for n in chain(start, follow))[:length]
        little = [n for s in chain(struct.unpack_from("<I", data, 60)[0], follow) for n in numbers(sector(s))]
        return b"".join(root[n * small : (n + 1) * small] for n in chain(start, little))[:length]
    return b""
