"""A pair as its participant, or the representative of one, sees it on a phone: who, until when, what comes next."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from nastavnik.features.documents.models import Document
from nastavnik.features.pairings import queries, rules
from nastavnik.features.pairings.models import Acceptance, Pairing, PairNotice, PersonalProgram
from nastavnik.features.pairings.papers import form_title
from nastavnik.features.pairings.states import ENDED, WORDS
from nastavnik.features.people.models import Person
from nastavnik.features.people.rules import is_minor
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.protocols import missing_basis
from nastavnik.kernel.tenancy import Organization
from nastavnik.ui.text import date_phrase


@dataclass(frozen=True, slots=True)
class Card:
    """One pair from the side of `person_id`. `others`: the mentor for a mentee, the mentees for a mentor; the other
    mentees of a group are not named. `contacts`: (name, phone, e-mail) of the other side while the pair works."""

    on: dt.date
    pairing: Pairing
    person_id: uuid.UUID
    others: tuple[Person, ...]
    state: str
    mark: str
    words: str
    form: str
    answer: str
    program: PersonalProgram | None
    order: Document | None
    told_on: dt.date | None
    contacts: tuple[tuple[str, str, str], ...]

    @property
    def is_mentor(self) -> bool:
        return self.pairing.mentor_id == self.person_id

    @property
    def names(self) -> str:
        """The other side in full for one, short for a group."""
        if len(self.others) == 1:
            return self.others[0].full_name
        return ", ".join(person.short_name for person in self.others)

    @property
    def open_proposal(self) -> bool:
        return self.state == "proposed" and not self.answer

    @property
    def goals(self) -> list[dict[str, str]]:
        return list(self.program.goals) if self.program else []

    @property
    def points(self) -> list[dict[str, str]]:
        return list(self.program.items) if self.program else []


def place(person: Person) -> str:
    """Group or post of a person, as the other side may see it."""
    return person.group.name if person.group else person.post


def cards(organization: Organization, person_ids: Collection[uuid.UUID], on: dt.date) -> dict[uuid.UUID, list[Card]]:
    """Pairs of the people, living ones first; a bounded number of queries whatever theirs. No check of rights here."""
    ids = set(person_ids)
    own = Q(mentor_id__in=ids) | Q(members__person_id__in=ids, members__left_on=None)
    found = list(queries.living().filter(own).select_related("program").distinct().order_by("-starts_on", "pk"))
    keys = [pairing.pk for pairing in found]
    answers = {
        (row.pairing_id, row.person_id): row.answer
        for row in Acceptance.objects.filter(pairing__in=keys, person__in=ids)
    }
    told = {
        (row.pairing_id, row.person_id): row.told_on
        for row in PairNotice.objects.filter(pairing__in=keys, person__in=ids)
    }
    orders = Document.objects.in_bulk([item.order_document_id for item in found if item.order_document_id])
    hidden = set(missing_basis(queries.people_of(found), "bank", on)) if found else set()
    result: dict[uuid.UUID, list[Card]] = {pk: [] for pk in ids}
    for pairing in found:
        members = [member.person for member in pairing.members.all()]
        state = rules.shown_state(pairing.state, pairing.starts_on, on)
        for pk in ids & {pairing.mentor_id, *(person.pk for person in members)}:
            others = tuple(members) if pk == pairing.mentor_id else (pairing.mentor,)
            me = pairing.mentor if pk == pairing.mentor_id else next(person for person in members if person.pk == pk)
            result[pk].append(
                Card(
                    on=on,
                    pairing=pairing,
                    person_id=pk,
                    others=others,
                    state=state,
                    mark=WORDS[state][0],
                    words=WORDS[state][1],
                    form=form_title(pairing.form, organization.profile),
                    answer=answers.get((pairing.pk, pk), ""),
                    program=getattr(pairing, "program", None),
                    order=orders.get(pairing.order_document_id),
                    told_on=told.get((pairing.pk, pk)),
                    contacts=_contacts(me, others, on, hidden) if state == "active" else (),
                )
            )
    for own_cards in result.values():
        own_cards.sort(key=lambda card: card.pairing.state in ENDED)
    return result


def _contacts(
    me: Person, others: Sequence[Person], on: dt.date, hidden: Collection[uuid.UUID]
) -> tuple[tuple[str, str, str], ...]:
    """Contacts inside a working pair of adults who agreed to the use; with a minor only through the organisation."""
    if is_minor(me.birth_date, on):
        return ()
    return tuple(
        (person.short_name, person.phone, person.email)
        for person in others
        if (person.phone or person.email) and person.pk not in hidden and not is_minor(person.birth_date, on)
    )


def own_cards(actor: Actor) -> list[Card]:
    """The actor's own pairs."""
    if actor.person_id is None:
        return []
    return cards(actor.organization, [actor.person_id], clock.today(actor.organization))[actor.person_id]


def told_about(actor: Actor, pairing_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    """On which day the actor was told of each pair."""
    rows = PairNotice.objects.filter(pairing__in=pairing_ids, person_id=actor.person_id)
    return dict(rows.values_list("pairing_id", "told_on")) if actor.person_id else {}


def pair_context(actor: Actor, pairing: Pairing) -> dict[str, Any]:
    """The page of one own pair."""
    card = next(card for card in own_cards(actor) if card.pairing.pk == pairing.pk)
    return {
        "card": card,
        "pairing": pairing,
        "next_words": next_words(card),
        "may_write": card.is_mentor and card.state not in ENDED and actor.may("pairings.program", pairing),
        "people": [(person, place(person)) for person in card.others],
        "organization": actor.organization,
    }


def next_words(card: Card) -> str:
    """What the participant may expect of this pair now."""
    if card.state == "proposed" and card.answer == "no":
        return "Вы отказались. Куратор предложит другую пару или скажет, что дальше."
    starts = card.pairing.starts_on
    return {
        "proposed": "Ждём ответа второй стороны." if card.answer else "Ответьте, согласны ли вы на эту пару.",
        "agreed": "Пара начнёт работать, когда получат согласия и выйдет приказ"
        + (f", не раньше {date_phrase(starts)}." if starts > card.on else "."),
        "ordered": f"Приказ издан. Начало работы {date_phrase(starts)}.",
        "active": f"Пара работает до {date_phrase(card.pairing.ends_on, 'full')}",
        "paused": "Работа приостановлена. Когда она возобновится, скажет куратор.",
    }.get(card.state, "")
