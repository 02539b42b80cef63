"""From a printed draft to a signed paper. Signing waits for its gates; a signed sheet is a fact."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from nastavnik.features.documents import codes, rendering
from nastavnik.features.documents.models import Document, DocumentFile, Register
from nastavnik.features.documents.rules import SIGNED, BadNumber, period_of, read_number
from nastavnik.features.documents.services import reviews
from nastavnik.features.documents.services.common import kind_of, locked, move, name_people
from nastavnik.features.organizations import queries as organizations
from nastavnik.kernel import clock, jobs, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import Obstacle
from nastavnik.kernel.errors import Changed, DomainError, InputRefused, Step, WrongState
from nastavnik.kernel.files import StoredFile


def obstacles_of(document: Document, on: dt.date, *, asked: Collection[str] | None = None) -> list[Obstacle]:
    """The gates of signing, as they stand on the date: from the kind, from the route of agreement, from the paper.

    `asked`: kinds that the organisation agrees upon before signing; read here when it is not given.
    """
    spec = kind_of(document.kind)
    found = list(spec.obstacles(document, on)) if spec.obstacles else []
    found.extend(reviews.obstacles(document, reviews.demanded() if asked is None else asked))
    if spec.template:
        tree = rendering.tree_of(document)
        for gap in tree.missing:
            found.append(Obstacle("DOC_NO_REQUISITE", f"В документе нет: {gap.label}.", severity="warn"))
        for doubt in tree.doubts:
            found.append(
                Obstacle(
                    "DOC_CASE_DOUBT", f"Проверьте склонение: «{doubt.form}» (от «{doubt.source}»).", severity="warn"
                )
            )
    if spec.signer != "author" and document.signer is None and organizations.signer_on(on) is None:
        found.append(Obstacle("DOC_SIGNER_NO_POWER", "Не указано, кто подписывает документы.", severity="block"))
    return found


def mark_printed(*, by: Actor, document: Document) -> Document:
    """The draft is printed and lies before the signer."""
    by.must("documents.print", document)
    with transaction.atomic():
        fresh = locked(document.pk)
        move(fresh, "print")
        fresh.save()
        journal.record(by, "documents.printed", fresh)
    return fresh


def sign(*, by: Actor, document: Document, on: dt.date, shown_hash: str, overrule_reason: str = "") -> Document:
    """Mark the document as signed on the date.

    `shown_hash` is the content hash of what the signer saw: if the document or its facts changed since, nobody signs
    blindly. What its author or a meeting's chair signs may be marked by those who draft. Gates of law refuse; others are overruled by the director by name with a reason.
    """
    spec = kind_of(document.kind)
    if not (spec.signer == "author" and by.may("documents.draft", document)):
        by.must("documents.sign", document)
    if on > clock.today(by.organization):
        raise InputRefused("Дата подписания ещё не наступила. Укажите сегодняшнюю или прошедшую.", field="on")
    with transaction.atomic():
        fresh = locked(document.pk)
        if fresh.content_hash != shown_hash:
            raise Changed("Документ изменён, посмотрите ещё раз.")
        if spec.data and _shown(_current(fresh, by), spec.late) != _shown(fresh.data, spec.late):
            raise Changed(
                "После подготовки изменились данные, из которых составлен документ."
                " Обновите проект и посмотрите ещё раз.",
                next_step=Step("Открыть документ", f"/documents/{document.pk}/"),
            )
        blocks = _overruled(by, fresh, on, overrule_reason)
        move(fresh, "sign")
        fresh.signed_on = on
        fresh.signer = fresh.signer or organizations.signer_on(on)
        fresh.overrule_reason = overrule_reason.strip()[:500] if blocks else ""
        fresh.save()
        reviews.close_open(fresh)
        journal.record(by, "documents.signed", fresh, on=on, hash=shown_hash, overruled=[item.code for item in blocks])
        if spec.on_signed:
            spec.on_signed(fresh, by)
        if not spec.numbered:
            move(fresh, "register")
            fresh.registered_at = clock.now()
            fresh.save()
            if spec.on_registered:
                spec.on_registered(fresh, by)
        freeze(by, fresh)
    return fresh


def _overruled(by: Actor, document: Document, on: dt.date, reason: str) -> list[Obstacle]:
    """The gates that stand and are overruled with the reason; refuses when a gate of law stands or no reason is given."""
    blocks = [item for item in obstacles_of(document, on) if item.severity == "block"]
    for block in blocks:
        if block.legal:
            raise DomainError(block.message, next_step=Step(block.fix.label, block.fix.url) if block.fix else None)
    if blocks and not reason.strip():
        raise DomainError(
            f"{blocks[0].message} Подписать всё же можно, указав причину.",
            next_step=Step(blocks[0].fix.label, blocks[0].fix.url) if blocks[0].fix else None,
        )
    if blocks:
        by.must("documents.overrule", document)
    return blocks


def _shown(data: Mapping[str, Any], late: Collection[str]) -> dict[str, Any]:
    """The data without what is written on the printed sheet by pen."""
    return {name: value for name, value in data.items() if name not in late}


def _current(document: Document, by: Actor) -> dict[str, Any]:
    from nastavnik.features.documents.services.drafts import _facts

    return _facts(kind_of(document.kind), document.subject, document.edits, by)


def freeze(by: Actor, document: Document) -> None:
    """Keep the PDF and DOCX of what was signed; a job renders them after the transaction."""
    if document.template:
        jobs.enqueue(
            by,
            "documents.freeze",
            title=f"Файлы документа «{document.title[:120]}»",
            args={"document": str(document.pk)},
            key=f"freeze:{document.pk}:{document.number}",
        )


def attach_scan(*, by: Actor, document: Document, scan: StoredFile) -> DocumentFile:
    """Add the scan of the signed original; earlier scans stay."""
    by.must("documents.register", document)
    if document.state not in SIGNED:
        raise WrongState("Скан прикладывают к подписанному документу. Сначала отметьте подпись или внесите номер.")
    with transaction.atomic():
        version = document.files.filter(role="scan").count() + 1
        kept = DocumentFile.objects.create(document=document, role="scan", file=scan, version=version)
        journal.record(by, "documents.scan_attached", document, name=scan.name)
    return kept


def record_prior(
    *,
    by: Actor,
    kind: str,
    title: str,
    number: str,
    on: dt.date,
    note: str = "",
    scan: StoredFile | None = None,
    subject: Mapping[str, Any] | None = None,
    person_ids: Sequence[uuid.UUID] = (),
) -> Document:
    """Enter an act issued before the system: registered, without a text of ours; its facts count from its date."""
    by.must("documents.prior")
    spec = kind_of(kind)
    if on > clock.today(by.organization):
        raise InputRefused("Дата документа ещё не наступила.", field="on")
    try:
        typed = read_number(number) if number.strip() else None
    except BadNumber as error:
        raise InputRefused(str(error), field="number") from None
    register = Register.objects.filter(code=spec.register).first() if spec.register else None
    period = period_of(register.restarts, on) if register else ""
    with transaction.atomic():
        if register and typed:
            from nastavnik.features.documents.services.registers import refuse_taken

            refuse_taken(register, period, typed.text)
        document = Document.objects.create(
            organization=by.organization,
            code=codes.new_code()[0],
            kind=kind,
            title=title or spec.title,
            program_year=organizations.current_year(),
            state="registered" if typed or not register else "signed",
            subject=dict(subject or {}),
            signed_on=on,
            register=register,
            register_period=period if typed else "",
            number=typed.text if typed else "",
            number_sort=typed.order if typed else None,
            registered_at=clock.now(),
            before_system=True,
            note=note[:500],
            created_by=by.label[:200],
            created_at=clock.now(),
        )
        name_people(document, list(person_ids))
        if scan:
            DocumentFile.objects.create(document=document, role="scan", file=scan)
        journal.record(by, "documents.prior_recorded", document, kind=kind, number=document.number, on=on)
        if document.state == "registered" and spec.on_registered:
            spec.on_registered(document, by)
    return document


def repeal(
    *, by: Actor, document: Document, reason: str, by_document: Document | None = None, alone: bool = True
) -> Document:
    """A signed document is ended only by another document, or by a mistake named in words; its facts are reopened.

    `alone=False`: an amendment that ends together with the act it changed; what it did is not turned back apart.
    """
    by.must("documents.cancel", document)
    if not reason.strip() and by_document is None:
        raise InputRefused("Назовите причину или документ, которым отменяют.", field="reason")
    spec = kind_of(document.kind)
    with transaction.atomic():
        fresh = locked(document.pk)
        move(fresh, "repeal")
        fresh.note = (fresh.note + " " + reason).strip()[:500]
        fresh.save()
        if by_document is not None and alone:  # the main one of those it ends
            by_document.cancels = fresh
            by_document.save(update_fields=["cancels"])
        journal.record(by, "documents.repealed", fresh, reason=reason)
        if spec.on_cancelled and alone:
            spec.on_cancelled(fresh, by)
    return fresh
