"""Pages of pairs."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.documents.pages import activity_of
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.pairings import forms, own_pages, packages, pages, programs, queries, ready_table, services
from nastavnik.features.people import queries as people
from nastavnik.kernel import clock
from nastavnik.kernel.errors import DomainError, InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.kept import kept
from nastavnik.ui.toasts import say


@kept
def pair_list(request: Request) -> HttpResponse:
    actor = request.actor
    page = pages.PAIRS.read(request.GET, queries.visible_pairings(actor))
    if page.export:
        actor.must("pairings.export")
        return pages.export(actor, page.all_rows)
    today = clock.today(actor.organization)
    step = None if page.narrowed else pages.next_step(actor, today)
    context = {
        "page": page,
        "rows": pages.rows(page, actor),
        "position": pages.position(actor, today),
        "step": step,
        "whole": pages.whole_words(page),
        "own_query": page.query(),
        "activity": request.GET.get("activity", ""),
    }
    return render(request, "pairings/list.html", context)


def own(request: Request) -> HttpResponse:
    """«Мои пары» of a mentor or a mentee: on a phone. Heads have the whole list."""
    actor = request.actor
    if actor.roles & {"curator", "director"}:
        return redirect("pairings:list")
    found = own_pages.own_cards(actor)
    main = next((card.pairing.pk for card in found if card.open_proposal), None)
    return render(request, "pairings/own.html", {"cards": found, "main": main})


def pair(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_pairing(request.actor, pk)
    if not request.actor.may("pairings.edit", found):
        return render(request, "pairings/own_pair.html", own_pages.pair_context(request.actor, found))
    return render(request, "pairings/pair.html", pages.pair_context(found, request.actor))


def new(request: Request) -> HttpResponse:
    """A pair by hand."""
    actor = request.actor
    year = organizations.require_year()
    form = forms.PairForm(
        request.POST or None, initial=forms.usual_dates(actor, year), profile=actor.organization.profile
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.propose(by=actor, program_year=year, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            say(request, "Пара составлена", undo_url=reverse("pairings:remove", args=[made.pk]))
            return redirect("pairings:pair", pk=made.pk)
    return render(request, "pairings/new.html", {"form": form})


def table(request: Request) -> HttpResponse:
    """A table of ready pairs: read, look at each row, make pairs of the chosen ones in one press."""
    actor = request.actor
    year = organizations.require_year()
    form = forms.TableForm(request.POST or None, request.FILES or None, initial=forms.usual_dates(actor, year))
    context: dict[str, Any] = {"form": form, "profile": actor.organization.profile}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        uploaded = data["file"]
        try:
            found = ready_table.read(
                text=data["text"], data=uploaded.read() if uploaded else b"", name=uploaded.name if uploaded else ""
            )
        except InputRefused as refusal:
            form.add_error("text", refusal.message)
            return render(request, "pairings/table.html", context, status=422)
        rows = ready_table.rows(found, by=actor, year=year, starts_on=data["starts_on"], ends_on=data["ends_on"])
        if not rows:
            form.add_error("text", "Пар в таблице не нашлось. Нужны два столбца: наставник и наставляемый.")
            return render(request, "pairings/table.html", context, status=422)
        return render(
            request,
            "pairings/table_rows.html",
            context | {"rows": rows, "form_choices": forms.form_choices(actor.organization.profile)},
        )
    return render(request, "pairings/table.html", context)


@require_POST
def make(request: Request) -> HttpResponse:
    """Make pairs of the rows that the curator has looked at; each row stands or falls by itself."""
    actor = request.actor
    year = organizations.require_year()
    made, refused = 0, []
    wanted = request.POST.getlist("row")
    ids = pages.uuids([*request.POST.getlist("mentor"), *request.POST.getlist("mentee")])
    known = {str(person.pk): person for person in people.visible_people(actor).filter(pk__in=ids)}
    period = forms.PeriodForm
    for number in wanted[:500]:
        mentor = known.get(request.POST.get(f"mentor-{number}", ""))
        mentee = known.get(request.POST.get(f"mentee-{number}", ""))
        dates = period({"starts_on": request.POST.get(f"from-{number}"), "ends_on": request.POST.get(f"to-{number}")})
        if mentor is None or mentee is None or not dates.is_valid():
            refused.append(f"строка {number}: выберите людей и даты")
            continue
        try:
            services.propose(
                by=actor, mentor=mentor, mentees=[mentee], form=request.POST.get(f"form-{number}", ""),
                source="table", program_year=year, **dates.cleaned_data,
            )  # fmt: skip
            made += 1
        except DomainError as refusal:
            refused.append(f"строка {number}: {refusal.message}")
    if made:
        say(request, f"Составлено пар: {made}")
    for line in refused[:10]:
        say(request, f"Не составлена {line}", level="warning")
    return redirect("pairings:list")


@require_POST
def order(request: Request) -> HttpResponse:
    """One order for the chosen pairs, or for all that the filter shows when none is chosen."""
    actor = request.actor
    chosen = _chosen(request)
    made = services.draft_order(by=actor, pairing_ids=chosen, activity_id=activity_of(request))
    say(request, "Проект приказа подготовлен")
    return redirect("documents:document", pk=made.pk)


def _chosen(request: Request) -> list[uuid.UUID]:
    """The ticked pairs, or all living ones that the filter shows. One foreign row refuses the whole."""
    seen = queries.visible_pairings(request.actor)
    chosen = pages.uuids(request.POST.getlist("pair"))
    if not chosen:
        living = seen.exclude(state__in=["completed", "terminated"])
        return [pairing.pk for pairing in pages.PAIRS.read(request.GET, living).all_rows]
    if seen.filter(pk__in=chosen).count() != len(set(chosen)):
        raise NotFound()
    return chosen


@require_POST
def package(request: Request, number: int) -> HttpResponse:
    """Package 1: what people must sign before the order. Package 2: order, programmes, addenda."""
    actor = request.actor
    chosen = _chosen(request)
    start = packages.start_first if number == 1 else packages.start_second
    job = start(by=actor, pairing_ids=chosen, back_url=reverse("pairings:list"))
    return redirect("organizations:job", pk=job.pk)


@require_POST
def answer(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_pairing(request.actor, pk)
    sides = {found.mentor_id: found.mentor} | {member.person_id: member.person for member in found.members.all()}
    form = forms.AnswerForm(request.POST)
    person = next(iter(pages.uuids([request.POST.get("person", "")])), None)
    if person not in sides or not form.is_valid():
        raise InputRefused("Выберите участника и ответ: согласен или не согласен.")
    way = "account" if request.actor.person_id == person else "paper"
    services.record_answer(
        by=request.actor, pairing=found, person=sides[person], answer=form.cleaned_data["answer"], way=way
    )
    say(request, "Ответ записан")
    return redirect("pairings:pair", pk=pk)


def program(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_pairing(request.actor, pk)
    present = getattr(found, "program", None)
    begin = programs.typical(found.form)
    initial = {
        "starts_on": present.starts_on if present else found.starts_on,
        "ends_on": present.ends_on if present else found.ends_on,
        "difficulties": present.difficulties if present else begin["difficulties"],
        "goals": present.goals if present else begin["goals"],
        "items": present.items if present else begin["items"],
        "expected": present.expected if present else begin["expected"],
        "ready": bool(present and present.ready_on),
    }
    form = forms.ProgramForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_program(by=request.actor, pairing=found, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            say(request, "Программа сохранена")
            return redirect("pairings:pair", pk=pk)
    return render(request, "pairings/program.html", {"form": form, "pairing": found, "fresh": present is None})


def end(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_pairing(request.actor, pk)
    early = request.GET.get("how") != "complete"
    form = forms.EndForm(request.POST or None, initial={"on": clock.today(request.actor.organization)})
    if request.method == "POST" and form.is_valid():
        try:
            services.end(by=request.actor, pairing=found, early=early, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            say(request, "Пара прекращена" if early else "Пара завершена")
            return redirect("pairings:pair", pk=pk)
    return render(request, "pairings/end.html", {"form": form, "pairing": found, "early": early})


@require_POST
def pause(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_pairing(request.actor, pk)
    resumed = found.state == "paused"
    services.pause(by=request.actor, pairing=found, resume=resumed)
    say(
        request,
        "Работа пары возобновлена" if resumed else "Работа пары приостановлена",
        undo_url=reverse("pairings:pause", args=[pk]),
    )
    return redirect("pairings:pair", pk=pk)


@require_POST
def remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.remove(by=request.actor, pairing=queries.get_pairing(request.actor, pk))
    say(request, "Пара убрана", undo_url=reverse("pairings:bring_back", args=[pk]))
    return redirect("pairings:list")


@require_POST
def bring_back(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.bring_back(by=request.actor, pairing_id=pk)
    say(request, "Пара возвращена")
    return redirect("pairings:pair", pk=pk)
