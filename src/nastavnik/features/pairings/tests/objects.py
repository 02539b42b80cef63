"""One object of each kind for the access matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.documents.codes import new_code
from nastavnik.features.documents.models import Document
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.pairings.models import Pairing, PairingMember
from nastavnik.features.people.models import Person
from nastavnik.kernel import clock, scope
from tests.fixtures import make_people


def pairing(organization: Any) -> Any:
    mentor, mentee = make_people(organization, 2)
    with scope.within(organization):
        made = Pairing.objects.create(
            program_year=ProgramYear.objects.get(), mentor=mentor, form="teacher_teacher", state="agreed",
            starts_on=dt.date(2026, 10, 1), ends_on=dt.date(2027, 5, 31),
        )  # fmt: skip
        PairingMember.objects.create(pairing=made, person=mentee)
        return made.pk


def removed_pairing(organization: Any) -> Any:
    pk = pairing(organization)
    with scope.within(organization):
        Pairing.objects.filter(pk=pk).update(removed_at=clock.now())
    return pk


def as_mentor(organization: Any, actor: Any) -> Any:
    pk = pairing(organization)
    with scope.within(organization):
        Pairing.objects.filter(pk=pk).update(mentor=Person.objects.get(pk=actor.person_id))
    return pk


def as_mentee(organization: Any, actor: Any) -> Any:
    pk = pairing(organization)
    with scope.within(organization):
        PairingMember.objects.create(pairing_id=pk, person_id=actor.person_id)
    return pk


RELATED = {"pairing": {"mentor": as_mentor, "mentee": as_mentee}}


def pairs_order(organization: Any) -> Any:
    with scope.within(organization):
        return Document.objects.create(
            code=new_code()[0], kind="order_pairs", title="О закреплении пар", state="registered", number="1-од",
            signed_on=dt.date(2026, 9, 20), created_at=clock.now(),
        ).pk  # fmt: skip


def ordered_pairing(organization: Any) -> Any:
    pk, order = pairing(organization), pairs_order(organization)
    with scope.within(organization):
        Pairing.objects.filter(pk=pk).update(
            state="ordered", order_document_id=order, order_line=1, ordered_on=dt.date(2026, 9, 20)
        )
    return pk


OBJECTS = {
    "ordered_pairing": ordered_pairing,
    "pairs_order": pairs_order,
    "pairing": pairing,
    "removed_pairing": removed_pairing,
}
