"""Every address × every role on an object of one's own: the answer is the declared one."""

from __future__ import annotations

import pytest

from nastavnik.kernel import clock, scope
from nastavnik.kernel.access import Page
from nastavnik.kernel.tenancy import Membership
from tests.access import walk
from tests.access.base import Walk, pages, told
from tests.access.world import undone

#: There only for one whose second step is on, which a test of sign-in turns on.
SECOND_STEP = {"mfa_deactivate_totp", "mfa_view_recovery_codes"}
#: Told by a test of its own: it is closed once there is an organisation.
APART = {"organizations:setup", *SECOND_STEP}


def declared(page: Page, role: str) -> set[str]:
    """What the matrix promises this role: on an object it has to do with where a relation is asked for, else on any
    of its organisation. A page that only takes POST may answer an empty form by a refusal in words."""
    if page.public:
        return {"open", "sign-in", "absent"}
    if role not in page.roles:
        return {"absent"} if page.obj else {"closed"}
    return {"open", "closed"} if page.post_only else {"open"}


class TestMatrix(Walk):
    def unlike_declared(self, name: str, page: Page) -> list[str]:
        wrong = []
        for role in walk.ROLES:
            pk = self.world.own.get(page.obj)
            if page.by_relation(role):
                pk = self.world.related(page, role)
                assert pk is not None, f"RELATED of the tests makes no {page.obj} for {role}"
            found = walk.verdict(self.world.ask(self.world.as_role(role), name, page, pk))
            if found not in declared(page, role):
                wrong.append(f"{name} as {role}: {found}, declared {sorted(declared(page, role))}")
        return wrong

    @pytest.mark.threat("T002")
    @pytest.mark.threat("T017")
    @pytest.mark.slow
    def test_each_role_gets_what_the_matrix_declares(self):
        wrong = [line for name, page in pages() if name not in APART for line in self.unlike_declared(name, page)]
        assert not wrong, told(wrong)

    @pytest.mark.threat("T002")
    @pytest.mark.postgres
    def test_a_sample_of_the_walk_on_the_other_database(self):
        wrong = [line for name, page in pages()[::7] if name not in APART for line in self.unlike_declared(name, page)]
        assert not wrong, told(wrong)

    @pytest.mark.threat("T087")
    def test_a_page_that_changes_something_refuses_get(self):
        wrong = []
        for name, page in pages():
            if not page.post_only or not page.roles:
                continue
            role = next(role for role in walk.ROLES if role in page.roles)
            pk = (page.by_relation(role) and self.world.related(page, role)) or self.world.own.get(page.obj)
            if self.world.ask(self.world.as_role(role), name, page, pk, method="get").status_code != 405:
                wrong.append(name)
        assert not wrong, told(wrong)

    @pytest.mark.threat("T087")
    def test_posts_without_the_forms_token_are_refused(self):
        """Cross-site requests carry the cookie and not the token."""
        wrong = []
        strict = self.world.client(self.world.keys["director"], strict=True)
        for name, page in pages():
            if "director" not in page.roles:
                continue
            if self.world.ask(strict, name, page, self.world.own.get(page.obj), method="post").status_code != 403:
                wrong.append(name)
        assert not wrong, told(wrong)

    @pytest.mark.threat("T019")
    @pytest.mark.threat("T009")
    def test_access_that_ended_stops_at_the_next_step(self):
        with undone():
            client = self.world.as_role("curator")
            assert client.get("/settings/").status_code == 200
            with scope.within(self.world.college):
                Membership.objects.filter(pk=self.world.actors["curator"].membership_id).update(ended_at=clock.now())
            assert client.get("/settings/").status_code != 200
