"""Changes of pairs that only an order makes: a mentor replaced, a pair ended early, a term moved, pairs added.

A change is a line of the amending order's subject:
  {"what": "replace", "old": id, "new": id, "from": day, "reason": code}
  {"what": "remove", "pairing": id, "on": day, "reason": code}
  {"what": "term", "pairing": id, "until": day, "was": day}
Pairs that the order fixes (successors and added ones) stand in "pairings", as in the order on pairs itself.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from nastavnik.engines.schoolyear import working_days_between
from nastavnik.features.banks import services as banks
from nastavnik.features.documents import services as documents
from nastavnik.features.documents.models import Document
from nastavnik.features.pairings import queries, services
from nastavnik.features.pairings.dictionary import end_reasons
from nastavnik.features.pairings.models import Pairing, PersonalProgram
from nastavnik.features.pairings.states import BEFORE_ORDER, LIVING, ORDERED
from nastavnik.features.people.models import Person
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import DomainError, InputRefused, Step, WrongState

Change = dict[str, Any]
DAY = dt.timedelta(days=1)


# --- planning: a successor, drafts -----------------------------------------------------------------------------------


def plan_replacement(
    *,
    by: Actor,
    pairing: Pairing,
    mentor: Person,
    starts_on: dt.date,
    over_capacity_reason: str = "",
) -> Pairing:
    """The pair that will work instead of an ordered one, with the new mentor: it asks consents and takes a place now,
    and begins when the order is registered.

    Errors: WrongState (the pair is not ordered; a replacement is already planned), InputRefused (same mentor, dates,
    three working days of a worker's notice), and those of `propose`.
    """
    by.must("pairings.order")
    _must_be_ordered(pairing)
    planned = planned_successor(pairing)
    if planned is not None:
        raise WrongState(
            f"Замена уже готовится: {planned.mentor.short_name}. Уберите её или внесите в приказ.",
            next_step=Step("Открыть будущую пару", f"/pairs/{planned.pk}/"),
        )
    if mentor.pk == pairing.mentor_id:
        raise InputRefused("Этот наставник уже ведёт пару. Выберите другого.", field="mentor")
    if not pairing.starts_on < starts_on <= pairing.ends_on:
        raise InputRefused(
            f"Новый наставник начинает внутри срока пары: после {pairing.starts_on:%d.%m.%Y}"
            f" и не позже {pairing.ends_on:%d.%m.%Y}.",
            field="starts_on",
        )
    with transaction.atomic():
        made = services.propose(
            by=by,
            mentor=mentor,
            mentees=[member.person for member in pairing.members.all()],
            form=pairing.form,
            variant=pairing.variant,
            kind=pairing.kind,
            starts_on=starts_on,
            ends_on=pairing.ends_on,
            topic=pairing.topic,
            program_year=pairing.program_year,
            over_capacity_reason=over_capacity_reason,
            replaces=pairing,
        )
        journal.record(by, "pairings.replacement_planned", pairing, mentor=mentor.pk, successor=made.pk)
    return made


def planned_successor(pairing: Pairing) -> Pairing | None:
    return queries.living().filter(replaces=pairing, state__in=BEFORE_ORDER).first()


def root_of(document_id: uuid.UUID | None) -> Document:
    """The order on pairs itself, whatever orders have changed it since."""
    document = Document.objects.select_related("amends").get(pk=document_id)
    return root_of(document.amends_id) if document.amends_id else document


def _must_be_ordered(pairing: Pairing) -> None:
    if pairing.state not in ORDERED or pairing.order_document_id is None:
        raise WrongState("Приказом меняют пару, которая закреплена приказом. Эту можно изменить прямо здесь.")


def refuse_short_notice(pairing: Pairing, last_day: dt.date, today: dt.date, reason: str) -> None:
    """A worker is told at least three working days before the extra work ends (ТК 351.8); who left needs no notice."""
    (facts,) = queries.facts([pairing])
    if not queries.needs_duties(facts) or reason in ("mentor_left", "mentee_left"):
        return
    if last_day >= today and working_days_between(today, last_day) < 3:
        raise InputRefused(
            "Работника предупреждают не позднее чем за три рабочих дня (ТК РФ, ст. 351.8). Выберите более поздний день.",
            field="on",
        )


def draft_replacement(*, by: Actor, successor: Pairing, reason: str) -> Document:
    """The order that replaces the mentor of one pair."""
    by.must("pairings.order")
    old = successor.replaces
    if old is None:
        raise WrongState("Эта пара никого не заменяет.")
    _must_be_ordered(old)
    order = root_of(old.order_document_id)
    change = {"what": "replace", "old": old.pk, "new": successor.pk, "from": successor.starts_on, "reason": reason}
    return documents.draft(
        by=by,
        kind="order_replace_mentor",
        subject={"order": order.pk, "changes": [change], "pairings": [successor.pk]},
        title="О замене наставника",
        program_year=old.program_year,
        amends=order,
    )


def draft_termination(*, by: Actor, pairing: Pairing, on: dt.date, reason: str) -> Document:
    """The order that ends one pair early; the pair works until its last day."""
    by.must("pairings.order")
    _must_be_ordered(pairing)
    refuse_short_notice(pairing, on, clock.today(by.organization), reason)
    if on < pairing.starts_on:
        raise InputRefused("Пара не может закончиться раньше, чем началась.", field="on")
    order = root_of(pairing.order_document_id)
    return documents.draft(
        by=by,
        kind="order_terminate",
        subject={"order": order.pk, "changes": [{"what": "remove", "pairing": pairing.pk, "on": on, "reason": reason}]},
        title="О досрочном прекращении наставничества",
        program_year=pairing.program_year,
        amends=order,
    )


def draft_amendment(
    *,
    by: Actor,
    order: Document,
    remove: Mapping[uuid.UUID, dt.date],
    terms: Mapping[uuid.UUID, dt.date],
    add: Sequence[uuid.UUID],
    reason: str,
    why: str = "organization_decision",
) -> Document:
    """One order with several changes of the pairs of an order: ended (pair → last day), new terms (pair → last day),
    added pairs and planned replacements (`add`). `reason` begins the text of the order.
    """
    by.must("pairings.order")
    held = {pairing.pk: pairing for pairing in pairs_of_order(order)}
    today = clock.today(by.organization)
    changes: list[Change] = []
    for pk, last_day in remove.items():
        pairing = _held(held, pk)
        refuse_short_notice(pairing, last_day, today, why)
        if not pairing.starts_on <= last_day:
            raise InputRefused(f"{pairing.mentor.short_name}: последний день раньше начала пары.")
        changes.append({"what": "remove", "pairing": pk, "on": last_day, "reason": why})
    for pk, until in terms.items():
        pairing = _held(held, pk)
        if pk in remove:
            raise InputRefused(f"{pairing.mentor.short_name}: пару и прекращают, и продлевают. Оставьте одно.")
        if until < pairing.starts_on:
            raise InputRefused(f"{pairing.mentor.short_name}: новое окончание раньше начала пары.")
        if until != pairing.ends_on:
            changes.append({"what": "term", "pairing": pk, "until": until, "was": pairing.ends_on})
    fresh = list(queries.living().filter(pk__in=add, state__in=BEFORE_ORDER))
    for pairing in fresh:
        if pairing.replaces_id is not None:
            _held(held, pairing.replaces_id)
            changes.append(
                {"what": "replace", "old": pairing.replaces_id, "new": pairing.pk, "from": pairing.starts_on,
                 "reason": why}
            )  # fmt: skip
    if not changes and not fresh:
        raise InputRefused("Ничего не меняется. Отметьте строку, срок или новую пару.")
    subject = {
        "order": order.pk,
        "changes": changes or [{"what": "add"}],
        "pairings": [pairing.pk for pairing in fresh],
        "reason": reason.strip(),
    }
    return documents.draft(
        by=by,
        kind="order_amend",
        subject=subject,
        title=f"О внесении изменений в приказ № {order.number}" if order.number else "О внесении изменений",
        program_year=order.program_year,
        amends=order,
    )


def _held(held: Mapping[uuid.UUID, Pairing], pk: uuid.UUID) -> Pairing:
    if pk not in held:
        raise DomainError("Этой пары нет в приказе. Обновите страницу и выберите заново.")
    return held[pk]


def pairs_of_order(order: Document) -> list[Pairing]:
    """Living pairs that stand in the edition in force: fixed by the order or by those that changed it."""
    chain = [order.pk, *order.amended_by.exclude(state="cancelled").values_list("pk", flat=True)]
    rows = queries.living().filter(order_document_id__in=chain, state__in=ORDERED)
    return sorted(rows, key=lambda item: (item.order_line or 0, item.mentor.last, str(item.pk)))


# --- what registration means, and its undoing ------------------------------------------------------------------------


def apply(*, by: Actor, document: Document) -> None:
    """The amending order is registered: new pairs begin, old ones end with their facts kept, terms move.

    A successor whose consents had not all been given by the order's date waits, and so does the pair it replaces.
    """
    by.must("documents.register", document)
    with transaction.atomic():
        services.fix_by_order(by=by, document=document)
        last = last_line(document.amends_id, but=document.pk)
        for change in document.subject.get("changes", []):
            if change["what"] == "replace":
                _replace(by, document, change)
            elif change["what"] == "remove":
                _end(by, change["pairing"], dt.date.fromisoformat(change["on"]), change["reason"], document)
            elif change["what"] == "term":
                _move_term(by, change["pairing"], change["until"], document)
        added = Pairing.objects.filter(order_document_id=document.pk, replaces=None).order_by("order_line")
        for place, pairing in enumerate(added, start=last + 1):
            pairing.order_line = place
            pairing.save(update_fields=["order_line"])


def _locked(pk: str | uuid.UUID) -> Pairing | None:
    """The pair, held; None when it was taken away meanwhile: a signed sheet is a fact all the same."""
    return services.locked(uuid.UUID(str(pk))) if queries.living().filter(pk=pk).exists() else None


def last_line(order_id: uuid.UUID | None, but: uuid.UUID | None = None) -> int:
    """The greatest line of the order's annex with its changes, without those of the order `but`."""
    chain = Document.objects.filter(amends_id=order_id).exclude(pk=but).values_list("pk", flat=True)
    rows = Pairing.objects.filter(order_document_id__in=[order_id, *chain], order_line__isnull=False)
    return max(rows.values_list("order_line", flat=True), default=0)


def _replace(by: Actor, document: Document, change: Mapping[str, str]) -> None:
    successor = _locked(change["new"])
    if successor is None or successor.order_document_id != document.pk:
        return  # its consents were not in time: both pairs wait for the mending act
    old = _end(by, change["old"], successor.starts_on - DAY, change["reason"], document)
    if old is None:
        return
    successor.order_line = old.order_line
    successor.save(update_fields=["order_line"])
    program = PersonalProgram.objects.filter(pairing=old).first()
    if program is not None and not PersonalProgram.objects.filter(pairing=successor).exists():
        PersonalProgram.objects.create(
            pairing=successor,
            starts_on=max(program.starts_on, successor.starts_on),
            ends_on=max(min(program.ends_on, successor.ends_on), successor.starts_on),
            difficulties=program.difficulties,
            goals=program.goals,
            items=program.items,
            expected=program.expected,
        )
    journal.record(by, "pairings.mentor_replaced", old, successor=successor.pk, document=document.pk)


def _end(by: Actor, pk: str, on: dt.date, reason: str, document: Document) -> Pairing | None:
    """End a pair by the order; one that has ended meanwhile is left as it is."""
    pairing = _locked(pk)
    if pairing is None or pairing.state not in ORDERED:
        return None
    services.move(pairing, "terminate")
    pairing.ended_on, pairing.end_reason = on, reason[:40]
    pairing.end_note = f"Приказ № {document.number} от {document.signed_on:%d.%m.%Y}"
    pairing.save()
    _leave_banks(by, pairing)
    journal.record(by, "pairings.terminated", pairing, on=on, reason=reason, document=document.pk)
    return pairing


def _leave_banks(by: Actor, pairing: Pairing) -> None:
    """Both sides are free again, except those whom another living pair holds."""
    living = Pairing.objects.filter(program_year=pairing.program_year, removed_at=None, state__in=LIVING)
    living = living.filter(ordered_on__isnull=False)
    mentees = [member.person_id for member in pairing.members.all()]
    held = set(living.filter(members__person_id__in=mentees).values_list("members__person_id", flat=True))
    if living.filter(mentor_id=pairing.mentor_id).exists():
        free_mentor: list[uuid.UUID] = []
    else:
        free_mentor = [pairing.mentor_id]
    banks.people_freed(
        by=by,
        program_year=pairing.program_year,
        mentor_ids=free_mentor,
        mentee_ids=[pk for pk in mentees if pk not in held],
    )


def _move_term(by: Actor, pk: str, until: str, document: Document) -> None:
    pairing = _locked(pk)
    if pairing is None or pairing.state not in ORDERED:
        return
    before, pairing.ends_on = pairing.ends_on, dt.date.fromisoformat(until)
    pairing.save(update_fields=["ends_on"])
    journal.record(by, "pairings.term_changed", pairing, before=before, until=until, document=document.pk)


def turn_back(*, by: Actor, document: Document) -> None:
    """The amending order is repealed: ended pairs work again, successors go, terms return, added pairs wait."""
    by.must("documents.cancel", document)
    with transaction.atomic():
        services.release_from_order(by=by, document=document)
        for change in document.subject.get("changes", []):
            if change["what"] == "replace":
                successor = _locked(change["new"])
                if successor is not None and successor.state in BEFORE_ORDER:
                    services.remove(by=by, pairing=successor)
                    _leave_banks(by, successor)
                _restore(by, change["old"], document)
            elif change["what"] == "remove":
                _restore(by, change["pairing"], document)
            elif change["what"] == "term":
                _move_term(by, change["pairing"], change["was"], document)


def _restore(by: Actor, pk: str, document: Document) -> None:
    pairing = _locked(pk)
    if pairing is None or pairing.state != "terminated":
        return
    services.move(pairing, "restore")
    pairing.ended_on, pairing.end_reason, pairing.end_note = None, "", ""
    pairing.save()
    mentees = [member.person_id for member in pairing.members.all()]
    banks.pair_started(by=by, program_year=pairing.program_year, mentor_id=pairing.mentor_id, mentee_ids=mentees)
    journal.record(by, "pairings.restored", pairing, document=document.pk)


def drop_successors(*, document: Document, by: Actor, **_: Any) -> None:
    """A draft of a replacement is discarded: the pair that was to come goes with it."""
    if document.kind != "order_replace_mentor":
        return
    for change in document.subject.get("changes", []):
        successor = queries.living().filter(pk=change["new"], state__in=BEFORE_ORDER).first()
        if successor is not None:
            services.remove(by=by, pairing=successor)


def reason_words(code: str) -> str:
    """«В связи с отказом наставника …»; empty for a reason that is written by hand."""
    reason = end_reasons().get(code)
    return f"В связи с {reason.ground}" if reason and reason.ground else ""
