"""Lists of the banks, places left, facts for matching. The only place that builds them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet, TextField
from django.db.models.functions import Cast

from nastavnik.features.banks import outside
from nastavnik.features.banks.models import MenteeEntry, MentorEntry, Request
from nastavnik.features.banks.states import LISTED, READY
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.features.people.rules import age_on
from nastavnik.kernel import journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.protocols import Missing, missing_basis

CHUNK = 400
MODELS: dict[str, type[MenteeEntry] | type[MentorEntry]] = {"mentee": MenteeEntry, "mentor": MentorEntry}


def side_of(entry: MenteeEntry | MentorEntry) -> str:
    return "mentee" if isinstance(entry, MenteeEntry) else "mentor"


def entries(side: str, program_year: ProgramYear | None) -> QuerySet[Any]:
    """Entries of the year's bank that stand in lists, people loaded. No visibility by actor: for services and rules."""
    rows = (
        MODELS[side]
        .objects.filter(program_year=program_year, state__in=LISTED, person__removed_at=None, person__merged_into=None)
        .select_related("person", "person__group", "person__unit", "program_year")
    )
    if side == "mentee":
        rows = rows.prefetch_related("requests")
    return rows


def visible_entries(actor: Actor, side: str, program_year: ProgramYear | None) -> QuerySet[Any]:
    """The bank as the actor may see it; empty for those who do not work with banks."""
    rows = entries(side, program_year)
    if not actor.may("banks.view"):
        return rows.none()
    if actor.unit_ids:
        rows = rows.filter(person__in=people.visible_people(actor))
    return rows


def mentees(actor: Actor, program_year: ProgramYear | None) -> QuerySet[MenteeEntry]:
    return visible_entries(actor, "mentee", program_year)


def mentors(actor: Actor, program_year: ProgramYear | None) -> QuerySet[MentorEntry]:
    return visible_entries(actor, "mentor", program_year)


def get_entry(actor: Actor, side: str, pk: Any) -> Any:
    """An entry of any year, those who left too. Raises NotFound."""
    rows = MODELS[side].objects.select_related("person", "person__group", "program_year").filter(pk=pk)
    entry = rows.first() if actor.may("banks.view") else None
    if entry is None or (actor.unit_ids and not people.visible_people(actor).filter(pk=entry.person_id).exists()):
        raise NotFound()
    return entry


def holding(rows: QuerySet[Any], field: str, code: str) -> QuerySet[Any]:
    """Rows whose JSON list `field` holds the code; the same on both databases."""
    return rows.annotate(**{f"{field}_text": Cast(field, TextField())}).filter(
        **{f"{field}_text__contains": f'"{code}"'}
    )


def without_basis(person_ids: Collection[uuid.UUID], on: dt.date) -> dict[uuid.UUID, Missing]:
    """Who may not be used in the bank on the day, and why."""
    return dict(missing_basis(list(person_ids), "bank", on))


def lawful(rows: Iterable[Any], on: dt.date) -> list[Any]:
    """Only entries whose people may be used today. Asked at each use, never kept."""
    found = list(rows)
    missing = without_basis([row.person_id for row in found], on)
    return [row for row in found if row.person_id not in missing]


def free_places(program_year: ProgramYear) -> dict[uuid.UUID, int]:
    """Places left of each mentor who may be offered, by person."""
    load = outside.load_of(program_year.pk)
    rows = MentorEntry.objects.filter(program_year=program_year, state__in=[*READY, "paired"])
    return {
        person_id: max(0, capacity - load.get(person_id, 0))
        for person_id, capacity in rows.values_list("person_id", "capacity")
    }


def marked(side: str, program_year: ProgramYear) -> list[Person]:
    """Living people with the mark of the side who are not yet in its bank (or left it)."""
    inside = set(entries(side, program_year).values_list("person_id", flat=True))
    rows = people.living().filter(left_on=None).exclude(marks=[]).select_related("group")
    return [person for person in rows if side in person.marks and person.pk not in inside]


def history(entry: MenteeEntry | MentorEntry) -> list[journal.Line]:
    """Lines of the journal about the entry, the newest first."""
    return journal.history(entry)


# --- facts for matching ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person prefers. `persons`, `barred`: ids in order of preference; codes are those of the dictionaries."""

    persons: tuple[uuid.UUID, ...] = ()
    barred: tuple[uuid.UUID, ...] = ()
    mode: str = ""
    rhythm: str = ""
    style: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    gender: str = ""
    ages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MenteeFacts:
    """`topics`: (code, priority 1–3), the most pressing first. `competences`: wanted. `age` in full years or None."""

    entry_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    kind: str
    forms: tuple[str, ...]
    topics: tuple[tuple[str, int], ...]
    competences: tuple[str, ...]
    free_time: tuple[str, ...]
    wishes: Wishes
    group_id: uuid.UUID | None
    group: str
    unit_id: uuid.UUID | None
    unit: str
    department: str
    gender: str
    age: int | None


