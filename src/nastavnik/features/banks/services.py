"""Everything that changes the banks."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.urls import reverse

from nastavnik.features.banks import rules
from nastavnik.features.banks.models import MenteeEntry, MentorEntry, Request
from nastavnik.features.banks.queries import MODELS, side_of, without_basis
from nastavnik.features.banks.states import ADMITTED, BEFORE, WORDS, before_admission, check
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.features.questionnaires.ready.dictionaries import competences, request_topics, slots
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, NotFound, Step, WrongState

Entry = MenteeEntry | MentorEntry
EDITABLE = {"forms", "free_time", "wishes", "note", "goals", "capacity", "competences", "experience"}
#: what a mentor may keep up himself
OWN_EDITABLE = {"forms", "free_time", "capacity", "competences", "experience"}


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of a marked lot: entries done, and for the rest a sentence each."""

    done: list[Any] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def enter(*, by: Actor, side: str, person: Person, program_year: ProgramYear | None = None, **fields: Any) -> Entry:
    """Put a person into the bank; entered twice it is one entry, one who left returns.

    Without the data consent the entry waits as `invited` and holds nothing but the name. Raises WrongState (no year).
    """
    by.must("banks.edit", person)
    year = program_year or organizations.require_year()
    batch = _enter(by, side, [person], year)
    if fields:
        return edit(by=by, entry=batch[0], **fields)
    return batch[0]


def enter_many(*, by: Actor, side: str, person_ids: Collection[uuid.UUID]) -> list[Entry]:
    """The same for a lot, in a few queries. People who left or were removed are passed over."""
    by.must("banks.edit")
    year = organizations.require_year()
    found = list(people.living().filter(pk__in=person_ids, left_on=None))
    return _enter(by, side, found, year)


def _enter(by: Actor, side: str, persons: Sequence[Person], year: ProgramYear) -> list[Entry]:
    model = MODELS[side]
    today = clock.today(by.organization)
    missing = without_basis([person.pk for person in persons], today)
    with transaction.atomic():
        known = {row.person_id: row for row in model.objects.filter(program_year=year, person__in=persons)}
        fresh = [
            model(
                organization=by.organization,
                program_year=year,
                person=person,
                state="invited" if person.pk in missing else "consented",
                entered_on=today,
            )
            for person in persons
            if person.pk not in known
        ]
        model.objects.bulk_create(fresh)
        back = [row for row in known.values() if row.state == "withdrawn"]
        for row in back:
            row.state = "invited" if row.person_id in missing else "consented"
            row.left_on, row.left_reason, row.admitted_on = None, "", None
            row.save()
        if fresh or back:
            journal.record_many(by, "banks.entered", [(row, {"side": side}) for row in [*fresh, *back]])
    made = {row.person_id: row for row in [*known.values(), *fresh]}
    return [made[person.pk] for person in persons]


def _need_basis(entry: Entry, today: dt.date) -> None:
    missing = without_basis([entry.person_id], today).get(entry.person_id)
    if missing is not None:
        raise WrongState(missing.message, next_step=Step("Открыть карточку и согласия", f"/people/{entry.person_id}/"))


def set_state(
    *,
    by: Actor,
    entry: Entry,
    state: str,
    on: dt.date | None = None,
    reason: str = "",
    values: dict[str, Any] | None = None,
) -> Entry:
    """Move along the life cycle. Every state but `withdrawn` and `invited` needs the data consent today (by law).

    Raises WrongState when there is no such step or the consent is missing.
    """
    by.must("banks.edit", entry)
    today = clock.today(by.organization)
    if on is not None and on > today:
        raise InputRefused("Эта дата ещё не наступила. Проверьте дату.", field="on")
    if state == entry.state:
        return entry
    if state not in ("withdrawn", "invited"):
        _need_basis(entry, today)
    check(entry.state, state)
    with transaction.atomic():
        return _move(by, entry, state, on or today, reason, values)


def _move(
    by: Actor, entry: Entry, state: str, on: dt.date, reason: str = "", values: dict[str, Any] | None = None
) -> Entry:
    before = entry.state
    entry.state = state
    if state == "applied":
        entry.applied_on = entry.applied_on or on
    if state == "admitted" and before in (*BEFORE, "reserve", "completed"):
        entry.admitted_on = on
    if state == "paired" and entry.admitted_on is None:
        entry.admitted_on = on  # the order that names the person admits too
    if state in BEFORE:
        entry.admitted_on = None
    if state == "withdrawn":
        entry.left_on, entry.left_reason = on, reason[:300]
    for name, value in (values or {}).items():
        setattr(entry, name, value)
    entry.save()
    action = {"admitted": "banks.admitted", "withdrawn": "banks.left"}.get(state, "banks.state_changed")
    if before in ADMITTED and state in BEFORE:
        action = "banks.admission_undone"
    journal.record(by, action, entry, before=before, now=state, on=on, **({"reason": reason} if reason else {}))
    return entry


