"""One row to one person: every cell read by its column's field, everything that did not fit told as a problem."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from nastavnik.engines.russian.folding import repair
from nastavnik.engines.russian.gender import patronymic_gender

from .model import Name, PersonRow, Problem, Representative
from .names import RawName, assemble, looks_like_name, majority_order, take_apart, tidy
from .plan import Planned
from .sheets import Cell
from .table import BodyRow
from .values import (
    Contact,
    is_placeholder,
    is_secret,
    mark,
    read_date,
    read_email,
    read_experience,
    read_gender,
    read_group,
    read_phone,
    read_roles,
    text_of,
)

_NAME_FIELDS = frozenset({"full_name", "last", "first", "middle", "mentor", "mentee"})
_UNREAD = frozenset({"refused", "number", "form", "from", "to", "period"})
_CONTACT_FIELDS = frozenset({"phone", "representative.phone"})
FORMER = "прежняя фамилия"


@dataclass(frozen=True, slots=True)
class Settings:
    """What does not change within one list."""

    today: dt.date
    epoch: dt.date
    sheet: str = ""


@dataclass
class Draft:
    """A person being read; frozen into a PersonRow at the end."""

    row: int
    name: Name | None = None
    values: dict[str, str] = field(default_factory=dict)
    roles: list[str] = field(default_factory=list)
    experience: int | None = None
    representative: Representative = field(default_factory=Representative)
    extra: dict[str, str] = field(default_factory=dict)

    def freeze(self, sheet: str) -> PersonRow:
        """The finished row; the name must be known."""
        name = self.name or Name("")
        get = self.values.get
        return PersonRow(
            row=self.row,
            name=name,
            sheet=sheet,
            gender=get("gender") or patronymic_gender(name.middle),
            birth_date=get("birth_date", ""),
            email=get("email", ""),
            phone=get("phone", ""),
            post=get("post", ""),
            department=get("department", ""),
            group=get("group", ""),
            roles=tuple(self.roles),
            experience_years=self.experience,
            representative=self.representative,
            extra=self.extra,
        )


class RowReader:
    """Reads the columns of one owner (the person of the row, or one member of a pair)."""

    def __init__(self, columns: list[Planned], settings: Settings, problems: list[Problem]) -> None:
        self.columns = columns
        self.settings = settings
        self.problems = problems
        self.names = [c for c in columns if c.field in {"full_name", "mentor", "mentee"}]
        self.parts = {f: [c for c in columns if c.field == f] for f in ("last", "first", "middle")}
        self.representatives = [c for c in columns if c.field.startswith("representative")]
        self.plain = [
            c for c in columns if c.field not in _NAME_FIELDS | _UNREAD and not c.field.startswith("representative")
        ]
        self.order = "fio"
        self.representative_order = "fio"

    def learn_order(self, rows: tuple[BodyRow, ...]) -> None:
        """Let the whole columns vote on the order of the parts of a name."""
        columns = self.names or ([] if self.parts["first"] else self.parts["last"])
        self.order = self._vote(rows, columns)
        self.representative_order = self._vote(rows, [c for c in self.representatives if c.field == "representative"])

    @staticmethod
    def _vote(rows: tuple[BodyRow, ...], columns: list[Planned]) -> str:
        raws: list[RawName] = []
        for column in columns[:1]:
            for row in rows[:500]:
                raw = take_apart(text_of(row.cells[column.index])) if column.index < len(row.cells) else None
                if raw:
                    raws.append(raw)
        return majority_order(raws)

    def problem(self, row: int, name: str, value: str, message: str) -> None:
        """Note what a person must look at."""
        self.problems.append(Problem(row, name, value, message, self.settings.sheet))

    def cell(self, row: BodyRow, column: Planned) -> Cell:
        """The cell, emptied (and told) when it holds a number that must not be kept."""
        if column.index >= len(row.cells):
            return ""
        value = row.cells[column.index]
        if isinstance(value, str) and len(value) > 8 and is_secret(value, column.field in _CONTACT_FIELDS):
            name = "last" if column.field in _NAME_FIELDS else column.field
            self.problem(
                row.number,
                name,
                "",
                f"В столбце «{column.label}» стоит номер СНИЛС или паспорта: такие номера не хранятся, ячейка опущена.",
            )
            return ""
        return value

    def read(self, row: BodyRow, draft: Draft) -> None:
        """Everything but the name."""
        for column in self.plain:
            cell = self.cell(row, column)
            if cell == "":
                continue
            if isinstance(cell, str):
                text = cell.strip()
                if not text or is_placeholder(text):
                    continue
            self._read_plain(row, column, cell, draft)
        if self.representatives:
            self._read_representative(row, draft)

    # The name -------------------------------------------------------------------------------------------------------

    def read_name(self, row: BodyRow, draft: Draft) -> bool:
        """Set the draft's name; False (and a problem) when the row has no readable surname."""
        text = ""
        for column in self.names:
            text = text_of(self.cell(row, column))
            if text:
                return self._name_of_text(row, column, text, draft)
        if not self.names and self.parts["last"]:
            return self._name_of_parts(row, draft)
        self.problem(row.number, "last", "", "В строке нет фамилии: впишите её или удалите строку.")
        return False

    def _name_of_text(self, row: BodyRow, column: Planned, text: str, draft: Draft) -> bool:
        raw = take_apart(text)
        name = assemble(raw, self.order) if raw else None
        if raw is None or name is None:
            self.problem(
                row.number, "last", text, f"Фамилия не прочитана («{text}»): впишите фамилию, имя и отчество полностью."
            )
            return False
        draft.name = name
        if raw.former:
            draft.extra[FORMER] = raw.former
        if raw.tail or raw.note:
            draft.extra[column.label] = text
        return True

    def _name_of_parts(self, row: BodyRow, draft: Draft) -> bool:
        last, first, middle = (self._part(row, name) for name in ("last", "first", "middle"))
        if last and not first and not self.parts["first"]:
            return self._name_of_text(row, self.parts["last"][0], last, draft)
        raw = take_apart(last) if last and not is_placeholder(last) else None
        if raw is None or any(letter.isdigit() for letter in last):
            self.problem(row.number, "last", last, "В строке нет фамилии: впишите её или удалите строку.")
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
            text = text_of(self.cell(row, column))
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
            self._keep(draft, column, name, read_group(text) if name == "group" else repair(text), text)
        elif name == "birth_date":
            self._birth_date(row, column, cell, draft)
        elif name in {"phone", "email"}:
            contact = read_phone(cell) if name == "phone" else read_email(cell)
            value = self._contact(row, column, cell, contact, draft)
            if value:
                self._keep(draft, column, name, value, text_of(cell))
        elif name == "experience_years":
            self._experience(row, column, cell, draft)
        elif name == "roles":
            self._roles(column, cell, draft)
        elif name == "gender":
            found = read_gender(text_of(cell))
            if found:
                self._keep(draft, column, name, found, text_of(cell))
            else:
                draft.extra[column.label] = text_of(cell)

    def _keep(self, draft: Draft, column: Planned, name: str, value: str, text: str) -> None:
        """The first filled column of a field wins; another value of a second column is not lost."""
        if not draft.values.get(name):
            draft.values[name] = value
        elif draft.values[name] != value:
            draft.extra[column.label] = text

    def _birth_date(self, row: BodyRow, column: Planned, cell: Cell, draft: Draft) -> None:
        text = text_of(cell)
        found = read_date(cell, self.settings.today, self.settings.epoch)
        if found and found.year >= 1900 and found <= self.settings.today:
            self._keep(draft, column, "birth_date", found.isoformat(), text)
            return
        if re.fullmatch(r"(19|20)\d\d\s*(г\.?|год)?(\s*р\.?)?", text):
            why = "указан только год: нужны день и месяц"
        elif found and found > self.settings.today:
            why = "дата ещё не наступила: проверьте год"
        else:
            why = "такой даты нет: проверьте день, месяц и год"
        self.problem(row.number, "birth_date", text, f"Дата рождения «{text}» не взята, {why}.")

    def _contact(self, row: BodyRow, column: Planned, cell: Cell, contact: Contact, draft: Draft) -> str:
        text = text_of(cell)
        if contact.bad:
            what = "Телефон" if column.field.endswith("phone") else "Адрес почты"
            advice = "нужны код и номер целиком" if column.field.endswith("phone") else "проверьте его по буквам"
            self.problem(row.number, column.field, text, f"{what} «{text}» не прочитан: {advice}.")
            return ""
        if contact.more:
            draft.extra[column.label] = text
        return contact.value

    def _experience(self, row: BodyRow, column: Planned, cell: Cell, draft: Draft) -> None:
        years = read_experience(cell)
        if years is None:
            text = text_of(cell)
            draft.extra[column.label] = text
            self.problem(row.number, "experience_years", text, f"Стаж «{text}» не прочитан: впишите число полных лет.")
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

    # Representatives ------------------------------------------------------------------------------------------------

    def _read_representative(self, row: BodyRow, draft: Draft) -> None:
        found: dict[str, Representative] = {}
        for column in self.representatives:
            cell = self.cell(row, column)
            text = text_of(cell)
            if not text or is_placeholder(text):
                continue
            kin = column.relation
            known = found.get(kin, Representative())
            if column.field == "representative":
                known = self._named(row, column, text, known, draft)
            else:
                contact = read_phone(cell) if column.field.endswith("phone") else read_email(cell)
                value = self._contact(row, column, cell, contact, draft)
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
        for column in self.representatives:
            text = text_of(row.cells[column.index]) if column.index < len(row.cells) else ""
            if column.relation not in {chosen, ""} and text and not is_placeholder(text):
                draft.extra[column.label] = text
        return main

    def _named(self, row: BodyRow, column: Planned, text: str, known: Representative, draft: Draft) -> Representative:
        raw, relation, phone, more = split_representative(text)
        name = assemble(raw, self.representative_order) if raw else None
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
                self.problem(
                    row.number,
                    "representative",
                    text,
                    f"Имя представителя «{text}» не прочитано: впишите его полностью.",
                )
            return Representative(
                known.name, known.phone or phone, known.email, known.relation or relation or column.relation
            )
        if known.name is not None:
            draft.extra[column.label] = text
            return known
        return Representative(name, known.phone or phone, known.email, relation or known.relation or column.relation)


