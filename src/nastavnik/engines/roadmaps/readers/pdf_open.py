"""Tables of a PDF that no rules enclose: columns by the heading and the white strips below it, rows by numbers and gaps."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from statistics import median

from nastavnik.engines.pages import Word, group

from ..columns import MONTH_HEADING
from ..document import Cell, Row, Table
from ..marks import marker_of
from ..model import Place
from ..roles import role_of
from ..text import join_lines
from .pdf_lines import cell_paras

_MOST_PLACES = 4000  # where an edge is looked for; a damaged page may be a million points wide
_APART = 5.0  # points: words of one line closer than this belong together
_CLOSE = 2.15  # heights of letters: lines of one cell are not further apart, unless they are set wide
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})[.)]?")


@dataclass(frozen=True, slots=True)
class Grid:
    """Left edges of the columns, the right edge of the last one behind them; whether the first counts the points."""

    edges: tuple[float, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A table found on a page: its upper edge, its columns, the words of the page that are not in it."""

    top: float
    table: Table
    grid: Grid
    rest: list[Word]


def open_table(words: list[Word], before: Grid | None, page: int, number: int) -> Opened | None:
    """The table of a page without rules, or None. `before`: columns of such a table on the page before, which may go on
    without a heading.
    """
    lines = group(words)
    found = _heading(lines)
    if found is not None:
        start, depth, clusters = found
        body = lines[start + depth :]
        grid = _grid(clusters, body)
        heading = [word for line in lines[start : start + depth] for word in line]
        rows = [heading, *_rows(body, grid)]
        rest = [word for line in lines[:start] for word in line]
    elif before is not None and lines and _keeps(lines, before):
        grid, rest = before, []
        rows = _rows(lines, grid)
    else:
        return None
    # One row over the whole width may be the title of a stage that goes on on the next page; more are no table.
    wide = [any(_spans(line, grid) for line in group(row)) for row in rows]
    below = len(rows) - max((at + 1 for at, spans in enumerate(wide) if not spans), default=0)
    if below > 1:
        rest = rest + [word for row in rows[-below:] for word in row]
        rows = rows[:-below]
    if not rows:
        return None
    table = Table(
        [_row(row, grid, Place(page=page, table=number, row=at + 1)) for at, row in enumerate(rows)], flat=True
    )
    return Opened(max(word.y for row in rows[:1] for word in row), table, grid, rest)


def _heading(lines: list[list[Word]]) -> tuple[int, int, list[list[Word]]] | None:
    """(first line, how many lines, words of each column) of a heading: three columns or more, each with a known role."""
    # A heading of one line anywhere is surer than lines put together into one.
    for depth in (1, 2, 3, 4):
        for start in range(len(lines)):
            clusters = _clusters([word for line in lines[start : start + depth] for word in line])
            if not _is_heading(clusters):
                continue
            while depth < 5 and start + depth < len(lines):
                following = lines[start + depth]
                more = _clusters([word for line in lines[start : start + depth + 1] for word in line])
                gap = lines[start + depth - 1][0].base - following[0].base
                above = [lines[n - 1][0].base - lines[n][0].base for n in range(start + 1, start + depth)]
                heights = [w.height for line in lines[start : start + depth + 1] for w in line]
                near = gap < (1.15 * min(above) if above else 1.9 * max(heights))
                goes_on = len(more) == len(clusters) and _is_heading(more) and near
                if not goes_on or any(_NUMBER.fullmatch(w.text) or w.text[:1].isupper() for w in following):
                    break
                depth, clusters = depth + 1, more
            return _with_months(lines, start, depth, clusters)
    return None


def _with_months(
    lines: list[list[Word]], start: int, depth: int, clusters: list[list[Word]]
) -> tuple[int, int, list[list[Word]]]:
    """The same heading, or one with the months that stand below one of its words («Месяц») as columns."""
    found = start, depth, clusters
    for more in (1, 2):
        words = [word for line in lines[start + depth : start + depth + more] for word in line]
        months = [word for word in words if MONTH_HEADING.search(word.text)]
        if len(months) < 3:
            continue
        left, right = min(w.x0 for w in months), max(w.x1 for w in months)
        beside = [list(one) for one in clusters if one[-1].x1 < left or one[0].x0 > right]
        fits = True
        for word in words:
            if word not in months:  # the second half of a heading beside: «Ответ-ственный»
                own = next(
                    (one for one in beside if word.x0 < max(w.x1 for w in one) + _APART and word.x1 > one[0].x0), None
                )
                fits = fits and own is not None
                own.append(word) if own is not None else None
        if fits:
            found = (
                start,
                depth + more,
                sorted([*beside, *([w] for w in months)], key=lambda one: min(w.x0 for w in one)),
            )
    return found


