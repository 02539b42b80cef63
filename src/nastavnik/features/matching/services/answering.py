"""From proposals to pairs: publishing, answers of both sides, pairs of those who agreed, closing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction

from nastavnik.features.matching import queries
from nastavnik.features.matching.models import MatchingRound, Proposal
from nastavnik.features.matching.services.rounds import held
from nastavnik.features.matching.words import plain_reason
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, NotFound, WrongState
from nastavnik.kernel.registry import hooks

SIDES = ("mentor", "mentee")


def publish(*, by: Actor, round_: MatchingRound) -> int:
    """Show the pairs to both sides. The basis of everybody is asked at this moment: who withdrew is left out.

    Returns how many pairs were left out. Raises WrongState when nothing remains.
    """
    by.must("matching.edit", round_)
    today = clock.today(by.organization)
    with transaction.atomic():
        fresh = held(round_.pk, "solved")
        found = list(queries.proposals(fresh))
        busy, _ = queries.taken(fresh.program_year, but=fresh.pk)
        kept = [row for row in queries.lawful(found, today) if row.mentee.person_id not in busy]
        if not kept:
            raise WrongState("Предлагать нечего: ни одной пары, участников которой можно привлекать сегодня.")
        lost = [row.pk for row in found if row not in kept]
        fresh.proposals.filter(pk__in=lost).delete()
        fresh.state, fresh.published_at = "published", clock.now()
        fresh.save(update_fields=["state", "published_at"])
        journal.record(by, "matching.published", fresh, proposed=len(kept), left_out=len(lost))
    return len(lost)


def unpublish(*, by: Actor, round_: MatchingRound) -> MatchingRound:
    """Take the proposals back while nobody has answered."""
    by.must("matching.edit", round_)
    with transaction.atomic():
        fresh = held(round_.pk, "published")
        if fresh.proposals.exclude(mentor_answer="", mentee_answer="").exists():
            raise WrongState("Участники уже отвечают: отозвать все предложения нельзя. Закройте раунд и начните новый.")
        fresh.state, fresh.published_at = "solved", None
        fresh.save(update_fields=["state", "published_at"])
        journal.record(by, "matching.unpublished", fresh)
    return fresh


def answer(*, by: Actor, proposal: Proposal, side: str, answer: str, way: str = "paper") -> Proposal:
    """Yes or no of one side; a participant answers for the own side only, until a pair is made."""
    by.must("matching.answer", proposal)
    if side not in SIDES or answer not in ("yes", "no"):
        raise InputRefused("Выберите ответ: согласен или не согласен.", field="answer")
    if not by.may("matching.edit") and getattr(proposal, side).person_id != by.person_id:
        raise NotFound()
    with transaction.atomic():
        held(proposal.round_id, "published")
        fresh = Proposal.objects.select_related("round", "mentor", "mentee").get(pk=proposal.pk)
        if fresh.chosen_at:
            raise WrongState("Пара уже составлена: изменить ответ может куратор на странице пары.")
        if not queries.lawful([fresh], clock.today(by.organization)):
            raise NotFound()
        setattr(fresh, f"{side}_answer", answer)
        setattr(fresh, f"{side}_answered_at", clock.now())
        fresh.save()
        journal.record(by, "matching.answered", fresh.round, proposal=fresh.pk, side=side, answer=answer, way=way)
    return fresh


def mark_answers(*, by: Actor, round_: MatchingRound, proposal_ids: Collection[uuid.UUID], answer: str) -> int:
    """The same answer of both sides of the marked pairs, from signed sheets. What is answered already stays."""
    by.must("matching.edit", round_)
    if answer not in ("yes", "no"):
        raise InputRefused("Выберите ответ: согласен или не согласен.", field="answer")
    with transaction.atomic():
        fresh = held(round_.pk, "published")
        rows = list(queries.proposals(fresh).filter(pk__in=proposal_ids, chosen_at=None))
        if len(rows) != len(set(proposal_ids)):
            raise NotFound()
        moment = clock.now()
        changed = []
        for row in queries.lawful(rows, clock.today(by.organization)):
            for side in SIDES:
                if not getattr(row, f"{side}_answer"):
                    setattr(row, f"{side}_answer", answer)
                    setattr(row, f"{side}_answered_at", moment)
                    changed.append((fresh, {"proposal": row.pk, "side": side, "answer": answer, "way": "paper"}))
            row.save()
        journal.record_many(by, "matching.answered", changed)
    return len(rows)


def choose(
    *,
    by: Actor,
    round_: MatchingRound,
    starts_on: dt.date,
    ends_on: dt.date,
    proposal_ids: Collection[uuid.UUID] | None = None,
) -> int:
    """Make pairs of the proposals both sides agreed to (of the marked ones, or of all). Pairs are made by listeners.

    Raises WrongState when nobody agreed yet; whatever the maker of pairs refuses undoes the whole press.
    """
    by.must("matching.edit", round_)
    with transaction.atomic():
        fresh = held(round_.pk, "published")
        rows = queries.proposals(fresh).filter(mentor_answer="yes", mentee_answer="yes", chosen_at=None)
        if proposal_ids is not None:
            rows = rows.filter(pk__in=proposal_ids)
        found = queries.lawful(rows, clock.today(by.organization))
        if not found:
            raise WrongState("Пары составляются, когда согласны оба. Дождитесь ответов или отметьте их с листов.")
        hooks.fire("matching.pairs_chosen", round=fresh, proposals=found, starts_on=starts_on, ends_on=ends_on, by=by)
        Proposal.objects.filter(pk__in=[row.pk for row in found]).update(chosen_at=clock.now())
        journal.record(by, "matching.chosen", fresh, count=len(found))
    return len(found)


def close(*, by: Actor, round_: MatchingRound) -> int:
    """End the round: who is without a pair goes to support with the reason. Returns how many."""
    by.must("matching.edit", round_)
    with transaction.atomic():
        fresh = held(round_.pk, "published")
        waiting = queries.proposals(fresh).filter(chosen_at=None)
        if waiting.filter(mentor_answer="yes", mentee_answer="yes").exists():
            raise WrongState("Есть пары, где согласны оба. Сначала составьте их, потом закройте раунд.")
        rest = unmatched(fresh, by)
        fresh.state, fresh.closed_at = "closed", clock.now()
        fresh.save(update_fields=["state", "closed_at"])
        journal.record(by, "matching.closed", fresh, unmatched=len(rest))
        hooks.fire("matching.round_closed", round=fresh, unmatched=rest, by=by)
    return len(rest)


def unmatched(round_: MatchingRound, by: Actor) -> list[dict[str, Any]]:
    """Mentees of the round with no pair and no open proposal elsewhere, with the reason in words."""
    today = clock.today(by.organization)
    names = queries.names_of(round_, today)
    busy, _ = queries.taken(round_.program_year, but=round_.pk)
    refused = {str(row.mentee_id): row for row in round_.proposals.filter(chosen_at=None)}
    chosen = {str(pk) for pk in round_.proposals.exclude(chosen_at=None).values_list("mentee_id", flat=True)}
    reasons = {row["mentee"]: row["text"] for row in round_.result.get("unmatched", ())}
    found = []
    for row in round_.instance.get("mentees", ()):
        pk, person = row["id"], uuid.UUID(row["person"])
        if pk in chosen or person in busy or pk not in names:
            continue
        if pk in refused:
            reason = refusal_words(refused[pk])
        else:
            # other people's names do not go into a case: it outlives the round
            reason = plain_reason(reasons.get(pk, ""))
        found.append({"person_id": person, "reason": reason})
    return found


def refusal_words(proposal: Proposal) -> str:
    if "no" in (proposal.mentor_answer, proposal.mentee_answer):
        return "Предложенная пара не сложилась: согласие дали не оба."
    return "На предложенную пару не ответили до закрытия раунда."
