"""A list comes in: checked row by row, applied, taken back."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.people import forms, import_pages, queries, services
from nastavnik.kernel import jobs, journal
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.http import Request
from nastavnik.ui.text import count_phrase
from nastavnik.ui.toasts import say

#: A longer list is applied by the worker: nobody waits before a white page.
AT_ONCE = 400


def import_list(request: Request) -> HttpResponse:
    found = queries.imports(request.actor)[:100]
    return render(request, "people/imports.html", {"imports": found})


def import_new(request: Request) -> HttpResponse:
    form = forms.ImportForm(request.POST or None, request.FILES or None, initial={"kind": ""})
    if request.method == "POST" and form.is_valid():
        uploaded = form.cleaned_data["file"]
        activity = forms.ids([request.POST.get("activity", "")])
        try:
            made = services.start_import(
                by=request.actor,
                name=uploaded.name if uploaded else "Вставленный список",
                data=uploaded.read() if uploaded else None,
                text=form.cleaned_data["text"],
                kind=form.cleaned_data["kind"],
                activity_id=activity[0] if activity else None,
            )
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            return redirect("people:import", pk=made.pk)
    context = {"form": form, "activity": request.GET.get("activity", "") or request.POST.get("activity", "")}
    return render(request, "people/import_new.html", context)


def import_page(request: Request, pk: uuid.UUID) -> HttpResponse:
    source = queries.get_import(request.actor, pk)
    if request.GET.get("export") == "xlsx":
        with transaction.atomic():
            journal.record(request.actor, "people.exported", source, count=source.rows.filter(applied=False).count())
        return import_pages.export(source)
    context = import_pages.page_context(request.actor, source, request.GET.get("fate", ""), request.GET.get("page", ""))
    return render(request, "people/import.html", context)


@require_POST
def columns(request: Request, pk: uuid.UUID) -> HttpResponse:
    source = queries.get_import(request.actor, pk)
    headers, meanings = request.POST.getlist("header"), request.POST.getlist("field")
    services.remap(by=request.actor, source=source, mapping=dict(zip(headers, meanings, strict=False)))
    say(request, "Список прочитан заново")
    return redirect("people:import", pk=pk)


@require_POST
def kind(request: Request, pk: uuid.UUID) -> HttpResponse:
    source = queries.get_import(request.actor, pk)
    services.say_kind(by=request.actor, source=source, kind=request.POST.get("kind", ""))
    say(request, "Строки проверены заново")
    return redirect("people:import", pk=pk)


@require_POST
def doubts(request: Request, pk: uuid.UUID) -> HttpResponse:
    source = queries.get_import(request.actor, pk)
    done = services.settle_doubts(by=request.actor, source=source)
    say(request, f"Найдены в карточках: {count_phrase(done, 'человек,человека,человек')}")
    return redirect("people:import", pk=pk)


@require_POST
def apply(request: Request, pk: uuid.UUID) -> HttpResponse:
    source = queries.get_import(request.actor, pk)
    back = reverse("people:import", args=[pk])
    waiting = source.rows.filter(applied=False).count()
    if waiting > AT_ONCE:
        title = f"Загрузка списка «{source.name}»"[:200]
        args = {"source": str(source.pk)}
        job = jobs.enqueue(
            request.actor, "people.apply_import", title=title, args=args, key=f"import-{source.pk}", back_url=back
        )
        return redirect("organizations:job", pk=job.pk)
    services.apply_import(by=request.actor, source=source)
    say(request, "Список загружен", undo_url=reverse("people:import_undo", args=[pk]), undo_label="Отменить загрузку")
    return redirect(back)


@require_POST
def undo(request: Request, pk: uuid.UUID) -> HttpResponse:
    source = queries.get_import(request.actor, pk)
    done = services.undo_import(by=request.actor, source=source)
    words = f"Загрузка отменена: убрано {done.removed}, возвращено к прежнему {done.restored}"
    if done.stay:
        words += f", осталось {len(done.stay)}"
    say(request, words)
    return redirect("people:import", pk=pk)


@require_POST
def drop(request: Request, pk: uuid.UUID) -> HttpResponse:
    source = queries.get_import(request.actor, pk)
    services.drop_import(by=request.actor, source=source)
    say(request, "Список не загружен и удалён")
    return redirect("people:imports")


def row(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_row(request.actor, pk)
    said = {**found.data, **found.fixes}
    form = forms.RowForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        fixed = services.fix_row(by=request.actor, row=found, **form.cleaned_data)
        say(request, "Строка исправлена")
        return redirect(_back(fixed.source_id, fixed.fate))
    context = {"form": form, "row": found, "source": found.source}
    return render(request, "people/import_row.html", context)


def _back(source_id: uuid.UUID, fate: str) -> str:
    return f"{reverse('people:import', args=[source_id])}?fate={fate}"


@require_POST
def settle(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_row(request.actor, pk)
    chosen = forms.ids([request.POST.get("person", "")])
    person = queries.get_person(request.actor, chosen[0]) if chosen else None
    services.settle_row(by=request.actor, row=found, fate=request.POST.get("fate", ""), person=person)
    say(request, "Строка решена")
    return redirect(_back(found.source_id, "doubt"))
