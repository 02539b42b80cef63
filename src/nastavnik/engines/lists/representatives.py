"""Parents and other legal representatives: from columns of their own, or all in one cell."""

from __future__ import annotations

import re
from collections.abc import Callable

from .cells import is_placeholder, one_line, text_of
from .contacts import read_email, read_phone, read_plain_email, read_plain_phone
from .drafts import CellReader, Draft
from .model import Name, Representative
from .name_order import LAST_FIRST
from .names import RawName, assemble, is_plain_name, looks_like_name, take_apart
from .plan import Planned
from .quick import plain_name
from .shapes import BodyRow
from .sheets import Cell
from .values import is_secret


class RepresentativeReader:
    """Reads the columns of representatives; `order`: how their names are written."""

    def __init__(self, columns: list[Planned], cells: CellReader) -> None:
        self.columns = columns
        self.cells = cells
        self.order: Callable[[], str] = lambda: LAST_FIRST
        self._plain = self._plain_columns()

    def _plain_columns(self) -> tuple[tuple[int, str, str], ...]:
        """(index, what, label) of the columns when they speak of one person and no two of them of the same, else nothing."""
        fields = [column.field for column in self.columns]
        if len(set(fields)) < len(fields) or len({column.relation for column in self.columns}) > 1:
            return ()
        return tuple((column.index, column.field.partition(".")[2], column.label) for column in self.columns)

    def _at_once(self, cells: list[Cell], draft: Draft) -> bool:
        """Read the representative where every cell is written in a usual way; False: nothing was done."""
        name, phone, email = None, "", ""
        more: tuple[tuple[str, str], ...] = ()
        width = len(cells)
        for index, what, label in self._plain:
            if index >= width or (cell := cells[index]) == "":
                continue
            if not what:
                name = plain_name(cell)
                if name is None:
                    return False
            elif what == "phone":
                phone = read_plain_phone(cell)
                if not phone:
                    if not isinstance(cell, str) or is_secret(cell, phone=True):
                        return False
                    contact = read_phone(cell)
                    if not contact.value:
                        return False
                    phone = contact.value
                    if contact.more:
                        more = ((label, text_of(cell)),)
            else:
                email = read_plain_email(cell)
                if not email:
                    return False
        draft.representative = Representative(name, phone, email, self.columns[0].relation if name else "")
        if more:
            draft.extra.update(more)
        return True

    def read(self, row: BodyRow, draft: Draft) -> None:
        if self._plain and self._at_once(row.cells, draft):
            return
        found: dict[str, Representative] = {}
        for column in self.columns:
            cell = self.cells.cell(row, column)
            text = text_of(cell)
            if not text or is_placeholder(text):
                continue
            kin = column.relation
            known = found.get(kin, Representative())
            if column.field == "representative":
                lines = cell.replace("\n", "; ") if isinstance(cell, str) else text
                known = self._named(row, column, text, lines, known, draft)
            else:
                contact = read_phone(cell) if column.field.endswith("phone") else read_email(cell)
                value = self.cells.contact(row.number, column, cell, contact, draft)
                name = column.field.partition(".")[2]
                if value and getattr(known, name) and getattr(known, name) != value:
                    draft.extra[column.label] = text
                elif value:
                    known = Representative(
                        known.name,
                        value if name == "phone" else known.phone,
                        value if name == "email" else known.email,
                        known.relation,
                    )
            found[kin] = known
        draft.representative = self._first_of(row, found, draft)

    def _first_of(self, row: BodyRow, found: dict[str, Representative], draft: Draft) -> Representative:
        """One representative has a place of its own; columns of the second one («Отец» beside «Мать») go to `extra`."""
        named = [kin for kin, value in found.items() if value.name]
        if len(found) <= 1 or (not named and "" in found):
            return found.get(named[0] if named else "", next(iter(found.values()), Representative()))
        chosen = named[0] if named else next(iter(found))
        main = found[chosen]
        shared = found.get("")
        if shared and chosen and not shared.name:
            # «Мать», «Телефон родителя»: the contact without a name belongs to the only one named.
            main = Representative(main.name, main.phone or shared.phone, main.email or shared.email, main.relation)
        elif not chosen and len(found) == 2 and not named[1:]:
            other = next(value for kin, value in found.items() if kin)
            return Representative(main.name, main.phone or other.phone, main.email or other.email, main.relation)
        for column in self.columns:
            text = text_of(row.cells[column.index]) if column.index < len(row.cells) else ""
            if column.relation not in {chosen, ""} and text and not is_placeholder(text):
                draft.extra[column.label] = text
        return main

    def _named(
        self, row: BodyRow, column: Planned, text: str, lines: str, known: Representative, draft: Draft
    ) -> Representative:
        raw, relation, phone, email, more = split_representative(one_line(lines))
        known = replace_contacts(known, "", email)
        name = assemble(raw, self.order) if raw else None
        if more:
            draft.extra[column.label] = text
        if known.name is not None and raw is not None and len(raw.words) <= 2 and not known.name.middle:
            # The parts stand in columns of their own: «Фамилия», «Имя», «Отчество» of the parent.
            word = " ".join(raw.words)
            joined = Name(known.name.last, known.name.first or word, word if known.name.first else "")
            return Representative(joined, known.phone or phone, known.email, known.relation or relation)
        if name is None and raw is not None and len(raw.words) == 1 and known.name is None:
            name = Name(raw.words[0])
        if name is None:
            if not phone:
                self.cells.problem(
                    row.number,
                    "representative",
                    text,
                    f"Имя представителя «{text}» не прочитано: впишите его полностью.",
                )
            elif raw is not None:
                draft.extra[column.label] = text  # «мама Ирина Ильинична, 8 900 …»: a name without a surname
            return Representative(
                known.name, known.phone or phone, known.email, known.relation or relation or column.relation
            )
        if known.name is not None:
            draft.extra[column.label] = text
            return known
        return Representative(name, known.phone or phone, known.email, relation or known.relation or column.relation)


