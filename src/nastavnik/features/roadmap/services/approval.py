"""Approval: the plan goes to be signed as a document; the signed sheet becomes a version that never changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from nastavnik.features.documents import services as documents
from nastavnik.features.documents.models import Document
from nastavnik.features.roadmap.models import Activity, Roadmap, RoadmapVersion
from nastavnik.features.roadmap.services.common import content_of, locked_roadmap
from nastavnik.kernel import journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import WrongState
from nastavnik.kernel.files import StoredFile

#: Kinds of activity that the approval itself is.
APPROVAL_KINDS = ("roadmap_approval", "year_plan")


def draft_approval(*, by: Actor, roadmap: Roadmap) -> Document:
    """Draft the document to be signed; an open draft is brought up to the plan of now."""
    by.must("roadmap.approve", roadmap)
    if not Activity.objects.filter(roadmap=roadmap, removed_at=None).exists():
        raise WrongState("В дорожной карте нет мероприятий: утверждать пока нечего.")
    origin = next(
        (item for item in Activity.objects.filter(roadmap=roadmap) if set(item.kind_codes) & set(APPROVAL_KINDS)), None
    )
    document = documents.draft(
        by=by,
        kind="roadmap",
        subject={"roadmap": str(roadmap.pk)},
        title=roadmap.title,
        program_year=roadmap.program_year,
        activity_id=origin.pk if origin else None,
    )
    if document.data.get("stages") != content_of(roadmap)["stages"]:
        document = documents.refresh(by=by, document=document)
    return document


def approve_by_prior(
    *, by: Actor, roadmap: Roadmap, on: dt.date, number: str = "", note: str = "", scan: StoredFile | None = None
) -> Document:
    """The plan was approved on paper before the system: the plan of now becomes its version."""
    by.must("roadmap.approve", roadmap)
    with transaction.atomic():
        document = documents.record_prior(
            by=by,
            kind="roadmap",
            title=roadmap.title,
            number=number,
            on=on,
            note=note,
            scan=scan,
            subject={"roadmap": str(roadmap.pk)},
        )
        # a prior paper without a number is not announced as registered, yet the signature has approved the plan
        keep_approval(document, by)
    return document


def keep_approval(document: Any, by: Actor) -> None:
    """The signed sheet's own content becomes the next version; called twice for one document it is one version.

    Called by the document's kind inside signing and registering, whose services have asked who may do it.
    """
    roadmap = locked_roadmap(document.subject["roadmap"])
    if RoadmapVersion.objects.filter(roadmap=roadmap, document_id=document.pk).exists():
        return
    content = {"title": document.title, "stages": document.data["stages"]} if document.data else content_of(roadmap)
    newest = RoadmapVersion.objects.filter(roadmap=roadmap).first()
    version = RoadmapVersion.objects.create(
        roadmap=roadmap,
        number=newest.number + 1 if newest else 1,
        content=content,
        approved_on=document.signed_on,
        document_id=document.pk,
        note=(document.note or document.title)[:300],
    )
    roadmap.approved_version, roadmap.approved_on = version.number, version.approved_on
    roadmap.save(update_fields=["approved_version", "approved_on"])
    journal.record(by, "roadmap.approved", roadmap, version=version.number, on=version.approved_on)


def cancel_approval(document: Any, by: Actor) -> None:
    """The act is repealed: the version stays as a record, the plan goes back to the version before."""
    roadmap = locked_roadmap(document.subject["roadmap"])
    version = RoadmapVersion.objects.filter(roadmap=roadmap, document_id=document.pk).first()
    if version is None:
        return
    version.content = {**version.content, "cancelled": True}
    version.save(update_fields=["content"])
    held = [row for row in RoadmapVersion.objects.filter(roadmap=roadmap) if not row.content.get("cancelled")]
    roadmap.approved_version = held[0].number if held else 0
    roadmap.approved_on = held[0].approved_on if held else None
    roadmap.save(update_fields=["approved_version", "approved_on"])
    journal.record(by, "roadmap.approval_cancelled", roadmap, version=version.number)
