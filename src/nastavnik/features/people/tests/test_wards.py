"""The right of a representative is the tie on the day, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from nastavnik.features.people.models import Person, Representative
from nastavnik.features.people.wards import get_ward, wards
from nastavnik.kernel.errors import NotFound

TODAY = dt.date(2026, 10, 10)


@pytest.fixture
def family(in_college, actor_in):
    """A mother with an account of another role, her child, a neighbour's child."""
    mother = Person.objects.create(last="Рябинина", first="Анна", kind="representative")
    child, other = (
        Person.objects.create(last=last, first="Егор", kind="student", birth_date=dt.date(2008, 10, 11))
        for last in ("Рябинин", "Соседов")
    )
    Representative.objects.create(child=child, adult=mother)
    return actor_in(in_college, "tutor", person=mother), child, other


@pytest.mark.threat("T006")
def test_the_tie_opens_the_own_child_whatever_the_role_and_no_other(family):
    actor, child, other = family
    assert wards(actor, TODAY) == [child]
    with pytest.raises(NotFound):
        get_ward(actor, other.pk, TODAY)


@pytest.mark.threat("T033")
def test_the_eighteenth_birthday_ends_the_right_on_the_day(family):
    actor, child, _ = family
    assert get_ward(actor, child.pk, TODAY) == child
    assert wards(actor, dt.date(2026, 10, 11)) == []


def test_an_ended_tie_and_an_unknown_birth_date_open_nothing(family):
    actor, child, _ = family
    Representative.objects.update(valid_until=dt.date(2026, 10, 9))
    assert wards(actor, TODAY) == []
    Representative.objects.update(valid_until=None)
    Person.objects.filter(pk=child.pk).update(birth_date=None)
    assert wards(actor, TODAY) == []


def test_the_role_of_a_representative_without_a_tie_opens_nothing(in_college, actor_in):
    assert wards(actor_in(in_college, "representative"), TODAY) == []
