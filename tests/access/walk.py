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


def makers() -> dict[str, Callable[[Any], Any]]:
    """`OBJECTS` of all features: kind of object → function that makes one in an organisation."""
    found: dict[str, Callable[[Any], Any]] = {}
    for name in settings.FEATURES:
        package = import_module(f"nastavnik.features.{name}")
        if not module_has_submodule(package, "tests"):
            continue
        tests = import_module(f"nastavnik.features.{name}.tests")
        if module_has_submodule(tests, "objects"):
            module = import_module(f"nastavnik.features.{name}.tests.objects")
            found.update(module.OBJECTS)
    return found


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


def ask(client: Any, page: Page, path: str) -> HttpResponse:
    return client.post(path) if page.post_only else client.get(path)


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
