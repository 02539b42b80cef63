"""The roadmap as papers: data of the template, docx and xlsx of the plan in the ministry's usual columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from nastavnik.features.documents import kinds as document_kinds
from nastavnik.features.roadmap import rules
from nastavnik.features.roadmap.evidence import RoadmapProgress
from nastavnik.features.roadmap.models import Roadmap
from nastavnik.features.roadmap.services.common import content_of
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import Link, Obstacle
from nastavnik.kernel.errors import NotFound

HEADERS = [
    "№",
    "Этап",
    "Мероприятие",
    "Срок",
    "Ответственный",
    "Результат",
    "Состояние",
    "Чем подтверждено",
    "Рабочая дата",
]


def data_of(roadmap: Roadmap, by: Actor) -> dict[str, Any]:
    """Data of the template `roadmap`; the rows carry their identities, so that the signed sheet is a version."""
    base = document_kinds.base_data({}, by)
    content = content_of(roadmap)
    return {**base, "title": roadmap.title, "year": str(roadmap.program_year), "stages": content["stages"]}


def document_data(subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """`DocumentKind.data`: the plan of now."""
    return data_of(_of_subject(subject), by)


def _of_subject(subject: Mapping[str, Any]) -> Roadmap:
    found = Roadmap.objects.filter(pk=subject.get("roadmap")).select_related("program_year").first()
    if found is None:
        raise NotFound("Дорожной карты этого документа нет.")
    return found


def obstacles(document: Any, on: dt.date) -> Sequence[Obstacle]:
    """The sheet must show the plan of now: what was edited after the draft would be approved unseen."""
    roadmap = _of_subject(document.subject)
    if document.data and document.data.get("stages") != content_of(roadmap)["stages"]:
        fix = Link("Открыть утверждение", f"/roadmap/{roadmap.pk}/approval/")
        words = "Дорожную карту изменили после того, как подготовили проект. Обновите проект по данным."
        return [Obstacle("roadmap_changed", words, fix=fix)]
    return []


def docx_of(roadmap: Roadmap, by: Actor) -> bytes:
    """The plan as a Word file, by the template of the document to be signed."""
    from nastavnik.engines import papers

    tree = papers.build(papers.load("roadmap"), data_of(roadmap, by))
    return papers.write_docx(tree)


def sheet_rows(progress: RoadmapProgress) -> list[list[Any]]:
    """Rows under `HEADERS`, in the order of the plan."""
    rows = []
    for stage in progress.stages:
        heading = rules.stage_heading(stage.stage.number, stage.stage.title)
        for row in stage.rows:
            item = row.activity
            proved = "; ".join(one.words for one in row.kinds if one.words and one.state in rules.FINISHED)
            closed = row.closing.note if row.closing else item.not_applicable_reason
            rows.append(
                [
                    item.number,
                    heading,
                    item.title,
                    item.terms,
                    "" if item.responsible_suggested else item.responsible,
                    item.result,
                    rules.STATE_WORDS[row.state],
                    proved or closed,
                    None if item.date_suggested else item.working_due,
                ]
            )
    return rows
