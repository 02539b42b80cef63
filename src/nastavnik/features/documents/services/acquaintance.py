"""Acquaintance is kept per person, beside the document."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction

from nastavnik.features.documents.models import Document, DocumentPerson
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused


def call_to_acquaint(*, by: Actor, document: Document, person_ids: Collection[uuid.UUID]) -> int:
    """Name who must be acquainted with the document; returns how many were added."""
    by.must("documents.acquaint", document)
    with transaction.atomic():
        known = set(document.people.values_list("person_id", flat=True))
        document.people.filter(person_id__in=person_ids).update(must_acquaint=True)
        fresh = [pk for pk in dict.fromkeys(person_ids) if pk not in known]
        DocumentPerson.objects.bulk_create(
            [DocumentPerson(document=document, person_id=pk, must_acquaint=True) for pk in fresh]
        )
    return len(fresh)


def acquaint(
    *, by: Actor, document: Document, person_ids: Collection[uuid.UUID], on: dt.date, way: str = "paper"
) -> int:
    """Mark persons as acquainted on the date; those already marked keep their date. Returns how many were marked."""
    by.must("documents.acquaint", document)
    if on > clock.today(by.organization):
        raise InputRefused("Дата ознакомления ещё не наступила.", field="on")
    if document.signed_on and on < document.signed_on:
        raise InputRefused("Ознакомить раньше даты документа нельзя. Проверьте дату.", field="on")
    call_to_acquaint(by=by, document=document, person_ids=person_ids)
    with transaction.atomic():
        rows = document.people.filter(person_id__in=person_ids, acquainted_on=None)
        count = rows.update(acquainted_on=on, acquainted_way=way)
        journal.record(by, "documents.acquainted", document, count=count, on=on)
    return count
