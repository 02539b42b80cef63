"""Invitations, roles, passwords, sessions."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from nastavnik.features.accounts.policies import BY_DIRECTOR
from nastavnik.kernel import clock, journal, links
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import Denied, DomainError, InputRefused, NotFound
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.tenancy import ROLES, Account, Membership

LOGIN = re.compile(r"^[a-z0-9._@-]{3,60}$|^[а-яё0-9._-]{3,60}$")
RESET_DAYS = 1


def check_roles(by: Actor, roles: Collection[str]) -> None:
    if not roles or not set(roles) <= set(ROLES):
        raise InputRefused("Выберите хотя бы одну роль.", field="roles")
    if set(roles) & BY_DIRECTOR:
        by.must("accounts.invite_staff")


def invite(*, by: Actor, name: str, roles: Collection[str], person_id: uuid.UUID | None = None) -> str:
    """A single-use link by which the invited sets login and password; returned once, for a slip or a letter."""
    by.must("accounts.invite")
    check_roles(by, roles)
    with transaction.atomic():
        token = links.issue(
            by,
            "invitation",
            person_id=person_id,
            data={"name": name.strip()[:200], "roles": sorted(roles)},
            replace=False,
        )
        journal.record(by, "accounts.invited", None, name=name, roles=sorted(roles))
    return token


def held(link: PersonalLink) -> PersonalLink:
    """The link's row, held so that two submissions can not both use it."""
    rows = PersonalLink.objects.filter(pk=link.pk)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return rows.get()


def clean_login(login: str) -> str:
    """Lower case, one alphabet: look-alikes of another alphabet can not make a double. Raises InputRefused."""
    text = login.strip().lower()
    if not LOGIN.match(text):
        raise InputRefused(
            "Логин — от 3 знаков: только латинские или только русские буквы, цифры, точка, дефис.", field="login"
        )
    return text


def check_password(password: str, account: Account | None = None) -> None:
    if len(password) > 128:
        raise InputRefused("Пароль длиннее 128 знаков. Возьмите короче.", field="password")
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise InputRefused(" ".join(error.messages), field="password") from None


def join(*, by: Actor, link: PersonalLink, login: str, password: str) -> Account:
    """Accept an invitation: a new account, or one more organisation for the account whose password is given."""
    by.must("accounts.accept")
    login = clean_login(login)
    with transaction.atomic():
        fresh = held(link)
        if not fresh.alive or fresh.purpose != "invitation":
            raise NotFound(links.WRONG)
        account = Account.objects.filter(login=login).first()
        if account is not None:
            if not account.is_active or not account.check_password(password):
                raise InputRefused("Этот логин занят. Придумайте другой.", field="login")
            if Membership.objects.filter(account=account).exists():
                raise InputRefused("Вы уже состоите в этой организации: войдите со своим паролем.", field="login")
        else:
            check_password(password, Account(login=login, name=fresh.data["name"]))
            account = Account.objects.create_user(login=login, password=password, name=fresh.data["name"])
        membership = Membership.objects.create(account=account, roles=fresh.data["roles"], person_id=fresh.person_id)
        links.spend(fresh)
        journal.record(by, "accounts.joined", membership, login=login)
    return account


def issue_reset(*, by: Actor, membership: Membership) -> str:
    """A link for a new password; earlier ones die. A curator may not reset those above."""
    by.must("accounts.reset", membership)
    if set(membership.roles) & BY_DIRECTOR:
        by.must("accounts.invite_staff")
    with transaction.atomic():
        token = links.issue(
            by, "password_reset", subject_id=membership.account_id, term_days=RESET_DAYS, data={}, replace=False
        )
        old = PersonalLink.objects.filter(purpose="password_reset", subject_id=membership.account_id, revoked_at=None)
        earlier = list(old.order_by("-issued_at", "-pk").values_list("pk", flat=True))[1:]
        PersonalLink.objects.filter(pk__in=earlier).update(revoked_at=clock.now())
        journal.record(by, "accounts.reset_issued", membership)
    return token


