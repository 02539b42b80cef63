"""A small round: six mentees, three mentors with five places, consents given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from nastavnik.features.banks import services as banks
from nastavnik.features.consents import services as consents
from nastavnik.features.matching import services
from nastavnik.features.people.models import Person

GIVEN = dt.date(2026, 9, 20)


@dataclass
class Lot:
    mentees: list[Person]
    mentors: list[Person]
    mentee_entries: list[Any]
    mentor_entries: list[Any]


def admit(by: Any, side: str, person: Person, **fields: Any) -> Any:
    consents.record_prior(by=by, person=person, kind="consent_pd_adult", on=GIVEN, number="7-с")
    entry = banks.enter(by=by, side=side, person=person)
    banks.admit(by=by, entry=entry)
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save()
    return entry


@pytest.fixture
def lot(in_college: Any, curator: Any, people_in: Any) -> Lot:
    people = people_in(in_college, 9)
    mentees, mentors = people[:6], people[6:]
    seekers = [
        admit(curator, "mentee", person, forms=["teacher_teacher"], free_time=["mon_evening", "wed_day"])
        for person in mentees
    ]
    for entry in seekers[:3]:
        banks.save_request(by=curator, entry=entry, topic="adaptation", priority=3)
    times = (["mon_evening", "wed_day"], ["wed_day"], ["sat_morning"])
    helpers = [
        admit(
            curator, "mentor", person, forms=["teacher_teacher"], capacity=capacity, free_time=times[index],
            competences=["adaptation"] if index == 0 else ["digital"],
        )
        for index, (person, capacity) in enumerate(zip(mentors, (2, 2, 1), strict=True))
    ]  # fmt: skip
    return Lot(mentees, mentors, seekers, helpers)


@pytest.fixture
def solved(lot: Lot, curator: Any) -> Any:
    made = services.create(by=curator, title="Раунд 1", form="teacher_teacher")
    services.solve(by=curator, round_=made)
    made.refresh_from_db()
    return made
