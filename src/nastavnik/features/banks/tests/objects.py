"""One object of each kind for the access matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.banks.models import MenteeEntry, MentorEntry, Request
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.kernel import scope


def _entry(model: Any) -> Any:
    year = ProgramYear.objects.get()
    person = Person.objects.create(last="Матричный", first="Пётр", kind="worker", birth_date=dt.date(1980, 1, 1))
    return model.objects.create(program_year=year, person=person, entered_on=dt.date(2026, 9, 10))


def mentee_entry(organization: Any) -> Any:
    with scope.within(organization):
        return _entry(MenteeEntry).pk


def mentor_entry(organization: Any) -> Any:
    with scope.within(organization):
        return _entry(MentorEntry).pk


def bank_request(organization: Any) -> Any:
    with scope.within(organization):
        entry = _entry(MenteeEntry)
        return Request.objects.create(entry=entry, topic="settle_in", recorded_on=dt.date(2026, 9, 11)).pk


OBJECTS = {"mentee_entry": mentee_entry, "mentor_entry": mentor_entry, "bank_request": bank_request}
