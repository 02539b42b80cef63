"""Sessions: remembered at sign-in, ended by their owner or when rights change."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from nastavnik.features.accounts import rules
from nastavnik.features.accounts.models import AccountSession
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import Denied, NotFound
from nastavnik.kernel.tenancy import Account


def remember(request: HttpRequest, account: Account) -> None:
    """Keep the row of a session that has just begun."""
    moment = clock.now()
    AccountSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "account": account,
            "device": rules.device_words(request.headers.get("User-Agent", "")),
            "started_at": moment,
            "seen_at": moment,
        },
    )


def on_signed_in(sender: Any, request: HttpRequest, user: Account, **kwargs: Any) -> None:
    remember(request, user)


def on_signed_out(sender: Any, request: HttpRequest, user: Account | None, **kwargs: Any) -> None:
    AccountSession.objects.filter(session_key=request.session.session_key).delete()


def end_all(account: Account, *, keep: str = "") -> int:
    """End every session of the account but `keep`; the browsers meet the sign-in page at their next step."""
    rows = AccountSession.objects.filter(account=account).exclude(session_key=keep)
    keys = list(rows.values_list("session_key", flat=True))
    with transaction.atomic():
        Session.objects.filter(session_key__in=keys).delete()
        rows.filter(session_key__in=keys).delete()
    return len(keys)


def end_session(*, by: Actor, session: AccountSession) -> None:
    by.must("accounts.own")
    if session.account_id != by.account_id:
        raise NotFound()
    with transaction.atomic():
        Session.objects.filter(session_key=session.session_key).delete()
        AccountSession.objects.filter(pk=session.pk).delete()
        journal.record(by, "accounts.session_ended", session.account)


def end_other_sessions(*, by: Actor, keep: str) -> int:
    """End all sessions of the actor's account but the one with the key `keep`. Returns how many ended."""
    by.must("accounts.own")
    if by.account_id is None:
        raise Denied()
    account = Account.objects.get(pk=by.account_id)
    with transaction.atomic():
        count = end_all(account, keep=keep)
        if count:
            journal.record(by, "accounts.session_ended", account, count=count)
    return count
