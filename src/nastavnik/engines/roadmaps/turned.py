"""Tables whose acts do not stand one below the other, laid out anew as a plan's usual table.

Turned: the first column names what each row holds, a stage (or an act) is a column. Cards: a small table for each act.
Matrices: columns are months or stages, the acts stand in the cells.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .document import Cell, Para, Row, Table
from .headings import split_number
from .marks import is_bare_term, looks_like_person, looks_like_term
from .roles import role_of
from .text import clean

_FIELDS = {"terms", "responsible", "result"}
_DATED = ("terms", "responsible")
_STAGE = re.compile(r"\w+(?:ый|ой|ий|ая|ое)\s+(?:этап|период|раздел|блок|модуль|направление|стадия|фаза)\b", re.I)
_WORDY = 10  # letters: a shorter cell is a mark, not an act


def upright(table: Table) -> Table:
    """The table in the usual shape; the table itself where it has that already."""
    return _cards(table) or _turned(table) or _by_terms(table) or _by_stages(table) or table


# Turned -------------------------------------------------------------------------------------------------------------


def _labels(rows: list[Row]) -> list[str]:
    """Roles of the words in the first column, "" for long ones and for cells over the whole row."""
    found = []
    for row in rows:
        cell = row.cells[0]
        found.append(role_of(cell.text) if cell.colspan == 1 and len(cell.text) <= 45 else "")
    return found


def _is_label_column(roles: list[str]) -> bool:
    """Whether roles stand one below the other as in a heading: an act and what belongs to it, each once."""
    named = [role for role in roles if role]
    return (
        "activity" in named
        and bool(_FIELDS & set(named))
        and len(set(named)) == len(named)
        and len(named) >= max(2, 0.6 * len(roles))
    )


def _turned(table: Table) -> Table | None:
    rows = [row for row in table.rows if row.filled()]
    while rows and rows[0].filled() == [0]:
        rows = rows[1:]  # titles of a sheet
    if not 2 <= len(rows) <= 12 or table.width < 2 or not _is_label_column(_labels(rows)):
        return None
    values = [
        (role, cell.text) for role, row in zip(_labels(rows), rows, strict=True) for cell in row.cells[1:] if cell.text
    ]
    fits = [looks_like_term(t) if role == "terms" else looks_like_person(t) for role, t in values if role in _DATED]
    if not fits or sum(fits) < 0.5 * len(fits):
        return None
    swapped: dict[int, Cell] = {}

    def turn(cell: Cell) -> Cell:
        if id(cell) not in swapped:
            swapped[id(cell)] = replace(cell, colspan=cell.rowspan, rowspan=cell.colspan)
        return swapped[id(cell)]

    place = rows[_labels(rows).index("activity")].place
    made = [Row([turn(row.cells[column]) for row in rows], place) for column in range(table.width)]
    if not role_of(made[0].cells[0].text):
        made[0].cells[0] = Cell([Para("Этап")])
    return Table(made, table.flat)


def _cards(table: Table) -> Table | None:
    """«Мероприятие | …», «Срок | …», «Ответственный | …» again and again: each round of labels is a row."""
    if table.width != 2:
        return None
    rows = [row for row in table.rows if row.filled()]
    roles = _labels(rows)
    first = next((role for role in roles if role), "")
    begins = [at for at, role in enumerate(roles) if role and role == first]
    if first not in {"activity", "number"} or len(begins) < 2 or not _is_label_column(roles[: begins[1]]):
        return None
    names = [role for role in roles[begins[0] : begins[1]] if role]
    heads = {role: rows[at].cells[0] for at, role in enumerate(roles) if role and at < begins[1]}
    made = [Row([heads[name] for name in names], rows[0].place)]
    for at, row in enumerate(rows):
        if roles[at] == first:
            made.append(Row([Cell() for _ in names], row.place))
        if roles[at] in names:
            made[-1].cells[names.index(roles[at])] = row.cells[1]
        elif len(row.filled()) == 1:
            wide = replace(row.cells[row.filled()[0]], colspan=len(names))
            made.append(Row([wide] * len(names), row.place))
    return Table(made, table.flat)


# Matrices -----------------------------------------------------------------------------------------------------------


def _by_terms(table: Table) -> Table | None:
    """Columns are months (quarters, halves of the year), acts stand in the cells, the first column names directions."""
    for at, row in enumerate(table.rows[:5]):
        terms = [c for c in row.filled() if is_bare_term(row.cells[c].text) and row.cells[c].colspan == 1]
        if len(terms) < 2 or len(terms) < 0.5 * len(row.filled()) or not _acts_below(table.rows[at + 1 :], terms):
            continue
        lead = [
            c for c in range(table.width) if c not in terms and role_of(row.cells[c].text) not in {"number", "other"}
        ]
        people = [c for c in lead if role_of(row.cells[c].text) == "responsible"]
        names = [c for c in lead if c not in people][:1]
        heading = ["Этап", "Мероприятие", "Срок", *(["Ответственный"] if people else [])]
        made = [*table.rows[:at], Row([Cell([Para(text)]) for text in heading], row.place)]
        for below in table.rows[at + 1 :]:
            for column in terms:
                act, term = below.cells[column], row.cells[column]
                stage = below.cells[names[0]] if names else term
                if act.text and act is not stage:
                    made.append(Row([stage, act, term, *([below.cells[people[0]]] if people else [])], below.place))
        return _even(made, table.flat)
    return None


def _by_stages(table: Table) -> Table | None:
    """Every column is a stage, its acts stand below one another."""
    for at, row in enumerate(table.rows[:4]):
        stages = [c for c in row.filled() if _names_stage(row.cells[c].text)]
        rest = [c for c in row.filled() if c not in stages]
        if len(stages) < 2 or len(rest) > 1 or (rest and rest[0] > 0):
            continue
        if not _acts_below(table.rows[at + 1 :], stages):
            continue
        groups = rest or ([0] if 0 not in stages else [])
        if groups and role_of(row.cells[0].text) == "number":
            groups = []
        heading = ["Этап", *(["Направление"] if groups else []), "Мероприятие"]
        made = [*table.rows[:at], Row([Cell([Para(text)]) for text in heading], row.place)]
        for column in stages:
            for below in table.rows[at + 1 :]:
                if below.cells[column].text:
                    group = [below.cells[groups[0]]] if groups else []
                    made.append(Row([row.cells[column], *group, below.cells[column]], below.place))
        return _even(made, table.flat)
    return None


def _names_stage(text: str) -> bool:
    text = clean(text)
    return 0 < len(text) <= 120 and (split_number(text)[2] or bool(_STAGE.match(text)))


def _acts_below(rows: list[Row], columns: list[int]) -> bool:
    """Whether most of the cells below hold words and not marks, terms or numbers."""
    texts = [row.cells[c].text for row in rows for c in columns if row.cells[c].text]
    wordy = [t for t in texts if len(t) >= _WORDY and not is_bare_term(t) and role_of(t) not in _FIELDS]
    return len(wordy) >= 2 and len(wordy) >= 0.7 * len(texts)


def _even(rows: list[Row], flat: bool) -> Table:
    width = max(len(row.cells) for row in rows)
    for row in rows:
        row.cells += [Cell() for _ in range(width - len(row.cells))]
    return Table(rows, flat)
