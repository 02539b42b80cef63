"""Pages of support."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.support import forms, pages, queries, services
from nastavnik.features.support.models import SupportCase
from nastavnik.kernel import clock
from nastavnik.kernel.errors import DomainError, InputRefused
from nastavnik.kernel.http import Request
from nastavnik.ui.toasts import say


def case_list(request: Request) -> HttpResponse:
    actor = request.actor
    page = pages.CASES.read(request.GET, queries.visible_cases(actor))
    if page.export:
        actor.must("support.export")
        return pages.export(actor, page.all_rows)
    context = {
        "page": page,
        "rows": pages.rows(page, actor),
        "position": pages.position(actor),
        "uncared": queries.uncared_now(actor),
        "may_edit": actor.may("support.edit"),
        "may_export": actor.may("support.export"),
        "orphans": actor.may("support.successor") and bool(queries.orphan_authors()),
    }
    return render(request, "support/list.html", context)


def new(request: Request) -> HttpResponse:
    form = forms.CaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_case(by=request.actor, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("person", refusal.message)
        else:
            say(request, "Сопровождение открыто")
            return redirect("support:case", pk=made.pk)
    return render(request, "support/new.html", {"form": form})


@require_POST
def open_all(request: Request) -> HttpResponse:
    opened = services.open_all(by=request.actor)
    say(request, f"Открыто сопровождение: {opened}")
    return redirect("support:list")


def _case_page(request: Request, found: SupportCase, status: int = 200, **changed: Any) -> HttpResponse:
    context = pages.case_context(found, request.actor) | {
        "step_form": forms.StepForm(initial={"on": clock.today(request.actor.organization)}),
        "close_form": forms.CloseForm(),
        "supporter_form": forms.SupporterForm(),
    }
    return render(request, "support/case.html", context | changed, status=status)


def case(request: Request, pk: uuid.UUID) -> HttpResponse:
    return _case_page(request, queries.get_case(request.actor, pk))


@require_POST
def assign(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_case(request.actor, pk)
    form = forms.SupporterForm(request.POST)
    if form.is_valid():
        try:
            services.assign(by=request.actor, case=found, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error("supporter", refusal.message)
        else:
            say(request, "Специалист назначен")
            return redirect("support:case", pk=pk)
    return _case_page(request, found, 422, supporter_form=form)


@require_POST
def step(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_case(request.actor, pk)
    form = forms.StepForm(request.POST)
    if form.is_valid():
        try:
            made = services.add_step(by=request.actor, case=found, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            say(request, "Шаг записан", undo_url=reverse("support:step_remove", args=[made.pk]))
            return redirect("support:case", pk=pk)
    return _case_page(request, found, 422, step_form=form)


@require_POST
def step_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_step(request.actor, pk)
    services.remove_step(by=request.actor, step=found)
    say(request, "Шаг убран")
    return redirect("support:case", pk=found.case_id)


@require_POST
def close(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_case(request.actor, pk)
    form = forms.CloseForm(request.POST)
    if not form.is_valid():
        return _case_page(request, found, 422, close_form=form)
    services.close_case(by=request.actor, case=found, outcome=form.text())
    say(request, "Сопровождение закрыто", undo_url=reverse("support:reopen", args=[pk]))
    return redirect("support:case", pk=pk)


@require_POST
def reopen(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.reopen(by=request.actor, case=queries.get_case(request.actor, pk))
    say(request, "Сопровождение снова открыто")
    return redirect("support:case", pk=pk)


def notes(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Confidential notes: the own ones, or those one was named for."""
    actor = request.actor
    found = queries.get_case(actor, pk)
    form = forms.NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.add_note(by=actor, case=found, text=form.cleaned_data["text"])
        say(request, "Заметка сохранена, её видите только вы")
        return redirect("support:notes", pk=pk)
    context = {"case": found, "notes": services.read_notes(by=actor, case=found), "form": form, "me": actor.account_id}
    return render(request, "support/notes.html", context)


def successor(request: Request) -> HttpResponse:
    """The director hands the notes of a supporter who left over to another, without seeing them."""
    form = forms.SuccessorForm(request.POST or None, director_id=request.actor.account_id)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.name_successor(
                by=request.actor, author_id=uuid.UUID(data["author"]), successor_id=uuid.UUID(data["successor"])
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            say(request, "Преемник назван: теперь заметки читает он")
            return redirect("support:list")
    return render(request, "support/successor.html", {"form": form, "authors": queries.orphan_authors()})
