"""One object of each kind for the access matrix."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from nastavnik.features.accounts import services
from nastavnik.features.accounts.models import AccountSession
from nastavnik.kernel import actors, clock, scope
from tests.fixtures import make_membership


def membership(organization: Any) -> Any:
    return make_membership(organization, "tutor", login=f"tutor-{uuid4().hex[:8]}").pk


def invitation(organization: Any) -> Any:
    with scope.within(organization):
        return services.invite(by=actors.shell(organization), roles=["mentor"], name="Липов Олег").link.pk


def account_session(organization: Any) -> Any:
    """Somebody's session: nobody of the matrix owns it."""
    account = make_membership(organization, "tutor", login=f"tutor-{uuid4().hex[:8]}").account
    moment = clock.now()
    return AccountSession.objects.create(account=account, session_key=uuid4().hex, started_at=moment, seen_at=moment).pk


OBJECTS = {"membership": membership, "invitation": invitation, "account_session": account_session}
