"""Doubles: found, compared side by side, joined, parted."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.people import forms, pages, queries, services
from nastavnik.features.people.models import Merge, Person
from nastavnik.features.people.services.merges import CHOSEN
from nastavnik.kernel.contracts import person_data
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.http import Request
from nastavnik.ui.toasts import say


def doubles(request: Request) -> HttpResponse:
    pairs = [
        (left, pages.tell_apart(left), right, pages.tell_apart(right))
        for left, right in queries.all_doubles(request.actor)
    ]
    return render(request, "people/doubles.html", {"pairs": pairs})


def merge(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Two cards side by side: for each field that differs a person chooses what stays."""
    actor = request.actor
    keep = queries.get_person(actor, pk)
    chosen = forms.ids([request.POST.get("with") or request.GET.get("with") or ""])
    if not chosen:
        return render(request, "people/merge.html", _search(request, keep))
    drop = queries.get_person(actor, chosen[0])
    if request.method == "POST":
        take = [name for name in CHOSEN if request.POST.get(f"field-{name}") == "drop"]
        done = services.merge_people(by=actor, keep=keep, drop=drop, take=take)
        say(request, "Карточки объединены", undo_url=reverse("people:unmerge", args=[done.pk]))
        return redirect("people:person", pk=keep.pk)
    held = [(part.title, part.find(drop.pk)) for part in person_data]
    context = {
        "keep": keep,
        "drop": drop,
        "keep_sub": pages.tell_apart(keep),
        "drop_sub": pages.tell_apart(drop),
        "fields": _fields(keep, drop),
        "held": [(title, number) for title, number in held if number],
    }
    return render(request, "people/merge.html", context)


def _search(request: Request, keep: Person) -> dict[str, Any]:
    text = request.GET.get("q", "")[:100]
    likely = queries.doubles_of(request.actor, keep)
    rows = queries.visible_people(request.actor).exclude(pk=keep.pk)
    found = list(queries.search(rows, text)[:20]) if text.strip() else likely
    return {"keep": keep, "q": text, "found": [(one, pages.tell_apart(one)) for one in found]}


def _fields(keep: Person, drop: Person) -> list[dict[str, Any]]:
    """Fields that differ; the kept card's value is chosen beforehand where it has one."""
    rows = []
    for name in CHOSEN:
        mine, other = getattr(keep, name), getattr(drop, name)
        if mine == other or other in (None, ""):
            continue
        rows.append(
            {
                "name": name,
                "words": pages.FIELD_WORDS[name].capitalize(),
                "keep": _shown(keep, name),
                "drop": _shown(drop, name),
                "take": mine in (None, ""),
            }
        )
    return rows


def _shown(person: Person, name: str) -> str:
    value = getattr(person, name)
    if name in ("kind", "gender"):
        return str(getattr(person, f"get_{name}_display")())
    if hasattr(value, "strftime"):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)


@require_POST
def unmerge(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = Merge.objects.filter(pk=pk, kept__in=queries.visible_people(request.actor)).first()
    if found is None:
        raise NotFound()
    services.undo_merge(by=request.actor, merge=found)
    say(request, "Карточки снова отдельно")
    return redirect("people:person", pk=found.kept_id)
