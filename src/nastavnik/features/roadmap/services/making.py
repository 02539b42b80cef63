"""A roadmap is made: from a draft, a ready plan, last year's, or from nothing. Days and persons are offered at once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from nastavnik.engines.schoolyear import Span, next_working_day, russian_date
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people import queries as people
from nastavnik.features.roadmap import drafts, naming, rules
from nastavnik.features.roadmap.catalogue.catalogue import catalogue
from nastavnik.features.roadmap.catalogue.roadmaps import builtin_roadmap
from nastavnik.features.roadmap.models import Activity, Roadmap, RoadmapImport, Stage
from nastavnik.features.roadmap.services.common import living, locked_roadmap
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused

#: A day of last year's plan that stands this long before the year is an old date, not an early start.
STALE = dt.timedelta(days=92)


def _stage_span(stage: Mapping[str, Any], year: ProgramYear) -> Span | None:
    schedule = rules.read_schedule(stage["terms"], year=year.year)
    starts, due = rules.day_of(schedule, "starts_on"), rules.day_of(schedule, "due_on")
    return Span(min(starts, due), due) if starts and due else None


def _next_year(day: dt.date) -> dt.date:
    shifted = dt.date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)
    return next_working_day(shifted)


def _activity(row: Mapping[str, Any], span: Span | None, year: ProgramYear) -> Activity:
    """One row of a draft with its term read, and with a day and a person offered where the plan gives none."""
    schedule = rules.read_schedule(row["terms"], year=year.year, period=span)
    due = rules.day_of(schedule, "due_on")
    codes = [item["code"] for item in row["kinds"]]
    offer = rules.suggest(codes, year=year.year, stage=span)
    item = Activity(
        identity=uuid.UUID(row["identity"]),
        number=row["number"],
        group=row["group"],
        title=row["title"],
        terms=row["terms"],
        responsible=row["responsible"],
        result=row["result"],
        kinds=row["kinds"],
        source={"place": row["source"], "written": row["written"]} if row["written"] else {},
        doubts=[doubt for doubt in row["doubts"] if not doubt["settled"]],
    )
    while due is not None and due < year.starts_on - STALE:
        # the words name a day of an earlier year: the same day of this year is offered, the words wait for the curator
        schedule, due = {}, _next_year(due)
        item.working_due, item.date_suggested = due, True
    item.schedule = schedule
    if due is None:
        item.working_from, item.working_due, item.date_suggested = offer.starts, offer.due, offer.due is not None
    if not item.responsible and offer.role:
        item.responsible, item.responsible_suggested = offer.role, True
    return item


def _link_people(activities: list[Activity]) -> None:
    """A responsible written by name becomes the card of that person where exactly one fits; one query for all."""
    named = [(item, name) for item in activities if (name := naming.person_in(item.responsible))]
    for (item, _), candidates in zip(named, people.match_names([name for _, name in named]), strict=True):
        if len(candidates) == 1:
            item.responsible_person = candidates[0]


def build(
    *,
    by: Actor,
    draft: Mapping[str, Any],
    year: ProgramYear,
    source: str,
    title: str = "",
    source_import: RoadmapImport | None = None,
    previous: Roadmap | None = None,
) -> Roadmap:
    """Write the draft as a roadmap of the year. Called by the services below inside their transaction."""
    if not any(drafts.rows(draft)) and source != "empty":
        raise InputRefused("В плане нет ни одного мероприятия. Добавьте их или выберите готовую дорожную карту.")
    roadmap = Roadmap.objects.create(
        program_year=year,
        title=(title or draft["title"] or "Дорожная карта")[:500],
        forms=draft["forms"],
        source=source,
        source_import=source_import,
        previous=previous,
    )
    stages: list[Stage] = []
    activities: list[Activity] = []
    for place, row in enumerate(draft["stages"], start=1):
        words = {name: row[name] for name in drafts.STAGE_WORDS}
        stage = Stage(roadmap=roadmap, position=place, model_stage=row["model_stage"], **words)
        stages.append(stage)
        span = _stage_span(row, year)
        for found in row["activities"]:
            item = _activity(found, span, year)
            item.roadmap, item.stage, item.position = roadmap, stage, len(activities) + 1
            activities.append(item)
    _link_people(activities)
    Stage.objects.bulk_create(stages, batch_size=100)
    Activity.objects.bulk_create(activities, batch_size=100)
    journal.record(by, "roadmap.made", roadmap, title=roadmap.title, source=source, activities=len(activities))
    return roadmap


def from_builtin(*, by: Actor, code: str, year: ProgramYear, title: str = "") -> Roadmap:
    """A roadmap from one of the ready plans (codes of `builtin_roadmaps`). Raises NotFound for an unknown code."""
    by.must("roadmap.edit")
    draft = drafts.of_builtin(builtin_roadmap(code))
    with transaction.atomic():
        return build(by=by, draft=draft, year=year, source="builtin", title=title)


def from_scratch(*, by: Actor, year: ProgramYear, title: str) -> Roadmap:
    """An empty roadmap with the stages of the target model."""
    by.must("roadmap.edit")
    with transaction.atomic():
        return build(by=by, draft=drafts.empty(catalogue().stages), year=year, source="empty", title=title)


def from_previous(*, by: Actor, roadmap: Roadmap, year: ProgramYear) -> Roadmap:
    """Last year's plan for the new year: the same activities and kinds, terms read anew, identities kept."""
    by.must("roadmap.edit", roadmap)
    stages = {
        stage.pk: {
            "key": "",
            "model_stage": stage.model_stage,
            "activities": [],
            **{name: getattr(stage, name) for name in drafts.STAGE_WORDS},
        }
        for stage in roadmap.stages.order_by("position")
    }
    for item in living(roadmap):
        if item.not_applicable_on:
            continue
        words = {name: getattr(item, name) for name in drafts.WORDS}
        if item.responsible_suggested:
            words["responsible"] = ""
        row = drafts.activity_row(words, item.kind_codes, identity=str(item.identity))
        stages[item.stage_id]["activities"].append(row)
    draft = {"title": roadmap.title, "forms": roadmap.forms, "stages": list(stages.values()), "warnings": []}
    with transaction.atomic():
        return build(by=by, draft=draft, year=year, source="copy", previous=roadmap)


