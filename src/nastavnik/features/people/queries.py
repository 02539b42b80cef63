"""Lists of people, visibility included."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet

from nastavnik.engines.russian import fold, lemma, name_key
from nastavnik.features.people.models import Absent, ImportRow, PeopleImport, Person, Representative, StudentGroup
from nastavnik.features.people.rules import Card, first_fits, likely_doubles
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.tenancy import Membership

#: Roles that see everybody of the organisation.
ALL = {"curator", "director", "supporter"}


def living() -> QuerySet[Person]:
    """Cards in use: not merged into another, not removed. For services and rules, no visibility by actor."""
    return Person.objects.filter(merged_into=None, removed_at=None)


def visible_people(actor: Actor) -> QuerySet[Person]:
    """Whom the actor may see: all for a curator; workers for the office; own groups for a tutor; else oneself."""
    rows = living().select_related("group", "unit")
    if actor.unit_ids:
        rows = rows.filter(Q(unit=None) | Q(unit_id__in=actor.unit_ids))
    if actor.roles & ALL or actor.kind in ("shell", "system"):
        return rows
    seen = Q(pk=actor.person_id) if actor.person_id else Q(pk__in=[])
    if "office" in actor.roles:
        seen |= Q(kind="worker")
    if "tutor" in actor.roles and actor.person_id:
        seen |= Q(group__tutor_id=actor.person_id)
    return rows.filter(seen)


def get_person(actor: Actor, pk: Any) -> Person:
    person = visible_people(actor).filter(pk=pk).first()
    if person is None:
        raise NotFound()
    return person


def search(rows: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Every word of the query begins some word of the card: case, ё, look-alikes and endings forgiven.

    The same rows on SQLite and PostgreSQL: both look into the column of folded words and lemmas.
    """
    for word in fold(text).replace(".", " ").split()[:8]:
        rows = rows.filter(Q(search__contains=f" {word}") | Q(search__contains=f" {lemma(word)} "))
    return rows


def match_names(names: Sequence[tuple[str, str, str]]) -> list[list[Person]]:
    """Candidates for each (last, first, middle), set-based. ё/е, look-alikes, case and initials are forgiven.

    A first name or patronymic given as an initial («А.») fits any that begins with it; an absent one fits any.
    """
    lasts = {fold(last) for last, _, _ in names if last}
    by_last: dict[str, list[Person]] = {}
    for person in _with_last(lasts):
        by_last.setdefault(fold(person.last), []).append(person)
    return [
        [
            person
            for person in by_last.get(fold(last), [])
            if first_fits(fold(person.first), fold(first)) and first_fits(fold(person.middle), fold(middle))
        ]
        for last, first, middle in names
    ]


#: Above this number of surnames reading all cards is quicker than asking for each.
MANY = 60


def _with_last(lasts: Collection[str]) -> Iterable[Person]:
    rows = living().select_related("group")
    if len(lasts) > MANY:
        return [person for person in rows if fold(person.last) in lasts]
    condition = Q(pk__in=[])
    for last in lasts:
        condition |= Q(search__startswith=f" {last} ")
    return rows.filter(condition)


def key_of(last: str, first: str, middle: str) -> str:
    """The stored key by which likely doubles are found."""
    return " ".join(name_key(last, first, middle))[:300]


def representatives(person_ids: Collection[uuid.UUID], on: dt.date) -> dict[uuid.UUID, list[Representative]]:
    """Living ties of each child on the day, in one query."""
    rows = (
        Representative.objects.filter(child_id__in=person_ids)
        .filter(Q(valid_until=None) | Q(valid_until__gte=on))
        .filter(adult__removed_at=None, adult__merged_into=None)
        .select_related("adult")
        .order_by("pk")
    )
    found: dict[uuid.UUID, list[Representative]] = {pk: [] for pk in person_ids}
    for row in rows:
        found[row.child_id].append(row)
    return found


# --- what is built on a card -----------------------------------------------------------------------------------------

#: Rows of people itself that do not keep a card from being removed.
LIGHT = {"importrow", "absent", "departure", "merge"}


def references() -> list[Any]:
    """Every key of another row to a card, of all features, as Django's relations."""
    every: list[Any] = Person._meta.get_fields(include_hidden=True)
    return [one for one in every if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one)]


