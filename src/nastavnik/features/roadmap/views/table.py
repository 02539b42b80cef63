"""The table, the print, files, the plan of each responsible person."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.features.organizations import queries as organizations
from nastavnik.features.roadmap import pages, papers, queries, rules, services
from nastavnik.features.roadmap.services.common import content_of
from nastavnik.features.roadmap.views.common import progress_for, uuid_of, year_progress
from nastavnik.kernel import files, journal
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.kept import kept
from nastavnik.kernel.sheets import xlsx_answer
from nastavnik.ui.text import count_phrase
from nastavnik.ui.toasts import say

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@kept
def table(request: Request, pk: uuid.UUID | None = None) -> HttpResponse:
    """The roadmap of the year (the first of them, or the named one) with its strip and filters."""
    actor = request.actor
    roadmaps = queries.current_roadmaps(organizations.current_year())
    roadmap = queries.get_roadmap(actor, pk) if pk else (roadmaps[0] if roadmaps else None)
    if roadmap is None:
        return render(request, "roadmap/empty.html", {"imports": _waiting(), "year": organizations.current_year()})
    progress = progress_for(actor, roadmap)
    page = pages.table_spec(progress, actor).read(request.GET, list(progress.rows))
    approved = queries.approved_content(roadmap)
    changes = len(rules.differences(approved, content_of(roadmap))) if approved else None
    context = {
        "roadmap": roadmap,
        "roadmaps": roadmaps if len(roadmaps) > 1 else [],
        "imports": _waiting(),
        "progress": progress,
        "position": pages.position(progress),
        "page": page,
        "stages": pages.stage_rows(progress, page, open_all=request.GET.get("open") == "all"),
        "strip": pages.year_strip(progress),
        "suggested": queries.suggested_count(progress),
        "tabs": pages.tabs(progress, "table", changes),
        "open_all": request.GET.get("open") == "all",
    }
    return render(request, "roadmap/table.html", context)


def _waiting() -> list[object]:
    year = organizations.current_year()
    return list(queries.open_imports(year)) if year else []


@require_POST
def suggestions(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take all offered days and persons in one press, or those of one activity."""
    roadmap = queries.get_roadmap(request.actor, pk)
    one = uuid_of(request.POST.get("activity", ""))
    count = services.take_suggestions(by=request.actor, roadmap=roadmap, activity_ids=[one] if one else None)
    say(request, f"Приняты даты и ответственные: {count_phrase(count, pages.ACTIVITIES)}")
    return redirect("roadmap:activity", pk=one) if one else redirect("roadmap:one", pk=pk)


def print_view(request: Request, pk: uuid.UUID) -> HttpResponse:
    roadmap = queries.get_roadmap(request.actor, pk)
    progress = progress_for(request.actor, roadmap)
    context = {
        "roadmap": roadmap,
        "stages": [(rules.stage_heading(row.stage.number, row.stage.title), row) for row in progress.stages],
        "position": pages.position(progress),
        "progress": progress,
        "back_url": reverse("roadmap:one", args=[pk]),
    }
    return render(request, "roadmap/print.html", context)


def download(request: Request, pk: uuid.UUID, form: str) -> HttpResponse:
    """The plan as docx (the document's own template) or xlsx (the ministry's columns and the state)."""
    actor = request.actor
    roadmap = queries.get_roadmap(actor, pk)
    if form == "docx":
        data = papers.docx_of(roadmap, actor)
        _record(request, "docx", len(data))
        return files.attach(data, name="Дорожная карта.docx", media_type=DOCX)
    if form != "xlsx":
        raise NotFound()
    rows = papers.sheet_rows(progress_for(actor, roadmap))
    _record(request, "xlsx", len(rows))
    return xlsx_answer("Дорожная карта", papers.HEADERS, rows)


def _record(request: Request, form: str, count: int) -> None:
    with transaction.atomic():
        journal.record(request.actor, "roadmap.exported", None, form=form, count=count)


def personal(request: Request) -> HttpResponse:
    """Who does what: the plans of responsible persons over all roadmaps of the year."""
    found = year_progress(request.actor)
    groups = _by_person(found, request.GET.get("who", ""))
    if request.GET.get("export") == "xlsx":
        rows = [
            [who, row.activity.number, row.activity.title, row.due, rules.STATE_WORDS[row.state]]
            for who, own in groups
            for row in own
        ]
        _record(request, "xlsx", len(rows))
        return xlsx_answer("Личные планы", ["Ответственный", "№", "Мероприятие", "К какому дню", "Состояние"], rows)
    context = {
        "groups": groups,
        "tabs": pages.tabs(found[0], "personal") if found else [],
        "who": request.GET.get("who", ""),
    }
    return render(request, "roadmap/personal.html", context)


def personal_print(request: Request) -> HttpResponse:
    """Plans to be cut apart and handed out: each person from a new page."""
    groups = _by_person(year_progress(request.actor), request.GET.get("who", ""))
    return render(request, "roadmap/personal_print.html", {"groups": groups, "back_url": reverse("roadmap:personal")})


def _by_person(found: list[pages.RoadmapProgress], who: str) -> list[tuple[str, list[pages.ActivityProgress]]]:
    groups: dict[str, list[pages.ActivityProgress]] = {}
    for progress in found:
        for row in progress.rows:
            if row.state != "na":
                groups.setdefault(pages.who_of(row), []).append(row)
    named = [(name, rows) for name, rows in sorted(groups.items(), key=lambda item: (item[0] == pages.NOBODY, item[0]))]
    return [(name, rows) for name, rows in named if not who or name == who]


@require_POST
def roadmap_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.remove_roadmap(by=request.actor, roadmap=queries.get_roadmap(request.actor, pk))
    say(request, "Дорожная карта убрана", undo_url=reverse("roadmap:restore", args=[pk]))
    return redirect("roadmap:table")


@require_POST
def roadmap_restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    services.restore_roadmap(by=request.actor, roadmap=queries.get_roadmap(request.actor, pk))
    say(request, "Дорожная карта возвращена")
    return redirect("roadmap:one", pk=pk)
