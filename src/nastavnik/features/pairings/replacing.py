"""Who could lead a pair instead of its mentor: the bank of mentors with places, checks and why each would fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from nastavnik.features.banks import queries as banks
from nastavnik.features.banks import rules as bank_rules
from nastavnik.features.banks.models import Request
from nastavnik.features.pairings import queries, rules
from nastavnik.features.pairings.models import Pairing, PairingMember
from nastavnik.features.pairings.rules import PairFacts, Side
from nastavnik.features.pairings.states import LIVING
from nastavnik.features.people.models import Person
from nastavnik.features.questionnaires.ready.dictionaries import request_topics
from nastavnik.kernel.actors import Actor

MOST = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor of the bank. `stops`: reasons against (form, age, places); `lacks`: consents still to collect;
    `fits`: topics of the mentees' requests in which this mentor is able."""

    person: Person
    left: int
    capacity: int
    stops: Sequence[str]
    lacks: Sequence[str]
    fits: Sequence[str]
    same_group: bool


def candidates(actor: Actor, pairing: Pairing, on: dt.date) -> list[Candidate]:
    """The bank's mentors except the present one: fitting first, then those with more in common and more free places."""
    entries = [
        entry
        for entry in banks.mentors(actor, pairing.program_year).exclude(person_id=pairing.mentor_id)[: MOST * 5]
        if entry.person.left_on is None
    ]
    mentees = [member.person for member in pairing.members.all()]
    wanted = _wanted(pairing, mentees)
    load = dict(
        PairingMember.objects.filter(
            left_on=None, pairing__removed_at=None, pairing__state__in=LIVING,
            pairing__program_year=pairing.program_year, pairing__mentor__in=[entry.person_id for entry in entries],
        ).values_list("pairing__mentor_id").annotate(Count("pk"))
    )  # fmt: skip
    ids = {person.pk for person in mentees}
    able = [entry for entry in entries if entry.person_id not in ids]
    facts = [
        PairFacts(
            id=entry.person_id,
            mentor=_side(entry.person),
            mentees=tuple(_side(person) for person in mentees),
            form=pairing.form,
            starts_on=max(pairing.starts_on, on),
            ends_on=max(pairing.ends_on, on),
            labour_mode=pairing.labour_mode,
            load=load.get(entry.person_id, 0) + len(mentees),
            capacity=entry.capacity,
        )
        for entry in able
    ]
    lacks = queries.consent_lacks(facts, on)
    found = []
    for entry, fact in zip(able, facts, strict=True):
        skills = set(entry.competences)
        found.append(
            Candidate(
                person=entry.person,
                left=max(0, entry.capacity - load.get(entry.person_id, 0)),
                capacity=entry.capacity,
                stops=[remark.message for remark in rules.remarks(fact, on) if remark.stops],
                lacks=[lack.message for lack in lacks[entry.person_id] if fact.mentor.name in lack.message],
                fits=[bank_rules.topic_title(topic) for topic, needs in wanted.items() if skills & needs],
                same_group=bool(entry.person.group_id) and entry.person.group_id in {one.group_id for one in mentees},
            )
        )
    found.sort(key=lambda item: (bool(item.stops), -len(item.fits), len(item.lacks), -item.left, item.person.last))
    return found[:MOST]


def _side(person: Person) -> Side:
    return Side(person.pk, person.short_name, person.kind, person.birth_date)


def _wanted(pairing: Pairing, mentees: Sequence[Person]) -> dict[str, set[str]]:
    """Topics that the mentees asked for in the year's bank, with the competences each needs."""
    topics = request_topics()
    rows = Request.objects.filter(entry__program_year=pairing.program_year, entry__person__in=mentees, met_on=None)
    codes = dict.fromkeys(rows.order_by("-priority").values_list("topic", flat=True))
    return {code: set(topics[code].competences) for code in codes if code in topics}
