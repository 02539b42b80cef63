"""Where people itself keeps personal data: moved at a merge, shown on request, wiped by a lawful destruction."""

from __future__ import annotations

import uuid
from typing import Any

from nastavnik.features.people.models import Absent, Departure, ImportRow, Person, Representative, StudentGroup

WIPED_NAME = "Участник"


def find(person_id: uuid.UUID) -> int:
    """Rows beside the card itself: ties, departures, rows of lists."""
    return (
        Representative.objects.filter(child_id=person_id).count()
        + Representative.objects.filter(adult_id=person_id).count()
        + Departure.objects.filter(person_id=person_id).count()
    )


def move(source: uuid.UUID, target: uuid.UUID) -> None:
    """Ties that the target has already stay with the merged card, so that parting is possible."""
    for mine, other in (("child_id", "adult_id"), ("adult_id", "child_id")):
        own = {getattr(tie, other) for tie in Representative.objects.filter(**{mine: target})} | {target}
        Representative.objects.filter(**{mine: source}).exclude(**{f"{other}__in": own}).update(**{mine: target})
    Departure.objects.filter(person_id=source).update(person_id=target)
    ImportRow.objects.filter(person_id=source).update(person_id=target)
    asked = Absent.objects.filter(person_id=target).values_list("source_id", flat=True)
    Absent.objects.filter(person_id=source).exclude(source_id__in=list(asked)).update(person_id=target)
    StudentGroup.objects.filter(tutor_id=source).update(tutor_id=target)


def export(person_id: uuid.UUID) -> Any:
    """Plain values of the card and of its ties; others are named by the relation only."""
    person = Person.objects.select_related("group", "unit").filter(pk=person_id).first()
    if person is None:
        return {}
    plain = ("last", "first", "middle", "gender", "post", "department", "workplace", "email", "phone", "marks", "extra")
    card: dict[str, Any] = {name: getattr(person, name) for name in plain}
    card["kind"] = person.get_kind_display()
    card["birth_date"] = person.birth_date.isoformat() if person.birth_date else ""
    card["group"] = person.group.name if person.group else ""
    card["experience_years"] = person.experience_years
    card["departures"] = [
        {"on": one.on.isoformat(), "reason": one.get_reason_display()} for one in person.departures.all()
    ]
    card["representatives"] = [tie.get_relation_display() for tie in person.representatives.all()]
    return card


def destroy(person_id: uuid.UUID) -> None:
    """Wipe the card; its row stays without a name, because signed papers count it."""
    adults = list(Representative.objects.filter(child_id=person_id).values_list("adult_id", flat=True))
    Representative.objects.filter(child_id=person_id).delete()
    Representative.objects.filter(adult_id=person_id).delete()
    ImportRow.objects.filter(person_id=person_id).update(data={}, fixes={}, problems=[], changes={}, before={})
    wiped: dict[str, Any] = dict.fromkeys(("first", "middle", "gender", "post", "department", "workplace"), "")
    wiped |= {"last": WIPED_NAME, "email": "", "phone": "", "search": "", "name_key": "", "birth_date": None}
    wiped |= {"marks": [], "extra": {}, "name_forms": {}, "post_forms": {}, "group": None, "experience_years": None}
    Person.objects.filter(pk=person_id).update(**wiped)
    for adult in adults:
        alone = not Representative.objects.filter(adult_id=adult).exists()
        if alone and Person.objects.filter(pk=adult, kind="representative").exists():
            destroy(adult)