def set_password_by_link(*, by: Actor, link: PersonalLink, password: str) -> Account:
    """The reset link is used once; all sessions of the account end."""
    by.must("accounts.accept")
    with transaction.atomic():
        fresh = held(link)
        account = Account.objects.filter(pk=fresh.subject_id, is_active=True).first()
        if not fresh.alive or fresh.purpose != "password_reset" or account is None:
            raise NotFound(links.WRONG)
        check_password(password, account)
        account.set_password(password)
        account.save(update_fields=["password"])
        links.spend(fresh)
        end_sessions(account)
        journal.record(by, "accounts.password_changed", None, account=account.pk)
    return account


def change_password(*, by: Actor, account: Account, old: str, new: str) -> Account:
    """Own password; other sessions end by themselves, because the session holds a hash of the password."""
    if by.account_id != account.pk:
        raise Denied()
    if not account.check_password(old):
        raise InputRefused("Нынешний пароль не подошёл.", field="old")
    check_password(new, account)
    with transaction.atomic():
        account.set_password(new)
        account.save(update_fields=["password"])
        journal.record(by, "accounts.password_changed", None, account=account.pk)
    return account


def change_profile(*, by: Actor, account: Account, name: str, email: str, theme: str) -> Account:
    if by.account_id != account.pk:
        raise Denied()
    with transaction.atomic():
        account.name, account.email, account.theme = name.strip()[:200], email.strip(), theme
        account.save(update_fields=["name", "email", "theme"])
        journal.record(by, "accounts.profile_changed", None, account=account.pk)
    return account


def guard_last(membership: Membership, lost: Collection[str]) -> None:
    """The last director and the last curator can not be lost: somebody must be able to name the next one."""
    for role in ("director", "curator"):
        if role not in lost:
            continue
        others = Membership.objects.filter(ended_at=None, account__is_active=True).exclude(pk=membership.pk)
        if not any(role in other.roles for other in others):
            raise DomainError(f"Это последний {ROLES[role]}. Сначала назначьте другого.")


def set_roles(*, by: Actor, membership: Membership, roles: Collection[str], person_id: uuid.UUID | None) -> Membership:
    """Change what an account is here; its sessions end, so that the new rights hold at once."""
    by.must("accounts.invite", membership)
    changed = set(roles) ^ set(membership.roles)
    if changed:
        check_roles(by, roles)
        if changed & BY_DIRECTOR:
            by.must("accounts.invite_staff")
    with transaction.atomic():
        guard_last(membership, set(membership.roles) - set(roles))
        before = membership.roles
        membership.roles, membership.person_id = sorted(roles), person_id
        membership.save(update_fields=["roles", "person_id"])
        if changed:
            end_sessions(membership.account)
        journal.record(by, "accounts.roles_changed", membership, before=before, now=sorted(roles))
    return membership


def end_access(*, by: Actor, membership: Membership) -> Membership:
    """From this moment the account is nobody here; what it did stays."""
    by.must("accounts.end_access", membership)
    if set(membership.roles) & BY_DIRECTOR:
        by.must("accounts.invite_staff")
    with transaction.atomic():
        guard_last(membership, membership.roles)
        membership.ended_at = clock.now()
        membership.save(update_fields=["ended_at"])
        end_sessions(membership.account)
        journal.record(by, "accounts.access_ended", membership)
    return membership


def sessions_of(account: Account) -> list[Session]:
    """Living sessions of an account. The session table holds no account, so they are opened one by one."""
    found = []
    for session in Session.objects.filter(expire_date__gt=clock.now()).order_by("-expire_date")[:5000]:
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            found.append(session)
    return found


def end_sessions(account: Account, *, keep: str = "") -> int:
    keys = [session.session_key for session in sessions_of(account) if session.session_key != keep]
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)


def end_session(*, by: Actor, account: Account, key: str) -> None:
    """`key` is the printed beginning of the session's key; only own sessions."""
    if by.account_id != account.pk:
        raise Denied()
    for session in sessions_of(account):
        if session.session_key.startswith(key) and len(key) >= 8:
            with transaction.atomic():
                session.delete()
                journal.record(by, "accounts.session_ended", None, account=account.pk)
            return
    raise NotFound("Такого сеанса уже нет.")
