"""Web pages (lists that a journal on the internet gives out): tables and the texts round them. Nothing is fetched."""

from __future__ import annotations

from html.parser import HTMLParser

from .errors import ListTooBig
from .limits import MAX_COLUMNS, MAX_ROWS, Cell, fit
from .sheets import Sheet

_BLOCKS = {
    "p", "div", "li", "br", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6",
    "section", "article", "dd", "dt", "hr", "caption", "tr", "table",
}  # fmt: skip
_SKIPPED = frozenset({"script", "style", "head", "template", "noscript", "svg", "title", "select"})
_MOST_SPAN = 1000


class _Reader(HTMLParser):
    """Rows in the order of the page; a table in a cell of a table that only lays the page out stands by itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.words: list[str] = []
        self.skipped = 0
        self.inside = 0
        self.row: list[Cell] | None = None
        self.span = (1, 1)
        self.cell = False
        self.down: dict[int, int] = {}  # column → rows that a cell above still covers
        self.tables = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self.skipped += 1
        if self.skipped:
            return
        if tag == "table":
            self._end_row()
            self.inside += 1
            self.tables += 1
            self.rows.append([])
            self.down = {}
        elif tag == "tr" and self.inside:
            self._end_row()
            self.row = []
        elif tag in ("td", "th") and self.inside:
            self._end_cell()
            self.row = [] if self.row is None else self.row
            values = dict(attrs)
            self.span = (_number(values.get("rowspan")), _number(values.get("colspan")))
            self.cell = True
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self.skipped = max(0, self.skipped - 1)
        elif self.skipped:
            return
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_row()
            self.inside = max(0, self.inside - 1)
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self.skipped and (self.cell or not self.inside):
            self.words.append(data)

    def _break(self) -> None:
        if self.cell:
            self.words.append("\n")
        elif not self.inside:
            self.end_text()

    def _take(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self.words).split("\n")) if self.cell else ()
        text = "\n".join(filter(None, lines)) if self.cell else " ".join("".join(self.words).split())
        self.words = []
        return text

    def end_text(self) -> None:
        """A paragraph outside of tables is over."""
        text = self._take()
        if text:
            self.rows.append([text])

    def _end_cell(self) -> None:
        if not self.cell or self.row is None:
            return
        text = self._take()
        self.cell = False
        while self.down.get(len(self.row), 0) > 0:
            self.row.append("")
        rows, columns = self.span
        left, top = len(self.row), len(self.rows)
        columns = max(0, min(columns, MAX_COLUMNS + 1 - left))
        if not columns:
            return
        self.row += [text, *[""] * (columns - 1)]
        if rows > 1 or columns > 1:
            self.merged.append((top, left, top + rows - 1, left + columns - 1))
        for column in range(left, left + columns):
            self.down[column] = rows

    def _end_row(self) -> None:
        self._end_cell()
        if not self.inside:
            self.end_text()
        if self.row is not None:
            while self.down.get(len(self.row), 0) > 0:
                self.row.append("")
            self.rows.append(fit(self.row)[0])
            if len(self.rows) > MAX_ROWS:
                raise ListTooBig(f"На странице больше {MAX_ROWS} строк: сохраните только нужную часть.")
            self.down = {column: left - 1 for column, left in self.down.items() if left > 1}
        self.row = None


def _number(value: str | None) -> int:
    return max(1, min(_MOST_SPAN, int(value))) if value and value.isdigit() else 1


def read_html(text: str) -> Sheet | str:
    """A sheet of all tables and paragraphs, or the text of a page without tables. Raises ListTooBig."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.handle_endtag("table")
    reader.end_text()
    if not reader.tables:
        return "\n".join(str(row[0]) if row else "" for row in reader.rows)
    return Sheet("", reader.rows, tuple(reader.merged))