def take_suggestions(*, by: Actor, roadmap: Roadmap, activity_ids: list[uuid.UUID] | None = None) -> int:
    """Make the offered days and persons of the roadmap (or of the named activities) working ones. How many rows."""
    by.must("roadmap.edit", roadmap)
    with transaction.atomic():
        held = locked_roadmap(roadmap.pk)
        rows = [
            item
            for item in living(held)
            if (item.date_suggested or item.responsible_suggested) and (activity_ids is None or item.pk in activity_ids)
        ]
        for item in rows:
            item.date_suggested = item.responsible_suggested = False
        Activity.objects.bulk_update(rows, ["date_suggested", "responsible_suggested"], batch_size=100)
        if rows:
            journal.record(by, "roadmap.suggestions_taken", held, activities=[item.pk for item in rows])
    return len(rows)


def dates_into_terms(*, by: Actor, roadmap: Roadmap) -> int:
    """Write the working dates of activities without a term into the plan as terms, to be approved with it."""
    by.must("roadmap.edit", roadmap)
    with transaction.atomic():
        held = locked_roadmap(roadmap.pk)
        rows = [item for item in living(held) if not item.terms and item.working_due and not item.date_suggested]
        for item in rows:
            assert item.working_due is not None
            item.terms = f"до\u00a0{russian_date(item.working_due)}"
            item.schedule = rules.read_schedule(item.terms, year=held.program_year.year)
            item.working_due = item.working_from = None
        Activity.objects.bulk_update(rows, ["terms", "schedule", "working_due", "working_from"], batch_size=100)
        if rows:
            journal.record(by, "roadmap.suggestions_taken", held, terms=[item.pk for item in rows])
    return len(rows)


def edit_roadmap(*, by: Actor, roadmap: Roadmap, title: str, forms: Sequence[str]) -> Roadmap:
    """The title and the forms of mentoring the plan is for: facts of other forms do not prove it. None means all."""
    by.must("roadmap.edit", roadmap)
    if not title.strip():
        raise InputRefused("Назовите дорожную карту.", field="title")
    unknown = [form for form in forms if form not in catalogue().forms]
    if unknown:
        raise InputRefused("Такой формы наставничества нет. Выберите из списка.", field="forms")
    with transaction.atomic():
        held = locked_roadmap(roadmap.pk)
        held.title, held.forms = title.strip()[:500], list(forms)
        held.save(update_fields=["title", "forms"])
        journal.record(by, "roadmap.edited", held, title=held.title, forms=held.forms)
    return held


def remove_roadmap(*, by: Actor, roadmap: Roadmap) -> Roadmap:
    """Put a roadmap away; its facts stay and it can be brought back."""
    by.must("roadmap.edit", roadmap)
    return _put(by, roadmap, clock.now(), "roadmap.removed")


def restore_roadmap(*, by: Actor, roadmap: Roadmap) -> Roadmap:
    by.must("roadmap.edit", roadmap)
    return _put(by, roadmap, None, "roadmap.restored")


def _put(by: Actor, roadmap: Roadmap, moment: dt.datetime | None, action: str) -> Roadmap:
    with transaction.atomic():
        held = locked_roadmap(roadmap.pk)
        held.removed_at = moment
        held.save(update_fields=["removed_at"])
        journal.record(by, action, held)
    return held
