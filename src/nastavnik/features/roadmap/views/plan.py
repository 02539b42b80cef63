"""A roadmap begins: the choice of the source, the organisation's own plan read, checked and accepted."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.organizations import queries as organizations
from nastavnik.features.roadmap import drafts, forms, plan_page, queries, services
from nastavnik.features.roadmap.catalogue.roadmaps import builtin_roadmaps
from nastavnik.features.roadmap.models import Roadmap
from nastavnik.features.roadmap.views.common import tell
from nastavnik.kernel import files
from nastavnik.kernel.errors import InputRefused, NotFound
from nastavnik.kernel.http import Request
from nastavnik.ui.text import count_phrase
from nastavnik.ui.toasts import say


def start(request: Request) -> HttpResponse:
    """Where the roadmap comes from: own file or text, a ready plan, last year's, a clean sheet."""
    year = organizations.require_year()
    form = forms.PlanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, data = form.content()
        try:
            source = services.read_plan(by=request.actor, name=name, data=data, year=year)
        except InputRefused as refusal:
            tell(form, refusal)
        else:
            return redirect("roadmap:import", pk=source.pk)
    profile = request.actor.organization.profile
    ready = sorted(builtin_roadmaps().values(), key=lambda plan: plan.code != profile)
    context = {
        "form": form,
        "year": year,
        "ready": [(plan, len(list(plan.activities)), plan.code == profile) for plan in ready],
        "earlier": queries.earlier_roadmaps(year),
        "imports": queries.open_imports(year),
        "present": queries.current_roadmaps(year),
    }
    return render(request, "roadmap/start.html", context)


@require_POST
def start_ready(request: Request) -> HttpResponse:
    """A ready plan (`code`), last year's (`roadmap`) or a clean sheet (neither)."""
    year = organizations.require_year()
    form = forms.ReadyForm(request.POST)
    if not form.is_valid():
        raise InputRefused("Не поняли, какую дорожную карту взять. Выберите её на странице ещё раз.")
    code, previous = form.cleaned_data["code"], form.cleaned_data["roadmap"]
    made: Roadmap
    if previous:
        made = services.from_previous(by=request.actor, roadmap=queries.get_roadmap(request.actor, previous), year=year)
    elif code:
        made = services.from_builtin(by=request.actor, code=code, year=year, title=form.cleaned_data["title"])
    else:
        made = services.from_scratch(
            by=request.actor, year=year, title=form.cleaned_data["title"] or f"Дорожная карта на {year.title}"
        )
    say(request, "Дорожная карта создана", undo_url=reverse("roadmap:remove", args=[made.pk]))
    return redirect("roadmap:one", pk=made.pk)


def plan(request: Request, pk: uuid.UUID) -> HttpResponse:
    """What was read beside the document, one doubt at a time."""
    source = queries.get_import(request.actor, pk)
    if source.state == "accepted":
        return redirect("roadmap:table")
    return _page(request, source)


def _page(request: Request, source: Any, **given: Any) -> HttpResponse:
    context = plan_page.context(source, request.GET)
    return render(request, "roadmap/import.html", context | given, status=422 if given else 200)


@require_POST
def plan_other(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Another plan of the same file."""
    number = request.POST.get("number", "")
    source = queries.get_import(request.actor, pk)
    found = services.read_other_plan(by=request.actor, source=source, number=int(number) if number.isdecimal() else 0)
    return redirect("roadmap:import", pk=found.pk)


@require_POST
def plan_correct(request: Request, pk: uuid.UUID) -> HttpResponse:
    """One correction; `operation` and `key` say what and where."""
    source = queries.get_import(request.actor, pk)
    operation, key = request.POST.get("operation", ""), request.POST.get("key", "")
    here = reverse("roadmap:import", args=[pk])
    values: dict[str, Any] = request.POST.dict()
    if operation in ("edit", "split", "add"):
        form = forms.RowForm(request.POST)
        if not form.is_valid():
            return _page(request, source, row_form=form, edit_key=key)
        values = form.values()
    elif operation == "settle":
        values = _answer(request)
        here += f"?doubt={request.POST.get('place', '0')}"
    if operation == "later":
        return redirect(f"{here}?doubt={int(request.POST.get('place', '0') or 0) + 1}")
    try:
        services.correct(by=request.actor, source=source, operation=operation, key=key, values=values)
    except InputRefused as refusal:
        if operation not in ("edit", "split", "add"):
            raise
        tell(form, refusal)
        return _page(request, source, row_form=form, edit_key=key)
    anchor = "" if operation == "settle" else f"#r-{key}"
    return redirect(here + anchor)


def _answer(request: Request) -> dict[str, Any]:
    """The answer to a doubt: kept as it was read, an offered reading, or a kind from the catalogue."""
    field, choice = request.POST.get("field", ""), request.POST.get("choice", "keep")
    if choice == "keep":
        return {"field": field, "value": None}
    if field == "kinds":
        offered = [] if choice == "none" else choice.split(",")
        chosen = request.POST.getlist("kinds") if choice == "other" else offered
        return {"field": field, "value": [code for code in chosen if code]}
    return {"field": field, "value": choice}


@require_POST
def plan_accept(request: Request, pk: uuid.UUID) -> HttpResponse:
    source = queries.get_import(request.actor, pk)
    form = forms.AcceptForm(request.POST)
    if not form.is_valid():
        return _page(request, source, accept_form=form)
    made = services.accept(by=request.actor, source=source, title=form.cleaned_data["title"])
    count = sum(1 for _ in drafts.rows(source.draft))
    say(request, f"Дорожная карта создана: {count_phrase(count, 'мероприятие,мероприятия,мероприятий')}")
    return redirect("roadmap:one", pk=made.pk)


@require_POST
def plan_drop(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.drop(by=request.actor, source=queries.get_import(request.actor, pk))
    say(request, "Прочитанный план отложен")
    return redirect("roadmap:start")


def plan_file(request: Request, pk: uuid.UUID) -> HttpResponse:
    source = queries.get_import(request.actor, pk)
    if source.file is None:
        raise NotFound()
    return files.respond(source.file)
