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


def own_session(organization: Any, actor: Any) -> Any:
    moment = clock.now()
    return AccountSession.objects.create(
        account_id=actor.account_id, session_key=uuid4().hex, started_at=moment, seen_at=moment
    ).pk


def own_membership(organization: Any, actor: Any) -> Any:
    return actor.membership_id


def invitation_link(organization: Any) -> str:
    with scope.within(organization):
        return services.invite(by=actors.shell(organization), roles=["mentor"], name="Липов Олег").token


def reset_link(organization: Any) -> str:
    member = make_membership(organization, "tutor", login=f"tutor-{uuid4().hex[:8]}")
    with scope.within(organization):
        return services.issue_reset(by=actors.shell(organization), membership=member)


RELATED = {"account_session": {"*": own_session}, "membership": {"*": own_membership}}
LINKS = {"invitation": invitation_link, "reset": reset_link}
OBJECTS = {"membership": membership, "invitation": invitation, "account_session": account_session}
