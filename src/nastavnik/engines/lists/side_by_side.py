"""Two lists beside each other in one sheet: each has its own columns and its own people in the same rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from .cells import text_of
from .contents import counts_rows, shows
from .header_rows import meaning_of
from .headers import header_key
from .shapes import NAME_FIELDS, filled_cells
from .sheets import Cell, Sheet
from .values import heading_group, heading_role

#: Rows that are looked at.
_SAMPLE = 200
#: Titles of lists; «Наставник» over a group of columns is one member of a pair.
_PLURAL = re.compile(r"наставники|наставляемые|подопечные|кураторы|родители", re.I)
_MOST_NAMES = 0.6
_GUESS = "На листе рядом стоят {} списка: они прочитаны отдельно, строки между собой не связаны. Если это готовые пары, назовите столбцы «Наставник» и «Наставляемый»."


class _Block(NamedTuple):
    """Columns [left, right) with the name in `name`; `gap`: a blank column stands before; `counted`: its own numbers;
    `titled`: a group or a role stands over the names."""

    left: int
    right: int
    name: int
    gap: bool
    counted: bool
    titled: bool = False


def split_sheet(
    sheet: Sheet, rows: list[list[Cell]], header: tuple[int, int] | None, mapping: Mapping[str, str]
) -> list[tuple[int, Sheet]]:
    """(left column from 0, sheet) of each list, [] when there is one only. `header`: its rows, from 0, if there is one."""
    blocks = _headed(rows, header, mapping) if header else _bare(rows)
    if len(blocks) < 2 or not _are_lists(blocks, rows, header):
        return []
    result: list[tuple[int, Sheet]] = []
    used: list[str] = []
    for block in blocks:
        merged = tuple(
            (up, left - block.left, down, right - block.left)
            for up, left, down, right in sheet.merged
            if block.left <= left and right < block.right
        )
        part = [row[block.left : block.right] for row in rows]
        result.append((block.left, replace(sheet, rows=part, merged=merged, lines=(), used=tuple(used))))
        if header:
            used += [text_of(cell) for cell in part[header[1]] if cell != ""]
    return result


def guess_told(count: int) -> str:
    """The remark about lists read apart."""
    return _GUESS.format({2: "два", 3: "три", 4: "четыре"}.get(count, str(count)))


def _sample(rows: list[list[Cell]], start: int, column: int) -> list[Cell]:
    return [row[column] for row in rows[start : start + _SAMPLE] if column < len(row) and row[column] != ""]


def _headed(rows: list[list[Cell]], header: tuple[int, int], mapping: Mapping[str, str]) -> list[_Block]:
    top, bottom = header
    titles = rows[bottom]
    width = max(len(row) for row in rows[top : bottom + 1 + _SAMPLE])
    texts = [text_of(titles[i]) if i < len(titles) else "" for i in range(width)]
    fields = [meaning_of(text, mapping).field if text else "" for text in texts]
    blank = {i for i in range(width) if not texts[i] and not _sample(rows, bottom + 1, i)}
    starts = [i for i in range(width) if i not in blank][:1]
    gaps: set[int] = set()
    for i in range(starts[0] + 1 if starts else width, width):
        if i in blank:
            continue
        current = range(starts[-1], i)
        again = bool(texts[i]) and header_key(texts[i]) == header_key(texts[starts[-1]])
        numbered = fields[i] == "number" and "number" in (fields[j] for j in current)
        if i - 1 in blank or again or numbered:
            starts.append(i)
            if i - 1 in blank:
                gaps.add(i)
    found: list[_Block] = []
    for left, right in zip(starts, [*starts[1:], width], strict=True):
        while right - 1 in blank:
            right -= 1
        names = [i for i in range(left, right) if fields[i] in NAME_FIELDS]
        named = next((i for i in names if _names(_sample(rows, bottom + 1, i), fields[i])), -1)
        if named < 0 and found:
            found[-1] = found[-1]._replace(right=right)
        elif named >= 0:
            found.append(_Block(left, right, named, left in gaps, "number" in fields[left:right]))
    return found


def _names(cells: list[Cell], field: str) -> bool:
    return bool(cells) and (field == "last" or shows("full_name", cells) >= _MOST_NAMES)


def _bare(rows: list[list[Cell]]) -> list[_Block]:
    """Lists without a header: each has a column of names, a blank column or numbers stand between."""
    width = max((len(row) for row in rows[:_SAMPLE]), default=0)
    if width < 2:
        return []
    samples = [_sample(rows, 0, i) for i in range(width)]
    names = [i for i, cells in enumerate(samples) if len(cells) > 1 and shows("full_name", cells) >= _MOST_NAMES]
    if len(names) < 2:
        return []
    titled = all(_has_title(rows, name) for name in names)
    blocks: list[_Block] = []
    left = 0
    for place, name in enumerate(names):
        after = names[place + 1] if place + 1 < len(names) else width
        blank = next((i for i in range(name + 1, after) if not samples[i]), -1)
        numbers = next((i for i in range(name + 1, after) if counts_rows(samples[i])), -1)
        right = blank if blank >= 0 else numbers if numbers >= 0 else after if titled else -1
        if place + 1 == len(names):
            right = width
        if right < 0:
            return []
        counted = any(counts_rows(samples[i]) for i in range(left, name))
        blocks.append(_Block(left, right, name, left > 0 and not samples[left - 1], counted, titled))
        left = right + 1 if right == blank else right
    return blocks


def _has_title(rows: list[list[Cell]], column: int) -> bool:
    """Whether the first cell of the column is a group or a role: «ТМ-21» over its students."""
    first = next((text_of(row[column]) for row in rows if column < len(row) and row[column] != ""), "")
    return bool(heading_group(first) or heading_role(first))


def _are_lists(blocks: list[_Block], rows: list[list[Cell]], header: tuple[int, int] | None) -> bool:
    """Own numbers, the same header again, titles of lists or unequal lengths make lists; else the rows may be pairs."""
    if all(block.counted for block in blocks):
        return True
    if header is None:
        return all(block.gap or block.titled for block in blocks[1:])
    top, bottom = header
    keys = {header_key(text_of(rows[bottom][block.name])) for block in blocks}
    above = [text_of(cell) for row in rows[max(0, top - 2) : bottom + 1] for cell in row if cell != ""]
    members = sum(bool(re.search(r"наставник|наставляем|подопечн", text, re.I)) for text in above) >= 2
    plural = sum(bool(_PLURAL.search(text)) for text in above) >= 2
    if members and not plural:
        return False
    gap = all(block.gap for block in blocks[1:])
    unequal = _are_unequal(blocks, rows, bottom + 1)
    if members:
        return gap or unequal
    return len(keys) == 1 or (gap and unequal)


def _are_unequal(blocks: list[_Block], rows: list[list[Cell]], start: int) -> bool:
    """One list ends before the other."""
    ends = []
    for block in blocks:
        ends.append(
            max(
                (at for at, row in enumerate(rows) if at >= start and filled_cells(row[block.left : block.right])),
                default=0,
            )
        )
    return len(set(ends)) > 1