def admit(*, by: Actor, entry: Entry, on: dt.date | None = None) -> Entry:
    """Допустить to matching. The data consent is a gate of law; interview and training are only remarks."""
    return set_state(by=by, entry=entry, state="admitted", on=on)


def admit_many(*, by: Actor, side: str, entry_ids: Collection[uuid.UUID]) -> Batch:
    """Admit all that may be; the rest come back with a sentence each. Few queries whatever the number.

    Raises NotFound, with nobody admitted, when one of the ids is not an entry of this organisation.
    """
    by.must("banks.edit")
    today = clock.today(by.organization)
    batch = Batch()
    with transaction.atomic():
        rows = list(MODELS[side].objects.filter(pk__in=entry_ids).select_related("person"))
        if len(rows) != len(set(entry_ids)):
            raise NotFound()
        missing = without_basis([row.person_id for row in rows], today)
        before: list[str] = []
        for row in rows:
            if row.person_id in missing:
                batch.refused.append(missing[row.person_id].message)
            elif row.state in (*BEFORE, "reserve"):
                before.append(row.state)
                row.state, row.admitted_on = "admitted", today
                batch.done.append(row)
            elif row.state not in ADMITTED:
                batch.refused.append(f"{row.person.short_name}: {WORDS[row.state][1].lower()}.")
        MODELS[side].objects.bulk_update(batch.done, ["state", "admitted_on"], batch_size=200)
        if batch.done:
            rows_done = zip(batch.done, before, strict=True)
            journal.record_many(
                by, "banks.admitted", [(row, {"before": was, "now": "admitted", "on": today}) for row, was in rows_done]
            )
    return batch


def undo_admission(*, by: Actor, side: str, entry_ids: Collection[uuid.UUID]) -> int:
    """Take admissions back to where the entries were before; pairs and later states are left alone."""
    by.must("banks.edit")
    with transaction.atomic():
        rows = list(MODELS[side].objects.filter(pk__in=entry_ids, state="admitted"))
        for row in rows:
            state = before_admission(
                interviewed=getattr(row, "interviewed_on", None) is not None, applied=row.applied_on is not None
            )
            _move(by, row, state, clock.today(by.organization))
    return len(rows)


def mark_interviewed(*, by: Actor, entry: MentorEntry, on: dt.date) -> MentorEntry:
    """The talk with the mentor took place. A later state stays as it is."""
    return _mark_day(by, entry, "interviewed_on", on, "interviewed", BEFORE)


def mark_trained(*, by: Actor, entry: MentorEntry, on: dt.date) -> MentorEntry:
    """The mentor was trained; an admitted one becomes `trained`."""
    return _mark_day(by, entry, "trained_on", on, "trained", ("admitted",))


def _mark_day(by: Actor, entry: MentorEntry, name: str, on: dt.date, state: str, moves: Sequence[str]) -> MentorEntry:
    by.must("banks.edit", entry)
    today = clock.today(by.organization)
    if on > today:
        raise InputRefused("Эта дата ещё не наступила. Проверьте дату.", field="on")
    _need_basis(entry, today)
    with transaction.atomic():
        if entry.state in moves and entry.state != state:
            return _move(by, entry, state, today, values={name: on})  # type: ignore[return-value]
        setattr(entry, name, on)
        entry.save()
        journal.record(by, "banks.edited", entry, **{name: on})
    return entry


def withdraw_entry(*, by: Actor, entry: Entry, reason: str, on: dt.date | None = None) -> Entry:
    """The person leaves the bank: stands in no list any more, the record of what was stays."""
    return set_state(by=by, entry=entry, state="withdrawn", on=on, reason=reason)


def edit(*, by: Actor, entry: Entry, **fields: Any) -> Entry:
    """Change what is known of the person. What was typed here is not overwritten by later answers."""
    by.must("banks.edit", entry)
    return _edit(by, entry, fields, EDITABLE)


def edit_own(*, by: Actor, entry: MentorEntry, **fields: Any) -> Entry:
    """The mentor's own part of the entry, by the same rules; the curator finds the change in the history of the entry."""
    by.must("banks.own", entry)
    return _edit(by, entry, fields, OWN_EDITABLE)


def _edit(by: Actor, entry: Entry, fields: dict[str, Any], editable: Collection[str]) -> Entry:
    unknown = set(fields) - set(editable)
    if unknown:
        raise TypeError(f"unknown fields: {unknown}")
    _need_basis(entry, clock.today(by.organization))
    with transaction.atomic():
        before = _assign(entry, fields)
        if before:
            by_hand = set(entry.wishes.get("by_hand", ())) | (set(before) - {"wishes", "note"})
            entry.wishes = {**entry.wishes, "by_hand": sorted(by_hand)}
            entry.save()
            journal.record(by, "banks.edited", entry, before=before, now={name: fields[name] for name in before})
    return entry


