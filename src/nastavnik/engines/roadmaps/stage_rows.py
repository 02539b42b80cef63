"""Which rows of a plan's table only name a stage."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .columns import Columns
from .headings import roman, split_number
from .marks import marker_of, starts_act
from .rows import LogicalRow
from .text import clean

_ENDS_CALLED = re.compile(r"\b(?:этап|раздел|блок|модуль|направление|период)[.:]?$", re.I)
_CALLED = re.compile(r"\b(?:этап|раздел|блок|модуль|направление|период)\b", re.I)


@dataclass(frozen=True, slots=True)
class Habits:
    """What is usual in the rows of one table: shares of rows (0–1) with a bold act, a number, a term or a person."""

    bold: float
    all_bold: bool
    numbered: float
    detailed: float


def habits_of(rows: list[LogicalRow], numbers: list[str], columns: Columns) -> Habits:
    """Count once for a table; `numbers`: the number of each row, "" for none."""
    count = max(1, len(rows))
    bold = [row.cell(columns.activity).bold for row in rows]
    detail = [*columns.terms, *columns.responsible]
    return Habits(
        sum(bold) / count,
        all(is_bold for is_bold, row in zip(bold, rows, strict=True) if row.text(columns.activity)),
        sum(bool(number) for number in numbers) / count,
        sum(any(row.text(c) for c in detail) for row in rows) / count,
    )


def is_stage_row(rows: list[LogicalRow], at: int, numbers: list[str], columns: Columns, habits: Habits) -> bool:
    """Whether the row `at` opens a stage."""
    row, number = rows[at], numbers[at]
    filled = row.filled()
    text = clean(row.text(columns.activity)) or clean(row.text(filled[0]))
    details = [c for c in (*columns.terms, *columns.responsible, *columns.result) if row.text(c)]
    wide = [c for c in filled if row.cells[c].colspan >= max(2, len(row.cells) - 1)]
    if wide and len(filled) <= 2:
        return not _heads_nested(numbers, at)
    if filled == [columns.number] and len(text) > 4:
        return not _heads_nested(numbers, at)
    following = next((n for n in numbers[at + 1 : at + 4] if n), "")
    if re.fullmatch(r"\d{1,2}|[IVX]+", number) and re.match(rf"{re.escape(roman(number))}\.\d", following):
        return True
    counted = bool(re.fullmatch(r"[IVX]+", number) or re.match(r"[IVX]{1,5}\.\s", text))
    named = split_number(text)[2] or (counted and bool(_CALLED.search(text)))
    if named and (counted or not number) and all(c in columns.terms for c in details):
        return True  # «II. Основной этап | октябрь – май»
    if details and _heads_bare(rows, at, columns) and (named or _stands_out(row, number, columns, habits)):
        return True
    if details and not all(row.cells[c] is row.cells[filled[0]] for c in details):
        return False
    if named or counted:
        return True
    if number and re.fullmatch(r"\d{1,2}(?:\.\d{1,2})+", number):
        return False
    if len(filled) > 2 or marker_of(text)[0] == "-":
        return False
    cell = row.cell(columns.activity if row.text(columns.activity) else filled[0])
    if not number and columns.activity not in filled and filled[0] == columns.number and len(text) > 4:
        return True
    others_filled = habits.detailed >= 0.6
    if cell.bold and not habits.all_bold:
        return not others_filled or not details
    if text.isupper() and len(text) > 5:
        return True
    if not others_filled:
        return False
    # Other rows have a term or a person and a number; this one has none of them.
    after = rows[at + 1] if at + 1 < len(rows) else None
    return after is not None and (habits.numbered <= 0.5 or not number) and len(row.cell(columns.activity).paras) <= 4


def _heads_nested(numbers: list[str], at: int) -> bool:
    """Whether a row numbered «1.2» only heads «1.2.1», «1.2.2» below: the name of a group, not of a stage."""
    following = next((number for number in numbers[at + 1 :] if number), "")
    return "." in numbers[at] and following.startswith(numbers[at] + ".")


def _heads_bare(rows: list[LogicalRow], at: int, columns: Columns) -> bool:
    """Whether a row names a term or a person for the rows below it, which have none of their own."""
    own = [c for c in (*columns.terms, *columns.responsible) if rows[at].text(c)]
    if not own or at + 1 >= len(rows):
        return False
    below = rows[at + 1]
    return bool(below.text(columns.activity)) and all(
        not below.text(c) or below.cell(c) is rows[at].cell(c) for c in own
    )


def _stands_out(row: LogicalRow, number: str, columns: Columns, habits: Habits) -> bool:
    """Whether a row looks like a heading among the points: by its words, by its letters, or by its number."""
    text = clean(row.text(columns.activity))
    if not text or len(text) > 150:
        return False
    if _ENDS_CALLED.search(text) or (text.isupper() and len(text) > 5):
        return True
    if row.cell(columns.activity).bold and habits.bold < 0.5:
        return True
    return bool(number) != (habits.numbered > 0.5) and not starts_act(text)
