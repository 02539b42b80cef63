"""Groups of students, and those whom a new list does not name."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from nastavnik.features.people import forms, queries, services
from nastavnik.kernel import clock
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.ui.lists import Choice, ListSpec, Search, Sort
from nastavnik.ui.text import count_phrase
from nastavnik.ui.toasts import say

GROUPS = ListSpec(
    filters=(
        Search("q", "Название группы", lambda rows, text: rows.filter(name__icontains=text)),
        Choice(
            "state",
            "Состояние",
            [("closed", "Закрытые"), ("nobody", "Без куратора")],
            lambda rows, state: (
                rows.exclude(closed_on=None) if state == "closed" else rows.filter(closed_on=None, tutor=None)
            ),
            every="Все группы",
        ),
    ),
    sorts=(Sort("name", "name", "pk"), Sort("size", "size", "name", "pk", descending=True)),
    words="группа,группы,групп",
)


def group_list(request: Request) -> HttpResponse:
    rows = queries.groups(request.actor)
    page = GROUPS.read(request.GET, rows)
    return render(request, "people/groups.html", {"page": page, "nobody": rows.filter(tutor=None).count()})


def group(request: Request, pk: uuid.UUID | None = None) -> HttpResponse:
    actor = request.actor
    found = None
    if pk is not None:
        found = queries.groups(actor).filter(pk=pk).first()
        if found is None:
            raise NotFound()
    initial: dict[str, Any] = {}
    if found is not None:
        initial = {"name": found.name, "course": found.course, "tutor": found.tutor_id, "unit": found.unit_id}
        initial["closed_on"] = found.closed_on
    form = forms.GroupForm(request.POST or None, actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_group(by=actor, group=found, **form.values(actor))
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            say(request, "Группа сохранена")
            return redirect("people:groups")
    members = queries.visible_people(actor).filter(group=found, left_on=None) if found else []
    return render(request, "people/group.html", {"form": form, "group": found, "members": members})


def absent(request: Request) -> HttpResponse:
    """Each is decided by a person: left (with the reason and the day) or stays."""
    actor = request.actor
    waiting = queries.absent_waiting(actor)
    form = forms.AbsentForm(request.POST or None, initial={"on": clock.today(actor.organization)})
    if request.method == "POST" and form.is_valid():
        chosen = list(waiting.filter(pk__in=forms.ids(request.POST.getlist("pick"))))
        if chosen:
            done = services.decide_absent(by=actor, absent=chosen, **form.cleaned_data)
            say(request, f"Решено: {count_phrase(done, 'человек,человека,человек')}")
            return redirect("people:absent")
        form.add_error(None, "Отметьте в списке тех, о ком решение.")
    return render(request, "people/absent.html", {"form": form, "waiting": waiting[:200], "total": waiting.count()})
