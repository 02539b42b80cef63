"""Rows of a plan's table as its author meant them: page breaks mended, headings repeated on each page left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .columns import Columns
from .document import Cell, Para, Row, Table
from .lexicon import join_narrow
from .marks import is_ditto, is_noise, looks_like_term, marker_of, starts_act
from .model import Place, Warning
from .roles import role_of
from .text import clean, join_torn

_SIGNATURE = re.compile(
    r"^(?:итого\b|всего\b|директор\b.{0,60}[_/]|исполнитель\s*:|согласовано|утвержда|составил|разработал|подпись|м\.\s?п\.)",
    re.I,
)
_STAGE_PART = re.compile(
    r"^(?:цел[ьи]|задач[аи]|(?:ожидаемы[йе]\s+|планируемы[йе]\s+)?результаты?)\s*(?:этапа)?\s*[:–—-]", re.I
)


@dataclass(slots=True)
class LogicalRow:
    """One row after mending. `wrapped`: it was put together from pieces of a page layout."""

    cells: list[Cell]
    place: Place
    wrapped: bool = False
    shared: set[int] = field(default_factory=set)

    def text(self, column: int) -> str:
        """Text of a column, "" for a column that the table lacks."""
        return self.cells[column].text if 0 <= column < len(self.cells) else ""

    def cell(self, column: int) -> Cell:
        """Cell of a column, an empty one where the table lacks it."""
        return self.cells[column] if 0 <= column < len(self.cells) else Cell()

    def filled(self) -> list[int]:
        """Columns with text; a cell merged sideways counts once."""
        return Row(self.cells, self.place).filled()


def logical_rows(
    table: Table, columns: Columns, start: int, vocabulary: frozenset[str], rows: list[LogicalRow]
) -> list[Warning]:
    """Add the rows below the heading to `rows` (those of the pages before). Pieces that a page break cut off join the
    row above; scraps of scanning are reported."""
    if rows:
        _carry_merged(rows[-1], table, columns, start)
    warnings: list[Warning] = []
    scraps: set[str] = set()
    heading = {c: _plain(table.rows[start - 1].cells[c].text) for c in range(table.width)} if start else {}
    above_cells: list[Cell] = list(rows[-1].cells) if rows else []
    last_values: dict[int, Cell] = dict(enumerate(above_cells))
    for row in table.rows[start:]:
        cells = list(row.cells)
        for column, cell in enumerate(cells):
            if is_noise(clean(cell.text)):
                if cell.text not in scraps:  # told once, however often it stands in the table
                    message = f"Обрывок «{cell.text}» не похож на слова плана и пропущен."
                    warnings.append(Warning(str(row.place), message))
                scraps.add(cell.text)
                cells[column] = Cell()
        made = LogicalRow(cells, row.place)
        filled = made.filled()
        if not filled or _is_counting(made, filled) or _repeats_heading(made, filled, heading):
            continue
        if len(filled) <= 2 and _SIGNATURE.match(made.text(filled[0])):
            warnings.append(
                Warning(str(row.place), f"Строка «{made.text(filled[0])[:80]}» — не мероприятие, пропущена.")
            )
            continue
        for column in (*columns.terms, *columns.responsible, *columns.result):
            if column < len(cells):
                if is_ditto(clean(cells[column].text)):
                    cells[column] = last_values.get(column, Cell())
                elif cells[column].text:
                    last_values[column] = cells[column]
        if rows and _goes_on(rows[-1], made, columns, above_cells):
            _append(rows[-1], made, columns, vocabulary)
        else:
            rows.append(made)
        above_cells = list(row.cells)
    return warnings


def _carry_merged(above: LogicalRow, table: Table, columns: Columns, start: int) -> None:
    """A merged cell cut by a page shows its text on the first page only: give it back to the rows that follow."""
    for column in (*columns.terms, *columns.responsible, *columns.result):
        if column >= len(above.cells) or start >= len(table.rows):
            continue
        before, top = above.cells[column], table.rows[start].cells[column]
        if (before.rowspan > 1 or top.rowspan > 1) and before.text and not top.text:
            for row in table.rows[start:]:
                if row.cells[column] is not top:
                    break
                row.cells[column] = before


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text.lower())


def _is_counting(row: LogicalRow, filled: list[int]) -> bool:
    """A row «1 | 2 | 3 | 4» below the heading."""
    return len(filled) >= 3 and all(re.fullmatch(r"\d{1,2}\.?", row.text(c)) for c in filled)


def _repeats_heading(row: LogicalRow, filled: list[int], heading: dict[int, str]) -> bool:
    same = sum(_plain(row.text(c)) == heading.get(c) and bool(heading.get(c)) for c in filled)
    if same >= 2 and same >= len(filled) - 1:
        return True
    return len(filled) >= 3 and all(len(row.text(c)) < 50 and role_of(row.text(c)) for c in filled) and same >= 1


def _goes_on(above: LogicalRow, row: LogicalRow, columns: Columns, above_cells: list[Cell]) -> bool:
    """Whether a row is the rest of the row above, cut off by a page or by a narrow layout."""
    shared = {id(cell) for cell in above_cells if cell.text}
    own = [c for c in row.filled() if id(row.cells[c]) not in shared]
    merged = len(own) < len(row.filled())
    if not own or (row.text(columns.number) and columns.number in own):
        return False
    texts = {c: clean(row.text(c)) for c in own}
    if above.text(columns.activity) and all(c in columns.result for c in own):
        return True
    act = texts.get(columns.activity, "")
    marker, rest = marker_of(act)
    if row.place.page > above.place.page and columns.stage in own and _fragment(texts[columns.stage]):
        return True
    if own == [columns.activity]:
        if marker and marker == _next_marker(above.text(columns.activity)) and not merged:
            return True
        if marker == "-" and columns.stage >= 0 and re.search(r"(?:^|\s)[-–—•]\s?[а-яё]", above.text(columns.activity)):
            return True
        if _STAGE_PART.match(act) and above.filled() and not any(above.text(c) for c in columns.terms):
            return True
        if not marker and _open_end(above.text(columns.activity)):
            return True
        if act[:1].islower() and row.place.page > above.place.page and above.text(columns.activity)[-1:] not in ".;":
            return True
        if not merged and act[:1].islower() and above.text(columns.number) and above.text(columns.activity)[-1:] != ".":
            return True
    if row.place.page > above.place.page and act and _fragment(act):
        own = [c for c in own if c not in columns.terms or not _torn_year(above.text(c), texts[c])]
    if any(c not in (columns.activity, columns.stage, columns.group) and not _fragment(texts[c]) for c in own):
        return False
    if marker and above.wrapped and all(c == columns.activity or _fragment(t) for c, t in texts.items()):
        return True
    if not all(_fragment(texts[c]) for c in own):
        return False
    if (
        act
        and act[0] != "("
        and (starts_act(rest) or re.match(r"\w+(?:ть|ти|ться)\s", rest))
        and not _open_end(above.text(columns.activity))
    ):
        return False
    if columns.activity not in own and columns.stage not in own and columns.group not in own:
        # Only a term or a person in small letters: a second line of these cells.
        return all(not above.text(c) or _torn_pair(above.text(c), texts[c]) for c in own)
    return not any(looks_like_term(texts[c]) and not above.text(c) for c in columns.terms if c in own)


def _torn_pair(above: str, text: str) -> bool:
    return not re.search(r"[.!?]$", above) and not (looks_like_term(above) and looks_like_term(text))


def _torn_year(above: str, text: str) -> bool:
    """«до 10 декабря» at the end of a page, «2025 г.» at the top of the next one."""
    return bool(re.fullmatch(r"(?:20\d\d\s*)?(?:г\.?|гг\.?|года?|уч\.?\s*г\.?)?", text)) and not re.search(
        r"20\d\d", above
    )


def _fragment(text: str) -> bool:
    if marker_of(text)[0]:
        return False
    return bool(re.match(r"[(«\"]?[а-яё]", text)) or text[:1] in ",;.)/–—-"


def _open_end(text: str) -> bool:
    """Whether a text stops in the middle of a phrase."""
    return bool(re.search(r"(?:,|[-‐]|\b(?:и|в|на|с|по|для|о|об|или|к|от|из|при|за|со))$", text.strip()))


def _next_marker(text: str) -> str:
    numbers = re.findall(r"(?:^|[\s.;])(\d{1,2})[.)]\s*[«А-ЯЁа-яё]", text)
    return str(int(numbers[-1]) + 1) if numbers else ""


def _append(above: LogicalRow, row: LogicalRow, columns: Columns, vocabulary: frozenset[str]) -> None:
    above.wrapped = True
    for column in row.filled():
        if column >= len(above.cells) or row.cells[column] is above.cells[column]:
            continue
        target = above.cells[column]
        paras = list(target.paras)
        for at, para in enumerate(row.cells[column].paras):
            marked = para.marker or marker_of(clean(para.text))[0] or _STAGE_PART.match(para.text)
            if at == 0 and paras and not marked:
                last = paras[-1]
                # Where a page ends inside a word, only the dictionary can tell.
                other_page = row.place.page > above.place.page
                joined = join_torn(clean(last.text), clean(para.text), vocabulary)
                if other_page and joined == f"{clean(last.text)} {clean(para.text)}":
                    joined = join_narrow(clean(last.text), clean(para.text))
                paras[-1] = Para(joined, last.marker, last.level, last.bold and para.bold, last.hard)
            else:
                paras.append(para)
        above.cells[column] = Cell(paras, target.colspan, target.rowspan)


def number_text(text: str) -> str:
    """A number of a point without closing marks; «01.02.2025», which a table program makes of «1.2», is mended."""
    text = clean(text).strip(" .)")
    date = re.fullmatch(r"(\d{2})\.(\d{2})\.\d{4}", text)
    if date:
        return f"{int(date.group(1))}.{int(date.group(2))}"
    text = re.sub(r"\s+", "", text)
    return text if re.fullmatch(r"(?:\d+(?:\.\d+)*|[IVX]+|[А-Яа-я])", text) else ""


def mend_numbers(numbers: list[str]) -> list[str]:
    """«1.1» after «1.9» is «1.10»: a table program keeps such numbers as fractions."""
    mended: list[str] = []
    last = ""
    for number in numbers:
        parts, before = number.split("."), last.split(".")
        if len(parts) == len(before) == 2 and parts[0] == before[0] and all(p.isdigit() for p in parts + before):
            expected = int(before[1]) + 1
            if int(parts[1]) < expected and expected % 10 == 0 and parts[1] == str(expected).rstrip("0"):
                number = f"{parts[0]}.{expected}"
        mended.append(number)
        if number:
            last = number
    return mended
