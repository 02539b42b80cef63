"""From an invitation to the bank: one answer of a person, only with the consent, whatever the way."""

from __future__ import annotations

import datetime as dt

import pytest

from nastavnik.features.banks.models import MenteeEntry, MentorEntry
from nastavnik.features.questionnaires import queries, services
from nastavnik.features.questionnaires.models import Campaign, Draft, Questionnaire, Response
from nastavnik.features.questionnaires.offers import _answers_in
from nastavnik.features.questionnaires.ready.ready import ready_questionnaire
from nastavnik.kernel import clock, links, scope
from nastavnik.kernel.contracts import ActivityRef
from nastavnik.kernel.errors import InputRefused, NotFound, WrongState

SKILL = ready_questionnaire("Q-MR-SHORT").item("RS1").options[0].code
ANSWERS = {"RS1": [SKILL], "RS2": "2", "RS3": ["mon_evening", "wed_evening"], "RS4": ["teacher_teacher"]}
TODAY = dt.date(2026, 10, 10)


def test_an_answer_enters_the_mentor_into_the_bank(campaign, workers, curator):
    services.submit(by=curator, campaign=campaign, person=workers[0], answers=ANSWERS, way="paper", filled_on=TODAY)
    entry = MentorEntry.objects.get(person=workers[0])
    assert entry.state == "applied"
    assert (entry.competences, entry.capacity, entry.free_time) == ([SKILL], 2, ["mon_evening", "wed_evening"])
    assert entry.forms == ["teacher_teacher"]


def test_what_the_curator_typed_is_not_overwritten_by_answers(campaign, workers, curator):
    from nastavnik.features.banks import services as banks

    banks.enter(by=curator, side="mentor", person=workers[0], capacity=4)
    services.submit(by=curator, campaign=campaign, person=workers[0], answers=ANSWERS, way="paper")
    entry = MentorEntry.objects.get(person=workers[0])
    assert entry.capacity == 4
    assert entry.competences == [SKILL]


def test_mentee_answers_become_requests_and_named_people(workers, curator):
    ready = ready_questionnaire("Q-ME-SHORT-TE")
    topics = [option.code for option in ready.items[0].options][:2]
    campaign = services.start_campaign(
        by=curator, questionnaire_code="Q-ME-SHORT-TE", side="mentee", person_ids=[workers[0].pk],
        opens_on=TODAY, closes_on=TODAY,
    )  # fmt: skip
    answers = {"MT1": topics, "MT2": "Вести урок спокойно", "MT3": ["fri_day"], "MT4": workers[1].full_name}
    services.submit(by=curator, campaign=campaign, person=workers[0], answers=answers, way="paper")
    entry = MenteeEntry.objects.get(person=workers[0])
    assert set(entry.requests.values_list("topic", flat=True)) == set(topics)
    assert entry.goals == "Вести урок спокойно"


def test_without_consent_paper_waits(campaign, workers, curator):
    with pytest.raises(WrongState, match="согласи"):
        services.submit(by=curator, campaign=campaign, person=workers[2], answers=ANSWERS, way="paper")
    assert not Response.objects.exists()


@pytest.mark.threat("T023")
def test_second_answer_changes_nothing(campaign, workers, curator):
    services.submit(by=curator, campaign=campaign, person=workers[0], answers=ANSWERS, way="paper")
    with pytest.raises(services.AlreadyAnswered):
        services.submit(by=curator, campaign=campaign, person=workers[0], answers={**ANSWERS, "RS2": "5"}, way="paper")
    [response] = Response.objects.all()
    assert response.answers["RS2"] == 2


@pytest.mark.threat("T031")
def test_a_changed_questionnaire_is_a_new_version_and_old_answers_keep_theirs(campaign, curator):
    first = campaign.questionnaire
    Questionnaire.objects.filter(pk=first.pk).update(content={**first.content, "title": "Прежнее название"})
    again = services.version_of(curator, "Q-MR-SHORT")
    assert again.version == 2
    campaign.refresh_from_db()
    assert campaign.questionnaire.content["title"] == "Прежнее название"
    assert services.version_of(curator, "Q-MR-SHORT").pk == again.pk


def test_anonymous_campaigns_are_refused(workers, curator):
    with pytest.raises(InputRefused, match="без имён"):
        services.start_campaign(
            by=curator, questionnaire_code="Q-SAT-ME", side="mentee", person_ids=[workers[0].pk],
            opens_on=TODAY, closes_on=TODAY,
        )  # fmt: skip
    assert not Campaign.objects.exists()


def test_nobody_to_ask_or_turned_dates_are_refused(workers, curator):
    days = {"opens_on": TODAY, "closes_on": TODAY}
    with pytest.raises(InputRefused, match="Некого"):
        services.start_campaign(by=curator, questionnaire_code="Q-MR-SHORT", side="mentor", person_ids=[], **days)
    with pytest.raises(InputRefused, match="раньше"):
        services.start_campaign(
            by=curator, questionnaire_code="Q-MR-SHORT", side="mentor", person_ids=[workers[0].pk],
            opens_on=TODAY, closes_on=dt.date(2026, 10, 1),
        )  # fmt: skip
    assert not Campaign.objects.exists()


