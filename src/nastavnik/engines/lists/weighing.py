"""Headers of two meanings weighed against the cells below: «Номер» over phones, «Преподаватель» over subjects."""

from __future__ import annotations

import re
from dataclasses import replace

from .cells import is_placeholder, text_of
from .contents import counts_rows, shows
from .headers import UNKNOWN, Column
from .shapes import HeadedColumn, Table
from .sheets import Cell
from .values import heading_role, mark

#: Rows that are looked at; the rest of a long list is written like them.
_SAMPLE = 60
_MOST = 0.6
_SOME = 0.3
#: What a weak header may mean besides, in the order of trust.
_BESIDE = {"number": ("phone", "number", "group"), "refused": ("email",)}
#: Fields whose cells have a look of their own; a weak header over other cells means something else.
_TYPED = frozenset({"phone", "email", "birth_date", "gender", "experience_years", "group", "roles"})
#: Looks that no name, post or department has.
_NEVER_TEXT = ("email", "phone", "birth_date", "number")
#: «Наставничество», «Кем участвует в программе»: over role words such a column is the role.
_OF_PROGRAMME = re.compile(r"наставнич|программ|участ", re.I)
_SURNAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*")


def weigh(table: Table) -> tuple[HeadedColumn, ...]:
    """The columns of a table, those with a doubtful meaning decided by their cells; a tie gives `extra`."""
    columns = table.columns
    fields = {column.meaning.field for column in columns if not column.meaning.weak}
    result = []
    for column in columns:
        meaning = column.meaning
        if column.header and meaning.weak and meaning.field not in {"mentor", "mentee"}:
            meaning = _decided(meaning, sample(table, column.index), fields)
        elif meaning.field == "first" and not fields & {"last", "full_name", "mentor", "mentee"}:
            cells = sample(table, column.index)
            if shows("full_name", cells) >= _MOST and not any(c.meaning.field == "last" for c in columns):
                meaning = replace(meaning, field="full_name")
        elif not column.header and table.header_row and counts_rows(sample(table, column.index)):
            meaning = Column("number")
        elif meaning.field not in {"mentor", "mentee", "roles"} and (code := _marked_role(column, table)):
            meaning = Column("roles", owner=code)
        elif not meaning.recognised and _OF_PROGRAMME.search(column.header):
            cells = sample(table, column.index)
            meaning = Column("roles") if shows("roles", cells) >= _MOST else meaning
        result.append(column if meaning is column.meaning else replace(column, meaning=meaning))
    return tuple(result)


def _marked_role(column: HeadedColumn, table: Table) -> str:
    """The role of a header that is nothing but its word, over marks: «Куратор группы» with «+»; else «»."""
    code = heading_role(column.header) if column.header else ""
    if not code:
        return ""
    marks = [mark(cell) for cell in sample(table, column.index)]
    return code if any(marks) and None not in marks else ""


def sample(table: Table, index: int) -> list[Cell]:
    """Filled cells of a column, of the first rows."""
    found = (row.cells[index] for row in table.rows[:_SAMPLE] if index < len(row.cells))
    return [cell for cell in found if (text := text_of(cell)) and not is_placeholder(text)]


def _decided(meaning: Column, cells: list[Cell], fields: set[str]) -> Column:
    field = meaning.field
    if field in _BESIDE:
        for other in _BESIDE[field]:
            if shows(other, cells) >= _MOST:
                return replace(meaning, field=other, weak=False)
        return meaning if field == "refused" else UNKNOWN
    if field == "full_name":
        if fields & {"full_name", "last"}:
            return UNKNOWN  # «ФИО» stands beside: the noun tells about somebody else
        named = shows("full_name", cells) + sum(bool(_SURNAME.fullmatch(text_of(cell))) for cell in cells) / max(
            1, len(cells)
        )
        return meaning if not cells or named >= _SOME else UNKNOWN
    if field in _TYPED:
        return meaning if shows(field, cells) >= _MOST else UNKNOWN
    return UNKNOWN if any(shows(other, cells) >= _MOST for other in _NEVER_TEXT) else meaning
