"""The person behind a membership.

People live above this feature; their model is asked for by its name in Django's registry, as a foreign key by name
would. Only what an invitation needs leaves this module.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from nastavnik.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class PersonRef:
    id: uuid.UUID
    name: str
    short_name: str
    email: str


def _people() -> Any:
    """People of the organisation in scope who are still there."""
    model = apps.get_model("people", "Person")
    return model.objects.filter(merged_into=None, removed_at=None)


def _ref(person: Any) -> PersonRef:
    return PersonRef(person.pk, person.full_name, person.short_name, person.email)


def find(pk: uuid.UUID) -> PersonRef:
    """Raises NotFound for an absent, removed or foreign person."""
    person = _people().filter(pk=pk).first()
    if person is None:
        raise NotFound()
    return _ref(person)


def find_many(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, PersonRef]:
    return {person.pk: _ref(person) for person in _people().filter(pk__in=ids)}
