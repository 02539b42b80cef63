"""Bytes to rows: workbooks by calamine, text by guessing its encoding and separator. No meaning is read here."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass

from .errors import ListTooBig, ListUnreadable

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
MAX_ROWS = 50_000
MAX_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet. `rows[i]` is the row number i + 1. `merged`: (top, left, bottom, right), from 0, inclusive."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """All visible sheets, names of the hidden ones, and the day that serial number 0 of a date stands for."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    epoch: dt.date = dt.date(1899, 12, 30)


def read_book(data: bytes, kind: str) -> Book:
    """`kind`: xlsx, xls, ods, or a text kind. Raises ListUnreadable, ListTooBig."""
    if kind in {"xlsx", "xls", "ods"}:
        return _workbook(data, kind)
    return Book((Sheet("", _text_rows(decode(data), kind)),))


def _workbook(data: bytes, kind: str) -> Book:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets, hidden = [], []
        for index, about in enumerate(book.sheets_metadata):
            if about.visible != SheetVisibleEnum.Visible:
                hidden.append(about.name)
                continue
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            if sheet.start is None:
                continue
            _check_size(sheet.total_height, sheet.height)
            (top, left) = sheet.start
            width = min(sheet.width, MAX_COLUMNS)
            rows: list[list[Cell]] = [[] for _ in range(top)]
            rows += [[""] * left + row[:width] for row in sheet.to_python(skip_empty_area=True)]
            merged = tuple((a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
            sheets.append(Sheet(about.name, rows, merged))
    except (ListUnreadable, ListTooBig):
        raise
    except Exception as error:  # calamine raises its own and plain errors for broken books alike
        raise ListUnreadable(
            "Таблица повреждена и не читается: откройте её в своей программе, сохраните заново и загрузите снова."
        ) from error
    return Book(tuple(sheets), tuple(hidden), _epoch(data, kind))


def _check_size(total: int, filled: int) -> None:
    if max(total if total <= 1_048_576 else 0, filled) > MAX_ROWS:
        raise ListTooBig(
            f"В таблице больше {MAX_ROWS} строк: удалите пустые строки в конце или сохраните только нужную часть."
        )


_START_1900 = dt.date(1899, 12, 30)
_START_1904 = dt.date(1904, 1, 1)


def _epoch(data: bytes, kind: str) -> dt.date:
    """The workbook's own start of dates, for numbers that stand in a date column without a date format."""
    if kind == "xlsx":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                head = archive.read("xl/workbook.xml")
        except (KeyError, zipfile.BadZipFile):
            return _START_1900
        return _START_1904 if re.search(rb"date1904\s*=\s*[\"'](1|true)", head) else _START_1900
    if kind == "xls":
        # Record DATEMODE (0x0022) of two bytes; it stands once, near the beginning of the workbook stream.
        found = re.search(rb"\x22\x00\x02\x00([\x00\x01])\x00", data)
        return _START_1904 if found and found.group(1) == b"\x01" else _START_1900
    return _START_1900


# Text ---------------------------------------------------------------------------------------------------------------


def decode(data: bytes) -> str:
    """Text of unknown encoding: UTF-8 and UTF-16 with or without a mark, cp1251, KOI8-R, cp866.

    Raises ListUnreadable when none gives readable Russian or English.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _clean_ends(data.decode(encoding, "replace"))
    if b"\x00" in data[:2000]:
        order = (
            "utf-16-le" if data[1:2000:2].count(0) + data[1:2000:2].count(4) > len(data[:2000]) // 4 else "utf-16-be"
        )
        return _clean_ends(data.decode(order, "replace"))
    try:
        return _clean_ends(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    candidates = {encoding: data.decode(encoding, "replace") for encoding in ("cp1251", "koi8-r", "cp866")}
    best = max(candidates, key=lambda encoding: _russian_score(candidates[encoding]))
    if _russian_score(candidates[best]) <= 0:
        raise ListUnreadable("Кодировка файла не распознана: сохраните его как CSV в UTF-8 или как .xlsx.")
    return _clean_ends(candidates[best])


_FREQUENT = re.compile(r"[оеаинтсрвл]")
_ODD = re.compile(r"[а-яё][А-ЯЁ]|[\u2500-\u25ff\ufffd\u0402-\u040f\u0452-\u045f]")


def _russian_score(text: str) -> int:
    """Frequent small letters count for a decoding, capitals inside words and frames against it."""
    sample = text[:20_000]
    return len(_FREQUENT.findall(sample)) - 3 * len(_ODD.findall(sample))


def _clean_ends(text: str) -> str:
    return text.lstrip("\ufeff").replace("\x00", "").replace("\x1a", "")


def _text_rows(text: str, kind: str) -> list[list[Cell]]:
    delimiter = _delimiter(text, kind)
    rows = _split(text, delimiter)
    if rows and len(rows[0]) <= 2 and re.fullmatch(r"sep=.?", (rows[0][0] if rows[0] else "").strip().lower()):
        rows[0] = []  # the hint that Excel writes is a record, but no data
    if len(rows) > MAX_ROWS:
        raise ListTooBig(f"В списке больше {MAX_ROWS} строк: сохраните только нужную часть.")
    return [list(row[:MAX_COLUMNS]) for row in rows]


def _delimiter(text: str, kind: str) -> str:
    """The separator that cuts the first records into equally many cells, more than one; «» when there is none."""
    head = "\n".join(text.splitlines()[:60])
    hint = re.match(r"sep=(.)\s", head, re.I)
    if hint:
        return hint.group(1)
    best, best_score = "", 0.0
    for delimiter in "\t;,|":
        rows = [row for row in _split(head, delimiter) if len([cell for cell in row if cell.strip()]) > 1]
        if not rows:
            continue
        widths = [len(row) for row in rows]
        common = max(set(widths), key=lambda width: (widths.count(width), width))
        if common < 2:
            continue
        share = widths.count(common) / len(widths)
        coverage = len(rows) / max(1, sum(bool(line.strip()) for line in head.splitlines()))
        score = share * min(1.0, coverage) * (common if common < 4 else 4)
        if delimiter == ",":
            score *= 0.7  # commas also stand inside cells
        if kind == "tsv" and delimiter == "\t":
            score *= 2
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _split(text: str, delimiter: str) -> list[list[str]]:
    """Records of a text. Without a separator each line is one cell. A stray quote must not swallow the file."""
    if not delimiter:
        return [[line] if line.strip() else [] for line in text.splitlines()]
    csv.field_size_limit(2**25)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        if all(cell.count("\n") < 20 for row in rows for cell in row if "\n" in cell):
            return rows
    except csv.Error:
        pass
    plain = io.StringIO("\n".join(text.splitlines()), newline="")
    try:
        return list(csv.reader(plain, delimiter=delimiter, quoting=csv.QUOTE_NONE))
    except csv.Error as error:
        raise ListUnreadable("Текст таблицы повреждён: сохраните список как .xlsx и загрузите снова.") from error
