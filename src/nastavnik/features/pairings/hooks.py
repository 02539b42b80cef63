"""What pairs answer to those who stand below: places taken, forms that fit, pairs chosen in a round."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from nastavnik.features.banks.outside import PairFact, set_pairs
from nastavnik.features.matching.outside import set_earlier, set_form_check
from nastavnik.features.pairings import changing, services
from nastavnik.features.pairings.models import Pairing, PairingMember
from nastavnik.features.pairings.rules import ROLES_OF_KIND, form_or_none
from nastavnik.features.pairings.states import ENDED, LIVING
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.memo import remembered
from nastavnik.kernel.registry import hooks


@remembered
def pairs_of_year(program_year_id: uuid.UUID) -> list[PairFact]:
    """Living and completed pairs of the year, a fact for each mentee, in one query."""
    rows = PairingMember.objects.filter(
        pairing__program_year_id=program_year_id, pairing__removed_at=None, left_on=None
    ).exclude(pairing__state="terminated")
    return [
        PairFact(
            row.pairing.mentor_id, row.person_id, row.pairing.form, row.pairing.state in LIVING, row.pairing.ends_on
        )
        for row in rows.select_related("pairing")
    ]


def form_bar(form: str, mentor_kind: str, mentee_kind: str, mentor_age: int | None) -> str:
    """Why people of these kinds make no pair of the form: "form", "age" or ""."""
    found = form_or_none(form)
    if found is None:
        return ""
    mentor_roles, mentee_roles = ROLES_OF_KIND.get(mentor_kind, set()), ROLES_OF_KIND.get(mentee_kind, set())
    if not (mentor_roles & found.mentor_roles and mentee_roles & found.mentee_roles):
        return "form"
    return "age" if mentor_age is not None and mentor_age < 18 and not found.minor_mentor else ""


#: reasons of an early end that speak of how the two worked; who left or fell ill says nothing of the mentor
_DID_NOT_WORK = ("mentor_wish", "mentee_wish", "mutual", "no_fit")


def earlier_results() -> dict[uuid.UUID, list[int]]:
    """How each mentor's ended pairs worked, in one query: 100 to the end or the goal, 0 where the two parted."""
    found: dict[uuid.UUID, list[int]] = {}
    rows = Pairing.objects.filter(removed_at=None, state__in=ENDED).order_by("starts_on", "pk")
    for mentor, state, reason in rows.values_list("mentor_id", "state", "end_reason"):
        if state == "completed" or reason == "goal_reached":
            found.setdefault(mentor, []).append(100)
        elif reason in _DID_NOT_WORK:
            found.setdefault(mentor, []).append(0)
    return found


def make_chosen(
    *, round: Any, proposals: Sequence[Any], starts_on: dt.date, ends_on: dt.date, by: Actor, **_: Any
) -> None:
    """A pair of each proposal both sides agreed to; their answers go with it. One refusal undoes the whole press."""
    for proposal in proposals:
        pairing = services.propose(
            by=by,
            mentor=proposal.mentor.person,
            mentees=[proposal.mentee.person],
            form=round.form,
            starts_on=starts_on,
            ends_on=ends_on,
            source="round",
            proposal_id=proposal.pk,
            program_year=round.program_year,
        )
        for person, moment in (
            (proposal.mentor.person, proposal.mentor_answered_at),
            (proposal.mentee.person, proposal.mentee_answered_at),
        ):
            services.record_answer(by=by, pairing=pairing, person=person, answer="yes", on=_day(moment, by))


def _day(moment: dt.datetime | None, by: Actor) -> dt.date | None:
    """The organisation's calendar day of an answer."""
    return moment.astimezone(ZoneInfo(by.organization.time_zone)).date() if moment else None


def register() -> None:
    set_pairs(pairs_of_year)
    set_form_check(form_bar)
    set_earlier(earlier_results)
    hooks.on("matching.pairs_chosen", make_chosen)
    hooks.on("documents.discarded", changing.drop_successors)
