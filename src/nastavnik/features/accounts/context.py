"""What the frame shows of the signed-in account: its theme, and the way to its profile and organisations."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from nastavnik.ui.shapes import NavItem


def account(request: HttpRequest) -> dict[str, Any]:
    """A context processor; asks the database nothing."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.kind != "account":
        return {}
    return {
        "theme": getattr(request.user, "theme", ""),
        "account_links": [
            NavItem("Профиль и вход", reverse("accounts:profile"), "user-circle"),
            NavItem("Мои организации", reverse("accounts:organizations"), "building"),
        ],
    }
