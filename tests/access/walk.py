"""What the walk over all addresses needs: their names from the resolver, object makers from the features, the verdict.

A verdict is one of: `open` (the page answers), `closed` (403: known to exist, not for you), `absent` (404),
`sign-in` (led to the door).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.module_loading import module_has_submodule

from nastavnik.kernel import access
from nastavnik.kernel.access import ANY, Page

ROLES = ANY
#: Asked for by something that is no page of ours.
FOREIGN_ANSWERS = (500, 501, 502, 503)
OPEN = frozenset({200, 204, 302, 303, 400, 405, 409, 422, 429, 507})


def named_patterns(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every mounted pattern with the name the matrix knows it by ('' when it has none)."""
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLResolver):
            inner = f"{space}{item.namespace}:" if item.namespace else space
            yield from named_patterns(item, inner)
        else:
            yield (f"{space}{item.name}" if item.name else ""), item


def addresses() -> dict[str, list[URLPattern]]:
    found: dict[str, list[URLPattern]] = {}
    for name, pattern in named_patterns():
        found.setdefault(name, []).append(pattern)
    return found


def _told(name: str) -> dict[str, Any]:
    """A table of all features' `tests/objects.py`, put together."""
    found: dict[str, Any] = {}
    for feature in settings.FEATURES:
        package = import_module(f"nastavnik.features.{feature}")
        if not module_has_submodule(package, "tests"):
            continue
        tests = import_module(f"nastavnik.features.{feature}.tests")
        if module_has_submodule(tests, "objects"):
            module = import_module(f"nastavnik.features.{feature}.tests.objects")
            found.update(getattr(module, name, {}))
    return found


def makers() -> dict[str, Callable[[Any], Any]]:
    """`OBJECTS`: kind of object → function that makes one in an organisation, nobody's in particular."""
    return _told("OBJECTS")


def related_makers() -> dict[str, dict[str, Callable[[Any, Any], Any]]]:
    """`RELATED`: kind → role ("*" = every) → function (organization, actor) that makes one the actor has to do with."""
    return _told("RELATED")


def link_holders() -> dict[str, Callable[[Any], str]]:
    """`LINKS`: purpose of a personal link → function that issues one in an organisation and returns its token."""
    return _told("LINKS")


def by_roles(found: dict[str, Any]) -> list[tuple[str, Any]]:
    """One entry of `RELATED` by role, "*" spelt out."""
    if "*" in found:
        return [(role, found["*"]) for role in ROLES]
    return list(found.items())


def missing_like(pk: Any) -> Any:
    """A key of the same kind that nothing has."""
    if isinstance(pk, uuid.UUID):
        return uuid.UUID(int=pk.int ^ 0xFFFFFFFF)
    return 987654321 if isinstance(pk, int) else "нет-такого"


def address(name: str, page: Page, pk: Any = None) -> str:
    """The path of a page: the object's key goes into its first free argument, `args` of the matrix into the named."""
    kwargs: dict[str, Any] = dict(page.args)
    if page.obj:
        free = [arg for arg in _arguments(name) if arg not in kwargs]
        kwargs[free[0]] = pk
    converted = {key: int(value) if str(value).isdigit() else value for key, value in kwargs.items()}
    return reverse(name, kwargs=converted)


def _arguments(name: str) -> list[str]:
    pattern = addresses()[name][0].pattern
    longest = max(addresses()[name], key=lambda item: len(item.pattern.converters))
    return list((longest.pattern if page_needs_object(name) else pattern).converters)


def page_needs_object(name: str) -> bool:
    page = access.find(name)
    return bool(page and (page.obj or page.args))


def verdict(response: HttpResponse) -> str:
    if response.status_code in (302, 303) and response["Location"].startswith("/accounts/login/"):
        return "sign-in"
    if response.status_code == 404:
        return "absent"
    if response.status_code == 403:
        return "closed"
    return "open" if response.status_code in OPEN else f"broken ({response.status_code})"


_TOKENS = re.compile(rb'(name="(?:csrfmiddlewaretoken|_once)" value|"X-CSRFToken"): ?"[^"]*"|value="[A-Za-z0-9]{64}"')


def bare(response: HttpResponse) -> bytes:
    """The body without what differs at each request anyway."""
    return _TOKENS.sub(b"", response.content)