_RELATION = re.compile(
    r"\b(родитель|мать|мама|отец|папа|бабушка|дедушка|опекун|попечитель|тётя|тетя|дядя|сестра|брат|мачеха|отчим|усыновитель|"
    r"при[её]мн\w+ (?:мать|отец|родитель)|законный представитель)\b",
    re.I,
)
OF_RELATION_WORD = re.compile(_RELATION.pattern, re.I)
#: A row that begins with who it is: «мать: …», «законный представитель – …».
OF_RELATION = re.compile(rf"^\s*\(?{_RELATION.pattern}\)?\s*[:–—-]", re.I)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE_INSIDE = re.compile(r"(?:,|;)?\s*(?:\(?тел\w*\.?:?\s*)?(\+?\d[\d\s()\-–]{8,18}\d)\)?")


_OF_NEXT = _RELATION.pattern.replace("(", "(?:", 1)
#: Between two people of one cell: a line, a semicolon, «и», a comma before a whole name, who the next is, a number.
_NEXT_PERSON = re.compile(
    rf"[;\n/]|\s+и\s+(?=[А-ЯЁ])|,\s*(?=[А-ЯЁ][а-яё]+\s+[А-ЯЁ])|(?<=\S)[,\s]\s*(?=(?i:{_OF_NEXT})\s*[:–—-]\s*[А-ЯЁ])|"
    rf"(?<=\d)[,.\s]+(?=[А-ЯЁ][а-яё])"
)


def replace_contacts(known: Representative, phone: str, email: str) -> Representative:
    """The representative with contacts where there were none."""
    return Representative(known.name, known.phone or phone, known.email or email, known.relation)


def split_representative(text: str) -> tuple[RawName | None, str, str, str, bool]:
    """Name, relation, phone, address of «Условнова Елена Николаевна (мать), 8 900 …»; whether the cell holds more than that."""
    if is_plain_name(text):
        return take_apart(text), "", "", "", False
    address = _ADDRESS.search(text)
    email = read_email(address.group()).value if address else ""
    if address and email:
        text = f"{text[: address.start()]} {text[address.end() :]}".strip(" ,;")
    pieces = _people_apart(text)
    named = [piece for piece in pieces if looks_like_name(_bare(_phones(piece)[0]).strip(" ,()."))]
    several = len(named) > 1
    if several:
        text = named[0]
    rest, phones = _phones(text)
    relations = [match.group(1).lower() for match in _RELATION.finditer(rest)]
    raw = take_apart(_bare(rest))
    beside = bool(raw and re.search(r"[^\W\d_]{2}", raw.tail)) and not re.fullmatch(
        r"(?:т|тел|моб|сот)\w*\.?:?", raw.tail if raw else ""
    )
    more = several or len(phones) > 1 or beside
    return raw, relations[0] if relations else "", phones[0] if phones else "", email, more


#: «Условнова Елена Николаевна Условнов Пётр Ильич»: a line break was lost between two people.
_PATRONYMIC_BEFORE_NAME = re.compile(
    r"\b([А-ЯЁ][а-яё]+(?:вна|чна|вич|ьич))\s+(?=[А-ЯЁ][а-яё-]+\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вна|чна|вич|ьич)\b)"
)


def _apart(found: re.Match[str]) -> str:
    return f"{found[1]}; "


def _people_apart(text: str) -> list[str]:
    """One piece for each person; a piece without a name («8 900 …» in a line of its own) goes with the one before."""
    result: list[str] = []
    for piece in _NEXT_PERSON.split(_PATRONYMIC_BEFORE_NAME.sub(_apart, text)):
        if not piece or not re.search(r"\w", piece):
            continue
        bare = _bare(_phones(piece)[0]).strip(" ,().")
        if result and not looks_like_name(bare):
            result[-1] = f"{result[-1]} {piece}"
        else:
            result.append(piece)
    return result


def _phones(text: str) -> tuple[str, list[str]]:
    """The text without its phones, and the phones."""
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        value = read_phone(match.group(1)).value
        if value:
            found.append(value)
        return " " if value else match.group()

    return _PHONE_INSIDE.sub(take, text), found


def _bare(text: str) -> str:
    """Without who it is and the signs beside that."""
    plain = _RELATION.sub(" ", text)
    return re.sub(r"[(\[]\s*[)\]]|\s[-–—:]\s|^\s*[-–—:,]|[-–—:,;]\s*$", " ", plain)
