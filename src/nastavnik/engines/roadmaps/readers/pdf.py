"""PDF with a text layer: words are put back into the cells of ruled tables, the rest is read as lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nastavnik.engines.pages import Area, Rule, Word, enclosed, read_rules, read_words, ruled_areas

from ..document import Cell, Document, Line, Para, Row, Table
from ..errors import Unreadable
from ..marks import marker_of
from ..model import Place
from ..text import join_lines
from .pdf_lines import cell_paras, text_lines
from .pdf_open import Grid, open_table

_MAX_PAGES = 200
_OPEN = re.compile(r"\b(?:отв|исп|зам|им|срок|ответственн\w+)[.:]?$", re.I)  # nothing ends with these words


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
            words = read_words(page)
            across, down = read_rules(page)
        except pdfium.PdfiumError as error:
            raise Unreadable(f"Страница {number + 1} файла «{filename}» повреждена: сохраните его заново.") from error
        letters += sum(len(word.text) for word in words)
        _page(document, words, across, down, number + 1, state)
    if letters < 20:
        raise Unreadable(f"В файле «{filename}» нет текста (это скан): распознайте его или загрузите исходный файл.")
    return document


def _page(
    document: Document, words: list[Word], across: list[Rule], down: list[Rule], page: int, state: _State
) -> None:
    """Add one page to the document."""
    free = list(words)
    blocks: list[tuple[float, Table | tuple[str, bool]]] = []
    for area in ruled_areas(across, down):
        left, right = area.xs[0] - 3, area.xs[-1] + 3
        inside = [w for w in free if area.bottom - 1 <= w.y <= area.top + 1 and left <= (w.x0 + w.x1) / 2 <= right]
        if not inside:
            continue
        taken = {id(w) for w in inside}
        free = [w for w in free if id(w) not in taken]
        state.tables += 1
        blocks.append((area.top, _lattice(area, inside, across, down, page, state.tables)))
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


def _lattice(area: Area, words: list[Word], across: list[Rule], down: list[Rule], page: int, table: int) -> Table:
    """Words in the cells that the rules enclose; a joined cell stands at every place it covers."""
    places: dict[tuple[int, int], Cell] = {}
    for found in enclosed(area, words, across, down):
        cell = Cell(cell_paras(found.words, found.left, found.right), found.columns, found.rows)
        for row in range(found.row, found.row + found.rows):
            for column in range(found.column, found.column + found.columns):
                places[row, column] = cell
    rows, columns = len(area.ys) - 1, len(area.xs) - 1
    return Table(
        [Row([places[r, c] for c in range(columns)], Place(page=page, table=table, row=r + 1)) for r in range(rows)]
    )
