"""Personal data in support. Notes are not given out by anybody but their reader; they are destroyed with the rest."""

from __future__ import annotations

import uuid
from typing import Any

from nastavnik.features.support.models import ConfidentialNote, SupportCase, SupportStep
from nastavnik.kernel.contracts import PersonData, person_data


def find(person_id: uuid.UUID) -> int:
    return SupportCase.objects.filter(person_id=person_id).count()


def move(source: uuid.UUID, target: uuid.UUID) -> None:
    """Cases go to the kept card; where both have an open one of the year, steps and notes join it."""
    kept = {row.program_year_id: row for row in SupportCase.objects.filter(person_id=target, closed_on=None)}
    for case in SupportCase.objects.filter(person_id=source):
        same = kept.get(case.program_year_id) if case.closed_on is None else None
        if same is None:
            SupportCase.objects.filter(pk=case.pk).update(person_id=target)
        else:
            SupportStep.objects.filter(case=case).update(case=same)
            ConfidentialNote.objects.filter(case=case).update(case=same)
            case.delete()
    SupportCase.objects.filter(supporter_id=source).update(supporter_id=target)


def export(person_id: uuid.UUID) -> Any:
    """Cases and steps; notes of the specialist stay with the specialist."""
    return [
        {
            "открыто": str(case.opened_on),
            "почему": case.reason,
            "шаги": [{"когда": str(step.on), "что": step.text} for step in case.steps.all()],
            "закрыто": str(case.closed_on or ""),
            "итог": case.outcome,
        }
        for case in SupportCase.objects.filter(person_id=person_id).prefetch_related("steps")
    ]


def destroy(person_id: uuid.UUID) -> None:
    """Words are wiped; the bare fact of a case stays for the year's counts."""
    SupportStep.objects.filter(case__person_id=person_id).delete()
    ConfidentialNote.objects.filter(case__person_id=person_id).delete()
    SupportCase.objects.filter(person_id=person_id).update(reason="", outcome="")


def register() -> None:
    person_data.add(PersonData("support", "Сопровождение", find, move, export, destroy))
