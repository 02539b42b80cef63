"""Drafts of orders that change or end an act in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from nastavnik.features.documents import amending
from nastavnik.features.documents.models import Document
from nastavnik.features.documents.services.drafts import draft
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, WrongState


def _must_be_in_force(document: Document) -> None:
    if not amending.amendable(document):
        raise WrongState(
            "Изменяют и отменяют приказом только зарегистрированный документ. Сначала внесите его номер и дату."
        )


def draft_amendment(*, by: Actor, document: Document, points: Sequence[str], reason: str = "") -> Document:
    """An order that changes the wording of an act by typed points («Пункт 2 изложить в редакции: …»)."""
    by.must("documents.draft", document)
    _must_be_in_force(document)
    lines = [" ".join(line.split()) for line in points if line.strip()]
    if not lines:
        raise InputRefused("Напишите, что меняется: каждый пункт с новой строки.", field="points")
    return draft(
        by=by,
        kind=amending.AMEND,
        subject={"order": document.pk, "points": lines, "reason": reason.strip()},
        title=f"О внесении изменений в приказ № {document.number}" if document.number else "О внесении изменений",
        program_year=document.program_year,
        amends=document,
    )


def draft_repeal(*, by: Actor, document: Document, reason: str, since: dt.date | None = None) -> Document:
    """An order by which the act, with the orders that changed it, is no longer in force.

    When it is registered the consequences come in the same transaction: pairs wait for an order again, activities reopen.
    """
    by.must("documents.draft", document)
    _must_be_in_force(document)
    if not reason.strip():
        raise InputRefused("Назовите причину: она войдёт в текст приказа.", field="reason")
    if since is not None and document.signed_on and since < document.signed_on:
        raise InputRefused("Утратить силу раньше своей даты документ не может.", field="since")
    targets = [item.pk for item in amending.with_amendments(document)]
    subject = {"targets": targets, "reason": reason.strip(), "since": since.isoformat() if since else ""}
    return draft(
        by=by,
        kind=amending.REPEAL,
        subject=subject,
        title=f"О признании утратившим силу приказа № {document.number}"
        if document.number
        else "О признании утратившим силу",
        program_year=document.program_year,
    )
