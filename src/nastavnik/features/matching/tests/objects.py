"""One object of each kind for the access matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.banks.models import MenteeEntry, MentorEntry
from nastavnik.features.matching.models import Bar, MatchingRound, Proposal
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.kernel import clock, scope


def _people() -> tuple[Person, Person]:
    one, two = (
        Person.objects.create(last=last, first="Пётр", kind="worker", birth_date=dt.date(1980, 1, 1))
        for last in ("Наставников", "Наставляев")
    )
    return one, two


def _round() -> MatchingRound:
    return MatchingRound.objects.create(
        program_year=ProgramYear.objects.get(), title="Раунд", form="teacher_teacher", weights={"topics": 5},
        state="solved",
    )  # fmt: skip


def matching_round(organization: Any) -> Any:
    with scope.within(organization):
        return _round().pk


def proposal(organization: Any) -> Any:
    with scope.within(organization):
        found = _round()
        mentor, mentee = _people()
        common = {"program_year": found.program_year, "state": "admitted", "entered_on": dt.date(2026, 9, 10)}
        return Proposal.objects.create(
            round=found,
            mentor=MentorEntry.objects.create(person=mentor, **common),
            mentee=MenteeEntry.objects.create(person=mentee, **common),
        ).pk


def bar(organization: Any) -> Any:
    with scope.within(organization):
        mentor, mentee = _people()
        return Bar.objects.create(mentor=mentor, mentee=mentee, recorded_by="куратор", recorded_at=clock.now()).pk


OBJECTS = {"matching_round": matching_round, "proposal": proposal, "bar": bar}
