"""Registers of numbers: typed from the paper register, or given by the system without gaps and doubles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, connection, transaction

from nastavnik.features.documents.models import Document, Register, RegisterCounter
from nastavnik.features.documents.rules import (
    BadNumber,
    Number,
    check_mask,
    period_of,
    print_number,
    read_number,
)
from nastavnik.features.documents.services.common import kind_of, locked, move
from nastavnik.features.documents.services.signing import freeze
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import DomainError, InputRefused, WrongState

STANDARD = [
    ("ОД", "Приказы по основной деятельности", "{n}-од", "calendar"),
    ("ЛС", "Приказы по личному составу", "{n}-лс", "calendar"),
    ("ЛНА", "Реестр локальных нормативных актов", "{n}", "never"),
    ("ПР", "Протоколы", "{n}", "calendar"),
    ("ИСХ", "Исходящие письма", "{n}", "calendar"),
    ("ДОГ", "Договоры и соглашения", "{n}", "calendar"),
    ("СОГЛ", "Журнал учёта согласий", "{n}", "calendar"),
    ("ПРОГ", "Реестр персонализированных программ", "{n}", "school"),
    ("НАГР", "Журнал выдачи грамот и справок", "{n}", "calendar"),
    ("АКТ", "Акты", "{n}", "calendar"),
]


def standard_registers(*, by: Actor) -> list[Register]:
    """Make the usual registers that are absent; called at the organisation's start."""
    by.must("documents.registers")
    with transaction.atomic():
        present = set(Register.objects.values_list("code", flat=True))
        rows = [
            Register(code=code, name=name, mask=mask, restarts=restarts)
            for code, name, mask, restarts in STANDARD
            if code not in present
        ]
        Register.objects.bulk_create(rows)
        journal.record(by, "documents.register_changed", None, made=[row.code for row in rows])
    return rows


def save_register(
    *,
    by: Actor,
    register: Register | None,
    code: str,
    name: str,
    mask: str,
    restarts: str,
    in_system: bool,
    next_number: int | None,
) -> Register:
    """Add or change a register. `next_number` sets the counter of the current period (only forward)."""
    by.must("documents.registers", register)
    try:
        check_mask(mask)
    except BadNumber as error:
        raise InputRefused(str(error), field="mask") from None
    with transaction.atomic():
        register = register or Register()
        register.code, register.name, register.mask = code, name, mask
        register.restarts, register.in_system = restarts, in_system
        try:
            with transaction.atomic():
                register.save()
        except IntegrityError:
            raise InputRefused(f"Журнал с кодом «{code}» уже есть.", field="code") from None
        if next_number is not None:
            period = period_of(restarts, clock.today(by.organization))
            counter = _counter(register, period)
            if next_number < counter.next_number:
                raise InputRefused(
                    f"Следующий номер не меньше {counter.next_number}: предыдущие уже заняты.",
                    field="next_number",
                )
            counter.next_number = next_number
            counter.save()
        journal.record(by, "documents.register_changed", register, code=code, mask=mask, in_system=in_system)
    return register


def _counter(register: Register, period: str) -> RegisterCounter:
    """The counter's row, held; made at the first use after the greatest number entered by hand."""
    rows = RegisterCounter.objects.filter(register=register, period=period)
    if connection.features.has_select_for_update:
        # the register's own row orders those who make the counter at the same moment
        Register.objects.select_for_update().get(pk=register.pk)
        rows = rows.select_for_update()
    counter = rows.first()
    if counter is None:
        last = _last(register, period)
        start = last.number_sort // 1000 + 1 if last and last.number_sort else 1
        counter = RegisterCounter.objects.create(register=register, period=period, next_number=start)
    return counter


def _last(register: Register, period: str) -> Document | None:
    return (
        Document.objects.filter(register=register, register_period=period)
        .exclude(number="")
        .order_by("-number_sort")
        .first()
    )


