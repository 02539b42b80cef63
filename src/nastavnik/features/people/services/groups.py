"""Groups of students and their tutors."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from nastavnik.engines.russian import repair
from nastavnik.features.people.fates import group_key
from nastavnik.features.people.models import Person, StudentGroup
from nastavnik.features.people.services.bulk import rewrite
from nastavnik.features.people.services.cards import derive
from nastavnik.kernel import journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused


def save_group(
    *,
    by: Actor,
    group: StudentGroup | None = None,
    name: str,
    course: int | None = None,
    tutor: Person | None = None,
    unit: Any = None,
    closed_on: dt.date | None = None,
) -> StudentGroup:
    """Make or change a group. A tutor is a worker of the organisation; access of the tutor is named separately."""
    by.must("people.groups", group)
    name = repair(name)[:80]
    if not name:
        raise InputRefused("Название группы пусто. Введите название, например ТМ-21.", field="name")
    with transaction.atomic():
        twins = StudentGroup.objects.exclude(pk=group.pk) if group else StudentGroup.objects.all()
        if any(group_key(other.name) == group_key(name) for other in twins):
            raise InputRefused(f"Группа «{name}» уже есть. Откройте её в списке групп.", field="name")
        renamed = group is not None and group.name != name
        group = group or StudentGroup(organization=by.organization)
        group.name, group.course, group.tutor, group.unit, group.closed_on = name, course, tutor, unit, closed_on
        group.save()
        if renamed:
            members = list(Person.objects.filter(group=group).select_related("group"))
            rewrite([derive(person) for person in members], ["search"])
        journal.record(by, "people.group_saved", group, name=name, tutor=tutor.pk if tutor else None)
    return group
