"""A new password for who forgot the old one: a link for one use, handed over by staff or sent by mail."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction

from nastavnik.features.accounts import rules
from nastavnik.features.accounts.services.access import check_manages
from nastavnik.features.accounts.services.logins import check_password
from nastavnik.features.accounts.services.sessions import end_all
from nastavnik.kernel import actors, clock, jobs, journal, links
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.middleware import memberships_of
from nastavnik.kernel.scope import everywhere, within
from nastavnik.kernel.tenancy import Account, Membership

PURPOSE = "reset"
#: A link in a mailbox lies where others may read it.
BY_MAIL = dt.timedelta(hours=1)


def mail_ready() -> bool:
    """Letters are sent only when both the mail server and the product's own address are configured."""
    return bool(links.public_base()) and not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def _issue(by: Actor, account: Account, *, lasts: dt.timedelta | None = None) -> str:
    """A new link; every earlier one of the account dies, whichever organisation issued it."""
    with everywhere("an account is one in all organisations"):
        earlier = PersonalLink.objects.filter(purpose=PURPOSE, subject_id=account.pk, used_at=None, revoked_at=None)
        earlier.update(revoked_at=clock.now())
    token = links.issue(by, PURPOSE, subject_id=account.pk, replace=False)
    if lasts is not None:
        fresh = PersonalLink.objects.filter(purpose=PURPOSE, subject_id=account.pk, used_at=None, revoked_at=None)
        fresh.update(expires_at=clock.now() + lasts)
    return token


def issue_reset(*, by: Actor, membership: Membership) -> str:
    """Token of a link to be handed over on paper; it lives a day."""
    check_manages(by, membership)
    with transaction.atomic():
        token = _issue(by, membership.account)
        journal.record(by, "accounts.reset_issued", membership)
    return token


def ask_reset(*, typed: str) -> None:
    """Somebody not signed in asks for a letter. Nothing tells whether the login or the address exists: the letter is
    made later, by a job."""
    login = rules.normal_login(typed)
    account = Account.objects.filter(login=login, is_active=True).exclude(email="").first()
    if account is None and "@" in typed:
        found = list(Account.objects.filter(email__iexact=typed.strip(), is_active=True)[:2])
        account = found[0] if len(found) == 1 else None
    memberships = memberships_of(account) if account else []
    if not memberships:
        return
    organization = memberships[0].organization
    with within(organization):
        jobs.enqueue(
            actors.system(organization),
            "accounts.mail_reset",
            title="Письмо со ссылкой для нового пароля",
            args={"account": str(memberships[0].account_id)},
            key=f"reset:{memberships[0].account_id}",
        )


def mail_reset(*, by: Actor, account_id: uuid.UUID) -> None:
    by.must("accounts.mail_reset")
    account = Account.objects.filter(pk=account_id, is_active=True).exclude(email="").first()
    if account is None or not _one_address(account.email):
        return
    with transaction.atomic():
        token = _issue(by, account, lasts=BY_MAIL)
        journal.record(by, "accounts.reset_issued", account, by_mail=True)
    send_mail(
        "Новый пароль для входа в «Наставник»",
        "Здравствуйте!\n\nЧтобы задать новый пароль, откройте в течение часа:\n"
        f"{links.address(token)}\n\nЕсли вы этого не просили, ничего не делайте: прежний пароль действует.\n",
        None,
        [account.email],
    )


def _one_address(text: str) -> bool:
    """The letter carries a key to the account: it goes to exactly one reader, however the address came to be stored."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def account_of_link(by: Actor) -> Account:
    """Whose password a living reset link may set."""
    link = PersonalLink.objects.filter(pk=by.link_id, purpose=PURPOSE).first()
    account = Account.objects.filter(pk=link.subject_id, is_active=True).first() if link and link.alive else None
    if account is None:
        raise NotFound(links.WRONG)
    return account


def reset_password(*, by: Actor, password: str) -> Account:
    """Set the password by a living link; ends every session. Errors: NotFound (spent), InputRefused (weak)."""
    by.must("accounts.reset")
    account = account_of_link(by)
    organization = by.organization
    password = check_password(password, account=account, names=(organization.full_name, organization.short_name))
    with transaction.atomic():
        link = PersonalLink.objects.select_for_update().get(pk=by.link_id)
        if not link.alive:
            raise NotFound(links.WRONG)
        account.set_password(password)
        account.save(update_fields=["password"])
        links.spend(link)
        end_all(account)
        journal.record(by, "accounts.password_reset", account)
    return account
