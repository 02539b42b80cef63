"""Personal data in matching: proposals and bans. Stored rounds hold ids and numbers only."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, QuerySet

from nastavnik.features.matching.models import Bar, Proposal
from nastavnik.kernel.contracts import PersonData, person_data


def _proposals(person_id: uuid.UUID) -> QuerySet[Proposal]:
    return Proposal.objects.filter(Q(mentor__person_id=person_id) | Q(mentee__person_id=person_id))


def _bars(person_id: uuid.UUID) -> QuerySet[Bar]:
    return Bar.objects.filter(Q(mentor_id=person_id) | Q(mentee_id=person_id))


def find(person_id: uuid.UUID) -> int:
    return _proposals(person_id).count() + _bars(person_id).count()


def move(source: uuid.UUID, target: uuid.UUID) -> None:
    """Bans go with the card; proposals stand on bank entries, which the banks move."""
    Bar.objects.filter(mentor_id=source).exclude(mentee_id=target).update(mentor_id=target)
    Bar.objects.filter(mentee_id=source).exclude(mentor_id=target).update(mentee_id=target)


def export(person_id: uuid.UUID) -> Any:
    """The own proposals with the own answer. Bans name other people and who asked: only their number is given."""
    rows = _proposals(person_id).filter(round__state__in=["published", "closed"]).select_related("round", "mentor")
    return {
        "предложенные пары": [
            {
                "раунд": row.round.title,
                "роль": "наставник" if row.mentor.person_id == person_id else "наставляемый",
                "ответ": row.get_mentor_answer_display()
                if row.mentor.person_id == person_id
                else row.get_mentee_answer_display(),
            }
            for row in rows
        ],
        "запретов на пары": _bars(person_id).count(),
    }


def destroy(person_id: uuid.UUID) -> None:
    _proposals(person_id).delete()
    _bars(person_id).delete()


def register() -> None:
    person_data.add(PersonData("matching", "Подбор", find, move, export, destroy))
