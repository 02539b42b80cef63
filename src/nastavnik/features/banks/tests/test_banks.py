"""The banks: nobody gets in without a basis, answers and consents move people on, marked lots go in one press."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from nastavnik.features.banks import findings, outside, papers, queries, rules, services, states
from nastavnik.features.banks.models import MenteeEntry, MentorEntry
from nastavnik.features.consents import services as consents
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.people import services as people
from nastavnik.features.people.models import Person
from nastavnik.kernel import scope
from nastavnik.kernel.errors import Denied, InputRefused, WrongState

TODAY = dt.date(2026, 10, 10)


def give(by: Any, person: Person, on: dt.date = dt.date(2026, 9, 20)) -> Any:
    return consents.record_prior(by=by, person=person, kind="consent_pd_adult", on=on, number="7-с")


@pytest.fixture
def workers(in_college: Any, people_in: Any) -> list[Person]:
    return people_in(in_college, 3)


def test_without_consent_the_entry_only_waits(workers, curator):
    entry = services.enter(by=curator, side="mentee", person=workers[0])
    assert entry.state == "invited"
    with pytest.raises(WrongState, match="согласия"):
        services.admit(by=curator, entry=entry)
    with pytest.raises(WrongState):
        services.save_request(by=curator, entry=entry, topic="settle_in")
    with pytest.raises(WrongState):
        services.edit(by=curator, entry=entry, note="что-то о человеке")


def test_consent_moves_the_waiting_entry_on(workers, curator):
    entry = services.enter(by=curator, side="mentee", person=workers[0])
    give(curator, workers[0])
    entry.refresh_from_db()
    assert entry.state == "consented"
    assert services.admit(by=curator, entry=entry).state == "admitted"
    assert entry.admitted_on == TODAY


@pytest.mark.threat("T037")
def test_withdrawal_takes_the_person_out_of_every_list_export_and_matching_at_once(workers, curator):
    year = organizations.require_year()
    consent = give(curator, workers[0])
    entry = services.enter(by=curator, side="mentee", person=workers[0])
    services.admit(by=curator, entry=entry)
    assert queries.facts_for_matching(year, "", TODAY).mentees
    consents.withdraw(by=curator, consent=consent, on=TODAY)
    assert not queries.mentees(curator, year)
    assert not queries.facts_for_matching(year, "", TODAY).mentees
    assert not papers.base_rows("mentee", queries.entries("mentee", year), year, TODAY)
    entry.refresh_from_db()
    assert entry.state == "withdrawn"


def test_consent_that_ran_out_by_itself_closes_the_door_too(in_college, curator, people_in):
    [person] = people_in(in_college, 1)
    consents.record_prior(
        by=curator, person=person, kind="consent_pd_adult", on=dt.date(2026, 9, 1), number="1", valid_to=TODAY
    )
    year = organizations.require_year()
    services.admit(by=curator, entry=services.enter(by=curator, side="mentor", person=person))
    later = TODAY + dt.timedelta(days=1)
    assert queries.facts_for_matching(year, "", TODAY).mentors
    assert not queries.facts_for_matching(year, "", later).mentors
    assert [item.rule for item in findings.no_consent(later)] == ["PD_NO_CONSENT_BANK"]


def test_entering_twice_is_one_entry_and_who_left_may_return(workers, curator):
    give(curator, workers[0])
    first = services.enter(by=curator, side="mentor", person=workers[0])
    assert services.enter(by=curator, side="mentor", person=workers[0]).pk == first.pk
    services.withdraw_entry(by=curator, entry=first, reason="много работы")
    assert not queries.mentors(curator, organizations.require_year())
    again = services.enter(by=curator, side="mentor", person=workers[0])
    assert (again.pk, again.state) == (first.pk, "consented")


def test_marked_lot_is_admitted_in_one_press_and_refusals_are_named(workers, curator):
    for person in workers[:2]:
        give(curator, person)
    made = services.enter_many(by=curator, side="mentee", person_ids=[person.pk for person in workers])
    batch = services.admit_many(by=curator, side="mentee", entry_ids=[entry.pk for entry in made])
    assert len(batch.done) == 2
    assert len(batch.refused) == 1
    assert "Грушин" in batch.refused[0]
    assert services.undo_admission(by=curator, side="mentee", entry_ids=[entry.pk for entry in batch.done]) == 2
    assert set(MenteeEntry.objects.values_list("state", flat=True)) == {"consented", "invited"}


def test_people_with_the_mark_are_offered_until_they_are_in(in_college, curator, people_in):
    marked = people_in(in_college, 2, marks=["mentor"])
    year = organizations.require_year()
    assert {person.pk for person in queries.marked("mentor", year)} == {person.pk for person in marked}
    services.enter_many(by=curator, side="mentor", person_ids=[marked[0].pk])
    assert [person.pk for person in queries.marked("mentor", year)] == [marked[1].pk]
    assert not queries.marked("mentee", year)


def test_one_topic_is_one_request_whose_words_may_change(workers, curator):
    give(curator, workers[0])
    entry = services.enter(by=curator, side="mentee", person=workers[0])
    topic = rules.request_topics().__iter__().__next__()
    services.save_request(by=curator, entry=entry, topic=topic, text="сначала")
    services.save_request(by=curator, entry=entry, topic=topic, text="точнее", priority=3)
    [request] = entry.requests.all()
    assert (request.text, request.priority) == ("точнее", 3)
    with pytest.raises(InputRefused):
        services.save_request(by=curator, entry=entry, topic="нет такой темы")


def test_free_places_follow_pairs(workers, curator, monkeypatch):
    year = organizations.require_year()
    give(curator, workers[0])
    entry = services.enter(by=curator, side="mentor", person=workers[0], capacity=3)
    services.admit(by=curator, entry=entry)
    fact = outside.PairFact(workers[0].pk, workers[1].pk, "teacher_teacher", True)
    monkeypatch.setattr(outside, "_source", lambda year_id: [fact])
    assert queries.free_places(year) == {workers[0].pk: 2}
    [mentor] = queries.facts_for_matching(year, "", TODAY).mentors
    assert (mentor.capacity, mentor.left) == (3, 2)


def test_pair_of_the_order_marks_both_and_its_end_returns_them(workers, curator):
    year = organizations.require_year()
    mentor, mentee, _ = workers
    for person in (mentor, mentee):
        give(curator, person)
    sides = {"program_year": year, "mentor_id": mentor.pk, "mentee_ids": [mentee.pk]}
    services.pair_started(by=curator, **sides)
    assert MentorEntry.objects.get(person=mentor).state == "paired"
    entry = MenteeEntry.objects.get(person=mentee)
    assert (entry.state, entry.admitted_on) == ("paired", TODAY), "the order that names a person admits too"
    services.pair_ended(by=curator, completed=False, **sides)
    assert MenteeEntry.objects.get(person=mentee).state == "admitted"


def test_who_left_the_organisation_takes_no_part(workers, curator):
    give(curator, workers[0])
    entry = services.enter(by=curator, side="mentor", person=workers[0])
    services.admit(by=curator, entry=entry)
    people.mark_left(by=curator, person=workers[0], reason="dismissed", on=TODAY)
    assert not queries.facts_for_matching(organizations.require_year(), "", TODAY).mentors


def test_director_may_and_a_mentor_may_not(workers, director, college, actor_in):
    services.enter(by=director, side="mentee", person=workers[0])
    outsider = actor_in(college, "mentor", person=workers[1])
    with pytest.raises(Denied):
        services.enter(by=outsider, side="mentee", person=workers[2])
    assert not queries.mentees(outsider, organizations.require_year())


def test_the_other_organisation_sees_nothing(workers, curator, lyceum, actor_in):
    services.enter(by=curator, side="mentee", person=workers[0])
    stranger = actor_in(lyceum, "curator")
    with scope.within(lyceum):
        assert not queries.mentees(stranger, organizations.require_year())


def test_every_step_of_the_life_cycle_leads_somewhere_known():
    assert set(states.TRANSITIONS) == set(states.WORDS)
    assert set().union(*states.TRANSITIONS.values()) <= set(states.WORDS)
    for now, steps in states.TRANSITIONS.items():
        if now != "withdrawn":
            assert "withdrawn" in steps


def test_mentor_under_eighteen_is_found_outside_the_form_of_students(in_college, curator, people_in):
    [young] = people_in(in_college, 1, kind="student", birth_date=dt.date(2009, 1, 1))
    [adult] = people_in(in_college, 1)
    people.add_representative(by=curator, child=young, adult=adult, relation="mother")
    consents.record_prior(
        by=curator, person=young, kind="consent_pd_minor", on=dt.date(2026, 9, 1), number="2", given_by=adult
    )
    entry = services.enter(by=curator, side="mentor", person=young)
    services.admit(by=curator, entry=entry)
    assert len(findings.mentor_age(TODAY)) == 1
    services.edit(by=curator, entry=entry, forms=["student_student"])
    assert not findings.mentor_age(TODAY)


def test_consent_later_than_the_data_is_found(workers, curator):
    give(curator, workers[0], on=TODAY)
    entry = services.enter(by=curator, side="mentee", person=workers[0])
    services.admit(by=curator, entry=entry)
    MenteeEntry.objects.filter(pk=entry.pk).update(applied_on=dt.date(2026, 9, 1))
    [finding] = findings.consent_after_use(TODAY)
    assert "01.09.2026" in finding.message


def test_facts_do_not_cost_a_query_for_each_person(in_college, curator, people_in, django_assert_max_num_queries):
    year = organizations.require_year()
    for count in (2, 12):
        persons = people_in(in_college, count, kind="worker")
        for person in persons:
            give(curator, person)
        made = services.enter_many(by=curator, side="mentee", person_ids=[person.pk for person in persons])
        services.admit_many(by=curator, side="mentee", entry_ids=[entry.pk for entry in made])
        with django_assert_max_num_queries(14):
            facts = queries.facts_for_matching(year, "", TODAY)
    assert len(facts.mentees) == 14
