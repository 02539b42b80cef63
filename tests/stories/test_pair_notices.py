"""Everybody in an ordered pair is told of it: slips for participants, letters for parents, the activity closes by the facts."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from nastavnik.engines import papers
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.pairings import notices
from nastavnik.features.pairings.models import Pairing, PairingMember, PairNotice
from nastavnik.features.people import services as people
from nastavnik.features.roadmap.catalogue.catalogue import kind
from nastavnik.kernel import jobs, journal
from nastavnik.kernel.contracts import ActivityRef, evidence
from nastavnik.kernel.errors import InputRefused

TODAY = dt.date(2026, 10, 10)
ORDERED = dt.date(2026, 10, 1)


@pytest.fixture
def pairs(in_college, curator, people_in):
    """A teacher with a student of seventeen and his mother; a staff pair; a pair without an order."""
    workers = people_in(in_college, 4)
    child = people.add_person(
        by=curator, last="Орлов", first="Дмитрий", kind="student", group="ТМ-21", birth_date=dt.date(2009, 5, 20)
    )
    mother = people.add_person(by=curator, last="Орлова", first="Ирина", middle="Петровна", kind="representative")
    people.add_representative(by=curator, child=child, adult=mother, relation="mother")
    year = organizations.current_year()
    rows = [
        (workers[0], child, "teacher_student", "ordered"),
        (workers[1], workers[2], "teacher_teacher", "ordered"),
        (workers[3], workers[2], "teacher_teacher", "agreed"),
    ]
    made = []
    for mentor, mentee, form, state in rows:
        item = Pairing.objects.create(
            program_year=year, mentor=mentor, form=form, state=state, starts_on=ORDERED, ends_on=dt.date(2027, 5, 31),
            ordered_on=ORDERED if state == "ordered" else None, order_document_id=uuid.uuid4(),
        )  # fmt: skip
        PairingMember.objects.create(pairing=item, person=mentee)
        made.append(item)
    return made


def waiting():
    return notices.recipients(notices.ordered_pairs(organizations.current_year(), TODAY), TODAY)


def proof(*forms):
    ref = ActivityRef(uuid.uuid4(), uuid.uuid4(), organizations.current_year().pk, "pair_notice", forms=forms)
    return evidence["pairs_notified"].answer([ref], TODAY)[0]


def test_activity_of_notices_has_its_tool():
    assert (kind("pair_notice").tool, kind("pair_notice").evidence) == ("pair_notices", "pairs_notified")


def test_both_sides_and_the_minors_parent_are_told_and_only_of_ordered_pairs(pairs):
    found = [(item.person.last, bool(item.about)) for item in waiting()]
    assert found == [
        ("Берёзкин", False), ("Орлов", False), ("Орлова", True), ("Воробьёв", False), ("Грушин", False),
    ]  # fmt: skip


def test_activity_closes_when_all_are_told_and_opens_by_a_mark_taken_back(pairs, curator):
    keys = [item.key for item in waiting()]
    assert (proof().state, proof().done, proof().total) == ("none", 0, 5)
    notices.mark_told(by=curator, keys=keys[:3], on=dt.date(2026, 10, 5))
    assert (proof().state, proof("teacher_student").state) == ("part", "done")
    assert notices.mark_told(by=curator, keys=keys, on=TODAY) == 2  # those told before keep their day
    assert (proof().state, proof().proved_on) == ("done", TODAY)
    assert notices.take_back(by=curator, keys={keys[0]}) == 1
    assert proof().state == "part"
    assert "pairings.notice_taken_back" in [line.action for line in journal.history(pairs[0])]


@pytest.mark.parametrize("day", [dt.date(2026, 9, 30), dt.date(2026, 10, 11)])
def test_nobody_is_told_before_the_order_or_after_today(pairs, curator, day):
    with pytest.raises(InputRefused):
        notices.mark_told(by=curator, keys=[waiting()[0].key], on=day)
    assert not PairNotice.objects.exists()


def test_participants_get_slips_and_the_parent_a_letter(pairs, curator):
    slips, letter = (papers.text_of(tree) for tree in notices.trees(curator, {item.key for item in waiting()}))
    assert slips.count("Ваш наставник") == 2 and slips.count("Вы наставник") == 2
    assert "УВЕДОМЛЕНИЕ" in letter and "Орлов" in letter and "Грушин" not in letter
    job = notices.start_sheets(by=curator, keys=set())
    jobs.run_all()
    job.refresh_from_db()
    assert job.state == "done" and job.result["files"]


def test_letter_of_a_replacement_names_the_former_mentor(pairs, curator):
    pair, other, _ = pairs
    Pairing.objects.filter(pk=pair.pk).update(replaces=other)
    (key,) = [item.key for item in waiting() if item.about]
    (letter,) = [papers.text_of(tree) for tree in notices.trees(curator, {key})]
    assert "о замене наставника" in letter.replace("\u00a0", " ") and "Воробьёв" in letter


def test_curator_marks_one_then_all_and_undoes(pairs, curator_client):
    address = reverse("pairings:notices")
    page = curator_client.get(address).content.decode()
    assert page.count('name="who"') == 5
    keys = [item.key for item in waiting()]
    curator_client.post(address, {"on": "2026-10-10", "only": keys[1], "who": keys})
    assert PairNotice.objects.get().person.last == "Орлов"
    assert curator_client.post(address, {"on": "2026-09-01", "who": keys}).status_code == 422
    curator_client.post(address, {"on": "2026-10-10", "who": keys})
    assert PairNotice.objects.count() == 5
    curator_client.post(reverse("pairings:notice_undo"), {"who": keys[0]})
    assert PairNotice.objects.count() == 4
