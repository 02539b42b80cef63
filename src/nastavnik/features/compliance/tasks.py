"""Background work of the checker: «Папка для проверки» as one ZIP."""

from __future__ import annotations

import datetime as dt
import logging
import tempfile
import zipfile
from typing import Any

from django.db import transaction

from nastavnik.features.banks import queries as banks
from nastavnik.features.compliance import contents
from nastavnik.features.organizations import queries as organizations
from nastavnik.kernel import files, jobs, journal, sheets
from nastavnik.kernel.errors import DomainError

log = logging.getLogger("nastavnik.compliance")
REGISTER_HEADERS = ["Папка", "Что", "Номер", "Дата", "Файл", "Примечание"]
LACK_HEADERS = ["Этап", "Чего не хватает", "Что есть сейчас"]


@jobs.handler("compliance.folder")
def folder(run: jobs.Run) -> dict[str, Any]:
    """Folders by stage, «Опись», «Чего не хватает», snapshots of both banks. One broken file is noted, not fatal."""
    run.by.must("compliance.export")
    on = dt.date.fromisoformat(run.args["on"])
    plan = contents.plan(on)
    total = plan.count + 3
    lines: list[tuple[Any, ...]] = []
    done = 0
    with tempfile.TemporaryFile() as buffer:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for place, stage in enumerate(plan.stages, start=1):
                home = _plain(f"{place:02d} {stage.title}"[:80])
                for number, item in enumerate(stage.items, start=1):
                    lines.append((home, *_put(archive, home, number, item)))
                    done += 1
                    run.progress(done, total, item.title)
            archive.writestr("Опись.xlsx", sheets.xlsx("Опись", REGISTER_HEADERS, lines))
            lacks = [(lack.stage, lack.title, lack.note) for lack in plan.missing]
            archive.writestr("Чего не хватает.xlsx", sheets.xlsx("Чего не хватает", LACK_HEADERS, lacks))
            run.progress(plan.count + 1, total, "Опись и недостающее")
            _snapshots(archive, on)
            run.progress(plan.count + 3, total, "Снимок баз")
        buffer.seek(0)
        name = f"Папка для проверки на {on:%d.%m.%Y}.zip"
        stored = files.store(run.by, buffer, name=name, media_type="application/zip")
    with transaction.atomic():
        journal.record(run.by, "compliance.folder_made", None, on=on, count=len(lines), missing=len(plan.missing))
    return {"files": [{"file": str(stored.pk), "label": "Папка для проверки, ZIP"}]}


def _plain(name: str) -> str:
    """A name inside the archive: no-break spaces of typography would hinder typing it."""
    return files.clean_name(name.replace("\u00a0", " "))


def _put(archive: zipfile.ZipFile, home: str, number: int, item: contents.Item) -> tuple[Any, ...]:
    """Write the item's file and answer with its line of the register."""
    if item.read is None:
        return (item.title, item.number, item.on, "", item.note)
    path = f"{home}/{_plain(f'{number:03d} {item.name}')}"
    try:
        archive.writestr(path, item.read())
    except DomainError as refusal:
        log.warning("the folder lacks a file: %s", refusal.message)
        return (item.title, item.number, item.on, "", refusal.message)
    return (item.title, item.number, item.on, path, item.note)


def _snapshots(archive: zipfile.ZipFile, on: dt.date) -> None:
    """Both banks as they stand: names, states and days, without requests and contacts."""
    year = organizations.current_year()
    if year is None:
        return
    headers = ["Фамилия, имя, отчество", "Кто", "Группа или должность", "Состояние", "Допущен"]
    for side, title in (("mentee", "База наставляемых"), ("mentor", "База наставников")):
        rows = [
            (
                entry.person.full_name,
                entry.person.get_kind_display(),
                entry.person.group.name if entry.person.group else entry.person.post,
                entry.get_state_display(),
                entry.admitted_on,
            )
            for entry in banks.entries(side, year).exclude(state="invited").select_related("person__group")
        ]
        archive.writestr(f"{title}.xlsx", sheets.xlsx(title, headers, rows))
