"""Rounds: everybody who can be is matched, each pair is explained, nobody sees it early, answers become pairs."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from nastavnik.engines import matching as engine
from nastavnik.features.banks import services as banks
from nastavnik.features.consents import services as consents
from nastavnik.features.consents.models import Consent
from nastavnik.features.matching import pages, queries, services
from nastavnik.features.matching.models import Bar, MatchingRound, Proposal
from nastavnik.features.matching.offers import _due
from nastavnik.kernel import journal
from nastavnik.kernel.errors import Denied, DomainError, NotFound, WrongState

TODAY = dt.date(2026, 10, 10)
PERIOD = {"starts_on": dt.date(2026, 10, 12), "ends_on": dt.date(2027, 5, 31)}


def agree(by: Any, round_: Any) -> list[Proposal]:
    rows = list(round_.proposals.all())
    services.mark_answers(by=by, round_=round_, proposal_ids=[row.pk for row in rows], answer="yes")
    return rows


def test_all_places_are_used_and_each_pair_has_reasons_that_add_up(solved):
    rows = list(solved.proposals.all())
    assert len(rows) == 5
    for row in rows:
        assert sum(part["value"] * part["weight"] for part in row.parts) == row.score
        assert all(part["text"] for part in row.parts)
        assert row.words


def test_the_one_without_a_pair_is_told_why_and_what_would_help(solved, curator):
    board = pages.board(solved, curator)
    [alone] = board.alone
    assert alone.reason == "Все подходящие наставники заняты."
    assert "Хватит ещё одного места" in alone.relaxation
    assert any(row.name in alone.relaxation for row in board.rows), "a name, not an id"


def test_the_stored_round_solves_to_the_same_answer_and_holds_no_names(solved, lot):
    again = engine.solve(solved.instance, explain=True, leaving=True, sure=True).to_json()
    assert json.dumps(again, sort_keys=True) == json.dumps(solved.result, sort_keys=True)
    stored = json.dumps([solved.instance, solved.result], ensure_ascii=False)
    assert not any(person.last in stored for person in [*lot.mentees, *lot.mentors])
    assert engine.check(solved.instance, solved.result) == []


def test_request_and_wishes_decide_who_gets_the_mentor(lot, curator):
    lot.mentor_entries[0].capacity = 1
    lot.mentor_entries[0].save()
    lot.mentee_entries[2].wishes = {"persons": [{"id": str(lot.mentors[0].pk)}]}
    lot.mentee_entries[2].save()
    made = services.create(by=curator, title="", form="teacher_teacher")
    services.solve(by=curator, round_=made)
    [row] = made.proposals.filter(mentor=lot.mentor_entries[0])
    assert row.mentee_id == lot.mentee_entries[2].pk
    assert "назвал этого наставника" in " ".join(part["text"] for part in row.parts)


def test_lock_survives_every_new_solution_and_a_ban_is_never_outweighed(solved, curator):
    first, second = solved.proposals.order_by("pk")[:2]
    services.lock(by=curator, proposal=first, locked=True)
    services.forbid(by=curator, mentor=second.mentor.person, mentee=second.mentee.person)
    for objective in ("card_leximin", "total", "card_fair_total", "card_total"):
        services.solve(by=curator, round_=solved, objective=objective)
        pairs = set(solved.proposals.values_list("mentor_id", "mentee_id"))
        assert (first.mentor_id, first.mentee_id) in pairs
        assert (second.mentor_id, second.mentee_id) not in pairs


def test_lifted_ban_lets_the_pair_be_proposed_again(lot, curator):
    bar = services.forbid(by=curator, mentor=lot.mentors[0], mentee=lot.mentees[0])
    services.lift_bar(by=curator, bar=bar)
    made = services.create(by=curator, title="", form="teacher_teacher")
    services.solve(by=curator, round_=made)
    assert made.instance == {} and MatchingRound.objects.get(pk=made.pk).instance["forbidden"] == []


def test_mentor_by_hand_is_kept_and_full_mentor_is_refused(solved, curator, lot):
    board = pages.board(solved, curator)
    alone = next(entry for entry in lot.mentee_entries if str(entry.pk) == board.alone[0].id)
    taken = solved.proposals.filter(mentor=lot.mentor_entries[2]).get()
    with pytest.raises(DomainError, match="мест больше нет"):
        services.place(by=curator, round_=solved, mentee=alone.pk, mentor=lot.mentor_entries[2].pk)
    services.place(by=curator, round_=solved, mentee=taken.mentee_id, mentor=None)
    made = services.place(by=curator, round_=solved, mentee=alone.pk, mentor=lot.mentor_entries[2].pk)
    assert made.locked and made.by_hand
    services.solve(by=curator, round_=solved)
    assert solved.proposals.filter(mentee=alone, mentor=lot.mentor_entries[2]).exists()


def test_banned_pair_can_not_be_set_by_hand_either(solved, curator, lot):
    services.forbid(by=curator, mentor=lot.mentors[0], mentee=lot.mentees[0])
    with pytest.raises(DomainError, match="запрещена"):
        services.place(by=curator, round_=solved, mentee=lot.mentee_entries[0].pk, mentor=lot.mentor_entries[0].pk)


def test_why_not_this_one_is_answered_for_any_pair(solved, curator):
    board = pages.board(solved, curator)
    row = solved.proposals.first()
    other = next(item for item in board.rows if item.id != str(row.mentor_id))
    text = pages.why_not(solved, str(row.mentee_id), other.id, board.names)
    assert text and "участник, который вышел" not in text


@pytest.mark.threat("T032")
def test_without_the_bank_consent_nobody_enters_a_round(in_college, curator, people_in, lot):
    stranger = people_in(in_college, 1, post="методист")[0]
    consents.record_prior(by=curator, person=stranger, kind="consent_image", on=dt.date(2026, 9, 20), number="1")
    banks.enter(by=curator, side="mentee", person=stranger)
    made = services.create(by=curator, title="", form="teacher_teacher")
    services.solve(by=curator, round_=made)
    made.refresh_from_db()
    assert str(stranger.pk) not in json.dumps(made.instance)


@pytest.mark.threat("T037")
@pytest.mark.parametrize("published", [False, True])
def test_withdrawal_takes_the_person_from_the_board_the_proposals_and_the_export(solved, curator, published):
    if published:
        services.publish(by=curator, round_=solved)
    row = solved.proposals.first()
    gone = row.mentee.person
    consents.withdraw(by=curator, consent=Consent.objects.get(person=gone), on=TODAY)
    assert not solved.proposals.filter(mentee__person=gone).exists()
    board = pages.board(solved, curator)
    shown = json.dumps([board.names, [item.name for item in board.alone]], ensure_ascii=False)
    assert gone.short_name not in shown
    assert row.pk not in [item.pk for item in queries.lawful(queries.proposals(solved), TODAY)]


@pytest.mark.threat("T037")
def test_consent_that_ran_out_between_solving_and_publishing_leaves_the_pair_out(solved, curator):
    row = solved.proposals.first()
    Consent.objects.filter(person=row.mentor.person).update(valid_to=TODAY - dt.timedelta(days=1))
    expected = solved.proposals.filter(mentor__person=row.mentor.person).count()
    assert services.publish(by=curator, round_=solved) == expected
    assert not solved.proposals.filter(mentor__person=row.mentor.person).exists()


def test_participants_see_nothing_before_publishing_and_answer_only_for_themselves(
    solved, in_college, curator, actor_in
):
    row = solved.proposals.select_related("round", "mentor__person", "mentee__person").first()
    mentor = actor_in(in_college, "mentor", person=row.mentor.person)
    assert queries.own_proposals(mentor, TODAY) == []
    with pytest.raises(NotFound):
        queries.get_proposal(mentor, row.pk)
    with pytest.raises(Denied):
        services.answer(by=mentor, proposal=row, side="mentor", answer="yes")
    services.publish(by=curator, round_=solved)
    row = queries.get_proposal(mentor, row.pk)
    with pytest.raises(NotFound):
        services.answer(by=mentor, proposal=row, side="mentee", answer="yes")
    assert services.answer(by=mentor, proposal=row, side="mentor", answer="yes").mentor_answer == "yes"
    stranger = actor_in(in_college, "mentee", person=None, login="someone-else")
    with pytest.raises(NotFound):
        queries.get_proposal(stranger, row.pk)


def test_other_side_never_reads_who_named_whom(solved, in_college, curator, actor_in, lot):
    for entry in lot.mentor_entries:
        entry.wishes = {"persons": [{"id": str(person.pk)} for person in lot.mentees]}
        entry.save()
    services.solve(by=curator, round_=solved)
    services.publish(by=curator, round_=solved)
    row = solved.proposals.select_related("mentee__person").first()
    mentee = actor_in(in_college, "mentee", person=row.mentee.person)
    [shown] = pages.own(queries.own_proposals(mentee, TODAY), mentee)
    assert "назва" not in " ".join(shown["reasons"]).lower() and "выбрали" not in " ".join(shown["reasons"]).lower()


def test_minor_or_wrong_kind_never_stands_as_a_mentor_of_teachers(lot, curator, in_college, people_in):
    student = people_in(in_college, 1, kind="student", birth_date=dt.date(2007, 1, 1))[0]
    consents.record_prior(by=curator, person=student, kind="consent_pd_adult", on=dt.date(2026, 9, 20), number="9")
    entry = banks.enter(by=curator, side="mentor", person=student)
    banks.admit(by=curator, entry=entry)
    made = services.create(by=curator, title="", form="teacher_teacher")
    services.solve(by=curator, round_=made)
    assert not made.proposals.filter(mentor=entry).exists()


def test_published_round_can_not_be_solved_again_and_comes_back_only_before_answers(solved, curator):
    services.publish(by=curator, round_=solved)
    with pytest.raises(WrongState):
        services.solve(by=curator, round_=solved)
    services.unpublish(by=curator, round_=solved)
    services.publish(by=curator, round_=solved)
    services.answer(by=curator, proposal=solved.proposals.first(), side="mentor", answer="yes")
    with pytest.raises(WrongState, match="уже отвечают"):
        services.unpublish(by=curator, round_=solved)


def test_secret_ban_keeps_no_reason(lot, curator):
    services.forbid(by=curator, mentor=lot.mentors[0], mentee=lot.mentees[0], reason="просила сама", secret=True)
    assert Bar.objects.get().reason == ""


def test_empty_banks_are_a_sentence_with_the_way_out(in_college, curator):
    made = services.create(by=curator, title="", form="teacher_teacher")
    with pytest.raises(WrongState) as refused:
        services.solve(by=curator, round_=made)
    assert "наставляемых" in refused.value.message and refused.value.next_step


def test_every_act_of_a_round_stands_in_the_journal(solved, curator):
    services.publish(by=curator, round_=solved)
    agree(curator, solved)
    acts = {line.action for line in journal.history(solved)}
    assert {"matching.round_made", "matching.solved", "matching.published", "matching.answered"} <= acts  # fmt: skip


def test_the_day_says_what_to_do_next(solved, curator):
    assert _due(curator, TODAY)[0].button == "Посмотреть и предложить"
    services.publish(by=curator, round_=solved)
    assert _due(curator, TODAY)[0].waits
    agree(curator, solved)
    assert _due(curator, TODAY)[0].button == "Составить пары"


def test_wishes_about_sex_count_only_where_the_organisation_switched_them_on(lot, curator):
    for entry in lot.mentee_entries:
        entry.wishes = {"preferred_gender": "female"}
        entry.save()
    for person in lot.mentors:
        person.gender = "f"
        person.save()

    def said():
        made = services.create(by=curator, title="", form="teacher_teacher")
        services.solve(by=curator, round_=made)
        return {part["text"] for row in made.proposals.all() for part in row.parts if part["code"] == "sex"}

    assert said() == set()
    curator.organization.settings["matching_sex"] = True
    curator.organization.save()
    assert said() == {"Пожелание о поле исполнено"}
