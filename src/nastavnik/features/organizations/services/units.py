"""Branches and departments with a letterhead of their own."""

from __future__ import annotations

from django.db import transaction

from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.tenancy import Unit


def _check_name(name: str, pk: object = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise InputRefused("Укажите название подразделения.", field="name")
    same = [unit for unit in Unit.objects.exclude(pk=pk) if unit.name.casefold() == name.casefold()]
    if same:
        raise InputRefused(f"Подразделение «{same[0].name}» уже есть. Назовите это иначе.", field="name")
    return name


def add_unit(*, by: Actor, name: str, short_name: str = "", place: str = "", letterhead: str = "") -> Unit:
    by.must("organizations.units")
    with transaction.atomic():
        unit = Unit.objects.create(name=_check_name(name), short_name=short_name, place=place, letterhead=letterhead)
        journal.record(by, "organizations.unit_added", unit, name=unit.name)
    return unit


def edit_unit(*, by: Actor, unit: Unit, name: str, short_name: str = "", place: str = "", letterhead: str = "") -> Unit:
    by.must("organizations.units", unit)
    with transaction.atomic():
        unit.name, unit.short_name, unit.place = _check_name(name, unit.pk), short_name, place
        unit.letterhead = letterhead
        unit.save(update_fields=["name", "short_name", "place", "letterhead"])
        journal.record(by, "organizations.unit_changed", unit)
    return unit


def close_unit(*, by: Actor, unit: Unit) -> Unit:
    """Nothing is deleted: people and papers of the unit stay, it is offered no more."""
    by.must("organizations.units", unit)
    with transaction.atomic():
        unit.closed_on = clock.today(by.organization)
        unit.save(update_fields=["closed_on"])
        journal.record(by, "organizations.unit_closed", unit)
    return unit


def reopen_unit(*, by: Actor, unit: Unit) -> Unit:
    by.must("organizations.units", unit)
    with transaction.atomic():
        unit.closed_on = None
        unit.save(update_fields=["closed_on"])
        journal.record(by, "organizations.unit_reopened", unit)
    return unit