def propose_number(register: Register, on: dt.date) -> str:
    """The next number in the shape of the register, only as a hint: nothing is reserved."""
    period = period_of(register.restarts, on)
    last = _last(register, period)
    count = last.number_sort // 1000 + 1 if last and last.number_sort else 1
    return print_number(register.mask, count, on).text


def refuse_taken(register: Register, period: str, text: str) -> None:
    holder = Document.objects.filter(register=register, register_period=period, number=text).exclude(state="cancelled")
    other = holder.first()
    if other is not None:
        when = other.signed_on.strftime("%d.%m.%Y") if other.signed_on else "без даты"
        raise DomainError(
            f"Номер {text} уже занят: «{other.title}» от {when}. Возьмите следующий или литерный, например {text}а."
        )


def _taken_by_system(register: Register, document: Document, on: dt.date) -> tuple[str, Number]:
    """Take the next number inside the caller's transaction. Dates in a register do not go back."""
    period = period_of(register.restarts, on)
    counter = _counter(register, period)
    last = _last(register, period)
    if last and last.signed_on and last.signed_on > on:
        raise DomainError(
            f"В журнале «{register.name}» уже есть № {last.number} от {last.signed_on:%d.%m.%Y}:"
            f" дата {on:%d.%m.%Y} раньше. Возьмите более позднюю дату или внесите литерный номер вручную."
        )
    number = print_number(register.mask, counter.next_number, on)
    counter.next_number += 1
    counter.save(update_fields=["next_number"])
    return period, number


def register(*, by: Actor, document: Document, number: str = "", on: dt.date | None = None) -> Document:
    """Enter the register's number and date: typed from the signed sheet, or given by the system's register.

    What is typed from a signed sheet is a fact and is recorded as it stands; what the paper starts is decided by its
    kind. A document that was never given to be signed can not get a number.
    """
    by.must("documents.register", document)
    spec = kind_of(document.kind)
    with transaction.atomic():
        fresh = locked(document.pk)
        if fresh.state in ("draft", "review"):
            raise WrongState("Номер вносят в подписанный документ. Сначала отдайте проект на подпись.")
        signed_on = on or fresh.signed_on
        if signed_on is None:
            raise InputRefused("Введите дату с подписанного листа.", field="on")
        if signed_on > clock.today(by.organization):
            raise InputRefused("Дата документа ещё не наступила.", field="on")
        was_signed = fresh.state == "signed"
        move(fresh, "register")
        book = fresh.register
        if book is not None and book.in_system and not number.strip():
            fresh.register_period, taken = _taken_by_system(book, fresh, signed_on)
        else:
            try:
                taken = read_number(number)
            except BadNumber as error:
                raise InputRefused(str(error), field="number") from None
            if book is not None:
                fresh.register_period = period_of(book.restarts, signed_on)
                refuse_taken(book, fresh.register_period, taken.text)
        fresh.signed_on = signed_on
        fresh.number, fresh.number_sort = taken.text, taken.order
        fresh.registered_at = clock.now()
        try:
            with transaction.atomic():
                fresh.save()
        except IntegrityError:
            raise DomainError(f"Номер {taken.text} только что занял другой документ. Возьмите следующий.") from None
        if not was_signed and spec.on_signed:
            spec.on_signed(fresh, by)
        journal.record(by, "documents.registered", fresh, number=fresh.number, on=signed_on)
        if spec.on_registered:
            spec.on_registered(fresh, by)
        freeze(by, fresh)
    return fresh


def register_many(*, by: Actor, rows: Sequence[tuple[Document, str, dt.date]]) -> list[Document]:
    """Enter numbers and dates of many documents in one transaction: all or none. The refusal names the document.

    A number entered by mistake is mended as that of a single document: «Внесён ошибочно».
    """
    if not rows:
        raise InputRefused("Не отмечен ни один документ.")
    done = []
    with transaction.atomic():
        for document, number, on in rows:
            try:
                done.append(register(by=by, document=document, number=number, on=on))
            except DomainError as refusal:
                raise DomainError(f"«{document.title}»: {refusal.message} Ничего не внесено.") from refusal
    return done
