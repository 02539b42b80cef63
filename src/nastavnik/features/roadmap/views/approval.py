"""Approval: what differs from the approved plan, the document to be signed, approved on paper before."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.documents.models import Document
from nastavnik.features.documents.rules import OPEN
from nastavnik.features.roadmap import forms, pages, queries, rules, services
from nastavnik.features.roadmap.services.common import content_of
from nastavnik.features.roadmap.views.common import progress_for, tell
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.ui.text import count_phrase, date_phrase
from nastavnik.ui.toasts import say

CHANGES = "отличие,отличия,отличий"


def approval(request: Request, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor
    roadmap = queries.get_roadmap(actor, pk)
    form = forms.PriorApprovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.approve_by_prior(by=actor, roadmap=roadmap, **form.cleaned_data)
        except InputRefused as refusal:
            tell(form, refusal)
        else:
            say(request, "Утверждение внесено")
            return redirect("roadmap:approval", pk=pk)
    approved, now = queries.approved_content(roadmap), content_of(roadmap)
    changes = rules.differences(approved, now) if approved else []
    progress = progress_for(actor, roadmap)
    rows = [row for stage in now["stages"] for row in stage["activities"]]
    document = (
        Document.objects.filter(kind="roadmap", state__in=OPEN, subject__roadmap=str(pk))
        .order_by("-created_at")
        .first()
    )
    context = {
        "roadmap": roadmap,
        "form": form,
        "document": document,
        "approved": approved is not None,
        "stages": (approved or now)["stages"],
        "changes": changes,
        "position": _position(roadmap.approved_on, roadmap.approved_version, len(changes)),
        "tabs": pages.tabs(progress, "approval", len(changes)),
        "versions": queries.versions(roadmap),
        "without_terms": sum(1 for row in rows if not row["terms"]),
        "without_who": sum(1 for row in rows if not row["responsible"]),
        "dated": sum(
            1
            for row in progress.rows
            if not row.activity.terms and row.activity.working_due and not row.activity.date_suggested
        ),
        "suggested": queries.suggested_count(progress),
        "total": len(rows),
    }
    return render(request, "roadmap/approval.html", context, status=422 if form.errors else 200)


def _position(on: object, number: int, changes: int) -> str:
    if not number:
        return "Дорожная карта ещё не утверждена. До утверждения по ней можно работать, но план — это пока проект."
    words = f"Утверждена {date_phrase(on, 'full')}, редакция {number}."
    if not changes:
        return f"{words} План с тех пор не меняли."
    return f"{words} С тех пор {count_phrase(changes, CHANGES)}: чтобы они стали планом, утвердите новую редакцию."


@require_POST
def approval_draft(request: Request, pk: uuid.UUID) -> HttpResponse:
    document = services.draft_approval(by=request.actor, roadmap=queries.get_roadmap(request.actor, pk))
    say(request, "Проект для подписи подготовлен")
    return redirect("documents:document", pk=document.pk)


@require_POST
def terms(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Working dates become the plan's terms where it has none."""
    count = services.dates_into_terms(by=request.actor, roadmap=queries.get_roadmap(request.actor, pk))
    say(request, f"Сроки внесены в план: {count_phrase(count, pages.ACTIVITIES)}")
    return redirect("roadmap:approval", pk=pk)


def version(request: Request, pk: uuid.UUID, number: int) -> HttpResponse:
    """An approved plan as it was, and what has changed since."""
    roadmap = queries.get_roadmap(request.actor, pk)
    found = next((row for row in queries.versions(roadmap) if row.number == number), None)
    if found is None:
        raise NotFound()
    context = {
        "roadmap": roadmap,
        "version": found,
        "stages": found.content["stages"],
        "changes": rules.differences(found.content, content_of(roadmap)),
        "back_url": reverse("roadmap:approval", args=[pk]),
        "document_url": reverse("documents:document", args=[found.document_id]) if found.document_id else "",
    }
    return render(request, "roadmap/version.html", context)
