"""Acquaintance is kept per person, beside the document: who is called to read, who signed, a wrong mark taken back."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection

from django.db import transaction

from nastavnik.features.documents import codes
from nastavnik.features.documents.kinds import OUTSIDE
from nastavnik.features.documents.models import Acquaintance, AcquaintancePerson, Document, DocumentPerson
from nastavnik.features.documents.rules import SIGNED
from nastavnik.features.organizations import queries as organizations
from nastavnik.kernel import clock, jobs, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, WrongState


def outside_act(*, by: Actor, title: str, number: str, on: dt.date) -> Document:
    """An act of another body by its name, number and date. The same number of the same day is one act."""
    by.must("documents.prior")
    title, number = " ".join(title.split())[:500], number.strip().removeprefix("№").strip()[:60]
    if not title:
        raise InputRefused("Напишите, что это за акт: вид, чей он и о чём.", field="title")
    if on > clock.today(by.organization):
        raise InputRefused("Дата акта ещё не наступила.", field="on")
    with transaction.atomic():
        same = Document.objects.filter(kind=OUTSIDE, number=number, signed_on=on).exclude(state="cancelled")
        found = (same if number else same.filter(title=title)).first()
        if found is not None:
            return found
        act = Document.objects.create(
            organization=by.organization,
            code=codes.new_code()[0],
            kind=OUTSIDE,
            title=title,
            state="registered",
            signed_on=on,
            number=number,
            registered_at=clock.now(),
            before_system=True,
            created_by=by.label[:200],
            created_at=clock.now(),
        )
        journal.record(by, "documents.prior_recorded", act, kind=OUTSIDE, number=number, on=on)
    return act


def start_acquaintance(
    *,
    by: Actor,
    document: Document,
    person_ids: Collection[uuid.UUID],
    audience: str,
    activity_id: uuid.UUID | None = None,
    due_on: dt.date | None = None,
) -> Acquaintance:
    """Give an act to the people to read under signature. The list is fixed: it is the denominator of the evidence.

    `audience` names that denominator in words. Errors: WrongState (not signed yet), InputRefused (nobody chosen).
    """
    by.must("documents.acquaint", document)
    if document.state not in SIGNED:
        raise WrongState("Знакомят с подписанным документом. Сначала отметьте подпись.")
    ids = list(dict.fromkeys(person_ids))
    if not ids:
        raise InputRefused("Никто не выбран. Отметьте роль или группу либо впишите фамилии.", field="roles")
    today = clock.today(by.organization)
    if due_on is not None and due_on < today:
        raise InputRefused("Срок уже прошёл. Выберите сегодняшний день или более поздний.", field="due_on")
    with transaction.atomic():
        call_to_acquaint(by=by, document=document, person_ids=ids)
        made = Acquaintance.objects.create(
            organization=by.organization,
            document=document,
            program_year=organizations.current_year(),
            activity_id=activity_id,
            audience=audience[:500],
            due_on=due_on,
            started_on=today,
            started_by=by.label[:200],
        )
        rows = document.people.filter(person_id__in=ids).values_list("pk", flat=True)
        AcquaintancePerson.objects.bulk_create([AcquaintancePerson(acquaintance=made, row_id=pk) for pk in rows])
        journal.record(by, "documents.acquaintance_started", document, audience=made.audience, count=len(ids))
    return made


def drop_acquaintance(*, by: Actor, acquaintance: Acquaintance) -> None:
    """Undo the start while nobody has signed; people whom nothing else calls are no longer asked."""
    by.must("documents.acquaint", acquaintance.document)
    with transaction.atomic():
        rows = DocumentPerson.objects.filter(calls__acquaintance=acquaintance)
        if rows.exclude(acquainted_on=None).exists():
            raise WrongState("Кто-то уже расписался: ознакомление остаётся. Снимите отметки, если они ошибочны.")
        alone = [row.pk for row in rows.prefetch_related("calls") if row.calls.count() == 1 and row.line is None]
        journal.record(by, "documents.acquaintance_dropped", acquaintance.document, audience=acquaintance.audience)
        acquaintance.delete()
        DocumentPerson.objects.filter(pk__in=alone).delete()


def call_to_acquaint(*, by: Actor, document: Document, person_ids: Collection[uuid.UUID]) -> int:
    """Name who must be acquainted with the document; returns how many were added."""
    by.must("documents.acquaint", document)
    with transaction.atomic():
        known = set(document.people.values_list("person_id", flat=True))
        document.people.filter(person_id__in=person_ids).update(must_acquaint=True)
        fresh = [pk for pk in dict.fromkeys(person_ids) if pk not in known]
        DocumentPerson.objects.bulk_create(
            [DocumentPerson(document=document, person_id=pk, must_acquaint=True) for pk in fresh]
        )
    return len(fresh)


def acquaint(
    *, by: Actor, document: Document, person_ids: Collection[uuid.UUID], on: dt.date, way: str = "paper"
) -> int:
    """Mark persons as acquainted on the date; those already marked keep their date. Returns how many were marked."""
    by.must("documents.acquaint", document)
    if on > clock.today(by.organization):
        raise InputRefused("Дата ознакомления ещё не наступила.", field="on")
    if document.signed_on and on < document.signed_on:
        raise InputRefused("Ознакомить раньше даты документа нельзя. Проверьте дату.", field="on")
    call_to_acquaint(by=by, document=document, person_ids=person_ids)
    with transaction.atomic():
        rows = document.people.filter(person_id__in=person_ids, acquainted_on=None)
        marked = list(rows.values_list("person_id", flat=True))
        rows.update(acquainted_on=on, acquainted_way=way)
        journal.record(by, "documents.acquainted", document, count=len(marked), on=on, persons=marked)
    return len(marked)


def take_back_acquaintance(*, by: Actor, document: Document, person_ids: Collection[uuid.UUID]) -> int:
    """A mark was made by mistake: the persons wait for a signature again; the former dates stay in the history."""
    by.must("documents.acquaint", document)
    with transaction.atomic():
        rows = document.people.filter(person_id__in=person_ids).exclude(acquainted_on=None)
        were = {str(row.person_id): row.acquainted_on for row in rows}
        rows.update(acquainted_on=None, acquainted_way="")
        if were:
            journal.record(by, "documents.acquaintance_taken_back", document, count=len(were), were=were)
    return len(were)


def start_acquaintance_sheets(
    *, by: Actor, document: Document, row_ids: Collection[uuid.UUID], back_url: str = ""
) -> jobs.Job:
    """Queue the making of one PDF: sheets of acquaintance, personal extracts for students."""
    by.must("documents.acquaint", document)
    ids = sorted(str(pk) for pk in set(row_ids))
    if not ids:
        raise InputRefused("Печатать нечего: все уже расписались.")
    digest = hashlib.sha256(("\n".join([str(document.pk), document.number, *ids])).encode()).hexdigest()[:32]
    return jobs.enqueue(
        by,
        "documents.acquaintance",
        title=f"Листы ознакомления: {document.title[:120]}",
        args={"document": str(document.pk), "rows": ids},
        total=len(ids),
        key=f"acquaintance:{digest}",
        back_url=back_url,
    )
