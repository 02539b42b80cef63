"""A stack of signed sheets has come back: the curator ticks them in the list instead of typing each code."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    """One signature on a sheet that is out: `ticked` when the stack holds it, `error` when it could not be marked.

    `signed` is what `mark_given` is told: all, or on a sheet of two representatives the first or the second.
    """

    sheet: ConsentSheet
    signed: str = "all"
    ticked: bool = True
    error: str = ""

    @property
    def key(self) -> str:
        return f"{self.sheet.pk}" if self.signed == "all" else f"{self.sheet.pk}.{self.signed}"

    @property
    def title(self) -> str:
        return KINDS[self.sheet.kind].title

    @property
    def signer(self) -> str:
        if self.signed == "second":
            return str(self.sheet.second)
        return str(self.sheet.representative or self.sheet.person)


def _lines(sheets: Sequence[ConsentSheet]) -> list[Line]:
    """A line for each signature that is awaited."""
    found = []
    for sheet in sheets:
        if sheet.second_id is None:
            found.append(Line(sheet))
            continue
        given = {item.given_by_id for item in sheet.consents.all() if not item.preliminary}
        named = (("first", sheet.representative_id), ("second", sheet.second_id))
        found += [Line(sheet, signed) for signed, adult in named if adult not in given]
    return found


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
    lines = _lines(sheets)
    ticked = set(request.POST.getlist("sheet"))
    asked = "on" in request.POST
    form = forms.CollectForm(request.POST if asked else None)
    if not asked:
        return _page(request, form, lines)
    if not ticked:
        form.add_error(None, "Не отмечен ни один лист. Отметьте те, что вернулись подписанными.")
    if not form.is_valid():
        return _page(request, form, [replace(line, ticked=line.key in ticked) for line in lines], status=422)
    refused, done = _mark(request, form, [line for line in lines if line.key in ticked])
    if done:
        say(request, f"Отмечено: {count_phrase(len(done), 'лист,листа,листов')}")
    if not refused:
        return redirect("consents:list")
    return _page(request, form, refused, status=422)


def _mark(request: Request, form: forms.CollectForm, lines: Sequence[Line]) -> tuple[list[Line], set[uuid.UUID]]:
    """(lines that were refused with the reason, keys of the sheets that were marked)."""
    refused: list[Line] = []
    done: set[uuid.UUID] = set()
    for start in range(0, len(lines), AT_ONCE):
        with transaction.atomic():  # one wait for the disk for several sheets; each has a savepoint of its own
            for line in lines[start : start + AT_ONCE]:
                try:
                    services.mark_given(by=request.actor, code=line.sheet.code, signed=line.signed, **form.cleaned_data)
                except DomainError as refusal:
                    refused.append(replace(line, error=refusal.message))
                else:
                    done.add(line.sheet.pk)
    return refused, done


def _page(request: Request, form: forms.CollectForm, lines: Sequence[Line], *, status: int = 200) -> HttpResponse:
    people: dict[uuid.UUID, None] = dict.fromkeys(line.sheet.person_id for line in lines)
    context = {"form": form, "lines": lines, "people": list(people)}
    return render(request, "consents/collect.html", context, status=status)
