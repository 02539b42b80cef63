"""Papers given to me to read under signature: what they say about me, and where to sign."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nastavnik.features.documents import acquaintance_papers, rendering
from nastavnik.features.documents.models import Acquaintance, Document, DocumentPerson
from nastavnik.features.documents.pages import pdf_for_show
from nastavnik.features.documents.rules import SIGNED
from nastavnik.features.documents.tasks import file_name
from nastavnik.kernel import clock, files
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DueItem, DueSource, OwnPanel, document_kinds, dues, own_panels
from nastavnik.kernel.errors import NotFound, WrongState
from nastavnik.kernel.http import Request
from nastavnik.ui.text import count_phrase, date_phrase

READERS = frozenset({"mentor", "mentee", "representative", "tutor", "supporter"})
#: acts that hold rules and no persons: they may be read whole by anybody to whom they were given
ABOUT_NOBODY = frozenset({"regulation", "order_regulation", "roadmap"})
ELSEWHERE = "Документ целиком читают у секретаря или куратора: в нём есть сведения о других людях."


@dataclass(frozen=True, slots=True)
class Paper:
    """One act given to me. `due_on`: the earliest term by which I am asked to sign."""

    row: DocumentPerson
    due_on: dt.date | None

    @property
    def document(self) -> Document:
        found: Document = self.row.document
        return found

    @property
    def signed(self) -> bool:
        return self.row.acquainted_on is not None

    @property
    def words(self) -> str:
        """«№ 118-од от 1 октября 2026 г.»"""
        number = f"№\u00a0{self.document.number} " if self.document.number else ""
        return f"{number}от {date_phrase(self.document.signed_on, 'full')}" if self.document.signed_on else ""

    @property
    def readable(self) -> bool:
        return way_of(self.document) != ""


def rows_of(actor: Actor) -> Any:
    """Rows of acts in force that call the actor's card to sign; none without a card."""
    rows = DocumentPerson.objects.filter(must_acquaint=True, document__state__in=SIGNED)
    rows = rows.select_related("document__signer", "person__group")
    return rows.filter(person_id=actor.person_id) if actor.person_id else rows.none()


def papers_of(actor: Actor) -> list[Paper]:
    """Unsigned first, the newest first; two queries."""
    rows = list(rows_of(actor).order_by("-document__signed_on", "pk"))
    calls = Acquaintance.objects.filter(people__row__in=rows).order_by()
    terms = dict(calls.values("people__row").annotate(first=Min("due_on")).values_list("people__row", "first"))
    return sorted((Paper(row, terms.get(row.pk)) for row in rows), key=lambda item: item.signed)


def way_of(document: Document) -> str:
    """How the act may be read here: `extract` (only what concerns the reader), `whole`, or '' (on paper only)."""
    kind = document_kinds.get(document.kind)
    if kind is None or not document.template:
        return ""
    if kind.extract is not None:
        return "extract"
    return "whole" if kind.code in ABOUT_NOBODY else ""


def own(request: Request) -> HttpResponse:
    found = papers_of(request.actor)
    waiting = sum(1 for item in found if not item.signed)
    return render(request, "documents/own.html", {"papers": found, "waiting": waiting, "total": len(found)})


def paper(request: Request, pk: uuid.UUID) -> HttpResponse:
    """My extract of the act, or the act itself where it names nobody. Raises NotFound for acts not given to me."""
    actor = request.actor
    row = rows_of(actor).filter(document_id=pk).first()
    if row is None:
        raise NotFound()
    data = _pdf(actor, row)
    return files.attach(data, name=f"{file_name(row.document)}.pdf", media_type="application/pdf", inline=True)


def _pdf(actor: Actor, row: DocumentPerson) -> bytes:
    way = way_of(row.document)
    if way == "whole":
        return pdf_for_show(row.document)
    lines: Sequence[str] = ()
    kind = document_kinds.get(row.document.kind)
    if way == "extract" and kind and kind.extract:
        lines = kind.extract(row.document.subject, row.person_id, actor)
    if not lines:
        raise WrongState(ELSEWHERE)
    today = clock.today(actor.organization)
    tree = acquaintance_papers.extract_tree(row, lines, acquaintance_papers.base_of(actor, today))
    return bytes(rendering.pdf_of_trees([tree], on=today).data)


def _due(actor: Actor, on: dt.date) -> list[DueItem]:
    waiting = [item for item in papers_of(actor) if not item.signed]
    if not waiting:
        return []
    terms = [item.due_on for item in waiting if item.due_on]
    count = count_phrase(len(waiting), "документом,документами,документами")
    title = waiting[0].document.title if len(waiting) == 1 else count
    return [
        DueItem(
            f"Ознакомиться под подпись: {title}", "Прочитайте здесь, распишитесь на листе у секретаря или куратора.",
            reverse("documents:own"), "Прочитать", due=min(terms, default=None), order=15,
        )
    ]  # fmt: skip


def _panel(actor: Actor, on: dt.date) -> dict[str, Any] | None:
    found = papers_of(actor)
    return {"papers": found[:5], "more": max(0, len(found) - 5)} if found else None


def register() -> None:
    dues.add(DueSource("own_papers", READERS, _due))
    own_panels.add(
        OwnPanel(
            "documents", "Бумаги для меня", "documents/own_panel.html",
            frozenset({"mentor", "mentee", "representative"}), _panel, 70,
        )
    )  # fmt: skip
