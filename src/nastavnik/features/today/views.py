"""The day at the root address, one's own things, and the search."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render

from nastavnik.features.today import own_pages, pages, rules
from nastavnik.kernel.http import Request
from nastavnik.kernel.kept import kept


@kept
def home(request: Request) -> HttpResponse:
    """The day of those who run the programme; for everybody else the own page."""
    if request.actor.roles & rules.HEADS:
        return render(request, "today/home.html", pages.home(request.actor))
    return render(request, "today/own.html", own_pages.home(request, request.actor))


def child(request: Request, pk: uuid.UUID) -> HttpResponse:
    """A child of the reader."""
    return render(request, "today/child.html", own_pages.child(request.actor, pk))


def search(request: Request) -> HttpResponse:
    return render(request, "today/search.html", pages.search(request.actor, request.GET.get("q", "")))
