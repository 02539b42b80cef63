"""Numbers of many documents in one table."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from nastavnik.features.documents import numbering, pages, services
from nastavnik.kernel import clock
from nastavnik.kernel.errors import DomainError
from nastavnik.kernel.http import Request
from nastavnik.ui.text import count_phrase
from nastavnik.ui.toasts import say


def numbers(request: Request) -> HttpResponse:
    """Propose, paste, edit, look at what is marked, store all in one act."""
    actor = request.actor
    waiting = numbering.registers_waiting(actor)
    wanted = pages.uuids([request.POST.get("register") or request.GET.get("register") or ""])
    register = next((one for one, _ in waiting if one.pk in wanted), waiting[0][0] if waiting else None)
    context: dict[str, Any] = {"registers": waiting, "register": register, "today": clock.today(actor.organization)}
    if register is None:
        return render(request, "documents/numbers.html", context)
    table = numbering.Table(actor, register, request.POST if request.method == "POST" else None)
    context["table"] = table
    status = 200
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "propose":
            table.propose()
        elif act == "paste":
            table.paste()
        clean = table.check()
        if act == "save" and clean and (not table.warned or request.POST.get("as_is")):
            rows = [(line.document, line.row.number, line.row.on) for line in table.picked if line.row and line.row.on]
            try:
                services.register_many(by=actor, rows=rows)
            except DomainError as refusal:
                table.errors.append(refusal.message)
            else:
                say(request, f"Внесены номера: {count_phrase(len(rows), 'документ,документа,документов')}")
                return redirect("documents:queue")
        status = 422 if act == "save" else 200
    return render(request, "documents/numbers.html", context, status=status)
