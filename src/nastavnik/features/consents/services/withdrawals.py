"""Withdrawal of a consent: the use ends at once, whoever asked for it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from nastavnik.features.consents.models import Consent, Withdrawal
from nastavnik.features.people.models import Person
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import DomainError, InputRefused
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.registry import hooks


def withdraw(
    *,
    by: Actor,
    consent: Consent,
    on: dt.date,
    received_on: dt.date | None = None,
    way: str = "paper",
    withdrawn_by: Person | None = None,
    scan: StoredFile | None = None,
) -> Withdrawal:
    """Use ends at once, in this transaction; the consent itself stays as it was (152-ФЗ ст. 9 ч. 2)."""
    by.must("consents.withdraw", consent)
    today = clock.today(by.organization)
    if on > today:
        raise InputRefused("Дата отзыва ещё не наступила. Проверьте дату.", field="on")
    if on < consent.given_on:
        raise InputRefused("Отзыв раньше самого согласия. Проверьте дату.", field="on")
    with transaction.atomic():
        if Withdrawal.objects.filter(consent=consent).exists():
            raise DomainError("Это согласие уже отозвано.")
        withdrawal = Withdrawal.objects.create(
            organization=by.organization,
            consent=consent,
            on=on,
            received_on=received_on or today,
            way=way,
            withdrawn_by=withdrawn_by or consent.given_by,
            scan=scan,
            recorded_at=clock.now(),
            recorded_by=by.label[:200],
        )
        journal.record(by, "consents.withdrawn", consent.person, kind=consent.kind, on=on, consent=consent.pk)
        hooks.fire("consents.withdrawn", consent=consent, withdrawal=withdrawal, by=by)
    return withdrawal
