"""Short messages after an act, with an optional undo. Kept by Django's messages until a page shows them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from nastavnik.ui.shapes import Toast

LEVELS = {"success": messages.SUCCESS, "info": messages.INFO, "warning": messages.WARNING, "error": messages.ERROR}


def say(
    request: HttpRequest,
    text: str,
    *,
    level: str = "success",
    undo_url: str = "",
    undo_label: str = "Отменить",
    fields: Sequence[tuple[str, str]] = (),
) -> None:
    """Show `text` on the next page. `undo_url` (an own path, answered to POST with `fields`) adds «Отменить»."""
    if undo_url and not is_own_path(undo_url):
        raise ValueError("undo_url must be an own path")
    undo = json.dumps({"url": undo_url, "label": undo_label, "fields": list(fields)}) if undo_url else ""
    messages.add_message(request, LEVELS[level], text, extra_tags=undo)


def is_own_path(url: str) -> bool:
    return url.startswith("/") and not url.startswith(("//", "/\\"))


def collect(found: Iterable[Any]) -> list[Toast]:
    """Django's messages as toasts; consumes them."""
    toasts = []
    for message in found:
        extra = message.extra_tags or ""
        undo = json.loads(extra) if extra.startswith("{") else {}
        toasts.append(
            Toast(
                text=str(message),
                level=message.level_tag,
                undo_url=undo.get("url", ""),
                undo_label=undo.get("label", ""),
                fields=tuple((name, value) for name, value in undo.get("fields", ())),
            )
        )
    return toasts
