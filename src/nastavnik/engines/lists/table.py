"""A sheet as a table of people: where the header is, what each column means, which rows hold people under what heading.

Everything between (titles, numbering rows, repeated headers, totals, signatures) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from nastavnik.engines.russian.folding import repair

from .headers import UNKNOWN, Column, header_key, recognise
from .names import looks_like_name
from .sheets import Cell, Sheet
from .values import heading_role, is_group_code, read_group, text_of

_HEAD_LIMIT = 60
_NAME_FIELDS = frozenset({"full_name", "last", "mentor", "mentee"})


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading row (or the sheet's name) gives to the rows below."""

    department: str = ""
    group: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One row that may hold a person. `number` from 1."""

    number: int
    cells: list[Cell]
    heading: Heading


@dataclass(frozen=True, slots=True)
class HeadedColumn:
    """Column `index` of the sheet: its header as written («» when there is none) and its meaning."""

    index: int
    header: str
    meaning: Column


@dataclass(frozen=True, slots=True)
class Table:
    """One header with the rows under it. `header_row` from 1, 0 when the sheet has no header."""

    header_row: int
    columns: tuple[HeadedColumn, ...]
    rows: tuple[BodyRow, ...]


def read_tables(sheet: Sheet, mapping: Mapping[str, str]) -> list[Table]:
    """All tables of a sheet, one under another. `mapping`: corrections, header → field."""
    rows = _fill_merged(sheet)
    starts = _header_rows(rows, mapping)
    if not starts:
        return [_without_header(sheet, rows, mapping)]
    tables = []
    for place, (top, bottom) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(rows)
        columns = _columns(rows, top, bottom, sheet, mapping)
        context = _Context(Heading(role=heading_role(sheet.name)))
        if len(starts) > 1:
            # Several tables on one sheet are told apart by the words over each: «Наставники», «Наставляемые».
            for row in rows[max(0, top - 3) : top]:
                context.take_title(row)
        body = tuple(_body(rows, bottom + 1, end, columns, rows[bottom], context))
        tables.append(Table(top + 1, columns, body))
    return tables


def _fill_merged(sheet: Sheet) -> list[list[Cell]]:
    """A value merged downwards belongs to each of its rows («Отделение» beside ten people)."""
    rows = sheet.rows
    tall = [area for area in sheet.merged if area[2] > area[0] and area[1] == area[3]]
    if not tall:
        return rows
    rows = [list(row) for row in rows]
    for top, left, bottom, _ in tall:
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] == "":
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and row[left] == "":
                row[left] = rows[top][left]
    return rows


# Headers ------------------------------------------------------------------------------------------------------------


def _filled(row: list[Cell]) -> list[int]:
    return [i for i, cell in enumerate(row) if cell != "" and (not isinstance(cell, str) or cell.strip())]


def _meaning(text: str, mapping: Mapping[str, str]) -> Column:
    if text in mapping:
        found = recognise(text)
        return replace(found, field=mapping[text], recognised=True)
    return recognise(text)


def _header_score(row: list[Cell], mapping: Mapping[str, str]) -> tuple[int, bool]:
    """How many cells are known headers, and whether one of them names people."""
    known, named = 0, False
    for i in _filled(row):
        cell = row[i]
        if not isinstance(cell, str) or len(cell) > 100:
            continue
        meaning = _meaning(text_of(cell), mapping)
        if meaning.recognised:
            known += 1
            named = named or meaning.field in _NAME_FIELDS
    return known, named


def _is_header(row: list[Cell], mapping: Mapping[str, str]) -> bool:
    filled = _filled(row)
    if not filled:
        return False
    if any(looks_like_name(row[i]) for i in filled if isinstance(row[i], str)):  # type: ignore[arg-type]
        return False
    known, named = _header_score(row, mapping)
    if len(filled) == 1:
        return named and _exactly_name(row[filled[0]])
    if named and any(_exactly_name(row[i]) for i in filled):
        return True  # «ФИО | Хобби»: one sure word is enough
    return (known >= 2 and named) or (known >= 3 and known * 2 >= len(filled))


def _exactly_name(cell: Cell) -> bool:
    """A lone cell «ФИО» is a header, a lone «Наставник» may be a heading."""
    return isinstance(cell, str) and recognise(text_of(cell)).field == "full_name"


def _header_rows(rows: list[list[Cell]], mapping: Mapping[str, str]) -> list[tuple[int, int]]:
    """(top, bottom) of each header, from 0; two rows where the upper one names groups of columns."""
    found: list[tuple[int, int]] = []
    seen: set[tuple[str, ...]] = set()
    at = 0
    while at < len(rows):
        if found and not _may_be_header(rows[at]):
            at += 1
            continue
        if not found and at > _HEAD_LIMIT:
            break
        if _is_header(rows[at], mapping):
            top, bottom = _both_rows(rows, at, mapping)
            key = tuple(header_key(text_of(cell)) for cell in rows[bottom])
            if key not in seen and not (found and top <= found[-1][1]):
                seen.add(key)
                found.append((top, bottom))
            at = bottom
        at += 1
    return found


def _may_be_header(row: list[Cell]) -> bool:
    """Cheap refusal for the thousands of ordinary rows: a header has no number and no date among its cells."""
    filled = _filled(row)
    return len(filled) >= 2 and all(isinstance(row[i], str) and not any(c.isdigit() for c in row[i]) for i in filled)  # type: ignore[union-attr]


def _both_rows(rows: list[list[Cell]], at: int, mapping: Mapping[str, str]) -> tuple[int, int]:
    below = at + 1
    if below < len(rows) and _is_lower_half(rows[at], rows[below], mapping):
        return at, below
    above = at - 1
    if above >= 0 and _is_upper_half(rows[above], rows[at], mapping):
        return above, at
    return at, at


def _is_lower_half(upper: list[Cell], lower: list[Cell], mapping: Mapping[str, str]) -> bool:
    """The lower row splits a group of columns: header words only, some under a blank of the upper row."""
    filled = _filled(lower)
    if not filled or any(not isinstance(lower[i], str) or any(c.isdigit() for c in lower[i]) for i in filled):  # type: ignore[union-attr]
        return False
    if any(looks_like_name(text_of(lower[i])) for i in filled):
        return False
    top = set(_filled(upper))
    splits = any(i not in top for i in filled)
    known, _ = _header_score(lower, mapping)
    return splits and known >= 1 and known * 2 >= len([i for i in filled if i not in top or lower[i] != upper[i]])


def _is_upper_half(upper: list[Cell], lower: list[Cell], mapping: Mapping[str, str]) -> bool:
    """A row of at least two group titles over the header; a title of the whole sheet stands alone."""
    filled = _filled(upper)
    if len(filled) < 2 or not all(isinstance(upper[i], str) and len(text_of(upper[i])) < 60 for i in filled):
        return False
    if any(re.search(r"\d{4}", text_of(upper[i])) for i in filled):
        return False
    known, _ = _header_score(upper, mapping)
    blanks = [i for i in _filled(lower) if i not in filled]
    return bool(blanks) and (known >= 1 or len(filled) < len(_filled(lower)))


def _columns(
    rows: list[list[Cell]], top: int, bottom: int, sheet: Sheet, mapping: Mapping[str, str]
) -> tuple[HeadedColumn, ...]:
    width = max(len(row) for row in rows[top:])
    titles = _titles(rows, top, bottom, sheet, width)
    found: list[HeadedColumn] = []
    counts: dict[str, int] = {}
    for index, (upper, lower) in enumerate(titles):
        header = " / ".join(part for part in (upper, lower) if part)
        if not header:
            found.append(HeadedColumn(index, "", UNKNOWN))
            continue
        counts[header] = counts.get(header, 0) + 1
        shown = f"{header} ({counts[header]})" if counts[header] > 1 else header
        if shown in mapping:
            meaning = _meaning(shown, mapping)
        elif upper and lower:
            meaning = _joined_meaning(upper, lower)
        else:
            meaning = recognise(header)
        found.append(HeadedColumn(index, shown, meaning))
    return tuple(found)


def _titles(rows: list[list[Cell]], top: int, bottom: int, sheet: Sheet, width: int) -> list[tuple[str, str]]:
    """(group title, own title) of each column; the group title is «» in a header of one row."""

    def cell(row: int, column: int) -> str:
        return text_of(rows[row][column]) if column < len(rows[row]) else ""

    if top == bottom:
        return [("", cell(top, i)) for i in range(width)]
    covered = {
        column: left
        for up, left, down, right in sheet.merged
        if up <= top <= down and right > left
        for column in range(left, right + 1)
    }
    known_areas = any(up == top and right > left for up, left, _, right in sheet.merged)
    result, group = [], ""
    for column in range(width):
        upper, lower = cell(top, column), cell(bottom, column)
        if upper:
            group = upper
        elif known_areas:
            group = cell(top, covered[column]) if column in covered else ""
        if upper == lower or not lower:  # merged downwards, or a column of its own
            result.append(("", upper or lower))
        else:
            result.append((group, lower))
    return result


def _joined_meaning(upper: str, lower: str) -> Column:
    group, own = recognise(upper), recognise(lower)
    if group.field.startswith("representative"):
        if own.field in {"phone", "email"}:
            return replace(group, field=f"representative.{own.field}")
        if own.field in {"full_name", "last", "first", "middle"}:
            return replace(group, field="representative")
        if own.field.startswith("representative") or own.field == "refused":
            return own
        return UNKNOWN
    if group.field in {"mentor", "mentee"} and own.recognised:
        field = group.field if own.field == "full_name" else own.field
        return replace(own, field=field, owner=group.field)
    if own.recognised:
        return own
    if group.field in {"phone", "email", "birth_date", "experience_years"} or group.field == "refused":
        return group
    return recognise(f"{upper} {lower}")


# Rows ---------------------------------------------------------------------------------------------------------------

_TOTAL = re.compile(r"^\s*(итого|всего|количество|общее количество|итог)\b", re.I)
_SIGNATURE = re.compile(
    r"^\s*(и\.?\s*о\.?\s*)?(директор|зам\w*\.?\s*директора|заместитель|заведующ\w+|руководител\w+|исполнител\w+|исп\.|составил\w*|"
    r"подготовил\w*|ответственн\w+|председател\w+|секретар\w+|подпись|дата|утвержд\w+|согласован\w*|м\.\s*п\.|примечани\w+|"
    r"главн\w+ бухгалтер|куратор|методист|начальник|специалист)\b",
    re.I,
)
_NUMBER_CELL = re.compile(r"\s*\d{0,5}[.)]?\s*")
_BLANK_LINE = re.compile(r"_{3,}")


def _body(
    rows: list[list[Cell]],
    start: int,
    end: int,
    columns: tuple[HeadedColumn, ...],
    header: list[Cell],
    context: _Context,
) -> Iterator[BodyRow]:
    names = [c.index for c in columns if c.meaning.field in _NAME_FIELDS]
    numbers = {c.index for c in columns if c.meaning.field == "number"}
    heads = [header_key(text_of(cell)) for cell in header]
    for index in range(start, end):
        row = rows[index]
        filled = _filled(row)
        if not filled or all(i in numbers and _NUMBER_CELL.fullmatch(text_of(row[i])) for i in filled):
            continue
        if _is_numbering(row, filled) or _is_repeated_header(row, filled, heads):
            continue
        first = text_of(row[filled[0]])
        if _TOTAL.match(first) or (len(filled) > 1 and filled[0] in numbers and _TOTAL.match(text_of(row[filled[1]]))):
            continue
        if len(filled) == 1 and not _is_person(row[filled[0]], filled[0], names, len(columns)):
            if not _is_signature(first):
                context.take(first)
            continue
        if _is_signature_row(row, filled, names, numbers):
            continue
        yield BodyRow(index + 1, row, context.heading)


class _Context:
    """Headings met so far. The kind that came first is the outer one: a new outer heading ends the inner ones."""

    def __init__(self, start: Heading) -> None:
        self.heading = start
        self._start = start
        self._order: list[str] = []

    def take_title(self, row: list[Cell]) -> None:
        """A lone role word or group code over a header."""
        filled = _filled(row)
        text = text_of(row[filled[0]]) if len(filled) == 1 else ""
        if text and (heading_role(text) or is_group_code(text)):
            self.take(text)

    def take(self, text: str) -> None:
        """A heading between the rows."""
        text = repair(text).strip(" :;")
        if not re.search(r"[^\W_]", text):
            return
        role = heading_role(text)
        kind, value = (
            ("role", role) if role else ("group", read_group(text)) if is_group_code(text) else ("department", text)
        )
        if kind not in self._order:
            self._order.append(kind)
        inner = self._order[self._order.index(kind) + 1 :]
        heading = replace(self.heading, **{name: getattr(self._start, name) for name in inner})
        self.heading = replace(heading, **{kind: value})


def _is_numbering(row: list[Cell], filled: list[int]) -> bool:
    """«1 2 3 4» under the header."""
    if len(filled) < 2 or not text_of(row[filled[1]]).strip(" ().").isdigit():
        return False
    values = [text_of(row[i]).strip(" ().") for i in filled]
    if not all(value.isdigit() and len(value) <= 3 for value in values):
        return False
    numbers = [int(value) for value in values]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2


def _is_repeated_header(row: list[Cell], filled: list[int], heads: list[str]) -> bool:
    if any(not isinstance(row[i], str) for i in filled) or filled[-1] >= len(heads):
        return False
    # Each of thousands of rows comes here: one cell is enough to see that it is no header.
    probe = next((i for i in filled if heads[i]), filled[0])
    if len(filled) > 1 and not any(header_key(text_of(row[i])) == heads[i] for i in (probe, filled[-1])):
        return False
    same = sum(1 for i in filled if i < len(heads) and heads[i] and header_key(text_of(row[i])) == heads[i])
    return same >= 1 and same * 2 >= len(filled) and (same >= 2 or len(filled) == 1)


def _is_person(cell: Cell, index: int, names: list[int], width: int) -> bool:
    """Whether a lone cell is a person without any other data rather than a heading."""
    text = text_of(cell)
    if index not in names:
        return False
    if looks_like_name(text):
        return True
    # In a list of one column each line is a person unless it clearly is a heading.
    words = text.split()
    return (
        width == 1
        and 1 <= len(words) <= 4
        and not heading_role(text)
        and not is_group_code(text)
        and all(re.fullmatch(r"[А-ЯЁ][а-яё.\-]*", word) for word in words)
    )


def _is_signature(text: str) -> bool:
    if _BLANK_LINE.search(text):
        return True
    return bool(_SIGNATURE.match(text) and re.search(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.|:", text))


def _is_signature_row(row: list[Cell], filled: list[int], names: list[int], numbers: set[int]) -> bool:
    """«Директор | | Иванов И. И.», «Подпись ______»: few cells, no person where people stand."""
    if len(filled) > 4:
        return False
    texts = [text_of(row[i]) for i in filled]
    if any(_BLANK_LINE.search(text) for text in texts):
        return True
    in_names = [text_of(row[i]) for i in names if i in filled]
    counted = any(i in numbers and _NUMBER_CELL.fullmatch(text_of(row[i])) for i in filled)
    if not _SIGNATURE.match(texts[0]) or counted:
        return False
    return not any(looks_like_name(text) for text in in_names)


# No header ----------------------------------------------------------------------------------------------------------


def _without_header(sheet: Sheet, rows: list[list[Cell]], mapping: Mapping[str, str]) -> Table:
    from .contents import guess_columns

    width = max((len(row) for row in rows), default=0)
    body = [row for row in rows if len(_filled(row)) > (1 if width > 1 else 0)]
    guessed = guess_columns(body, width)
    columns = []
    for index in range(width):
        label = unnamed(index)
        meaning = guessed.get(index, UNKNOWN)
        if label in mapping:
            meaning = Column(mapping[label])
        columns.append(HeadedColumn(index, "", meaning))
    table = tuple(columns)
    context = _Context(Heading(role=heading_role(sheet.name)))
    return Table(0, table, tuple(_body(rows, 0, len(rows), table, [], context)))


def unnamed(index: int) -> str:
    """How a column without a header is called in `extra` and in a correction: «столбец 3»."""
    return f"столбец {index + 1}"
