"""Blocks of a sheet built of paragraphs and tables: letterhead, stamp, signatures, columns, cards to cut out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import charts
from .codes import qr_svg
from .errors import DataError
from .layout import CARD_INSET, INSET_X, QR_LINK, STYLES, TABLE_SIZE, fit_widths, text_height, text_width
from .names import date_long
from .tree import Blank, Break, Cell, Inline, Para, Picture, Table, Text

NBSP = "\u00a0"
# Room for two pens one under the other, mm.
SIGN_ROW = 10.0
# White space above and below a chart, mm.
CHART_SPARE = 8.0
Lack = Callable[[str, str], None]
Polish = Callable[[list[Inline]], tuple[Inline, ...]]


@dataclass
class Frame:
    """The sheet a block is laid on. `corner`: widest block in a corner, mm."""

    size: float
    landscape: bool
    corner: float
    framed: bool = False

    @property
    def width(self) -> float:
        """Width of the text, mm."""
        return text_width(self.landscape, self.framed)


def letterhead(
    data: Mapping[str, Any], kind: tuple[Inline, ...], frame: Frame, lack: Lack, polish: Polish
) -> Iterator[Para | Table]:
    """First block, centred: superior body, name, kind of document, date and number on one line, place.

    Number and date stay blank until the register gives them. The place is left out when the name already tells it.
    """
    org, doc = data.get("org") or {}, data.get("doc") or {}
    for line in _organization_lines(org, lack):
        yield Para(polish([line]), "organization")
    if kind:
        yield Para(kind, "title")
    yield _date_and_number(doc, frame)
    place = org.get("place")
    if place and place.removeprefix("г. ").lower() not in (org.get("full_name") or "").lower():
        yield Para(polish([Text(place)]), "center")


def _organization_lines(org: Mapping[str, Any], lack: Lack) -> Iterator[Text]:
    if org.get("authority"):
        yield Text(org["authority"])
    name, short = org.get("full_name"), org.get("short_name")
    if not name:
        lack("org.full_name", "полное наименование организации")
    full = " ".join(part for part in (name, f"({short})" if short and short != name else "") if part)
    yield Text(full or " ", True)


def _date_and_number(doc: Mapping[str, Any], frame: Frame) -> Table:
    left: tuple[Inline, ...] = (Blank(38),)
    if isinstance(doc.get("date"), dt.date):
        left = (Text(date_long(doc["date"])),)
    right: tuple[Inline, ...] = (Text(f"№{NBSP}"), Blank(24))
    if doc.get("number"):
        right = (Text(f"№{NBSP}{str(doc['number']).replace('-', chr(0x2011))}"),)
    row = (Cell((Para(left, "plain"),)), Cell((Para(right, "right"),)))
    return Table("plain", (frame.width / 2, frame.width / 2), (row,), gap=1)


def letter_head(data: Mapping[str, Any], addressee: list[Para], frame: Frame, lack: Lack, polish: Polish) -> Table:
    """Head of a letter: the sender with date, number and reference on the left, the addressee on the right."""
    org, doc = data.get("org") or {}, data.get("doc") or {}
    left: list[Para] = [Para(polish([line]), "center") for line in _organization_lines(org, lack)]
    details = [org.get("address"), org.get("phone") and f"тел. {org['phone']}", org.get("email")]
    details += [org.get("inn") and f"ИНН {org['inn']}", org.get("ogrn") and f"ОГРН {org['ogrn']}"]
    left += [Para(polish([Text(", ".join(each for each in details if each))]), "small")] if any(details) else []
    date: list[Inline] = [Text(f"{doc['date']:%d.%m.%Y}")] if doc.get("date") else [Blank(24)]
    number: list[Inline] = [Text(f"№{NBSP}{doc['number']}")] if doc.get("number") else [Text(f"№{NBSP}"), Blank(20)]
    left.append(Para((), "plain"))
    left.append(Para((*date, Text(" "), *number), "plain"))
    left.append(Para((Text(f"На №{NBSP}"), Blank(18), Text(" от "), Blank(20)), "plain"))
    gap = frame.width - 2 * frame.corner
    right = addressee or [Para((Blank(0),), "plain")]
    return Table(
        "plain", (frame.corner, max(gap, 2), frame.corner), ((Cell(tuple(left)), Cell(()), Cell(tuple(right))),), gap=0
    )


def stamp(lines: list[Para], frame: Frame) -> Table:
    """A block in the upper right corner («УТВЕРЖДАЮ», the mark of an annex), its lines aligned left."""
    return Table("plain", (frame.width - frame.corner, frame.corner), ((Cell(()), Cell(tuple(lines))),), gap=0)


def columns(args: tuple[str, ...], parts: list[Any], frame: Frame) -> Table:
    """Columns side by side, parted by `:: next`."""
    weights = [float(arg) for arg in args if not arg.startswith("size=") and arg != "tight"]
    cells: list[list[Para]] = [[]]
    for part in parts:
        if part == "next":
            cells.append([])
        elif isinstance(part, Para):
            cells[-1].append(part)
    cells += [[] for _ in weights]
    cells = [*cells[: len(weights) - 1], [each for cell in cells[len(weights) - 1 :] for each in cell]]
    scale = frame.width / (sum(weights) or 1)
    return Table(
        "plain",
        tuple(weight * scale for weight in weights),
        (tuple(Cell(tuple(cell)) for cell in cells),),
        gap=0 if "tight" in args else 3,
    )


def signatures(args: tuple[str, ...], parts: list[Any], frame: Frame) -> Table:
    """Post on the left, room for the pen, initials and surname on the right, level with the last line of the post.

    `pen`: the room is a ruled line with its meaning under it, as on sheets filled by hand.
    """
    pen = "pen" in args
    shares = (0.46, 0.26, 0.28)
    rows: list[tuple[Cell, ...]] = []
    for part in parts:
        if isinstance(part, Para):
            rows.append((Cell((part,), 3),))
            continue
        words = (*part[1], (), ())[:3]
        name = words[1]
        room: tuple[Inline, ...] = (Blank(0),) if pen else words[2]
        plain = "pen" if pen else "plain"
        styled = ((words[0], plain), (room, plain), (name, "center" if pen else "right"))
        rows.append(tuple(Cell((Para(each, style),)) for each, style in styled))
        if pen:
            captions = ("", "(подпись)", "(фамилия, инициалы)" if name else "")
            rows.append(tuple(Cell((Para((Text(each),) if each else (), "small"),)) for each in captions))
    return Table(
        "signatures",
        tuple(frame.width * share for share in shares),
        tuple(rows),
        gap=4 if pen else 9,
        keep_next=True,
        row=0 if pen or len(rows) < 2 else SIGN_ROW,
    )


def table(args: tuple[str, ...], parts: list[Any], frame: Frame) -> Table:
    """A ruled table. Columns as weights with `c` (centred) or `r` (right).

    `size=10` sets the type in pt, `row=8` the least height of a row in mm.
    """
    size, row_height, aligns, weights = TABLE_SIZE, 0.0, [], []
    for arg in args:
        if arg.startswith("size="):
            size = float(arg.removeprefix("size="))
        elif arg.startswith("row="):
            row_height = float(arg.removeprefix("row="))
        elif arg[0].isdigit():
            aligns.append({"c": "cell_center", "r": "cell_right"}.get(arg[-1], "cell"))
            weights.append(float(arg.rstrip("cr")))
    count = len(weights)
    longest = [4] * count
    head: list[tuple[Cell, ...]] = []
    body: list[tuple[Cell, ...]] = []
    for part in parts:
        if not isinstance(part, tuple):
            continue
        role, words = part
        if role == "span":
            body.append((Cell((Para(words[0] if words else (), "cell_span"),), count),))
            continue
        words = (*words, *((),) * count)[:count]
        for place, word in enumerate(words):
            longest[place] = max(longest[place], _longest(word))
        style = ["cell_head"] * count if role == "head" else aligns
        row = tuple(Cell(tuple(_split(word, style[place]))) for place, word in enumerate(words))
        (head if role == "head" and not body else body).append(row)
    if not body:
        body.append((Cell((Para((Text("Записей нет"),), "cell_center"),), count),))
    widths = fit_widths(weights, longest, size, frame.width)
    return Table("grid", widths, (*head, *body), len(head), 2, size, row=row_height)


def chart(args: tuple[str, ...], parts: list[Any], frame: Frame) -> Picture | Para:
    """A chart of the rows: the head names the series, the first cell of a row is its label. No rows: a line of words."""
    head: list[str] = []
    rows: list[list[str]] = []
    for part in parts:
        if isinstance(part, tuple):
            cells = [bare(words) for words in part[1]]
            if part[0] == "head":
                head = cells
            else:
                rows.append(cells)
    if not rows:
        return Para((Text("Данных для диаграммы нет."),), "center")
    found = charts.read_chart(args[0], head, rows, args[1] if len(args) > 1 else "")
    svg, height = charts.draw(found, frame.width)
    if height > text_height(frame.landscape) - CHART_SPARE:
        raise DataError("диаграмма выше листа: оставьте в ней меньше строк или напечатайте таблицу")
    return Picture(svg, frame.width, height, charts.described(found))


def link_code(link: str) -> Picture:
    """A code with an address, to be opened by a telephone; places where a line may break are no part of an address."""
    link = link.replace("\u200b", "")
    return Picture(qr_svg(link, "m"), QR_LINK, QR_LINK, f"Код для телефона: {link}")


def bare(words: tuple[Inline, ...]) -> str:
    """The text of finished words."""
    return "".join(each.text if isinstance(each, Text) else " " for each in words).replace("\u200b", "").strip()


def cards(args: tuple[str, ...], parts: list[Any], frame: Frame) -> Table:
    """Cards to cut out, several in a row, dashed rules between them."""
    count = int(float(args[0])) if args else 2
    cells = [
        Cell(
            tuple(each for each in part if isinstance(each, Para)),
            pictures=tuple(each for each in part if isinstance(each, Picture)),
        )
        for part in parts
        if isinstance(part, list)
    ]
    cells += [Cell(())] * (-len(cells) % count)
    rows = tuple(tuple(cells[start : start + count]) for start in range(0, len(cells), count))
    return Table("cards", (frame.width / count,) * count, rows, size=TABLE_SIZE)


def fitted(block: Para | Table, width: float) -> Para | Table:
    """The block with no blank wider than the `width` mm it has: a rule would run over the next column or off the sheet."""
    if isinstance(block, Para):
        return _shorter(block, width - STYLES[block.style].indent)
    if not any(isinstance(each, Blank) and each.width for row in block.rows for cell in row for para in cell.paras
               for each in para.inlines):  # fmt: skip
        return block
    inset = {"grid": INSET_X, "cards": CARD_INSET}.get(block.kind, 0.0)
    rows = []
    for row in block.rows:
        column, cells = 0, []
        for cell in row:
            room = sum(block.widths[column : column + cell.span]) - 2 * inset
            column += cell.span
            cells.append(replace(cell, paras=tuple(_shorter(para, room) for para in cell.paras)))
        rows.append(tuple(cells))
    return replace(block, rows=tuple(rows))


def _shorter(para: Para, room: float) -> Para:
    if not any(isinstance(each, Blank) and each.width > room for each in para.inlines):
        return para
    # A little less than the room: the rule is counted in whole signs.
    most = max(room - 3, 1.0)
    return replace(para, inlines=tuple(
        Blank(min(each.width, most)) if isinstance(each, Blank) else each for each in para.inlines
    ))  # fmt: skip


def _split(words: tuple[Inline, ...], style: str) -> Iterator[Para]:
    """Paragraphs of a cell, one for each line break."""
    line: list[Inline] = []
    for each in words:
        if isinstance(each, Break):
            yield Para(tuple(line), style)
            line = []
        else:
            line.append(each)
    yield Para(tuple(line), style)


def _longest(words: tuple[Inline, ...]) -> int:
    text = "".join(each.text if isinstance(each, Text) else " " for each in words)
    return max((len(word) for word in text.replace("\u200b", " ").split(" ")), default=0)
