"""Text to rows: its encoding and its separator are guessed."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from .errors import ListTooBig, ListUnreadable
from .limits import MAX_COLUMNS, MAX_ROWS, Cell, fit


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


_FREQUENT = re.compile(r"[оеаинтсрвлОЕАИНТСРВЛ]")
_ODD = re.compile(r"[а-яё][А-ЯЁ]|[\u2500-\u25ff\ufffd\u0402-\u040f\u0452-\u045f]")


def _russian_score(text: str) -> int:
    """Frequent letters count for a decoding, capitals inside words and frames against it."""
    sample = text[:20_000]
    return len(_FREQUENT.findall(sample)) - 3 * len(_ODD.findall(sample))


def _clean_ends(text: str) -> str:
    return text.lstrip("\ufeff").replace("\x00", "").replace("\x1a", "")


def text_rows(text: str, kind: str) -> tuple[list[list[Cell]], bool]:
    """Rows of a text and whether filled columns beyond the limit were left out. Raises ListTooBig."""
    _check_lines(text)
    delimiter = _delimiter(text, kind)
    spaced = None if delimiter else _spaced_rows(text)
    rows = spaced or _split(text, delimiter)
    if delimiter == "," and kind == "txt":
        rows = _posts_apart(rows)
    if rows and len(rows[0]) <= 2 and re.fullmatch(r"sep=.?", (rows[0][0] if rows[0] else "").strip().lower()):
        rows[0] = []  # the hint that Excel writes is a record, but no data
    if delimiter == "|":
        rows = [[] if all(not cell.strip(" -:") for cell in row) else row for row in rows]
    _check_rows(len(rows))
    fitted = [fit(list(row)) for row in rows]
    return [row for row, _ in fitted], any(cut for _, cut in fitted)


def _check_rows(count: int) -> None:
    if count > MAX_ROWS:
        raise ListTooBig(f"В списке больше {MAX_ROWS} строк: сохраните только нужную часть.")


#: Lines of a file whose cells hold line breaks, and characters of its longest line: more is no list.
_MAX_LINES, _MAX_LINE = 4 * MAX_ROWS, 2_500_000


def _check_lines(text: str) -> None:
    """Refuse at once what would only fill the memory: millions of line ends, a line of millions of characters."""
    _check_rows(MAX_ROWS + 1 if max(text.count("\n"), text.count("\r")) > _MAX_LINES else 0)
    at = 0
    while len(text) - at > _MAX_LINE:
        end = max(text.rfind("\n", at, at + _MAX_LINE), text.rfind("\r", at, at + _MAX_LINE))
        if end < at:
            raise ListTooBig("В файле есть строка из миллионов знаков: это не список. Сохраните его заново как .xlsx.")
        at = end + 1


#: What stands between the cells of pasted text that lost its table: a run of spaces, an arrow, a stroke, a dash.
_GAPS = (re.compile(r"\s{2,}"), re.compile(r"\s*(?:→|⇒|[-=]>)\s*"), re.compile(r"\s+/\s+"), re.compile(r"\s+[-–—]\s+"))


def _spaced_rows(text: str) -> list[list[str]] | None:
    """Rows of aligned columns («1  Иванов Пётр Ильич   ТМ-21») or of «name — post»; None for other text."""
    lines = [line.strip() for line in text.splitlines()]
    for gap in _GAPS:
        rows = [gap.split(line) if line else [] for line in lines]
        wide = [row for row in rows if len(row) > 1]
        widths = [len(row) for row in wide]
        filled = sum(bool(row) for row in rows)
        if (
            len(wide) * 5 >= filled * 3
            and wide
            and widths.count(max(set(widths), key=widths.count)) * 5 >= len(wide) * 3
        ):
            return rows
    return None


_POST_BEHIND = re.compile(r"\s[-–—]\s+(?=[а-яё])")


def _posts_apart(rows: list[list[str]]) -> list[list[str]]:
    """«1) Иванов Пётр Ильич – преподаватель, 8 900 …»: the dash is a separator too where most lines have it."""
    wide = [row for row in rows if len(row) > 1]
    if sum(bool(_POST_BEHIND.search(row[0])) for row in wide) * 5 < len(wide) * 3:
        return rows
    return [[*_POST_BEHIND.split(row[0], maxsplit=1), *row[1:]] if row else row for row in rows]


#: Characters at the beginning that tell the separator.
_HEAD = 100_000


def _delimiter(text: str, kind: str) -> str:
    """The separator that cuts the first records into equally many cells, more than one; «» when there is none."""
    head = "\n".join(text[:_HEAD].splitlines()[:60])
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
        if coverage < 0.2 and kind == "txt":
            continue  # a comma in one line of a letter cuts nothing
        score = share * min(1.0, coverage) * (common if common < 4 else 4)
        if delimiter == ",":
            score *= 0.7  # commas also stand inside cells
        if delimiter == "\t":
            score *= 2  # and tabs do not
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(source: Iterable[list[str]]) -> list[list[str]]:
    """As many records as a list may have, and one more to see that there are too many; giant rows cut."""
    return [row[: MAX_COLUMNS + 1] if len(row) > MAX_COLUMNS else row for row in islice(source, MAX_ROWS + 1)]


def _mend_broken(rows: list[list[str]]) -> list[list[str]]:
    """Records cut in two by a line break that was not quoted: both halves are short, together they are as wide as all."""
    widths = Counter(len(row) for row in rows if row)
    common, times = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    if common < 4 or len(widths) == 1 or times * 10 < 6 * sum(widths.values()):
        return rows
    result: list[list[str]] = []
    for row in rows:
        before = result[-1] if result else []
        if 2 <= len(before) < common and 2 <= len(row) < common and len(before) + len(row) - 1 == common:
            result[-1] = [*before[:-1], f"{before[-1]}\n{row[0]}", *row[1:]]
        else:
            result.append(row)
    return result


def _split(text: str, delimiter: str) -> list[list[str]]:
    """Records of a text. Without a separator each line is one cell. A stray quote must not swallow the file."""
    if not delimiter:
        return [[line] if line.strip() else [] for line in text.splitlines()]
    csv.field_size_limit(2**25)
    try:
        rows = _records(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        if all(cell.count("\n") < 20 for row in rows for cell in row if "\n" in cell):
            return _mend_broken(rows)
    except csv.Error:
        pass
    plain = io.StringIO("\n".join(text.splitlines()), newline="")
    try:
        return _records(csv.reader(plain, delimiter=delimiter, quoting=csv.QUOTE_NONE))
    except csv.Error as error:
        raise ListUnreadable("Текст таблицы повреждён: сохраните список как .xlsx и загрузите снова.") from error
