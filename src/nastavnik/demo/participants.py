"""Those who take part: each account of the demo finds something of its own on the first page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from nastavnik.features.banks import services as banks
from nastavnik.features.banks.models import MentorEntry
from nastavnik.features.consents import debts
from nastavnik.features.consents import services as consents
from nastavnik.features.documents import services as documents
from nastavnik.features.pairings import notices
from nastavnik.features.pairings import services as pairings
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.people.models import Person, Representative
from nastavnik.features.people.rules import is_minor
from nastavnik.features.questionnaires import services as questionnaires
from nastavnik.features.questionnaires.ready.dictionaries import competences, slots
from nastavnik.features.support import services as support
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor

#: so many days a questionnaire of the demo stays open from today
OPEN_DAYS = 14


def told(*, curator: Actor, on: dt.date) -> None:
    """Everybody in the pairs of the order was told of them."""
    from nastavnik.features.organizations import queries as organizations

    found = notices.recipients(notices.ordered_pairs(organizations.require_year(), on), on)
    notices.mark_told(by=curator, keys=[item.key for item in found], on=on)


def surveys(*, curator: Actor, made: Sequence[Pairing], opens_on: dt.date, today: dt.date) -> None:
    """Questionnaires that wait for both sides of the pairs."""
    mentors = {item.mentor_id for item in made}
    mentees = {member.person_id for item in made for member in item.members.all()}
    for code, side, ids in (("Q-MR-SHORT", "mentor", mentors), ("Q-ME-SHORT", "mentee", mentees)):
        questionnaires.start_campaign(
            by=curator, questionnaire_code=code, side=side, person_ids=ids, opens_on=opens_on,
            closes_on=today + dt.timedelta(days=OPEN_DAYS),
        )  # fmt: skip


def second_order(*, curator: Actor, office: Actor, made: Sequence[Pairing]) -> None:
    """A draft of the order on the rest is with the office: it is asked to agree."""
    order = pairings.draft_order(by=curator, pairing_ids=[item.pk for item in made])
    documents.send(by=curator, document=order, person_ids=[pk for pk in [office.person_id] if pk])


def chosen(made: Sequence[Pairing], today: dt.date) -> Pairing:
    """The pair of the demo's mentor: with a minor, so that a parent has something to see, when there is one."""
    ordered = [item for item in made if Pairing.objects.filter(pk=item.pk, state="ordered").exists()] or list(made)
    young = [item for item in ordered if any(is_minor(one.person.birth_date, today) for one in item.members.all())]
    return (young or ordered)[0]


def furnish(*, curator: Actor, pairing: Pairing) -> Person | None:
    """The chosen pair gets a programme, the mentor's entry what he shares; the child's parent is asked for one consent
    by wish. Returns the parent."""
    pairings.fill_programs(by=curator, pairing_ids=[pairing.pk])
    entry = MentorEntry.objects.get(person=pairing.mentor)
    banks.edit(
        by=curator, entry=entry, capacity=3, competences=list(competences())[:3], free_time=list(slots())[:2],
        experience="Ведёт занятия и кружок, помогает с проектами.",
    )  # fmt: skip
    mentee = pairing.members.select_related("person").first()
    tie = Representative.objects.select_related("adult").filter(child=mentee.person).first() if mentee else None
    if mentee is None or tie is None:
        return None
    consents.prepare_sheets(by=curator, kind="consent_image", person_ids=[mentee.person_id])
    return tie.adult


def waiting(made: Sequence[Pairing]) -> list[Person]:
    """Students marked as mentees whom the ready pairs do not name."""
    paired = {member.person_id for item in made for member in item.members.all()}
    rows = Person.objects.filter(kind="student").order_by("last", "first")
    return [person for person in rows if "mentee" in person.marks and person.pk not in paired]


def consented(*, curator: Actor, people: Sequence[Person], on: dt.date) -> None:
    """Their data consents came on paper."""
    with clock.at(on):
        for sheet in consents.prepare_owed(by=curator, rows=debts.rows_of(people, {}, on)):
            consents.mark_given(
                by=curator, code=sheet.code, on=on, requisites_checked=True, own_signature=True, authority_checked=True
            )


def proposed(*, curator: Actor, person: Person, mentor: Person, starts_on: dt.date, ends_on: dt.date) -> Pairing:
    """A pair of the matching that waits for both answers; its programme is sketched."""
    made = pairings.propose(
        by=curator, mentor=mentor, mentees=[person], form="teacher_student", starts_on=starts_on, ends_on=ends_on,
        source="round",
    )  # fmt: skip
    pairings.fill_programs(by=curator, pairing_ids=[made.pk])
    return made


def accompanied(*, curator: Actor, supporter: Actor, people: Sequence[Person], today: dt.date) -> None:
    """Those who got no pair are accompanied by the specialist."""
    specialist = Person.objects.get(pk=supporter.person_id)
    with clock.at(today):
        for person in people:
            case = support.open_case(by=curator, person=person, reason="Подходящего наставника пока не нашлось.")
            support.assign(by=curator, case=case, supporter=specialist)
            support.add_step(by=supporter, case=case, on=today, text="Познакомились, договорились о встречах.")
