"""What «Папка для проверки» holds: papers and proofs by stage of the roadmap, and what is missing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from nastavnik.features.documents import rendering
from nastavnik.features.documents.models import Document, DocumentFile
from nastavnik.features.documents.rules import SIGNED
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.roadmap import queries as roadmap
from nastavnik.features.roadmap.catalogue.catalogue import catalogue, kinds
from nastavnik.features.roadmap.models import ManualClosing
from nastavnik.kernel import files
from nastavnik.kernel.contracts import folder_sources
from nastavnik.ui.text import date_phrase

COMMON = ("common", "Общие документы")


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the folder: `read` gives its bytes when its turn comes. `read` None: a line of the register only."""

    title: str
    number: str = ""
    on: dt.date | None = None
    note: str = ""
    name: str = ""
    read: Callable[[], bytes] | None = None


@dataclass(slots=True)
class StageFolder:
    title: str
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lack:
    """What should be there: an activity without proof, or a paper named by another feature."""

    stage: str
    title: str
    note: str


@dataclass(slots=True)
class Plan:
    on: dt.date
    stages: list[StageFolder]
    missing: list[Lack]

    @property
    def count(self) -> int:
        return sum(len(stage.items) for stage in self.stages)


def _titles() -> dict[str, str]:
    """Stages of the target model in their order: several roadmaps of a year lie in one folder."""
    titles = {}
    for code, title in catalogue().stages.items():
        titles[code] = f"{code}. {title}" if code.isdigit() else title
    return titles


def _stage_of_kinds() -> dict[str, str]:
    """Kind of document → stage at which the catalogue expects it."""
    found: dict[str, str] = {}
    for kind in sorted(kinds().values(), key=lambda item: item.order):
        if kind.document:
            found.setdefault(kind.document, kind.stage)
    return found


def _document_items(document: Document, scans: list[DocumentFile]) -> list[Item]:
    name = files.clean_name(f"{document.number} {document.title}".strip()[:100])
    note = "издан до системы" if document.before_system else ""
    if not document.number:
        note = "номер не внесён"
    made = []
    if document.before_system:
        if not scans:
            made.append(Item(document.title, document.number, document.signed_on, f"{note}, скан не приложен"))
    else:
        reader = _reader(document)
        made.append(Item(document.title, document.number, document.signed_on, note, f"{name}.pdf", reader))
    for place, scan in enumerate(scans, start=1):
        suffix = scan.file.name.rpartition(".")[2][:5] or "pdf"
        scan_name = f"{name}, скан {place}.{suffix}" if len(scans) > 1 else f"{name}, скан.{suffix}"
        title = f"{document.title} (скан)"
        made.append(
            Item(title, document.number, document.signed_on, note, scan_name, lambda kept=scan.file: files.read(kept))  # type: ignore[misc]
        )
    return made


def _reader(document: Document) -> Callable[[], bytes]:
    """The file kept at registration; a paper whose file is still being made is drawn anew from its frozen data."""

    def read() -> bytes:
        kept = document.files.filter(role="numbered").select_related("file").first()
        return files.read(kept.file) if kept else rendering.pdf_of(document)

    return read


def plan(on: dt.date) -> Plan:
    """Papers, proofs by hand and lacks of the current school year on the day. Reads no file yet."""
    titles = _titles()
    folders = {code: StageFolder(title) for code, title in [*titles.items(), COMMON]}
    missing: list[Lack] = []
    year = organizations.current_year()
    activity_stage: dict[uuid.UUID, str] = {}
    for progress in roadmap.progress_of(year, on):
        for stage in progress.stages:
            for row in stage.rows:
                code = stage.stage.model_stage
                activity_stage[row.activity.pk] = code
                if row.state in ("none", "part", "late"):
                    words = row.current.words if row.current else "Отметки пока нет"
                    if row.due is not None and row.due >= on:
                        words = f"{words}. Срок ещё не наступил: {date_phrase(row.due, today=on)}"
                    title = " ".join(part for part in (row.activity.number, row.activity.title) if part)
                    missing.append(Lack(titles.get(code, stage.stage.title), title, words))
    by_kind = _stage_of_kinds()
    scans: dict[uuid.UUID, list[DocumentFile]] = {}
    for scan in DocumentFile.objects.filter(role="scan").select_related("file"):
        scans.setdefault(scan.document_id, []).append(scan)
    rows = Document.objects.filter(state__in=SIGNED, signed_on__lte=on).select_related("signer")
    if year is not None:
        rows = rows.filter(program_year__in=[year]) | rows.filter(program_year=None)
    for document in rows.order_by("signed_on", "number_sort"):
        started = activity_stage.get(document.activity_id, "") if document.activity_id else ""
        home = folders.get(started or by_kind.get(document.kind, ""), folders[COMMON[0]])
        home.items += _document_items(document, scans.get(document.pk, []))
    closings = ManualClosing.objects.filter(reopened_at=None, happened_on__lte=on, activity__in=list(activity_stage))
    for closing in closings.select_related("activity", "file").order_by("happened_on"):
        home = folders.get(activity_stage[closing.activity_id], folders[COMMON[0]])
        home.items.append(_closing_item(closing))
    for source in folder_sources:
        for item in source.items(year.pk) if year else ():
            home = folders.get(item.stage, folders[COMMON[0]])
            if item.missing:
                missing.append(Lack(home.title, item.title, item.note))
            else:
                home.items.append(Item(item.title, note=item.note, name=item.name, read=item.read))
    return Plan(on, [stage for stage in folders.values() if stage.items], missing)


def _closing_item(closing: ManualClosing) -> Item:
    """Closed by hand: the file if there is one, else a line of the register."""
    activity = closing.activity
    title = " ".join(part for part in (activity.number, activity.title) if part)
    if closing.file is None:
        return Item(title, on=closing.happened_on, note=closing.note[:300])
    name = files.clean_name(f"{activity.number} {closing.file.name}".strip())
    kept = closing.file
    return Item(title, on=closing.happened_on, note=closing.note[:300], name=name, read=lambda: files.read(kept))
