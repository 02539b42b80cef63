"""«Что уже есть»: one table of what was done before the system, typed or pasted from Excel."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from nastavnik.features.roadmap import prior_table, services
from nastavnik.features.roadmap.views.common import year_progress
from nastavnik.kernel.errors import DomainError
from nastavnik.kernel.http import Request
from nastavnik.ui.text import count_phrase
from nastavnik.ui.toasts import say


def prior(request: Request) -> HttpResponse:
    """GET shows the table; `fill` puts pasted lines into it; else the marked rows are saved, all or none."""
    found = year_progress(request.actor)
    data = request.POST if request.method == "POST" else None
    table = prior_table.Table(found, data)
    if data is not None and "fill" in data:
        table.fill(data.get("pasted", ""))
    elif data is not None and table.is_valid():
        try:
            closed, acts = services.record_what_is(by=request.actor, rows=table.rows())
        except DomainError as refusal:
            table.errors.append(refusal.message)
        else:
            activities = count_phrase(closed, "мероприятие,мероприятия,мероприятий")
            say(request, f"Внесено: {activities}, {count_phrase(acts, 'документ,документа,документов')}")
            return redirect("roadmap:prior")
    return render(request, "roadmap/prior.html", {"table": table, "found": found}, status=422 if table.errors else 200)