def test_closing_wipes_drafts_and_ends_common_links(campaign, workers, curator):
    token = services.issue_open_link(by=curator, campaign=campaign)
    Draft.objects.create(campaign=campaign, person=workers[0], answers={"RS2": 1})
    services.close_campaign(by=curator, campaign=campaign)
    assert not Draft.objects.exists()
    with pytest.raises(NotFound):
        links.find(token)


@pytest.mark.threat("T024")
def test_a_link_answers_only_for_its_own_person_and_campaign(campaign, workers, curator):
    token = links.issue(curator, "survey", person_id=workers[0].pk, subject_id=campaign.pk)
    actor = links.actor_of(links.find(token))
    with pytest.raises(InputRefused, match="недействительна"):
        services.submit(by=actor, campaign=campaign, person=workers[1], answers=ANSWERS, way="link")
    other = Campaign.objects.create(
        program_year=campaign.program_year, questionnaire=campaign.questionnaire, title="Другое", side="mentor",
        opens_on=campaign.opens_on, closes_on=campaign.closes_on,
    )  # fmt: skip
    with pytest.raises(InputRefused, match="недействительна"):
        services.submit(by=actor, campaign=other, person=workers[0], answers=ANSWERS, way="link")


def test_after_the_last_day_links_are_closed_and_paper_is_taken(campaign, workers, curator):
    token = links.issue(curator, "survey", person_id=workers[0].pk, subject_id=campaign.pk, term_days=60)
    actor = links.actor_of(links.find(token))
    with clock.at(dt.datetime(2026, 10, 25, 9, tzinfo=dt.UTC)):
        with pytest.raises(WrongState, match="закончено"):
            services.submit(by=actor, campaign=campaign, person=workers[0], answers=ANSWERS, way="link")
        services.submit(
            by=curator,
            campaign=campaign,
            person=workers[0],
            answers=ANSWERS,
            way="paper",
            filled_on=dt.date(2026, 10, 19),
        )


def test_an_answer_without_a_person_waits_and_is_bound_by_the_curator(campaign, workers, curator):
    waiting = services.keep_waiting(by=curator, campaign=campaign, name="Воробьев Петр", place="", answers=ANSWERS)
    response = services.bind_waiting(by=curator, waiting=waiting, person=workers[1])
    response.refresh_from_db()
    assert (response.person_id, response.way) == (workers[1].pk, "open")
    assert not campaign.waiting.exists()
    assert MentorEntry.objects.filter(person=workers[1], state="applied").exists()


def test_a_waiting_answer_is_not_bound_to_someone_without_consent(campaign, workers, curator):
    waiting = services.keep_waiting(by=curator, campaign=campaign, name="Грушин Петр", place="", answers=ANSWERS)
    with pytest.raises(WrongState, match="согласи"):
        services.bind_waiting(by=curator, waiting=waiting, person=workers[2])
    assert campaign.waiting.count() == 1


def test_evidence_counts_the_invited_and_is_done_when_all_answered_or_closed(campaign, workers, curator):
    ref = ActivityRef(campaign.pk, campaign.pk, campaign.program_year_id, "survey_mentors", "", "Q-MR-SHORT", ())
    [before] = _answers_in([ref], TODAY)
    assert (before.state, before.done, before.total) == ("part", 0, 3)
    services.submit(by=curator, campaign=campaign, person=workers[0], answers=ANSWERS, way="paper")
    services.close_campaign(by=curator, campaign=campaign)
    [after] = _answers_in([ref], TODAY)
    assert (after.state, after.done, after.proved_on) == ("done", 1, TODAY)


def test_the_list_says_who_answered_and_who_may_not_yet(campaign, workers, curator, django_assert_max_num_queries):
    services.submit(by=curator, campaign=campaign, person=workers[0], answers=ANSWERS, way="paper")
    with django_assert_max_num_queries(8):
        lines = queries.lines(campaign, curator, TODAY)
    states = {line.invitation.person.last: (bool(line.response), bool(line.missing)) for line in lines}
    assert states == {"Берёзкин": (True, False), "Воробьёв": (False, False), "Грушин": (False, True)}


def test_confidential_answers_are_read_by_the_curator_only(workers, curator, director):
    campaign = services.start_campaign(
        by=curator,
        questionnaire_code="Q-PREF",
        side="mentor",
        person_ids=[workers[0].pk],
        opens_on=TODAY,
        closes_on=TODAY,
    )
    assert queries.may_read(curator, campaign)
    assert not queries.may_read(director, campaign)


def test_the_other_organisation_sees_no_campaign(campaign, lyceum, actor_in):
    stranger = actor_in(lyceum, "curator")
    with scope.within(lyceum), pytest.raises(NotFound):
        queries.get_campaign(stranger, campaign.pk)
