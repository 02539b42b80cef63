"""Legal representatives of minors: the tie is kept, a copy of the document about the right is not."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from nastavnik.features.people.models import Person, Representative
from nastavnik.kernel import journal
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
) -> Representative:
    """Change the tie: who the adult is, how the right was checked, until when it holds."""
    by.must("people.edit", tie)
    with transaction.atomic():
        if authority_checked_on and authority_checked_on != tie.authority_checked_on:
            tie.authority_checked_by = by.label[:200]
        tie.relation, tie.authority_document = relation, authority_document[:200]
        tie.authority_checked_on, tie.valid_until = authority_checked_on, valid_until
        tie.save()
        journal.record(by, "people.representative_edited", tie.child, adult=tie.adult_id, until=valid_until)
    return tie
