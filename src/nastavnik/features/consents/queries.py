"""Consents in force and what is missing, set-based: the number of queries does not depend on the number of people."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.consents.rules import BOTH, KINDS, PAPER_ONLY, Lack, covered_since, lacks, needs_adult
from nastavnik.features.consents.standing import Adult, Given, Subject, complete_since, counts, unsigned
from nastavnik.features.organizations import settings
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person, Representative
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.memo import remembered
from nastavnik.kernel.protocols import Missing
from nastavnik.kernel.scope import current_organization_id
from nastavnik.kernel.tenancy import Organization

CHUNK = 400


def subject_of(
    person: Person,
    objects_since: dt.date | None = None,
    *,
    alone: bool | None = None,
    ties: Iterable[Representative] = (),
) -> Subject:
    """A card as the rules need it. `alone`: the organisation's `alone_from_14`, when the caller has read it already."""
    if alone is None:
        alone = alone_from_14()
    adults = tuple(Adult(tie.adult_id, tie.adult.short_name, tie.valid_until) for tie in ties)
    return Subject(person.pk, person.short_name, person.kind, person.birth_date, objects_since, alone, adults)


@remembered
def alone_from_14() -> bool:
    """By the organisation's act those of 14–17 sign alone."""
    return own_setting("consent_minor_policy") == "self_from_14"


@remembered
def both_sign() -> frozenset[str]:
    """Kinds on which both representatives sign by the organisation's act."""
    return BOTH[own_setting("consent_both_representatives")]


def asks_two() -> bool:
    """Whether sheets with places for both representatives are in use."""
    return bool(both_sign()) or ConsentSheet.objects.filter(second__isnull=False, void_on=None).exists()


def own_setting(code: str) -> Any:
    """A setting of the organisation in scope."""
    return settings.get(Organization.objects.get(pk=current_organization_id()), code)


def adult_signs(person: Person, kind: str, on: dt.date) -> bool:
    """Whether a representative signs the sheet of the kind."""
    spec = KINDS[kind]
    if spec.signs != "either":
        return spec.signs == "representative"
    return needs_adult(person.birth_date, on, alone_from_14=alone_from_14(), purpose=spec.purpose)


def objections(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    """The earliest open objection of a representative for each child who has one."""
    found: dict[uuid.UUID, dt.date] = {}
    ids = list(dict.fromkeys(person_ids))
    for start in range(0, len(ids), CHUNK):
        ties = Representative.objects.filter(child_id__in=ids[start : start + CHUNK], objects_since__isnull=False)
        for child_id, since in ties.values_list("child_id", "objects_since"):
            found[child_id] = min(since, found.get(child_id, since))
    return found


def subjects(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Subject]:
    """What the rules need of each person, with the earliest open objection of a representative."""
    found: dict[uuid.UUID, Subject] = {}
    ids = list(dict.fromkeys(person_ids))
    if not ids:
        return {}
    against, alone = objections(ids), alone_from_14()
    for start in range(0, len(ids), CHUNK):
        rows = Person.objects.filter(pk__in=ids[start : start + CHUNK])
        for person in rows.only("pk", "organization_id", "last", "first", "middle", "kind", "birth_date"):
            found[person.pk] = subject_of(person, against.get(person.pk), alone=alone)
    return found


def given(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Given]]:
    """All consents of the persons as the rules need them, living and past."""
    ids = list(dict.fromkeys(person_ids))
    found: dict[uuid.UUID, list[Given]] = {pk: [] for pk in ids}
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        ties = {
            (child, adult): until
            for child, adult, until in Representative.objects.filter(child_id__in=part).values_list(
                "child_id", "adult_id", "valid_until"
            )
        }
        rows = Consent.objects.filter(person_id__in=part).select_related("withdrawal")
        for row in rows:
            withdrawal = getattr(row, "withdrawal", None)
            tie = (row.person_id, row.given_by_id)
            found[row.person_id].append(
                Given(
                    kind=row.kind,
                    person_id=row.person_id,
                    given_by=row.given_by_id,
                    given_on=row.given_on,
                    valid_to=row.valid_to,
                    withdrawn_on=withdrawal.on if withdrawal else None,
                    preliminary=row.preliminary,
                    own_signature=row.own_signature,
                    by_valid_representative=tie in ties and (ties[tie] is None or ties[tie] >= row.given_on),
                    signatures=row.signatures,
                )
            )
    return found


