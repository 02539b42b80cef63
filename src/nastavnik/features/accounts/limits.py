"""Brakes on guessing where nobody is signed in. Counts lie in the database: they hold for all processes together."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from nastavnik.kernel.errors import DomainError

RATES = {
    "link": "20/10m/ip",
    "setup": "10/10m/ip",
    "reset": "10/10m/ip,3/h/key",
    "own": "10/5m/user",
    # the holder of one invitation tries logins: enough to choose one, too few to list those that exist
    "invitation": "20/h/key",
    # somebody names himself in a kiosk or at a common link: by the named person, not by the school's one address
    "who": "6/10m/key",
}


class TooOften(DomainError):
    status = 429

    def __init__(self) -> None:
        super().__init__("Слишком много попыток подряд. Подождите десять минут и повторите.")


def count(request: HttpRequest, action: str, *, key: str = "", look: bool = False) -> None:
    """Count one try of `action` (a name of RATES); raises TooOften beyond the limit. `look` only asks."""
    usage = ratelimit.consume(
        request,
        app="nastavnik.accounts",
        action=action,
        config=RATES,
        key=key or None,
        dry_run=look,
        limit_get=True,
    )
    if usage is None:
        raise TooOften()
