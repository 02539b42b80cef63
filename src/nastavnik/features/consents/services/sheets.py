"""Sheets with codes: which text is in force, whose signature is needed, what goes to print."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from nastavnik.features.consents import queries
from nastavnik.features.consents.debts import Row
from nastavnik.features.consents.models import ConsentSheet
from nastavnik.features.consents.populations import places_of
from nastavnik.features.consents.rules import KINDS, signed_by, term_of
from nastavnik.features.consents.services.texts import text_for_two, text_in_force
from nastavnik.features.documents.codes import clean_code, new_code
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.kernel import clock, jobs, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, WrongState


def signers_of(person: Person, kind: str, on: dt.date) -> list[Person]:
    """Who must sign the sheet: the person, or for a minor the first living representative (both, where the
    organisation's act asks both); empty when none is known."""
    if not queries.adult_signs(person, kind, on):
        return [person]
    adults = [tie.adult for tie in people.representatives([person.pk], on)[person.pk]]
    return [adult for adult in signed_by(kind, adults, queries.both_sign()) if adult is not None]


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
        open_sheets = {sheet.person_id: sheet for sheet in queries.awaited().filter(kind=kind, person_id__in=known)}
        both = queries.both_sign()
        codes = iter(new_code(len(known)))
        until = term_of(kind, today, queries.own_setting("consent_term_months"))
        fresh: list[ConsentSheet] = []
        for_one: list[uuid.UUID] = []
        result: list[ConsentSheet] = []
        for pk in dict.fromkeys(person_ids):
            if pk not in known:
                continue
            own = dict(extra.get(pk, {}))
            by_adult = queries.adult_signs(known[pk], kind, today)
            first, second = signed_by(kind, [tie.adult for tie in ties[pk]] if by_adult else [], both)
            sheet = open_sheets.get(pk)
            spent = sheet is not None and sheet.valid_to is not None and sheet.valid_to < today
            # a sheet that one of two has signed goes on to the other; one printed for other hands is printed anew
            other_hands = sheet is not None and not sheet.signed and _hands(sheet) != _ids(first, second)
            stale = sheet is not None and not sheet.signed and (sheet.text_id != text.pk or sheet.data != own)
            if sheet is None or spent or stale or other_hands:
                if second is not None:
                    if sheet is not None and sheet.second_id is None:
                        for_one.append(sheet.pk)  # by the act a sheet for one signature no longer does
                    text = text_for_two(by=by, text=text)
                sheet = ConsentSheet(
                    organization=by.organization,
                    code=next(codes),
                    kind=kind,
                    person=known[pk],
                    representative=first,
                    second=second,
                    text=text,
                    data=own,
                    issued_on=today,
                    valid_to=until,
                    activity_id=activity_id,
                )
                fresh.append(sheet)
            result.append(sheet)
        ConsentSheet.objects.filter(pk__in=for_one).update(void_on=today)
        ConsentSheet.objects.bulk_create(fresh)
        if fresh:
            journal.record(by, "consents.sheets_prepared", None, kind=kind, count=len(fresh))
    return result


def _hands(sheet: ConsentSheet) -> set[uuid.UUID]:
    return {pk for pk in (sheet.representative_id, sheet.second_id) if pk}


def _ids(*adults: Person | None) -> set[uuid.UUID]:
    return {adult.pk for adult in adults if adult}


def prepare_owed(
    *, by: Actor, rows: Sequence[Row], kind: str = "", activity_id: uuid.UUID | None = None
) -> list[ConsentSheet]:
    """Sheets of everything that the people of the lines owe, or of the one named kind for each of them.

    Sheets of pairs (participation, duties) take the period and the other side from the population that holds them.
    """
    by.must("consents.prepare")
    if kind and kind not in KINDS:
        raise InputRefused("Такого вида согласия нет. Выберите вид из списка.", field="kind")
    wanted: dict[str, list[uuid.UUID]] = {}
    for row in rows:
        for code in [kind] if kind else row.kinds:
            wanted.setdefault(code, []).append(row.person.pk)
    places = places_of(clock.today(by.organization))
    sheets: list[ConsentSheet] = []
    for code, ids in wanted.items():
        held = places.get(KINDS[code].purpose, {})
        data = {pk: held[pk].data for pk in ids if pk in held and held[pk].data}
        sheets += prepare_sheets(by=by, kind=code, person_ids=ids, activity_id=activity_id, data=data)
    return sheets


def void_sheet(*, by: Actor, sheet: ConsentSheet) -> None:
    """A spoiled sheet no longer counts; one that was marked stays what it is."""
    by.must("consents.prepare", sheet)
    with transaction.atomic():
        if sheet.consents.filter(preliminary=False).exists():
            raise WrongState("По этому листу согласие уже отмечено: заменять его нечем. Если нужно, внесите отзыв.")
        ConsentSheet.objects.filter(pk=sheet.pk).update(void_on=clock.today(by.organization))
        journal.record(by, "consents.sheet_voided", sheet.person, code=sheet.code, kind=sheet.kind)


def sheet_pdf(*, by: Actor, sheet: ConsentSheet) -> bytes:
    """One sheet as it was issued: the version of the wording stays, requisites of the card are as they are now."""
    by.must("consents.prepare", sheet)
    from nastavnik.engines import papers
    from nastavnik.features.consents.papers import sheet_trees

    return bytes(papers.write_pdf(sheet_trees([sheet], by.organization), date=sheet.issued_on).data)


def sheet_by_code(typed: str) -> ConsentSheet:
    """The living sheet of a code typed from the paper; refusals in words."""
    code = clean_code(typed)
    if code is None:
        raise InputRefused(
            f"Кода «{typed.strip()[:20]}» не бывает: проверьте буквы и цифры под квадратом на листе.", field="code"
        )
    sheet = ConsentSheet.objects.filter(code=code).select_related("person", "representative", "second", "text").first()
    if sheet is None:
        raise InputRefused(f"Листа с кодом {code} здесь нет. Проверьте код.", field="code")
    if sheet.void_on is not None:
        raise InputRefused(f"Лист {code} заменён новым. Нужен лист с новым кодом.", field="code")
    return sheet


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


def start_slips(*, by: Actor, person_ids: Collection[uuid.UUID], back_url: str = "") -> jobs.Job:
    """Queue the making of cut-out slips «кому что принести», by group. A tutor prints those of the own groups."""
    by.must("consents.slips")
    ids = sorted(str(pk) for pk in set(person_ids))
    if not ids:
        raise InputRefused("Печатать нечего: все нужные согласия уже получены.")
    key = hashlib.sha256("\n".join(ids).encode()).hexdigest()[:32]
    return jobs.enqueue(
        by,
        "consents.slips",
        title=f"Листочки-напоминания: {len(ids)}",
        args={"people": ids},
        total=len(ids),
        key=f"slips:{key}",
        back_url=back_url,
    )
