"""Where consents keep personal data: found, moved at a merge, given out, destroyed."""

from __future__ import annotations

import uuid
from typing import Any

from nastavnik.features.consents.models import Consent, ConsentSheet, Withdrawal
from nastavnik.features.consents.rules import KINDS
from nastavnik.kernel.contracts import PersonData, person_data


def _find(person_id: uuid.UUID) -> int:
    own = Consent.objects.filter(person_id=person_id).count()
    return own + Consent.objects.filter(given_by_id=person_id).exclude(person_id=person_id).count()


def _move(source: uuid.UUID, target: uuid.UUID) -> None:
    Consent.objects.filter(person_id=source).update(person_id=target)
    twice = Consent.objects.filter(given_by_id=target, sheet__isnull=False).values("sheet_id")
    Consent.objects.filter(given_by_id=source).exclude(sheet_id__in=twice).update(given_by_id=target)
    ConsentSheet.objects.filter(person_id=source).update(person_id=target)
    ConsentSheet.objects.filter(representative_id=source).update(representative_id=target)
    ConsentSheet.objects.filter(second_id=source).update(second_id=target)
    Withdrawal.objects.filter(withdrawn_by_id=source).update(withdrawn_by_id=target)


def _export(person_id: uuid.UUID) -> Any:
    rows = Consent.objects.filter(person_id=person_id).select_related("given_by", "withdrawal")
    return [
        {
            "согласие": KINDS[row.kind].title,
            "дата": str(row.given_on),
            "кто дал": row.given_by.full_name,
            "номер": row.number,
            "действует по": str(row.valid_to or ""),
            "отозвано": str(row.withdrawal.on) if hasattr(row, "withdrawal") else "",
        }
        for row in rows
    ]


def _destroy(person_id: uuid.UUID) -> None:
    """Scans and the data of sheets go; that a consent was given and withdrawn stays as the operator's proof
    (152-ФЗ ст. 9 ч. 3) and names nobody once the card itself is wiped."""
    Consent.objects.filter(person_id=person_id).update(scan=None, details={}, number="")
    Withdrawal.objects.filter(consent__person_id=person_id).update(scan=None)
    ConsentSheet.objects.filter(person_id=person_id).update(data={})


def register() -> None:
    person_data.add(PersonData("consents", "Согласия", find=_find, move=_move, export=_export, destroy=_destroy))
