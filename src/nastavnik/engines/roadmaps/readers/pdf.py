"""PDF with a text layer: words are put back into the cells of ruled tables, the rest is read as lines."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass

from ..document import Cell, Document, Line, Para, Row, Table
from ..errors import Unreadable
from ..marks import marker_of
from ..model import Place
from ..text import join_lines
from .pdf_lines import Word, cell_paras, text_lines
from .pdf_open import Grid, open_table

_MAX_PAGES = 200
_OPEN = re.compile(r"\b(?:отв|исп|зам|им|срок|ответственн\w+)[.:]?$", re.I)  # nothing ends with these words
_NEAR = 2.5  # points: two rules closer than this are one


@dataclass(slots=True)
class _Rule:
    """A horizontal (`at` = y) or vertical (`at` = x) line from `low` to `high`."""

    at: float
    low: float
    high: float


@dataclass(slots=True)
class _State:
    """What goes on from page to page: how many tables there are, the columns of a table without rules."""

    tables: int = 0
    grid: Grid | None = None


def read_pdf(data: bytes, filename: str) -> Document:
    """Every page as lines and tables. Raises Unreadable for a password, a broken file, a scan without text."""
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable(f"Файл «{filename}» защищён паролем: снимите пароль и загрузите снова.") from error
        raise Unreadable(
            f"Файл «{filename}» повреждён: сохраните его в PDF заново или загрузите исходный файл."
        ) from error
    document = Document()
    count = len(pdf)
    if count > _MAX_PAGES:
        document.notes.append(("файл", f"Прочитаны первые {_MAX_PAGES} страниц из {count}."))
    letters = 0
    state = _State()
    for number in range(min(count, _MAX_PAGES)):
        try:
            page = pdf[number]
            words = _words(page)
            across, down = _rules(page)
        except pdfium.PdfiumError as error:
            raise Unreadable(f"Страница {number + 1} файла «{filename}» повреждена: сохраните его заново.") from error
        letters += sum(len(word.text) for word in words)
        _page(document, words, across, down, number + 1, state)
    if letters < 20:
        raise Unreadable(f"В файле «{filename}» нет текста (это скан): распознайте его или загрузите исходный файл.")
    return document


def _words(page: object) -> list[Word]:
    """Words with their boxes, in the order of the file."""
    import pypdfium2.raw as raw

    textpage = page.get_textpage()  # type: ignore[attr-defined]
    handle = textpage.raw
    words: list[Word] = []
    current: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]
    base = 0.0
    left, right, bottom, top, origin_x, origin_y = (ctypes.c_double() for _ in range(6))
    for index in range(min(textpage.count_chars(), 200000)):
        code = raw.FPDFText_GetUnicode(handle, index)
        # Halves of pairs (UTF-16) are no characters: a text with one cannot even be printed.
        char = chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else ""
        if code in (2, 0xFFFE):  # a hyphen that the typesetter put at the end of a line
            char = "\u00ad"
        if not char.strip() or char in "\u00ad\ufffe":
            if current:
                words.append(_word("".join(current) + ("-" if char == "\u00ad" else ""), box, base))
            current = []
            continue
        raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        if char in "0123456789*" and (current or words):
            known = (base, box[1], box[3] - box[2]) if current else (words[-1].base, words[-1].x1, words[-1].height)
            if _is_raised(bottom.value - known[0], left.value - known[1], top.value - bottom.value, known[2]):
                continue
        gap = current and (
            left.value - box[1] > 0.35 * max(4.0, top.value - bottom.value, box[3] - box[2]) + 1.5
            or left.value < box[0] - 1
        )
        drop = current and abs((bottom.value + top.value) / 2 - (box[2] + box[3]) / 2) > max(4.0, box[3] - box[2])
        if gap or drop:
            words.append(_word("".join(current), box, base))
            current = []
        if not current:
            box = [left.value, right.value, bottom.value, top.value]
            raw.FPDFText_GetCharOrigin(handle, index, origin_x, origin_y)
            base = origin_y.value
        else:
            box = [min(box[0], left.value), max(box[1], right.value), min(box[2], bottom.value), max(box[3], top.value)]
        current.append(char)
    if current:
        words.append(_word("".join(current), box, base))
    return words


def _is_raised(rise: float, gap: float, height: float, beside: float) -> bool:
    """Whether a small digit or star stands high behind a word: the mark of a footnote. All in points."""
    return 0.2 * max(beside, 4) < rise < 1.3 * max(beside, 4) and -2 < gap < 4 and height < 0.9 * max(beside, 4)


def _word(text: str, box: list[float], base: float) -> Word:
    left, right, bottom, top = box
    return Word(text, left, right, (bottom + top) / 2, top - bottom, base)


def _rules(page: object) -> tuple[list[_Rule], list[_Rule]]:
    """Horizontal and vertical rules: thin boxes and straight segments of drawn paths."""
    import pypdfium2.raw as raw

    across: list[_Rule] = []
    down: list[_Rule] = []
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3):  # type: ignore[attr-defined]
        matrix = item.get_matrix()
        points: list[tuple[float, float, int]] = []
        for index in range(min(2000, raw.FPDFPath_CountSegments(item.raw))):
            segment = raw.FPDFPath_GetPathSegment(item.raw, index)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            px, py = matrix.on_point(x.value, y.value)
            points.append((px, py, raw.FPDFPathSegment_GetType(segment)))
        start = (0.0, 0.0)
        pieces: list[tuple[float, float, float, float]] = []
        for at, (x1, y1, kind) in enumerate(points):
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = (x1, y1)
                continue
            x0, y0, _ = points[at - 1]
            pieces.append((x0, y0, x1, y1))
        if points and len(points) > 2:
            pieces.append((points[-1][0], points[-1][1], *start))
        for x0, y0, x1, y1 in pieces:
            if abs(y0 - y1) < 1 and abs(x0 - x1) > 8:
                across.append(_Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) < 1 and abs(y0 - y1) > 4:
                down.append(_Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return _merge(across), _merge(down)


def _merge(rules: list[_Rule]) -> list[_Rule]:
    """Join pieces of one rule and the two edges of a thin box."""
    merged: list[_Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.at / _NEAR), r.low)):
        for known in merged[-60:]:
            if abs(known.at - rule.at) <= _NEAR and rule.low <= known.high + 3 and rule.high >= known.low - 3:
                known.low, known.high = min(known.low, rule.low), max(known.high, rule.high)
                break
        else:
            merged.append(_Rule(rule.at, rule.low, rule.high))
    return merged


def _page(
    document: Document, words: list[Word], across: list[_Rule], down: list[_Rule], page: int, state: _State
) -> None:
    """Add one page to the document."""
    areas = _areas(across, down)
    free = list(words)
    blocks: list[tuple[float, Table | tuple[str, bool]]] = []
    for top, bottom, xs, ys in areas:
        inside = [w for w in free if bottom - 1 <= w.y <= top + 1 and xs[0] - 3 <= (w.x0 + w.x1) / 2 <= xs[-1] + 3]
        if not inside:
            continue
        taken = {id(w) for w in inside}
        free = [w for w in free if id(w) not in taken]
        state.tables += 1
        blocks.append((top, _lattice(inside, xs, ys, across, down, page, state.tables)))
    opened = open_table(free, state.grid, page, state.tables + 1)
    if opened is not None:
        state.tables += 1
        state.grid = opened.grid
        free = opened.rest
        blocks.append((opened.top, opened.table))
    for y, line, new in text_lines(free):
        blocks.append((y, (line, new)))
    blocks.sort(key=lambda b: -b[0])
    number = 0
    for _, block in blocks:
        if isinstance(block, Table):
            document.blocks.append(block)
        else:
            number += 1
            text, new = block
            last = document.blocks[-1] if document.blocks else None
            if re.fullmatch(r"[-–—\s]*\d{1,3}[-–—\s]*", text):  # a page number
                continue
            torn = isinstance(last, Line) and bool(_OPEN.search(last.para.text))
            if isinstance(last, Line) and (torn or (not new and not marker_of(text)[0])):
                document.blocks[-1] = Line(Para(join_lines([last.para.text, text])), last.place)
            else:
                document.blocks.append(Line(Para(text), Place(page=page, line=number)))


def _areas(across: list[_Rule], down: list[_Rule]) -> list[tuple[float, float, list[float], list[float]]]:
    """Ruled tables: (top, bottom, x of the vertical rules, y of the horizontal rules downwards)."""
    areas: list[tuple[list[_Rule], list[_Rule]]] = []
    for rule in down:
        crossing = [a for a in across if a.low - 3 <= rule.at <= a.high + 3 and rule.low - 3 <= a.at <= rule.high + 3]
        if len(crossing) < 2:
            continue
        joined = [area for area in areas if any(c in area[1] for c in crossing)]
        fresh: tuple[list[_Rule], list[_Rule]] = ([rule], list(crossing))
        for area in joined:
            areas.remove(area)
            fresh[0].extend(area[0])
            fresh[1].extend(c for c in area[1] if c not in fresh[1])
        areas.append(fresh)
    found = []
    for verticals, horizontals in areas:
        xs = _distinct([v.at for v in verticals])
        ys = _distinct([h.at for h in horizontals])[::-1]
        if len(xs) >= 3 and len(ys) >= 2:
            found.append((ys[0], ys[-1], xs, ys))
    return found


def _distinct(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _lattice(
    words: list[Word], xs: list[float], ys: list[float], across: list[_Rule], down: list[_Rule], page: int, table: int
) -> Table:
    """Words in the cells that the rules enclose; a missing rule between two cells joins them."""
    rows, columns = len(ys) - 1, len(xs) - 1
    owner: dict[tuple[int, int], tuple[int, int]] = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(at: tuple[int, int]) -> tuple[int, int]:
        while owner[at] != at:
            at = owner[at]
        return at

    for r in range(rows):
        middle = (ys[r] + ys[r + 1]) / 2
        for c in range(columns):
            if c + 1 < columns and not _has(down, xs[c + 1], middle):
                owner[root((r, c + 1))] = root((r, c))
            if r + 1 < rows and not _has(across, ys[r + 1], (xs[c] + xs[c + 1]) / 2):
                owner[root((r + 1, c))] = root((r, c))
    cells: dict[tuple[int, int], Cell] = {}
    content: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        middle = (word.x0 + word.x1) / 2
        c = next((i for i in range(columns) if middle < xs[i + 1]), columns - 1)
        r = next((i for i in range(rows) if word.y > ys[i + 1]), rows - 1)
        content.setdefault(root((r, c)), []).append(word)
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for at in owner:
        members.setdefault(root(at), []).append(at)
    for first, covered in members.items():
        down_by = 1 + max(r for r, _ in covered) - min(r for r, _ in covered)
        across_by = 1 + max(c for _, c in covered) - min(c for _, c in covered)
        inside = content.get(first, [])
        left_edge, right_edge = xs[min(c for _, c in covered)], xs[1 + max(c for _, c in covered)]
        paras = cell_paras(inside, left_edge, right_edge)
        cells[first] = Cell(paras, across_by, down_by)
    made = [
        Row([cells[root((r, c))] for c in range(columns)], Place(page=page, table=table, row=r + 1))
        for r in range(rows)
    ]
    return Table(made)


def _has(rules: list[_Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.low - 1 <= through <= rule.high + 1 for rule in rules)
