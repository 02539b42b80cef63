"""Pages behind a personal link: second fact, then one consent a page. Opening changes nothing; only a sent form does."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from nastavnik.features.consents import forms, link_pages, services
from nastavnik.features.consents.models import Consent
from nastavnik.features.consents.services.links import TRIES, subject_of
from nastavnik.kernel import clock, links
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.middleware import LINK_KEY

FACT_KEY = "consent_fact"


def _proved(request: Request) -> bool:
    return bool(request.session.get(FACT_KEY) == str(request.actor.link_id))


def link(request: Request) -> HttpResponse:
    """Decisions of this link, or the question of the second fact before anything personal is shown."""
    subject = subject_of(request.actor)
    if not _proved(request):
        return render(request, "consents/link_fact.html", {"form": forms.FactForm()})
    return render(request, "consents/link.html", link_pages.overview(request.actor, subject))


@require_POST
def fact(request: Request) -> HttpResponse:
    form = forms.FactForm(request.POST)
    if form.is_valid():
        if services.check_fact(by=request.actor, **form.cleaned_data):
            request.session[FACT_KEY] = str(request.actor.link_id)
            return redirect("consents:link")
        tries = PersonalLink.objects.filter(pk=request.actor.link_id).values_list("wrong_tries", flat=True).first()
        if tries is None or tries >= TRIES:
            request.session.pop(LINK_KEY, None)
            return render(request, "consents/link_stopped.html", status=403)
        form.add_error(None, f"Не подошло. Проверьте дату или код; осталось попыток: {TRIES - tries}.")
    return render(request, "consents/link_fact.html", {"form": form}, status=422)


def sheet(request: Request, pk: uuid.UUID) -> HttpResponse:
    """One consent: what it is for, the whole text, the decision."""
    subject = subject_of(request.actor)
    if not _proved(request):
        return redirect("consents:link")
    found = link_pages.own_sheet(subject, pk)
    context = link_pages.sheet_context(request.actor, subject, found)
    form = forms.AnswerForm(request.POST if request.method == "POST" else None, gender=context["decides"].gender)
    if request.method == "POST" and form.is_valid():
        services.give_by_link(by=request.actor, sheet=found, agrees=form.cleaned_data["answer"] == "yes")
        return redirect("consents:link")
    return render(request, "consents/link_sheet.html", context | {"form": form}, status=422 if form.errors else 200)


def withdraw(request: Request, pk: uuid.UUID) -> HttpResponse:
    subject = subject_of(request.actor)
    if not _proved(request):
        return redirect("consents:link")
    rows = Consent.objects.filter(person=subject, given_by_id=request.actor.person_id, withdrawal=None)
    found: Any = rows.filter(pk=pk).select_related("person").first()
    if found is None:
        raise NotFound(links.WRONG)
    if request.method == "POST":
        services.withdraw(by=request.actor, consent=found, on=clock.today(request.actor.organization), way="link")
        return redirect("consents:link")
    return render(request, "consents/link_withdraw.html", link_pages.withdraw_context(found))
