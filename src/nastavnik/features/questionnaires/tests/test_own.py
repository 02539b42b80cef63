"""A questionnaire filled in the own account: the survey pages of links, only what was asked of me, one at a time."""

from __future__ import annotations

import datetime as dt

import pytest

from nastavnik.features.banks.models import MentorEntry
from nastavnik.features.questionnaires import services
from nastavnik.features.questionnaires.models import Draft, Response
from nastavnik.features.questionnaires.tests.test_pages import FILLED, page, url
from nastavnik.kernel.errors import Denied
from nastavnik.kernel.journal import JournalEntry

ALL = {**FILLED, "asked": ["RS1", "RS2", "RS3", "RS4"]}


@pytest.fixture
def mentor(in_college, workers, campaign, actor_in):
    return actor_in(in_college, "mentor", person=workers[0])


@pytest.fixture
def seated(mentor, campaign, signed_in):
    client = signed_in(mentor)
    assert client.get(url("own_enter", campaign.pk))["Location"] == url("survey")
    return client


def test_the_list_leads_into_the_survey_and_the_answer_reaches_the_bank(seated, mentor, campaign):
    assert "Заполнить анкету" in page(seated.get(url("own")))
    assert "Начать анкету" in page(seated.get(url("survey")))
    assert seated.post(url("survey_all"), ALL)["Location"] == url("survey_done")
    [response] = Response.objects.all()
    assert (response.person_id, response.way) == (mentor.person_id, "account")
    assert MentorEntry.objects.get(person_id=mentor.person_id).capacity == 2
    assert JournalEntry.objects.filter(action="questionnaires.submitted").count() == 1
    assert "Заполнена" in page(seated.get(url("own")))
    assert "уже заполнена" in page(seated.get(url("survey")))


def test_begun_answers_wait_for_the_return(seated, campaign):
    name, value = next(iter(FILLED.items()))
    seated.post(url("survey_one", 1), {name: value, "asked": name[2:], "go": "next"})
    assert Draft.objects.count() == 1
    assert "Продолжить анкету" in page(seated.get(url("own")))


def test_a_form_of_another_questionnaire_is_not_mixed_in(seated, curator, workers, campaign):
    other = services.start_campaign(
        by=curator, questionnaire_code="Q-PULSE", side="mentor", person_ids=[workers[0].pk],
        opens_on=dt.date(2026, 10, 1), closes_on=dt.date(2026, 10, 20),
    )  # fmt: skip
    seated.get(url("own_enter", other.pk))
    answer = seated.post(url("survey_all"), {**ALL, "campaign": str(campaign.pk)})
    assert answer.status_code == 409
    assert not Response.objects.exists() and not Draft.objects.exists()


@pytest.mark.threat("T002")
def test_an_account_answers_only_for_itself(mentor, campaign, workers, actor_in, in_college, signed_in):
    with pytest.raises(Denied):
        services.submit(by=mentor, campaign=campaign, person=workers[1], answers={}, way="account")
    stranger = actor_in(in_college, "mentor", login="stranger")
    client = signed_in(stranger)
    assert client.get(url("own_enter", campaign.pk)).status_code == 404
    assert client.get(url("survey")).status_code == 409
    with pytest.raises(Denied):
        services.save_draft(by=stranger, campaign=campaign, person=workers[0], answers={})


def test_without_the_data_consent_nothing_can_be_stored(in_college, workers, campaign, actor_in, signed_in):
    client = signed_in(actor_in(in_college, "mentor", person=workers[2]))
    assert "согласие" in page(client.get(url("own")))
    client.get(url("own_enter", campaign.pk))
    assert "Сначала нужно согласие" in page(client.get(url("survey")))
    client.post(url("survey_all"), ALL)
    assert not Response.objects.exists() and not Draft.objects.exists()


def test_the_first_page_calls_to_the_open_questionnaire(mentor, campaign, signed_in):
    first = page(signed_in(mentor).get("/"))
    assert f'href="{url("own_enter", campaign.pk)}">Заполнить анкету' in first
