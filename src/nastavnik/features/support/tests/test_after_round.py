"""What comes of a round: pairs of those who agreed, care for those without a pair, nobody lost between rounds."""

from __future__ import annotations

import datetime as dt

import pytest

from nastavnik.features.matching import services
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.support.models import SupportCase
from nastavnik.kernel.errors import WrongState

PERIOD = {"starts_on": dt.date(2026, 10, 12), "ends_on": dt.date(2027, 5, 31)}


def agree(by, round_):
    rows = list(round_.proposals.all())
    services.mark_answers(by=by, round_=round_, proposal_ids=[row.pk for row in rows], answer="yes")
    return rows


def test_agreed_proposals_become_agreed_pairs_and_only_they(solved, curator):
    services.publish(by=curator, round_=solved)
    with pytest.raises(WrongState, match="согласны оба"):
        services.choose(by=curator, round_=solved, **PERIOD)
    rows = agree(curator, solved)
    services.answer(by=curator, proposal=rows[0], side="mentee", answer="no")
    assert services.choose(by=curator, round_=solved, **PERIOD) == len(rows) - 1
    pairs = Pairing.objects.all()
    assert {pair.state for pair in pairs} == {"agreed"}
    assert {pair.proposal_id for pair in pairs} == {row.pk for row in rows[1:]}
    assert Pairing.objects.filter(source="round").count() == len(rows) - 1


def test_closing_opens_support_for_everybody_without_a_pair_and_names_nobody_else(solved, curator, lot):
    services.publish(by=curator, round_=solved)
    rows = agree(curator, solved)
    services.answer(by=curator, proposal=rows[0], side="mentor", answer="no")
    with pytest.raises(WrongState, match="Сначала составьте"):
        services.close(by=curator, round_=solved)
    services.choose(by=curator, round_=solved, **PERIOD)
    assert services.close(by=curator, round_=solved) == 2
    cases = SupportCase.objects.filter(closed_on=None)
    in_pairs = set(Pairing.objects.values_list("members__person_id", flat=True))
    assert {case.person_id for case in cases} == {person.pk for person in lot.mentees} - in_pairs
    assert not any(person.last in case.reason for case in cases for person in [*lot.mentors, *lot.mentees])


def test_next_round_takes_only_those_without_a_pair_and_free_places(solved, curator, lot):
    services.publish(by=curator, round_=solved)
    agree(curator, solved)
    services.choose(by=curator, round_=solved, **PERIOD)
    services.close(by=curator, round_=solved)
    lot.mentor_entries[2].capacity = 2
    lot.mentor_entries[2].save()
    again = services.create(by=curator, title="", form="teacher_teacher")
    services.solve(by=curator, round_=again)
    assert again.proposals.count() == 1
    assert again.proposals.get().mentor_id == lot.mentor_entries[2].pk
