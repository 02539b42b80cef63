"""Lists of pairs, visibility included."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from nastavnik.features.consents import queries as consents
from nastavnik.features.consents.rules import Lack
from nastavnik.features.documents.models import Document
from nastavnik.features.documents.rules import OPEN
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.pairings.models import Pairing, PairingMember
from nastavnik.features.pairings.rules import PairFacts, Side
from nastavnik.features.pairings.states import LIVING
from nastavnik.features.people.models import Person
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound

CAPACITY_DEFAULT = 3


def living(program_year: ProgramYear | None = None) -> QuerySet[Pairing]:
    """Pairs not removed, with both sides loaded; for services and rules."""
    members = PairingMember.objects.filter(left_on=None).select_related("person", "person__group")
    rows = (
        Pairing.objects.filter(removed_at=None)
        .select_related("mentor", "mentor__group", "program_year")
        .prefetch_related(Prefetch("members", queryset=members))
    )
    return rows.filter(program_year=program_year) if program_year is not None else rows


def visible_pairings(actor: Actor) -> QuerySet[Pairing]:
    """All pairs for a curator and a director (of the own forms where limited); own pairs for a participant."""
    rows = living()
    if actor.roles & {"curator", "director"} or actor.kind in ("shell", "system"):
        return rows
    if actor.person_id is None:
        return rows.none()
    own = Q(mentor_id=actor.person_id) | Q(members__person_id=actor.person_id, members__left_on=None)
    return rows.filter(own).distinct()


def get_pairing(actor: Actor, pk: Any) -> Pairing:
    pairing = visible_pairings(actor).filter(pk=pk).first()
    if pairing is None:
        raise NotFound()
    return pairing


def people_of(pairings: Sequence[Pairing]) -> list[uuid.UUID]:
    """Everybody in the pairs, mentors first, in the order of the pairs; each once."""
    ids: dict[uuid.UUID, None] = {}
    for pairing in pairings:
        ids[pairing.mentor_id] = None
        for member in pairing.members.all():
            ids[member.person_id] = None
    return list(ids)


def _side(person: Person) -> Side:
    return Side(person.pk, person.short_name, person.kind, person.birth_date)


def facts(pairings: Sequence[Pairing]) -> list[PairFacts]:
    """The pairs as the rules need them; two queries whatever their number."""
    mentors = {pairing.mentor_id for pairing in pairings}
    years = {pairing.program_year_id for pairing in pairings}
    load: dict[Any, int] = {}
    counted = (
        PairingMember.objects.filter(
            left_on=None,
            pairing__removed_at=None,
            pairing__state__in=LIVING,
            pairing__mentor_id__in=mentors,
            pairing__program_year_id__in=years,
        )
        .values_list("pairing__mentor_id")
        .annotate(Count("pk"))
    )
    load.update(counted)
    limits = capacities(mentors, years)
    return [
        PairFacts(
            id=pairing.pk,
            mentor=_side(pairing.mentor),
            mentees=tuple(_side(member.person) for member in pairing.members.all()),
            form=pairing.form,
            starts_on=pairing.starts_on,
            ends_on=pairing.ends_on,
            labour_mode=pairing.labour_mode,
            load=load.get(pairing.mentor_id, 0),
            capacity=limits.get(pairing.mentor_id, CAPACITY_DEFAULT),
        )
        for pairing in pairings
    ]


def capacities(mentor_ids: Collection[uuid.UUID], years: Collection[Any]) -> dict[uuid.UUID, int]:
    """Places named in the bank of mentors; mentors outside the bank are absent."""
    from nastavnik.features.banks.models import MentorEntry

    rows = MentorEntry.objects.filter(person_id__in=mentor_ids, program_year_id__in=years)
    return dict(rows.values_list("person_id", "capacity"))


def order_on_its_way(waiting: Sequence[Pairing]) -> Document | None:
    """The newest order not yet registered that names all of these pairs."""
    wanted = {str(pairing.pk) for pairing in waiting}
    drafts = Document.objects.filter(kind="order_pairs", state__in=[*OPEN, "signed"])
    for document in drafts.order_by("-created_at")[:20]:
        if wanted <= set(document.subject.get("pairings", [])):
            return document
    return None


def consent_lacks(found: Sequence[PairFacts], on: dt.date) -> dict[uuid.UUID, list[Lack]]:
    """What is missing for each pair on the day: staff pairs need duties, others participation; few queries."""
    staff: set[uuid.UUID] = set()
    mentors: set[uuid.UUID] = set()
    mentees: set[uuid.UUID] = set()
    for pair in found:
        if needs_duties(pair):
            staff |= set(sides(pair))
        else:
            mentors.add(pair.mentor.id)
            mentees |= {side.id for side in pair.mentees}
    of_staff = consents.lacks_of(staff, "staff_pair", on) if staff else {}
    of_mentors = consents.lacks_of(mentors, "pair", on, side="mentor") if mentors else {}
    of_mentees = consents.lacks_of(mentees, "pair", on, side="mentee") if mentees else {}
    result: dict[uuid.UUID, list[Lack]] = {}
    for pair in found:
        rows: list[Lack] = []
        if needs_duties(pair):
            for pk in sides(pair):
                rows += of_staff.get(pk, [])
        else:
            rows += of_mentors.get(pair.mentor.id, [])
            for side in pair.mentees:
                rows += of_mentees.get(side.id, [])
        result[pair.id] = rows
    return result


def sides(pair: PairFacts) -> tuple[uuid.UUID, ...]:
    return (pair.mentor.id, *(side.id for side in pair.mentees))


def needs_duties(pair: PairFacts) -> bool:
    """A staff pair by the employer's order (ТК 351.8); not where the help is the post's permanent function."""
    return pair.is_staff and pair.labour_mode != "in_job_function"


def covered_dates(found: Sequence[PairFacts], on: dt.date) -> dict[uuid.UUID, dt.date]:
    """The day from which each pair's consents all hold; pairs that lack something are absent."""
    lacking = consent_lacks(found, on)
    staff = {pk for pair in found if needs_duties(pair) for pk in sides(pair)}
    other = {
        pk for pair in found if not needs_duties(pair) for pk in (pair.mentor.id, *(side.id for side in pair.mentees))
    }
    since_staff = consents.latest_dates(staff, "staff_pair", on) if staff else {}
    since_other = consents.latest_dates(other, "pair", on) if other else {}
    result = {}
    for pair in found:
        if lacking[pair.id]:
            continue
        since = since_staff if needs_duties(pair) else since_other
        result[pair.id] = max(since[pk] for pk in sides(pair))
    return result
