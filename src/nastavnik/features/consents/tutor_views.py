"""The parents' meeting: a sheet by group to lay on the table."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nastavnik.features.consents import debts
from nastavnik.features.consents.rules import KINDS
from nastavnik.kernel import clock
from nastavnik.kernel.http import Request


def meeting(request: Request) -> HttpResponse:
    """Minors of the groups the reader sees: who comes for each, which sheets to bring or sign; no contacts."""
    today = clock.today(request.actor.organization)
    minors = [row for row in debts.rows(request.actor, today) if row.by_adult and row.person.kind == "student"]
    groups = [
        (name, [(row, [KINDS[kind].title for kind in row.kinds]) for row in rows])
        for name, rows in groupby(minors, key=lambda row: row.group or "Без группы")
    ]
    context = {"groups": groups, "today": today, "back_url": reverse("consents:groups")}
    return render(request, "consents/meeting.html", context)
