"""One row to one person: every cell read by its column's field, everything that did not fit told as a problem."""

from __future__ import annotations

import re
from functools import lru_cache

from nastavnik.engines.russian.folding import repair
from nastavnik.engines.russian.gender import patronymic_gender

from .cells import is_placeholder, text_of
from .contacts import Contact, read_contacts, read_email, read_phone
from .dates import read_date
from .drafts import NAME_PARTS, CellReader, Draft, Settings
from .headers import header_key, holds_all_contacts
from .model import Name, Problem, Representative
from .names import RawName, assemble, majority_order, take_apart, tidy
from .plan import Planned
from .representatives import OF_RELATION, RepresentativeReader, split_representative
from .shapes import BodyRow
from .sheets import Cell
from .values import mark, read_experience, read_gender, read_group, read_roles

_UNREAD = frozenset({"refused", "number", "form", "from", "to", "period"})
FORMER = "прежняя фамилия"
_TAIL_FIELDS = re.compile(r"должност|групп|класс")


@lru_cache(maxsize=4096)
def _mended(text: str) -> str:
    """Posts and departments repeat from row to row."""
    return repair(text)


class RowReader:
    """Reads the columns of one owner (the person of the row, or one member of a pair)."""

    def __init__(self, columns: list[Planned], settings: Settings, problems: list[Problem]) -> None:
        self.columns = columns
        self.cells = CellReader(settings, problems)
        self.names = [c for c in columns if c.field in {"full_name", "mentor", "mentee"}]
        self.parts = {f: [c for c in columns if c.field == f] for f in ("last", "first", "middle")}
        self.representatives = RepresentativeReader(
            [c for c in columns if c.field.startswith("representative")], self.cells
        )
        self.plain = [
            c for c in columns if c.field not in NAME_PARTS | _UNREAD and not c.field.startswith("representative")
        ]
        self.order = "fio"

    def learn_order(self, rows: tuple[BodyRow, ...]) -> None:
        """Let the whole columns vote on the order of the parts of a name."""
        columns = self.names or ([] if self.parts["first"] else self.parts["last"])
        self.order = self._vote(rows, columns)
        named = [c for c in self.representatives.columns if c.field == "representative"]
        self.representatives.order = self._vote(rows, named)

    @staticmethod
    def _vote(rows: tuple[BodyRow, ...], columns: list[Planned]) -> str:
        raws: list[RawName] = []
        for column in columns[:1]:
            for row in rows[:500]:
                raw = take_apart(text_of(row.cells[column.index])) if column.index < len(row.cells) else None
                if raw:
                    raws.append(raw)
        return majority_order(raws)

    def read(self, row: BodyRow, draft: Draft) -> None:
        """Everything but the name."""
        for column in self.plain:
            cell = self.cells.cell(row, column)
            if cell == "":
                continue
            if isinstance(cell, str) and (not (text := cell.strip()) or is_placeholder(text)):
                continue
            self._read_plain(row, column, cell, draft)
        if self.representatives.columns:
            self.representatives.read(row, draft)

    # The name -------------------------------------------------------------------------------------------------------

    def read_name(self, row: BodyRow, draft: Draft) -> bool:
        """Set the draft's name; False (and a problem) when the row has no readable surname."""
        text = ""
        for column in self.names:
            text = text_of(self.cells.cell(row, column))
            if text:
                self._keep_other_names(row, column, draft)
                return self._name_of_text(row, column, text, draft)
        if not self.names and self.parts["last"]:
            return self._name_of_parts(row, draft)
        self.cells.problem(row.number, "last", "", "В строке нет фамилии: впишите её или удалите строку.")
        return False

    def _keep_other_names(self, row: BodyRow, chosen: Planned, draft: Draft) -> None:
        """A second column of names beside the first one is not lost."""
        for column in self.names:
            if column is not chosen and column.index > chosen.index and (text := text_of(self.cells.cell(row, column))):
                draft.extra[column.label] = text

    def _name_of_text(self, row: BodyRow, column: Planned, text: str, draft: Draft) -> bool:
        raw = take_apart(text)
        name = assemble(raw, self.order) if raw else None
        if raw is None or name is None:
            self.cells.problem(
                row.number, "last", text, f"Фамилия не прочитана («{text}»): впишите фамилию, имя и отчество полностью."
            )
            return False
        draft.name = name
        if raw.former:
            draft.extra[FORMER] = raw.former
        named = _TAIL_FIELDS.search(header_key(column.header)) if raw.tail else None
        if named:
            # «ФИО, должность»: the header says what stands behind the comma.
            name_of_tail = "post" if named[0].startswith("д") else "group"
            self._keep(draft, column, name_of_tail, read_group(raw.tail) if name_of_tail == "group" else raw.tail, text)
        elif raw.tail or raw.note:
            draft.extra[column.label] = text
        return True

    def read_representative_row(self, row: BodyRow, child: Draft) -> bool:
        """«мать: Условнова Елена Николаевна | 8 900 …» under a pupil's row: True when the row was that and is used up."""
        column = self.names[0] if self.names else None
        text = text_of(self.cells.cell(row, column)) if column else ""
        if not OF_RELATION.match(text) or child.representative.name is not None:
            return False
        raw, relation, phone, _ = split_representative(text)
        name = assemble(raw, self.order) if raw else None
        if name is None:
            return False
        own = Draft(row.number)
        for contact in self.plain:
            if contact.field in {"phone", "email"} and (cell := self.cells.cell(row, contact)) != "":
                self._read_plain(row, contact, cell, own)
        child.representative = Representative(
            name, phone or own.values.get("phone", ""), own.values.get("email", ""), relation
        )
        return True

    def _name_of_parts(self, row: BodyRow, draft: Draft) -> bool:
        last, first, middle = (self._part(row, name) for name in ("last", "first", "middle"))
        if last and not first and not self.parts["first"]:
            return self._name_of_text(row, self.parts["last"][0], last, draft)
        raw = take_apart(last) if last and not is_placeholder(last) else None
        if raw is None or any(letter.isdigit() for letter in last):
            self.cells.problem(row.number, "last", last, "В строке нет фамилии: впишите её или удалите строку.")
            return False
        if raw.former:
            draft.extra[FORMER] = raw.former
        first, middle = self._tidy(first), self._tidy(middle)
        words = first.split()
        if not middle and len(words) == 2 and patronymic_gender(words[1]):
            first, middle = words
        draft.name = Name(" ".join(raw.words), first, middle)
        return True

    def _part(self, row: BodyRow, name: str) -> str:
        for column in self.parts[name]:
            text = text_of(self.cells.cell(row, column))
            if text:
                return text
        return ""

    @staticmethod
    def _tidy(text: str) -> str:
        text = repair(text).strip(" ,;")
        if not text or is_placeholder(text):
            return ""
        words = [tidy(word) for word in re.sub(r"\s*-\s*", "-", text).split()]
        return " ".join(word + "." if len(word) == 1 else word for word in words)

    # Plain fields ---------------------------------------------------------------------------------------------------

    def _read_plain(self, row: BodyRow, column: Planned, cell: Cell, draft: Draft) -> None:
        name = column.field
        if name == "extra":
            draft.extra[column.label] = text_of(cell)
        elif name in {"post", "department", "group"}:
            text = text_of(cell)
            self._keep(draft, column, name, read_group(text) if name == "group" else _mended(text), cell)
        elif name == "birth_date":
            self._birth_date(row, column, cell, draft)
        elif name in {"phone", "email"} and holds_all_contacts(column.header):
            found = dict(zip(("phone", "email"), read_contacts(cell), strict=True))
            if not any(contact.value for contact in found.values()):
                self.cells.contact(row, column, cell, Contact(bad=True), draft)
                return
            for part, contact in found.items():
                if contact.value:
                    self._keep(draft, column, part, contact.value, cell)
                if contact.more or contact.bad:
                    draft.extra[column.label] = text_of(cell)
        elif name in {"phone", "email"}:
            contact = read_phone(cell) if name == "phone" else read_email(cell)
            value = self.cells.contact(row, column, cell, contact, draft)
            if value:
                self._keep(draft, column, name, value, cell)
        elif name == "experience_years":
            self._experience(row, column, cell, draft)
        elif name == "roles":
            self._roles(column, cell, draft)
        elif name == "gender":
            gender = read_gender(text_of(cell))
            if gender:
                self._keep(draft, column, name, gender, cell)
            else:
                draft.extra[column.label] = text_of(cell)

    def _keep(self, draft: Draft, column: Planned, name: str, value: str, cell: Cell) -> None:
        """The first filled column of a field wins; another value of a second column is not lost."""
        if not draft.values.get(name):
            draft.values[name] = value
        elif draft.values[name] != value:
            draft.extra[column.label] = text_of(cell)

    def _birth_date(self, row: BodyRow, column: Planned, cell: Cell, draft: Draft) -> None:
        found = read_date(cell, self.cells.settings.today, self.cells.settings.epoch)
        if found and found.year >= 1900 and found <= self.cells.settings.today:
            self._keep(draft, column, "birth_date", found.isoformat(), cell)
            return
        text = text_of(cell)
        if re.fullmatch(r"(19|20)\d\d\s*(г\.?|год)?(\s*р\.?)?", text):
            why = "указан только год: нужны день и месяц"
        elif found and found > self.cells.settings.today:
            why = "дата ещё не наступила: проверьте год"
        else:
            why = "такой даты нет: проверьте день, месяц и год"
        self.cells.problem(row.number, "birth_date", text, f"Дата рождения «{text}» не взята, {why}.")

    def _experience(self, row: BodyRow, column: Planned, cell: Cell, draft: Draft) -> None:
        years = read_experience(cell)
        if years is None:
            text = text_of(cell)
            draft.extra[column.label] = text
            self.cells.problem(
                row.number, "experience_years", text, f"Стаж «{text}» не прочитан: впишите число полных лет."
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
