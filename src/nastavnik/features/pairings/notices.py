"""Notices of pairs: everybody in an ordered pair, and a representative of each minor, is told with whom the pair is.

The list comes from the pairs; what is kept is only who was told on which day. Source: Р-145 (participants), СК ст. 63–64
(representatives); three working days after the order is the usual term, by the organisation's own act.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from nastavnik.features.organizations import papers as organization_papers
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.pairings import queries
from nastavnik.features.pairings.models import Pairing, PairNotice
from nastavnik.features.pairings.papers import form_title
from nastavnik.features.pairings.states import ORDERED
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.features.people.papers import curator_data, person_data
from nastavnik.features.people.rules import is_minor
from nastavnik.kernel import clock, jobs, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import ActivityRef, EvidenceAnswer, Link
from nastavnik.kernel.errors import InputRefused
from nastavnik.ui.text import of_phrase

URL = "/pairs/notices/"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One who must be told of one pair. `about`: the child, when the recipient is a representative."""

    pairing: Pairing
    person: Person
    about: Person | None
    told_on: dt.date | None

    @property
    def key(self) -> str:
        return f"{self.pairing.pk}:{self.person.pk}"


def recipients(pairings: Sequence[Pairing], on: dt.date) -> list[Recipient]:
    """Everybody to be told of the pairs, in their order; three queries whatever their number.

    One representative of each minor is enough; a minor without a known one is told alone, the checker names the gap.
    """
    if not pairings:
        return []
    sides = {pairing.pk: [pairing.mentor, *(member.person for member in pairing.members.all())] for pairing in pairings}
    minors = {person.pk for found in sides.values() for person in found if is_minor(person.birth_date, on)}
    ties = people.representatives(minors, on) if minors else {}
    ids = [pairing.pk for pairing in pairings]
    told = {
        (row.pairing_id, row.person_id): row.told_on
        for row in PairNotice.objects.filter(pairing__in=ids, told_on__lte=on)
    }
    found = []
    for pairing in pairings:
        for person in sides[pairing.pk]:
            if person.left_on is not None and person.left_on <= on and (pairing.pk, person.pk) not in told:
                continue
            found.append(Recipient(pairing, person, None, told.get((pairing.pk, person.pk))))
            adults = [tie.adult for tie in ties.get(person.pk, [])]
            if adults:
                adult = next((one for one in adults if (pairing.pk, one.pk) in told), adults[0])
                found.append(Recipient(pairing, adult, person, told.get((pairing.pk, adult.pk))))
    return found


def ordered_pairs(program_year: ProgramYear | None, on: dt.date) -> list[Pairing]:
    """Pairs of the year that an order holds on the day."""
    return _ordered([program_year.pk], on) if program_year else []


def _ordered(year_ids: Collection[uuid.UUID], on: dt.date) -> list[Pairing]:
    rows = queries.living().filter(program_year__in=year_ids, state__in=ORDERED, ordered_on__lte=on)
    return sorted(rows, key=lambda item: (item.mentor.last, item.mentor.first, str(item.pk)))


def mark_told(*, by: Actor, keys: Collection[str], on: dt.date) -> int:
    """Mark recipients (`Recipient.key`) as told on the day; those marked before keep their day. Returns how many.

    Errors: InputRefused (nobody chosen, a day before the order or after today).
    """
    by.must("pairings.edit")
    today = clock.today(by.organization)
    if on > today:
        raise InputRefused("Этот день ещё не наступил.", field="on")
    known = {item.key: item for item in recipients(ordered_pairs(organizations.current_year(), today), today)}
    chosen = [known[key] for key in dict.fromkeys(keys) if key in known]
    if not chosen:
        raise InputRefused("Отметьте в списке тех, кому сообщили.", field="on")
    early = next((item for item in chosen if item.pairing.ordered_on and on < item.pairing.ordered_on), None)
    if early is not None:
        raise InputRefused(
            f"Приказ о паре издан {early.pairing.ordered_on:%d.%m.%Y}: сообщить раньше нельзя.", field="on"
        )
    fresh = [item for item in chosen if item.told_on is None]
    with transaction.atomic():
        PairNotice.objects.bulk_create(
            [PairNotice(pairing=item.pairing, person=item.person, told_on=on) for item in fresh], ignore_conflicts=True
        )
        journal.record_many(
            by, "pairings.notices_sent", [(item.pairing, {"person": item.person.pk, "on": on}) for item in fresh]
        )
    return len(fresh)


