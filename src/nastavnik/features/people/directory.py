"""Names of cards for those who stand below people."""

from __future__ import annotations

import uuid

from nastavnik.features.people.models import Person
from nastavnik.features.people.queries import living, search
from nastavnik.kernel.errors import InputRefused


class Directory:
    def name(self, person_id: uuid.UUID) -> str:
        person = Person.objects.filter(pk=person_id).first()
        return person.full_name if person else ""

    def find(self, text: str) -> uuid.UUID:
        found = list(search(living(), text)[:3])
        if not found:
            raise InputRefused(f"В людях нет «{text[:60]}». Проверьте фамилию или сначала добавьте карточку.")
        if len(found) > 1:
            names = ", ".join(person.full_name for person in found)
            raise InputRefused(f"Подходят несколько: {names}. Напишите имя полностью.")
        return found[0].pk
