"""One's own account."""

from __future__ import annotations

from django.core.mail import send_mail
from django.db import transaction

from nastavnik.features.accounts import rules
from nastavnik.features.accounts.services.logins import check_password
from nastavnik.features.accounts.services.resets import PURPOSE as RESET
from nastavnik.features.accounts.services.resets import mail_ready
from nastavnik.features.accounts.services.sessions import end_all
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import Denied, InputRefused
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.scope import everywhere
from nastavnik.kernel.tenancy import Account

WRONG = "Пароль не подошёл. Проверьте раскладку и клавишу Caps Lock."
THEMES = [("", "как в системе"), ("light", "светлая"), ("dark", "тёмная")]


def own_account(by: Actor) -> Account:
    """The account behind a signed-in actor; links and jobs have none."""
    if by.account_id is None:
        raise Denied()
    return Account.objects.get(pk=by.account_id)


def edit_profile(*, by: Actor, name: str, theme: str = "") -> Account:
    by.must("accounts.own")
    account = own_account(by)
    if theme not in dict(THEMES):
        raise InputRefused("Такой темы нет. Выберите из списка.", field="theme")
    with transaction.atomic():
        account.name, account.theme = " ".join(name.split())[:200], theme
        account.save(update_fields=["name", "theme"])
        journal.record(by, "accounts.profile_changed", account)
    return account


def _prove(account: Account, password: str, field: str) -> None:
    if not account.check_password(rules.normal_password(password)):
        raise InputRefused(WRONG, field=field)


def _drop_resets(account: Account) -> None:
    with everywhere("an account is one in all organisations"):
        PersonalLink.objects.filter(purpose=RESET, subject_id=account.pk, used_at=None).update(revoked_at=clock.now())


def change_password(*, by: Actor, old: str, new: str) -> Account:
    """Ends every session, the caller's too: the view opens it anew. Errors: InputRefused (old is wrong, new is weak)."""
    by.must("accounts.own")
    account = own_account(by)
    _prove(account, old, "old")
    organization = by.organization
    new = check_password(new, account=account, names=(organization.full_name, organization.short_name), field="new")
    with transaction.atomic():
        account.set_password(new)
        account.save(update_fields=["password"])
        _drop_resets(account)
        end_all(account)
        journal.record(by, "accounts.password_changed", account)
    return account


def change_email(*, by: Actor, email: str, password: str) -> Account:
    """Needs the password; a reset link on its way dies; the old address gets a notice when letters are sent."""
    by.must("accounts.own")
    account = own_account(by)
    _prove(account, password, "password")
    before = account.email
    with transaction.atomic():
        account.email = email.strip()
        account.save(update_fields=["email"])
        _drop_resets(account)
        journal.record(by, "accounts.email_changed", account)
    if before and before != account.email and mail_ready():
        send_mail(
            "Адрес почты в «Наставнике» изменён",
            "Здравствуйте!\n\nВ вашей учётной записи указан другой адрес почты. "
            "Если это сделали не вы, сообщите руководителю организации.\n",
            None,
            [before],
        )
    return account
