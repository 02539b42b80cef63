"""The organisation's own choices."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from nastavnik.features.organizations import settings
from nastavnik.kernel import journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.tenancy import Organization


def change_settings(*, by: Actor, values: Mapping[str, settings.Value]) -> Organization:
    """Store the choices; one line of the journal for each that moved. Raises InputRefused for a value out of range."""
    by.must("organizations.settings", by.organization)
    for name, value in values.items():
        item = settings.SETTINGS[name]
        if not item.fits(value):
            bounds = f" Нужно число от {item.low} до {item.high}." if item.kind == "number" else ""
            raise InputRefused(f"«{item.label}»: такого значения нет.{bounds}", field=name)
    with transaction.atomic():
        organization = Organization.objects.select_for_update().get(pk=by.organization_id)
        moved = {name: value for name, value in values.items() if settings.get(organization, name) != value}
        if moved:
            rows = [
                (organization, {"name": name, "before": settings.get(organization, name), "after": value})
                for name, value in moved.items()
            ]
            organization.settings = {**organization.settings, **moved}
            organization.save(update_fields=["settings"])
            journal.record_many(by, "organizations.setting_changed", rows)
    return organization
