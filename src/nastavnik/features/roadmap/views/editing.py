"""The plan is edited: order by buttons, new activities and stages."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.people import queries as people
from nastavnik.features.roadmap import forms, pages, queries, rules, services
from nastavnik.features.roadmap.views.common import progress_for, tell, uuid_of
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.http import Request
from nastavnik.ui.toasts import say


def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """All activities with buttons up and down, and what may be done with each stage."""
    roadmap = queries.get_roadmap(request.actor, pk)
    progress = progress_for(request.actor, roadmap)
    context = {
        "roadmap": roadmap,
        "stages": [(rules.stage_heading(row.stage.number, row.stage.title), row) for row in progress.stages],
        "total": progress.total,
        "tabs": pages.tabs(progress, "edit"),
        "first": progress.rows[0].activity.pk if progress.rows else None,
        "last": progress.rows[-1].activity.pk if progress.rows else None,
    }
    return render(request, "roadmap/edit.html", context)


@require_POST
def move(request: Request, pk: uuid.UUID) -> HttpResponse:
    to, _, raw = request.POST.get("move", "").partition(":")
    found = uuid_of(raw)
    queries.get_roadmap(request.actor, pk)
    if found is None or to not in ("up", "down"):
        raise InputRefused("Не выбрано, что и куда переставить. Нажмите стрелку у нужной строки.")
    item = queries.get_activity(request.actor, found)
    services.move_activity(by=request.actor, activity=item, to="up" if to == "up" else "down")
    return redirect(reverse("roadmap:edit", args=[pk]) + f"#a-{item.pk}")


def add(request: Request, pk: uuid.UUID) -> HttpResponse:
    roadmap = queries.get_roadmap(request.actor, pk)
    workers = people.visible_people(request.actor).filter(kind="worker")
    initial = {"stage": request.GET.get("stage", "")}
    form = forms.ActivityForm(request.POST or None, roadmap=roadmap, people=workers, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_activity(by=request.actor, roadmap=roadmap, kinds=form.kinds_of(form), **form.values())
        except InputRefused as refusal:
            tell(form, refusal)
        else:
            say(request, "Мероприятие добавлено", undo_url=reverse("roadmap:activity_remove", args=[made.pk]))
            return redirect("roadmap:activity", pk=made.pk)
    context = {"form": form, "heading": "Новое мероприятие", "button": "Добавить мероприятие", "roadmap": roadmap}
    return render(request, "roadmap/form.html", context | {"back_url": reverse("roadmap:one", args=[pk])})


def settings(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Title and forms of mentoring of the roadmap."""
    roadmap = queries.get_roadmap(request.actor, pk)
    initial = {"title": roadmap.title, "forms": roadmap.forms}
    form = forms.RoadmapForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.edit_roadmap(by=request.actor, roadmap=roadmap, **form.cleaned_data)
        say(request, "Дорожная карта изменена")
        return redirect("roadmap:one", pk=pk)
    context = {"form": form, "heading": "Название и формы", "button": "Сохранить название и формы"}
    return render(request, "roadmap/form.html", context | {"back_url": reverse("roadmap:edit", args=[pk])})


@require_POST
def stage_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    stage = queries.get_stage(request.actor, pk)
    services.remove_stage(by=request.actor, stage=stage)
    say(request, "Этап убран")
    return redirect("roadmap:edit", pk=stage.roadmap_id)


def stage_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    roadmap = queries.get_roadmap(request.actor, pk)
    form = forms.StageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.add_stage(by=request.actor, roadmap=roadmap, **form.cleaned_data)
        say(request, "Этап добавлен")
        return redirect("roadmap:edit", pk=pk)
    context = {"form": form, "heading": "Новый этап", "button": "Добавить этап", "roadmap": roadmap}
    return render(request, "roadmap/form.html", context | {"back_url": reverse("roadmap:edit", args=[pk])})


def stage_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    stage = queries.get_stage(request.actor, pk)
    initial = {name: getattr(stage, name) for name in ("title", "terms", "goal", "result")}
    form = forms.StageForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.edit_stage(by=request.actor, stage=stage, **form.cleaned_data)
        say(request, "Этап изменён")
        return redirect("roadmap:edit", pk=stage.roadmap_id)
    context = {"form": form, "heading": "Изменить этап", "button": "Сохранить этап", "roadmap": stage.roadmap}
    return render(
        request, "roadmap/form.html", context | {"back_url": reverse("roadmap:edit", args=[stage.roadmap_id])}
    )
