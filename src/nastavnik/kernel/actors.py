"""Who acts. An actor is one account in exactly one organisation, or a link, a kiosk, the system, the shell."""

from __future__ import annotations

import getpass
import uuid
from dataclasses import dataclass, field
from typing import Any, Literal

from nastavnik.kernel.errors import Denied
from nastavnik.kernel.tenancy import Membership, Organization

ActorKind = Literal["account", "link", "kiosk", "system", "shell"]


@dataclass(frozen=True, slots=True)
class Actor:
    """`kind` decides what the rest means.

    account: `account_id`, `membership_id`, `roles`, `person_id` (may be absent), `unit_ids` (empty = all units).
    link: acts as `person_id` with the rights of `purpose` only; `link_id` names the link.
    kiosk: may store answers of the campaign `link_id`.
    system: scheduled work of one organisation. shell: a command, `label` holds the operating system's user.
    """

    kind: ActorKind
    organization: Organization
    label: str
    account_id: uuid.UUID | None = None
    membership_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    roles: frozenset[str] = frozenset()
    unit_ids: frozenset[uuid.UUID] = frozenset()
    purpose: str = ""
    link_id: uuid.UUID | None = None
    extra: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def organization_id(self) -> uuid.UUID:
        return self.organization.pk

    @property
    def key(self) -> tuple[object, ...]:
        """Tells apart those who may see different things: what is remembered for one is not given to another."""
        return self.kind, self.membership_id, self.person_id, self.roles, self.unit_ids, self.purpose, self.link_id

    def may(self, action: str, obj: Any = None) -> bool:
        """Whether the policy table allows `action` (on `obj`)."""
        from nastavnik.kernel.policies import allowed

        return allowed(self, action, obj)

    def must(self, action: str, obj: Any = None) -> None:
        """Raise `Denied` unless allowed. Every service calls this first."""
        if not self.may(action, obj):
            from nastavnik.kernel.policies import refusal

            raise Denied(refusal(action))


def of_membership(membership: Membership) -> Actor:
    """Actor of a signed-in account. Units are read once here."""
    return Actor(
        kind="account",
        organization=membership.organization,
        label=str(membership.account),
        account_id=membership.account_id,
        membership_id=membership.pk,
        person_id=membership.person_id,
        roles=frozenset(membership.roles),
        unit_ids=frozenset(membership.units.values_list("pk", flat=True)),
    )


def system(organization: Organization) -> Actor:
    return Actor(kind="system", organization=organization, label="система")


def shell(organization: Organization) -> Actor:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a service without an entry in passwd
        user = "оболочка"
    return Actor(kind="shell", organization=organization, label=f"команда, {user}")
