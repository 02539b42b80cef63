"""Rounds, proposals, bans and the situation of a round. The only place that builds lists."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Count, Q, QuerySet

from nastavnik.engines.matching.criteria import CRITERIA
from nastavnik.features.banks import outside as bank_pairs
from nastavnik.features.banks import queries as banks
from nastavnik.features.matching import facts, outside
from nastavnik.features.matching.instances import Situation
from nastavnik.features.matching.models import Bar, MatchingRound, Proposal
from nastavnik.features.matching.rules import Terms
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations import settings
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people import queries as people
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound

SEEN = ("published", "closed")


def visible_rounds(actor: Actor) -> QuerySet[MatchingRound]:
    rows = MatchingRound.objects.select_related("program_year").defer("instance", "result")
    if not actor.may("matching.view"):
        return rows.none()
    return rows.annotate(
        made=Count("proposals"),
        agreed=Count("proposals", filter=Q(proposals__mentor_answer="yes", proposals__mentee_answer="yes")),
        chosen=Count("proposals", filter=Q(proposals__chosen_at__isnull=False)),
    )


def get_round(actor: Actor, pk: Any) -> MatchingRound:
    found = MatchingRound.objects.select_related("program_year").filter(pk=pk).first()
    if found is None or not actor.may("matching.view"):
        raise NotFound()
    return found


def _with_people(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return rows.select_related(
        "round", "mentor__person__group", "mentee__person__group", "mentor__person__unit", "mentee__person__unit"
    )


def proposals(round_: MatchingRound) -> QuerySet[Proposal]:
    """All of a round, for services. For a screen or a file: `lawful`."""
    return _with_people(round_.proposals.all()).order_by(
        "mentor__person__last", "mentor__person__first", "mentee__person__last", "pk"
    )


def lawful(rows: Iterable[Proposal], on: dt.date) -> list[Proposal]:
    """Proposals both of whose people may be used on the day (purpose `bank`). Asked at each use, never kept."""
    found = list(rows)
    sides = [row.mentor.person_id for row in found] + [row.mentee.person_id for row in found]
    missing = banks.without_basis(sides, on)
    return [row for row in found if row.mentor.person_id not in missing and row.mentee.person_id not in missing]


def get_proposal(actor: Actor, pk: Any) -> Proposal:
    """A proposal that the actor may see: any for heads, a published one of the own for a participant."""
    found = _with_people(Proposal.objects.filter(pk=pk)).first()
    if found is None or not (actor.may("matching.view") or actor.may("matching.answer", found)):
        raise NotFound()
    return found


def own_proposals(actor: Actor, on: dt.date) -> list[Proposal]:
    """Published proposals made to the actor's person; nothing before publishing."""
    if actor.person_id is None:
        return []
    mine = Q(mentor__person_id=actor.person_id) | Q(mentee__person_id=actor.person_id)
    rows = _with_people(Proposal.objects.filter(mine, round__state__in=SEEN, chosen_at=None))
    shown = rows.exclude(round__state="closed", mentor_answer="", mentee_answer="").order_by("-round__published_at")
    return lawful(shown[:50], on)


def bars(actor: Actor) -> QuerySet[Bar]:
    rows = Bar.objects.filter(lifted_at=None).select_related("mentor", "mentee")
    if not actor.may("matching.view"):
        return rows.none()
    return rows.filter(mentor__removed_at=None, mentee__removed_at=None).order_by("mentor__last", "mentee__last", "pk")


def get_bar(actor: Actor, pk: Any) -> Bar:
    found = Bar.objects.filter(pk=pk).first()
    if found is None or not actor.may("matching.view"):
        raise NotFound()
    return found


def taken(program_year: ProgramYear, *, but: uuid.UUID | None = None) -> tuple[set[uuid.UUID], dict[uuid.UUID, int]]:
    """Mentees (persons) already in a pair or in an open proposal of another round, and places such proposals hold."""
    mentees = {pair.mentee_id for pair in bank_pairs.pairs_of(program_year.pk) if pair.takes_place}
    places: dict[uuid.UUID, int] = {}
    rows = Proposal.objects.filter(round__program_year=program_year, round__state="published", chosen_at=None)
    rows = rows.exclude(Q(mentor_answer="no") | Q(mentee_answer="no")).exclude(round_id=but)
    for mentor_id, mentee_id in rows.values_list("mentor__person_id", "mentee__person_id"):
        mentees.add(mentee_id)
        places[mentor_id] = places.get(mentor_id, 0) + 1
    return mentees, places


def situation(round_: MatchingRound, by: Actor, on: dt.date) -> Situation:
    """Facts of the banks on the day, bans, kin, locks of the round; a bounded number of queries."""
    known = banks.facts_for_matching(round_.program_year, round_.form, on)
    busy, held = taken(round_.program_year, but=round_.pk)
    visible = set(people.visible_people(by).values_list("pk", flat=True)) if by.unit_ids else None

    def may_see(person_id: uuid.UUID) -> bool:
        return visible is None or person_id in visible

    mentees = [row for row in known.mentees if row.person_id not in busy and may_see(row.person_id)]
    mentors = [
        replace(row, left=max(0, row.left - held.get(row.person_id, 0)))
        for row in known.mentors
        if may_see(row.person_id)
    ]
    present = {(str(row.mentee_id), str(row.mentor_id)): row for row in round_.proposals.all()}
    kin = {
        (tie.adult_id, child)
        for child, ties in people.representatives([row.person_id for row in mentees], on).items()
        for tie in ties
    }
    return Situation(
        mentees=mentees,
        mentors=mentors,
        forbidden=frozenset(Bar.objects.filter(lifted_at=None).values_list("mentor_id", "mentee_id")),
        kin=frozenset(kin),
        locked=frozenset(key for key, row in present.items() if row.locked),
        by_hand=frozenset(key for key, row in present.items() if row.by_hand and row.locked),
        base=frozenset(present),
        earlier=outside.earlier(),
    )


def criteria_of(actor: Actor, on: dt.date, form: str = "", year: ProgramYear | None = None) -> tuple[str, ...]:
    """Codes of the criteria of which the banks know something on the day: what the form of a round offers to weigh."""
    known = banks.facts_for_matching(year or organizations.require_year(), form, on)
    situation = Situation(known.mentees, known.mentors, earlier=outside.earlier())
    sex = bool(settings.get(actor.organization, "matching_sex"))
    found: set[str] = set()
    for group in ("near", "apart"):
        found |= set(facts.gathered(situation, form, Terms(group=group, sex=sex)).codes)
    return tuple(code for code in CRITERIA if code in found)


def names_of(round_: MatchingRound, on: dt.date) -> dict[str, str]:
    """Id of an entry → short name, only of those who may be shown today."""
    names: dict[str, str] = {}
    for side in ("mentees", "mentors"):
        ids: Collection[str] = [row["id"] for row in round_.instance.get(side, ())]
        model = banks.MODELS[side[:-1]]
        for part in people.slices(list(ids)):
            rows = banks.lawful(model.objects.filter(pk__in=part).select_related("person"), on)
            names |= {str(row.pk): row.person.short_name for row in rows}
    return names
