"""PDF with a text layer as rows: ruled tables by their rules, other pages by the white strips between their columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import reduce
from itertools import pairwise

from nastavnik.engines.pages import Enclosed, Word, enclosed, group, read_rules, read_words, ruled_areas
from nastavnik.engines.schoolyear.grammar.nominative import is_russian_word

from .errors import ListTooBig, ListUnreadable
from .limits import MAX_ROWS, Cell, fit
from .sheets import Sheet

_MOST_PAGES = 200
#: Points between two columns, and the share of lines that may run across a strip (titles, signatures).
_STRIP = 7.0
_ACROSS = 0.15
#: Lines closer than this share of the usual distance belong to one row.
_CLOSE = 0.8
_FEWEST_LETTERS = 20
Areas = list[tuple[int, int, int, int]]


def read_pdf(data: bytes) -> Sheet | str:
    """A sheet of all pages one after another, or the text of a document without tables.

    Raises ListUnreadable for a password, a broken file, a scan without text; ListTooBig.
    """
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data)
        pages = [pdf[number] for number in range(min(len(pdf), _MOST_PAGES))]
        read = [(read_words(page), *read_rules(page)) for page in pages]
    except pdfium.PdfiumError as error:
        advice = (
            "защищён паролем: снимите пароль" if "password" in str(error).lower() else "повреждён: сохраните его заново"
        )
        raise ListUnreadable(f"Документ PDF {advice} и загрузите снова.") from error
    if sum(len(word.text) for words, _, _ in read for word in words) < _FEWEST_LETTERS:
        raise ListUnreadable("В документе PDF нет текста (это скан): распознайте его или загрузите исходный файл.")
    rows: list[list[Cell]] = []
    merged: Areas = []
    ruled = False
    strips: list[float] | None = None
    for words, across, down in read:
        blocks: list[tuple[float, list[list[Cell]], Areas]] = []
        for area in ruled_areas(across, down):
            left, right = area.xs[0] - 3, area.xs[-1] + 3
            inside = [w for w in words if area.bottom - 1 <= w.y <= area.top + 1 and left <= (w.x0 + w.x1) / 2 <= right]
            if not inside:
                continue
            taken = set(map(id, inside))
            words = [word for word in words if id(word) not in taken]
            table, areas = _ruled(enclosed(area, inside, across, down), len(area.ys) - 1, len(area.xs) - 1)
            blocks.append((area.top, table, areas))
            ruled = True
        lines = [line for line in group(words) if not _is_page_number(line)]
        strips = _strips(lines) if not blocks else []
        blocks += _in_strips(lines, strips)
        for _, table, areas in sorted(blocks, key=lambda block: -block[0]):
            merged += [(up + len(rows), first, low + len(rows), last) for up, first, low, last in areas]
            rows += table
        if len(rows) > MAX_ROWS:
            raise ListTooBig(f"В документе больше {MAX_ROWS} строк: сохраните только нужную часть.")
    if not ruled and all(len(row) <= 1 for row in rows):
        return "\n".join(str(row[0]) if row else "" for row in rows)
    fitted = [fit(row) for row in rows]
    return Sheet("", [row for row, _ in fitted], tuple(merged), any(cut for _, cut in fitted))


def _is_page_number(line: list[Word]) -> bool:
    return bool(re.fullmatch(r"[-–—\s]*(?:стр\.?\s*)?\d{1,3}[-–—\s]*", " ".join(word.text for word in line)))


def _text(words: list[Word]) -> str:
    """Words of a cell, its lines joined."""
    return reduce(_joined, (" ".join(word.text for word in line) for line in group(words)), "")


_HYPHEN = re.compile(r"([^\W\d_]+)[-‐]$")
_SMALL = re.compile(r"[а-яё]+")
_OF_ADDRESS = re.compile(r"[\w.@+-]+", re.ASCII)


def _joined(above: str, below: str) -> str:
    """Two lines of a cell: torn words and addresses are made whole, a hyphen stays unless the word has none."""
    torn, rest = _HYPHEN.search(above), _SMALL.match(below)
    if torn and rest:
        whole = is_russian_word(f"{torn[1]}{rest[0]}".lower())
        return (above[:-1] if whole else above) + below
    ends = above.split()[-1:] + below.split()[:1]
    if "".join(ends).count("@") == 1 and all(map(_OF_ADDRESS.fullmatch, ends)):
        return above + below
    return f"{above} {below}".strip()


def _ruled(cells: list[Enclosed], height: int, width: int) -> tuple[list[list[Cell]], Areas]:
    rows: list[list[Cell]] = [[""] * width for _ in range(height)]
    merged: Areas = []
    for cell in cells:
        rows[cell.row][cell.column] = _text(cell.words)
        if cell.rows > 1 or cell.columns > 1:
            merged.append((cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1))
    return rows, merged


def _strips(lines: list[list[Word]]) -> list[float]:
    """Left edges of the columns behind the first, where hardly any line has a word in the white strip before them."""
    wide = [line for line in lines if len(line) > 2]
    if len(wide) < 3:
        return []
    spans = sorted((word.x0, word.x1, at) for at, line in enumerate(wide) for word in _runs(line))
    found: list[float] = []
    for edge in _left_edges([start for start, _, _ in spans])[1:]:
        over = {at for start, end, at in spans if start < edge - 1 and end > edge - _STRIP + 1}
        begins = {at for start, _, at in spans if 0 <= start - edge < _STRIP}
        if len(over) <= _ACROSS * len(wide) and len(begins) * 3 >= len(wide):
            found.append(edge)
    return found


def _left_edges(starts: list[float]) -> list[float]:
    """The leftmost of each handful of beginnings that stand within a strip's width of each other."""
    result: list[float] = []
    for start in sorted(starts):
        if not result or start - result[-1] >= _STRIP:
            result.append(start)
    return result


