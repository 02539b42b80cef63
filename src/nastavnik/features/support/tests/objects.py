"""One object of each kind for the access matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.consents.models import Consent
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.features.support.models import SupportCase, SupportStep
from nastavnik.kernel import clock, scope


def _case(**fields: Any) -> SupportCase:
    person = Person.objects.create(last="Матричный", first="Пётр", kind="worker", birth_date=dt.date(1980, 1, 1))
    Consent.objects.create(
        person=person, given_by=person, kind="consent_pd_adult", given_on=dt.date(2026, 9, 1), recorded_by="куратор",
        recorded_at=clock.now(),
    )  # fmt: skip
    return SupportCase.objects.create(
        program_year=ProgramYear.objects.get(),
        person=person,
        reason="Пары нет",
        opened_on=dt.date(2026, 10, 1),
        **fields,
    )


def support_case(organization: Any) -> Any:
    with scope.within(organization):
        return _case().pk


def closed_case(organization: Any) -> Any:
    with scope.within(organization):
        return _case(closed_on=dt.date(2026, 10, 5), outcome="Пара найдена").pk


def support_step(organization: Any) -> Any:
    with scope.within(organization):
        return SupportStep.objects.create(
            case=_case(), on=dt.date(2026, 10, 2), text="Разговор", recorded_by="психолог", recorded_at=clock.now()
        ).pk


OBJECTS = {"support_case": support_case, "closed_case": closed_case, "support_step": support_step}
