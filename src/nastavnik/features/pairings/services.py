"""Everything that changes pairs. One verb each."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import connection, transaction

from nastavnik.engines.schoolyear import working_days_between
from nastavnik.features.banks import services as banks
from nastavnik.features.documents import services as documents
from nastavnik.features.documents.models import Document
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.pairings import programs, queries, rules
from nastavnik.features.pairings.models import Acceptance, Pairing, PairingMember, PersonalProgram
from nastavnik.features.pairings.states import BEFORE_ORDER, LIVING, WORDS, next_state
from nastavnik.features.people.models import Person
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import DomainError, InputRefused, NotFound, WrongState


def locked(pairing_id: uuid.UUID) -> Pairing:
    rows = queries.living().filter(pk=pairing_id)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    pairing = rows.first()
    if pairing is None:
        raise NotFound()
    return pairing


def hold_mentors(mentor_ids: Sequence[uuid.UUID]) -> None:
    """Order those who give the same mentor's places at one moment: the second sees what the first took."""
    if connection.features.has_select_for_update:
        list(Person.objects.select_for_update().filter(pk__in=sorted(mentor_ids)).order_by("pk").values_list("pk"))


def move(pairing: Pairing, act: str) -> None:
    state = next_state(pairing.state, act)
    if state is None:
        raise WrongState(f"Пара: {WORDS[pairing.state][1].lower()}. Это действие сейчас невозможно. Обновите страницу.")
    pairing.state = state


def propose(
    *,
    by: Actor,
    mentor: Person,
    mentees: Sequence[Person],
    form: str,
    starts_on: dt.date,
    ends_on: dt.date,
    source: str = "hand",
    topic: str = "",
    variant: str = "",
    kind: str = "",
    proposal_id: uuid.UUID | None = None,
    program_year: ProgramYear | None = None,
    over_capacity_reason: str = "",
    replaces: Pairing | None = None,
) -> Pairing:
    """Make a pair or group. Ready pairs (named by heads of departments) come as agreed: consents are asked next.

    Errors: InputRefused (one person on both sides, dates, form), DomainError (over capacity without a reason; the
    same pair exists).
    """
    by.must("pairings.edit")
    year = program_year or organizations.require_year()
    if not mentees:
        raise InputRefused("Не выбран наставляемый. Выберите хотя бы одного.", field="mentees")
    if ends_on < starts_on:
        raise InputRefused("Окончание раньше начала. Проверьте даты.", field="ends_on")
    with transaction.atomic():
        hold_mentors([mentor.pk])
        twins = Pairing.objects.filter(
            program_year=year, mentor=mentor, members__person__in=mentees, members__left_on=None,
            state__in=LIVING, removed_at=None,
        )  # fmt: skip
        if twins.exists():
            raise DomainError(f"{mentor.short_name} – {mentees[0].short_name}: такая пара уже есть.")
        pairing = Pairing(
            organization=by.organization,
            program_year=year,
            mentor=mentor,
            form=form,
            variant=variant,
            kind=kind or ("group" if len(mentees) > 1 else "traditional"),
            state="proposed" if source == "round" else "agreed",
            starts_on=starts_on,
            ends_on=ends_on,
            topic=topic[:300],
            source=source,
            proposal_id=proposal_id,
            replaces=replaces,
        )
        pairing.save()
        PairingMember.objects.bulk_create([PairingMember(pairing=pairing, person=person) for person in mentees])
        (facts,) = queries.facts([queries.living().get(pk=pairing.pk)])
        for remark in rules.remarks(facts, clock.today(by.organization)):
            if remark.code in ("PAIR_SELF", "PAIR_FORM_ROLES", "MENTOR_AGE"):
                raise InputRefused(remark.message, field="form")
            if remark.code == "PAIR_OVER_CAPACITY" and not over_capacity_reason.strip():
                raise DomainError(f"{remark.message} Предложите другого наставника или укажите причину превышения.")
        pairing.labour_mode = rules.default_labour_mode(facts)
        pairing.save(update_fields=["labour_mode"])
        journal.record(
            by,
            "pairings.proposed",
            pairing,
            mentor=mentor.pk,
            mentees=[person.pk for person in mentees],
            source=source,
            over_capacity_reason=over_capacity_reason,
        )
    return pairing


def record_answer(
    *, by: Actor, pairing: Pairing, person: Person, answer: str, way: str = "paper", on: dt.date | None = None
) -> Acceptance:
    """Yes or no of one side. When everybody said yes the pair is agreed; a no leaves it proposed with the answer."""
    by.must("pairings.answer", pairing)
    if by.kind in ("account", "link") and not by.roles & {"curator", "director"} and by.person_id != person.pk:
        raise NotFound()
    if answer not in ("yes", "no"):
        raise InputRefused("Выберите ответ: согласен или не согласен.", field="answer")
    with transaction.atomic():
        fresh = locked(pairing.pk)
        sides = queries.people_of([fresh])
        if person.pk not in sides:
            raise NotFound()
        accepted, _ = Acceptance.objects.update_or_create(
            pairing=fresh,
            person=person,
            defaults={"answer": answer, "way": way, "on": on or clock.today(by.organization)},
        )
        journal.record(by, "pairings.answered", fresh, person=person.pk, answer=answer, way=way)
        yes = set(Acceptance.objects.filter(pairing=fresh, answer="yes").values_list("person_id", flat=True))
        if fresh.state == "proposed" and yes >= set(sides):
            move(fresh, "agree")
            fresh.save(update_fields=["state"])
            journal.record(by, "pairings.agreed", fresh)
    return accepted


