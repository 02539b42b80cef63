"""Personal data in decisions of the checker: reasons written about a person."""

from __future__ import annotations

import uuid
from typing import Any

from nastavnik.features.compliance.models import AcceptedFinding
from nastavnik.kernel.contracts import PersonData, person_data


def find(person_id: uuid.UUID) -> int:
    return AcceptedFinding.objects.filter(person_id=person_id).count()


def move(source: uuid.UUID, target: uuid.UUID) -> None:
    AcceptedFinding.objects.filter(person_id=source).update(person_id=target)


def export(person_id: uuid.UUID) -> Any:
    rows = AcceptedFinding.objects.filter(person_id=person_id)
    return [
        {"правило": row.rule, "обоснование": row.reason, "до": row.until.isoformat(), "кто": row.accepted_by}
        for row in rows
    ]


def destroy(person_id: uuid.UUID) -> None:
    AcceptedFinding.objects.filter(person_id=person_id).delete()


def register() -> None:
    person_data.add(PersonData("compliance", "Принятые замечания", find, move, export, destroy))
