"""The plan changes while it works: activities and stages are added, reworded, moved, put away, brought back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any, Literal

from django.db import transaction

from nastavnik.features.people.models import Person
from nastavnik.features.roadmap import drafts, rules
from nastavnik.features.roadmap.catalogue.catalogue import kinds
from nastavnik.features.roadmap.models import Activity, Roadmap, Stage
from nastavnik.features.roadmap.services.common import living, locked_roadmap, renumber
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, NotFound, WrongState

EDITABLE = ("number", "group", "title", "terms", "responsible", "result")


def _checked_kinds(codes: Sequence[str]) -> list[dict[str, Any]]:
    unknown = [code for code in codes if code not in kinds()]
    if unknown:
        raise InputRefused("Такого вида мероприятия нет в каталоге. Выберите вид из списка.", field="kinds")
    return [{"code": code, "by": "person", "confidence": 1.0} for code in dict.fromkeys(codes)]


def _held(activity: Activity) -> Activity:
    """The activity as it is now, its roadmap held against simultaneous edits."""
    locked_roadmap(activity.roadmap_id)
    fresh = Activity.objects.filter(pk=activity.pk).select_related("roadmap__program_year", "stage").first()
    if fresh is None:
        raise NotFound()
    return fresh


def add_activity(
    *,
    by: Actor,
    roadmap: Roadmap,
    stage: Stage,
    title: str,
    terms: str = "",
    responsible: str = "",
    result: str = "",
    number: str = "",
    kinds: Sequence[str] = (),
    working_due: dt.date | None = None,
    responsible_person: Person | None = None,
) -> Activity:
    """Add an activity at the end of a stage. Without a term and a date the usual day of its kinds is offered."""
    by.must("roadmap.edit", roadmap)
    if not title.strip():
        raise InputRefused("Напишите, что нужно сделать.", field="title")
    with transaction.atomic():
        held = locked_roadmap(roadmap.pk)
        if stage.roadmap_id != held.pk:
            raise NotFound()
        rows = living(held)
        year = held.program_year
        item = Activity(
            roadmap=held,
            stage=stage,
            identity=uuid.uuid4(),
            position=len(rows) + 1,
            number=number or drafts.next_number(stage.number, [row.number for row in rows if row.stage_id == stage.pk]),
            title=title.strip(),
            terms=terms.strip(),
            schedule=rules.read_schedule(terms, year=year.year),
            responsible=responsible.strip(),
            responsible_person=responsible_person,
            result=result.strip(),
            kinds=_checked_kinds(kinds),
            working_due=working_due,
        )
        if rules.effective_due(item.working_due, item.schedule) is None:
            offer = rules.suggest(item.kind_codes, year=year.year)
            item.working_from, item.working_due, item.date_suggested = offer.starts, offer.due, offer.due is not None
        item.save()
        renumber(living(held))
        journal.record(by, "roadmap.activity_added", item, title=item.title)
    return item


def edit_activity(*, by: Actor, activity: Activity, **values: Any) -> Activity:
    """Change words (`EDITABLE`), `working_due`, `working_from`, `responsible_person`, `stage`.

    Words of an approved plan differ from it until the next approval; a working date needs no order.
    """
    by.must("roadmap.edit", activity)
    with transaction.atomic():
        item = _held(activity)
        before = {name: getattr(item, name) for name in values}
        for name in EDITABLE:
            if name in values:
                setattr(item, name, str(values[name]).strip())
        if not item.title:
            raise InputRefused("Напишите, что нужно сделать.", field="title")
        if "terms" in values and item.terms != before["terms"]:
            item.schedule = rules.read_schedule(item.terms, year=item.roadmap.program_year.year)
        if "responsible" in values and item.responsible != before["responsible"]:
            item.responsible_suggested = False
        if "responsible_person" in values:
            item.responsible_person = values["responsible_person"]
        for name in ("working_from", "working_due"):
            if name in values and values[name] != getattr(item, name):
                setattr(item, name, values[name])
                item.date_suggested = False
        if item.working_from and item.working_due and item.working_from > item.working_due:
            item.working_from = None
        if "stage" in values and values["stage"].pk != item.stage_id:
            if values["stage"].roadmap_id != item.roadmap_id:
                raise NotFound()
            item.stage = values["stage"]
        item.save()
        renumber(living(item.roadmap))
        after = {name: getattr(item, name) for name in values}
        changed = [name for name in values if before[name] != after[name]]
        if changed:
            journal.record(
                by,
                "roadmap.activity_edited",
                item,
                before={name: before[name] for name in changed},
                after={name: after[name] for name in changed},
            )
    return item


def set_kinds(*, by: Actor, activity: Activity, codes: Sequence[str]) -> Activity:
    """Say what kinds the activity is of: its tools and proofs follow from them."""
    by.must("roadmap.edit", activity)
    with transaction.atomic():
        item = _held(activity)
        before = item.kind_codes
        item.kinds = _checked_kinds(codes)
        item.doubts = [doubt for doubt in item.doubts if doubt["field"] != "kinds"]
        item.save(update_fields=["kinds", "doubts"])
        if before != item.kind_codes:
            journal.record(by, "roadmap.activity_edited", item, before={"kinds": before}, after={"kinds": list(codes)})
    return item


def move_activity(*, by: Actor, activity: Activity, to: Literal["up", "down"]) -> Activity:
    """One place up or down; over the edge of a stage into the neighbouring one."""
    by.must("roadmap.edit", activity)
    with transaction.atomic():
        item = _held(activity)
        rows = living(item.roadmap)
        at = next((index for index, row in enumerate(rows) if row.pk == item.pk), None)
        if at is None:
            raise WrongState("Мероприятие убрано из плана: переставить его нельзя.")
        step = -1 if to == "up" else 1
        neighbour = rows[at + step] if 0 <= at + step < len(rows) else None
        if neighbour is not None and neighbour.stage_id == item.stage_id:
            rows[at], rows[at + step] = neighbour, rows[at]
        else:
            stages = list(Stage.objects.filter(roadmap=item.roadmap).order_by("position"))
            place = next(index for index, stage in enumerate(stages) if stage.pk == item.stage_id) + step
            if not 0 <= place < len(stages):
                return item
            item.stage = stages[place]
            item.save(update_fields=["stage"])
            rows = living(item.roadmap)
            # stays last of the stage above, first of the stage below: the flat order did not change
            rows.sort(key=lambda row: (row.stage.position, row.position))
        renumber(rows)
        journal.record(by, "roadmap.activity_moved", item, to=to)
    return item


def remove_activity(*, by: Actor, activity: Activity) -> Activity:
    """Put an activity away; `restore_activity` undoes it."""
    return _put(by, activity, clock.now(), "roadmap.activity_removed")


def restore_activity(*, by: Actor, activity: Activity) -> Activity:
    return _put(by, activity, None, "roadmap.activity_restored")


def _put(by: Actor, activity: Activity, moment: dt.datetime | None, action: str) -> Activity:
    by.must("roadmap.edit", activity)
    with transaction.atomic():
        item = _held(activity)
        item.removed_at = moment
        item.save(update_fields=["removed_at"])
        journal.record(by, action, item, title=item.title)
    return item


def set_not_applicable(*, by: Actor, activity: Activity, reason: str) -> Activity:
    """Leave an activity out of the count with a reason that stays visible."""
    by.must("roadmap.edit", activity)
    if not reason.strip():
        raise InputRefused("Напишите, почему мероприятие не нужно: причину увидят при проверке.", field="reason")
    with transaction.atomic():
        item = _held(activity)
        item.not_applicable_reason = reason.strip()[:500]
        item.not_applicable_on = clock.today(by.organization)
        item.save(update_fields=["not_applicable_reason", "not_applicable_on"])
        journal.record(by, "roadmap.not_applicable", item, reason=item.not_applicable_reason)
    return item


def set_applicable(*, by: Actor, activity: Activity) -> Activity:
    by.must("roadmap.edit", activity)
    with transaction.atomic():
        item = _held(activity)
        item.not_applicable_reason, item.not_applicable_on = "", None
        item.save(update_fields=["not_applicable_reason", "not_applicable_on"])
        journal.record(by, "roadmap.applicable", item)
    return item


def add_stage(*, by: Actor, roadmap: Roadmap, title: str, terms: str = "", goal: str = "", result: str = "") -> Stage:
    by.must("roadmap.edit", roadmap)
    if not title.strip():
        raise InputRefused("Назовите этап.", field="title")
    with transaction.atomic():
        held = locked_roadmap(roadmap.pk)
        count = Stage.objects.filter(roadmap=held).count()
        stage = Stage.objects.create(
            roadmap=held,
            position=count + 1,
            number=str(count + 1),
            title=title.strip(),
            terms=terms,
            goal=goal,
            result=result,
        )
        journal.record(by, "roadmap.stage_edited", stage, title=stage.title)
    return stage


def remove_stage(*, by: Actor, stage: Stage) -> None:
    """Only an empty stage goes: its activities, also those put away, would go unseen with it."""
    by.must("roadmap.edit", stage)
    with transaction.atomic():
        held = locked_roadmap(stage.roadmap_id)
        if Activity.objects.filter(stage=stage, removed_at=None).exists():
            raise WrongState("В этапе есть мероприятия. Перенесите их в другой этап или уберите, потом уберите этап.")
        if Activity.objects.filter(stage=stage).exists():
            raise WrongState("В этапе были мероприятия, убранные из плана: этап хранится вместе с ними.")
        journal.record(by, "roadmap.stage_removed", stage, title=stage.title)
        stage.delete()
        rest = list(Stage.objects.filter(roadmap=held).order_by("position"))
        for place, other in enumerate(rest, start=1):
            other.position = place
        Stage.objects.bulk_update(rest, ["position"])


def edit_stage(*, by: Actor, stage: Stage, title: str, terms: str = "", goal: str = "", result: str = "") -> Stage:
    by.must("roadmap.edit", stage)
    if not title.strip():
        raise InputRefused("Назовите этап.", field="title")
    with transaction.atomic():
        stage.title, stage.terms, stage.goal, stage.result = title.strip(), terms, goal, result
        stage.save(update_fields=["title", "terms", "goal", "result"])
        journal.record(by, "roadmap.stage_edited", stage, title=stage.title)
    return stage
