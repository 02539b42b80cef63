"""What answers and consents do to the banks: they come from hooks and sinks, inside the transaction that caused them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from nastavnik.features.banks import rules, services
from nastavnik.features.banks.models import MenteeEntry, MentorEntry
from nastavnik.features.banks.queries import MODELS, without_basis
from nastavnik.features.people import queries as people
from nastavnik.features.questionnaires import contents
from nastavnik.features.questionnaires.ready.dictionaries import competences, request_topics, slots
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor

#: answers kept as wishes, under their own names
AS_THEY_ARE = (
    "mode", "rhythm", "style", "interests", "industries", "travel", "preferred_age", "preferred_gender", "experience",
    "hours_per_month", "voluntary", "training_topics", "reserve", "workplace", "mentor_role", "urgency",
    "experience_years", "difficulties", "achievements",
)  # fmt: skip
CONSENT_LOST = "нет согласия на обработку данных"


def accept(response: Any, by: Actor) -> None:
    """Sink of a submitted questionnaire: enters the person and fills what the answers say. Person's own edits stay."""
    by.must("banks.from_answers", response)
    campaign = response.campaign
    facts = contents.fed(contents.content_of(campaign.questionnaire), response.answers)
    if not facts:
        return
    side = campaign.side
    today = clock.today(by.organization)
    if response.person_id in without_basis([response.person_id], today):
        return
    entry = services._enter(by, side, [response.person], campaign.program_year)[0]
    names = _people_named(facts)
    wishes = {name: facts[name] for name in AS_THEY_ARE if name in facts} | names
    fixed = set(entry.wishes.get("by_hand", ()))
    if isinstance(entry, MenteeEntry):
        wishes |= {"competences": facts.get("competences", [])}
        if facts.get("goals") and "goals" not in fixed:
            entry.goals = str(facts["goals"])
        _requests(by, entry, facts)
    else:
        _mentor(entry, facts, fixed)
        wishes |= {name: facts.get(name, []) for name in ("competences_strong", "topics", "goals")}
    entry.wishes = rules.merged_wishes(entry.wishes, wishes)
    if "slots" in facts and "free_time" not in fixed:
        entry.free_time = rules.known_codes(facts["slots"], slots())
    form = contents.content_of(campaign.questionnaire).form
    forms = facts.get("preferred_form") or ([form] if form else [])
    if forms and "forms" not in fixed:
        entry.forms = rules.known_codes([*entry.forms, *forms], rules.form_titles())
    if entry.state == "consented":
        entry.state = "applied"
    entry.applied_on = entry.applied_on or response.filled_on or today
    entry.save()
    journal.record(by, "banks.answers_taken", entry, response=response.pk)


def _mentor(entry: MentorEntry, facts: Mapping[str, Any], fixed: set[str]) -> None:
    if "competences" in facts and "competences" not in fixed:
        entry.competences = rules.known_codes(facts["competences"], competences())
    if "capacity" in facts and "capacity" not in fixed:
        entry.capacity = min(max(int(facts["capacity"]), 1), rules.MAX_CAPACITY)
    if facts.get("achievements") and "experience" not in fixed:
        entry.experience = str(facts["achievements"])


def _requests(by: Actor, entry: MenteeEntry, facts: Mapping[str, Any]) -> None:
    urgency = facts.get("urgency")
    priority = 2 if urgency is None else 3 if urgency >= 8 else 2 if urgency >= 4 else 1
    text = str(facts.get("request_text") or "")
    for topic in rules.known_codes(facts.get("topics", ()), request_topics()):
        services._save_request(by, entry, topic, text, priority, "answers", clock.today(by.organization))


def _people_named(facts: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Names as written, with the person where exactly one fits."""
    wanted = [("persons", name) for name in facts.get("preferred_person", ())]
    wanted += [("barred", name) for name in facts.get("barred_person", ())]
    found: dict[str, list[dict[str, str]]] = {}
    split = [contents.name_parts(name) for _, name in wanted]
    for (key, name), candidates in zip(wanted, people.match_names(split) if split else [], strict=True):
        known = str(candidates[0].pk) if len(candidates) == 1 else ""
        found.setdefault(key, []).append({"text": name, "id": known})
    return found


def consent_given(*, consent: Any, by: Actor, **_: Any) -> None:
    """The awaited data consent came: invited entries go on."""
    today = clock.today(by.organization)
    if consent.person_id in without_basis([consent.person_id], today):
        return
    for entry in _entries(consent.person_id):
        if entry.state == "invited":
            services._move(by, entry, "consented", today)


def consent_withdrawn(*, consent: Any, by: Actor, **_: Any) -> None:
    """Without the basis the person leaves every bank of the year at once."""
    today = clock.today(by.organization)
    if consent.person_id not in without_basis([consent.person_id], today):
        return
    for entry in _entries(consent.person_id):
        if entry.state not in ("withdrawn", "invited"):
            services._move(by, entry, "withdrawn", today, CONSENT_LOST)


def person_left(*, person: Any, on: Any, reason: str, by: Actor, **_: Any) -> None:
    """Who is gone takes no part in matching; a living pair is decided by the curator, so `paired` stays."""
    for entry in _entries(person.pk):
        if entry.state not in ("withdrawn", "paired", "completed"):
            services._move(by, entry, "withdrawn", on, f"выбыл: {reason}")


def _entries(person_id: uuid.UUID) -> list[Any]:
    return [
        entry
        for model in MODELS.values()
        for entry in model.objects.filter(person_id=person_id, program_year__state__in=["running", "prepared"])
    ]
