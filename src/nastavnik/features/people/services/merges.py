"""Two cards of one person become one, and apart again while nothing stands in the way."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction

from nastavnik.features.people.models import Merge, Person, Representative
from nastavnik.features.people.queries import references
from nastavnik.features.people.services.cards import cleaned, derive
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import person_data
from nastavnik.kernel.errors import InputRefused, WrongState
from nastavnik.kernel.tenancy import Membership

#: Fields a person chooses between; marks and «прочее» of both are added up.
CHOSEN = (
    "kind", "last", "first", "middle", "gender", "birth_date", "post", "department", "workplace", "group", "unit",
    "experience_years", "email", "phone",
)  # fmt: skip


def merge_people(*, by: Actor, keep: Person, drop: Person, take: Collection[str] = ()) -> Merge:
    """Join `drop` into `keep`. `take`: fields whose value comes from the dropped card; an empty field is filled anyway.

    Everything that other features hold of the dropped card moves to the kept one. The dropped card stays as a trace.
    Raises InputRefused (one card, two organisations' rows never meet), WrongState (already joined; both hold what can
    be only one of).
    """
    by.must("people.merge", keep)
    by.must("people.merge", drop)
    if keep.pk == drop.pk:
        raise InputRefused("Выбрана одна и та же карточка. Выберите вторую.")
    with transaction.atomic():
        keep, drop = _fresh(keep.pk), _fresh(drop.pk)
        before = {name: _plain(keep, name) for name in (*CHOSEN, "marks", "extra", "left_on", "left_reason")}
        held = _held(drop.pk)
        for name in CHOSEN:
            if name in take or getattr(keep, name) in (None, ""):
                setattr(keep, name, getattr(drop, name))
        keep.marks = list(dict.fromkeys([*keep.marks, *drop.marks]))
        keep.extra = {**drop.extra, **keep.extra}
        _move(keep, drop)
        drop.merged_into = keep
        drop.save(update_fields=["merged_into"])
        derive(keep)
        keep.save()
        merge = Merge.objects.create(kept=keep, dropped=drop, before=before, moved=held)
        journal.record(by, "people.merged", keep, dropped=drop.pk, name=drop.full_name)
    return merge


def _fresh(pk: uuid.UUID) -> Person:
    person = Person.objects.select_related("group", "unit").get(pk=pk)
    if person.merged_into_id or person.removed_at:
        raise WrongState(f"Карточка «{person.full_name}» уже объединена или убрана. Обновите страницу.")
    return person


def _plain(person: Person, name: str) -> Any:
    if name in ("group", "unit"):
        value = getattr(person, f"{name}_id")
        return str(value) if value else None
    value = getattr(person, name)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _held(pk: uuid.UUID) -> dict[str, list[str]]:
    """Rows of every feature that point at the card: «label.field» → their keys."""
    found: dict[str, list[str]] = {}
    for relation in references():
        model, column = relation.related_model, relation.field.attname
        if model is Merge:
            continue
        keys = [str(key) for key in model._base_manager.filter(**{column: pk}).values_list("pk", flat=True)]
        if keys:
            found[f"{model._meta.label_lower}.{relation.field.name}"] = keys
    accounts = [str(key) for key in Membership.objects.filter(person_id=pk).values_list("pk", flat=True)]
    if accounts:
        found["kernel.membership.person_id"] = accounts
    return found


def _move(keep: Person, drop: Person) -> None:
    """First each feature moves its own by its own rules, then whatever still points at the dropped card."""
    for part in person_data:
        part.move(drop.pk, keep.pk)
    for relation in references():
        model, column = relation.related_model, relation.field.attname
        rows = model._base_manager.filter(**{column: drop.pk})
        if model is Merge or (model is Person and relation.field.name == "merged_into"):
            continue
        if model is Representative:
            continue
        try:
            with transaction.atomic():
                rows.update(**{column: keep.pk})
        except IntegrityError as twice:
            raise WrongState(
                f"У обеих карточек есть то, что бывает одно: {model._meta.verbose_name}. "
                "Сначала решите, какая из записей остаётся, потом объедините карточки."
            ) from twice
    Membership.objects.filter(person_id=drop.pk).update(person_id=keep.pk)


def undo_merge(*, by: Actor, merge: Merge) -> Person:
    """Make the joined cards two again. Refused when what was moved has changed since."""
    by.must("people.merge", merge)
    with transaction.atomic():
        merge = Merge.objects.select_related("kept", "dropped").get(pk=merge.pk)
        if merge.undone_at or merge.dropped.merged_into_id != merge.kept_id or merge.kept.merged_into_id:
            raise WrongState("Это объединение уже отменено, или карточку объединили ещё раз.")
        for place, keys in merge.moved.items():
            _give_back(place, keys, merge)
        keep, drop = merge.kept, merge.dropped
        for name, old in merge.before.items():
            column = f"{name}_id" if name in ("group", "unit") else name
            setattr(keep, column, cleaned(name, old))
        keep = derive(keep)
        keep.save()
        drop.merged_into = None
        drop.save(update_fields=["merged_into"])
        merge.undone_at = clock.now()
        merge.save(update_fields=["undone_at"])
        journal.record(by, "people.unmerged", keep, dropped=drop.pk)
    return drop


def _give_back(place: str, keys: list[str], merge: Merge) -> None:
    if place == "kernel.membership.person_id":
        Membership.objects.filter(pk__in=keys, person_id=merge.kept_id).update(person_id=merge.dropped_id)
        return
    label, name = place.rsplit(".", 1)
    relation = next(
        (one for one in references() if one.related_model._meta.label_lower == label and one.field.name == name),
        None,
    )
    if relation is None:
        return
    column = relation.field.attname
    rows = relation.related_model._base_manager.filter(pk__in=keys)
    if rows.count() != len(keys) or rows.exclude(**{f"{column}__in": (merge.kept_id, merge.dropped_id)}).exists():
        raise WrongState(
            f"Разъединить уже нельзя: с тех пор изменено — {relation.related_model._meta.verbose_name}. "
            "Создайте вторую карточку вручную."
        )
    rows.filter(**{column: merge.kept_id}).update(**{column: merge.dropped_id})
