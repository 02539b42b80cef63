"""Requisites stand on every paper made from now on; signed papers keep what they were signed with."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from nastavnik.features.organizations import rules
from nastavnik.kernel import journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.tenancy import Organization

FIELDS = (
    "profile", "full_name", "short_name", "founder", "place", "address", "phone", "email", "site", "inn", "ogrn",
    "time_zone", "name_forms",
)  # fmt: skip


def check_numbers(inn: str, ogrn: str) -> None:
    if inn and not rules.inn_shape(inn):
        raise InputRefused("В ИНН 10 или 12 цифр. Проверьте, все ли на месте.", field="inn")
    if ogrn and not rules.ogrn_shape(ogrn):
        raise InputRefused("В ОГРН 13 или 15 цифр. Проверьте, все ли на месте.", field="ogrn")


def change_requisites(*, by: Actor, **values: Any) -> Organization:
    """Change the named requisites (FIELDS); `name_forms` holds the name in cases: {"gen": "…"}.

    Errors: InputRefused (a needed name is empty, ИНН or ОГРН has a wrong number of digits).
    """
    by.must("organizations.requisites", by.organization)
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"no such requisites: {', '.join(sorted(unknown))}")
    for name in ("full_name", "short_name"):
        if name in values and not values[name].strip():
            raise InputRefused("Без наименования не составить ни одного документа. Заполните его.", field=name)
    check_numbers(values.get("inn", ""), values.get("ogrn", ""))
    with transaction.atomic():
        organization = Organization.objects.get(pk=by.organization_id)
        changed = [name for name, value in values.items() if getattr(organization, name) != value]
        if changed:
            for name in changed:
                setattr(organization, name, values[name])
            organization.save(update_fields=changed)
            journal.record(by, "organizations.requisites_changed", organization, fields=changed)
    return organization
