"""A mentor's own entry in the bank: what matching knows of him, and the part that he may keep up himself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from nastavnik.features.banks import forms, outside, queries, rules, services
from nastavnik.features.banks.models import MentorEntry
from nastavnik.features.banks.states import WORDS
from nastavnik.features.organizations import queries as organizations
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import OwnPanel, own_panels
from nastavnik.kernel.http import Request
from nastavnik.ui.toasts import say

OWN_FIELDS = ("capacity", "free_time", "competences", "experience", "forms")


class OwnForm(forms.MentorForm):
    """The same fields as the curator's, without the curator's note."""

    note = None  # type: ignore[assignment]
    field_order = OWN_FIELDS  # type: ignore[assignment]


def own_entry(actor: Actor) -> MentorEntry | None:
    """The actor's entry in this year's bank of mentors, unless he left it."""
    if actor.person_id is None:
        return None
    found: MentorEntry | None = (
        queries.entries("mentor", organizations.current_year()).filter(person_id=actor.person_id).first()
    )
    return found


def facts(entry: MentorEntry, on: dt.date) -> dict[str, Any]:
    """The entry in words: state, load, time, what the mentor shares."""
    missing = queries.without_basis([entry.person_id], on).get(entry.person_id)
    mark, words = WORDS[entry.state]
    load = outside.load_of(entry.program_year_id).get(entry.person_id, 0)
    return {
        "entry": entry,
        "open": missing is None,
        "mark": mark if missing is None else "wait",
        "words": words if missing is None else "Ждём согласия на обработку данных",
        "load": load,
        "left": max(0, entry.capacity - load),
        "skills": [rules.competence_title(code) for code in entry.competences],
        "time": rules.slots_words(entry.free_time),
        "forms": [title for code, title in rules.form_titles().items() if code in entry.forms],
    }


def own(request: Request) -> HttpResponse:
    """My entry: read, and change what I know better than the curator."""
    actor = request.actor
    entry = own_entry(actor)
    if entry is None:
        return render(request, "banks/own.html", {"entry": None})
    context = facts(entry, clock.today(actor.organization))
    form = OwnForm(request.POST or None, initial={name: getattr(entry, name) for name in OWN_FIELDS})
    if request.method == "POST" and form.is_valid():
        services.edit_own(by=actor, entry=entry, **{name: form.cleaned_data[name] for name in OWN_FIELDS})
        say(request, "Запись сохранена, куратор увидит изменение")
        return redirect("banks:own")
    return render(request, "banks/own.html", context | {"form": form}, status=422 if form.errors else 200)


def _panel(actor: Actor, on: dt.date) -> dict[str, Any] | None:
    entry = own_entry(actor)
    return facts(entry, on) if entry is not None else None


def register() -> None:
    own_panels.add(OwnPanel("banks", "Моя нагрузка", "banks/own_panel.html", frozenset({"mentor"}), _panel, 50))