def built_on(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """For each card, words of what refers to it («пара», «согласие», «учётная запись»), so that it must stay.

    The number of queries depends on the number of models, not of cards. Being a child of a representative is light.
    """
    found: dict[uuid.UUID, list[str]] = {pk: [] for pk in person_ids}
    for relation in references():
        model = relation.related_model
        if model._meta.app_label == "people" and model._meta.model_name in LIGHT:
            continue
        if model is Representative and relation.field.name == "child":
            continue
        name = "объединённая карточка" if model is Person else str(model._meta.verbose_name)
        column = relation.field.attname
        for ids in slices(person_ids):
            rows = model._base_manager.filter(**{f"{column}__in": ids}).order_by().values_list(column, flat=True)
            for pk in set(rows):
                if name not in found[pk]:
                    found[pk].append(name)
    for ids in slices(person_ids):
        accounts = Membership.objects.filter(person_id__in=ids, ended_at=None)
        for pk in accounts.values_list("person_id", flat=True):
            if pk is not None:
                found[pk].append("учётная запись")
    return found


def slices(ids: Collection[Any], size: int = 800) -> list[list[Any]]:
    """SQLite binds a limited number of values in one query."""
    every = list(ids)
    return [every[start : start + size] for start in range(0, len(every), size)]


# --- for the pages ---------------------------------------------------------------------------------------------------


def doubles_of(actor: Actor, person: Person) -> list[Person]:
    """Other cards that may be the same person, one query."""
    (found,) = match_names([(person.last, person.first, person.middle)])
    seen = set(visible_ids(actor, found)) - {person.pk}
    others = [one for one in found if one.pk in seen]
    return [one for one in others if likely_doubles([card_of(person), card_of(one)])]


def visible_ids(actor: Actor, found: Sequence[Person]) -> list[uuid.UUID]:
    return list(visible_people(actor).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))


def card_of(person: Person) -> Card:
    return Card(person.pk, fold(person.last), fold(person.first), fold(person.middle), person.birth_date, person.kind)


def all_doubles(actor: Actor, limit: int = 100) -> list[tuple[Person, Person]]:
    """Pairs of cards the actor sees that may be one person, by surname."""
    people = {one.pk: one for one in visible_people(actor)}
    pairs = likely_doubles(card_of(one) for one in people.values())
    return [(people[left], people[right]) for left, right in pairs[:limit]]


def children_of(person: Person, on: dt.date) -> list[Representative]:
    """Whom the person represents on the day."""
    return children_of_id(person.pk, on)


def children_of_id(person_id: uuid.UUID, on: dt.date) -> list[Representative]:
    rows = Representative.objects.filter(adult_id=person_id, child__removed_at=None, child__merged_into=None)
    valid = Q(valid_until=None) | Q(valid_until__gte=on)
    return list(rows.filter(valid).select_related("child__group").order_by("child__last", "child__first"))


def groups(actor: Actor) -> QuerySet[StudentGroup]:
    """Groups with the number of people in them."""
    rows = StudentGroup.objects.select_related("tutor", "unit")
    if actor.unit_ids:
        rows = rows.filter(Q(unit=None) | Q(unit_id__in=actor.unit_ids))
    here = Q(people__left_on=None, people__merged_into=None, people__removed_at=None)
    return rows.annotate(size=Count("people", filter=here & Q(people__isnull=False)))


def absent_waiting(actor: Actor) -> QuerySet[Absent]:
    """Those whom a new list does not name, not decided yet."""
    return (
        Absent.objects.filter(decision="", source__state="applied", person__in=visible_people(actor))
        .filter(person__left_on=None)
        .select_related("person__group", "source")
        .order_by("person__group__name", "person__last", "person__first", "pk")
    )


def imports(actor: Actor) -> QuerySet[PeopleImport]:
    """Lists that came in; only for those who may load them."""
    return PeopleImport.objects.all() if actor.may("people.import") else PeopleImport.objects.none()


def get_import(actor: Actor, pk: Any) -> PeopleImport:
    found = imports(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def get_row(actor: Actor, pk: Any) -> ImportRow:
    found = ImportRow.objects.filter(pk=pk, source__in=imports(actor)).select_related("source").first()
    if found is None:
        raise NotFound()
    return found


def get_tie(actor: Actor, pk: Any) -> Representative:
    found = (
        Representative.objects.filter(pk=pk, child__in=visible_people(actor)).select_related("child", "adult").first()
    )
    if found is None:
        raise NotFound()
    return found
