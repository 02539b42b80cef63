"""Making and solving rounds."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Q

from nastavnik.features.matching import instances, queries, rules
from nastavnik.features.matching.models import MatchingRound, Proposal
from nastavnik.features.matching.rules import Terms
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations import settings
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, NotFound, Step, WrongState

if TYPE_CHECKING:
    from nastavnik.engines.matching.model import Part


@dataclass(frozen=True, slots=True)
class Solved:
    """What a solution gave. `dropped`: how many locks could not be kept."""

    matched: int
    unmatched: int
    dropped: int


def held(round_id: uuid.UUID, *states: str) -> MatchingRound:
    """The round locked for a change; WrongState unless it is in one of the states."""
    rows = MatchingRound.objects.filter(pk=round_id).select_related("program_year")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    found = rows.first()
    if found is None:
        raise NotFound()
    if states and found.state not in states:
        raise WrongState(
            f"Раунд «{found.title}»: {found.get_state_display()}. Это действие сейчас невозможно, обновите страницу."
        )
    return found


def terms_of(round_: MatchingRound) -> Terms:
    """What the round asks, with what the organisation has switched on."""
    return replace(Terms.of(round_.terms), sex=bool(settings.get(round_.organization, "matching_sex")))


def _weights(raw: Mapping[str, int]) -> dict[str, int]:
    weights = {code: int(raw.get(code, 0)) for code in rules.CRITERIA}
    if any(not 0 <= value <= rules.MAX_WEIGHT for value in weights.values()):
        raise InputRefused(f"Важность признака – число от 0 до {rules.MAX_WEIGHT}.")
    if not any(weights.values()):
        raise InputRefused("Ни один признак не важен. Оставьте хотя бы один больше нуля.")
    return weights


def create(
    *,
    by: Actor,
    title: str,
    form: str,
    weights: Mapping[str, int] | None = None,
    terms: Terms | None = None,
    objective: str = "card_total",
    program_year: ProgramYear | None = None,
    activity_id: uuid.UUID | None = None,
) -> MatchingRound:
    """Begin a round. Raises InputRefused (weights, objective), WrongState (no school year)."""
    by.must("matching.edit")
    year = program_year or organizations.require_year()
    if objective not in rules.OBJECTIVES:
        raise InputRefused("Такой цели подбора нет.", field="objective")
    with transaction.atomic():
        made = MatchingRound.objects.create(
            organization=by.organization,
            program_year=year,
            title=title.strip()[:200] or f"Раунд {MatchingRound.objects.filter(program_year=year).count() + 1}",
            form=form,
            weights=_weights(weights if weights is not None else rules.WEIGHTS),
            objective=objective,
            terms=(terms or Terms()).plain(),
            activity_id=activity_id,
        )
        journal.record(by, "matching.round_made", made, form=form, weights=made.weights, terms=made.terms)
    return made


def change(
    *, by: Actor, round_: MatchingRound, title: str, form: str, weights: Mapping[str, int], terms: Terms
) -> MatchingRound:
    """Other weights or conditions; the pairs stay until the next solution."""
    by.must("matching.edit", round_)
    with transaction.atomic():
        fresh = held(round_.pk, "draft", "solved")
        fresh.title, fresh.form = title.strip()[:200] or fresh.title, form
        fresh.weights, fresh.terms = _weights(weights), terms.plain()
        fresh.save(update_fields=["title", "form", "weights", "terms"])
        journal.record(by, "matching.round_changed", fresh, form=form, weights=fresh.weights, terms=fresh.terms)
    return fresh


def solve(*, by: Actor, round_: MatchingRound, objective: str = "") -> Solved:
    """Choose the pairs anew: locks stay, everybody else is placed by the objective. The instance is kept for replay.

    Raises WrongState (published, changed meanwhile, nobody to match).
    """
    from nastavnik.engines import matching as engine

    by.must("matching.edit", round_)
    goal = objective or round_.objective
    if goal not in rules.OBJECTIVES:
        raise InputRefused("Такой цели подбора нет.", field="objective")
    situation = queries.situation(round_, by, clock.today(by.organization))
    if not situation.mentees or not situation.mentors:
        side, name = ("mentees", "наставляемых") if not situation.mentees else ("mentors", "наставников")
        raise WrongState(
            f"Нет допущенных {name} этой формы, которые ждут пары. Допустите людей в банке и повторите подбор.",
            next_step=Step(f"Открыть банк {name}", f"/banks/{side}/" if side == "mentors" else "/banks/"),
        )
    terms = terms_of(round_)
    if goal == "card_keep_total" and not situation.base:
        goal = "card_total"
    weights = rules.weights_now(round_.weights)
    built = instances.build(situation, form=round_.form, weights=weights, objective=goal, seed=round_.seed, terms=terms)
    result = engine.solve(built.instance, explain=True, leaving=True, sure=True)
    if result.status == "infeasible":
        raise WrongState("Замки противоречат друг другу. Снимите часть замков и повторите подбор.")
    variants = [
        {"objective": item.objective, **instances.figures(built.instance, item.pairs)}
        for item in engine.compare(built.instance)
    ]
    if goal not in {item["objective"] for item in variants}:
        variants.insert(0, {"objective": goal, **instances.figures(built.instance, result.pairs)})
    with transaction.atomic():
        fresh = held(round_.pk, "draft", "solved")
        now_locked = frozenset(
            (str(mentee), str(mentor))
            for mentee, mentor in fresh.proposals.filter(locked=True).values_list("mentee_id", "mentor_id")
        )
        if now_locked != situation.locked:
            raise WrongState("Пока шёл подбор, замки изменили. Повторите подбор.")
        fresh.weights = weights
        _write_proposals(fresh, built, result.pairs, situation.by_hand)
        fresh.state, fresh.objective, fresh.solved_at = "solved", goal, clock.now()
        fresh.instance, fresh.result, fresh.variants = built.instance, result.to_json(), variants
        fresh.save()
        journal.record(
            by,
            "matching.solved",
            fresh,
            objective=goal,
            matched=len(result.pairs),
            unmatched=len(result.unmatched),
            instance_sha256=result.instance_sha256,
        )
    return Solved(len(result.pairs), len(result.unmatched), len(built.dropped))


def _write_proposals(
    round_: MatchingRound, built: instances.Built, pairs: Any, by_hand: frozenset[instances.Key]
) -> None:
    kept = {tuple(key) for key in built.instance["locked"]}
    round_.proposals.all().delete()
    rows = []
    for mentee, mentor in pairs:
        row = proposal_of(round_, mentee, mentor, built.parts((mentee, mentor)))
        row.locked = (mentee, mentor) in kept
        row.by_hand = (mentee, mentor) in by_hand
        rows.append(row)
    Proposal.objects.bulk_create(rows)


def proposal_of(round_: MatchingRound, mentee: str, mentor: str, parts: list[Part]) -> Proposal:
    """An unsaved proposal with its score and the sentences of its criteria."""
    weights = rules.weights_now(round_.weights)
    return Proposal(
        organization_id=round_.organization_id,
        round=round_,
        mentee_id=uuid.UUID(mentee),
        mentor_id=uuid.UUID(mentor),
        score=rules.score_of(parts, weights),
        parts=[
            {"code": part.code, "value": part.value, "weight": weights.get(part.code, 0), "text": part.text}
            for part in parts
        ],
        words=rules.summary(parts, weights),
    )


def remove(*, by: Actor, round_: MatchingRound) -> None:
    """Delete a round that nobody has seen."""
    by.must("matching.edit", round_)
    with transaction.atomic():
        fresh = held(round_.pk, "draft", "solved")
        journal.record(by, "matching.round_removed", fresh, title=fresh.title)
        fresh.delete()


def drop_person(*, by: Actor, person_id: uuid.UUID) -> int:
    """Take a person's proposals away from all rounds that are not closed: the consent is withdrawn, or the person left.

    No policy of its own: it only carries out what another act (a withdrawal) has decided.
    """
    rows = Proposal.objects.filter(
        Q(mentor__person_id=person_id) | Q(mentee__person_id=person_id), chosen_at=None
    ).exclude(round__state="closed")
    with transaction.atomic():
        found = list(rows.select_related("round"))
        journal.record_many(by, "matching.dropped", [(row.round, {"person": person_id}) for row in found])
        rows.delete()
    return len(found)
