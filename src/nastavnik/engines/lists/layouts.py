"""Sheets whose people do not stand in rows under headers: turned tables, cards, pairs written in lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from .cards import read_cards
from .cells import text_of
from .header_rows import meaning_of
from .names import looks_like_name
from .pair_lines import read_pair_lines
from .shapes import Heading, Table, filled_cells
from .sheets import Cell, Sheet
from .turned import read_turned

#: Rows of the longest sheet that may be anything but a table.
_MOST_ROWS = 20_000


def read_unusual(
    sheet: Sheet,
    rows: list[list[Cell]],
    headers: list[tuple[int, int]],
    mapping: Mapping[str, str],
    start: Heading,
) -> list[Table]:
    """The table of an unusual layout, [] for a table as usual. `headers`: where usual ones were found, from 0."""
    turned = read_turned(rows, mapping, start, sheet.merged)
    if turned:
        return [turned]
    if len(rows) > _MOST_ROWS:
        return []
    if any(_is_true_header(rows[bottom]) for _, bottom in headers) and not _has_labelled_name(rows, mapping):
        return []
    lines = list(sheet.lines) or [", ".join(text_of(row[i]) for i in filled_cells(row)) for row in rows]
    found = read_pair_lines(lines)
    if found is None and sheet.lines:
        found = read_cards([[line] if line.strip() else [] for line in sheet.lines], mapping, start)
    found = found or read_cards(rows, mapping, start)
    return [found] if found else []


_LABELLED = re.compile(r"[^:(]+?(?::|\s[-–—]\s)\s*([^,;:]+)")


def _is_true_header(row: list[Cell]) -> bool:
    """Several titles; «ФИО: Условнов Пётр | Группа: ТМ-21» are labels with their values."""
    texts = [text_of(row[i]) for i in filled_cells(row)]
    labelled = (match[1].strip() for match in map(_LABELLED.match, texts) if match)
    return len(texts) > 1 and not any(map(looks_like_name, labelled))


def _has_labelled_name(rows: list[list[Cell]], mapping: Mapping[str, str]) -> bool:
    """«ФИО | Условнов Пётр Ильич» in one row: a label with its value, which no table has."""
    for row in rows[:_SAMPLE]:
        filled = filled_cells(row)
        for left, right in pairwise(filled):
            if isinstance(row[left], str) and looks_like_name(text_of(row[right])):
                meaning = meaning_of(text_of(row[left]).rstrip(": "), mapping)
                if meaning.field == "full_name" and not meaning.weak:
                    return True
    return False


_SAMPLE = 60