@dataclass(frozen=True, slots=True)
class MentorFacts:
    """`competences`: offered, `strong`: the best of them, `topics`: named by the mentor. `left`: places left.

    `years` of experience, None: not known.
    """

    entry_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    kind: str
    forms: tuple[str, ...]
    topics: tuple[str, ...]
    competences: tuple[str, ...]
    strong: tuple[str, ...]
    free_time: tuple[str, ...]
    wishes: Wishes
    capacity: int
    left: int
    group_id: uuid.UUID | None
    group: str
    unit_id: uuid.UUID | None
    unit: str
    department: str
    gender: str
    age: int | None
    interviewed: bool
    trained: bool
    years: int | None


@dataclass(frozen=True, slots=True)
class MatchingFacts:
    mentees: tuple[MenteeFacts, ...]
    mentors: tuple[MentorFacts, ...]


def facts_for_matching(program_year: ProgramYear, form: str, on: dt.date) -> MatchingFacts:
    """Admitted people of both banks who may be used on the day and take part in the form (no form named = any).

    Mentors without a place left are there too (`left` 0), so that a round can say why they were not chosen.
    """
    seekers = entries("mentee", program_year).filter(state__in=READY, person__left_on=None)
    helpers = entries("mentor", program_year).filter(state__in=[*READY, "paired"], person__left_on=None)
    load = outside.load_of(program_year.pk)
    return MatchingFacts(
        tuple(_mentee_facts(row, on) for row in lawful(_of_form(seekers, form), on)),
        tuple(_mentor_facts(row, on, load) for row in lawful(_of_form(helpers, form), on)),
    )


def _of_form(rows: QuerySet[Any], form: str) -> list[Any]:
    return [row for row in rows.order_by("pk") if not form or not row.forms or form in row.forms]


def _common(entry: Any, on: dt.date) -> dict[str, Any]:
    person = entry.person
    return {
        "entry_id": entry.pk,
        "person_id": person.pk,
        "name": person.short_name,
        "kind": person.kind,
        "forms": tuple(entry.forms),
        "free_time": tuple(entry.free_time),
        "wishes": wishes_of(entry.wishes),
        "group_id": person.group_id,
        "group": person.group.name if person.group else "",
        "unit_id": person.unit_id,
        "unit": (person.unit.short_name or person.unit.name) if person.unit else "",
        "department": person.department,
        "gender": person.gender,
        "age": age_on(person.birth_date, on),
    }


def _mentee_facts(entry: MenteeEntry, on: dt.date) -> MenteeFacts:
    topics = tuple((row.topic, row.priority) for row in entry.requests.all() if row.met_on is None)
    return MenteeFacts(topics=topics, competences=_codes(entry.wishes, "competences"), **_common(entry, on))


def _mentor_facts(entry: MentorEntry, on: dt.date, load: Mapping[uuid.UUID, int]) -> MentorFacts:
    return MentorFacts(
        topics=_codes(entry.wishes, "topics"),
        competences=tuple(entry.competences),
        strong=_codes(entry.wishes, "competences_strong"),
        capacity=entry.capacity,
        left=max(0, entry.capacity - load.get(entry.person_id, 0)),
        interviewed=entry.interviewed_on is not None,
        trained=entry.trained_on is not None,
        years=_years(entry),
        **_common(entry, on),
    )


def _years(entry: MentorEntry) -> int | None:
    """The card knows better than an answer of last year."""
    said = entry.wishes.get("experience_years")
    card = entry.person.experience_years
    return card if card is not None else said if isinstance(said, int) else None


def wishes_of(raw: Mapping[str, Any]) -> Wishes:
    """Stored wishes as a value; names that were not recognised stay with the curator."""
    return Wishes(
        persons=_people(raw, "persons"),
        barred=_people(raw, "barred"),
        mode=_word(raw, "mode"),
        rhythm=_word(raw, "rhythm"),
        style=_codes(raw, "style"),
        interests=_codes(raw, "interests"),
        industries=_codes(raw, "industries"),
        gender=_word(raw, "preferred_gender"),
        ages=_codes(raw, "preferred_age"),
    )


def _codes(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = raw.get(name, ())
    return (value,) if isinstance(value, str) and value else tuple(value) if isinstance(value, list | tuple) else ()


def _word(raw: Mapping[str, Any], name: str) -> str:
    found = _codes(raw, name)
    return found[0] if found else ""


def _people(raw: Mapping[str, Any], name: str) -> tuple[uuid.UUID, ...]:
    return tuple(uuid.UUID(row["id"]) for row in raw.get(name, ()) if row.get("id"))


def requests_missing(actor: Actor, program_year: ProgramYear) -> QuerySet[MenteeEntry]:
    """Mentees with consent and without a request."""
    rows = mentees(actor, program_year).exclude(state="invited").filter(requests=None)
    return rows.prefetch_related(None).prefetch_related(Prefetch("requests", queryset=Request.objects.none()))
