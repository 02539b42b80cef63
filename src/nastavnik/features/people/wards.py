"""Whom an adult represents. The right is the tie itself, on the day: no role gives it, the eighteenth birthday ends it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.people import queries
from nastavnik.features.people.models import Person
from nastavnik.features.people.rules import is_minor
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound


def wards(actor: Actor, on: dt.date) -> list[Person]:
    """Minors whom the actor represents on the day, by name; one query. Empty without a card or a living tie.

    A child whose birth date is unknown is not shown: nobody can say that the right still holds.
    """
    if actor.person_id is None:
        return []
    ties = queries.children_of_id(actor.person_id, on)
    return [tie.child for tie in ties if is_minor(tie.child.birth_date, on)]


def get_ward(actor: Actor, pk: Any, on: dt.date) -> Person:
    """The one child, else NotFound: another's child, a grown one and none at all are not told apart."""
    for child in wards(actor, on):
        if child.pk == pk:
            return child
    raise NotFound()
