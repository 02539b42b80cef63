"""Where each stage has a table of its own: the words above a table, or in its first row, name the stage."""

from __future__ import annotations

import re

from .columns import find_columns
from .document import Document, Line, Table
from .headings import is_part, split_number
from .marks import is_bare_term, is_signature, marker_of
from .period import names_plan
from .tails import labelled
from .text import clean

_NO_NAME = re.compile(
    r"(?:продолжение|окончание|таблица|приложение|примечание|утвержд|согласован|принят|рассмотрен|директор|заведующ|к приказу"
    r"|на\s+20\d\d|20\d\d)",
    re.I,
)


def caption_of(lines: list[Line]) -> str:
    """The line right above a table where it says that it names a stage («Этап 1. …», «2. …» in bold or as a heading)."""
    for line in reversed(lines[-2:]):
        text = _words(line)
        if not text:
            continue
        number, _, named = split_number(text)
        strong = line.heading or line.para.bold or re.match(r"[IVX\d]+[.)]", text)
        return text if named or (number and len(text) < 150 and strong) else ""
    return ""


def captions(document: Document) -> dict[int, tuple[str, int]]:
    """By the place of a table: (name of its stage, place of the line that says it; the table's own where its first row
    does). Only where two tables or more have a heading and nearly each of them such words of its own."""
    found: dict[int, tuple[str, int]] = {}
    tables = 0
    for at, block in enumerate(document.blocks):
        if not isinstance(block, Table):
            continue
        columns = find_columns(block)
        if columns is None:
            continue
        before = document.blocks[at - 1] if at else None
        inside = _row_above(block, columns[1])
        if not inside and isinstance(before, Table):
            continue  # the next table of the same stage
        tables += 1
        above = _line_above(document, at) if not inside else None
        if inside:
            found[at] = (inside, at)
        elif above is not None:
            found[at] = above
    names = {text for text, _ in found.values()}
    return found if tables >= 2 and len(found) >= max(2, 0.6 * tables) and len(names) >= 2 else {}


def stage_inside(table: Table, heading: int) -> str:
    """The row above the heading (row `heading`) of a table where it says that it names a stage: «Раздел 1. …»."""
    text = _row_above(table, heading)
    return text if text and split_number(text)[2] else ""


def _row_above(table: Table, heading: int) -> str:
    for row in reversed(table.rows[:heading]):
        filled = row.filled()
        if len(filled) == 1:
            text = clean(row.cells[filled[0]].text)
            return text if _may_name(text) else ""
        if filled:
            return ""
    return ""


def _line_above(document: Document, table: int) -> tuple[str, int] | None:
    for at in range(table - 1, max(-1, table - 6), -1):
        block = document.blocks[at]
        if not isinstance(block, Line):
            return None
        text = _words(block)
        if (
            not text
            or is_part(text)
            or labelled(text) is not None
            or marker_of(text)[0] == "-"
            or block.para.marker == "-"
        ):
            continue  # purposes and tasks of a stage stand below its name
        return (text, at) if _may_name(text) and not is_signature(text) else None
    return None


def _may_name(text: str) -> bool:
    if not 3 < len(text) <= 160 or _NO_NAME.match(text) or names_plan(text):
        return False
    return (
        not re.search(r"[;,]$", text)
        and (is_month_like(text) or not is_bare_term(text))
        and text[:1].upper() == text[:1]
    )


def is_month_like(text: str) -> bool:
    """Whether a short term of time may name a part of a plan: «Сентябрь», «I полугодие»."""
    return is_bare_term(text) and not re.match(r"(?:на|в|с|до)\b|\d", text, re.I)


def _words(line: Line) -> str:
    marker = line.para.marker if line.para.marker not in ("", "-") else ""
    return clean(f"{marker} {line.para.text}")
