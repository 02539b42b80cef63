"""Where the headers of a sheet stand and what each of their columns means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from .cells import text_of
from .headers import UNKNOWN, Column, header_key, recognise
from .names import looks_like_name
from .shapes import NAME_FIELDS, HeadedColumn, filled_cells
from .sheets import Cell, Sheet

_HEAD_LIMIT = 60
#: Alone in a row these are the title of a part, not a header.
_PLURAL = re.compile(
    r"список|(сотрудник|педагог|ученик|участник|работник)и\b|студенты|(обучающи|учащи)еся|слушатели|преподаватели|учителя"
)


def _meaning(text: str, mapping: Mapping[str, str]) -> Column:
    if text in mapping:
        found = recognise(text)
        return replace(found, field=mapping[text], recognised=True)
    return recognise(text)


def _header_score(row: list[Cell], mapping: Mapping[str, str]) -> tuple[int, bool]:
    """How many cells are known headers, and whether one of them names people."""
    known, named = 0, False
    for i in filled_cells(row):
        cell = row[i]
        if not isinstance(cell, str) or len(cell) > 100:
            continue
        meaning = _meaning(text_of(cell), mapping)
        if meaning.recognised:
            known += 1
            named = named or meaning.field in NAME_FIELDS
    return known, named


def _is_header(row: list[Cell], mapping: Mapping[str, str]) -> bool:
    filled = filled_cells(row)
    if not filled:
        return False
    if any(looks_like_name(row[i]) for i in filled if isinstance(row[i], str)):  # type: ignore[arg-type]
        return False
    known, named = _header_score(row, mapping)
    if len(filled) == 1:
        return named and _exactly_name(row[filled[0]]) and not _PLURAL.match(header_key(text_of(row[filled[0]])))
    if named and any(_exactly_name(row[i]) for i in filled):
        return True  # «ФИО | Хобби»: one sure word is enough
    return (known >= 2 and named) or (known >= 3 and known * 2 >= len(filled))


def _exactly_name(cell: Cell) -> bool:
    """A lone cell «ФИО» is a header, a lone «Наставник» may be a heading."""
    return isinstance(cell, str) and recognise(text_of(cell)).field == "full_name"


def find_headers(rows: list[list[Cell]], mapping: Mapping[str, str]) -> list[tuple[int, int]]:
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


_DIGIT = re.compile(r"\d")


def _may_be_header(row: list[Cell]) -> bool:
    """Cheap refusal for the thousands of ordinary rows: a header has no number and no date among its cells."""
    for cell in row:
        if cell != "" and (cell.__class__ is not str or _DIGIT.search(cell)):
            return False
    return len(row) - row.count("") >= 2


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
    filled = filled_cells(lower)
    if not filled or any(not isinstance(lower[i], str) or any(c.isdigit() for c in lower[i]) for i in filled):  # type: ignore[union-attr]
        return False
    if any(looks_like_name(text_of(lower[i])) for i in filled):
        return False
    top = set(filled_cells(upper))
    splits = any(i not in top for i in filled)
    known, _ = _header_score(lower, mapping)
    return splits and known >= 1 and known * 2 >= len([i for i in filled if i not in top or lower[i] != upper[i]])


def _is_upper_half(upper: list[Cell], lower: list[Cell], mapping: Mapping[str, str]) -> bool:
    """A row of at least two group titles over the header; a title of the whole sheet stands alone."""
    filled = filled_cells(upper)
    if len(filled) < 2 or not all(isinstance(upper[i], str) and len(text_of(upper[i])) < 60 for i in filled):
        return False
    if any(re.search(r"\d{4}", text_of(upper[i])) for i in filled):
        return False
    known, _ = _header_score(upper, mapping)
    blanks = [i for i in filled_cells(lower) if i not in filled]
    return bool(blanks) and (known >= 1 or len(filled) < len(filled_cells(lower)))


def read_columns(
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
