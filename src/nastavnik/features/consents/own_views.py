"""Consents in one's own account: the own ones, and those of a child whom the actor represents."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render

from nastavnik.features.consents import forms, link_pages, own_pages, services
from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.consents.policies import concerns
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.features.people.wards import get_ward
from nastavnik.kernel import clock, files
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.http import Request
from nastavnik.ui.toasts import say

PDF = "application/pdf"


def _me(actor: Actor) -> Person | None:
    return people.living().select_related("group").filter(pk=actor.person_id).first() if actor.person_id else None


def own(request: Request) -> HttpResponse:
    """What is asked of me, what I gave, how to end it."""
    actor = request.actor
    person = _me(actor)
    if person is None:
        return render(request, "consents/own_nobody.html", {})
    return render(request, "consents/own.html", own_pages.list_context(actor, person, clock.today(actor.organization)))


def child(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The same about a child."""
    actor = request.actor
    today = clock.today(actor.organization)
    return render(request, "consents/own.html", own_pages.list_context(actor, get_ward(actor, pk, today), today))


def _sheet(actor: Actor, pk: uuid.UUID) -> ConsentSheet:
    """A living sheet about the actor or the actor's child. Raises NotFound."""
    rows = ConsentSheet.objects.filter(pk=pk, void_on=None).select_related("person__group", "representative", "text")
    found: ConsentSheet | None = rows.first()
    if found is None or not concerns(actor, found):
        raise NotFound()
    return found


def sheet(request: Request, pk: uuid.UUID) -> HttpResponse:
    """One consent: what it is for, the whole text, the decision or the way to sign it on paper."""
    actor = request.actor
    found = _sheet(actor, pk)
    context = own_pages.sheet_context(actor, found, clock.today(actor.organization))
    form = forms.AnswerForm(request.POST if request.method == "POST" else None, gender=context["decides"].gender)
    if request.method == "POST" and form.is_valid():
        agrees = form.cleaned_data["answer"] == "yes"
        services.give_in_account(by=actor, sheet=found, agrees=agrees)
        say(request, "Согласие записано" if agrees else "Отказ записан")
        return redirect(own_pages.list_url(actor, found.person))
    return render(request, "consents/link_sheet.html", context | {"form": form}, status=422 if form.errors else 200)


def sheet_pdf(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = _sheet(request.actor, pk)
    if not own_pages.decides(request.actor, found.person, found.kind, clock.today(request.actor.organization)):
        raise NotFound()
    data = services.own_sheet_pdf(by=request.actor, sheet=found)
    return files.attach(data, name=f"Согласие {found.code}.pdf", media_type=PDF, inline=True)


def _given(actor: Actor, pk: uuid.UUID) -> Consent:
    """A consent that the actor gave about himself or the own child and that still stands. Raises NotFound."""
    rows = Consent.objects.filter(pk=pk, given_by_id=actor.person_id, withdrawal=None)
    found: Consent | None = rows.select_related("person__group", "given_by", "sheet").first()
    if found is None or not concerns(actor, found):
        raise NotFound()
    return found


def withdraw(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The consequences first; sending the form ends the use at once."""
    actor = request.actor
    found = _given(actor, pk)
    back = own_pages.list_url(actor, found.person)
    if request.method == "POST":
        services.withdraw(by=actor, consent=found, on=clock.today(actor.organization), way="account")
        say(request, "Согласие отозвано")
        return redirect(back)
    context = link_pages.withdraw_context(found, back, own_pages.withdraw_paper_url(found))
    return render(request, "consents/link_withdraw.html", context)


def withdraw_paper(request: Request, pk: uuid.UUID) -> HttpResponse:
    data = services.withdrawal_pdf(by=request.actor, consent=_given(request.actor, pk))
    return files.attach(data, name="Отзыв согласия.pdf", media_type=PDF, inline=True)
