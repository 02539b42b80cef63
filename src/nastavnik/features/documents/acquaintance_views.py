"""Pages of acquaintance: from an activity or a document to sheets, marks and those who have not signed."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.documents import acquaintances, pages, queries, readers, services
from nastavnik.features.documents.acquaintance_forms import AcquaintForm, StartForm
from nastavnik.features.documents.models import Acquaintance, Document, DocumentPerson
from nastavnik.features.documents.rules import SIGNED
from nastavnik.kernel import clock
from nastavnik.kernel.contracts import document_kinds
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.http import Request
from nastavnik.ui.text import count_phrase
from nastavnik.ui.toasts import say

#: own documents offered to be read, the newest first
OFFERED = 100


def acquaintance_list(request: Request) -> HttpResponse:
    """All acquaintances, or those begun from one activity; from an activity without any straight to the form."""
    actor = request.actor
    today = clock.today(actor.organization)
    activity = pages.activity_of(request)
    rows = acquaintances.visible(actor)
    if activity is not None:
        rows = rows.filter(activity_id=activity)
        if not rows.exists():
            return redirect(reverse("documents:acquaint_start") + "?" + urlencode({"activity": str(activity)}))
    context = {
        "rows": list(acquaintances.with_progress(rows, today)[:200]),
        "orders": [] if activity else list(acquaintances.orders_with_people(actor, today)[:100]),
        "activity": activity or "",
        "activity_url": reverse("roadmap:activity", args=[activity]) if activity else "",
        "today": today,
    }
    return render(request, "documents/acquaintances.html", context)


def acquaintance_start(request: Request) -> HttpResponse:
    """Which act, whom, until when: one form, one press."""
    actor = request.actor
    activity = pages.activity_of(request)
    offered = list(queries.visible_documents(actor).filter(state__in=SIGNED).order_by("-signed_on")[:OFFERED])
    wanted = pages.uuids([request.GET.get("document", "")])
    form = StartForm(
        request.POST or None,
        actor=actor,
        documents=offered,
        initial={"document": str(wanted[0]) if wanted else "", "roles": [readers.NAMED] if wanted else []},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            document = form.documents.get(data["document"]) or services.outside_act(
                by=actor, title=data["title"], number=data["number"], on=data["act_date"]
            )
            chosen = readers.choose(
                actor,
                clock.today(actor.organization),
                roles=data["roles"],
                groups=data.get("groups", []),
                persons=data["names"],
                document=document,
            )
            made = services.start_acquaintance(
                by=actor,
                document=document,
                person_ids=chosen.ids,
                audience=chosen.words,
                activity_id=activity,
                due_on=data["due_on"],
            )
        except InputRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            say(
                request,
                f"Ознакомление начато: {count_phrase(len(chosen.ids), 'человек,человека,человек')}",
                undo_url=reverse("documents:acquaint_drop", args=[made.pk]),
            )
            return redirect("documents:acquaint_page", pk=made.pk)
    context = {"form": form, "activity": activity or "", "outside": bool(form["title"].value())}
    return render(request, "documents/acquaint_start.html", context, status=422 if form.errors else 200)


def acquaintance_page(request: Request, pk: uuid.UUID) -> HttpResponse:
    """One acquaintance: who has signed, who has not, marks in one press."""
    found = acquaintances.get(request.actor, pk)
    return _page(request, found.document, found)


def acquaintance(request: Request, pk: uuid.UUID) -> HttpResponse:
    """All people of one document, whoever called them."""
    return _page(request, queries.get_document(request.actor, pk), None)


def _page(request: Request, document: Document, found: Acquaintance | None) -> HttpResponse:
    today = clock.today(request.actor.organization)
    rows = list(acquaintances.rows_of(document, found))
    form = AcquaintForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        known = {row.person_id for row in rows}
        alone = pages.uuids([request.POST.get("only", "")])
        chosen = alone or pages.uuids(request.POST.getlist("person"))
        if not chosen or not set(chosen) <= known:
            raise InputRefused("Отметьте в списке тех, кто расписался.")
        try:
            count = services.acquaint(
                by=request.actor, document=document, person_ids=chosen, on=form.cleaned_data["on"]
            )
        except InputRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            say(
                request,
                f"Отмечено ознакомление: {count}",
                undo_url=reverse("documents:acquaint_undo", args=[document.pk]),
                fields=[*(("person", str(pk)) for pk in chosen), ("next", request.path)],
            )
            return redirect(request.path)
    status = 422 if form.errors else 200
    return render(request, "documents/acquaintance.html", _context(document, found, rows, form, today), status=status)


def _context(
    document: Document, found: Acquaintance | None, rows: list[DocumentPerson], form: AcquaintForm, today: Any
) -> dict[str, Any]:
    signed = [row for row in rows if row.acquainted_on]
    left = [row for row in rows if not row.acquainted_on and row.person.left_on and row.person.left_on <= today]
    waiting = [row for row in rows if not row.acquainted_on and row not in left]
    kind = document_kinds.get(document.kind)
    return {
        "document": document,
        "acquaintance": found,
        "rows": waiting + left + signed,
        "waiting": len(waiting),
        "signed": len(signed),
        "total": len(waiting) + len(signed),
        "late": bool(found and found.due_on and found.due_on < today and waiting),
        "extracts": bool(kind and kind.extract) and any(row.person.kind == "student" for row in waiting),
        "form": form,
        "today": today,
        "activity_url": reverse("roadmap:activity", args=[found.activity_id]) if found and found.activity_id else "",
    }


@require_POST
def acquaintance_undo(request: Request, pk: uuid.UUID) -> HttpResponse:
    """A wrong mark is taken back."""
    document = queries.get_document(request.actor, pk)
    chosen = pages.uuids(request.POST.getlist("person"))
    count = services.take_back_acquaintance(by=request.actor, document=document, person_ids=chosen)
    say(request, f"Отметка снята: {count}")
    return redirect(pages.back(request, document))


@require_POST
def acquaintance_sheets(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Sheets of those who have not signed: of one acquaintance, or of the whole document."""
    wanted = pages.uuids([request.POST.get("acquaintance", "")])
    document, found = acquaintances.document_of(request.actor, wanted[0] if wanted else None, pk)
    waiting = acquaintances.rows_of(document, found).filter(acquainted_on=None, person__left_on=None)
    job = services.start_acquaintance_sheets(
        by=request.actor,
        document=document,
        row_ids=list(waiting.values_list("pk", flat=True)),
        back_url=reverse("documents:acquaint_page", args=[found.pk])
        if found
        else reverse("documents:acquaintance", args=[pk]),
    )
    return redirect("organizations:job", pk=job.pk)


@require_POST
def acquaintance_drop(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = acquaintances.get(request.actor, pk)
    services.drop_acquaintance(by=request.actor, acquaintance=found)
    say(request, "Ознакомление отменено")
    return redirect("documents:acquaint_list")
