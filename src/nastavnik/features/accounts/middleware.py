"""How long a session lives, and the second step where the organisation demands it. Stands after ActorMiddleware."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from nastavnik.features.accounts.models import AccountSession
from nastavnik.features.organizations import settings as choices
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.middleware import to_login
from nastavnik.kernel.tenancy import STAFF_ROLES

SEEN, BEGAN = "seen_at", "began_at"
#: How often the moment of the last work is written.
STEP = 60
PROTECTED = frozenset({"director", "supporter", "operator"})
#: Pages that lead to the second step, and away.
OPEN = ("/accounts/2fa/", "/accounts/confirm/", "/accounts/logout/", "/accounts/organizations/", "/static/", "/health/")


class SessionLifeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if actor is None or actor.kind != "account":
            return self.get_response(request)
        if self._over(request, actor):
            logout(request)
            request.actor = None  # type: ignore[attr-defined]
            return to_login(request)
        if self._owes_second_step(request, actor):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _over(self, request: HttpRequest, actor: Actor) -> bool:
        """Too long without work (staff), or too long since sign-in (everybody). Writes at most once a minute."""
        moment = int(clock.now().timestamp())
        seen = request.session.get(SEEN, moment)
        began = request.session.setdefault(BEGAN, moment)
        if actor.roles & STAFF_ROLES.keys() and moment - seen > choices.get(actor.organization, "idle_minutes") * 60:
            return True
        if moment - began > settings.SESSION_COOKIE_AGE:
            return True
        if SEEN not in request.session or moment - seen >= STEP:
            request.session[SEEN] = moment
            AccountSession.objects.filter(session_key=request.session.session_key).update(seen_at=clock.now())
        return False

    def _owes_second_step(self, request: HttpRequest, actor: Actor) -> bool:
        if not actor.roles & PROTECTED or request.path.startswith(OPEN):
            return False
        return choices.get(actor.organization, "second_factor_required") and not is_mfa_enabled(request.user)
