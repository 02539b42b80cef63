"""What each column of a plan's table holds: by its heading, and by its contents where there is no heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .document import Row, Table
from .marks import MONTH, starts_act
from .roles import role_of

MONTH_HEADING = re.compile(rf"{MONTH}[а-я]*$|\b(?:сент?|окт|нояб?|дек|янв|февр?|мар|апр|июн|июл|авг)\.?$", re.I)
_MONTHS = 3  # so many columns named by months are a calendar
_FACT = re.compile(r"факт", re.I)
_PLANNED = re.compile(r"план(?:ово\w+|ируемо\w+)?(?:\s+(?:значени\w+|показател\w+))?", re.I)


@dataclass(slots=True)
class Columns:
    """Column numbers by role, -1 for none. `group`: names the group of the points in `activity`; `detail`: explains."""

    number: int = -1
    stage: int = -1
    group: int = -1
    activity: int = -1
    detail: int = -1
    goal: int = -1
    terms: list[int] = field(default_factory=list)
    responsible: list[int] = field(default_factory=list)
    result: list[int] = field(default_factory=list)
    other: dict[int, str] = field(default_factory=dict)
    months: dict[int, str] = field(default_factory=dict)  # columns of single months, marked where the act is due
    width: int = 0
    header_rows: int = 0
    guessed: bool = False

    def same_roles(self, other: Columns) -> bool:
        """Whether a table with these columns may go on with the other's rows."""
        mine = (
            self.width,
            self.number,
            self.stage,
            self.group,
            self.activity,
            self.terms,
            self.responsible,
            self.result,
        )
        return mine == (
            other.width,
            other.number,
            other.stage,
            other.group,
            other.activity,
            other.terms,
            other.responsible,
            other.result,
        )

    def known(self) -> int:
        """How many roles have a column."""
        single = sum(c >= 0 for c in (self.number, self.stage, self.activity, self.goal))
        return single + sum(bool(c) for c in (self.terms or self.months, self.responsible, self.result))


def find_columns(table: Table, *, first_rows: int = 15) -> tuple[Columns, int] | None:
    """Columns of a table and the row where the heading begins; None where no heading of a plan is found."""
    best: tuple[int, Columns, int] | None = None
    for at, row in enumerate(table.rows[:first_rows]):
        for depth in (1, 2):
            if at + depth > len(table.rows) or (depth == 1 and _reaches_down(table.rows[at : at + 2])):
                continue
            columns = _read_heading(table.rows[at : at + depth], table.width)
            if columns is None:
                continue
            score = columns.known() * 10 + 5 * bool(columns.months) - depth
            if best is None or score > best[0]:
                best = (score, columns, at)
        if best is not None and at > best[2] + 1:
            break
        if best is None and sum(len(row.cells[c].text) for c in row.filled()) > 2000:
            break
    return (best[1], best[2]) if best else None


def _reaches_down(rows: list[Row]) -> bool:
    """Whether a cell that names a column lies over the next row too: the heading has two rows."""
    shared = {id(cell) for cell in rows[-1].cells} if len(rows) == 2 else set()
    return any(id(cell) in shared and role_of(cell.text) for cell in rows[0].cells)


def _read_heading(rows: list[Row], width: int) -> Columns | None:
    texts: list[str] = []
    for column in range(width):
        parts = []
        for row in rows:
            text = row.cells[column].text if column < len(row.cells) else ""
            if text and text not in parts:
                parts.append(text)
        texts.append(" ".join(parts))
    if len(rows) == 2 and (
        not _spans_two(rows) or sum(role_of(rows[0].cells[c].text) == "" for c in rows[0].filled()) > 1
    ):
        return None
    if any(len(text) > 120 for text in texts):
        return None
    months = sum(bool(MONTH_HEADING.search(text)) for text in texts) >= _MONTHS
    named = [
        (column, "terms" if months and MONTH_HEADING.search(text) else role_of(text), text)
        for column, text in enumerate(texts)
        if text
    ]
    if sum(bool(role) for _, role, _ in named) < 0.6 * len(named):
        return None
    columns = assign(named, width)
    if columns is None:
        return None
    columns.header_rows = len(rows)
    return columns


def _spans_two(rows: list[Row]) -> bool:
    """Whether the second row belongs to the heading: a cell of the first reaches into it, or lies over two of it."""
    first, second = rows
    if sum(bool(MONTH_HEADING.fullmatch(cell.text)) for cell in second.cells) >= _MONTHS:
        return True
    shared = {id(cell) for cell in first.cells} & {id(cell) for cell in second.cells}
    if any(cell.text for cell in first.cells if id(cell) in shared):
        return True
    below = [c for c in range(len(second.cells)) if second.cells[c].text]
    above = [c for c in range(len(first.cells)) if first.cells[c].text]
    if below and not set(below) >= set(above) and all(role_of(second.cells[c].text) for c in below) and len(above) >= 2:
        return not any(c in above and role_of(first.cells[c].text) == role_of(second.cells[c].text) for c in below)
    wide = any(cell.colspan > 1 and cell.text for cell in first.cells)
    short = all(len(second.cells[c].text) <= 30 for c in second.filled())
    return (
        wide
        and short
        and len(second.filled()) >= 2
        and not any(starts_act(second.cells[c].text) for c in second.filled())
    )


def assign(found: list[tuple[int, str, str]], width: int) -> Columns | None:
    """Columns from (column, role, heading); None where it is no heading of a plan."""
    columns = Columns(width=width)
    months = {column: match.group() for column, _, text in found if (match := MONTH_HEADING.search(text))}
    if len(months) >= _MONTHS:
        columns.months = months
        found = [one for one in found if one[0] not in months]
    if any(_FACT.match(text) for _, _, text in found):
        # «План | Факт» are figures to be reached and reached, not acts.
        found = [(column, "other" if _PLANNED.fullmatch(text) else role, text) for column, role, text in found]
    activities: list[tuple[int, str]] = []
    seen: set[str] = set()
    for column, role, text in found:
        if role in {"", "other"}:
            columns.other[column] = text
        elif role == "number":
            if columns.number < 0:
                columns.number = column
        elif role == "stage":
            if columns.stage < 0:
                columns.stage = column
            else:
                activities.append((column, text))
        elif role == "goal":
            columns.goal = column
        elif role == "activity":
            activities.append((column, text))
        else:
            if text not in seen or role == "terms":
                getattr(columns, role).append(column)
        seen.add(text)
    if len({text for _, _, text in found}) < 2:
        return None
    if not activities and columns.goal >= 0:
        activities, columns.goal = [(columns.goal, "")], -1
    if not activities and columns.stage >= 0 and (columns.terms or columns.months or columns.responsible):
        unnamed = [c for c, text in columns.other.items() if not text]
        activities, columns.stage = [(unnamed[0] if unnamed else columns.stage, "")], columns.stage if unnamed else -1
    if not activities and columns.terms and columns.responsible:
        # A heading that no list of words holds («Задумка»): with terms and persons beside it names the acts.
        unnamed = [c for c, role, _ in found if not role]
        activities = [(unnamed[0], "")] if len(unnamed) == 1 else []
        columns.other.pop(unnamed[0], None) if activities else None
    if not activities:
        return None
    if len(activities) > 1:
        # «Мероприятия | Содержание деятельности»: whether the first is the group, the rows will tell.
        columns.group = activities[0][0]
        columns.activity = activities[1][0]
    else:
        columns.activity = activities[0][0]
    if columns.known() < 2:
        return None
    return columns
