"""One object of each kind for the access matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.people.models import ImportRow, Merge, PeopleImport, Person, Representative, StudentGroup
from nastavnik.kernel import scope


def person(organization: Any) -> Any:
    with scope.within(organization):
        return Person.objects.create(kind="worker", last="Берёзкин", first="Пётр", middle="Ильич").pk


def pupil(organization: Any, actor: Any) -> Any:
    """A student of the group the actor leads."""
    with scope.within(organization):
        group = StudentGroup.objects.create(name="ТМ-31", tutor_id=actor.person_id)
        return Person.objects.create(kind="student", last="Ивушкин", first="Ян", group=group).pk


def removed_person(organization: Any) -> Any:
    with scope.within(organization):
        gone = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
        return Person.objects.create(kind="worker", last="Ежов", first="Пётр", removed_at=gone).pk


def representative(organization: Any) -> Any:
    with scope.within(organization):
        child = Person.objects.create(kind="student", last="Дубов", first="Ян")
        adult = Person.objects.create(kind="representative", last="Дубова", first="Анна")
        return Representative.objects.create(child=child, adult=adult).pk


def merge(organization: Any) -> Any:
    with scope.within(organization):
        kept = Person.objects.create(last="Грушин", first="Олег")
        dropped = Person.objects.create(last="Грушин", first="О.", merged_into=kept)
        return Merge.objects.create(kept=kept, dropped=dropped).pk


def student_group(organization: Any) -> Any:
    with scope.within(organization):
        return StudentGroup.objects.create(name="ТМ-21").pk


def people_import(organization: Any) -> Any:
    with scope.within(organization):
        return PeopleImport.objects.create(
            name="Список", text="ФИО\nКотов Ян Олегович\n", columns={"ФИО": "full_name"}
        ).pk


def import_row(organization: Any) -> Any:
    with scope.within(organization):
        data = {"last": "Котов", "first": "Ян", "middle": "Олегович"}
        return ImportRow.objects.create(source_id=people_import(organization), number=2, data=data).pk


def ward(organization: Any) -> Any:
    """A minor with a mother who is nobody of the walk."""
    with scope.within(organization):
        child = Person.objects.create(last="Подростков", first="Егор", kind="student", birth_date=dt.date(2010, 3, 1))
        adult = Person.objects.create(last="Подросткова", first="Анна", kind="representative")
        Representative.objects.create(child=child, adult=adult)
        return child.pk


def own_ward(organization: Any, actor: Any) -> Any:
    pk = ward(organization)
    with scope.within(organization):
        Representative.objects.filter(child_id=pk).update(adult_id=actor.person_id)
    return pk


RELATED = {"person": {"tutor": pupil}, "ward": {"*": own_ward}}
OBJECTS = {
    "ward": ward,
    "person": person,
    "removed_person": removed_person,
    "representative": representative,
    "merge": merge,
    "student_group": student_group,
    "people_import": people_import,
    "import_row": import_row,
}
