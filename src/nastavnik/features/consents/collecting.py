"""A stack of signed sheets has come back: the curator ticks them in the list instead of typing each code."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.consents import forms, pages, queries, services
from nastavnik.features.consents.models import ConsentSheet
from nastavnik.features.consents.rules import KINDS
from nastavnik.features.documents.pages import uuids
from nastavnik.kernel.errors import DomainError, Step, WrongState
from nastavnik.kernel.http import Request
from nastavnik.ui.text import count_phrase
from nastavnik.ui.toasts import say

#: sheets in one transaction: others who write wait no longer than for these
AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One sheet that is out: `ticked` when the stack holds it, `error` when it could not be marked."""

    sheet: ConsentSheet
    ticked: bool
    error: str = ""

    @property
    def title(self) -> str:
        return KINDS[self.sheet.kind].title

    @property
    def signer(self) -> str:
        return str(self.sheet.representative or self.sheet.person)


@require_POST
def collect(request: Request) -> HttpResponse:
    """First the sheets of the chosen people, all ticked; then, with the date, the ticked ones are marked.

    Each sheet stands or falls by itself; what was refused stays on the page with its reason.
    """
    rows = pages.chosen(request.actor, uuids(request.POST.getlist("person")), request.GET)
    sheets = queries.open_sheets_of([row.person.pk for row in rows])
    if not sheets:
        raise WrongState(
            "У этих людей нет напечатанных листов, которые ещё не вернулись. Сначала напечатайте листы.",
            next_step=Step("Вернуться к согласиям", reverse("consents:list")),
        )
    ticked = set(uuids(request.POST.getlist("sheet")))
    asked = "on" in request.POST
    form = forms.CollectForm(request.POST if asked else None)
    if not asked:
        return _page(request, form, [Line(sheet, True) for sheet in sheets])
    if not ticked:
        form.add_error(None, "Не отмечен ни один лист. Отметьте те, что вернулись подписанными.")
    if not form.is_valid():
        return _page(request, form, [Line(sheet, sheet.pk in ticked) for sheet in sheets], status=422)
    refused, done = _mark(request, form, [sheet for sheet in sheets if sheet.pk in ticked])
    if done:
        say(request, f"Отмечено: {count_phrase(done, 'лист,листа,листов')}")
    if not refused:
        return redirect("consents:list")
    return _page(request, form, [Line(sheet, True, words) for sheet, words in refused], status=422)


def _mark(
    request: Request, form: forms.CollectForm, sheets: Sequence[ConsentSheet]
) -> tuple[list[tuple[ConsentSheet, str]], int]:
    """(sheets that were refused with the reason, how many were marked)."""
    refused, done = [], 0
    for start in range(0, len(sheets), AT_ONCE):
        with transaction.atomic():  # one wait for the disk for several sheets; each has a savepoint of its own
            for sheet in sheets[start : start + AT_ONCE]:
                try:
                    services.mark_given(by=request.actor, code=sheet.code, **form.cleaned_data)
                except DomainError as refusal:
                    refused.append((sheet, refusal.message))
                else:
                    done += 1
    return refused, done


def _page(request: Request, form: forms.CollectForm, lines: Sequence[Line], *, status: int = 200) -> HttpResponse:
    people: dict[uuid.UUID, None] = dict.fromkeys(line.sheet.person_id for line in lines)
    context = {"form": form, "lines": lines, "people": list(people)}
    return render(request, "consents/collect.html", context, status=status)
