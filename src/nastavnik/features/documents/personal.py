"""Personal data in documents: names in signed papers stay (they are the archive); rows that point at a card move."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Model

from nastavnik.features.documents.models import DocumentPerson, Handing, ReviewRule, ReviewStep
from nastavnik.kernel.contracts import PersonData, person_data

#: model → what a person may stand in only once
ROWS: list[tuple[type[Model], str]] = [
    (DocumentPerson, "document_id"),
    (ReviewStep, "review_id"),
    (Handing, "document_id"),
]


def find(person_id: uuid.UUID) -> int:
    return sum(model._default_manager.filter(person_id=person_id).count() for model, _ in ROWS)


def move(source: uuid.UUID, target: uuid.UUID) -> None:
    """Rows go to the kept card; where it already stands in the same document, the other's row is dropped."""
    for model, place in ROWS:
        rows = model._default_manager
        taken = set(rows.filter(person_id=target).values_list(place, flat=True))
        for row in rows.filter(person_id=source):
            if getattr(row, place) in taken:
                _join(row, target, place)
            else:
                rows.filter(pk=row.pk).update(person_id=target)
    for rule in ReviewRule.objects.all():
        if str(source) in rule.people:
            rule.people = list(dict.fromkeys(str(target) if pk == str(source) else pk for pk in rule.people))
            rule.save(update_fields=["people"])


def _join(row: Model, target: uuid.UUID, place: str) -> None:
    """Both cards were named in one document: a signature of either counts."""
    kept = type(row)._default_manager.get(person_id=target, **{place: getattr(row, place)})
    if isinstance(row, DocumentPerson) and isinstance(kept, DocumentPerson):
        kept.must_acquaint = kept.must_acquaint or row.must_acquaint
        if row.acquainted_on and not kept.acquainted_on:
            kept.acquainted_on, kept.acquainted_way = row.acquainted_on, row.acquainted_way
        kept.save()
        called = set(kept.calls.values_list("acquaintance_id", flat=True))
        row.calls.exclude(acquaintance_id__in=called).update(row=kept)
    row.delete()


def export(person_id: uuid.UUID) -> Any:
    named = DocumentPerson.objects.filter(person_id=person_id).select_related("document")
    steps = ReviewStep.objects.filter(person_id=person_id).select_related("review__document")
    return {
        "назван в документах": [
            {"документ": row.document.title, "номер": row.document.number, "ознакомлен": str(row.acquainted_on or "")}
            for row in named
        ],
        "согласовал": [
            {"документ": step.review.document.title, "когда": str(step.decided_on or ""), "замечания": step.remarks}
            for step in steps
        ],
    }


def destroy(person_id: uuid.UUID) -> None:
    """Words of remarks are wiped and work is taken away; that a paper named the person stays with the paper."""
    ReviewStep.objects.filter(person_id=person_id).update(remarks="")
    Handing.objects.filter(person_id=person_id).delete()


def register() -> None:
    person_data.add(PersonData("documents", "Документы", find, move, export, destroy))
