"""Drafts: made from facts, remade when facts change, discarded. Drafts always print."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from nastavnik.features.documents import codes, rendering
from nastavnik.features.documents.models import Document, Register
from nastavnik.features.documents.rules import ON_ROUTE, OPEN
from nastavnik.features.documents.services.common import kind_of, locked, move, name_people
from nastavnik.features.documents.services.reviews import close_open, restart
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DocumentKind
from nastavnik.kernel.errors import WrongState
from nastavnik.kernel.registry import hooks


def _facts(kind: DocumentKind, subject: Mapping[str, Any], edits: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """The template's data from facts, with what a person typed into the draft on top."""
    data = dict(kind.data(subject, by)) if kind.data else {}
    for path, value in edits.items():
        place = data
        *way, last = path.split(".")
        for step in way:
            place = place.setdefault(step, {})
        place[last] = value
    return data


def _write(document: Document, kind: DocumentKind, by: Actor) -> None:
    document.data = _facts(kind, document.subject, document.edits, by)
    document.template = kind.template
    tree = rendering.tree_of(document)
    document.text = rendering.text_of(tree)
    document.content_hash = rendering.hash_of(document.text, document.data)
    document.engine_version = rendering.engine_version()


def _plain(value: Any) -> Any:
    """A subject as it is kept: ids and dates as text, in lists and objects too."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, (uuid.UUID, dt.date)) else value


def draft(
    *,
    by: Actor,
    kind: str,
    subject: Mapping[str, Any],
    title: str = "",
    program_year: ProgramYear | None = None,
    activity_id: uuid.UUID | None = None,
    amends: Document | None = None,
    edits: Mapping[str, Any] | None = None,
) -> Document:
    """Draft a document of the kind from facts. An open draft of the same kind and subject is returned as it is.

    `subject`: small JSON object of ids. `edits`: {"path.in.data": value} typed by a person over the facts.
    """
    by.must("documents.draft")
    spec = kind_of(kind)
    plain = _plain(subject)
    same = [item for item in Document.objects.filter(kind=kind, state__in=OPEN) if item.subject == plain and plain]
    if same:
        return same[0]
    year = program_year or organizations.current_year()
    document = Document(
        organization=by.organization,
        code=codes.new_code()[0],
        kind=kind,
        title=title or spec.title,
        program_year=year,
        subject=plain,
        edits=dict(edits or {}),
        signer=organizations.signer_on(clock.today(by.organization)),
        register=Register.objects.filter(code=spec.register).first() if spec.register else None,
        activity_id=activity_id,
        amends=amends,
        created_by=by.label[:200],
        created_at=clock.now(),
    )
    _write(document, spec, by)
    with transaction.atomic():
        document.save()
        if spec.people:
            name_people(document, list(spec.people(plain)))
        journal.record(by, "documents.drafted", document, kind=kind, title=document.title)
    return document


def refresh(*, by: Actor, document: Document, reason: str = "изменились данные системы") -> Document:
    """Remake an open draft from the facts of now.

    While it is being agreed upon (or was), another text returns the route to its start; `reason` tells the people why.
    """
    by.must("documents.draft", document)
    spec = kind_of(document.kind)
    if document.state not in OPEN:
        raise WrongState("Документ подписан: его текст больше не меняется. Изменение вносят новым документом.")
    _write(document, spec, by)
    with transaction.atomic():
        fresh = locked(document.pk)
        if fresh.state not in OPEN:
            raise WrongState("Документ успели подписать: его текст больше не меняется.")
        document.version = fresh.version + 1
        if fresh.state not in ON_ROUTE:
            document.state = "draft"
        elif fresh.content_hash != document.content_hash:
            restart(by, document, reason)
        else:
            document.state = fresh.state
        document.save()
        if spec.people:
            name_people(document, list(spec.people(document.subject)))
        journal.record(by, "documents.refreshed", document)
    return document


def edit(*, by: Actor, document: Document, title: str, edits: Mapping[str, Any], reason: str = "") -> Document:
    """Change the heading and the typed parts of an open draft; the facts stay facts. `reason`: as in `refresh`."""
    by.must("documents.draft", document)
    document.title = title or document.title
    document.edits = {**document.edits, **edits}
    return refresh(by=by, document=document, reason=reason)


def discard(*, by: Actor, document: Document) -> Document:
    """Take an unsigned draft out of work; it stays in the list as cancelled and can not be signed."""
    by.must("documents.cancel", document)
    with transaction.atomic():
        fresh = locked(document.pk)
        move(fresh, "discard")
        fresh.save()
        close_open(fresh)
        journal.record(by, "documents.discarded", fresh)
        hooks.fire("documents.discarded", document=fresh, by=by)
    return fresh
