"""Objects of another pair, of another organisation, behind a link, without signing in: as if they did not exist."""

from __future__ import annotations

from collections import defaultdict

import pytest

from nastavnik.kernel.access import Page
from nastavnik.kernel.contracts import link_purposes
from tests.access import walk
from tests.access.base import Walk, pages, told


class TestStrangers(Walk):
    def unlike_missing(self, name: str, page: Page, role: str, pk: object) -> list[str]:
        """What tells the object from one that does not exist, in words; [] when nothing does."""
        theirs = self.world.ask(self.world.as_role(role), name, page, pk)
        absent = self.world.ask(self.world.as_role(role), name, page, walk.missing_like(pk))
        if theirs.status_code != 404 or absent.status_code != 404:
            return [f"{name} as {role}: theirs {theirs.status_code}, missing {absent.status_code}"]
        same = walk.bare(theirs) == walk.bare(absent)
        return [] if same else [f"{name} as {role}: theirs and missing look different"]

    def foreign_seen(self, asked: list[tuple[str, Page]]) -> list[str]:
        return [
            line
            for name, page in asked
            for role in walk.ROLES
            for line in self.unlike_missing(name, page, role, self.world.foreign[page.obj])
        ]

    @pytest.mark.threat("T001")
    @pytest.mark.slow
    def test_foreign_object_answers_as_a_missing_one(self):
        """Same status and same bytes, for every role and every address with an object."""
        wrong = self.foreign_seen(pages(with_object=True))
        assert not wrong, told(wrong)

    @pytest.mark.threat("T001")
    @pytest.mark.postgres
    def test_a_sample_of_foreign_objects_on_the_other_database(self):
        wrong = self.foreign_seen(pages(with_object=True)[::7])
        assert not wrong, told(wrong)

    @pytest.mark.threat("T002")
    @pytest.mark.threat("T006")
    def test_object_of_another_pair_answers_as_a_missing_one(self):
        """A mentor, a mentee, a parent, a tutor reach what they have to do with; the rest of their own organisation is
        not there for them, and nobody reaches a colleague's own things."""
        wrong, asked = [], set()
        for name, page in pages(with_object=True):
            for role in walk.ROLES:
                if page.by_relation(role):
                    asked.add(role)
                    wrong += self.unlike_missing(name, page, role, self.world.own[page.obj])
        assert not wrong, told(wrong)
        assert {"mentor", "mentee", "tutor", "curator"} <= asked

    @pytest.mark.threat("T002")
    @pytest.mark.threat("T024")
    @pytest.mark.slow
    def test_a_link_opens_the_pages_of_its_purpose_only(self):
        """Own organisation, another person's object, another organisation's: a link is as narrow as a role."""
        wrong = []
        for purpose in walk.link_holders():
            for name, page in pages():
                if page.public:
                    continue
                mine = purpose in page.links
                theirs = [self.world.own[page.obj], self.world.foreign[page.obj]] if page.obj else [None]
                for pk in theirs if mine else theirs[:1]:  # a stranger is stopped before the object is looked for
                    found = walk.verdict(self.world.ask(self.world.by_link(purpose), name, page, pk))
                    good = {"sign-in"} if not mine else {"absent"} if page.obj else {"open", "closed"}
                    if found not in good:
                        wrong.append(f"{name} by a link of {purpose}: {found}, expected {sorted(good)}")
        assert not wrong, told(wrong)

    def test_every_purpose_of_links_is_walked(self):
        forgotten = {item.code for item in link_purposes} - set(walk.link_holders())
        assert sorted(forgotten) == [], "add them to LINKS of tests/objects.py"

    @pytest.mark.threat("T002")
    def test_nobody_signed_in_reaches_only_public_pages(self):
        wrong = defaultdict(list)
        for name, page in pages():
            if not page.public:
                found = walk.verdict(self.world.ask(self.world.client(), name, page, self.world.own.get(page.obj)))
                if found != "sign-in":
                    wrong[found].append(name)
        assert not wrong, dict(wrong)
