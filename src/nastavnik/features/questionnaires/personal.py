"""Personal data in answers: found, moved at a merge, given out, destroyed."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from nastavnik.features.questionnaires import contents
from nastavnik.features.questionnaires.models import Draft, Invitation, Response
from nastavnik.kernel.contracts import PersonData, person_data

MODELS = (Response, Draft, Invitation)


def find(person_id: uuid.UUID) -> int:
    return sum(model.objects.filter(person_id=person_id).count() for model in MODELS)


def move(source: uuid.UUID, target: uuid.UUID) -> None:
    """Answers go to the kept card; of two answers in one campaign the kept card's own stays."""
    with transaction.atomic():
        for model in MODELS:
            taken = model.objects.filter(person_id=target).values_list("campaign_id", flat=True)
            model.objects.filter(person_id=source).exclude(campaign_id__in=list(taken)).update(person_id=target)


def export(person_id: uuid.UUID) -> Any:
    rows = Response.objects.filter(person_id=person_id).select_related("campaign", "campaign__questionnaire")
    found = []
    for row in rows:
        questionnaire = contents.content_of(row.campaign.questionnaire)
        answers = {item.text: contents.words(item, row.answers) for item in questionnaire.items}
        found.append(
            {
                "анкета": row.campaign.title,
                "дата": row.submitted_at.date().isoformat(),
                "ответы": {text: answer for text, answer in answers.items() if answer},
            }
        )
    return found


def destroy(person_id: uuid.UUID) -> None:
    for model in MODELS:
        model.objects.filter(person_id=person_id).delete()


def register() -> None:
    person_data.add(PersonData("questionnaires", "Ответы на анкеты", find, move, export, destroy))
