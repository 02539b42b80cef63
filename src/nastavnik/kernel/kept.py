"""A page that is drawn again only after a fact has changed: the curator walks between the same lists all day.

The drawn text is remembered (`memo`) for one viewer and one address, without what belongs to one answer only: tokens
of forms are cut out and put in anew at each showing.
"""

from __future__ import annotations

import functools
import re
from collections import OrderedDict
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from nastavnik.kernel import memo

View = Callable[..., HttpResponse]
#: pages kept of one organisation; of sixty kilobytes each
PAGES = 32
#: the token of the session and the key of one sending, where templates put them
TOKENS = re.compile(
    r'(?P<before>name="csrfmiddlewaretoken" value="|"X-CSRFToken": "|name="_once" value=")(?P<token>[0-9A-Za-z-]{32,64})(?=")'
)


def kept(view: View) -> View:
    """For a page that shows facts of the organisation and writes nothing that is not journaled.

    Not for pages that record who looked, show work in progress, or read the session.
    """

    @functools.wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if request.method != "GET" or actor is None or len(get_messages(request)):
            return view(request, *args, **kwargs)
        pages: OrderedDict[Any, list[str]] = memo.answer("pages", OrderedDict)
        key = (actor.key, actor.label, getattr(request.user, "theme", ""), request.get_full_path(), _partial(request))
        parts = pages.get(key)
        if parts is not None:
            return HttpResponse(_filled(request, parts))
        response = view(request, *args, **kwargs)
        if _may_be_kept(response):
            pages[key] = TOKENS.split(response.content.decode())
            while len(pages) > PAGES:
                pages.pop(next(iter(pages)), None)
        return response

    return show


def _partial(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _may_be_kept(response: HttpResponse) -> bool:
    plain = response.headers.get("Content-Type", "").startswith("text/html") and "Content-Disposition" not in response
    return plain and response.status_code == 200 and not response.streaming and not response.cookies


def _filled(request: HttpRequest, parts: list[str]) -> str:
    """The text between tokens, with the tokens of this showing. `parts`: text, mark, token, text, mark, token, …, text."""
    if len(parts) == 1:
        return parts[0]
    token = get_token(request)
    filled = parts.copy()
    for place in range(1, len(parts), 3):
        filled[place + 1] = str(uuid4()) if "_once" in parts[place] else token
    return "".join(filled)
