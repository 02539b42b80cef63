"""Text files: plain, pasted from a table (tabs, bars, separators), Markdown, CSV."""

from __future__ import annotations

import csv
import io
import re

from ..document import Cell, Document, Line, Para, Row, Table
from ..errors import Unreadable
from ..model import Place
from .aligned import find_aligned
from .boxed import is_rule, read_boxed
from .inline import has_inline_tags, inline_paras

_RUSSIAN = re.compile(r"[А-Яа-яЁё]")


def decode(data: bytes, filename: str) -> str:
    """Text of any usual Russian encoding: UTF-8, UTF-16, then cp1251, KOI8-R, cp866 by what reads as Russian."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\x00" in data[:4096]:
        encoding = "utf-16-le" if data[1:2] in (b"\x00", b"\x04") else "utf-16-be"
        return data.decode(encoding, "replace")
    best, text = -1.0, ""
    for encoding in ("cp1251", "koi8-r", "cp866"):
        candidate = data.decode(encoding, "replace")
        score = _russian_score(candidate[:20000])
        if score > best:
            best, text = score, candidate
    if best <= 0 and data[:3000].decode("utf-8", "ignore").count("�") > 50:
        raise Unreadable(f"Текст файла «{filename}» не читается: сохраните его в кодировке UTF-8.")
    return text


def _russian_score(text: str) -> float:
    """Share of usual lower-case Russian letters, less for capitals inside words and for box drawing."""
    usual = sum(c in "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф" for c in text)
    odd = len(re.findall(r"[а-яё][А-ЯЁ]|[\u2500-\u259f]|[ЂЃѓ‡€‰ЉЊЌЋЏђљњќћџ]", text))
    return (usual - 3 * odd) / max(1, len(text))


def read_text(text: str) -> Document:
    """Plain text or Markdown; runs of lines with tabs or bars become tables, scraps of HTML are understood."""
    document = Document()
    lines = _join_quoted(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    page, at, tables = 1, 0, 0
    pages = "\f" in text
    while at < len(lines):
        number, line = lines[at]
        if "\f" in line:
            page += line.count("\f")
            line = line.replace("\f", "")
        if is_rule(line):
            boxed, at = read_boxed(lines, at, page=page if pages else 0, table=tables + 1)
            if boxed is not None:
                tables += 1
                document.blocks.append(boxed)
            continue
        if _is_bar_row(line) and at + 1 < len(lines) and (_is_bar_row(lines[at + 1][1])):
            rows, at = _bar_table(lines, at)
            tables += 1
            document.blocks.append(_table(rows, page if pages else 0, tables))
            continue
        if "\t" in line.strip(" ") and line.strip():
            rows, at = _tab_table(lines, at)
            if max((len(cells) for _, cells in rows), default=0) > 1:
                tables += 1
                document.blocks.append(_table(rows, page if pages else 0, tables))
                continue
            for row_number, cells in rows:
                _add_line(document, " ".join(cells), Place(page=page if pages else 0, line=row_number))
            continue
        aligned = find_aligned(lines, at, page=page if pages else 0, table=tables + 1) if "  " in line.strip() else None
        if aligned is not None:
            document.blocks.append(aligned)
            break
        _add_line(document, line, Place(page=page if pages else 0, line=number))
        at += 1
    return document


def _join_quoted(lines: list[str]) -> list[tuple[int, str]]:
    """Excel puts a cell with line breaks in quotes when it is pasted as text: such lines are one row."""
    joined: list[tuple[int, str]] = []
    at = 0
    while at < len(lines):
        line, first = lines[at], at + 1
        if "\t" in line and re.search(r'(?:^|\t)"[^"\t]*$', line):
            for end in range(at + 1, min(at + 40, len(lines))):
                if re.search(r'"(?:\t|$)', lines[end]) and lines[end].count('"') % 2 == 1:
                    whole = "\n".join(lines[at : end + 1])
                    line = re.sub(
                        r'(^|\t)"((?:[^"]|"")*)"(?=\t|$)',
                        lambda m: m.group(1) + m.group(2).replace('""', '"').replace("\n", "<br>"),
                        whole,
                    )
                    at = end
                    break
        joined.append((first, line.replace("\n", "<br>")))
        at += 1
    return joined


def _is_bar_row(line: str) -> bool:
    return line.count("|") >= 2 and bool(line.strip())


def _bar_table(lines: list[tuple[int, str]], at: int) -> tuple[list[tuple[int, list[str]]], int]:
    rows = []
    while at < len(lines) and _is_bar_row(lines[at][1]):
        number, line = lines[at]
        at += 1
        cells = [c.replace("\\|", "|").strip() for c in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if all(re.fullmatch(r":?-{2,}:?|-*", c) for c in cells) and any("-" in c for c in cells):
            continue
        rows.append((number, cells))
    return rows, at


def _tab_table(lines: list[tuple[int, str]], at: int) -> tuple[list[tuple[int, list[str]]], int]:
    """Rows with tabs; blank lines between them belong to page breaks inside the table."""
    rows = []
    while at < len(lines):
        number, line = lines[at]
        if "\t" in line:
            rows.append((number, [c.strip() for c in line.split("\t")]))
        elif line.strip() or not any("\t" in ahead for _, ahead in lines[at : at + 4]):
            break
        at += 1
    return rows, at


def _table(rows: list[tuple[int, list[str]]], page: int, table: int) -> Table:
    width = max(len(cells) for _, cells in rows)
    made = []
    for number, cells in rows:
        missing = [""] * (width - len(cells))
        # A short row that begins with empty cells has lost some of these, any other one its last cells.
        padded = missing + cells if not cells[0] else cells + missing
        made.append(Row([Cell(_paras(cell)) for cell in padded], Place(page=page, table=table, row=number)))
    return Table(made, flat=True)


def _paras(text: str) -> list[Para]:
    if not text:
        return []
    if has_inline_tags(text):
        return inline_paras(_markdown_bold(text))
    bold = bool(re.fullmatch(r"\*\*[^*]+\*\*|__[^_]+__", text))
    return [Para(re.sub(r"\*\*|__", "", part).strip(), bold=bold) for part in text.split("\n") if part.strip()]


def _markdown_bold(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)


def _add_line(document: Document, line: str, place: Place) -> None:
    text = line.strip()
    heading = 0
    match = re.match(r"(#{1,6})\s+(.+)", text)
    if match:
        heading, text = len(match.group(1)), match.group(2)
    level = min(4, (len(line) - len(line.lstrip(" "))) // 2)
    for para in inline_paras(text) if has_inline_tags(text) else [Para(text)]:
        bare = re.sub(r"^\*\*|\*\*$|^__|__$", "", para.text).strip()
        bold = para.bold or bool(re.fullmatch(r"\*\*.+\*\*|__.+__", para.text))
        document.blocks.append(Line(Para(bare, level=level, bold=bold), place, heading))


def read_separated(text: str, kind: str) -> Document:
    """CSV or TSV: one table. The separator is the one that gives the most even rows among ; , tab."""
    rows = _best_rows(text, kind)
    document = Document()
    if rows:
        width = max(len(row) for row in rows)
        made = [
            Row(
                [
                    Cell([Para(p.strip()) for p in value.split("\n") if p.strip()])
                    for value in row + [""] * (width - len(row))
                ],
                Place(row=at + 1),
            )
            for at, row in enumerate(rows)
        ]
        document.blocks.append(Table(made, flat=True))
    return document


def _best_rows(text: str, kind: str) -> list[list[str]]:
    best: tuple[float, list[list[str]]] = (-1.0, [])
    csv.field_size_limit(2**24)
    for separator in ("\t", ";", ",") if kind == "tsv" else (";", "\t", ","):
        if separator not in text:
            continue
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        except csv.Error:
            continue
        counts = [len(row) for row in rows if any(row)]
        common = max(set(counts), key=counts.count) if counts else 0
        score = (counts.count(common) / max(1, len(counts))) * min(common, 6) if common > 1 else 0.0
        if score > best[0] + 0.5:
            best = (score, rows)
    return best[1] or [[line] for line in text.splitlines()]