def draft_order(*, by: Actor, pairing_ids: Sequence[uuid.UUID], activity_id: uuid.UUID | None = None) -> Document:
    """One order for the pairs not yet ordered. Drafts always print; signing waits for the consents."""
    by.must("pairings.order")
    found = list(queries.living().filter(pk__in=pairing_ids, state__in=BEFORE_ORDER, replaces=None))
    if not found:
        raise InputRefused("Нет пар, которым нужен приказ. Сначала составьте пары.")
    chosen = sorted(found, key=lambda pairing: (pairing.mentor.last, pairing.mentor.first, str(pairing.pk)))
    return documents.draft(
        by=by,
        kind="order_pairs",
        subject={"pairings": [pairing.pk for pairing in chosen]},
        title="О закреплении наставнических пар",
        program_year=chosen[0].program_year,
        activity_id=activity_id,
    )


def fix_by_order(*, by: Actor, document: Document) -> int:
    """What registration of the order means: pairs whose consents had all been given by its date become ordered.

    The others stay as they are until the mending act; the checker names them. Returns how many were fixed.
    """
    by.must("documents.register", document)
    if document.signed_on is None:
        raise WrongState("У приказа нет даты.")
    wanted = [uuid.UUID(pk) for pk in document.subject.get("pairings", [])]
    with transaction.atomic():
        rows = {pairing.pk: pairing for pairing in queries.living().filter(pk__in=wanted)}
        pairings = [rows[pk] for pk in wanted if pk in rows and rows[pk].state in BEFORE_ORDER]
        found = queries.facts(pairings)
        covered = queries.covered_dates(found, document.signed_on)
        fixed = []
        for pairing in pairings:
            since = covered.get(pairing.pk)
            if not document.before_system and (since is None or since > document.signed_on):
                continue
            move(pairing, "order")
            pairing.order_document_id = document.pk
            pairing.order_line = wanted.index(pairing.pk) + 1
            pairing.ordered_on = document.signed_on
            pairing.save()
            banks.pair_started(
                by=by,
                program_year=pairing.program_year,
                mentor_id=pairing.mentor_id,
                mentee_ids=[member.person_id for member in pairing.members.all()],
            )
            fixed.append(pairing)
        journal.record_many(
            by,
            "pairings.ordered",
            [(pairing, {"document": document.pk, "line": pairing.order_line}) for pairing in fixed],
        )
    return len(fixed)


def release_from_order(*, by: Actor, document: Document) -> int:
    """The order is cancelled: its pairs, those fixed by its amendments too, wait for an order again. Returns how many."""
    by.must("documents.cancel", document)
    with transaction.atomic():
        chain = [document.pk, *document.amended_by.values_list("pk", flat=True)]
        pairings = list(queries.living().filter(order_document_id__in=chain, state__in=["ordered", "active"]))
        for pairing in pairings:
            move(pairing, "unorder")
            pairing.order_document_id = pairing.order_line = pairing.ordered_on = None
            pairing.save()
        journal.record_many(by, "pairings.unordered", [(pairing, {"document": document.pk}) for pairing in pairings])
    return len(pairings)


def remove(*, by: Actor, pairing: Pairing) -> Pairing:
    """Take away a pair that no order names; it can be returned."""
    by.must("pairings.edit", pairing)
    with transaction.atomic():
        fresh = locked(pairing.pk)
        if fresh.state not in BEFORE_ORDER:
            raise WrongState("Пара закреплена приказом: её завершают или прекращают, а не убирают.")
        fresh.removed_at = clock.now()
        fresh.save(update_fields=["removed_at"])
        journal.record(by, "pairings.removed", fresh)
    return fresh


def bring_back(*, by: Actor, pairing_id: uuid.UUID) -> Pairing:
    by.must("pairings.edit")
    with transaction.atomic():
        pairing = Pairing.objects.filter(pk=pairing_id).exclude(removed_at=None).first()
        if pairing is None:
            raise NotFound()
        pairing.removed_at = None
        pairing.save(update_fields=["removed_at"])
        journal.record(by, "pairings.returned", pairing)
    return pairing


