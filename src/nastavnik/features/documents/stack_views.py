"""Marking the signatures of a whole stack."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.documents import forms, queries, services
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.http import Request


@require_POST
def sign_many(request: Request) -> HttpResponse:
    """`paper`: «id:hash of what was shown» of each ticked document. One foreign document refuses the whole."""
    form = forms.StackForm(request.POST)
    if not form.is_valid():
        raise InputRefused("Укажите дату, которой подписаны листы.", field="on")
    shown = _shown(request.POST.getlist("paper"))
    if queries.visible_documents(request.actor).filter(pk__in=shown).count() != len(shown):
        raise NotFound()
    job = services.start_signing(
        by=request.actor, shown=shown, on=form.cleaned_data["on"], back_url=reverse("documents:queue")
    )
    return redirect("organizations:job", pk=job.pk)


def _shown(values: list[str]) -> dict[uuid.UUID, str]:
    found = {}
    for value in values:
        pk, _, hashed = value.partition(":")
        try:
            found[uuid.UUID(pk)] = hashed[:64]
        except ValueError:
            raise NotFound() from None
    return found
