"""Background work of the questionnaires: blank forms with codes."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from nastavnik.features.documents import rendering
from nastavnik.features.organizations.papers import organization_data
from nastavnik.features.people.papers import person_data
from nastavnik.features.questionnaires import asking, contents, queries
from nastavnik.features.questionnaires.models import Campaign
from nastavnik.features.questionnaires.ready.ready import Item, ReadyQuestionnaire
from nastavnik.kernel import clock, files, jobs, journal

#: forms in one compile: bounds memory
STEP = 50


@jobs.handler("questionnaires.sheets")
def sheets(run: jobs.Run) -> dict[str, Any]:
    """One PDF of the forms of everybody who has not answered, by groups, a code on each sheet."""
    campaign = Campaign.objects.select_related("questionnaire").get(pk=run.args["campaign"])
    questionnaire = contents.content_of(campaign.questionnaire)
    answered = set(campaign.responses.values_list("person_id", flat=True))
    rows = [item for item in queries.invitations(campaign, run.by) if item.person_id not in answered]
    today = clock.today(run.by.organization)
    base = organization_data(run.by.organization, on=today)
    items = paper_items(questionnaire)
    parts: list[bytes] = []
    for start in range(0, len(rows), STEP):
        trees = [
            rendering.tree_of_data(
                "questionnaire",
                {
                    **base,
                    "title": questionnaire.title,
                    "intro": questionnaire.intro,
                    "readers": "",
                    "person": person_data(item.person),
                    "named": True,
                    "items": items,
                },
                code=item.code,
            )
            for item in rows[start : start + STEP]
        ]
        parts.append(rendering.pdf_of_trees(trees, on=today).data)
        run.progress(min(start + STEP, len(rows)), len(rows), "Готовим бланки")
    if not parts:
        return {"message": "Ответили все: печатать нечего."}
    whole = rendering.join(parts)
    kept = files.store(run.by, whole, name="Бланки анкеты.pdf", media_type="application/pdf")
    with transaction.atomic():
        journal.record(run.by, "questionnaires.sheets_printed", campaign, count=len(rows))
    return {"files": [{"file": str(kept.pk), "label": "Бланки одним PDF"}]}


def paper_items(questionnaire: ReadyQuestionnaire) -> list[dict[str, Any]]:
    """Questions as the paper's template wants them; who reads the answers stands as the last line."""
    rows = [_paper_item(questionnaire, item) for item in questionnaire.items]
    return [*rows, {"kind": "info", "text": questionnaire.seen_by}]


def _paper_item(questionnaire: ReadyQuestionnaire, item: Item) -> dict[str, Any]:
    condition = asking.condition_words(questionnaire, item)
    row: dict[str, Any] = {
        "kind": item.type,
        "text": item.text,
        "hint": " ".join(part for part in (condition, item.hint) if part),
        "required": item.required and not item.show_if,
    }
    if item.options:
        row["options"] = [f"{one.group}, {one.text}" if item.source == "slots" else one.text for one in item.options]
    if item.type == "multi" and item.max_choices:
        row["most"] = item.max_choices
    if item.type == "scale":
        if item.labels:
            row["options"] = list(item.labels)
        else:
            row |= {"steps": item.maximum, "low": item.low, "high": item.high}
    return {name: value for name, value in row.items() if value not in ("", None, False)}
