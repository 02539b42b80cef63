"""Kinds of orders that change pairs: replacement of a mentor, early end, several changes of an order on pairs."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from nastavnik.features.documents import amending
from nastavnik.features.documents.kinds import base_data
from nastavnik.features.documents.models import Document
from nastavnik.features.pairings import changing, papers, queries
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.pairings.states import BEFORE_ORDER, ORDERED
from nastavnik.features.people.papers import curator_data, person_data
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DocumentKind, Obstacle, document_kinds


def _pairs(subject: Mapping[str, Any]) -> dict[str, Pairing]:
    """Every pair that the changes and the new lines name, by id, ended and removed ones too: the text must not move."""
    ids = list(subject.get("pairings", []))
    for change in subject.get("changes", []):
        ids += [change[name] for name in ("pairing", "old", "new") if name in change]
    rows = Pairing.objects.filter(pk__in=ids).select_related("mentor", "mentor__group", "program_year")
    return {str(row.pk): row for row in rows.prefetch_related("members__person__group")}


def _mentees(pairing: Pairing) -> list[dict[str, Any]]:
    return [person_data(member.person) for member in pairing.members.all()]


def _line(pairing: Pairing) -> str:
    return str(pairing.order_line or "")


def _common(subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    data = base_data(subject, by)
    target = amending.target_of(subject)
    if target is not None:
        data["order"] = {
            "number": target.number,
            "date": target.signed_on.isoformat() if target.signed_on else None,
        }
    curator = curator_data()
    return data | ({"curator": curator} if curator else {})


def replacement_data(subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """Data of «о замене наставника»: one change."""
    data, found = _common(subject, by), _pairs(subject)
    change = subject["changes"][0]
    old, new = found.get(change["old"]), found.get(change["new"])
    if old is None or new is None:
        return data
    (facts,) = queries.facts([new])
    return data | {
        "old": person_data(old.mentor),
        "new": person_data(new.mentor),
        "mentees": _mentees(old),
        "row": _line(old),
        "start": change["from"],
        "until": new.ends_on.isoformat(),
        "form": papers.form_title(new.form, by.organization.profile),
        "reason": changing.reason_words(change["reason"]),
        "staff": queries.needs_duties(facts),
        "grounds": "письменные согласия участников",
    }


def termination_data(subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """Data of «о досрочном прекращении»: one change."""
    data, found = _common(subject, by), _pairs(subject)
    change = subject["changes"][0]
    pairing = found.get(change["pairing"])
    if pairing is None:
        return data
    (facts,) = queries.facts([pairing])
    return data | {
        "mentor": person_data(pairing.mentor),
        "mentees": _mentees(pairing),
        "row": _line(pairing),
        "last_day": change["on"],
        "reason": changing.reason_words(change["reason"]),
        "staff": queries.needs_duties(facts),
    }


def amendment_data(subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """Lists of the changes for «о внесении изменений»; numbers of new lines follow the last one of the annex."""
    found, profile = _pairs(subject), by.organization.profile
    order = amending.target_of(subject)
    lists: dict[str, list[dict[str, Any]]] = {"replaced": [], "terms": [], "excluded": [], "rows": []}
    successors = set()
    for change in subject["changes"]:
        pairing = found.get(change.get("pairing", "") or change.get("old", ""))
        if pairing is None:
            continue
        line: dict[str, Any] = {"row": _line(pairing), "mentor": person_data(pairing.mentor)}
        if change["what"] == "replace":
            new = found[change["new"]]
            successors.add(change["new"])
            lists["replaced"].append(
                {"row": line["row"], "old": line["mentor"], "new": person_data(new.mentor),
                 "mentees": _mentees(pairing), "start": change["from"]}
            )  # fmt: skip
            lists["rows"].append(_row(new, line["row"], profile))
        elif change["what"] == "remove":
            lists["excluded"].append(line | {"mentees": _mentees(pairing), "last_day": change["on"]})
        elif change["what"] == "term":
            lists["terms"].append(line | {"before": change["was"], "until": change["until"]})
    added = [found[pk] for pk in subject.get("pairings", []) if pk in found and pk not in successors]
    first = changing.last_line(order.pk) + 1 if order else 1
    numbers = [str(first + place) for place in range(len(added))]
    lists["rows"] += [_row(pairing, number, profile) for pairing, number in zip(added, numbers, strict=True)]
    staff = any(queries.needs_duties(item) for item in queries.facts(list(found.values())))
    curator = curator_data()
    data: dict[str, Any] = {**lists, "added": ", ".join(numbers), "staff": staff}
    return data | ({"curator": curator} if curator else {})


def _row(pairing: Pairing, number: str, profile: str) -> dict[str, Any]:
    return {
        "row": number,
        "mentor": person_data(pairing.mentor),
        "mentees": _mentees(pairing),
        "form": papers.form_title(pairing.form, profile),
        "start": pairing.starts_on.isoformat(),
        "until": pairing.ends_on.isoformat(),
    }


def change_obstacles(document: Document, on: dt.date) -> list[Obstacle]:
    """New pairs pass the gates of the order on pairs; the changed ones must still be what they were."""
    subject = document.subject
    found = _pairs(subject)
    stale = []
    for pk in subject.get("pairings", []):
        pairing = found.get(pk)
        if pairing is None or pairing.removed_at is not None or pairing.state not in BEFORE_ORDER:
            stale.append("Будущей пары больше нет или она уже закреплена: подготовьте приказ заново.")
    for change in subject.get("changes", []):
        pairing = found.get(change.get("pairing") or change.get("old") or "")
        if pairing is not None and pairing.state not in ORDERED:
            stale.append(f"Пара наставника {pairing.mentor.short_name} уже не работает: подготовьте приказ заново.")
        if pairing is not None and change["what"] == "term" and pairing.ends_on.isoformat() != change["was"]:
            stale.append(f"Срок пары наставника {pairing.mentor.short_name} изменился: подготовьте приказ заново.")
    gaps = [Obstacle("DOC_STALE_FACT", words) for words in stale]
    return gaps + (papers.order_obstacles(document, on) if subject.get("pairings") else [])


def single_obstacles(document: Document, on: dt.date) -> list[Obstacle]:
    """Gates of an order with one change: the changed order is in force, then those of the change."""
    return amending.not_in_force(amending.target_of(document.subject)) + change_obstacles(document, on)


def people_changed(subject: Mapping[str, Any]) -> Sequence[uuid.UUID]:
    return queries.people_of(list(_pairs(subject).values()))


def change_extract(subject: Mapping[str, Any], person_id: uuid.UUID, by: Actor) -> list[str]:
    """New lines about the person, then what ends or moves for the person."""
    lines = papers.order_extract(subject, person_id, by)
    found = _pairs(subject)
    for change in subject.get("changes", []):
        pairing = found.get(change.get("pairing") or "")
        if pairing is None or person_id not in queries.people_of([pairing]):
            continue
        if change["what"] == "remove":
            day = dt.date.fromisoformat(change["on"])
            lines.append(f"Работа с наставником {pairing.mentor.full_name} прекращается, последний день {day:%d.%m.%Y}")
        elif change["what"] == "term":
            day = dt.date.fromisoformat(change["until"])
            lines.append(f"Наставник: {pairing.mentor.full_name}, период работы теперь по {day:%d.%m.%Y}")
    return lines


def on_registered(document: Document, by: Actor) -> None:
    changing.apply(by=by, document=document)
    document.people.update(must_acquaint=True)
    if document.kind != amending.AMEND:
        amending.note_change(document, by)


def on_cancelled(document: Document, by: Actor) -> None:
    changing.turn_back(by=by, document=document)


def register_kinds() -> None:
    for code, title, data in (
        ("order_replace_mentor", "Приказ о замене наставника", replacement_data),
        ("order_terminate", "Приказ о досрочном прекращении наставничества", termination_data),
    ):
        document_kinds.add(
            DocumentKind(
                code=code,
                title=title,
                family="order",
                template=code,
                register="ОД",
                data=data,
                obstacles=single_obstacles,
                on_registered=on_registered,
                on_cancelled=on_cancelled,
                people=people_changed,
                extract=change_extract,
            )
        )
    amending.amenders.add(
        amending.Amender(
            code="order_pairs",
            url=lambda document: reverse("pairings:amend", args=[document.pk]),
            data=amendment_data,
            obstacles=change_obstacles,
            on_registered=on_registered,
            on_cancelled=on_cancelled,
            people=people_changed,
        )
    )
