"""Who has access here, sessions of an account."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from nastavnik.features.accounts.services import sessions_of
from nastavnik.kernel import clock, protocols
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.tenancy import ROLES, Account, Membership


@dataclass(frozen=True, slots=True)
class SessionLine:
    key: str
    until: dt.datetime
    current: bool


def sessions(account: Account, current: str) -> list[SessionLine]:
    return [
        SessionLine(item.session_key[:12], item.expire_date, item.session_key == current)
        for item in sessions_of(account)
    ]


def has_second_factor(account: Account) -> bool:
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()


@dataclass(frozen=True, slots=True)
class MemberLine:
    membership: Membership
    roles: str


def members() -> list[MemberLine]:
    rows = (
        Membership.objects.filter(ended_at=None).select_related("account").order_by("account__name", "account__login")
    )
    return [MemberLine(row, ", ".join(ROLES[role] for role in ROLES if role in row.roles)) for row in rows]


def get_member(actor: Actor, pk: Any) -> Membership:
    actor.must("accounts.view")
    found = Membership.objects.filter(pk=pk, ended_at=None).select_related("account", "organization").first()
    if found is None:
        raise NotFound()
    return found


def waiting_invitations() -> QuerySet[PersonalLink]:
    return PersonalLink.objects.filter(
        purpose="invitation", used_at=None, revoked_at=None, expires_at__gt=clock.now()
    ).order_by("-issued_at")


def person_name(membership: Membership) -> str:
    return protocols.person_name(membership.person_id)


def person_by_name(text: str) -> uuid.UUID | None:
    """The card of the typed name; InputRefused when nobody or several fit."""
    return protocols.find_person(text)
