"""Rows of an import as values, and their fates computed anew. No decisions of a person are made or lost here."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from nastavnik.features.people import fates
from nastavnik.features.people.models import ImportRow, PeopleImport, Person
from nastavnik.features.people.queries import match_names
from nastavnik.features.people.rules import kind_of

LENGTHS = {"last": 200, "first": 200, "middle": 200, "post": 300, "department": 300, "email": 254, "phone": 20}


def values_of(row: ImportRow) -> dict[str, Any]:
    """What the row says, corrections in place included."""
    return {**row.data, **row.fixes}


def _date(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None


def row_of(row: ImportRow, source: PeopleImport, today: dt.date, form: str = "") -> fates.Row:
    """The row as it would be taken. The kind: corrected in place, else said for the whole list, else by the row."""
    said = values_of(row)
    text = {name: str(said.get(name) or "")[:length] for name, length in LENGTHS.items()}
    birth_date = _date(said.get("birth_date"))
    group = str(said.get("group") or "")[:80]
    roles = tuple(said.get("roles") or ())
    kind = row.fixes.get("kind") or source.kind
    kind = kind or kind_of(roles=roles, group=group, post=text["post"], birth_date=birth_date, today=today, form=form)
    extra = dict(said.get("extra") or {})
    tutor_of = group if kind == "worker" and "tutor" in roles else ""
    if group and kind != "student" and not tutor_of:
        extra["группа"] = group
    return fates.Row(
        place=row.place,
        last=text["last"],
        first=text["first"],
        middle=text["middle"],
        kind=kind,
        gender=str(said.get("gender") or ""),
        roles=roles,
        values={
            "birth_date": birth_date,
            "post": text["post"],
            "department": text["department"],
            "group": group if kind == "student" else "",
            "experience_years": said.get("experience_years"),
            "email": text["email"],
            "phone": text["phone"],
        },
        extra=extra,
        tutor_of=tutor_of,
    )


def known_of(person: Person) -> fates.Known:
    """The card as it is compared with rows. `group` must be loaded."""
    return fates.Known(
        id=person.pk,
        last=person.last,
        first=person.first,
        middle=person.middle,
        kind=person.kind,
        gender=person.gender,
        marks=tuple(person.marks),
        values={
            "birth_date": person.birth_date,
            "post": person.post,
            "department": person.department,
            "workplace": person.workplace,
            "group": person.group.name if person.group else "",
            "experience_years": person.experience_years,
            "email": person.email,
            "phone": person.phone,
        },
        extra=dict(person.extra),
    )


def taken_rows(source: PeopleImport, rows: Sequence[ImportRow], today: dt.date) -> list[fates.Row]:
    """Rows as they would be taken, in the order of `rows`; what repeats a row is added to the row it repeats."""
    forms = {(pair.get("sheet", ""), pair["row"]): pair.get("form", "") for pair in source.pairs}
    made = [row_of(row, source, today, forms.get((row.sheet, row.number), "")) for row in rows]
    apart = {row.place for row in rows if row.decided and row.fate != "skip"}
    repeats = fates.repeats([row for row in made if row.place not in apart and row.last])
    at = {row.place: index for index, row in enumerate(made)}
    for place, first in repeats.items():
        extra, kept = made[at[place]], made[at[first]]
        made[at[first]] = dataclasses.replace(
            kept,
            gender=kept.gender or extra.gender,
            roles=tuple(dict.fromkeys([*kept.roles, *extra.roles])),
            values={name: kept.values.get(name) or extra.values.get(name) for name in kept.values},
            extra={**extra.extra, **kept.extra},
            tutor_of=kept.tutor_of or extra.tutor_of,
        )
    return made


def judge(source: PeopleImport, rows: Sequence[ImportRow], today: dt.date) -> list[ImportRow]:
    """Set fate, person, changes, candidates and the reason of each row not applied yet; returns those touched.

    What a person decided stays, except that a card which is gone meanwhile is a doubt again.
    """
    waiting = [row for row in rows if not row.applied]
    made = taken_rows(source, waiting, today)
    readable = [index for index, row in enumerate(made) if row.last.strip()]
    cards = match_names([(made[index].last, made[index].first, made[index].middle) for index in readable])
    known = [[known_of(person) for person in found] for found in cards]
    answers = fates.decide([made[index] for index in readable], known)
    decided = dict(zip(readable, answers, strict=True))
    chosen = _chosen([row for row in waiting if row.decided and row.person_id])
    for index, row in enumerate(waiting):
        fate = decided.get(index)
        if fate is None:
            fate = fates.Fate("skip" if row.decided and row.fate == "skip" else "refused")
        elif row.decided:
            fate = _keep(row, fate, made[index], chosen)
        _set(row, fate)
    return waiting


def _chosen(rows: Sequence[ImportRow]) -> dict[uuid.UUID, fates.Known]:
    ids = {row.person_id for row in rows}
    found: dict[uuid.UUID, fates.Known] = {}
    every = list(ids)
    for start in range(0, len(every), 500):
        people = Person.objects.filter(pk__in=every[start : start + 500], merged_into=None, removed_at=None)
        found |= {person.pk: known_of(person) for person in people.select_related("group")}
    return found


def _keep(row: ImportRow, fate: fates.Fate, made: fates.Row, chosen: dict[uuid.UUID, fates.Known]) -> fates.Fate:
    """The decision of a person, computed anew on the facts of now."""
    if row.fate in ("new", "skip"):
        return fates.Fate(row.fate, candidates=fate.candidates)
    card = chosen.get(row.person_id) if row.person_id else None
    return fates.met(made, card) if card else fate


def _set(row: ImportRow, fate: fates.Fate) -> None:
    row.fate = fate.fate
    row.person_id = fate.person
    row.changes = {name: list(pair) for name, pair in fate.changes.items()}
    row.candidates = [str(pk) for pk in fate.candidates[:10]]
    row.problems = [problem for problem in row.problems if problem.get("field") != "fate"]
    if fate.why == "repeat":
        if not any(problem.get("field") == "row" for problem in row.problems):
            why = "Этот человек уже есть в списке выше: сведения строк сложены."
            row.problems.append({"field": "fate", "value": "", "message": why})
    elif fate.why:
        row.problems.append({"field": "fate", "value": "", "message": fate.why})


FATE_FIELDS = ["fate", "person", "changes", "candidates", "problems", "decided", "fixes"]
