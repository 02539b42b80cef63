"""Steps that several acts share."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import connection

from nastavnik.features.documents.models import Document, DocumentPerson
from nastavnik.features.documents.rules import WORDS, next_state
from nastavnik.kernel.contracts import DocumentKind, document_kinds
from nastavnik.kernel.errors import NotFound, WrongState


def kind_of(code: str) -> DocumentKind:
    kind = document_kinds.get(code)
    if kind is None:
        raise NotFound(f"Вида документа «{code}» нет.")
    return kind


def locked(document_id: Any) -> Document:
    """The row as it is now, held until the end of the transaction."""
    rows = Document.objects.filter(pk=document_id).select_related("register", "signer", "program_year")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    document = rows.first()
    if document is None:
        raise NotFound()
    return document


def move(document: Document, act: str) -> None:
    """Change the state by the life cycle; raises WrongState in words."""
    state = next_state(document.state, act)
    if state is None:
        raise WrongState(
            f"«{document.title}»: {WORDS[document.state][1].lower()}. Это действие сейчас невозможно."
            " Обновите страницу и посмотрите, что осталось сделать."
        )
    document.state = state
    document.version += 1


def name_people(document: Document, person_ids: list[uuid.UUID]) -> None:
    """Keep the list of persons named in the document equal to `person_ids`, in that order."""
    present = {row.person_id: row for row in document.people.all()}
    document.people.exclude(person_id__in=person_ids).delete()
    fresh = [
        DocumentPerson(document=document, person_id=pk, line=line)
        for line, pk in enumerate(dict.fromkeys(person_ids), start=1)
        if pk not in present
    ]
    DocumentPerson.objects.bulk_create(fresh)
