"""One object of each kind for the access matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.documents.codes import new_code
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.features.questionnaires import contents
from nastavnik.features.questionnaires.models import Campaign, Invitation, Questionnaire, Response, WaitingAnswer
from nastavnik.features.questionnaires.policies import LINKS as ALL_LINKS
from nastavnik.features.questionnaires.ready.ready import ready_questionnaire
from nastavnik.kernel import actors, clock, links, scope


def _campaign() -> Campaign:
    ready = ready_questionnaire("Q-MR-SHORT")
    version, _ = Questionnaire.objects.get_or_create(
        code=ready.code, version=1, defaults={"title": ready.title, "content": contents.to_json(ready)}
    )
    return Campaign.objects.create(
        program_year=ProgramYear.objects.get(),
        questionnaire=version,
        title="Опрос наставников",
        side="mentor",
        opens_on=dt.date(2026, 10, 1),
        closes_on=dt.date(2026, 10, 20),
    )


def campaign(organization: Any) -> Any:
    with scope.within(organization):
        return _campaign().pk


def response(organization: Any) -> Any:
    with scope.within(organization):
        made = _campaign()
        person = Person.objects.create(last="Опрошенный", first="Пётр", birth_date=dt.date(1980, 1, 1))
        Invitation.objects.create(campaign=made, person=person, code=new_code()[0], invited_at=clock.now())
        return Response.objects.create(
            campaign=made, person=person, way="paper", answers={"RS2": 1}, submitted_at=clock.now()
        ).pk


def waiting_answer(organization: Any) -> Any:
    with scope.within(organization):
        return WaitingAnswer.objects.create(
            campaign=_campaign(), name="Неизвестный Пётр", answers={"RS2": 1}, received_at=clock.now()
        ).pk


def _link(purpose: str) -> Any:
    def issue(organization: Any) -> str:
        with scope.within(organization):
            made = _campaign()
            person = Person.objects.create(last="Отвечающий", first="Пётр", birth_date=dt.date(1980, 1, 1))
            Invitation.objects.create(campaign=made, person=person, code=new_code()[0], invited_at=clock.now())
            holder = person.pk if purpose == "survey" else None
            return links.issue(actors.shell(organization), purpose, person_id=holder, subject_id=made.pk)

    return issue


def asked_of(organization: Any, actor: Any) -> Any:
    """A campaign to which the actor is invited."""
    pk = campaign(organization)
    with scope.within(organization):
        Invitation.objects.create(campaign_id=pk, person_id=actor.person_id, code=new_code()[0], invited_at=clock.now())
    return pk


RELATED = {"campaign": {"*": asked_of}}
LINKS = {purpose: _link(purpose) for purpose in ALL_LINKS}
OBJECTS = {"campaign": campaign, "response": response, "waiting_answer": waiting_answer}
