"""Withdrawals are also written outside the database, so that restoring an older copy can not undo them."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from nastavnik.features.consents import services
from nastavnik.features.consents.models import Consent, Withdrawal
from nastavnik.kernel import actors, scope
from nastavnik.kernel.tenancy import Organization


def log_path() -> Path:
    return Path(settings.CONFIG.var) / "withdrawals.log"


def note(*, consent: Consent, withdrawal: Withdrawal, **_: Any) -> None:
    """Append ids and dates only, after the transaction has been committed."""
    line = {
        "organization": str(consent.organization_id),
        "consent": str(consent.pk),
        "on": withdrawal.on.isoformat(),
        "received_on": withdrawal.received_on.isoformat(),
    }

    def write() -> None:
        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")
            out.flush()
            os.fsync(out.fileno())

    transaction.on_commit(write)


def replay() -> int:
    """Apply to the restored database the withdrawals it does not know. Returns how many were applied."""
    path = log_path()
    if not path.exists():
        return 0
    count = 0
    for raw in path.read_text(encoding="utf-8").splitlines():
        with contextlib.suppress(ValueError, KeyError):
            count += _replay_one(json.loads(raw))
    return count


def _replay_one(line: dict[str, str]) -> int:
    organization = Organization.objects.filter(pk=line["organization"]).first()
    if organization is None:
        return 0
    with scope.within(organization):
        consent = Consent.objects.filter(pk=line["consent"], withdrawal=None).select_related("person").first()
        if consent is None:
            return 0
        services.withdraw(
            by=actors.shell(organization),
            consent=consent,
            on=dt.date.fromisoformat(line["on"]),
            received_on=dt.date.fromisoformat(line["received_on"]),
        )
    return 1
