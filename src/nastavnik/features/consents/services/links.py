"""Consents by a personal link: issued by the curator, opened with a second fact, answered one sheet at a time."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F

from nastavnik.features.consents import queries
from nastavnik.features.consents.debts import Row
from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.consents.rules import PAPER_ONLY, needs_adult
from nastavnik.features.consents.services.sheets import prepare_owed, signers_of
from nastavnik.features.documents.codes import clean_code
from nastavnik.features.organizations import settings
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.features.people.rules import is_minor
from nastavnik.kernel import clock, journal, links
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, NotFound, WrongState
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.registry import hooks

PURPOSE = "consent"
#: the link stops after so many wrong answers to the second fact
TRIES = 5


@dataclass(frozen=True, slots=True)
class Issued:
    """A link made for one who decides about one person; the address is known this once."""

    person: Person
    decides: Person
    address: str


def issue_links(*, by: Actor, rows: Sequence[Row]) -> list[Issued]:
    """Links for those who owe and whose signer is known. Some kinds stay on paper (`PAPER_ONLY`)."""
    by.must("consents.prepare")
    if not links.public_base():
        raise WrongState("Ссылки откроются, когда администратор задаст адрес системы в интернете. Печатайте листы.")
    wanted = [row for row in rows if row.signer and set(row.kinds) - PAPER_ONLY]
    if not wanted:
        raise InputRefused("Ссылки выдавать некому: нет долгов или не указаны представители.")
    prepare_owed(by=by, rows=wanted)
    return issue_for(by=by, rows=wanted)


def issue_for(*, by: Actor, rows: Sequence[Row]) -> list[Issued]:
    """A link for each who still decides about the people of the lines; an earlier link of the same stops.

    The sheets have been prepared: whoever hands out slips may give their links.
    """
    by.must("consents.slips")
    pairs = [(row.person, adult) for row in rows for adult in row.decide]
    with transaction.atomic():
        made: list[tuple[uuid.UUID | None, uuid.UUID | None, dict[str, object]]] = [
            (adult.pk, person.pk, {}) for person, adult in pairs
        ]
        tokens = links.issue_many(by, PURPOSE, made)
        journal.record(by, "consents.links_issued", None, count=len(tokens))
    return [Issued(person, adult, links.address(token)) for (person, adult), token in zip(pairs, tokens, strict=True)]


def check_fact(*, by: Actor, birth_date: dt.date | None = None, code: str = "") -> bool:
    """The second fact: the birth date of the one the consent is about, or the code of the own sheet on paper.

    Wrong answers are counted; the fifth stops the link and tells the curator. False when it did not fit.
    """
    by.must("consents.give")
    subject = subject_of(by)
    clean = clean_code(code) if code.strip() else None
    fits = (birth_date is not None and birth_date == subject.birth_date) or (
        clean is not None and ConsentSheet.objects.filter(code=clean, person=subject, void_on=None).exists()
    )
    if fits:
        return True
    with transaction.atomic():
        PersonalLink.objects.filter(pk=by.link_id).update(wrong_tries=F("wrong_tries") + 1)
        stopped = PersonalLink.objects.filter(pk=by.link_id, wrong_tries__gte=TRIES, revoked_at=None)
        if stopped.update(revoked_at=clock.now()):
            journal.record(by, "consents.link_stopped", subject)
    return False


def subject_of(by: Actor) -> Person:
    """Whom the link is about; NotFound when the card is gone or the right of the representative has ended."""
    today = clock.today(by.organization)
    person = people.living().filter(pk=by.extra["subject_id"]).select_related("group").first()
    if person is None:
        raise NotFound(links.WRONG)
    if by.person_id != person.pk:
        if not needs_adult(person.birth_date, today, alone_from_14=queries.alone_from_14()):
            since = "с 18 лет" if not is_minor(person.birth_date, today) else "с 14 лет по правилам организации"
            raise WrongState(
                f"Эта ссылка больше не нужна: {since} человек решает сам. Попросите у куратора ссылку для него."
            )
        adults = [tie.adult_id for tie in people.representatives([person.pk], today)[person.pk]]
        if by.person_id not in adults:
            raise NotFound(links.WRONG)
    return person


def give_by_link(*, by: Actor, sheet: ConsentSheet, agrees: bool) -> Consent | None:
    """One decision about one sheet. Sent twice it is one; a refusal may be changed to consent, not the other way.

    By the organisation's act the answer counts, or is preliminary until the paper comes.
    """
    by.must("consents.give")
    subject = subject_of(by)
    today = clock.today(by.organization)
    signers = signers_of(sheet.person, sheet.kind, today)
    if sheet.person_id != subject.pk or not signers or sheet.kind in PAPER_ONLY:
        raise NotFound(links.WRONG)
    if (signers[0].pk == subject.pk) != (by.person_id == subject.pk):
        raise NotFound(links.WRONG)  # a representative decides for a minor only, a minor not alone
    return record_decision(by=by, sheet=sheet, agrees=agrees, way="link", details={"link": str(by.link_id)})


def record_decision(
    *, by: Actor, sheet: ConsentSheet, agrees: bool, way: str, details: dict[str, str]
) -> Consent | None:
    """What was decided about the sheet, by link or in the account; who may decide was asked before.

    Of two representatives each decides for oneself, and nobody's refusal is lifted by the other.
    """
    by.must("consents.give" if way == "link" else "consents.decide", sheet)
    today = clock.today(by.organization)
    if sheet.second_id and by.person_id not in (sheet.representative_id, sheet.second_id):
        raise NotFound(links.WRONG)  # the sheet names two, this is a third one
    refusal = "second_refused_on" if sheet.second_id and by.person_id == sheet.second_id else "refused_on"
    with transaction.atomic():
        rows = ConsentSheet.objects.filter(pk=sheet.pk, void_on=None)
        if connection.features.has_select_for_update:
            rows = rows.select_for_update()
        found = rows.first()
        if found is None:
            raise WrongState("Этот лист заменён новым. Откройте список согласий ещё раз.")
        facts = Consent.objects.filter(sheet=sheet)
        already = (facts.filter(given_by_id=by.person_id) if sheet.second_id else facts).first()
        if not agrees:
            if already is not None:
                raise WrongState("Согласие по этому листу уже дано. Передумали — отзовите его.")
            if getattr(found, refusal) is None:
                rows.update(**{refusal: today})
                journal.record(by, f"consents.refused_by_{way}", sheet.person, kind=sheet.kind, code=sheet.code)
            return None
        if already is not None:
            return already
        rows.update(**{refusal: None})
        consent = Consent.objects.create(
            organization=by.organization,
            kind=sheet.kind,
            person=sheet.person,
            given_by_id=by.person_id,
            signatures=2 if sheet.second_id else 1,
            sheet=sheet,
            text=sheet.text,
            way=way,
            preliminary=not settings.get(by.organization, "links_count_as_consent"),
            given_on=today,
            valid_to=found.valid_to,
            requisites_checked=False,
            details={**details, "sha256": sheet.text.sha256},
            recorded_at=clock.now(),
            recorded_by=by.label[:200],
        )
        journal.record(
            by, f"consents.given_by_{way}", sheet.person, kind=sheet.kind, code=sheet.code, consent=consent.pk
        )
        hooks.fire("consents.given", consent=consent, by=by)
    return consent
