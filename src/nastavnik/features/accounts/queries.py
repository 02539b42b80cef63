"""Who has access, who is invited, what sessions live."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db.models import Max, QuerySet

from nastavnik.features.accounts import rules
from nastavnik.features.accounts.models import AccountSession
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.tenancy import ROLES, Membership


def visible_memberships(actor: Actor) -> QuerySet[Membership]:
    """Memberships of this organisation, the ended ones too."""
    if not actor.may("accounts.view"):
        return Membership.objects.none()
    return Membership.objects.select_related("account")


def get_membership(actor: Actor, pk: uuid.UUID) -> Membership:
    found = visible_memberships(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def visible_invitations(actor: Actor) -> QuerySet[PersonalLink]:
    """Invitations nobody has answered yet."""
    if not actor.may("accounts.invite"):
        return PersonalLink.objects.none()
    return PersonalLink.objects.filter(
        purpose="invitation", used_at=None, revoked_at=None, expires_at__gt=clock.now()
    ).order_by("-issued_at")


def get_invitation(actor: Actor, pk: uuid.UUID) -> PersonalLink:
    found = visible_invitations(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def role_words(roles: Iterable[str]) -> str:
    return ", ".join(ROLES[role] for role in ROLES if role in set(roles))


@dataclass(frozen=True, slots=True)
class AccessRow:
    """A line of the list of access. `manages`: this actor may change it."""

    membership: Membership
    name: str
    login: str
    roles: str
    units: str
    seen_at: dt.datetime | None
    manages: bool

    @property
    def ended(self) -> bool:
        return self.membership.ended_at is not None


def access_rows(actor: Actor, memberships: Iterable[Membership]) -> list[AccessRow]:
    """Rows for one page of memberships, in two queries whatever their number."""
    items = list(memberships)
    units: dict[uuid.UUID, list[str]] = {}
    through = Membership.units.through.objects.filter(membership_id__in=[item.pk for item in items])
    for pk, name in through.values_list("membership_id", "unit__name"):
        units.setdefault(pk, []).append(name)
    accounts = [item.account_id for item in items]
    seen = dict(
        AccountSession.objects.filter(account_id__in=accounts)
        .order_by()
        .values_list("account_id")
        .annotate(last=Max("seen_at"))
    )
    return [
        AccessRow(
            item,
            str(item.account),
            item.account.login,
            role_words(item.roles),
            ", ".join(units.get(item.pk, ())),
            seen.get(item.account_id),
            rules.may_grant(actor.roles, item.roles),
        )
        for item in items
    ]


def sessions_of(account_id: uuid.UUID) -> list[AccountSession]:
    """Living sessions of the account, the freshest first."""
    rows = list(AccountSession.objects.filter(account_id=account_id))
    keys = [row.session_key for row in rows]
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now()).values_list("session_key", flat=True)
    )
    return [row for row in rows if row.session_key in alive]


def get_session(actor: Actor, pk: int) -> AccountSession:
    found = AccountSession.objects.filter(pk=pk).first()
    if found is None or found.account_id != actor.account_id:
        raise NotFound()
    return found
