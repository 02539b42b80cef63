"""Lists of documents, visibility included."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from nastavnik.features.documents.codes import clean_code
from nastavnik.features.documents.models import (
    Document,
    DocumentFile,
    DocumentPerson,
    Handing,
    Register,
    ReviewStep,
)
from nastavnik.features.documents.policies import STAFF
from nastavnik.features.documents.rules import IN_FORCE, OPEN, gaps, period_of
from nastavnik.kernel import journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound

NOBODY = uuid.UUID(int=0)


def visible_documents(actor: Actor) -> QuerySet[Document]:
    """All papers of the organisation for the heads; for the office what was sent to it; for others none here."""
    if not actor.may("documents.view"):
        return Document.objects.none()
    rows = Document.objects.select_related("register", "signer", "program_year")
    if actor.kind == "account" and not actor.roles & set(STAFF):
        mine = actor.person_id or NOBODY
        asked = ReviewStep.objects.filter(review__document=OuterRef("pk"), person_id=mine)
        given = Handing.objects.filter(document=OuterRef("pk"), person_id=mine)
        rows = rows.filter(Exists(asked) | Exists(given))
    if actor.unit_ids:
        rows = rows.filter(Q(unit=None) | Q(unit_id__in=actor.unit_ids))
    return rows


def get_document(actor: Actor, pk: Any) -> Document:
    document = visible_documents(actor).filter(pk=pk).first()
    if document is None:
        raise NotFound()
    return document


def with_counts(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Adds `to_acquaint`, `acquainted`, `has_scan` for the list, without a query per row."""
    scan = DocumentFile.objects.filter(document=OuterRef("pk"), role="scan")
    return rows.annotate(
        to_acquaint=Count("people", filter=Q(people__must_acquaint=True)),
        acquainted=Count("people", filter=Q(people__must_acquaint=True, people__acquainted_on__isnull=False)),
        has_scan=Exists(scan),
    )


def find(rows: QuerySet[Document], text: str) -> QuerySet[Document]:
    """By title, number, or the code printed on the sheet."""
    text = text.strip()
    if not text:
        return rows
    code = clean_code(text)
    if code:
        return rows.filter(code=code)
    return rows.filter(Q(title__icontains=text) | Q(number__icontains=text) | Q(title__icontains=text.capitalize()))


def in_force(kind: str, on: dt.date) -> list[Document]:
    """Registered documents of the kind, dated on or before the day and not cancelled, the newest first."""
    return list(Document.objects.filter(kind=kind, state__in=IN_FORCE, signed_on__lte=on).order_by("-signed_on"))


def waiting_for_signature(actor: Actor) -> QuerySet[Document]:
    return visible_documents(actor).filter(state__in=OPEN).order_by("-state", "created_at")


def waiting_for_number(actor: Actor) -> QuerySet[Document]:
    return visible_documents(actor).filter(state__in=["printed", "signed"]).order_by("signed_on", "created_at")


def people_of(document: Document) -> QuerySet[DocumentPerson]:
    return document.people.select_related("person", "person__group").order_by("line", "person__last", "person__first")


def files_of(document: Document) -> QuerySet[DocumentFile]:
    return document.files.select_related("file")


@dataclass(frozen=True, slots=True)
class RegisterState:
    """A register in the period of the day: how many numbers, which are missing, which dates go back."""

    register: Register
    count: int
    missing: Sequence[int]
    backward: Sequence[Document]


def registers_state(on: dt.date) -> list[RegisterState]:
    """All registers at once: two queries."""
    found = []
    numbered: dict[tuple[uuid.UUID, str], list[Document]] = {}
    rows = Document.objects.exclude(register=None).exclude(number="").order_by("number_sort", "signed_on")
    for document in rows:
        numbered.setdefault((document.register_id, document.register_period), []).append(document)
    for register in Register.objects.all():
        own = numbered.get((register.pk, period_of(register.restarts, on)), [])
        backward = [
            later
            for earlier, later in pairwise(own)
            if later.signed_on
            and earlier.signed_on
            and later.signed_on < earlier.signed_on
            and (later.number_sort or 0) % 1000 == 0
        ]
        missing = gaps([item.number_sort for item in own if item.number_sort])
        found.append(RegisterState(register, len(own), missing, backward))
    return found


def history(document: Document) -> list[journal.Line]:
    return journal.history(document)
