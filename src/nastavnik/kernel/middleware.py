"""From a request to an actor in a scope; the access matrix; refusals as pages; headers of every answer."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from nastavnik.kernel import access, actors, links, memo
from nastavnik.kernel.errors import DomainError, NoSpace, NotFound
from nastavnik.kernel.scope import everywhere, within
from nastavnik.kernel.tenancy import Membership

log = logging.getLogger("nastavnik.security")
GetResponse = Callable[[HttpRequest], HttpResponse]
MEMBERSHIP_KEY = "membership"
LINK_KEY = "link"

CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


class HeadersMiddleware:
    """Security headers, and no storing of personal pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        # the token is only in this address; a form of a link's page must send its origin to pass the CSRF check
        personal = request.path.startswith("/l/")
        response.headers["Referrer-Policy"] = "no-referrer" if personal else "same-origin"
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store, private")
        patch_vary_headers(response, ["HX-Request", "Cookie"])
        return response


class ActorMiddleware:
    """Sets `request.actor` (or None) and opens the scope of its organisation for the whole request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request)  # type: ignore[attr-defined]
        if request.actor is None:  # type: ignore[attr-defined]
            return self.get_response(request)
        organization = request.actor.organization  # type: ignore[attr-defined]
        reading = memo.remembering(organization) if request.method == "GET" else contextlib.nullcontext()
        with within(organization), reading:
            return self.get_response(request)


def memberships_of(account: Any) -> list[Membership]:
    with everywhere("an account chooses among its organisations"):
        return list(
            Membership.objects.filter(account=account, ended_at=None, organization__archived_at=None)
            .select_related("organization", "account")
            .order_by("organization__short_name")
        )


def actor_of(request: HttpRequest) -> actors.Actor | None:
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        found = memberships_of(user)
        if not found:
            return None
        wanted = request.session.get(MEMBERSHIP_KEY)
        chosen = next((item for item in found if str(item.pk) == wanted), found[0])
        with within(chosen.organization):
            return actors.of_membership(chosen)
    link_id = request.session.get(LINK_KEY)
    if link_id:
        try:
            return links.actor_of(links.by_id(link_id))
        except NotFound:
            request.session.pop(LINK_KEY, None)
    return None


class AccessMiddleware:
    """Asks the access matrix before the view. Nobody signed in → sign-in; wrong role → 404 for objects, else 403."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        entry = access.find(name)
        if entry is None:
            log.error("url %s is not in the access matrix", name)
            return render_refusal(request, NotFound())
        if entry.public:
            return None
        actor = request.actor  # type: ignore[attr-defined]
        if actor is not None and actor.kind == "link" and actor.purpose in entry.links:
            return None
        if not request.user.is_authenticated:
            return to_login(request)
        if actor is not None and actor.kind == "account" and actor.roles & entry.roles:
            return None
        log.warning("refused %s %s account=%s", request.method, name, getattr(request.user, "pk", "-"))
        if entry.obj:
            return render_refusal(request, NotFound())
        return render_refusal(request, DomainRefused())


class DomainRefused(DomainError):
    status = 403

    def __init__(self) -> None:
        super().__init__("Этот раздел вам не открыт. Если он нужен для работы, попросите доступ у руководителя.")


def to_login(request: HttpRequest) -> HttpResponse:
    target = request.get_full_path()
    if request.headers.get("HX-Request"):
        # never a sign-in page inside a fragment
        current = request.headers.get("HX-Current-URL", "")
        path = "/" + current.split("://", 1)[-1].split("/", 1)[-1] if "://" in current else target
        response = HttpResponse(status=200)
        response["HX-Redirect"] = redirect_to_login(path)["Location"]
        return response
    if request.method != "GET":
        target = request.path
    return redirect_to_login(target)


class RefusalMiddleware:
    """Shows any DomainError as a page (or a fragment for HTMX) in Russian; a busy database as 503."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            if exception.status in (403, 404):
                log.warning(
                    "refused %s %s", request.method, request.resolver_match and request.resolver_match.view_name
                )
            return render_refusal(request, exception)
        if isinstance(exception, OperationalError):
            return render_refusal(request, database_refusal(exception))
        return None


def database_refusal(error: OperationalError) -> DomainError:
    """What a person is told when the database can not write."""
    log.error("database refused: %s", error)
    if "is full" in str(error) or "No space left" in str(error):
        return NoSpace(
            "Закончилось место на диске: не сохранено. Освободите место и повторите; сохранённое раньше цело."
        )
    refusal = DomainError("База данных сейчас занята. Ничего не потеряно: подождите немного и повторите.")
    refusal.status = 503
    return refusal


def render_refusal(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Page of a refusal. What was typed is kept: the page shows it to be copied, Back returns to the form."""
    typed = []
    if request.method == "POST":
        hidden = {"csrfmiddlewaretoken", "_once", "password", "password1", "password2"}
        typed = [(name, value) for name, value in request.POST.items() if name not in hidden and len(value) > 20]
    context = {"refusal": refusal, "typed": typed[:20]}
    return render(request, "ui/error.html", context, status=refusal.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    refusal = DomainError("Запрос не разобрать: вернитесь назад, обновите страницу и повторите.")
    refusal.status = 400
    return render_refusal(request, refusal)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    refusal = DomainError(
        "Форма устарела или открыта с другого адреса. Вернитесь, обновите страницу и отправьте снова."
    )
    refusal.status = 403
    return render_refusal(request, refusal)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render_refusal(request, NotFound())


def server_error(request: HttpRequest) -> HttpResponse:
    """What no view has caught; also a busy database in what stands around the views (sessions, keys of forms)."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError):
        return render_refusal(request, database_refusal(error))
    refusal = DomainError("Что-то сломалось у нас. Сохранённое цело; повторите, а если снова — скажите администратору.")
    refusal.status = 500
    return render_refusal(request, refusal)