def save_program(
    *,
    by: Actor,
    pairing: Pairing,
    starts_on: dt.date,
    ends_on: dt.date,
    difficulties: str,
    goals: list[dict[str, str]],
    items: list[dict[str, str]],
    expected: str,
    ready: bool,
) -> PersonalProgram:
    """Keep the pair's programme; it must lie inside the pair's term. A printed and signed one is a document of its own."""
    by.must("pairings.program", pairing)
    if ends_on < starts_on:
        raise InputRefused("Окончание раньше начала. Проверьте даты.", field="ends_on")
    if starts_on < pairing.starts_on or ends_on > pairing.ends_on:
        raise InputRefused(
            f"Программа выходит за срок пары: {pairing.starts_on:%d.%m.%Y}–{pairing.ends_on:%d.%m.%Y}.",
            field="starts_on",
        )
    if ready and not goals:
        raise InputRefused("В готовой программе нужна хотя бы одна задача с признаком результата.", field="goals")
    with transaction.atomic():
        program, _ = PersonalProgram.objects.update_or_create(
            pairing=pairing,
            defaults={
                "starts_on": starts_on,
                "ends_on": ends_on,
                "difficulties": difficulties,
                "goals": goals,
                "items": items,
                "expected": expected,
            },
        )
        was_ready = program.ready_on is not None
        program.ready_on = (program.ready_on or clock.today(by.organization)) if ready else None
        program.save(update_fields=["ready_on"])
        action = "pairings.program_ready" if ready and not was_ready else "pairings.program_saved"
        journal.record(by, action, pairing)
    return program


def fill_programs(*, by: Actor, pairing_ids: Sequence[uuid.UUID]) -> int:
    """A typical programme for each chosen pair that has none: a start to be changed. Returns how many were made."""
    by.must("pairings.edit")
    with transaction.atomic():
        found = list(queries.living().filter(pk__in=pairing_ids, program=None))
        today = clock.today(by.organization)
        rows = []
        for pairing in found:
            start = programs.typical(pairing.form)
            rows.append(
                PersonalProgram(
                    organization=by.organization,
                    pairing=pairing,
                    starts_on=pairing.starts_on,
                    ends_on=pairing.ends_on,
                    ready_on=today,
                    **{name: start[name] for name in ("difficulties", "goals", "items", "expected")},
                )
            )
        PersonalProgram.objects.bulk_create(rows)
        journal.record_many(by, "pairings.program_ready", [(pairing, {"typical": True}) for pairing in found])
    return len(found)


def draft_programs(*, by: Actor, pairing_ids: Sequence[uuid.UUID]) -> list[Document]:
    """A document of the programme for each chosen pair that has a ready one."""
    by.must("pairings.order")
    found = queries.living().filter(pk__in=pairing_ids, program__ready_on__isnull=False).select_related("program")
    made = []
    for pairing in found:
        document = documents.draft(
            by=by,
            kind="personal_program",
            subject={"pairing": str(pairing.pk)},
            title=f"Персонализированная программа: {pairing.mentor.short_name}",
            program_year=pairing.program_year,
        )
        PersonalProgram.objects.filter(pairing=pairing).update(document_id=document.pk)
        made.append(document)
    return made


def draft_addenda(*, by: Actor, pairing_ids: Sequence[uuid.UUID]) -> list[Document]:
    """A draft addendum to the labour contract for each staff pair by order (ТК 351.8)."""
    by.must("pairings.order")
    found = list(queries.living().filter(pk__in=pairing_ids))
    staff = {item.id for item in queries.facts(found) if queries.needs_duties(item)}
    return [
        documents.draft(
            by=by,
            kind="addendum_351_8",
            subject={"pairing": str(pairing.pk)},
            title=f"Дополнительное соглашение о наставничестве: {pairing.mentor.short_name}",
            program_year=pairing.program_year,
        )
        for pairing in found
        if pairing.pk in staff
    ]


def end(*, by: Actor, pairing: Pairing, on: dt.date, reason: str, note: str = "", early: bool = True) -> Pairing:
    """Complete the pair in its time or terminate it early with a reason.

    A staff pair may end early at least three full working days after the notice (ТК 351.8): today counts as its day.
    """
    by.must("pairings.end", pairing)
    (facts,) = queries.facts([pairing])
    today = clock.today(by.organization)
    if early and queries.needs_duties(facts) and on > today and working_days_between(today, on) < 3:
        raise InputRefused(
            "Работника предупреждают не позднее чем за три рабочих дня (ТК РФ, ст. 351.8). Выберите более поздний день.",
            field="on",
        )
    if on < pairing.starts_on:
        raise InputRefused("Пара не может закончиться раньше, чем началась.", field="on")
    with transaction.atomic():
        fresh = locked(pairing.pk)
        move(fresh, "terminate" if early else "complete")
        fresh.ended_on, fresh.end_reason, fresh.end_note = on, reason[:40], note[:500]
        fresh.save()
        banks.pair_ended(
            by=by,
            program_year=fresh.program_year,
            mentor_id=fresh.mentor_id,
            mentee_ids=[member.person_id for member in fresh.members.all()],
            completed=not early,
        )
        journal.record(by, "pairings.terminated" if early else "pairings.completed", fresh, on=on, reason=reason)
    return fresh


def pause(*, by: Actor, pairing: Pairing, resume: bool = False) -> Pairing:
    by.must("pairings.end", pairing)
    with transaction.atomic():
        fresh = locked(pairing.pk)
        move(fresh, "resume" if resume else "pause")
        fresh.save(update_fields=["state"])
        journal.record(by, "pairings.resumed" if resume else "pairings.paused", fresh)
    return fresh