def _clusters(words: list[Word]) -> list[list[Word]]:
    """Words by columns: a white strip parts two columns."""
    found: list[list[Word]] = []
    right = 0.0
    for word in sorted(words, key=lambda w: w.x0):
        if found and word.x0 <= right + _APART:
            found[-1].append(word)
        else:
            found.append([word])
            right = 0.0
        right = max(right, word.x1)
    return found


def _is_heading(clusters: list[list[Word]]) -> bool:
    texts = [join_lines([" ".join(w.text for w in line) for line in group(cluster)]) for cluster in clusters]
    months = sum(bool(MONTH_HEADING.search(text)) for text in texts)
    roles = ["terms" if months > 2 and MONTH_HEADING.search(text) else role_of(text) for text in texts]
    if not 3 <= len(roles) <= 9 + months or any(len(text) > 60 for text in texts):
        return False
    if roles.count("") > (sum(map(bool, roles)) > 2):
        return False
    return bool({"activity", "stage"} & set(roles)) and bool({"terms", "responsible", "result"} & set(roles))


def _grid(clusters: list[list[Word]], body: list[list[Word]]) -> Grid:
    """Edges in the white strips that the fewest words of the body cross."""
    ranges = [(min(w.x0 for w in cluster), max(w.x1 for w in cluster)) for cluster in clusters]
    words = [word for cluster in clusters for word in cluster]
    for line in body:
        touched = sum(low <= line[-1].x1 and line[0].x0 <= high for low, high in ranges)
        # A title over several columns says nothing of the strips between them.
        if touched < 2 or len(_clusters(line)) > 1:
            words += line
    left, right = min(w.x0 for w in words) - 2, max(w.x1 for w in words) + 2
    begins, ends = sorted(w.x0 for w in words), sorted(w.x1 for w in words)
    edges = [left]
    for this, following in itertools.pairwise(clusters):
        low, high = max(edges[-1] + 4, min(w.x0 for w in this)), max(w.x1 for w in following)
        places = [low + 1.5 * step for step in range(max(1, min(_MOST_PLACES, int((high - low) / 1.5))))]
        crossed = [bisect_left(begins, x) - bisect_right(ends, x) for x in places]
        least = min(crossed)
        edges.append(_widest([x for x, count in zip(places, crossed, strict=True) if count == least]))
    first = " ".join(w.text for w in clusters[0])
    return Grid((*edges, right), role_of(first) == "number")


def _widest(places: list[float]) -> float:
    """Middle of the longest run of neighbouring places."""
    runs: list[list[float]] = []
    for place in places:
        if runs and place - runs[-1][-1] < 2:
            runs[-1].append(place)
        else:
            runs.append([place])
    best = max(runs, key=len)
    return (best[0] + best[-1]) / 2


