"""A person being read, and the access to cells that every reader of rows shares."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nastavnik.engines.russian.gender import patronymic_gender

from .cells import LONGEST, text_of
from .contacts import Contact, is_plain_phone
from .model import NOBODY, Name, PersonRow, Problem, Representative
from .plan import Planned
from .shapes import BodyRow
from .sheets import Cell
from .values import is_secret

NAME_PARTS = frozenset({"full_name", "last", "first", "middle", "mentor", "mentee"})
_CONTACT_FIELDS = frozenset({"phone", "representative.phone"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What does not change within one list."""

    today: dt.date
    epoch: dt.date
    sheet: str = ""


class Draft:
    """A person being read; frozen into a PersonRow at the end. `values`: texts by field, `extra`: by header."""

    __slots__ = ("experience", "extra", "name", "representative", "roles", "row", "values")

    def __init__(self, row: int, name: Name | None = None) -> None:
        self.row = row
        self.name = name
        self.values: dict[str, str] = {}
        self.roles: list[str] = []
        self.experience: int | None = None
        self.representative: Representative = NOBODY
        self.extra: dict[str, str] = {}

    def freeze(self, sheet: str) -> PersonRow:
        """The finished row; the name must be known."""
        name = self.name or Name("")
        get = self.values.get
        return PersonRow(
            self.row, name, sheet, get("gender") or patronymic_gender(name[2]), get("birth_date", ""), get("email", ""),
            get("phone", ""), get("post", ""), get("department", ""), get("group", ""),
            tuple(self.roles) if self.roles else (), self.experience, self.representative, self.extra,
        )  # fmt: skip


class CellReader:
    """Gives cells of a row, tells what is wrong with them, reads contacts."""

    def __init__(self, settings: Settings, problems: list[Problem]) -> None:
        self.settings = settings
        self.problems = problems

    def problem(self, row: int, name: str, value: str, message: str) -> None:
        """Note what a person must look at; of a giant cell its beginning is enough."""
        if len(value) > LONGEST:
            short = f"{value[:LONGEST]}…"
            message, value = message.replace(value, short), short
        self.problems.append(Problem(row, name, value, message, self.settings.sheet))

    def cell(self, row: BodyRow, column: Planned) -> Cell:
        """The cell, emptied (and told) when it holds a number that must not be kept."""
        return self.safe(row.number, column, row.cells[column.index]) if column.index < len(row.cells) else ""

    def safe(self, number: int, column: Planned, value: Cell) -> Cell:
        """The value, emptied (and told) when it holds a number that must not be kept."""
        if not isinstance(value, str) or len(value) <= 8:
            return value
        contact = column.field in _CONTACT_FIELDS
        if not (contact and is_plain_phone(value)) and is_secret(value, contact):
            name = "last" if column.field in NAME_PARTS else column.field
            self.problem(
                number,
                name,
                "",
                f"В столбце «{column.label}» стоит номер СНИЛС или паспорта: такие номера не хранятся, ячейка опущена.",
            )
            return ""
        return value

    def contact(self, number: int, column: Planned, cell: Cell, contact: Contact, draft: Draft) -> str:
        """The value of a contact; a bad one is told, and a cell that holds more is kept whole."""
        if not (contact.bad or contact.more):
            return contact.value
        text = text_of(cell)
        if contact.bad:
            what = "Телефон" if column.field.endswith("phone") else "Адрес почты"
            advice = "нужны код и номер целиком" if column.field.endswith("phone") else "проверьте его по буквам"
            self.problem(number, column.field, text, f"{what} «{text}» не прочитан: {advice}.")
            return ""
        draft.extra[column.label] = text
        return contact.value
