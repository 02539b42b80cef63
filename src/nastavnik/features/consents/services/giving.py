"""Facts of giving: by the sheet's code, or taken on paper before the system. The fact itself never changes."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction
from django.db.models import QuerySet

from nastavnik.features.consents import effects
from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.consents.rules import KINDS
from nastavnik.features.consents.services.sheets import sheet_by_code, signers_of
from nastavnik.features.people.models import Person
from nastavnik.features.people.services import confirm_authority
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, Step, WrongState
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.registry import hooks


def mark_given(
    *,
    by: Actor,
    code: str,
    on: dt.date,
    requisites_checked: bool = False,
    own_signature: bool = False,
    scan: StoredFile | None = None,
    number: str = "",
    given_by: Person | None = None,
    valid_to: dt.date | None = None,
    signed: str = "all",
    authority_checked: bool = False,
) -> Consent:
    """A signed sheet has come: the consent counts from its own date. The same sheet marked twice is one consent.

    `authority_checked`: the paper on the right of the representative was shown with the sheet.
    `signed`: whose signatures stand on a sheet of two representatives: all, first, second. Each is a fact of its own;
    the last of them is returned. Errors: InputRefused (code, date), WrongState (nobody may sign for the minor).
    """
    by.must("consents.mark")
    sheet = sheet_by_code(code)
    today = clock.today(by.organization)
    if on > today:
        raise InputRefused("Дата на листе ещё не наступила. Проверьте дату.", field="on")
    signers = [given_by] if given_by else sheet_signers(sheet, signed) or signers_of(sheet.person, sheet.kind, on)
    if not signers:
        raise WrongState(
            f"{sheet.person.short_name}: не указан законный представитель. Укажите его в карточке.",
            next_step=Step("Указать представителя", f"/people/{sheet.person_id}/"),
        )
    with transaction.atomic():
        rows = ConsentSheet.objects.filter(pk=sheet.pk)
        if connection.features.has_select_for_update:
            rows = rows.select_for_update()
        rows.get()
        facts = {item.given_by_id: item for item in Consent.objects.filter(sheet=sheet, preliminary=False)}
        if facts and sheet.second_id is None:
            return next(iter(facts.values()))
        for signer in signers:
            if signer.pk in facts:
                continue
            facts[signer.pk] = Consent.objects.create(
                organization=by.organization,
                kind=sheet.kind,
                person=sheet.person,
                given_by=signer,
                own_signature=own_signature,
                signatures=2 if sheet.second_id else 1,
                sheet=sheet,
                text=sheet.text,
                way="paper",
                given_on=on,
                valid_to=valid_to or sheet.valid_to,
                number=number.strip()[:40],
                requisites_checked=requisites_checked,
                scan=scan,
                recorded_at=clock.now(),
                recorded_by=by.label[:200],
            )
            journal.record(
                by, "consents.given", sheet.person, kind=sheet.kind, on=on, code=sheet.code, consent=facts[signer.pk].pk
            )
            hooks.fire("consents.given", consent=facts[signer.pk], by=by)
            if authority_checked and signer.pk != sheet.person_id:
                confirm_authority(by=by, child=sheet.person, adult=signer, on=on)
    return facts[signers[-1].pk]


def sheet_signers(sheet: ConsentSheet, signed: str = "all") -> list[Person]:
    """Representatives whose signatures are on the sheet: those it names, or the one of two who signed."""
    named = {"first": sheet.representative, "second": sheet.second}
    chosen = [named[signed]] if signed in named and sheet.second_id else list(named.values())
    return [adult for adult in chosen if adult is not None]


def record_prior(
    *,
    by: Actor,
    person: Person,
    kind: str,
    on: dt.date,
    number: str = "",
    scan: StoredFile | None = None,
    given_by: Person | None = None,
    valid_to: dt.date | None = None,
) -> Consent:
    """A consent taken on paper before the system: needs its number or a scan (152-ФЗ ст. 9 ч. 3)."""
    by.must("consents.prior")
    if kind not in KINDS:
        raise InputRefused("Такого вида согласия нет.", field="kind")
    if not number.strip() and scan is None:
        raise InputRefused("Чтобы отметить согласие, нужен номер подписанного листа или скан.", field="number")
    if on > clock.today(by.organization):
        raise InputRefused("Дата на листе ещё не наступила. Проверьте дату.", field="on")
    signers = signers_of(person, kind, on)
    signer = given_by or next(iter(signers), None)
    if signer is None:
        raise WrongState(
            f"{person.short_name}: не указан законный представитель. Укажите его в карточке.",
            next_step=Step("Указать представителя", f"/people/{person.pk}/"),
        )
    with transaction.atomic():
        consent = Consent.objects.create(
            organization=by.organization,
            kind=kind,
            person=person,
            given_by=signer,
            signatures=max(1, len(signers)),
            way="paper",
            given_on=on,
            valid_to=valid_to,
            number=number.strip()[:40],
            requisites_checked=True,
            scan=scan,
            before_system=True,
            recorded_at=clock.now(),
            recorded_by=by.label[:200],
        )
        journal.record(by, "consents.prior_recorded", person, kind=kind, on=on, number=number)
        hooks.fire("consents.given", consent=consent, by=by)
    return consent


def enter_number(*, by: Actor, consent: Consent, number: str) -> None:
    """The secretary's number from the paper register, typed later. An empty one clears it."""
    by.must("consents.mark", consent)
    number = number.strip()[:40]
    with transaction.atomic():
        own = one_sheet(consent)  # two signatures of one sheet have one number
        same = Consent.objects.filter(kind=consent.kind, number=number) if number else Consent.objects.none()
        if same.exclude(pk__in=own.values("pk")).exists():
            raise InputRefused(
                f"Номер {number} уже стоит у другого согласия этого вида. Проверьте журнал.", field="number"
            )
        own.update(number=number)
        journal.record(by, "consents.number_entered", consent, number=number)