def _rows(lines: list[list[Word]], grid: Grid) -> list[list[Word]]:
    """Lines put together into rows of the table."""
    if not lines:
        return []  # a heading with nothing below it
    if lines and len(lines[-1]) == 1 and re.fullmatch(r"\d{1,3}", lines[-1][0].text) and len(lines) > 1:
        lines = lines[:-1]  # the number of the page
    gaps = [0.0, *(above[0].base - line[0].base for above, line in itertools.pairwise(lines))]
    wide = _row_gap(lines, gaps, grid)
    counted = [grid.numbered and line[0].x1 < grid.edges[1] and bool(_NUMBER.fullmatch(line[0].text)) for line in lines]
    by_number = sum(counted) >= 2 and sum(
        gap > wide for gap, has in zip(gaps, counted, strict=True) if has
    ) >= 0.6 * sum(counted)
    gappy = sum(gap > wide for gap in gaps) >= max(2, len(lines) // 12)
    filled = [{_column(word, grid) for word in line} for line in lines]
    sure = [
        gap for gap, has, columns in zip(gaps, counted, filled, strict=True) if gap > wide and (has or len(columns) > 1)
    ]
    usual = median(sure) if sure else 0.0
    rows: list[list[Word]] = []
    spans_above = False
    columns_above: set[int] = set()
    for at, (line, gap, has, columns) in enumerate(zip(lines, gaps, counted, filled, strict=True)):
        spans = _spans(line, grid)
        title = abs(gap - usual) <= 1 and _is_title(lines, gaps, filled, at, wide, usual, grid)
        if by_number:
            new = has or (spans != spans_above and gap > wide) or (abs(gap - usual) <= 1 and len(columns) > 1) or title
        elif gappy:
            new = gap > wide and (spans or spans_above or len(columns) > 1 or title)
        else:
            # Cells stand at the top of their row: a column that has fallen silent speaks again only in a new one.
            new = has or spans != spans_above or bool(columns - columns_above)
        if new or not rows:
            rows.append([])
        rows[-1] += line
        spans_above, columns_above = spans, columns
    return rows


def _is_title(
    lines: list[list[Word]], gaps: list[float], filled: list[set[int]], at: int, wide: float, usual: float, grid: Grid
) -> bool:
    """Whether the line `at` begins a title of a stage that fits into its column: as far from the row below as rows are
    from each other, which the paragraphs of a cell are not."""
    if max(filled[at]) > grid.numbered or marker_of(" ".join(word.text for word in lines[at]))[0]:
        return False
    end = at + 1
    while end < len(lines) and gaps[end] <= wide and filled[end] == filled[at]:
        end += 1
    return end >= len(lines) or (abs(gaps[end] - usual) <= 1 and len(filled[end]) > 1)


def _row_gap(lines: list[list[Word]], gaps: list[float], grid: Grid) -> float:
    """Lines further apart than this belong to different rows; lines of one cell stand close to one another."""
    if len(gaps) < 2:
        return 0.0
    height = median(word.height for line in lines for word in line)
    tight = sorted(gap for gap in gaps[1:] if gap <= _CLOSE * height)
    if tight:
        return 1.2 * median(tight[: max(1, len(tight) // 2)])
    filled = [{_column(word, grid) for word in line} for line in lines]
    full = sum(len(columns) >= len(grid.edges) - 2 for columns in filled)
    acts = sum(len(columns) > 1 and grid.numbered in columns for columns in filled)
    if full >= 0.5 * len(lines) or acts >= 0.8 * len(lines):
        return 0.9 * height  # no cell has a second line
    return 1.2 * median(sorted(gaps[1:])[: max(1, len(gaps) // 4)])


def _column(word: Word, grid: Grid) -> int:
    middle = (word.x0 + min(word.x1, word.x0 + 12)) / 2
    return max(0, bisect_right(grid.edges, middle, 0, len(grid.edges) - 1) - 1)


def _spans(line: list[Word], grid: Grid) -> bool:
    """Whether a line runs over the edge of a column without a white strip: the title of a stage over the width."""
    for edge in grid.edges[1:-1]:
        if any(word.x0 < edge - 1 and word.x1 > edge + 1 for word in line):
            return True
        for left, right in itertools.pairwise(line):
            if left.x1 <= edge + 1 and right.x0 >= edge - 1 and right.x0 - left.x1 < _APART:
                return True
    return False


def _keeps(lines: list[list[Word]], grid: Grid) -> bool:
    """Whether the lines of a page without a heading stand in the columns of the page before."""
    apart = [line for line in lines if len({_column(word, grid) for word in line}) > 1]
    return len(apart) >= 2 and sum(_spans(line, grid) for line in apart) <= 0.3 * len(apart)


def _row(words: list[Word], grid: Grid, place: Place) -> Row:
    """Words in the cells of a row; a line over the whole width is one cell, beside a number of its own."""
    columns = len(grid.edges) - 1
    lines = group(words)
    if any(_spans(line, grid) for line in lines):
        first = lines[0][0]
        alone = grid.numbered and bool(_NUMBER.fullmatch(first.text)) and first.x1 < grid.edges[1]
        begin = 1 if alone else 0
        wide = Cell(
            cell_paras([w for w in words if not (alone and w is first)], grid.edges[0], grid.edges[-1]), columns - begin
        )
        number = [Cell(cell_paras([first], grid.edges[0], grid.edges[1]))] if alone else []
        return Row([*number, *[wide] * (columns - begin)], place)
    cells = []
    for column in range(columns):
        inside = [word for word in words if _column(word, grid) == column]
        cells.append(Cell(cell_paras(inside, grid.edges[column], grid.edges[column + 1])))
    return Row(cells, place)
