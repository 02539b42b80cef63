"""Cells that need no care: what is written as it should be, or was read before, costs one look.

Nothing is decided here. A quick reader gives exactly what the careful one would give, or nothing, and then the careful
one is asked; `tests/test_quick.py` holds both against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from nastavnik.engines.russian.gender import PATRONYMIC_PARTICLES, patronymic_gender

from .contacts import read_plain_email, read_plain_phone
from .drafts import Draft
from .headers import holds_all_contacts
from .model import Name
from .name_order import LAST_FIRST, order_of
from .plain_cells import PlainCells
from .plan import Planned
from .shapes import BodyRow
from .sheets import Cell

_DOUBLE_WORD = re.compile(r"[А-ЯЁ][а-яё]+-[А-ЯЁ][а-яё]+")
_WORD = re.compile(r"[А-ЯЁ][а-яё]+")
_INITIALS = re.compile(r"([А-ЯЁ]\.)([А-ЯЁ]\.)?")
_UNUSUAL, _OTHER, _PATRONYMIC, _DOUBLE, _INITIAL, _TWO_INITIALS = range(6)


@lru_cache(maxsize=20_000)
def _kind(word: str) -> int:
    """What a word of a name is. They repeat, so the answer is remembered."""
    if _DOUBLE_WORD.fullmatch(word):
        return _DOUBLE
    if initials := _INITIALS.fullmatch(word):
        return _TWO_INITIALS if initials[2] else _INITIAL
    if not _WORD.fullmatch(word) or word.lower() in PATRONYMIC_PARTICLES:
        return _UNUSUAL
    return _PATRONYMIC if patronymic_gender(word) else _OTHER


def plain_name(cell: Cell) -> Name | None:
    """A name in ordinary words whose order shows itself, by a patronymic, initials or a known first name; else None."""
    if cell.__class__ is not str:
        return None
    words = cell.split(" ")
    if len(words) == 3:
        left, second, third = words
        kinds = _kind(left), _kind(second), _kind(third)
        if kinds in _LAST_FIRST:
            return Name(left, second, third)
        return Name(third, left, second) if kinds in _FIRST_LAST else None
    if len(words) == 2:
        left, second = words
        pair = _kind(left), _kind(second)
        if pair in _SHORT:
            order = order_of((left, second))
            return Name(left, second) if order == LAST_FIRST else Name(second, left) if order else None
        return Name(left, second[:2], second[2:]) if pair in _BEFORE_INITIALS else None
    if len(words) == 4 and words[3] in ("оглы", "кызы"):
        left, second, third = words[:3]
        kinds = _kind(left), _kind(second), _kind(third)
        if kinds[0] in _SURNAMES and kinds[1] in _SINGLE and kinds[2] in _SINGLE:
            return Name(left, second, f"{third} {words[3]}")
    return None


def plain_parts(last: Cell, first: Cell, middle: Cell) -> Name | None:
    """The name whose parts stand apart, each one ordinary word (the patronymic may be missing); else None."""
    if last.__class__ is not str or first.__class__ is not str or middle.__class__ is not str:
        return None
    usual = _kind(last) in _SURNAMES and _kind(first) in _SINGLE and (not middle or _kind(middle) in _SINGLE)
    return Name(last, first, middle) if usual else None


_SINGLE = (_OTHER, _PATRONYMIC)
_SURNAMES = (*_SINGLE, _DOUBLE)
_LAST_FIRST = frozenset((left, *rest) for left in _SURNAMES for rest in ((_OTHER, _PATRONYMIC), (_INITIAL, _INITIAL)))
_FIRST_LAST = frozenset((left, _PATRONYMIC, _OTHER) for left in _SINGLE)
_SHORT = frozenset({(_OTHER, _OTHER)})
_BEFORE_INITIALS = frozenset((left, _TWO_INITIALS) for left in _SURNAMES)


_AT_ONCE: dict[str, Callable[[Cell], str]] = {"phone": read_plain_phone, "email": read_plain_email}
#: Fields of one text each; `extra` has its own place in a draft.
_REMEMBERED = frozenset({"post", "department", "group", "birth_date", "gender", "extra"})
#: Equal in a dictionary, different in a list: 1, 1.0 and «да».
_NUMBERS = frozenset({int, float, bool})


#: Column, its index, the name in the draft, whether it stands in `extra`, the reader of usual writings, the memory of cells.
_Step = tuple[Planned, int, str, bool, Callable[[Cell], str] | None, dict[Any, Any] | None]


class QuickCells:
    """The plain cells of rows; `careful` is asked for each cell that is not plain."""

    def __init__(self, columns: list[Planned], careful: PlainCells) -> None:
        self._careful = careful
        self._steps: list[_Step] = [
            (
                column,
                column.index,
                column.label if column.field == "extra" else column.field,
                column.field == "extra",
                None if holds_all_contacts(column.header) else _AT_ONCE.get(column.field),
                {} if column.field in _REMEMBERED else None,
            )
            for column in columns
        ]
        self._width = max((column.index for column in columns), default=-1) + 1

    def read(self, row: BodyRow, draft: Draft) -> None:
        """All cells of a row into its draft, in the order of the columns."""
        cells = row.cells
        if len(cells) < self._width:
            cells = cells + [""] * (self._width - len(cells))
        values, extra = draft.values, draft.extra
        for column, index, name, is_extra, at_once, memory in self._steps:
            cell = cells[index]
            if cell == "":
                continue
            if at_once is not None:
                value = at_once(cell)
            elif memory is not None:
                key = (cell.__class__, cell) if cell.__class__ in _NUMBERS else cell
                known = memory.get(key)
                if known is None:
                    known = memory[key] = self._learn(column, cell)
                value = known
            else:
                value = ""
            target = extra if is_extra else values
            if value and name not in target:
                target[name] = value
            else:
                self._careful.read(row.number, column, cell, draft)

    def _learn(self, column: Planned, cell: Cell) -> str:
        """The one text that the cell gives to an empty draft; «» when it gives anything else, or calls for a remark."""
        draft, problems = Draft(0), self._careful.cells.problems
        told = len(problems)
        self._careful.read(0, column, cell, draft)
        if len(problems) > told:
            del problems[told:]
            return ""
        given = [*draft.values.items(), *draft.extra.items()]
        wanted = column.label if column.field == "extra" else column.field
        if len(given) != 1 or given[0][0] != wanted or draft.roles or draft.experience is not None:
            return ""
        return given[0][1]