def known(person_ids: Collection[uuid.UUID]) -> tuple[dict[uuid.UUID, Subject], dict[uuid.UUID, list[Given]]]:
    """Subjects and their consents. Representatives are read only of those whose sheets asked for two signatures."""
    found, consents = subjects(person_ids), given(person_ids)
    two = [pk for pk, items in consents.items() if pk in found and any(item.signatures > 1 for item in items)]
    adults: dict[uuid.UUID, list[Adult]] = {pk: [] for pk in two}
    for start in range(0, len(two), CHUNK):
        ties = Representative.objects.filter(child_id__in=two[start : start + CHUNK])
        ties = ties.filter(adult__removed_at=None, adult__merged_into=None).select_related("adult").order_by("pk")
        for tie in ties:
            adults[tie.child_id].append(Adult(tie.adult_id, tie.adult.short_name, tie.valid_until))
    for pk, own in adults.items():
        found[pk] = replace(found[pk], adults=tuple(own))
    return found, consents


def lacks_of(
    person_ids: Collection[uuid.UUID], purpose: str, on: dt.date, *, side: str = ""
) -> dict[uuid.UUID, list[Lack]]:
    """Everything missing for each person; persons who lack nothing are absent."""
    cards, consents = known(person_ids)
    found = {}
    for pk, subject in cards.items():
        missing = lacks(subject, consents.get(pk, []), purpose, on, side=side)
        if missing:
            found[pk] = missing
    for pk in person_ids:
        if pk not in cards:
            found[pk] = [Lack("", "Такого человека в организации нет.", True)]
    return found


class Book:
    """The consent book: the only road to a person's data for a purpose."""

    def missing(self, person_ids: Collection[uuid.UUID], purpose: str, on: dt.date) -> Mapping[uuid.UUID, Missing]:
        found = lacks_of(person_ids, purpose, on)
        return {pk: Missing(rows[0].kind, rows[0].message, rows[0].legal) for pk, rows in found.items()}


def latest_dates(person_ids: Collection[uuid.UUID], purpose: str, on: dt.date) -> dict[uuid.UUID, dt.date]:
    """The day from which each person is covered for the purpose (up to `on`); those not covered are absent."""
    cards, consents = known(person_ids)
    found = {}
    for pk, subject in cards.items():
        since = covered_since(subject, consents.get(pk, []), purpose, on)
        if since is not None:
            found[pk] = since
    return found


def consents_of(person_ids: Collection[uuid.UUID], on: dt.date) -> dict[uuid.UUID, list[Consent]]:
    """Consents in force on the day, rows with their texts and sheets; a half-signed one is not in force."""
    cards, facts = known(person_ids)
    rows = Consent.objects.filter(person_id__in=person_ids).select_related("text", "sheet", "given_by", "withdrawal")
    found: dict[uuid.UUID, list[Consent]] = {pk: [] for pk in person_ids}
    for row in rows:
        kin = [item for item in facts[row.person_id] if item.kind == row.kind]
        same = [item for item in kin if (item.given_by, item.given_on) == (row.given_by_id, row.given_on)]
        subject = cards.get(row.person_id)
        if subject and any(counts(item, subject, on) for item in same) and complete_since(kin, subject, on):
            found[row.person_id].append(row)
    return found


def half_signed(rows: Iterable[Consent], on: dt.date) -> set[uuid.UUID]:
    """Which of the facts are one signature of two, the other not given yet. No query where none needs two."""
    two = [row for row in rows if row.signatures > 1]
    if not two:
        return set()
    cards, facts = known({row.person_id for row in two})
    halves = set()
    for row in two:
        kin = [item for item in facts[row.person_id] if item.kind == row.kind]
        subject = cards.get(row.person_id)
        if subject and not row.preliminary and unsigned(kin, subject, on):
            halves.add(row.pk)
    return halves


