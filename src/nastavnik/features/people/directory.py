"""Names of cards for those who stand below people."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError

from nastavnik.features.people.fields import find_named
from nastavnik.features.people.models import Person
from nastavnik.features.people.queries import living
from nastavnik.kernel.errors import InputRefused


class Directory:
    def name(self, person_id: uuid.UUID) -> str:
        person = Person.objects.filter(pk=person_id).first()
        return person.full_name if person else ""

    def find(self, text: str) -> uuid.UUID:
        try:
            return find_named(living().select_related("group"), text).pk
        except ValidationError as refusal:
            raise InputRefused(refusal.messages[0]) from None
