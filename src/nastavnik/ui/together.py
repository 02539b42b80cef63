"""Two people edit one object: the second is shown what the first has written, and chooses."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django import forms

SEEN = "seen_before"
LONGEST = 120


class EditedTogether:
    """Mixin of a form over something stored: `initial` holds the present values, asked anew at each request.

    A hidden field remembers what the person was shown. Where the stored value has changed since and is not what was
    typed, the field is refused with the new value, nothing is saved, the typed text stays; sent again, it is taken.
    Put it before `Form` among the bases. Templates that draw fields one by one draw `seen_before` too.
    """

    fields: dict[str, forms.Field]
    initial: Any
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now = {name: _mark(value) for name, value in self.initial.items()}
        if not self._now:
            return
        self.fields[SEEN] = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)
        self.initial = {**self.initial, SEEN: json.dumps(self._now)}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}  # type: ignore[misc]
        shown = _read(data.pop(SEEN, ""))
        if not shown:
            return data
        for name, mark in self._now.items():
            if name in data and shown.get(name, mark) != mark and _mark(data[name]) != mark:
                self.add_error(name, self._difference(name))  # type: ignore[attr-defined]
        prefixed = self.add_prefix(SEEN)  # type: ignore[attr-defined]
        self.data = self.data.copy()
        self.data[prefixed] = json.dumps(self._now)
        return data

    def _difference(self, name: str) -> str:
        words = _words(self.fields[name], self.initial[name])
        changed = f"записали другое: «{words}»" if words else "это стёрли"
        return f"Пока вы правили, здесь {changed}. Оставьте своё или впишите новое и сохраните ещё раз."


def _mark(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        plain = repr(sorted(str(getattr(item, "pk", item)) for item in value))
    else:
        plain = "" if value is None else str(getattr(value, "pk", value)).replace("\r\n", "\n").strip()
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:12]


def _read(text: str) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _words(field: forms.Field, value: Any) -> str:
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ()) or ()}
    many = value if isinstance(value, list | tuple) else [value]
    said = []
    for item in many:
        if isinstance(item, dt.date):
            said.append(f"{item:%d.%m.%Y}")
        elif isinstance(item, dict):
            said.append(" — ".join(str(part) for part in item.values() if part))
        elif item not in (None, ""):
            said.append(choices.get(str(getattr(item, "pk", item)), str(item)))
    text = ", ".join(said)
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"
