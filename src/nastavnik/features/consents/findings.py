"""Rules of the checker about consents (regulation of the programme, part on personal data)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence

from nastavnik.features.consents import queries
from nastavnik.features.consents.debts import SOON
from nastavnik.features.consents.models import Consent
from nastavnik.features.consents.populations import participants
from nastavnik.features.consents.rules import lacks, needs_own_signature
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations import settings
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person, Representative
from nastavnik.features.people.rules import comes_of_age, is_minor
from nastavnik.kernel.contracts import Finding, FindingRule, Link, Severity, finding_rules
from nastavnik.kernel.scope import current_organization_id
from nastavnik.kernel.tenancy import Organization
from nastavnik.ui.text import date_phrase

#: forms in writing: the law asks for the identity document and the address on the sheet
WRITTEN = {
    "consent_pd_adult", "consent_pd_minor", "consent_pd_mentor", "consent_transfer", "consent_psych_diagnostics",
}  # fmt: skip


def _standing(on: dt.date) -> list[Consent]:
    """Consents not withdrawn by the day, of people who are here, with the cards; one query."""
    rows = Consent.objects.filter(given_on__lte=on, preliminary=False, person__left_on=None)
    rows = rows.filter(person__merged_into=None, person__removed_at=None)
    return list(
        rows.exclude(withdrawal__on__lte=on).select_related("person", "given_by").order_by("person__last", "pk")
    )


def _uncovered(found: Iterable[Person], on: dt.date) -> set[uuid.UUID]:
    """Participants of the year among the people whose data may not be used on the day."""
    cards = {person.pk: person for person in found}
    parts = participants(cards.values(), on)
    known, given = queries.subjects(list(parts)), queries.given(list(parts))
    return {pk for pk in parts if pk in known and lacks(known[pk], given.get(pk, []), "bank", on)}


def _finding(code: str, message: str, person: Person, fix: Link | None = None, proof: Sequence[Link] = ()) -> Finding:
    url = f"/consents/person/{person.pk}/"
    return Finding(
        code, message, person.short_name, url, fix or Link("Напечатать лист", url), tuple(proof), person.pk, person.pk
    )


def _sheet(consent: Consent) -> Link:
    return Link("Открыть согласие", f"/consents/{consent.pk}/")


def expired(on: dt.date) -> Iterable[Finding]:
    late = [
        item for item in _standing(on) if item.kind.startswith("consent_pd_") and item.valid_to and item.valid_to < on
    ]
    open_now = _uncovered((item.person for item in late), on)
    for item in late:
        if item.person_id in open_now:
            yield _finding(
                "PD_CONSENT_EXPIRED",
                f"{item.person.short_name}: срок согласия истёк {date_phrase(item.valid_to)}.",
                item.person,
                Link("Запросить на новый срок", f"/consents/person/{item.person_id}/"),
                (_sheet(item),),
            )


def expiring(on: dt.date) -> Iterable[Finding]:
    year = organizations.current_year()
    until = min(on + dt.timedelta(days=SOON), year.ends_on) if year else on + dt.timedelta(days=SOON)
    for item in _standing(on):
        if item.valid_to and on <= item.valid_to < until:
            yield _finding(
                "PD_CONSENT_EXPIRING",
                f"{item.person.short_name}: срок согласия истекает {date_phrase(item.valid_to)}, учебный год ещё идёт.",
                item.person,
                Link("Запросить заранее", f"/consents/person/{item.person_id}/"),
                (_sheet(item),),
            )


def incomplete(on: dt.date) -> Iterable[Finding]:
    for item in _standing(on):
        if item.way == "paper" and item.kind in WRITTEN and not item.requisites_checked and not item.before_system:
            yield _finding(
                "PD_CONSENT_INCOMPLETE",
                f"{item.person.short_name}: не проверено, что в согласии вписаны документ и адрес.",
                item.person,
                _sheet(item),
            )


def no_own_signature(on: dt.date) -> Iterable[Finding]:
    policy = settings.get(_organization(), "consent_minor_policy")
    for item in _standing(on):
        subject = queries.subject_of(item.person)
        if item.kind == "consent_pd_minor" and not item.own_signature and needs_own_signature(subject, policy, on):
            yield _finding(
                "PD_MINOR_NO_OWN",
                f"{item.person.short_name}: есть 14 лет, по вашим правилам нужна и собственная подпись.",
                item.person,
                proof=(_sheet(item),),
            )


def _organization() -> Organization:
    return Organization.objects.get(pk=current_organization_id())


def turned_18(on: dt.date) -> Iterable[Finding]:
    grown = [
        item
        for item in _standing(on)
        if item.given_by_id != item.person_id
        and item.kind == "consent_pd_minor"
        and item.person.birth_date
        and comes_of_age(item.person.birth_date) <= on
    ]
    open_now = _uncovered((item.person for item in grown), on)
    for item in grown:
        if item.person_id in open_now and item.person.birth_date:
            day = date_phrase(comes_of_age(item.person.birth_date))
            yield _finding(
                "PD_TURNED_18",
                f"{item.person.short_name}: 18 лет с\u00a0{day}, согласие представителя больше не действует.",
                item.person,
                Link("Запросить собственное согласие", f"/consents/person/{item.person_id}/"),
                (_sheet(item),),
            )


def turns_18_soon(on: dt.date) -> Iterable[Finding]:
    seen = set()
    for item in _standing(on):
        born = item.person.birth_date
        if item.kind != "consent_pd_minor" or born is None or item.person_id in seen:
            continue
        day = comes_of_age(born)
        if on < day <= on + dt.timedelta(days=SOON):
            seen.add(item.person_id)
            yield _finding(
                "PD_TURNS_18_SOON",
                f"{item.person.short_name}: 18 лет исполнится {date_phrase(day)}.",
                item.person,
                Link("Подготовить новый лист", f"/consents/person/{item.person_id}/"),
            )


def wrong_representative(on: dt.date) -> Iterable[Finding]:
    by_adult = [item for item in _standing(on) if item.given_by_id != item.person_id and not item.before_system]
    ties = {
        (tie.child_id, tie.adult_id): tie
        for part in people.slices([item.person_id for item in by_adult])
        for tie in Representative.objects.filter(child_id__in=part)
    }
    told: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for item in by_adult:
        if (item.person_id, item.given_by_id) in told:
            continue
        tie = ties.get((item.person_id, item.given_by_id))
        lost = tie is None or (tie.valid_until is not None and tie.valid_until < item.given_on)
        if is_minor(item.person.birth_date, item.given_on) and (lost or (tie and tie.authority_checked_on is None)):
            told.add((item.person_id, item.given_by_id))
            yield _finding(
                "PD_REP_WRONG",
                f"Согласие о\u00a0ребёнке ({item.person.short_name}) подписано: {item.given_by.short_name}, "
                "право представлять ребёнка не подтверждено.",
                item.person,
                Link("Проверить документ", f"/people/{item.person_id}/"),
                (_sheet(item),),
            )


def objection(on: dt.date) -> Iterable[Finding]:
    rows = Representative.objects.filter(objects_since__lte=on, child__removed_at=None, child__left_on=None)
    found = [tie.child for tie in rows.select_related("child") if is_minor(tie.child.birth_date, on)]
    parts = participants(found, on)
    for child in {person.pk: person for person in found if person.pk in parts}.values():
        yield _finding(
            "PD_REP_OBJECTION",
            f"{child.short_name}: второй родитель возражает, использование данных остановлено.",
            child,
            Link("Открыть карточку", f"/people/{child.pk}/"),
        )


def no_proof(on: dt.date) -> Iterable[Finding]:
    for item in _standing(on):
        if item.way == "paper" and item.sheet_id is None and not item.number and item.scan_id is None:
            yield _finding(
                "PD_TICK_NO_PROOF",
                f"{item.person.short_name}: согласие отмечено без листа, номера и скана.",
                item.person,
                Link("Приложить скан", f"/consents/{item.pk}/"),
            )


TABLE: list[tuple[str, str, Severity, str, Callable[[dt.date], Iterable[Finding]], bool]] = [
    ("PD_CONSENT_EXPIRED", "Срок согласия истёк", "block", "152-ФЗ, ст. 9, 21", expired, True),
    ("PD_CONSENT_EXPIRING", "Срок согласия истекает", "warn", "152-ФЗ, ст. 9", expiring, False),
    ("PD_CONSENT_INCOMPLETE", "В согласии не хватает реквизитов", "error", "152-ФЗ, ст. 9, ч. 4", incomplete, True),
    ("PD_MINOR_NO_OWN", "Нет собственной подписи с 14 лет", "warn", "ГК РФ, ст. 26", no_own_signature, False),
    ("PD_TURNED_18", "Стал совершеннолетним", "block", "ГК РФ, ст. 21; 152-ФЗ, ст. 9", turned_18, True),
    ("PD_TURNS_18_SOON", "Скоро 18 лет", "info", "ГК РФ, ст. 21; 152-ФЗ, ст. 9", turns_18_soon, False),
    ("PD_REP_WRONG", "Право представителя не подтверждено", "error", "СК РФ, ст. 64, 145", wrong_representative, True),
    ("PD_REP_OBJECTION", "Второй родитель возражает", "block", "СК РФ, ст. 61, 65", objection, True),
    ("PD_TICK_NO_PROOF", "Согласие без доказательства", "error", "152-ФЗ, ст. 9, ч. 3", no_proof, True),
]


def register() -> None:
    for code, title, severity, source, check, legal in TABLE:
        finding_rules.add(FindingRule(code, title, severity, source, check, legal))
