"""One object of each kind for the access matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.organizations.queries import require_year
from nastavnik.features.roadmap.models import ManualClosing, Roadmap, RoadmapImport, RoadmapVersion
from nastavnik.features.roadmap.services import making
from nastavnik.features.roadmap.services.common import content_of
from nastavnik.kernel import actors, files, links, scope


def _made(organization: Any) -> Roadmap:
    return making.from_builtin(by=actors.shell(organization), code="college", year=require_year())


def roadmap(organization: Any) -> Any:
    with scope.within(organization):
        made = _made(organization)
        RoadmapVersion.objects.create(
            roadmap=made, number=1, content=content_of(made), approved_on=dt.date(2026, 9, 10)
        )
        return made.pk


def stage(organization: Any) -> Any:
    with scope.within(organization):
        return _made(organization).stages.first().pk


def activity(organization: Any) -> Any:
    with scope.within(organization):
        return _made(organization).activities.first().pk


def closing(organization: Any) -> Any:
    with scope.within(organization):
        kept = files.store(actors.system(organization), b"%PDF-1.4", name="a.pdf", media_type="application/pdf")
        return ManualClosing.objects.create(
            activity_id=activity(organization),
            happened_on=dt.date(2026, 9, 10),
            note="Лист подписан",
            file=kept,
            closed_by="куратор",
            recorded_at=dt.datetime(2026, 9, 10, tzinfo=dt.UTC),
        ).pk


def roadmap_import(organization: Any) -> Any:
    with scope.within(organization):
        kept = files.store(actors.system(organization), b"text", name="a.txt", media_type="text/plain")
        draft = {"title": "План", "forms": [], "stages": [], "warnings": []}
        return RoadmapImport.objects.create(program_year=require_year(), name="a.txt", file=kept, draft=draft).pk


def calendar_link(organization: Any) -> str:
    with scope.within(organization):
        return links.issue(actors.shell(organization), "calendar", subject_id=roadmap(organization))


LINKS = {"calendar": calendar_link}
OBJECTS = {
    "roadmap": roadmap,
    "roadmap_stage": stage,
    "activity": activity,
    "activity_closing": closing,
    "roadmap_import": roadmap_import,
}
