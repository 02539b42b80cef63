"""Every address × every role × {own, another organisation's, missing} object: the answer is the declared one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from django.test import Client

from nastavnik.kernel import access, clock, scope
from nastavnik.kernel.access import Page
from nastavnik.kernel.middleware import LINK_KEY, MEMBERSHIP_KEY
from nastavnik.kernel.tenancy import Account, Membership
from tests.access import walk
from tests.fixtures import make_actor, sign_in

pytestmark = pytest.mark.django_db


class World:
    """Two organisations with one object of each kind, a browser for each role of the first."""

    def __init__(self, college: Any, lyceum: Any) -> None:
        self.college, self.lyceum = college, lyceum
        self.makers = walk.makers()
        self.own: dict[str, Any] = {}
        self.foreign: dict[str, Any] = {}
        self.actors = {role: make_actor(college, role) for role in walk.ROLES}
        self.clients = {role: self.enter(role) for role in walk.ROLES}
        make_actor(college, "director", "curator", login="second-director")
        make_actor(lyceum, "director", "curator", login="lyceum-heads")

    def client(self, role: str) -> Client:
        """The browser of the role, signed in anew when the last page signed it out (a kiosk, another organisation)."""
        session = self.clients[role].session
        if "_auth_user_id" not in session or MEMBERSHIP_KEY in session or LINK_KEY in session:
            self.clients[role] = self.enter(role)
        return self.clients[role]

    def enter(self, role: str) -> Client:
        client = sign_in(self.actors[role])
        client.raise_request_exception = False  # a crash is a verdict: the walk goes on and names them all
        return client

    def object(self, kind: str, *, foreign: bool = False, fresh: bool = False) -> Any:
        kept = self.foreign if foreign else self.own
        if fresh or kind not in kept:
            kept[kind] = self.makers[kind](self.lyceum if foreign else self.college)
        return kept[kind]


@pytest.fixture
def world(college: Any, lyceum: Any, settings: Any) -> World:
    settings.ACCOUNT_RATE_LIMITS = False
    return World(college, lyceum)


#: Walked at the end: after it the school year is over for everybody.
LAST = {"organizations:year_close"}
#: Told by tests of their own: a new organisation for each walker, the set-up that is closed.
APART = {"organizations:practice", "organizations:setup"}


def pages(*, with_object: bool | None = None) -> list[tuple[str, Page]]:
    """Lines of the matrix. One whose object nobody can make is reported by the test of the makers, not here."""
    makers = walk.makers()
    ordered = sorted(access.matrix().items(), key=lambda item: (item[0] in LAST, item[0]))
    found = [(name, page) for name, page in ordered if not page.obj or page.obj in makers]
    return [(name, page) for name, page in found if with_object is None or bool(page.obj) == with_object]


def declared(page: Page, role: str) -> set[str]:
    """What the matrix promises this role on its own organisation's object.

    A page that is open to the role may still say «absent» or «closed» for one object: rights of a mentor, a tutor, a
    participant come from the relation, which the feature's own tests tell. Staff pages must open.
    """
    if page.public:
        return {"open", "sign-in", "absent"}
    if page.roles >= set(walk.ROLES):  # one's own things: others' are absent even for the heads
        return {"open", "absent", "closed"}
    if role not in page.roles:
        return {"absent"} if page.obj else {"closed"}
    if role in access.STAFF:
        return {"open", "closed"} if page.post_only else {"open"}
    return {"open", "absent", "closed"} if page.obj else {"open", "closed"}


@pytest.mark.threat("T002")
@pytest.mark.threat("T017")
@pytest.mark.slow
def test_each_role_gets_what_the_matrix_declares(world: World):
    wrong = []
    for name, page in pages():
        if name in APART:
            continue
        for role in walk.ROLES:
            client = world.client(role)
            pk = world.object(page.obj, fresh=page.post_only) if page.obj else None
            found = walk.verdict(walk.ask(client, page, walk.address(name, page, pk)))
            if found not in declared(page, role):
                wrong.append(f"{name} as {role}: {found}, declared {sorted(declared(page, role))}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.threat("T001")
@pytest.mark.slow
def test_foreign_object_answers_as_a_missing_one(world: World):
    """Same status and same bytes, for every role and every address with an object."""
    wrong = []
    for name, page in pages(with_object=True):
        foreign = world.object(page.obj, foreign=True)
        for role in walk.ROLES:
            client = world.client(role)
            other = walk.ask(client, page, walk.address(name, page, foreign))
            absent = walk.ask(client, page, walk.address(name, page, walk.missing_like(foreign)))
            if other.status_code != 404 or absent.status_code != 404:
                wrong.append(f"{name} as {role}: foreign {other.status_code}, missing {absent.status_code}")
            elif walk.bare(other) != walk.bare(absent):
                wrong.append(f"{name} as {role}: foreign and missing look different")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.threat("T002")
def test_nobody_signed_in_reaches_only_public_pages(world: World):
    wrong = defaultdict(list)
    client = Client()
    for name, page in pages():
        if page.public or page.links:
            continue
        pk = world.object(page.obj) if page.obj else None
        found = walk.verdict(walk.ask(client, page, walk.address(name, page, pk)))
        if found != "sign-in":
            wrong[found].append(name)
    assert not wrong, dict(wrong)


@pytest.mark.threat("T087")
def test_a_page_that_changes_something_refuses_get(world: World):
    wrong = []
    for name, page in pages():
        if not page.post_only or not page.roles:
            continue
        pk = world.object(page.obj) if page.obj else None
        client = world.client(next(iter(sorted(page.roles & set(walk.ROLES), key=walk.ROLES.index)), "curator"))
        if client.get(walk.address(name, page, pk)).status_code not in (405, 404):
            wrong.append(name)
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.threat("T087")
def test_posts_without_the_forms_token_are_refused(world: World):
    """Cross-site requests carry the cookie and not the token."""
    wrong = []
    strict = Client(enforce_csrf_checks=True)
    curator = Account.objects.get(login=f"curator-{world.college.code}")
    strict.force_login(curator, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name, page in pages():
        if not page.roles & {"curator", "director"}:
            continue
        pk = world.object(page.obj) if page.obj else None
        if strict.post(walk.address(name, page, pk)).status_code != 403:
            wrong.append(name)
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.threat("T019")
@pytest.mark.threat("T009")
def test_access_that_ended_stops_at_the_next_step(world: World):
    client = world.clients["curator"]
    assert client.get("/settings/").status_code == 200
    with scope.within(world.college):
        Membership.objects.filter(account__login=f"curator-{world.college.code}").update(ended_at=clock.now())
    assert client.get("/settings/").status_code != 200
