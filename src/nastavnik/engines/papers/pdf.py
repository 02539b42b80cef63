"""Tree → PDF/A-2b by typst: tagged, fonts embedded, a code on each sheet. Many documents in one run."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from . import layout
from .boxes import named_boxes
from .codes import qr_svg, sheet_code
from .coverage import FAMILY, check_fonts, replaced
from .errors import FontMissing, WriteError
from .guess import guess_pages, is_long, is_tall
from .join import join_pdf
from .ranges import parted
from .tree import Blank, Block, Box, Cell, Inline, PageBreak, Para, Picture, Text, Tree

_PROGRAM = Path(__file__).with_name("sheet.typ")
_BATCH = 16


@dataclass(frozen=True, slots=True)
class PdfPart:
    """Where a document stands in the file: first sheet from 1, number of sheets."""

    code: str
    first: int
    pages: int


@dataclass(frozen=True, slots=True)
class PrintedBox:
    """A box for a tick. `page` of its document from 1; `x`, `y`, `side` in mm from the upper left corner of the sheet.

    `question`: words above, `label`: words beside it, `most`: how many boxes of the question may be ticked (0: any).
    """

    document: str
    page: int
    x: float
    y: float
    side: float
    question: str
    label: str
    most: int = 0


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A PDF, its documents in the order they were given, and the boxes of those that have a code."""

    data: bytes
    parts: tuple[PdfPart, ...]
    boxes: tuple[PrintedBox, ...] = ()

    @property
    def pages(self) -> int:
        """Number of sheets."""
        return sum(part.pages for part in self.parts)


def write_pdf(trees: Sequence[Tree], *, date: dt.date, title: str = "") -> PdfFile:
    """Lay documents out in one PDF/A-2b, each from a new sheet, each with its own numbers and codes.

    `date` becomes the date of the file (a PDF/A may not lack one); the same trees and date give the same bytes.
    However many documents there are, few of them are in the compiler's memory at once. Raises `FontMissing`, `WriteError`.
    """
    if not trees:
        raise WriteError("Нечего печатать: не выбрано ни одного документа.")
    title = title or (trees[0].title if len(trees) == 1 else f"{trees[0].title} ({len(trees)})")
    files: list[bytes] = []
    parts: list[PdfPart] = []
    boxes: list[PrintedBox] = []
    for batch in _batches(trees):
        data, sheets, places = _write(batch, date, title)
        done = parts[-1].first + parts[-1].pages - 1 if parts else 0
        files.append(data)
        parts += [
            PdfPart(tree.code, first + done, last - first + 1)
            for tree, (first, last) in zip(batch, sheets, strict=True)
        ]
        boxes += _boxes(batch, sheets, places)
    return PdfFile(join_pdf(files), tuple(parts), tuple(boxes))


def _boxes(trees: Sequence[Tree], sheets: list[list[int]], places: list[list[float]]) -> Iterator[PrintedBox]:
    """The places the compiler gives, with the words of the trees; both go in the order of the text."""
    left = iter(places)
    for tree, (first, _) in zip(trees, sheets, strict=True):
        for question, label, size, most in named_boxes(tree):
            page, x, y = next(left)
            if tree.code:
                side = 0.75 * size * layout.MM_PER_PT
                yield PrintedBox(
                    tree.code, int(page) - first + 1, round(x, 2), round(y, 2), side, question, label, most
                )


def _batches(trees: Sequence[Tree]) -> Iterator[list[Tree]]:
    """Documents of one compile: the compiler keeps in memory what it laid out in its last ten runs."""
    batch: list[Tree] = []
    sheets = 0
    for tree in trees:
        more = guess_pages(tree)
        if batch and sheets + more > _BATCH:
            yield batch
            batch, sheets = [], 0
        batch.append(tree)
        sheets += more
    yield batch


def _write(trees: Sequence[Tree], date: dt.date, title: str) -> tuple[bytes, list[list[int]], list[list[float]]]:
    """One compile, and a second one when a document took more sheets than it had codes."""
    limits = [guess_pages(tree) if tree.code else 0 for tree in trees]
    while True:
        data, sheets, places = _compile(_payload(trees, limits, date, title), date)
        pages = [last - first + 1 for first, last in sheets]
        if all(not tree.code or have >= need for tree, have, need in zip(trees, limits, pages, strict=True)):
            return data, sheets, places
        limits = [max(have, need) for have, need in zip(limits, pages, strict=True)]


@lru_cache(maxsize=1)
def _fonts(folder: str) -> Any:
    import typst

    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    if FAMILY not in found.families():
        raise FontMissing(f"Шрифт {FAMILY} не читается: переустановите программу.")
    return found


def _compile(payload: dict[str, Any], date: dt.date) -> tuple[bytes, list[list[int]], list[list[float]]]:
    import typst

    found = _fonts(str(Path(check_fonts()[0]).parent))
    compiler = typst.Compiler(
        str(_PROGRAM), font_paths=found, ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(payload, ensure_ascii=False)},
    )  # fmt: skip
    stamp = dt.datetime(date.year, date.month, date.day, 12, tzinfo=dt.UTC)
    try:
        data = compiler.compile(format="pdf", pdf_standards="a-2b", timestamp=stamp)
        sheets, boxes = (
            json.loads(compiler.query(f"<{name}>", field="value", one=True)) for name in ("sheets", "boxes")
        )
    except typst.TypstError as error:
        raise WriteError(f"Документ не удалось сверстать: {error.message[:300]}") from None
    assert isinstance(data, bytes)
    return titled(data), sheets, boxes


