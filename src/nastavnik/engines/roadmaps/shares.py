"""How the terms, persons and groups of a row are shared out to the points of its cell."""

from __future__ import annotations

import re
from collections.abc import Callable

from .document import Cell, Para
from .marks import marker_of
from .points import Point, merge_soft
from .rows import LogicalRow
from .text import clean, title_of


def joined(row: LogicalRow, columns: list[int]) -> str:
    """Values of several columns of a row as one: begin and end with a dash, others behind semicolons."""
    texts: list[str] = []
    for column in columns:
        text = title_of(row.text(column))
        if text and text not in texts and not re.fullmatch(r"[-–—.\s]+", text):
            texts.append(text)
    return " – ".join(texts) if len(columns) == 2 else "; ".join(texts)


def marked_months(row: LogicalRow, months: dict[int, str]) -> str:
    """«сентябрь, май»: months whose columns carry a mark."""
    return ", ".join(name for column, name in months.items() if row.text(column))


def for_points(
    row: LogicalRow, columns: list[int], points: list[Point], fits: Callable[[str], bool]
) -> list[tuple[str, bool]]:
    """The value of each point: its own line where the cell has one line for each, else the whole cell for all."""
    whole = joined(row, columns)
    if len(points) < 2 or len(columns) != 1:
        return [(whole, False)] * len(points)
    lines = [p for p in row.cell(columns[0]).paras if p.text.strip()]
    lines = merge_soft(lines)
    if len(lines) == len(points) and not row.wrapped and _one_for_each(lines, fits):
        return [(title_of(_uncounted(p.text)), True) for p in lines]
    return [(whole, False)] * len(points)


def _one_for_each(lines: list[Para], fits: Callable[[str], bool]) -> bool:
    """Whether lines are values of single points: they are counted like these, or nearly all look like values."""
    counted = [re.match(r"\s*(\d{1,2})[.)]\s", f"{line.marker} {line.text}".strip()) for line in lines]
    if [match.group(1) for match in counted if match] == [str(n + 1) for n in range(len(lines))]:
        return True
    good = [fits(title_of(_uncounted(line.text))) for line in lines]
    return sum(good) >= 0.75 * len(lines)


def _uncounted(text: str) -> str:
    """A value without the number it is listed by: «1. 15.09 – 25.09» as well, which no other list could begin with."""
    counted = re.match(r"\s*\d{1,2}[.)]\s+(?=\S)", text)
    return text[counted.end() :] if counted else marker_of(clean(text))[1]


def groups_for(points: list[Point], cell: Cell) -> list[tuple[str, bool]]:
    """Names of groups from the column beside: one for all, one for each new counting, or one for each point."""
    paras = merge_soft([p for p in cell.paras if p.text.strip()])
    if not paras:
        return [("", False)] * len(points)
    names = [title_of(marker_of(clean(p.text))[1]) for p in paras]
    runs = max((point.run for point in points), default=0) + 1
    if len(names) > 1 and runs == len(names):
        return [(names[point.run], False) for point in points]
    if len(names) > 1 and len(names) == len(points):
        return [(name, False) for name in names]
    return [(title_of(cell.text), False)] * len(points)
