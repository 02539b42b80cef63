"""The table «Номера списком»: documents of one register that wait for a number, what was typed, what was pasted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from nastavnik.features.documents import queries
from nastavnik.features.documents.models import Document, Register
from nastavnik.features.documents.number_series import NumberRow, Taken, check, series
from nastavnik.features.documents.policies import worked_on
from nastavnik.features.documents.rules import BadNumber, period_of
from nastavnik.features.documents.services.registers import propose_number
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.ui.forms import read_date

MOST = 200


@dataclass(slots=True)
class Line:
    """One document with its two cells as they are shown, and what was found wrong."""

    document: Document
    number: str
    on: str
    picked: bool
    row: NumberRow | None = None

    @property
    def key(self) -> str:
        return self.document.pk.hex


@dataclass
class Table:
    """`data` is the sent form, None at the first look. `lines` in the order of signing."""

    actor: Actor
    register: Register
    data: Mapping[str, Any] | None = None
    lines: list[Line] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        waiting = to_number(self.actor).filter(register=self.register)[:MOST]
        self.lines = [self._line(item) for item in waiting]

    def _line(self, item: Document) -> Line:
        key = item.pk.hex
        if self.data is None:
            return Line(item, "", f"{item.signed_on:%d.%m.%Y}" if item.signed_on else "", item.state == "signed")
        return Line(
            item, self._value(f"number-{key}", 60), self._value(f"on-{key}", 20), bool(self._value(f"pick-{key}", 5))
        )

    def _value(self, name: str, limit: int) -> str:
        return str((self.data or {}).get(name, "")).strip()[:limit]

    @property
    def first(self) -> str:
        """The first number typed, or the one that the register would give next."""
        typed = self._value("first", 60)
        return typed or propose_number(self.register, clock.today(self.actor.organization))

    @property
    def picked(self) -> list[Line]:
        return [line for line in self.lines if line.picked]

    def propose(self) -> None:
        """Fill the picked rows by the rule: numbers in a row from the first, one date."""
        try:
            numbers = series(self.first, len(self.picked), last_part=self._value("grows", 5) == "last")
        except BadNumber as error:
            self.errors.append(str(error))
            return
        day = _date(self._value("on", 20))
        on = f"{day:%d.%m.%Y}" if day else ""
        for line, number in zip(self.picked, numbers, strict=True):
            line.number = number
            line.on = on or line.on

    def paste(self) -> None:
        """Two columns from Excel, number and date, laid on the picked rows from above."""
        pasted = [line for line in self._value("pasted", 20_000).splitlines() if line.strip()]
        if not pasted:
            self.errors.append("Вставьте два столбца: номер и дату.")
            return
        if len(pasted) != len(self.picked):
            self.errors.append(
                f"Вставлено строк: {len(pasted)}, отмечено документов: {len(self.picked)}. Сверьте порядок."
            )
        for line, text in zip(self.picked, pasted, strict=False):
            number, _, on = text.replace(";", "\t").partition("\t")
            line.number, line.on = number.strip()[:60], on.strip()[:20] or line.on

    def check(self) -> bool:
        """Mark every picked row; whether nothing stops the saving."""
        if not self.picked:
            self.errors.append("Не отмечен ни один документ.")
            return False
        for line in self.picked:
            line.row = NumberRow(line.key, line.number, _date(line.on))
            if line.on and line.row.on is None:
                line.row.errors.append(f"«{line.on}» — не дата, нужно 31.12.2026.")
        rows = [line.row for line in self.picked if line.row]
        check(
            rows,
            restarts=self.register.restarts,
            taken=self._taken({row.on for row in rows if row.on}),
            today=clock.today(self.actor.organization),
            given=self.register.in_system,
        )
        return not any(row.errors for row in rows)

    def _taken(self, days: set[dt.date]) -> dict[str, list[Taken]]:
        periods = {period_of(self.register.restarts, day) for day in days}
        rows = Document.objects.filter(register=self.register, register_period__in=periods).exclude(number="")
        found: dict[str, list[Taken]] = {}
        for item in rows.exclude(state="cancelled"):
            found.setdefault(item.register_period, []).append(
                Taken(item.number, item.number_sort or 0, item.signed_on, item.title)
            )
        return found

    @property
    def warned(self) -> int:
        return sum(bool(line.row and line.row.warnings) for line in self.picked)


def _date(text: str) -> dt.date | None:
    try:
        return read_date(text) if text else None
    except ValidationError:
        return None


def to_number(actor: Actor) -> QuerySet[Document]:
    """Documents whose numbers this person may enter: for the office those handed to it."""
    rows, work = queries.waiting_for_number(actor), worked_on(actor)
    return rows if work is None else rows.filter(pk__in=work)


def registers_waiting(actor: Actor) -> list[tuple[Register, int]]:
    """Registers whose documents wait for a number, with how many."""
    found: dict[Any, list[Any]] = {}
    for item in to_number(actor).exclude(register=None):
        found.setdefault(item.register_id, [item.register, 0])[1] += 1
    return [(register, count) for register, count in found.values()]