def attach_scan(*, by: Actor, consent: Consent, scan: StoredFile) -> None:
    """Keep a scan of the signed sheet. A scan kept before stays in the history of the consent."""
    by.must("consents.mark", consent)
    with transaction.atomic():
        journal.record(by, "consents.scan_attached", consent, scan=scan.pk, before=consent.scan_id)
        one_sheet(consent).update(scan=scan)


def one_sheet(consent: Consent) -> QuerySet[Consent]:
    """The facts of the consent's own sheet: itself, and the other representative's signature on the same paper."""
    if consent.sheet_id is None or consent.way != "paper":
        return Consent.objects.filter(pk=consent.pk)
    return Consent.objects.filter(sheet_id=consent.sheet_id, way="paper")


def unmark(*, by: Actor, consent: Consent, reason: str) -> None:
    """The mark was a mistake: no such sheet has come. The row goes, its values stay in the journal, the sheet waits again.

    Refused when something lawful already rests on the consent (it is withdrawn, not undone) and when the person gave it
    by a link: that is the person's own act.
    """
    by.must("consents.mark", consent)
    if not reason.strip():
        raise InputRefused("Напишите, в чём ошибка: это останется в истории.", field="reason")
    if consent.way != "paper":
        raise WrongState("Человек сам дал согласие по ссылке: отметка не ошибочна. Если он передумал, внесите отзыв.")
    with transaction.atomic():
        rows = Consent.objects.filter(pk=consent.pk).select_related("person", "sheet")
        if connection.features.has_select_for_update:
            rows = rows.select_for_update(of=("self",))
        fresh = rows.first()
        if fresh is None:
            return
        if hasattr(fresh, "withdrawal"):
            raise WrongState("По этому согласию внесён отзыв: отметку уже не снять.")
        resting = effects.resting_on(fresh)
        if resting:
            raise WrongState(
                f"{resting[0]} Снять отметку нельзя: внесите отзыв, он покажет последствия.",
                next_step=Step("Внести отзыв", f"/consents/{fresh.pk}/withdraw/"),
            )
        journal.record(
            by, "consents.mark_undone", fresh.person, kind=fresh.kind, on=fresh.given_on, number=fresh.number,
            code=fresh.sheet.code if fresh.sheet else "", consent=fresh.pk, scan=fresh.scan_id, reason=reason.strip(),
        )  # fmt: skip
        fresh.delete()
