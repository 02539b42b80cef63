"""A person as the templates of papers want it: the least that papers need, no contacts and no birth date."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.people.models import Person


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
