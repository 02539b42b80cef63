"""The list of people and the card."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.people import forms, pages, queries, services
from nastavnik.features.people.fields import describe
from nastavnik.features.people.models import Person
from nastavnik.kernel import clock
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.kept import kept
from nastavnik.ui.toasts import say

MOST_SUGGESTED = 8


@kept
def people_list(request: Request) -> HttpResponse:
    actor = request.actor
    everybody = queries.visible_people(actor)
    rows = everybody if request.GET.get("state") in ("left", "all") else everybody.filter(left_on=None)
    if request.GET.get("kind") != "representative":
        rows = rows.exclude(kind="representative")
    page = pages.people_spec(actor).read(request.GET, rows)
    if page.export:
        return pages.export(actor, page.all_rows)
    context = {
        "page": page,
        "rows": pages.rows(page, clock.today(actor.organization)),
        "position": pages.position(everybody),
        "may_edit": actor.may("people.edit"),
        "absent": queries.absent_waiting(actor).count() if actor.may("people.import") else 0,
        "unfinished": queries.imports(actor).filter(state="draft").count(),
    }
    return render(request, "people/list.html", context)


def person(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_person(request.actor, pk)
    return render(request, "people/person.html", pages.card_context(request, request.actor, found))


def suggest(request: Request) -> HttpResponse:
    """Whom the typed beginning of a name fits: a list to choose from under a field of a form."""
    text = request.GET.get("q", "")[:100]
    rows = queries.visible_people(request.actor).filter(left_on=None)
    found = queries.search(rows, text.split(",")[0])[:MOST_SUGGESTED] if text.strip() else []
    return render(request, "people/suggest.html", {"found": [describe(one) for one in found]})


def new(request: Request) -> HttpResponse:
    form = forms.PersonForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_person(by=request.actor, **form.values())
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            say(request, "Человек добавлен", undo_url=reverse("people:remove", args=[made.pk]))
            return redirect("people:person", pk=made.pk)
    return render(
        request, "people/edit.html", {"form": form, "heading": "Новый человек", "button": "Добавить человека"}
    )


def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_person(request.actor, pk)
    form = forms.PersonForm(request.POST or None, person=found, initial=forms.PersonForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_person(by=request.actor, person=found, **form.values())
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            say(request, "Карточка сохранена")
            return redirect("people:person", pk=pk)
    context = {"form": form, "person": found, "heading": found.full_name, "button": "Сохранить карточку"}
    return render(request, "people/edit.html", context)


@require_POST
def remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_person(request.actor, pk)
    services.remove_person(by=request.actor, person=found)
    say(request, f"Карточка убрана: {found.full_name}", undo_url=reverse("people:restore", args=[pk]))
    return redirect("people:list")


@require_POST
def restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = Person.objects.filter(pk=pk, merged_into=None).first()
    if found is None or not request.actor.may("people.edit", found):
        raise NotFound()
    services.restore_person(by=request.actor, person=found)
    say(request, "Карточка возвращена")
    return redirect("people:person", pk=pk)


def left(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_person(request.actor, pk)
    form = forms.LeftForm(request.POST or None, initial={"on": clock.today(request.actor.organization)})
    if request.method == "POST" and form.is_valid():
        services.mark_left(by=request.actor, person=found, **form.cleaned_data)
        say(request, "Выбытие отмечено", undo_url=reverse("people:returned", args=[pk]))
        return redirect("people:person", pk=pk)
    return render(request, "people/left.html", {"form": form, "person": found})


@require_POST
def returned(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_person(request.actor, pk)
    services.mark_returned(by=request.actor, person=found, on=clock.today(request.actor.organization))
    say(request, f"{found.full_name} снова здесь")
    return redirect("people:person", pk=pk)


def representative_new(request: Request, pk: uuid.UUID) -> HttpResponse:
    """A representative by name; one already known is offered, never joined by itself."""
    actor = request.actor
    child = queries.get_person(actor, pk)
    form = forms.NewAdultForm(request.POST or None)
    known: list[Person] = []
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        (found,) = queries.match_names([(values["last"], values["first"], values["middle"])])
        known = [one for one in found if one.pk != child.pk and one.kind != "student"]
        if values["known"] or not known:
            adult = _adult(request, values)
            services.add_representative(by=actor, child=child, adult=adult, **_tie(values))
            say(request, "Представитель указан")
            return redirect("people:person", pk=pk)
    options = [(one, pages.tell_apart(one)) for one in known]
    return render(request, "people/representative.html", {"form": form, "child": child, "known": options})


def _adult(request: Request, values: dict[str, Any]) -> Person:
    chosen = forms.ids([values["known"]])
    if chosen:
        return queries.get_person(request.actor, chosen[0])
    contact = {name: values[name] for name in ("last", "first", "middle", "phone", "email")}
    return services.add_person(by=request.actor, kind="representative", **contact)


def _tie(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("relation", "authority_document", "authority_checked_on")}


def representative(request: Request, pk: uuid.UUID) -> HttpResponse:
    tie = queries.get_tie(request.actor, pk)
    names = ("relation", "authority_document", "authority_checked_on", "valid_until", "objects_since")
    form = forms.EditTieForm(request.POST or None, initial={name: getattr(tie, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_representative(by=request.actor, tie=tie, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            say(request, "Сведения о представителе сохранены")
            return redirect("people:person", pk=tie.child_id)
    return render(request, "people/representative.html", {"form": form, "child": tie.child, "tie": tie})
