"""Pages of the banks."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.banks import forms, pages, queries, services
from nastavnik.features.banks.models import Request as Wanted
from nastavnik.features.documents import services as documents
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.people import queries as people
from nastavnik.kernel import clock
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.kept import kept
from nastavnik.ui.text import count_phrase
from nastavnik.ui.toasts import say


@kept
def bank(request: Request, side: str) -> HttpResponse:
    actor = request.actor
    year = organizations.require_year()
    everyone = queries.visible_entries(actor, side, year)
    page = pages.LISTS[side].read(request.GET, everyone)
    if page.export:
        return pages.export(side, actor, page.all_rows, year)
    context = {
        "side": side,
        "title": pages.TITLES[side],
        "page": page,
        "rows": pages.rows(side, page.rows, actor, year),
        "position": pages.position(side, actor, year),
        "marked": len(queries.marked(side, year)) if actor.may("banks.edit") else 0,
        "may_edit": actor.may("banks.edit"),
        "may_export": actor.may("banks.export"),
        "activity": pages.activity_of(request),
        "tabs": pages.tabs(side),
    }
    return render(request, "banks/list.html", context)


def card(request: Request, side: str, pk: uuid.UUID) -> HttpResponse:
    entry = queries.get_entry(request.actor, side, pk)
    context = pages.card(side, entry, request.actor)
    context["request_form"] = forms.RequestForm()
    return render(request, "banks/card.html", context)


def edit(request: Request, side: str, pk: uuid.UUID) -> HttpResponse:
    entry = queries.get_entry(request.actor, side, pk)
    kind = forms.MenteeForm if side == "mentee" else forms.MentorForm
    initial = {name: getattr(entry, name) for name in kind.base_fields}
    form = kind(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.edit(by=request.actor, entry=entry, **form.cleaned_data)
        say(request, "Запись сохранена")
        return redirect(services.card_url(entry))
    return render(request, "banks/edit.html", {"form": form, "entry": entry, "back": services.card_url(entry)})


@require_POST
def act(request: Request, side: str, pk: uuid.UUID, what: str) -> HttpResponse:
    entry = queries.get_entry(request.actor, side, pk)
    done = _ACTS.get(what)
    if done is None:
        raise NotFound()
    return done(request, entry)


def _admit(request: Request, entry: Any) -> HttpResponse:
    services.admit(by=request.actor, entry=entry)
    undo = reverse("banks:undo", args=[queries.side_of(entry)])
    say(request, "Допуск отмечен", undo_url=undo, fields=(("pick", str(entry.pk)),))
    return redirect(services.card_url(entry))


def _undo(request: Request, entry: Any) -> HttpResponse:
    services.undo_admission(by=request.actor, side=queries.side_of(entry), entry_ids=[entry.pk])
    say(request, "Допуск снят")
    return redirect(services.card_url(entry))


def _reserve(request: Request, entry: Any) -> HttpResponse:
    services.set_state(by=request.actor, entry=entry, state="reserve")
    say(request, "Запись перенесена в долгосрочную базу")
    return redirect(services.card_url(entry))


def _leave(request: Request, entry: Any) -> HttpResponse:
    form = forms.LeaveForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else "причина не указана"
    services.withdraw_entry(by=request.actor, entry=entry, reason=reason)
    say(request, "Участие прекращено: человека больше нет в списках банка")
    return redirect(services.card_url(entry))


def _back(request: Request, entry: Any) -> HttpResponse:
    services.enter(by=request.actor, side=queries.side_of(entry), person=entry.person, program_year=entry.program_year)
    say(request, "Человек возвращён в банк")
    return redirect(services.card_url(entry))


def _day(request: Request, entry: Any, what: str) -> HttpResponse:
    form = forms.DayForm(request.POST)
    if not form.is_valid() or queries.side_of(entry) != "mentor":
        say(request, "Дату не разобрать: напишите её так: 31.12.2026", level="error")
        return redirect(services.card_url(entry))
    mark = services.mark_interviewed if what == "interview" else services.mark_trained
    mark(by=request.actor, entry=entry, on=form.cleaned_data["on"])
    say(request, "Собеседование отмечено" if what == "interview" else "Обучение отмечено")
    return redirect(services.card_url(entry))


_ACTS = {
    "admit": _admit,
    "undo": _undo,
    "reserve": _reserve,
    "leave": _leave,
    "back": _back,
    "interview": lambda request, entry: _day(request, entry, "interview"),
    "training": lambda request, entry: _day(request, entry, "training"),
}


@require_POST
def request_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    entry = queries.get_entry(request.actor, "mentee", pk)
    form = forms.RequestForm(request.POST)
    if not form.is_valid():
        context = pages.card("mentee", entry, request.actor) | {"request_form": form}
        return render(request, "banks/card.html", context, status=422)
    services.save_request(by=request.actor, entry=entry, **form.cleaned_data)
    say(request, "Запрос записан")
    return redirect("banks:mentee", pk=pk)


def _wanted(request: Request, pk: uuid.UUID) -> Wanted:
    found = Wanted.objects.select_related("entry").filter(pk=pk).first()
    if found is None:
        raise NotFound()
    queries.get_entry(request.actor, "mentee", found.entry_id)
    return found


@require_POST
def request_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = _wanted(request, pk)
    services.remove_request(by=request.actor, request=found)
    again = (("topic", found.topic), ("text", found.text), ("priority", str(found.priority)))
    say(request, "Запрос удалён", undo_url=reverse("banks:request_add", args=[found.entry_id]), fields=again)
    return redirect("banks:mentee", pk=found.entry_id)


@require_POST
def request_met(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = _wanted(request, pk)
    services.meet_request(by=request.actor, request=found, on=clock.today(request.actor.organization))
    say(request, "Запрос закрыт")
    return redirect("banks:mentee", pk=found.entry_id)


def requests(request: Request) -> HttpResponse:
    """Requests of everybody who has none yet, typed one after another on one page."""
    actor = request.actor
    year = organizations.require_year()
    waiting = list(queries.requests_missing(actor, year).order_by("person__last", "person__first")[:50])
    lawful = queries.lawful(waiting, clock.today(actor.organization))
    lines = [(entry, forms.RequestForm(request.POST or None, prefix=str(entry.pk))) for entry in lawful]
    if request.method == "POST":
        typed = [(entry, form) for entry, form in lines if form["topic"].data]
        if not any(not form.is_valid() for _, form in typed):
            for entry, form in typed:
                services.save_request(by=actor, entry=entry, **form.cleaned_data)
            say(request, f"Записано: {count_phrase(len(typed), 'запрос,запроса,запросов')}")
            return redirect("banks:requests")
    everyone = queries.mentees(actor, year).exclude(state="invited")
    context = {
        "lines": lines,
        "total": everyone.count(),
        "with_request": everyone.exclude(requests=None).distinct().count(),
        "activity": pages.activity_of(request),
    }
    return render(request, "banks/requests.html", context)


@require_POST
def bulk(request: Request, side: str) -> HttpResponse:
    """Admit everybody marked in the list."""
    batch = services.admit_many(by=request.actor, side=side, entry_ids=pages.picked(request))
    words = pages.admitted_words(side, len(batch.done), batch.refused)
    undo = tuple(("pick", str(entry.pk)) for entry in batch.done)
    if undo:
        say(request, words, undo_url=reverse("banks:undo", args=[side]), fields=undo)
    else:
        say(request, words, level="warning")
    return redirect(f"banks:{side}s")


@require_POST
def undo(request: Request, side: str) -> HttpResponse:
    count = services.undo_admission(by=request.actor, side=side, entry_ids=pages.picked(request))
    say(request, f"Допуск снят: {count_phrase(count, pages.PEOPLE[side])}")
    return redirect(f"banks:{side}s")


@require_POST
def enter_marked(request: Request, side: str) -> HttpResponse:
    """One press: everybody whose card has the mark of this side."""
    year = organizations.require_year()
    ids = [person.pk for person in queries.marked(side, year)]
    made = services.enter_many(by=request.actor, side=side, person_ids=ids)
    say(request, f"Внесены в банк: {count_phrase(len(made), pages.PEOPLE[side])}")
    return redirect(f"banks:{side}s")


def enter(request: Request, side: str) -> HttpResponse:
    """Choose people by hand."""
    actor = request.actor
    year = organizations.require_year()
    if request.method == "POST":
        picked = set(pages.picked(request))
        ids = set(people.visible_people(actor).filter(pk__in=picked).values_list("pk", flat=True))
        if ids != picked:  # one foreign row refuses the whole
            raise NotFound()
        made = services.enter_many(by=actor, side=side, person_ids=ids)
        say(request, f"Внесены в банк: {count_phrase(len(made), pages.PEOPLE[side])}")
        return redirect(f"banks:{side}s")
    inside = queries.entries(side, year).values("person_id")
    rows = people.visible_people(actor).filter(left_on=None).exclude(pk__in=inside).exclude(kind="representative")
    page = pages.CHOICE.read(request.GET, rows)
    context = {"side": side, "title": pages.TITLES[side], "page": page, "rows": page.rows}
    return render(request, "banks/enter.html", context)


@require_POST
def paper(request: Request, side: str) -> HttpResponse:
    """The printed base as a document; an open draft is brought up to date."""
    year = organizations.require_year()
    activity = pages.activity_of(request)
    made = documents.draft(
        by=request.actor,
        kind=f"{side}_base",
        subject={"year": str(year.pk)},
        program_year=year,
        activity_id=uuid.UUID(activity) if activity else None,
    )
    documents.refresh(by=request.actor, document=made)
    say(request, "База подготовлена к печати")
    return redirect("documents:document", pk=made.pk)
