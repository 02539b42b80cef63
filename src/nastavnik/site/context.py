"""What the frame of every page shows: sections by role, the organisation, the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import navigation
from nastavnik.kernel.tenancy import ROLES, STAFF_ROLES


@dataclass(frozen=True, slots=True)
class Section:
    label: str
    url: str
    icon: str
    current: bool
    count: int = 0
    late: bool = False


def shell(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    if actor is None or actor.kind != "account":
        return {"nav": [], "org_name": actor.organization.short_name if actor else ""}
    return {
        # pages without sections (refusals, fragments) must not pay for the numbers beside them
        "nav": SimpleLazyObject(lambda: _sections(request, actor)),
        "org_name": actor.organization.short_name,
        "organization": actor.organization,
        "user_name": actor.label,
        "user_roles": ", ".join(ROLES[role] for role in ROLES if role in actor.roles),
        "is_practice": actor.organization.is_practice,
        "search_url": reverse("today:search") if actor.roles & STAFF_ROLES.keys() else "",
    }


def _sections(request: HttpRequest, actor: Actor) -> list[Section]:
    sections = []
    for item in sorted(navigation, key=lambda item: item.order):
        if not actor.roles & item.roles:
            continue
        try:
            url = reverse(item.url_name)
        except NoReverseMatch:
            continue
        prefix = item.prefix or url
        current = request.path == url or (prefix != "/" and request.path.startswith(prefix))
        sections.append(Section(item.label, url, item.icon, current, item.count(actor) if item.count else 0))
    return sections
