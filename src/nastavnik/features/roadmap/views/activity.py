"""The page of one activity: what it is, what stands before it, what proves it, closing by hand."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.people import queries as people
from nastavnik.features.roadmap import activity_page, forms, queries, services
from nastavnik.features.roadmap.views.common import tell, year_progress
from nastavnik.kernel import files
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.ui.toasts import say

SHOWN = {b"%PDF": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png"}


def activity(request: Request, pk: uuid.UUID) -> HttpResponse:
    return _page(request, pk)


def _page(request: Request, pk: uuid.UUID, **given: Any) -> HttpResponse:
    item = queries.get_activity(request.actor, pk)
    found = year_progress(request.actor)
    context = activity_page.context(item, found, request.actor, kind=request.GET.get("kind", ""))
    return render(request, "roadmap/activity.html", context | given, status=422 if given else 200)


def activity_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    item = queries.get_activity(request.actor, pk)
    workers = people.visible_people(request.actor).filter(kind="worker")
    form = forms.ActivityForm(request.POST or None, roadmap=item.roadmap, people=workers, activity=item)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_activity(by=request.actor, activity=item, **form.values())
            if form.kinds_of(form) != item.kind_codes:
                services.set_kinds(by=request.actor, activity=item, codes=form.kinds_of(form))
        except InputRefused as refusal:
            tell(form, refusal)
        else:
            say(request, "Мероприятие изменено")
            return redirect("roadmap:activity", pk=pk)
    context = {"form": form, "activity": item, "heading": "Изменить мероприятие", "button": "Сохранить мероприятие"}
    return render(request, "roadmap/form.html", context | {"back_url": reverse("roadmap:activity", args=[pk])})


@require_POST
def activity_close(request: Request, pk: uuid.UUID) -> HttpResponse:
    item = queries.get_activity(request.actor, pk)
    form = forms.CloseForm(request.POST, request.FILES)
    if form.is_valid():
        values = dict(form.cleaned_data)
        uploaded = values.pop("file")
        kept = _store(request, uploaded) if uploaded else None
        try:
            closing = services.close_by_hand(by=request.actor, activity=item, file=kept, **values)
        except InputRefused as refusal:
            tell(form, refusal)
        else:
            undo = reverse("roadmap:closing_reopen", args=[closing.pk])
            say(request, "Выполнение отмечено", undo_url=undo, fields=(("reason", "отменено сразу после отметки"),))
            return redirect("roadmap:activity", pk=pk)
    return _page(request, pk, close_form=form)


def _store(request: Request, uploaded: Any) -> files.StoredFile:
    """Only what is by its bytes a PDF or a picture is shown in the browser later; all else is downloaded."""
    data = uploaded.read()
    media = next((kind for head, kind in SHOWN.items() if data.startswith(head)), "application/octet-stream")
    return files.store(request.actor, data, name=uploaded.name, media_type=media)


@require_POST
def closing_reopen(request: Request, pk: uuid.UUID) -> HttpResponse:
    closing = queries.get_closing(request.actor, pk)
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, closing.activity_id, reopen_form=form)
    services.reopen(by=request.actor, closing=closing, reason=form.cleaned_data["reason"])
    say(request, "Мероприятие снова открыто")
    return redirect("roadmap:activity", pk=closing.activity_id)


def closing_file(request: Request, pk: uuid.UUID) -> HttpResponse:
    closing = queries.get_closing(request.actor, pk)
    if closing.file is None:
        raise NotFound("К этой отметке файл не приложен.")
    return files.respond(closing.file)


@require_POST
def activity_skip(request: Request, pk: uuid.UUID) -> HttpResponse:
    item = queries.get_activity(request.actor, pk)
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, skip_form=form)
    services.set_not_applicable(by=request.actor, activity=item, reason=form.cleaned_data["reason"])
    say(request, "Отмечено как неприменимое", undo_url=reverse("roadmap:activity_return", args=[pk]))
    return redirect("roadmap:activity", pk=pk)


@require_POST
def activity_return(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.set_applicable(by=request.actor, activity=queries.get_activity(request.actor, pk))
    say(request, "Мероприятие возвращено в план")
    return redirect("roadmap:activity", pk=pk)


@require_POST
def activity_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    item = services.remove_activity(by=request.actor, activity=queries.get_activity(request.actor, pk))
    say(request, "Мероприятие убрано из плана", undo_url=reverse("roadmap:activity_restore", args=[pk]))
    return redirect("roadmap:one", pk=item.roadmap_id)


@require_POST
def activity_restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.restore_activity(by=request.actor, activity=queries.get_activity(request.actor, pk))
    say(request, "Мероприятие возвращено")
    return redirect("roadmap:activity", pk=pk)
