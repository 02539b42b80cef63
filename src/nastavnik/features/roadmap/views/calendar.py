"""The calendar feed: the holder's address on a page, the feed itself by the token in its address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from nastavnik.features.organizations import queries as organizations
from nastavnik.features.roadmap import feed, pages, queries, services
from nastavnik.features.roadmap.evidence import progress as progress_of_all
from nastavnik.features.roadmap.services.calendar import PURPOSE
from nastavnik.kernel import clock, links, scope
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.tenancy import Membership
from nastavnik.ui.toasts import say

SESSION_KEY = "roadmap_calendar"


def calendar(request: Request) -> HttpResponse:
    year = organizations.current_year()
    roadmaps = queries.current_roadmaps(year)
    today = clock.today(request.actor.organization)
    found = progress_of_all(roadmaps[:1], today) if roadmaps else []
    token = request.session.pop(SESSION_KEY, "")
    path = reverse("roadmap:calendar_feed", args=[token]) if token else ""
    base = links.public_base()
    context = {
        "tabs": pages.tabs(found[0], "calendar") if found else [],
        "address": (f"{base}{path}" if base else request.build_absolute_uri(path)) if path else "",
        "is_open": queries.calendar_links(request.actor).exists(),
        "months": _months(found),
        "reachable": bool(base),
    }
    return render(request, "roadmap/calendar.html", context)


def _months(found: list[pages.RoadmapProgress]) -> list[tuple[object, list[pages.ActivityProgress]]]:
    """Activities by the month of their day, for the page itself."""
    months: dict[tuple[int, int], list[pages.ActivityProgress]] = {}
    for progress in found:
        for row in sorted((row for row in progress.rows if row.due), key=lambda row: row.due or progress.on):
            if row.due is not None:
                months.setdefault((row.due.year, row.due.month), []).append(row)
    return [(rows[0].due, rows) for _, rows in sorted(months.items())]


@require_POST
def calendar_issue(request: Request) -> HttpResponse:
    request.session[SESSION_KEY] = services.issue_calendar(by=request.actor)
    say(request, "Адрес календаря выдан, прежний закрыт")
    return redirect("roadmap:calendar")


@require_POST
def calendar_revoke(request: Request) -> HttpResponse:
    services.revoke_calendar(by=request.actor)
    say(request, "Адрес календаря закрыт")
    return redirect("roadmap:calendar")


@never_cache
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed of the token's organisation; a wrong, closed, foreign or spent token is a page that is not there."""
    link = links.find(token)
    with scope.within(link.organization):
        holder = Membership.objects.filter(pk=link.subject_id, ended_at=None, account__is_active=True).first()
        if link.purpose != PURPOSE or holder is None or not {"curator", "director"} & set(holder.roles):
            raise NotFound(links.WRONG)
        today = clock.today(link.organization)
        found = queries.progress_of(organizations.current_year(), today)
        body = feed.calendar_of(found, name="Дорожная карта наставничества", stamp=clock.now())
    answer = HttpResponse(body, content_type=feed.MEDIA_TYPE)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