_ROOT = re.compile(
    rb"(\d+ 0 obj\n<</Type/Catalog[^\n]*?)/Suspects false>>/ViewerPreferences<<([^<>\n]*)>>([^\n]*>>\nendobj\n)"
    rb"(xref\n.*\nstartxref\n)(\d+)(\n%%EOF\s*)\Z",
    re.DOTALL,
)


def titled(data: bytes) -> bytes:
    """The same file, told to show its title instead of the name of the file (ISO 32000-1, 12.2).

    The compiler does so only under PDF/UA, which refuses a template that begins with a section. The catalogue is the
    last object it writes, so nothing but the place of the table of objects moves. `Suspects` is left to its default:
    some readers take the written «false» for an error. A file of another shape comes back untouched.
    """
    start = data.rfind(b"/Type/Catalog")
    begin = data.rfind(b"\n", 0, data.rfind(b"\n", 0, start)) + 1 if start > 0 else 0
    found = _ROOT.match(data[begin:]) if start > 0 else None
    if found is None:
        return data
    root, preferences, rest, table, place, end = found.groups()
    catalogue = root + b">>/ViewerPreferences<<" + preferences + b"/DisplayDocTitle true>>" + rest
    moved = int(place) + len(catalogue) - found.end(3)
    return data[:begin] + catalogue + table + str(moved).encode() + end


def _payload(trees: Sequence[Tree], limits: Sequence[int], date: dt.date, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "date": [date.year, date.month, date.day],
        "font": FAMILY,
        "inset": [layout.INSET_X, layout.INSET_Y],
        "page": {
            "left": layout.LEFT, "right": layout.RIGHT, "top": layout.TOP, "bottom": layout.BOTTOM,
            "qr": layout.CODE_SIZE, "qr_left": layout.CODE_LEFT, "qr_bottom": layout.CODE_BOTTOM,
            "frame": layout.FRAME, "frame_colour": layout.FRAME_COLOUR,
        },
        "styles": {
            name: {"align": each.align, "indent": each.indent, "bold": each.bold, "size": each.size,
                   "before": each.before, "after": each.after, "keep": each.keep_next, "outline": each.outline, "colour": each.colour}
            for name, each in layout.STYLES.items()
        },
        "documents": [_document(tree, limit) for tree, limit in zip(trees, limits, strict=True)],
    }  # fmt: skip


def _document(tree: Tree, limit: int) -> dict[str, Any]:
    sections = [
        {
            "landscape": section.landscape,
            "framed": section.framed,
            "blocks": [_block(block, tree.size, tree.spacing) for block in section.blocks],
        }
        for section in tree.sections
    ]
    codes = [qr_svg(sheet_code(tree.code, number)) for number in range(1, limit + 1)] if tree.code else []
    return {"code": tree.code, "qr": codes, "size": tree.size, "spacing": tree.spacing, "sections": sections}


def _block(block: Block, size: float, spacing: float) -> dict[str, Any]:
    if isinstance(block, Para):
        return {"t": "p", **_para(block, size)}
    if isinstance(block, PageBreak):
        return {"t": "b"}
    if isinstance(block, Picture):
        return {"t": "i", **_picture(block)}
    own = block.size or size
    rows = [[_cell(cell, own, is_tall(block.kind, row, block.widths, own)) for cell in row] for row in block.rows]
    if block.kind == "grid" and not block.row:
        rows[block.head :] = [[_short(cell) for cell in row] for row in rows[block.head :]]
    broken = block.kind in ("plain", "signatures") and is_long(block, size, spacing)
    return {"t": "t", "kind": block.kind, "w": block.widths, "r": rows, "h": block.head, "gap": block.gap,
            "size": block.size, "k": block.keep_next, "row": block.row, "long": broken}  # fmt: skip


def _cell(cell: Cell, size: float, long: bool) -> dict[str, Any]:
    pictures = [_picture(each) for each in cell.pictures]
    return {"p": [_para(para, size) for para in cell.paras], "c": cell.span, "l": long, "q": pictures}


_SHORT = {"cell": "left", "cell_center": "center", "cell_right": "right"}


def _short(cell: dict[str, Any]) -> Any:
    """Nearly every cell of a long table is plain words of one style: as one text it is set in half the time."""
    paras = cell["p"]
    side = _SHORT.get(paras[0]["s"]) if paras else None
    if not side or cell["c"] > 1 or cell["l"] or cell["q"]:
        return cell
    for para in paras:
        words = para["i"]
        if para["s"] != paras[0]["s"] or para["n"] or len(words) != 1 or not isinstance(words[0], str):
            return cell
    text = "\n".join(para["i"][0] for para in paras)
    return text if side == "left" else {"a": side, "x": text}


def _picture(picture: Picture) -> dict[str, Any]:
    return {"svg": picture.svg, "w": picture.width, "h": picture.height, "alt": picture.alt}


def _para(para: Para, size: float) -> dict[str, Any]:
    inlines = [each for inline in para.inlines for each in _inlines(inline, size)]
    return {"s": para.style, "i": inlines, "n": para.number, "k": para.keep_next}


def _inlines(inline: Inline, size: float) -> Iterator[Any]:
    if not isinstance(inline, Text):
        yield _mark(inline, size)
        return
    text = replaced(inline.text)
    for piece, whole in parted(text) if "–" in text else ((text, False),):
        yield {"o": piece, "b": inline.bold} if whole else {"b": piece} if inline.bold else piece


def _mark(inline: Inline, size: float) -> Any:
    if isinstance(inline, Blank):
        return {"w": layout.blank_length(inline.width, size) if inline.width else 0}
    return {"x": 1} if isinstance(inline, Box) else {"r": 1}
