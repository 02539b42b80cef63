"""Background work with its progress and files; the journal."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.organizations import queries, services
from nastavnik.kernel import files, journal, sheets
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.http import Request
from nastavnik.ui import text
from nastavnik.ui.toasts import say


def job_list(request: Request) -> HttpResponse:
    found = queries.own_jobs(request.actor)
    running = sum(not job.finished for job in found)
    position = f"Сейчас выполняется: {running}." if running else "Сейчас ничего не выполняется." if found else ""
    return render(request, "organizations/jobs.html", {"jobs": queries.job_rows(found), "position": position})


def job(request: Request, pk: uuid.UUID) -> HttpResponse:
    found = queries.get_job(request.actor, pk)
    context = {
        "work": found,
        "view": queries.job_view(found),
        "files": queries.job_files(found),
        "refused": found.result.get("refused", []),
        "summary": found.result.get("summary", ""),
    }
    return render(request, "organizations/job.html", context)


def job_progress(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The part that asks for itself; when the work is over it brings the whole page with the files."""
    found = queries.get_job(request.actor, pk)
    if found.finished and request.headers.get("HX-Request"):
        response = HttpResponse()
        response["HX-Redirect"] = reverse("organizations:job", args=[pk])
        return response
    return render(request, "organizations/progress.html", {"view": queries.job_view(found)})


@require_POST
def job_stop(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.stop_job(by=request.actor, job=queries.get_job(request.actor, pk))
    say(request, "Работа остановится после начатого шага")
    return redirect("organizations:job", pk=pk)


def job_file(request: Request, pk: uuid.UUID, number: int) -> HttpResponse:
    stored = services.take_file(by=request.actor, job=queries.get_job(request.actor, pk), number=number)
    if stored is None:
        raise NotFound()
    return files.respond(stored)


def journal_page(request: Request) -> HttpResponse:
    page = queries.JOURNAL.read(request.GET, queries.visible_entries(request.actor))
    if page.export:
        return _journal_export(request, page.all_rows)
    broken = request.session.pop("journal_broken", None)
    context = {"page": page, "lines": queries.lines(page), "broken": broken}
    return render(request, "organizations/journal.html", context)


def _journal_export(request: Request, rows: queries.Entries) -> HttpResponse:
    lines = [
        (entry.number, text.local_day(entry.at), text.local_time(entry.at), queries.who_of(entry),
         journal.title_of(entry.action))
        for entry in rows[:20000]
    ]  # fmt: skip
    with transaction.atomic():
        journal.record(request.actor, "organizations.journal_exported", None, count=len(lines))
    return sheets.xlsx_answer("Журнал действий", ["№", "День", "Время", "Кто", "Что"], lines)


@require_POST
def journal_check(request: Request) -> HttpResponse:
    broken = services.check_journal(by=request.actor)
    if broken is None:
        say(request, "Цепочка цела: записи не меняли и не удаляли")
    else:
        request.session["journal_broken"] = broken
    return redirect("organizations:journal")