_RELATION = re.compile(
    r"\b(мать|мама|отец|папа|бабушка|дедушка|опекун|попечитель|тётя|тетя|дядя|сестра|брат|мачеха|отчим|усыновитель|"
    r"при[её]мн\w+ (?:мать|отец|родитель)|законный представитель)\b",
    re.I,
)
_PHONE_INSIDE = re.compile(r"(?:,|;)?\s*(?:\(?тел\w*\.?:?\s*)?(\+?\d[\d\s()\-–]{8,18}\d)\)?")


def split_representative(text: str) -> tuple[RawName | None, str, str, bool]:
    """Name, relation, phone of «Условнова Елена Николаевна (мать), 8 900 …»; whether a second person is there."""
    phone = ""
    found = _PHONE_INSIDE.search(text)
    if found:
        phone = read_phone(found.group(1)).value
        if phone:
            text = text[: found.start()] + " " + text[found.end() :]
    relations = [match.group(1).lower() for match in _RELATION.finditer(text)]
    plain = _RELATION.sub(" ", text)
    plain = re.sub(r"[(\[]\s*[)\]]|\s[-–—:]\s|^\s*[-–—:,]|[-–—:,;]\s*$", " ", plain)
    pieces = [piece for piece in re.split(r"[;\n/]|,(?=\s*[А-ЯЁ][а-яё]+\s+[А-ЯЁ])", plain) if piece.strip()]
    more = len(pieces) > 1 and all(looks_like_name(piece.strip(" ,()")) for piece in pieces[:2])
    raw = take_apart(pieces[0] if more else plain)
    return raw, relations[0] if relations else "", phone, more
