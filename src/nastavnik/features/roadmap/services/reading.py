"""The organisation's own plan: read from a file in a process of its own, corrected, accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from nastavnik.engines.limits.errors import LimitError
from nastavnik.engines.roadmaps import RoadmapError, read_roadmap_limited
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.roadmap import drafts
from nastavnik.features.roadmap.models import Roadmap, RoadmapImport
from nastavnik.features.roadmap.services import making
from nastavnik.features.roadmap.services.common import locked_import
from nastavnik.kernel import files, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, Step, WrongState
from nastavnik.kernel.files import StoredFile


def read_plan(*, by: Actor, name: str, data: bytes, year: ProgramYear) -> RoadmapImport:
    """Keep the file and read it. Raises InputRefused with the reader's own sentence for a file that can not be taken.

    A file without a plan is kept as an empty draft, with what was not understood as warnings.
    """
    by.must("roadmap.edit")
    if len(data) > files.MAX_UPLOAD:
        raise InputRefused(
            f"Файл больше {files.MAX_UPLOAD // 1024 // 1024} МБ. Сохраните план отдельным файлом без рисунков.",
            field="file",
        )
    clean = files.clean_name(name, default="план.txt")
    parsed = _parsed(data, clean, year)
    # stored as bytes to be given back, never shown inside the browser
    kept = files.store(by, data, name=clean, media_type="application/octet-stream")
    return _kept(by, clean, kept, parsed, year)


def read_other_plan(*, by: Actor, source: RoadmapImport, number: int) -> RoadmapImport:
    """Another plan of the same file, read beside the first: both may become roadmaps of the year.

    Raises InputRefused where the file holds no plan of the number.
    """
    by.must("roadmap.edit", source)
    if source.file is None or number not in {plan["number"] for plan in source.parsed.get("plans", [])}:
        raise InputRefused("Такого плана в файле нет. Загрузите его отдельным файлом.")
    already = RoadmapImport.objects.filter(file=source.file, state="draft").exclude(pk=source.pk)
    for other in already:
        if any(plan["number"] == number and plan["chosen"] for plan in other.parsed.get("plans", [])):
            return other
    parsed = _parsed(files.read(source.file), source.name, source.program_year, plan=number)
    return _kept(by, source.name, source.file, parsed, source.program_year)


def _parsed(data: bytes, name: str, year: ProgramYear, plan: int | None = None) -> dict[str, Any]:
    try:
        return read_roadmap_limited(data, name, year=year.year, plan=plan).to_json()
    except (LimitError, RoadmapError) as refusal:
        raise InputRefused(str(refusal), field="file") from None


def _kept(by: Actor, clean: str, kept: StoredFile, parsed: dict[str, Any], year: ProgramYear) -> RoadmapImport:
    with transaction.atomic():
        source = RoadmapImport.objects.create(
            program_year=year, name=clean, file=kept, parsed=parsed, draft=drafts.of_parsed(parsed)
        )
        found = sum(len(stage["activities"]) for stage in parsed["stages"])
        journal.record(by, "roadmap.plan_read", source, name=clean, activities=found)
    return source


def correct(
    *, by: Actor, source: RoadmapImport, operation: str, key: str = "", values: Mapping[str, Any] | None = None
) -> RoadmapImport:
    """Do one of `drafts.OPERATIONS` to what was read. Raises InputRefused, NotFound, WrongState when accepted."""
    by.must("roadmap.edit", source)
    with transaction.atomic():
        held = locked_import(source.pk)
        _require_draft(held)
        held.draft = drafts.corrected(held.draft, operation, key, values or {})
        held.save(update_fields=["draft"])
        journal.record(by, "roadmap.plan_corrected", held, operation=operation, key=key)
    return held


def accept(*, by: Actor, source: RoadmapImport, title: str = "", forms: Sequence[str] = ()) -> Roadmap:
    """Make the roadmap of the corrected draft; unsettled doubts stay marked at their activities."""
    by.must("roadmap.edit", source)
    with transaction.atomic():
        held = locked_import(source.pk)
        _require_draft(held)
        draft = {**held.draft, "forms": list(forms) or held.draft["forms"]}
        roadmap = making.build(
            by=by, draft=draft, year=held.program_year, source="file", title=title, source_import=held
        )
        held.state = "accepted"
        held.save(update_fields=["state"])
    return roadmap


def drop(*, by: Actor, source: RoadmapImport) -> RoadmapImport:
    """Put an unaccepted reading away."""
    by.must("roadmap.edit", source)
    with transaction.atomic():
        held = locked_import(source.pk)
        _require_draft(held)
        held.state = "dropped"
        held.save(update_fields=["state"])
        journal.record(by, "roadmap.plan_dropped", held)
    return held


def _require_draft(source: RoadmapImport) -> None:
    if source.state != "draft":
        raise WrongState(
            "Этот план уже принят или отложен: исправляйте мероприятия в самой дорожной карте.",
            next_step=Step("Открыть дорожную карту", "/roadmap/"),
        )
