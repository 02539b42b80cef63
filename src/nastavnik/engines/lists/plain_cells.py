"""One plain cell of a person, read with all care by its column's field; what did not fit is told as a problem."""

from __future__ import annotations

import re
from functools import lru_cache

from nastavnik.engines.russian.folding import repair

from .cells import is_placeholder, text_of
from .contacts import Contact, read_contacts, read_email, read_phone
from .dates import read_date
from .drafts import CellReader, Draft
from .headers import fields_beside, holds_all_contacts
from .plan import Planned
from .sheets import Cell
from .values import is_group_code, mark, read_experience, read_gender, read_group, read_roles


@lru_cache(maxsize=4096)
def _mended(text: str) -> str:
    """Posts and departments repeat from row to row."""
    return repair(text)


class PlainCells:
    """Reads the cells of the columns that are neither names nor representatives."""

    def __init__(self, cells: CellReader) -> None:
        self.cells = cells

    def read(self, number: int, column: Planned, cell: Cell, draft: Draft) -> None:
        """One cell of the row `number` into its draft."""
        cell = self.cells.safe(number, column, cell)
        if isinstance(cell, str) and (not (text := cell.strip()) or is_placeholder(text)):
            return
        self._read(number, column, cell, draft)

    def _read(self, number: int, column: Planned, cell: Cell, draft: Draft) -> None:
        name = column.field
        if name == "extra":
            draft.extra[column.label] = text_of(cell)
        elif name in {"post", "department", "group"}:
            text = text_of(cell)
            beside = fields_beside(column.header)
            if {"group", name} <= beside or (name == "group" and len(beside) > 1):
                # «Класс/должность» over pupils and teachers: a code is a group, other words are the other field
                other = next((each for each in ("post", "department") if each in beside), name)
                name = "group" if is_group_code(text) else other
            elif not column.header and name != "group" and is_group_code(text):
                name = "group"  # columns told by their content are not pure
            self.keep(draft, column, name, read_group(text) if name == "group" else _mended(text), cell)
        elif name == "birth_date":
            self._birth_date(number, column, cell, draft)
        elif name in {"phone", "email"} and holds_all_contacts(column.header):
            found = dict(zip(("phone", "email"), read_contacts(cell), strict=True))
            if not any(contact.value for contact in found.values()):
                self.cells.contact(number, column, cell, Contact(bad=True), draft)
                return
            for part, contact in found.items():
                if contact.value:
                    self.keep(draft, column, part, contact.value, cell)
                if contact.more or contact.bad:
                    draft.extra[column.label] = text_of(cell)
        elif name in {"phone", "email"}:
            contact = read_phone(cell) if name == "phone" else read_email(cell)
            value = self.cells.contact(number, column, cell, contact, draft)
            if value:
                self.keep(draft, column, name, value, cell)
        elif name == "experience_years":
            self._experience(number, column, cell, draft)
        elif name == "roles":
            self._roles(column, cell, draft)
        elif name == "gender":
            gender = read_gender(text_of(cell))
            if gender:
                self.keep(draft, column, name, gender, cell)
            else:
                draft.extra[column.label] = text_of(cell)

    def keep(self, draft: Draft, column: Planned, name: str, value: str, cell: Cell) -> None:
        """The first filled column of a field wins; another value of a second column is not lost."""
        if not draft.values.get(name):
            draft.values[name] = value
        elif draft.values[name] != value:
            draft.extra[column.label] = text_of(cell)

    def _birth_date(self, number: int, column: Planned, cell: Cell, draft: Draft) -> None:
        found = read_date(cell, self.cells.settings.today, self.cells.settings.epoch)
        if found and found.year >= 1900 and found <= self.cells.settings.today:
            self.keep(draft, column, "birth_date", found.isoformat(), cell)
            return
        text = text_of(cell)
        if re.fullmatch(r"(19|20)\d\d\s*(г\.?|год)?(\s*р\.?)?", text):
            why = "указан только год: нужны день и месяц"
        elif found and found > self.cells.settings.today:
            why = "дата ещё не наступила: проверьте год"
        else:
            why = "такой даты нет: проверьте день, месяц и год"
        self.cells.problem(number, "birth_date", text, f"Дата рождения «{text}» не взята, {why}.")

    def _experience(self, number: int, column: Planned, cell: Cell, draft: Draft) -> None:
        years = read_experience(cell)
        if years is None:
            text = text_of(cell)
            draft.extra[column.label] = text
            self.cells.problem(
                number, "experience_years", text, f"Стаж «{text}» не прочитан: впишите число полных лет."
            )
        elif draft.experience is None:
            draft.experience = years
        elif draft.experience != years:
            draft.extra[column.label] = text_of(cell)

    def _roles(self, column: Planned, cell: Cell, draft: Draft) -> None:
        if column.marks:
            if mark(cell) is None:
                draft.extra[column.label] = text_of(cell)
            elif mark(cell) and column.owner not in draft.roles:
                draft.roles.append(column.owner)
            return
        roles, complete = read_roles(text_of(cell))
        draft.roles += [role for role in roles if role not in draft.roles]
        if not complete:
            draft.extra[column.label] = text_of(cell)
