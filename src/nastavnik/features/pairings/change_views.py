"""Screens where an order is changed: a mentor replaced, a pair ended early, several changes at once."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from nastavnik.features.documents import queries as documents
from nastavnik.features.documents.amending import amendable
from nastavnik.features.documents.models import Document
from nastavnik.features.pairings import changing, forms, pages, queries, replacing
from nastavnik.features.pairings.states import BEFORE_ORDER, ORDERED
from nastavnik.features.people import queries as people
from nastavnik.kernel import clock
from nastavnik.kernel.errors import DomainError, InputRefused, NotFound, WrongState
from nastavnik.kernel.http import Request
from nastavnik.ui.forms import read_date
from nastavnik.ui.toasts import say


def replace(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Choose the new mentor and the day; the amending order is drafted at once."""
    actor = request.actor
    found = queries.get_pairing(actor, pk)
    if found.state not in ORDERED:
        raise WrongState("Наставника меняют приказом в закреплённой паре. Эту пару можно убрать и составить заново.")
    today = clock.today(actor.organization)
    form = forms.ReplaceForm(
        request.POST or None, initial={"starts_on": min(max(today, found.starts_on) + dt.timedelta(7), found.ends_on)}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        mentor = data["other"] or people.visible_people(actor).filter(pk=data["mentor"]).first()
        if mentor is None:
            raise NotFound()
        try:
            with transaction.atomic():
                changing.refuse_short_notice(found, data["starts_on"] - dt.timedelta(1), today, data["reason"])
                successor = changing.plan_replacement(
                    by=actor,
                    pairing=found,
                    mentor=mentor,
                    starts_on=data["starts_on"],
                    over_capacity_reason=data["over_capacity_reason"],
                )
                order = changing.draft_replacement(by=actor, successor=successor, reason=data["reason"])
        except InputRefused as refusal:
            field = {"on": "starts_on", "mentor": "other"}.get(refusal.field or "", refusal.field)
            form.add_error(field if field in form.fields else None, refusal.message)
        except WrongState:
            raise
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            say(request, "Проект приказа о замене подготовлен. Пара работает с прежним наставником до нового.")
            return redirect("documents:document", pk=order.pk)
    context = {
        "form": form,
        "pairing": found,
        "members": [member.person for member in found.members.all()],
        "candidates": replacing.candidates(actor, found, today),
        "chosen": request.POST.get("mentor", ""),
        "planned": changing.planned_successor(found),
    }
    return render(request, "pairings/replace.html", context, status=422 if form.errors else 200)


@require_POST
def replacement_order(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Draft the order of a planned replacement anew (the first draft was discarded or is lost from sight)."""
    successor = queries.get_pairing(request.actor, pk)
    order = changing.draft_replacement(by=request.actor, successor=successor, reason="organization_decision")
    return redirect("documents:document", pk=order.pk)


@require_POST
def terminate(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The order on the early end instead of ending at once: the pair works until its last day."""
    found = queries.get_pairing(request.actor, pk)
    form = forms.EndForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            order = changing.draft_termination(by=request.actor, pairing=found, on=data["on"], reason=data["reason"])
        except InputRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            say(request, "Проект приказа о прекращении подготовлен")
            return redirect("documents:document", pk=order.pk)
    return render(request, "pairings/end.html", {"form": form, "pairing": found, "early": True}, status=422)


def amend(request: Request, pk: uuid.UUID) -> HttpResponse:
    """«Внести изменения» in an order on pairs: lines to end or to move, pairs to add, planned replacements."""
    actor = request.actor
    order = documents.visible_documents(actor).filter(pk=pk, kind="order_pairs").first()
    if order is None:
        raise NotFound()
    if not amendable(order):
        raise WrongState("Изменяют зарегистрированный приказ. Сначала внесите его номер и дату.")
    held = changing.pairs_of_order(order)
    waiting = list(queries.visible_pairings(actor).filter(state__in=BEFORE_ORDER, program_year=order.program_year))
    form = forms.AmendForm(request.POST or None, initial={"why": "organization_decision"})
    if request.method == "POST" and form.is_valid():
        try:
            made = _draft(request, order, [item.pk for item in held], [item.pk for item in waiting], form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            say(request, "Проект приказа об изменениях подготовлен")
            return redirect("documents:document", pk=made.pk)
    context = {
        "form": form,
        "order": order,
        "rows": pages.rows(held, actor),
        "added": pages.rows([item for item in waiting if item.replaces_id is None], actor),
        "coming": [item for item in waiting if item.replaces_id is not None],
        "typed": request.POST,
        "chosen": request.POST.getlist("add"),
    }
    return render(request, "pairings/amend.html", context, status=422 if form.errors else 200)


def _draft(
    request: Request, order: Document, held: list[uuid.UUID], waiting: list[uuid.UUID], data: dict[str, Any]
) -> Document:
    remove: dict[uuid.UUID, dt.date] = {}
    terms: dict[uuid.UUID, dt.date] = {}
    for pk in held:
        act, day = request.POST.get(f"do-{pk}", ""), request.POST.get(f"day-{pk}", "")
        if not act:
            continue
        try:
            typed = read_date(day)
        except ValidationError:
            raise InputRefused(
                "У отмеченной строки нет дня. Укажите последний день работы или новое окончание."
            ) from None
        (remove if act == "remove" else terms)[pk] = typed
    wanted = set(pages.uuids(request.POST.getlist("add")))
    return changing.draft_amendment(
        by=request.actor,
        order=order,
        remove=remove,
        terms=terms,
        add=[pk for pk in waiting if pk in wanted],
        reason=data["reason"],
        why=data["why"],
    )
