"""Kinds of documents about pairs: their data from facts, their gates, what their registration means."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from nastavnik.features.documents.kinds import base_data
from nastavnik.features.documents.models import Document
from nastavnik.features.pairings import queries, rules, services
from nastavnik.features.pairings.dictionary import pairing_kinds
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.people.models import Person
from nastavnik.features.people.papers import person_data
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DocumentKind, Link, Obstacle, document_kinds
from nastavnik.kernel.tenancy import Membership


def pairs_of(subject: Mapping[str, Any]) -> list[Pairing]:
    """The subject's pairs in its order."""
    wanted = [uuid.UUID(pk) for pk in subject.get("pairings", [])]
    rows = {pairing.pk: pairing for pairing in queries.living().filter(pk__in=wanted)}
    return [rows[pk] for pk in wanted if pk in rows]


def form_title(code: str, profile: str) -> str:
    form = rules.form_or_none(code)
    return form.title_for(profile) if form else code


def curator_data(on: dt.date) -> dict[str, Any] | None:
    """The programme's curator as a person of papers; None when no card is bound to the role."""
    for membership in Membership.objects.filter(ended_at=None).exclude(person_id=None).order_by("pk"):
        if "curator" in membership.roles:
            person = Person.objects.select_related("group").filter(pk=membership.person_id).first()
            if person is not None:
                return person_data(person, on)
    return None


def order_data(subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    pairings = pairs_of(subject)
    data = base_data(subject, by)
    profile = by.organization.profile
    kinds = pairing_kinds()
    start = min((pairing.starts_on for pairing in pairings), default=None)
    end = max((pairing.ends_on for pairing in pairings), default=None)
    rows: list[dict[str, Any]] = []
    staff_rows: list[int] = []
    facts = {item.id: item for item in queries.facts(pairings)}
    for number, pairing in enumerate(pairings, start=1):
        row: dict[str, Any] = {
            "mentor": person_data(pairing.mentor),
            "mentees": [person_data(member.person) for member in pairing.members.all()],
            "form": form_title(pairing.form, profile),
            "kind": kinds[pairing.kind].title if pairing.kind in kinds else "",
        }
        if pairing.starts_on != start:
            row["start"] = pairing.starts_on.isoformat()
        if pairing.ends_on != end:
            row["end"] = pairing.ends_on.isoformat()
        if queries.needs_duties(facts[pairing.pk]):
            staff_rows.append(number)
        rows.append(row)
    data |= {
        "pairs": rows,
        "has_groups": any(len(row["mentees"]) > 1 for row in rows),
        "has_staff": bool(staff_rows),
        "staff_rows": ", ".join(map(str, staff_rows)),
        "grounds": "письменные согласия участников",
    }
    if start and end:
        data |= {"start": start.isoformat(), "end": end.isoformat()}
    curator = curator_data(start or dt.date.min)
    if curator:
        data["curator"] = curator
    return data


def order_obstacles(document: Document, on: dt.date) -> list[Obstacle]:
    """Gates of signing: everybody's consents by the date, then the organisation's own limits."""
    pairings = pairs_of(document.subject)
    found = queries.facts(pairings)
    lacks = queries.consent_lacks(found, on)
    obstacles = []
    for pair in found:
        fix = Link("Открыть пару", f"/pairs/{pair.id}/")
        for lack in lacks[pair.id]:
            code = "PAIR_NO_PARTICIPATION" if not lack.legal else "PD_NO_CONSENT"
            obstacles.append(Obstacle(code, lack.message, legal=lack.legal, fix=fix))
        for remark in rules.remarks(pair, on):
            severity = "block" if remark.stops else "warn"
            obstacles.append(Obstacle(remark.code, remark.message, remark.legal, severity, fix))  # type: ignore[arg-type]
    if not pairings:
        obstacles.append(Obstacle("DOC_STALE_FACT", "В приказе не осталось пар: обновите или отмените проект."))
    return obstacles


def people_named(subject: Mapping[str, Any]) -> Sequence[uuid.UUID]:
    return queries.people_of(pairs_of(subject))


def on_registered(document: Document, by: Actor) -> None:
    services.fix_by_order(by=by, document=document)
    document.people.update(must_acquaint=True)


def on_cancelled(document: Document, by: Actor) -> None:
    services.release_from_order(by=by, document=document)


def register_kinds() -> None:
    document_kinds.add(
        DocumentKind(
            code="order_pairs",
            title="Приказ о закреплении наставнических пар",
            family="order",
            template="order_pairs",
            register="ОД",
            data=order_data,
            obstacles=order_obstacles,
            on_registered=on_registered,
            on_cancelled=on_cancelled,
            people=people_named,
        )
    )
