"""What the services share: rows held while they change, what a roadmap is when frozen."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import connection
from django.db.models import Model

from nastavnik.features.roadmap import rules
from nastavnik.features.roadmap.models import Activity, Roadmap, RoadmapImport, Stage
from nastavnik.kernel.errors import NotFound


def _held(model: type[Model], pk: uuid.UUID) -> Any:
    rows = model.objects.filter(pk=pk)  # type: ignore[attr-defined]
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    found = rows.first()
    if found is None:
        raise NotFound()
    return found


def locked_import(pk: uuid.UUID) -> RoadmapImport:
    return _held(RoadmapImport, pk)


def locked_roadmap(pk: uuid.UUID) -> Roadmap:
    return _held(Roadmap, pk)


def living(roadmap: Roadmap) -> list[Activity]:
    """Activities in the order of the plan, their stages at hand."""
    rows = Activity.objects.filter(roadmap=roadmap, removed_at=None).select_related("stage")
    return list(rows.order_by("stage__position", "position", "pk"))


def renumber(activities: list[Activity]) -> None:
    """Positions 1, 2, 3 … in the given order; writes only those that changed."""
    changed = []
    for place, item in enumerate(activities, start=1):
        if item.position != place:
            item.position = place
            changed.append(item)
    Activity.objects.bulk_update(changed, ["position"], batch_size=100)


def content_of(roadmap: Roadmap) -> dict[str, Any]:
    """The plan of now as plain values: what a version keeps and the paper prints. Untaken offers are not in it."""
    stages: dict[uuid.UUID, dict[str, Any]] = {}
    for stage in Stage.objects.filter(roadmap=roadmap).order_by("position"):
        stages[stage.pk] = {
            "number": stage.number,
            "title": rules.stage_heading(stage.number, stage.title),
            "goal": stage.goal,
            "result": stage.result,
            "terms": stage.terms,
            "activities": [],
        }
    for item in living(roadmap):
        if item.not_applicable_on:
            continue
        stages[item.stage_id]["activities"].append(
            {
                "id": str(item.pk),
                "identity": str(item.identity),
                "number": item.number,
                "group": item.group,
                "title": item.title,
                "terms": item.terms,
                "responsible": "" if item.responsible_suggested else item.responsible,
                "result": item.result,
            }
        )
    return {"title": roadmap.title, "stages": list(stages.values())}
