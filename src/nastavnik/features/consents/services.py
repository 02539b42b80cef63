"""Everything that changes consents: sheets, the facts of giving, withdrawals."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection, transaction

from nastavnik.features.consents.models import Consent, ConsentSheet, ConsentText, Withdrawal
from nastavnik.features.consents.rules import KINDS
from nastavnik.features.documents.codes import clean_code, new_code
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.features.people.rules import is_minor
from nastavnik.kernel import clock, jobs, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import DomainError, InputRefused, Step, WrongState
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.registry import hooks


def text_in_force(kind: str, on: dt.date) -> ConsentText:
    """The version of the wording for the day; the shipped template becomes version 1 at first use."""
    found = ConsentText.objects.filter(kind=kind, in_force_from__lte=on).order_by("-version").first()
    if found is None:
        from nastavnik.engines import papers

        source = papers.source(kind)
        found, _ = ConsentText.objects.get_or_create(
            kind=kind,
            version=1,
            defaults={
                "text": source,
                "sha256": hashlib.sha256(source.encode()).hexdigest(),
                "in_force_from": dt.date(2000, 1, 1),
            },
        )
    return found


def signer_of(person: Person, kind: str, on: dt.date) -> Person | None:
    """Who must sign the sheet: the person, or for a minor the first living representative (None when unknown)."""
    spec = KINDS[kind]
    if spec.signs == "self" or (spec.signs == "either" and not is_minor(person.birth_date, on)):
        return person
    ties = people.representatives([person.pk], on)[person.pk]
    return ties[0].adult if ties else None


def prepare_sheets(
    *,
    by: Actor,
    kind: str,
    person_ids: Collection[uuid.UUID],
    activity_id: uuid.UUID | None = None,
    data: Mapping[uuid.UUID, Mapping[str, Any]] | None = None,
) -> list[ConsentSheet]:
    """A sheet with a code for each person, in the order given. An unused sheet of the same kind is reused.

    `data[person_id]`: what the template needs beyond the person (the other side of the pair, the receiver …).
    """
    by.must("consents.prepare")
    if kind not in KINDS:
        raise InputRefused("Такого вида согласия нет.")
    today = clock.today(by.organization)
    extra = data or {}
    with transaction.atomic():
        text = text_in_force(kind, today)
        known = {person.pk: person for person in people.living().filter(pk__in=person_ids)}
        ties = people.representatives(list(known), today)
        open_sheets = {
            sheet.person_id: sheet
            for sheet in ConsentSheet.objects.filter(kind=kind, person_id__in=known, void_on=None, consents=None)
        }
        codes = iter(new_code(len(known)))
        fresh: list[ConsentSheet] = []
        result: list[ConsentSheet] = []
        for pk in dict.fromkeys(person_ids):
            if pk not in known:
                continue
            own = dict(extra.get(pk, {}))
            sheet = open_sheets.get(pk)
            if sheet is None or sheet.text_id != text.pk or sheet.data != own:
                spec = KINDS[kind]
                by_adult = spec.signs == "representative" or (
                    spec.signs == "either" and is_minor(known[pk].birth_date, today)
                )
                adult = ties[pk][0].adult if by_adult and ties[pk] else None
                sheet = ConsentSheet(
                    organization=by.organization,
                    code=next(codes),
                    kind=kind,
                    person=known[pk],
                    representative=adult,
                    text=text,
                    data=own,
                    issued_on=today,
                    activity_id=activity_id,
                )
                fresh.append(sheet)
            result.append(sheet)
        ConsentSheet.objects.bulk_create(fresh)
        if fresh:
            journal.record(by, "consents.sheets_prepared", None, kind=kind, count=len(fresh))
    return result


def sheet_by_code(typed: str) -> ConsentSheet:
    """The living sheet of a code typed from the paper; refusals in words."""
    code = clean_code(typed)
    if code is None:
        raise InputRefused(
            f"Кода «{typed.strip()[:20]}» не бывает: проверьте буквы и цифры под квадратом на листе.", field="code"
        )
    sheet = ConsentSheet.objects.filter(code=code).select_related("person", "representative", "text").first()
    if sheet is None:
        raise InputRefused(f"Листа с кодом {code} здесь нет. Проверьте код.", field="code")
    if sheet.void_on is not None:
        raise InputRefused(f"Лист {code} заменён новым. Нужен лист с новым кодом.", field="code")
    return sheet


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
) -> Consent:
    """A signed sheet has come: the consent counts from its own date. The same sheet marked twice is one consent.

    Errors: InputRefused (code, date), WrongState (nobody may sign for the minor).
    """
    by.must("consents.mark")
    sheet = sheet_by_code(code)
    today = clock.today(by.organization)
    if on > today:
        raise InputRefused("Дата на листе ещё не наступила. Проверьте дату.", field="on")
    signer = given_by or sheet.representative or signer_of(sheet.person, sheet.kind, on)
    if signer is None:
        raise WrongState(
            f"Не указан законный представитель: {sheet.person.short_name}. Укажите его в карточке.",
            next_step=Step("Указать представителя", f"/people/{sheet.person_id}/"),
        )
    with transaction.atomic():
        rows = ConsentSheet.objects.filter(pk=sheet.pk)
        if connection.features.has_select_for_update:
            rows = rows.select_for_update()
        rows.get()
        already = Consent.objects.filter(sheet=sheet).first()
        if already is not None:
            return already
        consent = Consent.objects.create(
            organization=by.organization,
            kind=sheet.kind,
            person=sheet.person,
            given_by=signer,
            own_signature=own_signature,
            sheet=sheet,
            text=sheet.text,
            way="paper",
            given_on=on,
            valid_to=valid_to,
            number=number.strip()[:40],
            requisites_checked=requisites_checked,
            scan=scan,
            recorded_at=clock.now(),
            recorded_by=by.label[:200],
        )
        journal.record(by, "consents.given", sheet.person, kind=sheet.kind, on=on, code=sheet.code, consent=consent.pk)
        hooks.fire("consents.given", consent=consent, by=by)
    return consent


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
    signer = given_by or signer_of(person, kind, on)
    if signer is None:
        raise WrongState(
            f"Не указан законный представитель: {person.short_name}. Укажите его в карточке.",
            next_step=Step("Указать представителя", f"/people/{person.pk}/"),
        )
    with transaction.atomic():
        consent = Consent.objects.create(
            organization=by.organization,
            kind=kind,
            person=person,
            given_by=signer,
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


def withdraw(
    *,
    by: Actor,
    consent: Consent,
    on: dt.date,
    received_on: dt.date | None = None,
    way: str = "paper",
    withdrawn_by: Person | None = None,
    scan: StoredFile | None = None,
) -> Withdrawal:
    """Use ends at once, in this transaction; the consent itself stays as it was (152-ФЗ ст. 9 ч. 2)."""
    by.must("consents.withdraw", consent)
    today = clock.today(by.organization)
    if on > today:
        raise InputRefused("Дата отзыва ещё не наступила. Проверьте дату.", field="on")
    if on < consent.given_on:
        raise InputRefused("Отзыв раньше самого согласия. Проверьте дату.", field="on")
    with transaction.atomic():
        if Withdrawal.objects.filter(consent=consent).exists():
            raise DomainError("Это согласие уже отозвано.")
        withdrawal = Withdrawal.objects.create(
            organization=by.organization,
            consent=consent,
            on=on,
            received_on=received_on or today,
            way=way,
            withdrawn_by=withdrawn_by or consent.given_by,
            scan=scan,
            recorded_at=clock.now(),
            recorded_by=by.label[:200],
        )
        journal.record(by, "consents.withdrawn", consent.person, kind=consent.kind, on=on, consent=consent.pk)
        hooks.fire("consents.withdrawn", consent=consent, withdrawal=withdrawal, by=by)
    return withdrawal


def start_printing(*, by: Actor, sheets: Collection[ConsentSheet], back_url: str = "") -> jobs.Job:
    """Queue the making of one PDF of the sheets."""
    by.must("consents.prepare")
    if not sheets:
        raise InputRefused("Печатать нечего: все нужные согласия уже получены.")
    ids = [str(sheet.pk) for sheet in sheets]
    key = hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:32]
    return jobs.enqueue(
        by,
        "consents.print",
        title=f"Листы согласий: {len(ids)}",
        args={"sheets": ids},
        total=len(ids),
        key=f"consents:{key}",
        back_url=back_url,
    )