def visible_consents(actor: Actor) -> QuerySet[Consent]:
    """Facts of giving of the people whom the actor sees; nobody's for those who may not look at consents."""
    rows = Consent.objects.select_related("person__group", "given_by", "withdrawal", "sheet", "text")
    if not actor.may("consents.prepare"):
        return rows.none()
    return rows.filter(person__in=people.visible_people(actor))


def get_consent(actor: Actor, pk: Any) -> Consent:
    found = visible_consents(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def of_person(person_id: uuid.UUID) -> QuerySet[Consent]:
    """Everything one person has given or was given for, newest first."""
    rows = Consent.objects.filter(person_id=person_id)
    return rows.select_related("given_by", "withdrawal", "sheet", "text").order_by("-given_on", "-recorded_at")


def open_sheets(person_id: uuid.UUID) -> QuerySet[ConsentSheet]:
    """Sheets that were issued and have not come back."""
    return awaited().filter(person_id=person_id).order_by("issued_on", "pk")


def beside(consent: Consent) -> list[Consent]:
    """The other representative's signature on the same sheet, when there is one."""
    if consent.sheet_id is None or consent.signatures < 2:
        return []
    rows = Consent.objects.filter(sheet_id=consent.sheet_id, preliminary=consent.preliminary)
    return list(rows.exclude(pk=consent.pk).select_related("given_by", "withdrawal"))


def awaited() -> QuerySet[Any]:
    """Living sheets without all the signatures they ask for; `signed` says how many have come on paper or by a link
    that counts."""
    rows = ConsentSheet.objects.filter(void_on=None)
    rows = rows.annotate(signed=Count("consents", filter=Q(consents__preliminary=False)))
    # two cards of one adult may have been joined since: then one signature is all
    return rows.filter(Q(signed=0) | (Q(signed=1, second__isnull=False) & ~Q(second=F("representative"))))


def open_sheets_of(person_ids: Collection[uuid.UUID]) -> list[ConsentSheet]:
    """The same of many people, by group, name and kind; a sheet that was refused is not awaited."""
    found: list[ConsentSheet] = []
    ids = list(dict.fromkeys(person_ids))
    for start in range(0, len(ids), CHUNK):
        rows = awaited().filter(person_id__in=ids[start : start + CHUNK], refused_on=None, second_refused_on=None)
        found += rows.select_related("person__group", "representative", "second").prefetch_related("consents")
    order = list(KINDS)
    return sorted(
        found,
        key=lambda sheet: (
            sheet.person.group.name if sheet.person.group else "яя",
            sheet.person.last,
            sheet.person.first,
            order.index(sheet.kind),
        ),
    )


def sheets_of_link(subject: Person) -> list[ConsentSheet]:
    """What may be decided by a link about the person, the data consent first; without those of paper only."""
    rows = ConsentSheet.objects.filter(person=subject, void_on=None).exclude(kind__in=PAPER_ONLY)
    found = {
        sheet.kind: sheet for sheet in rows.select_related("text", "person__group", "representative").order_by("pk")
    }
    return sorted(found.values(), key=lambda sheet: list(KINDS).index(sheet.kind))


def stopped_links(since: dt.datetime) -> list[Person]:
    """About whom a link was stopped by wrong answers and no newer one was issued."""
    rows = PersonalLink.objects.filter(purpose="consent", revoked_at__gte=since, wrong_tries__gte=5)
    stopped = {link.subject_id: link.issued_at for link in rows}
    newer = PersonalLink.objects.filter(purpose="consent", subject_id__in=stopped, revoked_at=None)
    fresh = {link.subject_id for link in newer if link.issued_at >= stopped[link.subject_id]}
    return list(people.living().filter(pk__in=[pk for pk in stopped if pk not in fresh]))
