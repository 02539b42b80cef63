"""A form for what a template asks and facts do not give. Rows that hold lists themselves (questions of minutes) are blocks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from nastavnik.features.documents import rendering
from nastavnik.features.documents.models import Document
from nastavnik.features.documents.typed_fields import form_field, in_blocks, is_person, own_parts, said
from nastavnik.kernel.contracts import document_kinds
from nastavnik.ui.forms import Form
from nastavnik.ui.together import EditedTogether

#: filled by the product or in the register, never typed here
GIVEN = {"org", "doc", "signer"}
SPARE_BLOCKS = 2
MOST_BLOCKS = 30


def slots(document: Document) -> dict[str, Any]:
    """Fields of the document's template that a person types: name → the engine's `Field`."""
    kind = document_kinds[document.kind]
    fields = rendering.template_of(kind.template).fields
    facts = {name for name, value in document.data.items() if value and name not in document.edits}
    return {name: one for name, one in fields.items() if name not in GIVEN | facts and one.kind != "any"}


class TypedForm(EditedTogether, Form):
    """Heading and the fields of the template that facts do not fill. Nothing is obligatory: drafts always print."""

    title = forms.CharField(label="Заголовок в списке документов", max_length=500)

    def __init__(self, data: Any = None, *, document: Document, **kwargs: Any) -> None:
        self.slots = slots(document)
        self.blocks = {name: _blocks_shown(one, document.edits.get(name), data) for name, one in self.slots.items()}
        initial = {"title": document.title, **dict(self._initial(document.edits))}
        super().__init__(data, initial=initial, **kwargs)
        for name, one in self.slots.items():
            for key, part in self._parts(name, one):
                self.fields[key] = form_field(part, parent=one if key != name else None)

    def _clean_fields(self) -> None:
        """The mark «по желанию» tells what the paper can do without; the form itself lets everything be left for later."""
        wanted = [field for name, field in self.fields.items() if field.required and name not in ("title", "reason")]
        for field in wanted:
            field.required = False
        super()._clean_fields()  # type: ignore[misc]
        for field in wanted:
            field.required = True

    def _parts(self, name: str, one: Any) -> Iterable[tuple[str, Any]]:
        """Form names and the engine's fields behind one slot."""
        if in_blocks(one):
            for number in range(self.blocks[name]):
                for part in own_parts(one).values():
                    yield f"{name}-{number}-{part.name}", part
        elif one.kind == "group":
            if is_person(one):
                yield name, one
            for part in own_parts(one).values():
                yield f"{name}-{part.name}", part
        else:
            yield name, one

    def _initial(self, edits: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
        for name, one in self.slots.items():
            value = edits.get(name)
            for key, part in self._parts(name, one):
                yield key, said(part, _inside(value, key, name) if key != name else value)

    def sections(self) -> list[dict[str, Any]]:
        """Bound fields for the page: plain ones, then blocks with their numbers; spare blocks are folded."""
        found: list[dict[str, Any]] = []
        for name, one in self.slots.items():
            keys = [key for key, _ in self._parts(name, one)]
            if not in_blocks(one):
                found.extend({"field": self[key]} for key in keys)
                continue
            size = len(own_parts(one))
            blocks = [[self[key] for key in keys[at : at + size]] for at in range(0, len(keys), size)]
            used = max(1, sum(any(bound.value() for bound in block) for block in blocks))
            found.append({"label": one.label, "blocks": blocks[:used], "spare": blocks[used:]})
        return found

    def edits(self) -> dict[str, Any]:
        """Typed values by the names of the template's fields, empty ones too: what was erased is erased."""
        found: dict[str, Any] = {}
        for name, one in self.slots.items():
            if in_blocks(one):
                rows = [
                    {part: _kept(self.cleaned_data.get(f"{name}-{number}-{part}")) for part in own_parts(one)}
                    for number in range(self.blocks[name])
                ]
                found[name] = [row for row in rows if any(row.values())]
            elif one.kind == "group":
                row = dict(self.cleaned_data.get(name) or {})
                row |= {part: _kept(self.cleaned_data.get(f"{name}-{part}")) for part in own_parts(one)}
                found[name] = row if any(row.values()) else {}
            else:
                found[name] = _kept(self.cleaned_data.get(name))
        return found


def _blocks_shown(one: Any, value: Any, data: Any) -> int:
    if not in_blocks(one):
        return 0
    sent = {int(key.split("-")[1]) for key in data or () if re.fullmatch(rf"{one.name}-\d{{1,2}}-\w+", key)}
    return min(MOST_BLOCKS, max(len(value or []) + SPARE_BLOCKS, max(sent, default=-1) + 1))


def _inside(value: Any, key: str, name: str) -> Any:
    for step in key.removeprefix(f"{name}-").split("-"):
        if isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else None
        elif isinstance(value, Mapping):
            value = value.get(step)
    return value


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else "" if value is None else value
