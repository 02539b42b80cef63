"""Accounts themselves. They are global and belong to no organisation; the callers answer for the right to make one."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from nastavnik.features.accounts import rules
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.middleware import memberships_of
from nastavnik.kernel.tenancy import Account, Membership

TAKEN = "Такой логин занят. Добавьте инициалы или число."


def check_password(password: str, *, account: Account, names: Iterable[str] = (), field: str = "password") -> str:
    """The password in its one spelling; raises InputRefused with the reason."""
    password = rules.normal_password(password)
    problem = rules.password_problem(password, login=account.login, names=(account.name, *names))
    if problem:
        raise InputRefused(problem, field=field)
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise InputRefused(" ".join(error.messages), field=field) from None
    return password


def make_account(*, login: str, password: str, name: str = "", email: str = "", names: Iterable[str] = ()) -> Account:
    """A new account. Errors: InputRefused (login taken or mixed of two alphabets, weak password).

    `names`: the organisation's names, whose words are no passwords.
    """
    login = rules.normal_login(login)
    problem = rules.login_problem(login)
    if problem:
        raise InputRefused(problem, field="login")
    account = Account(login=login, name=" ".join(name.split()), email=email)
    password = check_password(password, account=account, names=names)
    if Account.objects.filter(login__iexact=login).exists():
        raise InputRefused(TAKEN, field="login")
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:
        raise InputRefused(TAKEN, field="login") from None
    return account


def practice_of(account: Account) -> Membership | None:
    """The account's own practice organisation, if it has made one."""
    return next((item for item in memberships_of(account) if item.organization.is_practice), None)