def take_back(*, by: Actor, keys: Collection[str]) -> int:
    """A wrong mark is taken back; its day stays in the history."""
    by.must("pairings.edit")
    done = 0
    with transaction.atomic():
        for row in PairNotice.objects.filter(told_on__isnull=False).select_related("pairing"):
            if f"{row.pairing_id}:{row.person_id}" in keys:
                journal.record(by, "pairings.notice_taken_back", row.pairing, person=row.person_id, on=row.told_on)
                row.delete()
                done += 1
    return done


# --- sheets ----------------------------------------------------------------------------------------------------------


def start_sheets(*, by: Actor, keys: Collection[str], back_url: str = URL) -> jobs.Job:
    """Queue one PDF: slips for participants, a letter for each representative. Without `keys`: all not told yet."""
    by.must("pairings.edit")
    today = clock.today(by.organization)
    found = recipients(ordered_pairs(organizations.current_year(), today), today)
    chosen = sorted(item.key for item in found if (item.key in keys if keys else item.told_on is None))
    if not chosen:
        raise InputRefused("Печатать нечего: всем уже сообщили.")
    digest = hashlib.sha256("\n".join(chosen).encode()).hexdigest()[:32]
    return jobs.enqueue(
        by, "pairings.notices", title=f"Сообщения о парах: {len(chosen)}", args={"keys": chosen},
        total=len(chosen), key=f"notices:{digest}", back_url=back_url,
    )  # fmt: skip


def trees(by: Actor, keys: Collection[str]) -> list[Any]:
    """One tree of slips to cut for the participants, then a letter for each representative."""
    from nastavnik.engines import papers
    from nastavnik.features.documents.models import Document

    today = clock.today(by.organization)
    found = recipients(ordered_pairs(organizations.current_year(), today), today)
    chosen = [item for item in found if item.key in keys]
    signer = organizations.signer_on(today)
    base = organization_papers.organization_data(by.organization, on=today, signer=signer)
    curator = curator_data()
    base |= {"curator": curator} if curator else {}
    orders = Document.objects.in_bulk([item.pairing.order_document_id for item in chosen])
    slips, letters = [], []
    for item in chosen:
        pairing = item.pairing
        order = orders.get(pairing.order_document_id)
        doc = {"number": order.number, "date": order.signed_on.isoformat()} if order and order.signed_on else {}
        facts = {
            "mentor": person_data(pairing.mentor),
            "form": form_title(pairing.form, by.organization.profile),
            "order": doc,
            "start": pairing.starts_on.isoformat(),
            "until": pairing.ends_on.isoformat(),
        }
        if item.about is None:
            mentees = [person_data(member.person) for member in pairing.members.all()]
            mine = item.person.pk == pairing.mentor_id
            slips.append(facts | {"person": person_data(item.person), "mentees": mentees, "is_mentor": mine})
        else:
            letter = base | facts | {"doc": {}, "rep": person_data(item.person), "child": person_data(item.about)}
            if pairing.replaces is not None:
                letter["replaced"] = person_data(pairing.replaces.mentor)
            letters.append(papers.build(papers.load("rep_notice"), letter, code=order.code if order else ""))
    sheets = [papers.build(papers.load("pair_notice"), base | {"slips": slips})] if slips else []
    return sheets + letters


# --- evidence --------------------------------------------------------------------------------------------------------


def notified(refs: Sequence[ActivityRef], on: dt.date) -> list[EvidenceAnswer]:
    """Done when everybody in the year's ordered pairs of the roadmap's forms, and the parents of minors, were told."""
    found = recipients(_ordered({ref.program_year_id for ref in refs}, on), on)
    answers = []
    for ref in refs:
        own = [
            item
            for item in found
            if item.pairing.program_year_id == ref.program_year_id and (not ref.forms or item.pairing.form in ref.forms)
        ]
        days = [item.told_on for item in own if item.told_on]
        words = f"Участникам пар и представителям несовершеннолетних: сообщили {of_phrase(len(days), len(own))}"
        links = (Link("Кому сообщили о парах", URL),)
        if not own:
            answers.append(EvidenceAnswer("none", "Пар, закреплённых приказом, ещё нет", 0, 0))
        elif len(days) == len(own):
            answers.append(EvidenceAnswer("done", words, len(days), len(own), max(days), links))
        else:
            state = "part" if days else "none"
            answers.append(EvidenceAnswer(state, words, len(days), len(own), None, links))  # type: ignore[arg-type]
    return answers


def known_ids(keys: Sequence[str]) -> list[str]:
    """Well-formed keys «pair:person» of a form; anything else is dropped."""
    found = []
    for key in keys:
        left, _, right = key.partition(":")
        try:
            found.append(f"{uuid.UUID(left)}:{uuid.UUID(right)}")
        except ValueError:
            continue
    return found
