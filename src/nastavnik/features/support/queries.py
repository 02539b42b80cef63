"""Cases, notes, and those who have neither a pair nor care. The only place that builds lists."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Max, Q, QuerySet

from nastavnik.features.banks import outside as bank_pairs
from nastavnik.features.banks import queries as banks
from nastavnik.features.banks.models import MenteeEntry
from nastavnik.features.banks.states import READY
from nastavnik.features.matching.models import MatchingRound, Proposal
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people import queries as people
from nastavnik.features.support.models import ConfidentialNote, SupportCase, SupportStep
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.scope import ScopedQuerySet
from nastavnik.kernel.tenancy import Account, Membership


def visible_cases(actor: Actor) -> QuerySet[SupportCase]:
    """Cases of people who may be used today; a withdrawal hides the case at once."""
    rows = SupportCase.objects.select_related("person", "person__group", "supporter", "program_year").annotate(
        last_step=Max("steps__on")
    )
    if not actor.may("support.view"):
        return rows.none()
    persons = set(SupportCase.objects.values_list("person_id", flat=True))
    missing = banks.without_basis(persons, clock.today(actor.organization))
    rows = rows.filter(person__removed_at=None, person__merged_into=None).exclude(person_id__in=list(missing))
    if actor.unit_ids:
        rows = rows.filter(person__in=people.visible_people(actor))
    return rows


def get_case(actor: Actor, pk: Any) -> SupportCase:
    found = visible_cases(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def get_step(actor: Actor, pk: Any) -> SupportStep:
    step = SupportStep.objects.select_related("case").filter(pk=pk).first()
    if step is None:
        raise NotFound()
    get_case(actor, step.case_id)
    return step


def readable_notes(actor: Actor, case: SupportCase) -> list[ConfidentialNote]:
    """Only notes the actor wrote, or was named for; others are not even counted."""
    if actor.account_id is None:
        return []
    mine = Q(author_account_id=actor.account_id) | Q(successor_account_id=actor.account_id)
    return [note for note in case.notes.filter(mine) if actor.may("support.note_read", note)]


def supporters() -> QuerySet[Membership]:
    """Living memberships with the role of a supporter."""
    rows = Membership.objects.filter(ended_at=None).select_related("account")
    wanted = [row.pk for row in rows if "supporter" in row.roles]
    return rows.filter(pk__in=wanted)


def orphan_authors() -> list[Account]:
    """Authors of notes who no longer work as supporters: for them the director may name a successor."""
    rows: ScopedQuerySet = ConfidentialNote.objects.order_by()
    ids = set(rows.values_list("author_account_id", flat=True))
    working = set(supporters().values_list("account_id", flat=True))
    return list(Account.objects.filter(pk__in=ids - working).order_by("login"))


def in_pair(program_year: ProgramYear) -> set[uuid.UUID]:
    return {pair.mentee_id for pair in bank_pairs.pairs_of(program_year.pk) if pair.takes_place}


def unpaired(program_year: ProgramYear, on: dt.date) -> list[MenteeEntry]:
    """Admitted mentees whom a closed round left without a pair, who have none since and stand in no open proposal.

    Only people who may be used on the day.
    """
    left: set[uuid.UUID] = set()
    rounds = MatchingRound.objects.filter(program_year=program_year, state="closed").only("pk", "result")
    for item in rounds:
        left |= {uuid.UUID(row["mentee"]) for row in item.result.get("unmatched", ())}
    turned = Proposal.objects.filter(round__program_year=program_year, round__state="closed", chosen_at=None)
    left |= set(turned.values_list("mentee_id", flat=True))
    waiting = set(
        Proposal.objects.filter(round__program_year=program_year, round__state="published")
        .exclude(Q(mentor_answer="no") | Q(mentee_answer="no"))
        .values_list("mentee_id", flat=True)
    )
    rows = MenteeEntry.objects.filter(program_year=program_year, state__in=READY, person__left_on=None)
    paired = in_pair(program_year)
    found = [
        row
        for row in rows.select_related("person", "person__group").order_by("person__last", "person__first", "pk")
        if row.pk in left and row.pk not in waiting and row.person_id not in paired
    ]
    return banks.lawful(found, on)


def cared(program_year: ProgramYear, person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    """Who of them has a case of the year, and since when."""
    rows = SupportCase.objects.filter(program_year=program_year, person_id__in=list(person_ids))
    return dict(rows.order_by("-opened_on").values_list("person_id", "opened_on"))


def uncared(program_year: ProgramYear, on: dt.date) -> list[MenteeEntry]:
    """Neither a pair nor a case."""
    rows = unpaired(program_year, on)
    known = cared(program_year, [row.person_id for row in rows])
    return [row for row in rows if row.person_id not in known]


def uncared_now(actor: Actor) -> list[MenteeEntry]:
    """The same for the screen of the actor."""
    year = organizations.current_year()
    if year is None or not actor.may("support.view"):
        return []
    return uncared(year, clock.today(actor.organization))
