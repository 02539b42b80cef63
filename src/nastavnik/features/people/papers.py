"""A person as the templates of papers want it: the least that papers need, no contacts and no birth date."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.people.models import Person
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.tenancy import Membership


def person_data(person: Person, on: dt.date | None = None) -> dict[str, Any]:
    """Name parts, gender, post, group, place of work, corrected forms. Load `group` beforehand."""
    data = {
        "last": person.last,
        "first": person.first,
        "middle": person.middle,
        "gender": person.gender,
        "post": person.post,
        "group": person.group.name if person.group else "",
        "workplace": person.workplace,
        "forms": person.name_forms,
        "post_forms": person.post_forms,
    }
    return {name: value for name, value in data.items() if value or name in ("last", "first")}


def curator_data(by: Actor | None = None) -> dict[str, Any] | None:
    """The programme's curator as papers name a person: the acting one, else the first with a card; None without a card."""
    wanted = by.person_id if by is not None and "curator" in by.roles else None
    if wanted is None:
        rows = Membership.objects.filter(ended_at=None).exclude(person_id=None).order_by("pk")
        wanted = next((row.person_id for row in rows if "curator" in row.roles), None)
    living = Person.objects.filter(merged_into=None, removed_at=None).select_related("group")
    person = living.filter(pk=wanted).first() if wanted else None
    return person_data(person) if person else None
