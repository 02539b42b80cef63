"""What closes an activity: facts of the system kept as the first proof, or a person's word with a note and a file."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from nastavnik.features.roadmap.evidence import RoadmapProgress
from nastavnik.features.roadmap.models import Activity, ManualClosing, Proof
from nastavnik.features.roadmap.services.common import locked_roadmap
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, WrongState
from nastavnik.kernel.files import StoredFile


def close_by_hand(
    *,
    by: Actor,
    activity: Activity,
    happened_on: dt.date,
    note: str,
    kind: str = "",
    people_count: int | None = None,
    file: StoredFile | None = None,
    before_system: bool = False,
) -> ManualClosing:
    """Record what was done outside the system; `kind` closes one kind of several, '' the whole activity.

    Raises InputRefused for a day to come, an empty note without a file, a kind the activity has not.
    """
    by.must("roadmap.close", activity)
    if happened_on > clock.today(by.organization):
        raise InputRefused("Этот день ещё не наступил. Укажите, когда мероприятие прошло.", field="happened_on")
    if not note.strip() and file is None:
        raise InputRefused(
            "Напишите, что сделано, или приложите файл: по отметке без слов ничего не докажешь.", field="note"
        )
    if kind and kind not in activity.kind_codes:
        raise InputRefused("У мероприятия нет такого вида. Откройте его страницу заново.", field="kind")
    with transaction.atomic():
        locked_roadmap(activity.roadmap_id)
        if ManualClosing.objects.filter(activity=activity, kind__in=["", kind], reopened_at=None).exists():
            raise WrongState("Мероприятие уже отмечено выполненным.")
        closing = ManualClosing.objects.create(
            activity=activity,
            kind=kind,
            happened_on=happened_on,
            note=note.strip(),
            people_count=people_count,
            file=file,
            before_system=before_system,
            closed_by=by.label[:200],
            recorded_at=clock.now(),
        )
        journal.record(by, "roadmap.closed_by_hand", activity, on=happened_on, note=closing.note, kind=kind)
    return closing


def reopen(*, by: Actor, closing: ManualClosing, reason: str) -> ManualClosing:
    """Take a closing by hand back; it stays in the history with the reason."""
    by.must("roadmap.close", closing)
    if not reason.strip():
        raise InputRefused("Напишите, почему открываете снова.", field="reason")
    with transaction.atomic():
        locked_roadmap(closing.activity.roadmap_id)
        closing.refresh_from_db()
        if closing.reopened_at is not None:
            raise WrongState("Мероприятие уже открыто снова.")
        closing.reopened_at, closing.reopen_reason = clock.now(), reason.strip()[:500]
        closing.save(update_fields=["reopened_at", "reopen_reason"])
        journal.record(by, "roadmap.reopened", closing.activity, reason=closing.reopen_reason)
    return closing


def keep_proofs(*, by: Actor, progress: RoadmapProgress) -> int:
    """Write down first proofs that the facts of now give, and take back those whose act was repealed. How many.

    Called when a page has computed the progress: writes only where something changed.
    """
    by.must("roadmap.prove", progress.roadmap)
    fresh = [(row, one) for row in progress.rows for one in row.kinds if one.newly_proved]
    fallen = [(row, one) for row in progress.rows for one in row.kinds if one.fell_away]
    if not fresh and not fallen:
        return 0
    moment = clock.now()
    with transaction.atomic():
        locked_roadmap(progress.roadmap.pk)
        have = set(
            Proof.objects.filter(
                activity_id__in=[row.activity.pk for row, _ in fresh + fallen], reopened_at=None
            ).values_list("activity_id", "kind")
        )
        new = [
            Proof(
                activity=row.activity,
                kind=one.code,
                proved_on=one.proved_on or progress.on,
                words=one.words[:500],
                recorded_at=moment,
            )
            for row, one in fresh
            if (row.activity.pk, one.code) not in have
        ]
        Proof.objects.bulk_create(new, batch_size=100)
        journal.record_many(
            by, "roadmap.proved", [(item.activity, {"kind": item.kind, "on": item.proved_on}) for item in new]
        )
        gone = [(row, one) for row, one in fallen if (row.activity.pk, one.code) in have]
        for row, one in gone:
            reason = f"Факт отпал: {one.words}"[:500] if one.words else "Подтверждавший документ отменён"
            Proof.objects.filter(activity=row.activity, kind=one.code, reopened_at=None).update(
                reopened_at=moment, reopen_reason=reason
            )
        journal.record_many(
            by, "roadmap.unproved", [(row.activity, {"kind": one.code, "words": one.words}) for row, one in gone]
        )
    return len(new) + len(gone)