def _runs(line: list[Word]) -> list[Word]:
    """Words that stand close together as one."""
    result: list[Word] = []
    for word in line:
        if result and word.x0 - result[-1].x1 < _STRIP:
            last = result[-1]
            result[-1] = Word(f"{last.text} {word.text}", last.x0, word.x1, last.y, last.height, last.base)
        else:
            result.append(word)
    return result


def _in_strips(lines: list[list[Word]], strips: list[float]) -> list[tuple[float, list[list[Cell]], Areas]]:
    """Each line as a row; a line that only goes on with cells of the row above is joined to it."""
    blocks: list[tuple[float, list[list[Cell]], Areas]] = []
    before: list[Word] = []
    pitch = _pitch(lines) if strips else 0.0
    for line in lines:
        runs = _runs(line)
        crosses = any(any(run.x0 < edge - 1 < run.x1 for edge in strips) for run in runs)
        if not strips or crosses:
            far = before and before[0].y - line[0].y > 2.2 * max(line[0].height, before[0].height, 4)
            blocks += [(line[0].y + 0.01, [[]], [])] if far else []
            blocks.append((line[0].y, [[" ".join(word.text for word in line)]], []))
        else:
            row: list[Cell] = [""] * (len(strips) + 1)
            for run in runs:
                place = bisect_right(strips, run.x0 + 1)
                row[place] = f"{row[place]} {run.text}".strip()
            above = blocks[-1][1][0] if blocks else []
            close = bool(before) and before[0].base - line[0].base < _CLOSE * pitch
            if len(above) == len(row) and (close or row[0] == "") and _goes_on(row, above, before, line):
                for place, cell in enumerate(row):
                    above[place] = _joined(str(above[place]), str(cell))
            else:
                blocks.append((line[0].y, [row], []))
        before = line
    return blocks


def _pitch(lines: list[list[Word]]) -> float:
    """The usual distance from a line to the next."""
    steps = sorted(above[0].base - below[0].base for above, below in pairwise(lines))
    return steps[len(steps) // 2] if steps else 0.0


def _goes_on(row: list[Cell], above: list[Cell], before: list[Word], line: list[Word]) -> bool:
    near = bool(before) and before[0].y - line[0].y < 2.4 * max(line[0].height, before[0].height, 4)
    return near and all(above[place] != "" for place, cell in enumerate(row) if cell != "")
