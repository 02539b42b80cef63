"""From headers to a plan of reading: which column gives which field, and whose it is in a table of pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .cells import text_of
from .headers import Column, names_another
from .names import looks_like_name, take_apart
from .shapes import HeadedColumn, Table, unnamed
from .values import mark
from .weighing import weigh

_MEMBER_FIELDS = frozenset({"mentor", "mentee"})
_OF_MENTOR = frozenset({"post", "department", "experience_years"})
_OF_MENTEE = frozenset({"group", "birth_date", "representative", "representative.phone", "representative.email"})
_OF_PAIR = frozenset({"form", "from", "to", "period"})


#: A name in a cell of contacts: two words with capitals, or a surname with initials.
_NAME_INSIDE = re.compile(
    r"(?<!\w)[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+(?:[А-ЯЁ]\.|[А-ЯЁ][а-яё]+)|(?<!\w)[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+"
)


def _names_somebody(text: str) -> bool:
    return bool(_NAME_INSIDE.search(text))


@dataclass(frozen=True, slots=True)
class Planned:
    """One column to be read. `marks`: cells say yes or no. `label`: key for `extra` and messages."""

    index: int
    header: str
    field: str
    owner: str = ""
    relation: str = ""
    marks: bool = False

    @property
    def label(self) -> str:
        """The header, or the column's number where there is none."""
        return self.header or unnamed(self.index)

    @property
    def public_field(self) -> str:
        """The value in `columns` of the contract."""
        if self.marks:
            return "roles"
        return "full_name" if self.field in _MEMBER_FIELDS else self.field


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read one table. `pairs`: its rows are ready pairs."""

    columns: tuple[Planned, ...]
    pairs: bool = False
    people: bool = True

    def of(self, field: str, owner: str = "") -> list[Planned]:
        """Columns of a field in their order."""
        return [column for column in self.columns if column.field == field and column.owner == owner]


def make_plan(table: Table) -> Plan:
    """The plan of a table; `people` is False when no column names anybody."""
    planned = (_plan_column(column, table) for column in weigh(table))
    columns = [column for column in planned if column is not None]
    fields = {column.field for column in columns}
    if not fields & {"full_name", "last", "mentor", "mentee"}:
        columns = _find_names(columns, table)
        fields = {column.field for column in columns}
        if "full_name" not in fields:
            return Plan(tuple(columns), people=False)
    elif not fields & {"full_name", "last"} and len(fields & _MEMBER_FIELDS) == 1:
        # «Спортсмен | Наставник»: the other member of the pairs may stand under a word that is not known
        columns = _find_names(columns, table, own=False)
    columns = _names_among_contacts(_one_owner_of_names(columns), table)
    members = {column.field for column in columns} & _MEMBER_FIELDS
    members |= {column.owner for column in columns if column.field == "last" and column.owner}
    own_names = any(c.field in {"full_name", "last"} and not c.owner for c in columns)
    pairs = len(members) == 2 or bool(members and own_names)
    if pairs:
        return Plan(tuple(_owners(columns, members)), pairs=True)
    if members:
        # Only «Наставник» with names: a list of mentors.
        columns = [replace(c, owner="") if c.owner in members else c for c in columns]
        return Plan(tuple(columns))
    columns = [
        replace(c, field="extra") if c.field in _OF_PAIR else replace(c, owner="") if c.owner and not c.marks else c
        for c in columns
    ]
    return Plan(tuple(columns))


def _plan_column(column: HeadedColumn, table: Table) -> Planned | None:
    meaning: Column = column.meaning
    if column.header and meaning.field not in _MEMBER_FIELDS:
        marked = meaning.field == "roles" and bool(meaning.owner)
        return Planned(column.index, column.header, meaning.field, meaning.owner, meaning.relation, marked)
    values = [row.cells[column.index] for row in table.rows if column.index < len(row.cells)]
    filled = [value for value in values if text_of(value)]
    if not column.header and not filled:
        return None
    planned = Planned(column.index, column.header, meaning.field, meaning.owner, meaning.relation)
    if meaning.field in _MEMBER_FIELDS:
        marks = [mark(value) for value in filled]
        if sum(found is not None for found in marks) * 2 >= len(marks):
            return replace(planned, field="roles", owner=meaning.field, marks=True)
        names = sum(_maybe_name(text_of(value)) for value in filled)
        if meaning.weak or names * 2 < len(filled):
            return replace(planned, field="extra", owner="")
    return planned


def _maybe_name(text: str) -> bool:
    if looks_like_name(text):
        return True
    raw = take_apart(text.split(";")[0].split(",")[0])
    return raw is not None and len(raw.words) >= 2


def _find_names(columns: list[Planned], table: Table, own: bool = True) -> list[Planned]:
    """The header did not name the people, the cells may: the unknown column that holds names.

    `own`: also under a word for somebody else («Руководитель»), for want of anybody better.
    """
    for place, column in enumerate(columns):
        if column.field != "extra" or (not own and (not column.header or names_another(column.header))):
            continue
        texts = [text_of(row.cells[column.index]) for row in table.rows[:200] if column.index < len(row.cells)]
        texts = [text for text in texts if text]
        if texts and sum(looks_like_name(text) for text in texts) * 10 >= 6 * len(texts):
            return [*columns[:place], replace(column, field="full_name"), *columns[place + 1 :]]
    return columns


def _one_owner_of_names(columns: list[Planned]) -> list[Planned]:
    """«ФИО» beside «Наставник» and «Наставляемый» with names is only a repetition."""
    fields = [column.field for column in columns]
    if "mentor" in fields and "mentee" in fields:
        return [replace(c, field="extra") if c.field == "full_name" else c for c in columns]
    return columns


def _names_among_contacts(columns: list[Planned], table: Table) -> list[Planned]:
    """«Родители, телефон» over «Условнова Елена Николаевна, 8 900 …»: a column of contacts that holds the names too."""
    if any(column.field == "representative" for column in columns):
        return columns
    for place, column in enumerate(columns):
        if column.field not in ("representative.phone", "representative.email"):
            continue
        texts = [text_of(row.cells[column.index]) for row in table.rows[:200] if column.index < len(row.cells)]
        filled = [text for text in texts if text]
        named = sum(_names_somebody(text) for text in filled)
        if filled and named * 2 > len(filled):
            return [*columns[:place], replace(column, field="representative"), *columns[place + 1 :]]
    return columns


def _owners(columns: list[Planned], members: set[str]) -> list[Planned]:
    """Whose is a column that does not say it: the member's whose name stands last before it."""
    own = "mentor" if "mentor" not in members else "mentee" if "mentee" not in members else ""
    result: list[Planned] = []
    places = [c.index for c in columns if c.field in {"mentor", "mentee", "full_name", "last"}]
    last = max(places)
    all_after = all(
        c.index > last for c in columns if c.field not in {"number", "refused", *_OF_PAIR} and c.index not in places
    )
    current = ""
    fields = [column.field for column in columns]
    for column in columns:
        if column.field in _MEMBER_FIELDS:
            current = column.field
            result.append(replace(column, owner=column.field))
            continue
        if column.field in {"full_name", "last", "first", "middle"} and not column.owner:
            current = own
            result.append(replace(column, owner=own))
            continue
        if column.owner and column.field == "last":
            current = column.owner
        if column.owner or column.field in {"number", "refused", *_OF_PAIR}:
            result.append(column)
            continue
        owner = current or own or "mentor"
        lone_group = column.field == "group" and column.index > last and fields.count("group") == 1
        if len(members) + bool(own) == 2 and (lone_group or column.field.startswith("representative")):
            owner = "mentee"  # parents and classes are spoken of for the one who is helped
        if all_after and len(members) == 2:
            owner = "mentor" if column.field in _OF_MENTOR else "mentee" if column.field in _OF_MENTEE else owner
        result.append(replace(column, owner=owner))
    return result
