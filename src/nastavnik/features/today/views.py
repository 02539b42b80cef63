"""The day at the root address, and the search."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from nastavnik.features.today import pages
from nastavnik.kernel.http import Request
from nastavnik.kernel.kept import kept


@kept
def home(request: Request) -> HttpResponse:
    """The day of those who run the programme; others go to their own section."""
    start = pages.start_of(request.actor)
    if start is not None:
        return redirect(start)
    if not request.actor.roles & pages.rules.HEADS:
        return render(request, "today/nothing.html", {})
    return render(request, "today/home.html", pages.home(request.actor))


def search(request: Request) -> HttpResponse:
    return render(request, "today/search.html", pages.search(request.actor, request.GET.get("q", "")))