def _assign(entry: Entry, fields: dict[str, Any]) -> dict[str, Any]:
    """Set cleaned values; returns the former ones of those that changed."""
    if "forms" in fields:
        fields["forms"] = rules.known_codes(fields["forms"], rules.form_titles())
    if "free_time" in fields:
        fields["free_time"] = rules.known_codes(fields["free_time"], slots())
    if "competences" in fields:
        fields["competences"] = rules.known_codes(fields["competences"], competences())
    if "capacity" in fields and not 1 <= int(fields["capacity"]) <= rules.MAX_CAPACITY:
        raise InputRefused(f"Мест бывает от 1 до {rules.MAX_CAPACITY}.", field="capacity")
    before = {}
    for name, value in fields.items():
        if getattr(entry, name) != value:
            before[name] = getattr(entry, name)
            setattr(entry, name, value)
    return before


def save_request(
    *, by: Actor, entry: MenteeEntry, topic: str, text: str = "", priority: int = 2, source: str = "hand"
) -> Request:
    """Write a request down; one topic of a mentee is one request, its words and urgency may change."""
    by.must("banks.edit", entry)
    today = clock.today(by.organization)
    _need_basis(entry, today)
    with transaction.atomic():
        return _save_request(by, entry, topic, text, priority, source, today)


def _save_request(
    by: Actor, entry: MenteeEntry, topic: str, text: str, priority: int, source: str, today: dt.date
) -> Request:
    if topic not in request_topics():
        raise InputRefused("Выберите тему запроса из списка.", field="topic")
    if not 1 <= priority <= 3:
        raise InputRefused("Важность бывает от 1 до 3.", field="priority")
    request, made = Request.objects.get_or_create(
        entry=entry,
        topic=topic,
        defaults={"text": text, "priority": priority, "source": source, "recorded_on": today},
    )
    changed = not made and (request.text, request.priority) != (text or request.text, priority)
    if changed:
        request.text, request.priority = text or request.text, priority
        request.save()
    if made or changed:
        journal.record(by, "banks.request_saved", entry, topic=topic, source=source)
    return request


def remove_request(*, by: Actor, request: Request) -> None:
    by.must("banks.edit", request)
    with transaction.atomic():
        journal.record(by, "banks.request_removed", request.entry, topic=request.topic)
        request.delete()


def meet_request(*, by: Actor, request: Request, on: dt.date) -> Request:
    """The request was answered; the fact stays with its day."""
    by.must("banks.edit", request)
    with transaction.atomic():
        request.met_on = on
        request.save(update_fields=["met_on"])
        journal.record(by, "banks.request_met", request.entry, topic=request.topic, on=on)
    return request


def pair_started(
    *, by: Actor, program_year: ProgramYear, mentor_id: uuid.UUID, mentee_ids: Collection[uuid.UUID]
) -> None:
    """The pair was fixed by an order: both sides stand in the banks as paired. Called by pairs, in their transaction.

    Who was not in the bank (a pair named by heads of departments) is entered.
    """
    for side, ids in (("mentor", [mentor_id]), ("mentee", list(mentee_ids))):
        persons = list(people.living().filter(pk__in=ids))
        for entry in _enter(by, side, persons, program_year):
            if entry.state not in ("invited", "paired"):
                _move(by, entry, "paired", clock.today(by.organization))


def pair_ended(
    *, by: Actor, program_year: ProgramYear, mentor_id: uuid.UUID, mentee_ids: Collection[uuid.UUID], completed: bool
) -> None:
    """The pair is over: a completed programme, or back among the admitted. `mentor_id` only when no pair is left."""
    people_freed(by=by, program_year=program_year, mentor_ids=[mentor_id], mentee_ids=mentee_ids, completed=completed)


def people_freed(
    *,
    by: Actor,
    program_year: ProgramYear,
    mentor_ids: Collection[uuid.UUID],
    mentee_ids: Collection[uuid.UUID],
    completed: bool = False,
) -> None:
    """People whom no pair holds any more: a completed programme, or back among the admitted."""
    for side, ids in (("mentor", list(mentor_ids)), ("mentee", list(mentee_ids))):
        for entry in MODELS[side].objects.filter(program_year=program_year, person_id__in=ids, state="paired"):
            back = "trained" if getattr(entry, "trained_on", None) else "admitted"
            _move(by, entry, "completed" if completed else back, clock.today(by.organization))


def card_url(entry: Entry) -> str:
    return reverse(f"banks:{side_of(entry)}", args=[entry.pk])
