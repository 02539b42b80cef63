"""Where the headers of a sheet stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from nastavnik.engines.russian.firstnames import first_name_genders

from .cells import text_of
from .headers import UNKNOWN, Column, header_key, recognise
from .names import looks_like_name
from .shapes import NAME_FIELDS, filled_cells
from .sheets import Cell

_HEAD_LIMIT = 60
Merged = tuple[tuple[int, int, int, int], ...]
#: Alone in a row these are the title of a part, not a header.
_PLURAL = re.compile(
    r"список|(сотрудник|педагог|ученик|участник|работник)и\b|студенты|(обучающи|учащи)еся|слушатели|преподаватели|учителя"
)


def meaning_of(text: str, mapping: Mapping[str, str]) -> Column:
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
        meaning = meaning_of(text_of(cell), mapping)
        if meaning.recognised:
            known += 1
            named = named or meaning.field in NAME_FIELDS
    return known, named


def _is_header(row: list[Cell], mapping: Mapping[str, str]) -> bool:
    filled = filled_cells(row)
    if not filled:
        return False
    if any(_names_somebody(row[i]) for i in filled):
        return False
    known, named = _header_score(row, mapping)
    if len(filled) == 1:
        key = header_key(text_of(row[filled[0]]))
        exactly = named and _exactly_name(row[filled[0]]) and not _PLURAL.match(key)
        return exactly and (not recognise(key).weak or " " not in key)
    if named and any(_surely_person(row[i]) for i in filled):
        return True  # «ФИО | Хобби»: one sure word is enough
    if named and not any(_surely_names(row[i], mapping) for i in filled):
        # «учитель | отдел кадров» may as well be values: every cell must be a header then
        return known >= 3 or (known == 2 == len(filled))
    return (known >= 2 and named) or (known >= 3 and known * 2 >= len(filled))


def _names_somebody(cell: Cell) -> bool:
    """A name, unless the cell is a header that looks like one: «Фамилия И. О.»."""
    return isinstance(cell, str) and looks_like_name(cell) and not _PART_OF_NAME.search(cell)


_PART_OF_NAME = re.compile(r"\b(?:фамилия|имя|отчество|ф\.?\s?и\.?)(?!\w)", re.I)


def _surely_names(cell: Cell, mapping: Mapping[str, str]) -> bool:
    meaning = meaning_of(text_of(cell), mapping)
    return meaning.field in NAME_FIELDS and not meaning.weak


def _surely_person(cell: Cell) -> bool:
    meaning = recognise(text_of(cell)) if isinstance(cell, str) else UNKNOWN
    return meaning.field in {"full_name", "last"} and not meaning.weak and len(str(cell)) > 1


def _exactly_name(cell: Cell) -> bool:
    """A lone cell «ФИО» is a header, a lone «Наставник» may be a heading."""
    return isinstance(cell, str) and recognise(text_of(cell)).field == "full_name"


def find_headers(rows: list[list[Cell]], mapping: Mapping[str, str], merged: Merged = ()) -> list[tuple[int, int]]:
    """(top, bottom) of each header, from 0; more rows than one where the upper ones name groups of columns."""
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
            top, bottom = _whole_header(rows, at, mapping, merged)
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


#: A header of more rows than this is none.
_MOST_ROWS = 3


def _whole_header(rows: list[list[Cell]], at: int, mapping: Mapping[str, str], merged: Merged) -> tuple[int, int]:
    """First and last row of the header that the row `at` belongs to."""
    top = bottom = at
    while bottom - top + 1 < _MOST_ROWS and bottom + 1 < len(rows) and _goes_down(rows, top, bottom, mapping, merged):
        bottom += 1
    while bottom - top + 1 < _MOST_ROWS and top > 0 and _goes_up(rows, top, mapping, merged):
        top -= 1
    return top, bottom


def _goes_down(rows: list[list[Cell]], top: int, bottom: int, mapping: Mapping[str, str], merged: Merged) -> bool:
    upper, lower = rows[bottom], rows[bottom + 1]
    if not _only_words(lower):
        return False
    if any(up <= bottom < down and up >= top for up, _, down, _ in merged):
        wide = any(up <= bottom and down == bottom and right > left for up, left, down, right in merged if up >= top)
        if wide or not _is_header(lower, mapping):
            return True
    return _is_lower_half(upper, lower, mapping)


def _goes_up(rows: list[list[Cell]], top: int, mapping: Mapping[str, str], merged: Merged) -> bool:
    upper, lower = rows[top - 1], rows[top]
    if _is_upper_half(upper, lower, mapping):
        return True
    filled = filled_cells(upper)
    if not filled or filled[0] == 0 or not _only_words(upper):
        return False
    # One group title alone («Родитель» over two columns of eight), not at the left edge as titles of lists are.
    areas = [(left, right) for up, left, down, right in merged if up <= top - 1 == down and left in filled]
    groups = all(_is_group(text_of(upper[i]), mapping) for i in filled)
    return groups and (bool(areas) or filled[0] > 1)


def _is_group(text: str, mapping: Mapping[str, str]) -> bool:
    meaning = meaning_of(text, mapping)
    return meaning.recognised and meaning.field not in {"number", "roles"}


def _only_words(row: list[Cell]) -> bool:
    """Short texts without figures and names, as headers are."""
    filled = filled_cells(row)
    for i in filled:
        cell = row[i]
        if not isinstance(cell, str) or len(cell) > _LONGEST_HEADER or _names_somebody(cell):
            return False
        if any(letter.isdigit() for letter in cell) and not meaning_of(text_of(cell), {}).recognised:
            return False
    return bool(filled)


_LONGEST_HEADER = 150


def header_of_unknown_words(rows: list[list[Cell]]) -> int:
    """The row whose words are all strange («Кто · Откуда · Что умеет») over a column of names; -1 when there is none."""
    for at, row in enumerate(rows[:_HEAD_LIMIT]):
        filled = filled_cells(row)
        if len(filled) < 2 or not _only_words(row) or any("@" in text_of(row[i]) for i in filled):
            continue
        below = [other for other in rows[at + 1 : at + 41] if len(filled_cells(other)) > 1]
        for i in filled:
            texts = [text_of(other[i]) for other in below if i < len(other) and other[i] != ""]
            if len(texts) > 1 and sum(map(looks_like_name, texts)) * 10 >= 6 * len(texts):
                if sum(bool(_COUNTED.match(text)) for text in texts) * 2 > len(texts):
                    return -1  # «1. Условнов Пётр, методист» under a sentence with a comma is typed by hand
                words = text_of(row[i]).split()
                return -1 if any(first_name_genders(word) for word in words) else at
        return -1
    return -1


#: A number typed before a name in its own cell.
_COUNTED = re.compile(r"\s*\d{1,3}\s*[.)]")


def _is_lower_half(upper: list[Cell], lower: list[Cell], mapping: Mapping[str, str]) -> bool:
    """The lower row splits a group of columns: header words only, some under a blank of the upper row."""
    filled = filled_cells(lower)
    if not filled or any(not isinstance(lower[i], str) or any(c.isdigit() for c in lower[i]) for i in filled):  # type: ignore[union-attr]
        return False
    if any(_names_somebody(lower[i]) for i in filled):
        return False
    top = set(filled_cells(upper))
    splits = any(i not in top for i in filled)
    known, _ = _header_score(lower, mapping)
    return splits and known >= 1 and known * 2 >= len([i for i in filled if i not in top or lower[i] != upper[i]])


def _is_upper_half(upper: list[Cell], lower: list[Cell], mapping: Mapping[str, str]) -> bool:
    """A row of at least two group titles over the header; a title of the whole sheet stands alone."""
    filled = filled_cells(upper)
    if len(filled) < 2 or not _only_words(upper) or any(len(text_of(upper[i])) >= 60 for i in filled):
        return False
    if text_of(upper[filled[0]]).endswith(":"):
        return False  # «Куратор: | Условнова А. П.» above the table
    if any(re.search(r"\d{4}", text_of(upper[i])) for i in filled):
        return False
    known, _ = _header_score(upper, mapping)
    blanks = [i for i in filled_cells(lower) if i not in filled]
    return bool(blanks) and (known >= 1 or len(filled) < len(filled_cells(lower)))
