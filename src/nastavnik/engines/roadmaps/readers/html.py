"""HTML pages, and scraps of HTML inside text, as lines and tables. Scripts, links and pictures are never followed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from ..columns import find_columns
from ..document import MAX_ROWS, Cell, Document, Line, Para, Table, grid
from ..model import Place

_BLOCKS = {
    "p", "div", "li", "br", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6",
    "section", "article", "dd", "dt", "hr", "caption",
}  # fmt: skip
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_SKIP = {"script", "style", "head", "template", "noscript", "svg", "title"}
_MAX_SPAN = 1000
_MARK = re.compile(r"\[?(?:\d{1,2}|\*{1,3}|[a-z])\]?")  # of a footnote


class _Enough(Exception):
    """A table has more rows than any plan: the rest of the page is not read."""


class _Reader(HTMLParser):
    """Collects paragraphs and tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = Document()
        self.rows: list[list[Cell]] = []
        self.cell: Cell | None = None
        self.outer: list[tuple[list[list[Cell]], Cell | None]] = []  # tables around the one that is being read
        self.buffer: list[str] = []
        self.bold = 0
        self.bold_text = 0
        self.skip = 0
        self.heading = 0
        self.lists: list[list[object]] = []
        self.marker = ""
        self.lines = 0
        self.raised = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIP:
            self.skip += 1
            return
        if self.skip:
            return
        values = dict(attrs)
        if tag in _BLOCKS:
            self.flush(hard=tag != "br")
        if tag == "sup":
            self.raised += 1
        if tag in {"b", "strong"}:
            self.bold += 1
        elif tag in _HEADINGS:
            self.heading = int(tag[1])
        elif tag in {"ul", "ol"}:
            start = values.get("start") or "1"
            self.lists.append([tag, int(start) if start.isdigit() else 1])
        elif tag == "li" and self.lists:
            kind, count = self.lists[-1]
            self.marker = f"{count})" if kind == "ol" else "-"
            self.lists[-1][1] = int(str(count)) + 1
        elif tag == "table":
            self.flush()
            self.outer.append((self.rows, self.cell))
            self.rows, self.cell = [], None
        elif tag == "tr" and self.outer:
            self.end_cell()
            if len(self.rows) > MAX_ROWS:
                raise _Enough
            self.rows.append([])
        elif tag in {"td", "th"} and self.outer:
            self.end_cell()
            self.cell = Cell(colspan=_span(values.get("colspan")), rowspan=_span(values.get("rowspan")))
            self.bold += tag == "th"

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIP:
            self.skip = max(0, self.skip - 1)
            return
        if self.skip:
            return
        if tag in _BLOCKS:
            self.flush()
        if tag == "sup":
            self.raised = max(0, self.raised - 1)
        if tag in {"b", "strong"}:
            self.bold = max(0, self.bold - 1)
        elif tag in _HEADINGS:
            self.heading = 0
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag in {"td", "th"} and self.outer:
            self.end_cell()
        elif tag == "table" and self.outer:
            self.end_cell()
            self.end_table()

    def handle_data(self, data: str) -> None:
        if self.skip or (self.raised and _MARK.fullmatch(data.strip())):
            return
        self.buffer.append(data)
        if self.bold:
            self.bold_text += len(data.strip())

    def flush(self, hard: bool = True) -> None:
        if not self.buffer:
            return
        text = " ".join("".join(self.buffer).split())
        bold = bool(text) and self.bold_text >= len(text.replace(" ", "")) * 0.9
        self.buffer, self.bold_text = [], 0
        if not text:
            return
        para = Para(text, self.marker, max(0, len(self.lists) - 1), bold, hard)
        self.marker = ""
        if self.cell is not None:
            self.cell.paras.append(para)
        elif not self.outer:
            self.line(para)

    def line(self, para: Para) -> None:
        """A paragraph outside of tables."""
        self.lines += 1
        self.document.blocks.append(Line(para, Place(line=self.lines), self.heading))

    def end_cell(self) -> None:
        self.flush()
        if self.cell is not None:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(self.cell)
            self.cell = None
            self.bold = 0

    def end_table(self) -> None:
        """A table in a cell: a plan stands by itself (the outer table only lays the page out), any other one gives
        the cell a paragraph for each of its rows."""
        rows = [row for row in self.rows if row]
        self.rows, self.cell = self.outer.pop()
        if not rows:
            return
        number = 1 + sum(isinstance(block, Table) for block in self.document.blocks)
        table = grid(rows, [Place(table=number, row=at + 1) for at in range(len(rows))])
        if self.cell is not None and (table.width < 3 or find_columns(table) is None):
            texts = [" ".join(row.cells[c].text for c in row.filled()) for row in table.rows]
            self.cell.paras += [Para(text) for text in texts if text]
            return
        if self.cell is not None:
            for para in self.cell.paras:
                self.line(para)
            self.cell.paras = []
        self.document.blocks.append(table)


def _span(value: str | None) -> int:
    return max(1, min(_MAX_SPAN, int(value))) if value and value.isdigit() else 1


def read_html(text: str) -> Document:
    """A page as lines and tables."""
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except _Enough:
        place = str(Place(row=MAX_ROWS + 1))
        reader.document.notes.append((place, f"Таблица длиннее {MAX_ROWS} строк: остальное на странице не прочитано."))
    while reader.outer:
        reader.handle_endtag("table")
    reader.flush()
    return reader.document
