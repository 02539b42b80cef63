"""Memberships that exist: their roles, units, end. A change of rights ends the sessions opened with the old ones."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from nastavnik.features.accounts import rules
from nastavnik.features.accounts.services.invitations import check_roles
from nastavnik.features.accounts.services.sessions import end_all
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import Denied, NotFound, Step, WrongState
from nastavnik.kernel.tenancy import Membership, Organization, Unit


def check_manages(by: Actor, membership: Membership) -> None:
    """A curator manages participants; staff is the director's; the shell manages all."""
    by.must("accounts.manage", membership)
    if by.kind == "account" and not rules.may_grant(by.roles, membership.roles):
        raise Denied("Доступ этого человека меняет только руководитель.")


def _keep_the_last(membership: Membership, after: Sequence[str]) -> None:
    """The organisation keeps a director and a curator: locks it, so that two can not leave at once."""
    Organization.objects.select_for_update().get(pk=membership.organization_id)
    others = Membership.objects.filter(ended_at=None, account__is_active=True).exclude(pk=membership.pk)
    role = rules.orphaned(membership.roles, after, others.values_list("roles", flat=True))
    if role:
        raise WrongState(
            f"Организация останется без {rules.KEPT[role]}. Назначьте другого, затем повторите.",
            next_step=Step("Пригласить", "/settings/access/invite/"),
        )


def change_roles(
    *, by: Actor, membership: Membership, roles: Sequence[str], unit_ids: Sequence[uuid.UUID] = ()
) -> Membership:
    """Errors: Denied (not this actor's to give or take), WrongState (the last director or curator)."""
    check_manages(by, membership)
    roles = check_roles(by, roles)
    units = list(Unit.objects.filter(pk__in=unit_ids))
    if len(units) != len(set(unit_ids)):
        raise NotFound()
    with transaction.atomic():
        _keep_the_last(membership, roles)
        before, units_before = membership.roles, set(membership.units.values_list("pk", flat=True))
        if before == roles and units_before == {unit.pk for unit in units}:
            return membership
        membership.roles = roles
        membership.save(update_fields=["roles"])
        membership.units.set(units)
        journal.record(by, "accounts.roles_changed", membership, before=before, after=roles, units=len(units))
        end_all(membership.account)
    return membership


def end_access(*, by: Actor, membership: Membership) -> Membership:
    """The account loses this organisation at its next step; what it has written stays."""
    check_manages(by, membership)
    with transaction.atomic():
        _keep_the_last(membership, [])
        membership.ended_at = clock.now()
        membership.save(update_fields=["ended_at"])
        journal.record(by, "accounts.access_ended", membership)
        end_all(membership.account)
    return membership


def restore_access(*, by: Actor, membership: Membership) -> Membership:
    check_manages(by, membership)
    with transaction.atomic():
        membership.ended_at = None
        membership.save(update_fields=["ended_at"])
        journal.record(by, "accounts.access_returned", membership)
    return membership
