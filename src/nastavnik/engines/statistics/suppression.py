"""Hiding small cells so that they can not be computed from what is shown (monitoring.md § 5).

Zeros are shown. Everything is deterministic: the same counts always hide the same cells. None stands for hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .bridges import has_bridge

THRESHOLD = 5


@dataclass(frozen=True, slots=True)
class Row:
    """Counts of one row and their total."""

    shown: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """`status`: ok | collapsed (only margins are left) | hidden."""

    status: str
    shown: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    col_totals: tuple[int | None, ...]
    grand_total: int | None


def hide_in_row(cells: Sequence[int], k: int = THRESHOLD) -> Row:
    """Hide counts 0 < c < k of one row, and more until the hidden ones protect each other."""
    total = sum(cells)
    if total < k:
        return Row((None,) * len(cells), None)
    hidden = {place for place, count in enumerate(cells) if 0 < count < k}
    shown_total: int | None = total
    added = False
    while hidden:
        number, amount = len(hidden), sum(cells[place] for place in hidden)
        if number >= 2 and amount >= k and (added or amount not in (number, number * (k - 1))):
            break
        rest = [place for place, count in enumerate(cells) if count and place not in hidden]
        if not rest:
            shown_total = None
            break
        hidden.add(min(rest, key=lambda place: (cells[place], place)))
        added = True
    return Row(tuple(None if place in hidden else count for place, count in enumerate(cells)), shown_total)


def hide_in_table(table: Sequence[Sequence[int]], k: int = THRESHOLD) -> Table:
    """Hide small cells of a rectangular table with totals."""
    rows, columns = len(table), len(table[0]) if table else 0
    grand = sum(map(sum, table))
    nothing = tuple((None,) * columns for _ in range(rows))
    if grand < k:
        return Table("hidden", nothing, (None,) * rows, (None,) * columns, None)
    full = [[*row, sum(row)] for row in table]
    full.append([sum(column) for column in zip(*full, strict=True)])
    hidden = {(i, j) for i, row in enumerate(full) for j, count in enumerate(row) if 0 < count < k}
    if not _protect(full, hidden) or has_bridge(hidden):
        return _collapsed(table, nothing, k)
    shown = [[None if (i, j) in hidden else count for j, count in enumerate(row)] for i, row in enumerate(full)]
    return Table(
        "ok",
        tuple(tuple(row[:columns]) for row in shown[:rows]),
        tuple(row[columns] for row in shown[:rows]),
        tuple(shown[rows][:columns]),
        grand,
    )


def _protect(full: list[list[int]], hidden: set[tuple[int, int]]) -> bool:
    """Add a second hidden cell to every line that has one, again until nothing changes; False: there is none."""
    bottom, right = len(full) - 1, len(full[0]) - 1
    lines = [[(i, j) for j in range(right + 1)] for i in range(bottom + 1)]
    lines += [[(i, j) for i in range(bottom + 1)] for j in range(right + 1)]
    changed = True
    while changed:
        changed = False
        for line in lines:
            if sum(cell in hidden for cell in line) != 1:
                continue
            rest = [(i, j) for i, j in line if full[i][j] and (i, j) not in hidden and (i, j) != (bottom, right)]
            if not rest:
                return False
            hidden.add(min(rest, key=lambda cell: (cell[0] == bottom or cell[1] == right, full[cell[0]][cell[1]])))
            changed = True
    return True


def _collapsed(table: Sequence[Sequence[int]], nothing: tuple[tuple[int | None, ...], ...], k: int) -> Table:
    by_row = hide_in_row([sum(row) for row in table], k)
    by_column = hide_in_row([sum(column) for column in zip(*table, strict=True)], k)
    kept = by_row.total is not None and by_column.total is not None
    return Table("collapsed", nothing, by_row.shown, by_column.shown, by_row.total if kept else None)


def hide_distribution(counts: Sequence[int], k: int = THRESHOLD, *, sensitive: bool = False) -> Row:
    """Answers to one question. When everybody answered a sensitive one alike, the row would tell each person's
    answer: it is hidden whatever n, the number of answers stays."""
    found = hide_in_row(counts, k)
    if sensitive and found.total is not None and sum(map(bool, counts)) == 1:
        return Row((None,) * len(counts), found.total)
    return found


def hide_in_district(organizations: Sequence[int | None], total_is_shown: bool = True) -> tuple[int | None, ...]:
    """Counts of organisations beside their district's total: None stays None, and is never alone.

    A single hidden one would be the total less the others, so the smallest shown one above zero goes too.
    """
    hidden = [place for place, count in enumerate(organizations) if count is None]
    if len(hidden) != 1 or not total_is_shown:
        return tuple(organizations)
    shown = [(count, place) for place, count in enumerate(organizations) if count]
    also = min(shown)[1] if shown else None
    return tuple(None if place == also else count for place, count in enumerate(organizations))


def may_filter(fixed: Iterable[str], asked: Iterable[str]) -> bool:
    """May results of an anonymous campaign be cut so: by dimensions named at its start, at most two at once."""
    wanted = set(asked)
    return len(wanted) <= 2 and wanted <= set(fixed)
