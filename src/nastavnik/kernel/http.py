"""The request as views see it, for types: the middleware has set the actor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from nastavnik.kernel.actors import Actor


class Request(HttpRequest):
    """A request of somebody the access matrix has let in. On public pages the actor may be None: use `getattr`."""

    actor: Actor
    htmx: Any
