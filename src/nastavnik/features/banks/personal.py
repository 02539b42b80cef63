"""Personal data in the banks: found, moved at a merge, given out, destroyed."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from nastavnik.features.banks import rules
from nastavnik.features.banks.models import MenteeEntry, MentorEntry, Request
from nastavnik.features.banks.queries import MODELS
from nastavnik.kernel.contracts import PersonData, person_data


def find(person_id: uuid.UUID) -> int:
    return sum(model.objects.filter(person_id=person_id).count() for model in MODELS.values())


def move(source: uuid.UUID, target: uuid.UUID) -> None:
    """Entries go to the kept card; where both had one of the same year, requests join it."""
    with transaction.atomic():
        for model in MODELS.values():
            kept = {row.program_year_id: row for row in model.objects.filter(person_id=target)}
            for entry in model.objects.filter(person_id=source):
                same = kept.get(entry.program_year_id)
                if same is None:
                    model.objects.filter(pk=entry.pk).update(person_id=target)
                elif isinstance(entry, MenteeEntry):
                    topics = set(same.requests.values_list("topic", flat=True))
                    Request.objects.filter(entry=entry).exclude(topic__in=topics).update(entry=same)


def export(person_id: uuid.UUID) -> Any:
    return {
        "mentee": [_plain(entry) for entry in MenteeEntry.objects.filter(person_id=person_id)],
        "mentor": [_plain(entry) for entry in MentorEntry.objects.filter(person_id=person_id)],
    }


def _plain(entry: MenteeEntry | MentorEntry) -> dict[str, Any]:
    row: dict[str, Any] = {
        "учебный год": str(entry.program_year),
        "состояние": entry.get_state_display(),
        "внесён": entry.entered_on.isoformat(),
        "формы": entry.forms,
        "свободное время": rules.slots_words(entry.free_time),
        "пожелания": entry.wishes,
        "заметка": entry.note,
    }
    if isinstance(entry, MenteeEntry):
        row["цели"] = entry.goals
        row["запросы"] = [
            {"тема": rules.topic_title(item.topic), "словами": item.text, "записан": item.recorded_on.isoformat()}
            for item in entry.requests.all()
        ]
    else:
        row["компетенции"] = [rules.competence_title(code) for code in entry.competences]
        row["опыт"] = entry.experience
    return row


def destroy(person_id: uuid.UUID) -> None:
    """What the person told is wiped; the bare fact of taking part stays for signed papers."""
    Request.objects.filter(entry__person_id=person_id).delete()
    MenteeEntry.objects.filter(person_id=person_id).update(forms=[], free_time=[], wishes={}, note="", goals="")
    MentorEntry.objects.filter(person_id=person_id).update(
        forms=[], free_time=[], wishes={}, note="", competences=[], experience=""
    )


def register() -> None:
    person_data.add(PersonData("banks", "Банки и запросы", find, move, export, destroy))
