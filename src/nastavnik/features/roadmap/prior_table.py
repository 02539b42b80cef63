"""The table «Что уже есть»: activities not yet done, empty lines for acts, lines pasted from Excel laid into both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from nastavnik.features.roadmap import queries
from nastavnik.features.roadmap.evidence import ActivityProgress, RoadmapProgress
from nastavnik.features.roadmap.services.prior import PriorRow
from nastavnik.kernel.contracts import document_kinds
from nastavnik.ui.forms import read_date

EMPTY_ACTS = 4
MOST_PASTED = 200
ACTS = ("order", "approved", "agreement", "journal")


@dataclass(slots=True)
class Cell:
    """One line of the table as typed: an activity or an act."""

    name: str
    label: str
    activity: Any = None
    kind: str = ""
    on: str = ""
    number: str = ""
    title: str = ""
    note: str = ""
    picked: bool = False
    error: str = ""


def act_kinds() -> list[tuple[str, str]]:
    """Kinds of documents that may be entered as issued before."""
    return sorted(
        ((kind.code, kind.title) for kind in document_kinds if kind.family in ACTS and kind.code != "roadmap"),
        key=lambda item: item[1],
    )


@dataclass
class Table:
    """Reads what was typed; `rows()` are ready for the service once `is_valid()`."""

    found: Sequence[RoadmapProgress]
    data: Mapping[str, Any] | None = None
    activities: list[Cell] = field(default_factory=list)
    acts: list[Cell] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        waiting = [row for progress in self.found for row in progress.rows if not row.finished]
        self.activities = [self._activity(row) for row in waiting]
        count = EMPTY_ACTS
        if self.data is not None:
            raw = str(self.data.get("acts", ""))
            count = min(int(raw), MOST_PASTED) if raw.isascii() and raw.isdigit() and len(raw) < 5 else EMPTY_ACTS
        self.acts = [self._act(place) for place in range(count)]

    def _value(self, name: str, limit: int) -> str:
        return str(self.data.get(name, "")).strip()[:limit] if self.data is not None else ""

    def _activity(self, row: ActivityProgress) -> Cell:
        item = row.activity
        key = item.pk.hex
        return Cell(
            name=key,
            label=f"{item.number} {item.title}".strip(),
            activity=item,
            on=self._value(f"on-{key}", 20),
            note=self._value(f"note-{key}", 500),
            picked=bool(self._value(f"pick-{key}", 5)),
        )

    def _act(self, place: int) -> Cell:
        key = f"act{place}"
        return Cell(
            name=key,
            label=f"Документ {place + 1}",
            kind=self._value(f"kind-{key}", 60),
            on=self._value(f"on-{key}", 20),
            number=self._value(f"number-{key}", 60),
            title=self._value(f"title-{key}", 500),
            note=self._value(f"note-{key}", 500),
        )

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return act_kinds()

    @property
    def common_on(self) -> str:
        return self._value("common_on", 20)

    # --- saving ----------------------------------------------------------------------------------------------------

    def _chosen(self) -> list[Cell]:
        typed = [cell for cell in self.acts if cell.kind or cell.number or cell.title]
        return [cell for cell in self.activities if cell.picked] + typed

    def is_valid(self) -> bool:
        """Each chosen line has a day (its own or the common one); an act has its kind."""
        chosen = self._chosen()
        if not chosen:
            self.errors.append("Отметьте хотя бы одно мероприятие или впишите документ.")
        known = {code for code, _ in self.kinds}
        for cell in chosen:
            try:
                read_date(cell.on or self.common_on)
            except ValidationError as refusal:
                cell.error = "Укажите дату." if not (cell.on or self.common_on) else refusal.messages[0]
            if cell.activity is None and cell.kind not in known:
                cell.error = "Выберите, какой это документ."
            if cell.error:
                self.errors.append(f"{cell.label[:80]}: {cell.error[:1].lower()}{cell.error[1:]}")
        return not self.errors

    def rows(self) -> list[PriorRow]:
        return [
            PriorRow(
                on=self._day(cell),
                activity=cell.activity,
                document=cell.kind,
                title=cell.title,
                number=cell.number,
                note=cell.note,
                line=cell.label[:80],
            )
            for cell in self._chosen()
        ]

    def _day(self, cell: Cell) -> dt.date:
        return read_date(cell.on or self.common_on)

    # --- pasting ---------------------------------------------------------------------------------------------------

    def fill(self, pasted: str) -> None:
        """Lay lines «что, номер, дата, примечание» (cells by tabs) into the table; nothing is saved yet.

        An activity is told by its number or words, an act by the title of its kind; the rest is shown as not known.
        """
        lines = [line for line in pasted.splitlines() if line.strip()][:MOST_PASTED]
        for line in lines:
            cells = [cell.strip() for cell in (line.split("\t") if "\t" in line else line.split(";"))]
            what, number, on, note = [*cells, "", "", ""][:4]
            if not _is_date(on) and _is_date(number):
                number, on, note = "", number, " ".join(part for part in (on, note) if part)
            activity = self._match(what)
            if activity is not None:
                activity.picked, activity.on = True, on if _is_date(on) else activity.on
                activity.note = ", ".join(part for part in (f"№ {number}" if number else "", note) if part)
                continue
            kind = next((code for code, title in self.kinds if _same(title, what)), "")
            if not kind:
                self.unknown.append(line.replace("\t", " · "))
                continue
            free = next((cell for cell in self.acts if not (cell.kind or cell.number or cell.title)), None)
            if free is None:
                free = Cell(f"act{len(self.acts)}", f"Документ {len(self.acts) + 1}")
                self.acts.append(free)
            free.kind, free.number, free.on, free.note = kind, number.removeprefix("№").strip(), on, note

    def _match(self, what: str) -> Cell | None:
        """The one activity whose number or words are these; two that fit are none."""
        needle = queries.fold(what)
        if not needle:
            return None
        exact = [cell for cell in self.activities if needle.rstrip(".") == cell.activity.number.rstrip(".")]
        if exact:
            return exact[0] if len(exact) == 1 else None
        if len(needle) < 8:
            return None
        close = [cell for cell in self.activities if needle in queries.fold(cell.label)]
        return close[0] if len(close) == 1 else None


def _same(title: str, what: str) -> bool:
    """«Приказ о назначении куратора» and «приказ о назначении куратора наставничества» name one kind."""
    left, right = queries.fold(title).strip(), queries.fold(what).strip()
    return len(right) >= 8 and (left in right or right in left)


def _is_date(text: str) -> bool:
    try:
        read_date(text)
    except ValidationError:
        return False
    return bool(text)
