"""Invitations: the only way to a membership. A link for one use, printed or mailed; whoever opens it sets the login."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from nastavnik.features.accounts import rules
from nastavnik.features.accounts.services.logins import make_account
from nastavnik.features.accounts.services.sessions import end_all
from nastavnik.kernel import clock, journal, links, protocols
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import Denied, InputRefused, NotFound, WrongState
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.tenancy import ROLES, Account, Membership, Unit

PURPOSE = "invitation"


@dataclass(frozen=True, slots=True)
class Invitation:
    """`token` is known only now: print or mail it at once."""

    link: PersonalLink
    token: str
    name: str
    email: str


def invite(
    *,
    by: Actor,
    roles: Sequence[str],
    name: str = "",
    person_id: uuid.UUID | None = None,
    email: str = "",
    unit_ids: Sequence[uuid.UUID] = (),
) -> Invitation:
    """Issue a link that makes a membership with `roles`. A new one for the same person ends the earlier.

    Errors: Denied (the roles are not this actor's to give), NotFound (no such person or unit here), InputRefused (no
    name, unknown role, the person has access already).
    """
    by.must("accounts.invite")
    roles = check_roles(by, roles)
    if person_id is not None:
        name = name or protocols.person_name(person_id)
        if not protocols.person_name(person_id):
            raise NotFound()
        if Membership.objects.filter(person_id=person_id, ended_at=None).exists():
            raise InputRefused("У этого человека уже есть вход в систему. Измените его роли в списке доступа.")
    name = " ".join(name.split())
    if not name:
        raise InputRefused("Укажите фамилию и имя: их увидит приглашённый.", field="name")
    units = list(Unit.objects.filter(pk__in=unit_ids).values_list("pk", flat=True))
    if len(units) != len(set(unit_ids)):
        raise NotFound()
    subject = person_id or uuid.uuid4()
    data = {"roles": roles, "name": name[:200], "email": email, "units": [str(pk) for pk in units]}
    with transaction.atomic():
        earlier = PersonalLink.objects.filter(purpose=PURPOSE, subject_id=subject, used_at=None, revoked_at=None)
        earlier.update(revoked_at=clock.now())
        token = links.issue(by, PURPOSE, person_id=person_id, subject_id=subject, data=data, replace=False)
        link = PersonalLink.objects.filter(purpose=PURPOSE, subject_id=subject).latest("issued_at", "id")
        journal.record(by, "accounts.invited", link, roles=roles, person=person_id)
    return Invitation(link, token, name, email)


def check_roles(by: Actor, roles: Sequence[str]) -> list[str]:
    """Known roles in the order of the table, which this actor may give."""
    chosen = [role for role in ROLES if role in set(roles)]
    if not chosen or len(chosen) != len(set(roles)):
        raise InputRefused("Отметьте хотя бы одну роль из списка.", field="roles")
    if by.kind == "account" and not rules.may_grant(by.roles, chosen):
        words = ", ".join(ROLES[role] for role in chosen if not rules.may_grant(by.roles, [role]))
        raise Denied(f"Эту роль даёт руководитель: {words}.")
    return chosen


def revoke_invitation(*, by: Actor, link: PersonalLink) -> None:
    by.must("accounts.invite", link)
    check_roles(by, link.data.get("roles", []))
    with transaction.atomic():
        PersonalLink.objects.filter(pk=link.pk, used_at=None).update(revoked_at=clock.now())
        journal.record(by, "accounts.invitation_revoked", link)


def open_invitation(by: Actor) -> PersonalLink:
    """The living invitation of a link actor; spent and foreign ones are not told apart from wrong ones."""
    link = PersonalLink.objects.filter(pk=by.link_id, purpose=PURPOSE).first()
    if link is None or not link.alive:
        raise NotFound(links.WRONG)
    return link


def accept_invitation(*, by: Actor, login: str, password: str) -> Membership:
    """Make the account and its membership. Errors: InputRefused (login, password), NotFound (the link is spent)."""
    by.must("accounts.accept")
    link = open_invitation(by)
    with transaction.atomic():
        organization = by.organization
        account = make_account(
            login=login,
            password=password,
            name=link.data["name"],
            email=link.data.get("email", ""),
            names=(organization.full_name, organization.short_name),
        )
        return _join(by, link, account)


def join_account(*, by: Actor, account: Account) -> Membership:
    """Add the membership to an account that has just proved its password."""
    by.must("accounts.accept")
    link = open_invitation(by)
    with transaction.atomic():
        return _join(by, link, account)


def _join(by: Actor, link: PersonalLink, account: Account) -> Membership:
    locked = PersonalLink.objects.select_for_update().get(pk=link.pk)
    if not locked.alive:
        raise NotFound(links.WRONG)
    roles = [role for role in link.data["roles"] if role in ROLES]
    there = Membership.objects.filter(account=account).first()
    if there is None:
        there = Membership(account=account, roles=roles, person_id=link.person_id)
    else:
        if there.person_id and link.person_id and there.person_id != link.person_id:
            raise WrongState("Эта учётная запись принадлежит другому человеку организации. Создайте новую.")
        kept = [] if there.ended_at else there.roles
        there.roles = [role for role in ROLES if role in {*kept, *roles}]
        there.person_id, there.ended_at = there.person_id or link.person_id, None
        end_all(account)
    there.save()
    there.units.add(*Unit.objects.filter(pk__in=link.data.get("units", [])))
    links.spend(locked)
    journal.record(by, "accounts.joined", there, roles=roles)
    return there
