"""One object of each kind for the access matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.banks.models import MenteeEntry, MentorEntry
from nastavnik.features.matching.models import Bar, MatchingRound, Proposal
from nastavnik.features.matching.policies import LINK
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.kernel import actors, clock, links, scope


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


def _made_to(organization: Any, actor: Any, side: str) -> Any:
    """A published proposal with the actor on that side."""
    pk = proposal(organization)
    with scope.within(organization):
        found = Proposal.objects.get(pk=pk)
        MatchingRound.objects.filter(pk=found.round_id).update(state="published", published_at=clock.now())
        entry = getattr(found, side)
        type(entry).objects.filter(pk=entry.pk).update(person_id=actor.person_id)
    return pk


def to_mentor(organization: Any, actor: Any) -> Any:
    return _made_to(organization, actor, "mentor")


def to_mentee(organization: Any, actor: Any) -> Any:
    return _made_to(organization, actor, "mentee")


def answer_link(organization: Any) -> str:
    """A link to answer a proposal, of one of its two."""
    pk = proposal(organization)
    with scope.within(organization):
        found = Proposal.objects.get(pk=pk)
        MatchingRound.objects.filter(pk=found.round_id).update(state="published", published_at=clock.now())
        return links.issue(
            actors.shell(organization), LINK, person_id=found.mentor.person_id, subject_id=found.round_id
        )


def bar(organization: Any) -> Any:
    with scope.within(organization):
        mentor, mentee = _people()
        return Bar.objects.create(mentor=mentor, mentee=mentee, recorded_by="куратор", recorded_at=clock.now()).pk


RELATED = {"proposal": {"mentor": to_mentor, "mentee": to_mentee}}
LINKS = {LINK: answer_link}
OBJECTS = {"matching_round": matching_round, "proposal": proposal, "bar": bar}
