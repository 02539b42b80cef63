"""What a curator does on the board by hand: locks, own choice, bans."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.db import transaction

from nastavnik.engines.matching.criteria import full_parts_of
from nastavnik.features.matching import facts, instances, queries, rules
from nastavnik.features.matching.models import Bar, MatchingRound, Proposal
from nastavnik.features.matching.services.rounds import held, proposal_of, terms_of
from nastavnik.features.people.models import Person
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import DomainError, NotFound


def lock(*, by: Actor, proposal: Proposal, locked: bool) -> Proposal:
    """A locked pair stays when the rest is solved again. An unlocked hand-made pair is an ordinary one again."""
    by.must("matching.edit", proposal)
    with transaction.atomic():
        held(proposal.round_id, "solved")
        proposal.locked = locked
        proposal.by_hand = proposal.by_hand and locked
        proposal.save(update_fields=["locked", "by_hand"])
        journal.record(by, "matching.locked" if locked else "matching.unlocked", proposal.round, proposal=proposal.pk)
    return proposal


def place(*, by: Actor, round_: MatchingRound, mentee: uuid.UUID, mentor: uuid.UUID | None) -> Proposal | None:
    """Give the mentee (an entry) to this mentor by hand, locked; without a mentor: take out of the pair.

    Raises DomainError where a ban, the law or places forbid it, NotFound for people outside the round's banks.
    """
    by.must("matching.edit", round_)
    today = clock.today(by.organization)
    with transaction.atomic():
        fresh = held(round_.pk, "solved")
        situation = queries.situation(fresh, by, today)
        seeker = next((row for row in situation.mentees if row.entry_id == mentee), None)
        if seeker is None:
            raise NotFound("Этого наставляемого в подборе нет: он вышел из банка или уже в паре.")
        present = fresh.proposals.filter(mentee_id=mentee)
        if mentor is None:
            present.delete()
            journal.record(by, "matching.placed", fresh, mentee=seeker.person_id, mentor=None)
            return None
        helper = next((row for row in situation.mentors if row.entry_id == mentor), None)
        if helper is None:
            raise NotFound("Этого наставника в подборе нет: он вышел из банка или не даёт согласия.")
        kin = (helper.person_id, seeker.person_id) in situation.kin
        hard = rules.law_bars(seeker, helper, fresh.form, kin=kin)
        if (helper.person_id, seeker.person_id) in situation.forbidden:
            hard.append("forbidden")
        if hard:
            raise DomainError(
                f"{helper.name} – {seeker.name}: {rules.BAR_WORDS[hard[0]]}. Выберите другого наставника."
            )
        if fresh.proposals.filter(mentor_id=mentor).exclude(mentee_id=mentee).count() >= helper.left:
            raise DomainError(f"{helper.name}: мест больше нет. Сначала освободите место или прибавьте его в банке.")
        known = facts.gathered(replace(situation, mentees=[seeker], mentors=[helper]), fresh.form, terms_of(fresh))
        codes = instances.codes(fresh.instance)
        parts = full_parts_of(
            known.mentees[str(mentee)], known.mentors[str(mentor)], known.codes if rules.is_former(codes) else codes
        )
        present.delete()
        made = proposal_of(fresh, str(mentee), str(mentor), parts)
        made.locked = made.by_hand = True
        made.save()
        journal.record(by, "matching.placed", fresh, mentee=seeker.person_id, mentor=helper.person_id)
    return made


def forbid(*, by: Actor, mentor: Person, mentee: Person, reason: str = "", secret: bool = False) -> Bar:
    """This pair is never to be proposed. Takes it out of the rounds that nobody has seen yet."""
    by.must("matching.edit", mentor)
    by.must("matching.edit", mentee)
    if mentor.pk == mentee.pk:
        raise DomainError("Наставник и наставляемый – один человек: такую пару и так не предложат.")
    with transaction.atomic():
        made, fresh = Bar.objects.get_or_create(
            mentor=mentor,
            mentee=mentee,
            lifted_at=None,
            defaults={
                "organization": by.organization,
                "reason": "" if secret else reason[:300],
                "secret": secret,
                "recorded_by": by.label[:200],
                "recorded_at": clock.now(),
            },
        )
        Proposal.objects.filter(
            mentor__person=mentor, mentee__person=mentee, round__state__in=["draft", "solved"]
        ).delete()
        if fresh:
            journal.record(by, "matching.forbidden", made, mentor=mentor.pk, mentee=mentee.pk)
    return made


def lift_bar(*, by: Actor, bar: Bar) -> Bar:
    by.must("matching.edit", bar)
    with transaction.atomic():
        bar.lifted_at = clock.now()
        bar.save(update_fields=["lifted_at"])
        journal.record(by, "matching.bar_lifted", bar)
    return bar
