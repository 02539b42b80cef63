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
from nastavnik.features.people.papers import curator_data, person_data
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DocumentKind, Link, Obstacle, document_kinds

#: an id of no row: a subject without its pair
NOBODY = uuid.UUID(int=0)


def pairs_of(subject: Mapping[str, Any]) -> list[Pairing]:
    """The subject's pairs in its order."""
    wanted = [uuid.UUID(pk) for pk in subject.get("pairings", [])]
    rows = {pairing.pk: pairing for pairing in queries.living().filter(pk__in=wanted)}
    return [rows[pk] for pk in wanted if pk in rows]


def form_title(code: str, profile: str) -> str:
    form = rules.form_or_none(code)
    return form.title_for(profile) if form else code


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
    curator = curator_data()
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


def order_extract(subject: Mapping[str, Any], person_id: uuid.UUID, by: Actor) -> list[str]:
    """What the order says about the one person: the own pair, its form and term; nobody else's."""
    lines = []
    for pairing in pairs_of(subject):
        members = [member.person for member in pairing.members.all()]
        if person_id not in (pairing.mentor_id, *(person.pk for person in members)):
            continue
        others = members if person_id == pairing.mentor_id else [person for person in members if person.pk == person_id]
        lines += [
            f"Наставник: {pairing.mentor.full_name}{_comma(pairing.mentor.post)}",
            f"Наставляемый: {', '.join(person.full_name + _comma(person.group.name if person.group else '') for person in others)}",
            f"Форма наставничества: {form_title(pairing.form, by.organization.profile)}",
            f"Период работы: с {pairing.starts_on:%d.%m.%Y} по {pairing.ends_on:%d.%m.%Y}",
        ]
    return lines


def _comma(text: str) -> str:
    return f", {text}" if text else ""


def on_registered(document: Document, by: Actor) -> None:
    services.fix_by_order(by=by, document=document)
    document.people.update(must_acquaint=True)


def on_cancelled(document: Document, by: Actor) -> None:
    services.release_from_order(by=by, document=document)


def one_pair(subject: Mapping[str, Any]) -> Pairing | None:
    return queries.living().filter(pk=subject.get("pairing") or NOBODY).select_related("program").first()


def program_data(subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """The pair's programme on paper; the order by which it is fixed, when there is one."""
    data = base_data(subject, by)
    pairing = one_pair(subject)
    if pairing is None:
        return data
    program = getattr(pairing, "program", None)
    data |= {
        "mentor": person_data(pairing.mentor),
        "mentees": [person_data(member.person) for member in pairing.members.all()],
        "start": (program or pairing).starts_on.isoformat(),
        "until": (program or pairing).ends_on.isoformat(),
        "form": form_title(pairing.form, by.organization.profile),
        "request": program.difficulties if program else "",
        "goal": program.expected if program else "",
        "goals": program.goals if program else [],
        "items": program.items if program else [],
    }
    curator = curator_data()
    if curator:
        data["curator"] = curator
    if pairing.order_document_id:
        order = Document.objects.filter(pk=pairing.order_document_id).first()
        if order and order.signed_on:
            data["order"] = {"number": order.number, "date": order.signed_on.isoformat()}
    return data


def program_obstacles(document: Document, on: dt.date) -> list[Obstacle]:
    """A programme is signed for a pair fixed by an order, inside the pair's term."""
    pairing = one_pair(document.subject)
    if pairing is None:
        return [Obstacle("DOC_STALE_FACT", "Пары больше нет: отмените проект программы.")]
    fix = Link("Открыть пару", f"/pairs/{pairing.pk}/")
    found = []
    if pairing.state in ("proposed", "agreed"):
        found.append(Obstacle("PAIR_NO_ORDER", "Пара ещё не закреплена приказом.", fix=fix))
    program = getattr(pairing, "program", None)
    if program and (program.starts_on < pairing.starts_on or program.ends_on > pairing.ends_on):
        found.append(Obstacle("PROGRAM_OUTSIDE_TERM", "Программа выходит за срок пары.", legal=False, fix=fix))
    return found


def people_of_one(subject: Mapping[str, Any]) -> Sequence[uuid.UUID]:
    pairing = one_pair(subject)
    return queries.people_of([pairing]) if pairing else []


def addendum_data(subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """The draft of the addendum: contract and pay are typed by the personnel office."""
    data = base_data(subject, by)
    pairing = one_pair(subject)
    if pairing is None:
        return data
    members = list(pairing.members.all())
    return data | {
        "person": person_data(pairing.mentor),
        "contract": {},
        "mentee": person_data(members[0].person) if members else {},
        "form": form_title(pairing.form, by.organization.profile),
        "start": pairing.starts_on.isoformat(),
        "until": pairing.ends_on.isoformat(),
        "pay": "",
    }


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
            extract=order_extract,
        )
    )
    document_kinds.add(
        DocumentKind(
            code="personal_program",
            title="Персонализированная программа наставничества",
            family="approved",
            template="personal_program",
            late=frozenset({"order"}),
            register="ПРОГ",
            data=program_data,
            obstacles=program_obstacles,
            people=people_of_one,
        )
    )
    document_kinds.add(
        DocumentKind(
            code="addendum_351_8",
            title="Дополнительное соглашение к трудовому договору о наставничестве",
            family="agreement",
            template="addendum_351_8",
            register="ДОГ",
            data=addendum_data,
            people=people_of_one,
        )
    )
