"""«Что уже есть»: the year began without the system. Past activities and acts, entered in one table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from nastavnik.features.documents import services as documents
from nastavnik.features.roadmap.models import Activity, ManualClosing
from nastavnik.features.roadmap.services.closing import close_by_hand
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import DomainError, InputRefused

NOTE = "Сделано до системы"


@dataclass(frozen=True, slots=True)
class PriorRow:
    """One line: an activity done, an act issued (`document` is its kind), or both. `line` names it in a refusal."""

    on: dt.date
    activity: Activity | None = None
    document: str = ""
    title: str = ""
    number: str = ""
    note: str = ""
    line: str = ""


def record_what_is(*, by: Actor, rows: Sequence[PriorRow]) -> tuple[int, int]:
    """Close activities as done before the system and enter acts, all rows or none: (activities, acts).

    A refusal of one row names the row. An activity that is closed already is left as it is.
    """
    by.must("roadmap.close")
    by.must("documents.prior")
    closed = acts = 0
    with transaction.atomic():
        done = set(
            ManualClosing.objects.filter(
                activity__in=[row.activity.pk for row in rows if row.activity], kind="", reopened_at=None
            ).values_list("activity_id", flat=True)
        )
        for row in rows:
            try:
                if row.document:
                    documents.record_prior(
                        by=by, kind=row.document, title=row.title, number=row.number, on=row.on, note=row.note
                    )
                    acts += 1
                if row.activity is not None and row.activity.pk not in done:
                    paper = f"№ {row.number}" if row.number else ""
                    words = ", ".join(part for part in (row.note, paper) if part) or NOTE
                    close_by_hand(by=by, activity=row.activity, happened_on=row.on, note=words, before_system=True)
                    done.add(row.activity.pk)
                    closed += 1
            except DomainError as refusal:
                if not row.line:
                    raise
                raise InputRefused(f"{row.line}: {refusal.message}", field=refusal.field) from None
    return closed, acts
