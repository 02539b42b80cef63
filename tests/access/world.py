"""The world of the walk: two organisations with one object of each kind, a browser for each role and each kind of link.

It is made once for all tests of the walk. Every question is asked inside a savepoint that is rolled back, so that no
answer changes what the next one meets.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from nastavnik.features.consents.link_views import FACT_KEY
from nastavnik.features.people.models import Person
from nastavnik.kernel import links, scope
from nastavnik.kernel.access import Page
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.middleware import LINK_KEY
from tests.access import walk
from tests.fixtures import make_actor, make_organization, sign_in


class World:
    """`own`: an object of the first organisation that has nothing to do with the walkers (another pair's).

    `related`: one that the walker of the role has to do with: the pair he is in, the pupil of her group.
    `foreign`: the other organisation's.
    """

    def __init__(self) -> None:
        # a crash is a verdict: the walk goes on and names them all
        self._browser = Client(headers={"accept-language": "ru"}, raise_request_exception=False)
        self._strict = Client(raise_request_exception=False, enforce_csrf_checks=True)
        self.college, self.lyceum = make_organization("ромашка"), make_organization("василёк")
        self.actors = {role: self._actor(role) for role in walk.ROLES}
        make_actor(self.college, "director", "curator", login="second-director")
        make_actor(self.lyceum, "director", "curator", login="lyceum-heads")
        self.keys = {role: self._session(sign_in(actor)) for role, actor in self.actors.items()}
        own, related = walk.makers(), walk.related_makers()
        self.own = {kind: make(self.college) for kind, make in own.items()}
        self.foreign = {kind: make(self.lyceum) for kind, make in own.items()}
        self._related = {
            (kind, role): make(self.college, self.actors[role])
            for kind, by_role in related.items()
            for role, make in walk.by_roles(by_role)
        }
        holders = walk.link_holders()
        self.link_keys = {purpose: self._enter(make(self.college)) for purpose, make in holders.items()}

    def _actor(self, role: str) -> Actor:
        """Everybody has a card of an adult worker, so that relations can be made."""
        with scope.within(self.college):
            person = Person.objects.create(kind="worker", last="Ходоков", first=role, birth_date="1985-03-05")
        return make_actor(self.college, role, person=person)

    @staticmethod
    def _session(client: Client) -> str:
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def _enter(self, token: str) -> str:
        client = Client()
        assert client.get(links.address(token)).status_code == 302, "a link of the walk does not open"
        session = client.session
        session[FACT_KEY] = session[LINK_KEY]  # the second fact is told: it must not be the only guard
        session.save()
        return self._session(client)

    def client(self, key: str = "", *, strict: bool = False) -> Client:
        """A browser with nothing but the session. One for all: to make one is dearer than to ask."""
        client = self._strict if strict else self._browser
        client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: key} if key else {})
        return client

    def as_role(self, role: str) -> Client:
        return self.client(self.keys[role])

    def by_link(self, purpose: str) -> Client:
        return self.client(self.link_keys[purpose])

    def related(self, page: Page, role: str) -> Any:
        """The object the role has to do with, else None."""
        return self._related.get((page.obj, role))

    def ask(self, client: Client, name: str, page: Page, pk: Any = None, *, method: str = "") -> HttpResponse:
        """The answer; what the question changed is undone."""
        with undone():
            send = getattr(client, method or ("post" if page.post_only else "get"))
            return send(walk.address(name, page, pk))


@contextlib.contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
