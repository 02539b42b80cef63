"""Laid-out tables, and how they are written as text: CSV, tabs, Markdown, one cell a line."""

from __future__ import annotations

import csv
import io

from .plans import Plan

# A laid-out table: rows of cells; a cell is text, None (covered by the merged cell above or to the left) or
# (text, colspan, rowspan). Lines of a cell are parted by "\n".
Cell = str | tuple[str, int, int] | None
Rows = list[list[Cell]]


def spans(cell: Cell) -> tuple[str, int, int]:
    """(text, colspan, rowspan) of a cell."""
    return cell if isinstance(cell, tuple) else (cell or "", 1, 1)


def to_csv(plan: Plan, rows: Rows) -> bytes:
    """cp1251, semicolons, the way Excel saves it here: merged cells leave empty ones."""

    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for row in rows:
        writer.writerow([spans(cell)[0] for cell in row])
    return out.getvalue().encode("cp1251", "replace")


def to_tabs(plan: Plan, rows: Rows) -> bytes:
    """Pasted as text: tabs; a cell with several lines in quotes."""
    lines = [plan.title, ""]
    for row in rows:
        texts = [spans(cell)[0] for cell in row]
        lines.append("\t".join(f'"{t}"' if "\n" in t else t for t in texts))
    return "\n".join(lines).encode()


def to_markdown(plan: Plan, rows: Rows) -> bytes:
    """A table with bars."""
    lines = [f"# {plan.title}", ""]
    for n, row in enumerate(rows):
        lines.append("| " + " | ".join(spans(cell)[0].replace("\n", "<br>") for cell in row) + " |")
        if n == 0:
            lines.append("|" + "---|" * len(row))
    return "\n".join(lines).encode()


def to_one_cell_a_line(plan: Plan, rows: Rows) -> bytes:
    """Pasted from a browser: every cell in a line of its own, empty cells lost."""
    lines = [plan.title]
    for row in rows:
        lines += [spans(cell)[0].replace("\n", " ") for cell in row if spans(cell)[0]]
    return "\n".join(lines).encode()
