"""Tables of ready pairs: two names in one row, each person once in the list, the pair with its form and dates."""

from __future__ import annotations

import datetime as dt
import re

from nastavnik.engines.russian.folding import name_key

from .cells import is_placeholder, text_of
from .dates import read_date
from .drafts import Draft, Settings
from .model import Name, PairRow, PersonRow, Problem
from .names import looks_like_name
from .people import RowReader
from .plan import Plan, Planned
from .shapes import BodyRow, Table
from .sheets import Cell

_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+[а-яё]+\s+\d{4}", re.I)


class PairReader:
    """Reads one table of pairs. People met again in another row are completed, not repeated."""

    def __init__(self, plan: Plan, settings: Settings, problems: list[Problem]) -> None:
        self.plan = plan
        self.settings = settings
        self.problems = problems
        self.readers = {
            owner: RowReader([c for c in plan.columns if c.owner == owner], settings, problems)
            for owner in ("mentor", "mentee")
        }
        self.drafts: dict[tuple[str, ...], Draft] = {}
        self.pairs: list[PairRow] = []
        #: Mentors of the row above, for rows that go on with them.
        self.above: list[Name] = []
        self.numbers = [c.index for c in plan.columns if c.field == "number"]

    def read(self, table: Table) -> tuple[list[PersonRow], list[PairRow]]:
        """People in the order of their first row (the mentor first) and the pairs."""
        for reader in self.readers.values():
            reader.learn_order(table.rows)
        for row in table.rows:
            self._row(row)
        return [draft.freeze(self.settings.sheet) for draft in self.drafts.values()], self.pairs

    def _row(self, row: BodyRow) -> None:
        mentors = self._members(row, "mentor")
        mentees = self._members(row, "mentee")
        if not mentors and mentees and self.above and self._goes_on(row):
            mentors = self.above
            message = f"Наставник не указан: взят из строки выше ({', '.join(map(str, mentors))}). Проверьте пару."
            self.problems.append(Problem(row.number, "mentor", "", message, self.settings.sheet))
        self.above = mentors
        if mentors and mentees:
            start, end = self._dates(row)
            form = self._text(row, "form")
            for mentor in mentors:
                for mentee in mentees:
                    self.pairs.append(PairRow(row.number, mentor, mentee, form, start, end, self.settings.sheet))
        elif mentors or mentees:
            who, name = ("наставляемый", "mentee") if mentors else ("наставник", "mentor")
            self.problems.append(
                Problem(row.number, name, "", f"Пара неполная: не указан {who}. Впишите его.", self.settings.sheet)
            )

    def _goes_on(self, row: BodyRow) -> bool:
        """A row without a number of its own among numbered ones: a further mentee of the mentor above."""
        blank = [*self.numbers, *(column.index for column in self.readers["mentor"].names)]
        return bool(self.numbers) and all(i >= len(row.cells) or row.cells[i] == "" for i in blank)

    def _members(self, row: BodyRow, owner: str) -> list[Name]:
        """Names of one side, usually one; several stand apart by semicolons or lines."""
        reader = self.readers[owner]
        cells = [(column, row.cells[column.index]) for column in reader.names if column.index < len(row.cells)]
        texts = [text_of(cell) for _, cell in cells]
        if not reader.parts["last"] and not any(text and not is_placeholder(text) for text in texts):
            return []
        found = []
        for piece_row in _one_by_one(row, cells):
            draft = Draft(row.number)
            if not reader.read_name(piece_row, draft) or draft.name is None:
                continue
            key = name_key(draft.name.last, draft.name.first, draft.name.middle)
            known = self.drafts.setdefault(key, draft)
            reader.read(row, known)
            known.extra.update({k: v for k, v in draft.extra.items() if k not in known.extra})
            if owner not in known.roles:
                known.roles.append(owner)
            self._heading(row, known, owner)
            found.append(known.name or draft.name)
        return found

    @staticmethod
    def _heading(row: BodyRow, draft: Draft, owner: str) -> None:
        name = "department" if owner == "mentor" else "group"
        if getattr(row.heading, name) and not draft.values.get(name):
            draft.values[name] = getattr(row.heading, name)

    def _column(self, row: BodyRow, field: str) -> Cell:
        for column in self.plan.columns:
            if column.field == field and column.index < len(row.cells):
                return row.cells[column.index]
        return ""

    def _text(self, row: BodyRow, field: str) -> str:
        text = text_of(self._column(row, field))
        return "" if is_placeholder(text) else text

    def _dates(self, row: BodyRow) -> tuple[str, str]:
        found = [self._date(row, field) for field in ("from", "to")]
        text = self._text(row, "period")
        if text:
            dates = [read_date(piece, self.settings.today, self.settings.epoch) for piece in _DATE.findall(text)]
            known = [date.isoformat() for date in dates if date]
            if not known:
                self._bad(row, "period", text)
            if len(known) == 1 and re.match(r"\s*(по|до)\b", text):
                known.insert(0, "")
            found = [own or (known[i] if i < len(known) else "") for i, own in enumerate(found)]
        return found[0], found[1]

    def _date(self, row: BodyRow, field: str) -> str:
        cell = self._column(row, field)
        if cell == "" or is_placeholder(text_of(cell)):
            return ""
        date: dt.date | None = read_date(cell, dt.date(9999, 12, 31), self.settings.epoch)
        if date is None:
            self._bad(row, field, text_of(cell))
            return ""
        return date.isoformat()

    def _bad(self, row: BodyRow, field: str, text: str) -> None:
        self.problems.append(
            Problem(
                row.number, field, text, f"Дата «{text}» не прочитана: впишите её как 01.09.2026.", self.settings.sheet
            )
        )


def _one_by_one(row: BodyRow, cells: list[tuple[Planned, Cell]]) -> list[BodyRow]:
    """The row as many times as there are names in its name cell."""
    for column, cell in cells:
        if not isinstance(cell, str):
            continue
        pieces = [piece.strip() for piece in re.split(r"[;\n]", cell) if piece.strip()]
        if len(pieces) == 1 and "," in cell:
            commas = [piece.strip() for piece in cell.split(",") if piece.strip()]
            pieces = commas if all(looks_like_name(piece) for piece in commas) else pieces
        if len(pieces) > 1:
            return [
                BodyRow(row.number, [*row.cells[: column.index], piece, *row.cells[column.index + 1 :]], row.heading)
                for piece in pieces
            ]
    return [row]
