"""Orders that change and end other acts: «о внесении изменений», «о признании утратившим силу».

What a change of an act means is known by the feature of its kind: it offers an `Amender`. Acts without one are changed
by typed points, which change the wording only.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nastavnik.features.documents.kinds import OUTSIDE, base_data
from nastavnik.features.documents.models import Document
from nastavnik.features.documents.rules import IN_FORCE
from nastavnik.kernel import journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DocumentKind, Link, Obstacle, document_kinds
from nastavnik.kernel.registry import Registry

AMENDED_FAMILIES = ("order", "approved")
AMEND, REPEAL = "order_amend", "order_repeal"
NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class Amender:
    """How orders of one kind (`code`) are changed. `url(document)`: the screen where changes are chosen; the rest is
    asked of an `order_amend` whose subject names an order of the kind (as in `DocumentKind`)."""

    code: str
    url: Callable[[Document], str]
    data: Callable[[Mapping[str, Any], Actor], Mapping[str, Any]]
    obstacles: Callable[[Document, dt.date], Sequence[Obstacle]]
    on_registered: Callable[[Document, Actor], None]
    on_cancelled: Callable[[Document, Actor], None]
    people: Callable[[Mapping[str, Any]], Sequence[uuid.UUID]]


amenders: Registry[Amender] = Registry("how orders are amended")


def amendable(document: Document) -> bool:
    """Acts that another order may change or end: own, of a family that has force, in force."""
    kind = document_kinds.get(document.kind)
    return (
        kind is not None and kind.family in AMENDED_FAMILIES and document.kind != OUTSIDE and document.state in IN_FORCE
    )


def target_of(subject: Mapping[str, Any]) -> Document | None:
    """The order that is changed."""
    return Document.objects.filter(pk=subject.get("order") or NOBODY).first()


def amender_of(subject: Mapping[str, Any]) -> Amender | None:
    target = target_of(subject)
    return amenders.get(target.kind) if target else None


def act_data(document: Document) -> dict[str, Any]:
    """The act as a template names it: title, number, date."""
    return {
        "title": f"«{document.title.strip('«»')}»",
        "number": document.number,
        "date": document.signed_on.isoformat() if document.signed_on else None,
    }


def not_in_force(target: Document | None) -> list[Obstacle]:
    """The gate of every amending act: what it changes is signed, numbered and not ended."""
    if target is None or target.state == "cancelled":
        return [Obstacle("DOC_STALE_FACT", "Изменяемого документа больше нет в силе: отмените проект.")]
    if target.state not in IN_FORCE:
        fix = Link("Внести номер", f"/documents/{target.pk}/#number")
        return [Obstacle("DOC_TARGET_NOT_IN_FORCE", f"«{target.title}»: номер ещё не внесён.", fix=fix)]
    return []


# --- «о внесении изменений» ------------------------------------------------------------------------------------------


def _amend_data(subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    data = base_data(subject, by)
    target, amender = target_of(subject), amender_of(subject)
    if target is not None:
        data["order"] = act_data(target)
    data["reason"] = subject.get("reason", "")
    if amender is not None and subject.get("changes"):
        return {**data, **amender.data(subject, by)}
    return {**data, "points": list(subject.get("points", []))}


def _amend_obstacles(document: Document, on: dt.date) -> list[Obstacle]:
    found = not_in_force(target_of(document.subject))
    amender = amender_of(document.subject)
    return [*found, *(amender.obstacles(document, on) if amender and document.subject.get("changes") else [])]


def _amended(document: Document, by: Actor) -> None:
    amender = amender_of(document.subject)
    if amender is not None and document.subject.get("changes"):
        amender.on_registered(document, by)
    note_change(document, by)


def note_change(document: Document, by: Actor) -> None:
    """The changed act's history says what changed it."""
    target = document.amends
    if target is not None:
        journal.record(by, "documents.amended", target, number=document.number, on=document.signed_on)


def _amend_cancelled(document: Document, by: Actor) -> None:
    amender = amender_of(document.subject)
    if amender is not None and document.subject.get("changes"):
        amender.on_cancelled(document, by)


def _amend_people(subject: Mapping[str, Any]) -> Sequence[uuid.UUID]:
    amender = amender_of(subject)
    return amender.people(subject) if amender and subject.get("changes") else []


# --- «о признании утратившим силу» -----------------------------------------------------------------------------------


def targets_of(subject: Mapping[str, Any]) -> list[Document]:
    """The acts that end, in the order of the subject."""
    wanted = list(subject.get("targets", []))
    rows = {str(item.pk): item for item in Document.objects.filter(pk__in=wanted)}
    return [rows[pk] for pk in wanted if pk in rows]


def with_amendments(document: Document) -> list[Document]:
    """The act and the orders in force that change it, the act first."""
    return [document, *document.amended_by.filter(state__in=IN_FORCE).order_by("signed_on", "number_sort")]


def _repeal_data(subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    data = base_data(subject, by)
    data |= {"targets": [act_data(item) for item in targets_of(subject)], "reason": subject.get("reason", "")}
    return data | ({"since": subject["since"]} if subject.get("since") else {})


def _repeal_obstacles(document: Document, on: dt.date) -> list[Obstacle]:
    targets = targets_of(document.subject)
    return [gap for item in targets for gap in not_in_force(item)] if targets else not_in_force(None)


def _repealed(document: Document, by: Actor) -> None:
    """The named acts end with their consequences; an amendment ends with the act it changed, nothing is turned back."""
    from nastavnik.features.documents.services.signing import repeal

    targets = [item for item in targets_of(document.subject) if item.state != "cancelled"]
    roots = {item.pk for item in targets}
    words = f"Утратил силу: приказ № {document.number} от {document.signed_on:%d.%m.%Y}."
    for item in sorted(targets, key=lambda item: item.amends_id in roots):
        repeal(by=by, document=item, reason=words, by_document=document, alone=item.amends_id not in roots)


def register() -> None:
    document_kinds.add(
        DocumentKind(
            code=AMEND,
            title="Приказ о внесении изменений",
            family="order",
            template=AMEND,
            register="ОД",
            data=_amend_data,
            obstacles=_amend_obstacles,
            on_registered=_amended,
            on_cancelled=_amend_cancelled,
            people=_amend_people,
        )
    )
    document_kinds.add(
        DocumentKind(
            code=REPEAL,
            title="Приказ о признании утратившим силу",
            family="order",
            template=REPEAL,
            register="ОД",
            data=_repeal_data,
            obstacles=_repeal_obstacles,
            on_registered=_repealed,
        )
    )
