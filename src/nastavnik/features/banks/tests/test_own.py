"""A mentor keeps up the own entry: what he may change, who sees it, what stays the curator's."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nastavnik.features.banks import services
from nastavnik.features.banks.models import MentorEntry
from nastavnik.features.consents import services as consents
from nastavnik.features.questionnaires.ready.dictionaries import competences, slots
from nastavnik.kernel.errors import Denied

OWN = reverse("banks:own")
SKILL, SLOT = next(iter(competences())), next(iter(slots()))


def page(answer):
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def mentors(in_college, people_in, curator):
    """Two mentors in the bank with their consents."""
    found = people_in(in_college, 2, marks=["mentor"])
    for number, person in enumerate(found):
        consents.record_prior(
            by=curator, person=person, kind="consent_pd_mentor", on=dt.date(2026, 9, 20), number=f"{number}-с"
        )
        services.enter(by=curator, side="mentor", person=person)
    return found


def test_a_mentor_changes_the_own_entry_and_the_curator_sees_it(
    mentors, in_college, actor_in, signed_in, curator_client
):
    client = signed_in(actor_in(in_college, "mentor", person=mentors[0]))
    assert "Занято мест: 0 из 1" in page(client.get(OWN))
    assert client.post(OWN, {"capacity": "3", "competences": [SKILL], "free_time": [SLOT]}).status_code == 302
    entry = MentorEntry.objects.get(person=mentors[0])
    assert (entry.capacity, entry.competences, entry.free_time) == (3, [SKILL], [SLOT])
    assert "capacity" in entry.wishes["by_hand"]
    card = page(curator_client.get(reverse("banks:mentor", args=[entry.pk])))
    assert "Изменена запись в банке" in card and "свободно 3 места" in card
    assert client.post(OWN, {"capacity": "99"}).status_code == 422


@pytest.mark.threat("T002")
def test_nobody_elses_entry_and_no_admission_by_oneself(mentors, in_college, actor_in):
    actor = actor_in(in_college, "mentor", person=mentors[0])
    mine, theirs = (MentorEntry.objects.get(person=person) for person in mentors)
    with pytest.raises(Denied):
        services.edit_own(by=actor, entry=theirs, capacity=3)
    with pytest.raises(Denied):
        services.admit(by=actor, entry=mine)
    with pytest.raises(TypeError):
        services.edit_own(by=actor, entry=mine, note="сам себе куратор")


def test_without_the_consent_the_entry_says_nothing(mentors, in_college, actor_in, signed_in, curator):
    from nastavnik.features.consents.models import Consent

    consents.withdraw(by=curator, consent=Consent.objects.get(person=mentors[0]), on=dt.date(2026, 10, 10))
    services.enter(by=curator, side="mentor", person=mentors[0])
    client = signed_in(actor_in(in_college, "mentor", person=mentors[0]))
    assert "Занято мест" not in page(client.get(OWN))
