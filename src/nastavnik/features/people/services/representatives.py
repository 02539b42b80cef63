"""Legal representatives of minors: the tie is kept, a copy of the document about the right is not."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from nastavnik.features.people.models import Person, Representative
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused


def add_representative(
    *,
    by: Actor,
    child: Person,
    adult: Person,
    relation: str = "other",
    authority_document: str = "",
    authority_checked_on: dt.date | None = None,
) -> Representative:
    """Tie an adult to a minor; pressed twice it is one tie."""
    by.must("people.edit", child)
    if child.pk == adult.pk:
        raise InputRefused("Человек не может представлять сам себя. Выберите другого.", field="adult")
    with transaction.atomic():
        tie, made = Representative.objects.get_or_create(
            child=child,
            adult=adult,
            defaults={
                "relation": relation,
                "authority_document": authority_document,
                "authority_checked_on": authority_checked_on,
                "authority_checked_by": by.label[:200] if authority_checked_on else "",
            },
        )
        if made:
            journal.record(by, "people.representative_added", child, adult=adult.pk, relation=relation)
    return tie


def edit_representative(
    *,
    by: Actor,
    tie: Representative,
    relation: str,
    authority_document: str = "",
    authority_checked_on: dt.date | None = None,
    valid_until: dt.date | None = None,
    objects_since: dt.date | None = None,
) -> Representative:
    """Change the tie: who the adult is, how the right was checked, until when it holds, whether the adult objects.

    While a representative objects the child's data are not used: of two parents who disagree the stricter decides
    (СК РФ, ст. 65). An empty day lifts the objection.
    """
    by.must("people.edit", tie)
    if objects_since and objects_since > clock.today(by.organization):
        raise InputRefused("День возражения ещё не наступил. Проверьте дату.", field="objects_since")
    with transaction.atomic():
        if authority_checked_on and authority_checked_on != tie.authority_checked_on:
            tie.authority_checked_by = by.label[:200]
        tie.relation, tie.authority_document = relation, authority_document[:200]
        tie.authority_checked_on, tie.valid_until = authority_checked_on, valid_until
        before, tie.objects_since = tie.objects_since, objects_since
        tie.save()
        journal.record(by, "people.representative_edited", tie.child, adult=tie.adult_id, until=valid_until)
        if before != objects_since:
            action = "people.objection_recorded" if objects_since else "people.objection_lifted"
            journal.record(by, action, tie.child, adult=tie.adult_id, on=objects_since)
    return tie


def confirm_authority(*, by: Actor, child: Person, adult: Person, on: dt.date) -> bool:
    """The paper on the right to represent the child was shown on the day; an earlier check keeps its day.

    Returns whether anything was recorded. No copy of the paper is kept (152-ФЗ, ст. 5: no more than is needed).
    """
    by.must("consents.mark")
    with transaction.atomic():
        fresh = Representative.objects.filter(child=child, adult=adult, authority_checked_on=None)
        if not fresh.update(authority_checked_on=on, authority_checked_by=by.label[:200]):
            return False
        journal.record(by, "people.authority_checked", child, adult=adult.pk, on=on)
    return True
