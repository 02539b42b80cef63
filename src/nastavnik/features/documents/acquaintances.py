"""Acquaintances in figures: how many of those called have signed, on a day. Set-based, no query per row.

Who left without a signature is not in the denominator: nobody can ask them any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from nastavnik.features.documents.models import Acquaintance, Document, DocumentPerson
from nastavnik.features.documents.queries import get_document, visible_documents
from nastavnik.features.documents.rules import SIGNED
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import ActivityRef, EvidenceAnswer, EvidenceRule, Link, document_kinds, evidence
from nastavnik.kernel.errors import NotFound
from nastavnik.ui.text import count_phrase, of_phrase

#: The kind of activity that asks about every order of the year when no acquaintance was begun from it.
EVERY_ORDER = "acquaint_order"


def _present(prefix: str, on: dt.date) -> Q:
    """Rows of people who still count on the day: signed, or not left."""
    left = f"{prefix}person__left_on"
    return Q(**{f"{prefix}acquainted_on__lte": on}) | Q(**{f"{left}__isnull": True}) | Q(**{f"{left}__gt": on})


def with_progress(rows: QuerySet[Acquaintance], on: dt.date) -> QuerySet[Any]:
    """Adds `total`, `done` and `last_on` (the latest signature) as they stand on the day."""
    signed = Q(people__row__acquainted_on__lte=on)
    found: QuerySet[Any] = rows
    return found.annotate(
        total=Count("people", filter=_present("people__row__", on)),
        done=Count("people", filter=signed),
        last_on=Max("people__row__acquainted_on", filter=signed),
    )


def visible(actor: Actor) -> QuerySet[Acquaintance]:
    return Acquaintance.objects.filter(document__in=visible_documents(actor)).select_related("document")


def get(actor: Actor, pk: Any) -> Acquaintance:
    found = visible(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def rows_of(document: Document, acquaintance: Acquaintance | None) -> QuerySet[DocumentPerson]:
    """People of one acquaintance, or all people of the document; by group and name."""
    rows = document.people.select_related("person", "person__group")
    if acquaintance is not None:
        rows = rows.filter(calls__acquaintance=acquaintance)
    return rows.order_by("person__group__name", "person__last", "person__first", "pk")


def document_of(actor: Actor, acquaintance_id: Any, document_id: Any) -> tuple[Document, Acquaintance | None]:
    """The document and, when named, its acquaintance; NotFound when they do not belong together."""
    document = get_document(actor, document_id)
    if not acquaintance_id:
        return document, None
    found = get(actor, acquaintance_id)
    if found.document_id != document.pk:
        raise NotFound()
    return document, found


def orders_with_people(actor: Actor, on: dt.date) -> QuerySet[Any]:
    """Signed documents that name people to be acquainted, with `total` and `done`, begun from no acquaintance."""
    rows = visible_documents(actor).filter(state__in=SIGNED, before_system=False, acquaintances=None)
    return _counted(rows, on).filter(total__gt=0)


def _counted(rows: QuerySet[Document], on: dt.date) -> QuerySet[Any]:
    must = Q(people__must_acquaint=True)
    signed = must & Q(people__acquainted_on__lte=on)
    found: QuerySet[Any] = rows
    return found.annotate(
        total=Count("people", filter=must & _present("people__", on)),
        done=Count("people", filter=signed),
        last_on=Max("people__acquainted_on", filter=signed),
    )


def _answer(total: int, done: int, last_on: dt.date | None, whose: str, links: tuple[Link, ...]) -> EvidenceAnswer:
    words = f"{whose}: ознакомлены {of_phrase(done, total)}" if total else f"{whose}: знакомить некого"
    if total and done == total:
        return EvidenceAnswer("done", words, done, total, last_on, links)
    return EvidenceAnswer("part", words, done, total, None, links)


def acquainted(refs: Sequence[ActivityRef], on: dt.date) -> list[EvidenceAnswer]:
    """Done when everybody called by the acquaintances begun from the activity has signed; the denominator is named.

    An activity about acquaintance with orders, from which nothing was begun, looks at the year's orders about people.
    """
    begun: dict[Any, list[Any]] = {}
    rows = Acquaintance.objects.filter(activity_id__in=[ref.activity_id for ref in refs])
    rows = rows.exclude(document__state="cancelled").select_related("document")
    for item in with_progress(rows, on).order_by("started_on", "pk"):
        begun.setdefault(item.activity_id, []).append(item)
    orders = _orders(on) if any(ref.kind == EVERY_ORDER and ref.activity_id not in begun for ref in refs) else []
    answers = []
    for ref in refs:
        own = begun.get(ref.activity_id, [])
        if own:
            links = tuple(
                Link(f"{item.document.title}: {item.audience}", reverse("documents:acquaint_page", args=[item.pk]))
                for item in own[-5:]
            )
            acts = len({item.document_id for item in own})
            whose = own[0].audience if len(own) == 1 else f"По {count_phrase(acts, 'акту,актам,актам')}"
            answers.append(_sum(own, whose[:1].upper() + whose[1:], links))
            continue
        year = [item for item in orders if item.program_year_id in (ref.program_year_id, None)]
        if ref.kind == EVERY_ORDER and year:
            links = tuple(Link(item.title, reverse("documents:acquaintance", args=[item.pk])) for item in year[-5:])
            answers.append(_sum(year, "Названные в приказах года", links))
        else:
            answers.append(EvidenceAnswer("none", "Ознакомление ещё не начато"))
    return answers


def _sum(rows: Sequence[Any], whose: str, links: tuple[Link, ...]) -> EvidenceAnswer:
    dates = [item.last_on for item in rows if item.last_on]
    return _answer(
        sum(item.total for item in rows), sum(item.done for item in rows), max(dates, default=None), whose, links
    )


def _orders(on: dt.date) -> list[Any]:
    kinds = [kind.code for kind in document_kinds if kind.family == "order"]
    rows = Document.objects.filter(kind__in=kinds, state__in=SIGNED, before_system=False, signed_on__lte=on)
    return list(_counted(rows, on).filter(total__gt=0).order_by("signed_on"))


def register() -> None:
    evidence.add(EvidenceRule("acquainted", "Ознакомлены под подпись", acquainted))
