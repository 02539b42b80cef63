"""One object of each kind for the access matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.compliance.models import AcceptedFinding
from nastavnik.kernel import scope


def accepted_finding(organization: Any) -> Any:
    with scope.within(organization):
        return AcceptedFinding.objects.create(
            rule="PAIR_LABOUR_MODE",
            key="6f2c1d0e-53a5-4f0b-9a83-6f8d7c2b41aa",
            reason="Решение педсовета",
            until=dt.date(2026, 12, 1),
            accepted_by="куратор",
            accepted_at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC),
        ).pk


OBJECTS = {"accepted_finding": accepted_finding}
