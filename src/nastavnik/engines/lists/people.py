"""One row to one person: the name here, plain cells by `quick` and `plain_cells`, parents by `representatives`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

from nastavnik.engines.russian.folding import repair
from nastavnik.engines.russian.gender import patronymic_gender

from .cells import LONGEST, is_placeholder, text_of
from .contacts import read_email, read_phone
from .dates import read_date
from .drafts import NAME_PARTS, CellReader, Draft, Settings
from .headers import fields_beside
from .model import NOBODY, Name, Problem, Representative
from .name_order import LAST_FIRST, majority_order
from .names import assemble, take_apart, tidy_words
from .plain_cells import PlainCells
from .plan import Planned
from .quick import QuickCells, plain_name, plain_parts
from .representatives import OF_RELATION, RepresentativeReader, split_representative
from .shapes import BodyRow
from .values import is_group_code, read_group

_UNREAD = frozenset({"refused", "number", "form", "from", "to", "period"})
FORMER = "прежняя фамилия"
#: What stands in the column of names when nobody does.
_NOBODY = re.compile(r"вакан\w*\b|свободн\w+ (?:ставка|место)|не (?:назначен|определ[её]н|закрепл[её]н)\w*", re.I)
_NAME_AND_FIGURES = re.compile(r"([^\W\d_][^\d,;(]{4,}?)\s+(\(?(?:[А-ЯЁ]{1,4}-)?[+\d].*)")
_INITIALS = re.compile(r"[А-ЯЁа-яё]\. ?[А-ЯЁа-яё]\.?")


def _vote(rows: tuple[BodyRow, ...], columns: list[Planned]) -> str:
    """How most names of the first of the columns are written."""
    raws: list[tuple[str, ...]] = []
    for column in columns[:1]:
        for row in rows[:500]:
            raw = take_apart(text_of(row.cells[column.index])) if column.index < len(row.cells) else None
            if raw:
                raws.append(raw.words)
    return majority_order(raws)


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
        self.plain_cells = PlainCells(self.cells)
        self._quick = QuickCells(self.plain, self.plain_cells)
        #: Where whole names stand, when one column says it all.
        self._only_name = self.names[0].index if len(self.names) == 1 else -1
        apart = [column.index for name in self.parts for column in self.parts[name]]
        self._apart = tuple(apart) if not self.names and all(len(found) == 1 for found in self.parts.values()) else ()
        self.order: Callable[[], str] = lambda: LAST_FIRST

    def learn_order(self, rows: tuple[BodyRow, ...]) -> None:
        """Let the whole columns vote on the order of the parts of a name, when the first name needs it."""
        self.order = cache(partial(_vote, rows, self.names or ([] if self.parts["first"] else self.parts["last"])))
        named = [c for c in self.representatives.columns if c.field == "representative"]
        self.representatives.order = cache(partial(_vote, rows, named))

    def read(self, row: BodyRow, draft: Draft) -> None:
        """Everything but the name."""
        self._quick.read(row, draft)
        if self.representatives.columns:
            self.representatives.read(row, draft)

    def read_more(self, row: BodyRow, above: BodyRow, draft: Draft) -> None:
        """A further row of the same person: what differs from the row above goes to `extra`, a first parent to the person."""
        if draft.representative == NOBODY and self.representatives.columns:
            self.representatives.read(row, draft)
            return
        for column in self.columns:
            if column.field in _UNREAD | NAME_PARTS or column.index >= len(row.cells):
                continue
            text = text_of(self.cells.cell(row, column))
            if text and text != text_of(above.cells[column.index]):
                before = draft.extra.get(column.label)
                draft.extra[column.label] = f"{before}; {text}" if before else text

    # The name -------------------------------------------------------------------------------------------------------

    def read_plain_name(self, row: BodyRow) -> Name | None:
        """The name where it is written in the most usual way, so that the row cannot be anything but a person."""
        if self._apart:
            last, first, middle = self._apart
            cells = row.cells
            return plain_parts(cells[last], cells[first], cells[middle]) if len(cells) > max(self._apart) else None
        if not 0 <= self._only_name < len(row.cells):
            return None
        cell = row.cells[self._only_name]
        name = plain_name(cell)
        return None if name is not None and "-" in name.last and OF_RELATION.match(str(cell)) else name

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
        told = self.cells.problems[-1:]
        if not told or (told[0].row, told[0].field) != (row.number, "last"):
            self.cells.problem(row.number, "last", "", "В строке нет фамилии: впишите её или удалите строку.")
        return False

    def _keep_other_names(self, row: BodyRow, chosen: Planned, draft: Draft) -> None:
        """A second column of names beside the first one is not lost."""
        for column in self.names:
            if column is not chosen and column.index > chosen.index and (text := text_of(self.cells.cell(row, column))):
                draft.extra[column.label] = text

    def _name_of_text(self, row: BodyRow, column: Planned, text: str, draft: Draft) -> bool:
        raw = None if _NOBODY.match(text) else take_apart(text)
        if (
            raw is None
            and len(text) <= LONGEST
            and fields_beside(column.header)
            and (found := _NAME_AND_FIGURES.match(text))
        ):
            raw = take_apart(f"{found[1].strip()}, {found[2]}")  # «Условнов Пётр 05.09.2008» under «ФИО, дата рождения»
        name = assemble(raw, self.order) if raw else None
        if raw is None or name is None:
            self.cells.problem(
                row.number, "last", text, f"Фамилия не прочитана («{text}»): впишите фамилию, имя и отчество полностью."
            )
            return False
        draft.name = name
        if raw.former:
            draft.extra[FORMER] = raw.former
        if (raw.tail or raw.note) and not self._tail(column, raw.tail or raw.note, text, draft):
            draft.extra[column.label] = text
        return True

    def _tail(self, column: Planned, tail: str, text: str, draft: Draft) -> bool:
        """What stands behind a name, where the header says that it does: «ФИО, должность», «ФИО (группа, тел.)».

        False: some of it belongs to no field of the header.
        """
        beside = fields_beside(column.header)
        whole = bool(beside)
        for piece in filter(None, (piece.strip(" .;") for piece in re.split(r"[,;]", tail))):
            name, value = next(
                ((name, found) for name, read in self._readers() if name in beside and (found := read(piece))), ("", "")
            )
            if name:
                self.plain_cells.keep(draft, column, name, value, text)
            else:
                whole = False
        return whole

    def _readers(self) -> tuple[tuple[str, Callable[[str], str]], ...]:
        """Fields that are told by their look, the most certain look first."""
        settings = self.cells.settings

        def day(piece: str) -> str:
            found = read_date(piece, settings.today, settings.epoch)
            return found.isoformat() if found and found <= settings.today else ""

        return (
            ("email", lambda piece: read_email(piece).value if "@" in piece else ""),
            ("phone", lambda piece: read_phone(piece).value),
            ("birth_date", day),
            ("group", lambda piece: read_group(piece) if is_group_code(piece) else ""),
            ("post", lambda piece: "" if any(letter.isdigit() for letter in piece) else piece),
            ("department", lambda piece: "" if any(letter.isdigit() for letter in piece) else piece),
        )

    def read_representative_row(self, row: BodyRow, child: Draft) -> bool:
        """«мать: Условнова Елена Николаевна | 8 900 …» under a pupil's row: True when the row was that and is used up."""
        column = self.names[0] if self.names else None
        if column is None or child.representative.name is not None or column.index >= len(row.cells):
            return False
        if not OF_RELATION.match(text_of(row.cells[column.index])):
            return False
        text = text_of(self.cells.cell(row, column))
        raw, relation, phone, email, _ = split_representative(text)
        name = assemble(raw, self.order) if raw else None
        if name is None:
            return False
        own = Draft(row.number)
        for contact in self.plain:
            if contact.field in {"phone", "email"} and contact.index < len(row.cells):
                self.plain_cells.read(row.number, contact, row.cells[contact.index], own)
        child.representative = Representative(
            name, phone or own.values.get("phone", ""), email or own.values.get("email", ""), relation
        )
        return True

    def _name_of_parts(self, row: BodyRow, draft: Draft) -> bool:
        last, first, middle = (self._part(row, name) for name in ("last", "first", "middle"))
        if last and not first and not self.parts["first"]:
            return self._name_of_text(row, self.parts["last"][0], last, draft)
        if first and last.islower():
            last = tidy_words(last)  # beside a first name a small word is a surname all the same
        raw = take_apart(last) if last and not is_placeholder(last) else None
        if raw is None or any(letter.isdigit() for letter in last):
            self.cells.problem(row.number, "last", last, "В строке нет фамилии: впишите её или удалите строку.")
            return False
        if raw.former:
            draft.extra[FORMER] = raw.former
        first, middle = self._tidy(first), self._tidy(middle)
        words = first.split()
        if not middle and len(words) == 2 and (patronymic_gender(words[1]) or len(words[0]) == len(words[1]) == 2):
            first, middle = words  # «Анна Петровна», «А.П.» in one column
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
        words = tidy_words(text.replace(".", ". ") if _INITIALS.fullmatch(text) else text).split()
        return " ".join(word + "." if len(word) == 1 else word for word in words)
