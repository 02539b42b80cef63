"""A campaign of the short questionnaires with people who have given the data consent."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from nastavnik.features.consents import services as consents
from nastavnik.features.people.services import derive
from nastavnik.features.questionnaires import services
from nastavnik.kernel import links


@pytest.fixture
def workers(in_college: Any, people_in: Any, curator: Any) -> list[Any]:
    """Three workers; the third has not given a consent."""
    found = people_in(in_college, 3)
    for person in found:
        derive(person).save()
    for number, person in enumerate(found[:2]):
        consents.record_prior(
            by=curator, person=person, kind="consent_pd_mentor", on=dt.date(2026, 9, 20), number=f"{number}-с"
        )
    return found


@pytest.fixture
def campaign(workers: list[Any], curator: Any) -> Any:
    return services.start_campaign(
        by=curator,
        questionnaire_code="Q-MR-SHORT",
        side="mentor",
        person_ids=[person.pk for person in workers],
        opens_on=dt.date(2026, 10, 1),
        closes_on=dt.date(2026, 10, 20),
    )


@pytest.fixture
def opened(client: Any, campaign: Any, curator: Any) -> Any:
    """`opened(purpose, person=None)`: a browser that has exchanged the link for its session."""
    from nastavnik.kernel.middleware import LINK_KEY

    def make(purpose: str, person: Any = None) -> Any:
        token = links.issue(
            curator, purpose, person_id=person.pk if person else None, subject_id=campaign.pk, term_days=5
        )
        session = client.session
        session[LINK_KEY] = str(links.find(token).pk)
        session.save()
        return client

    return make
