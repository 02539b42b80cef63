"""What the files of the walk share: the pages asked, and the one world of a class of tests."""

from __future__ import annotations

import datetime as dt
import tempfile

from django.test import TestCase, override_settings

from nastavnik.kernel import access, clock
from nastavnik.kernel.access import Page
from tests.access import walk
from tests.access.world import World


def pages(*, with_object: bool | None = None) -> list[tuple[str, Page]]:
    """Lines of the matrix. One whose object nobody can make is reported by the test of the makers, not here."""
    makers = walk.makers()
    found = [(name, page) for name, page in sorted(access.matrix().items()) if not page.obj or page.obj in makers]
    return [(name, page) for name, page in found if with_object is None or bool(page.obj) == with_object]


def told(wrong: list[str]) -> str:
    return "\n" + "\n".join(wrong)


class Walk(TestCase):
    """`TestCase` undoes the world after the class."""

    world: World

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.enterClassContext(clock.at(dt.datetime(2026, 10, 10, 9, tzinfo=dt.UTC)))
        media = cls.enterClassContext(tempfile.TemporaryDirectory())
        hasher = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        cls.enterClassContext(override_settings(MEDIA_ROOT=media, PASSWORD_HASHERS=hasher, ACCOUNT_RATE_LIMITS=False))
        cls.world = World()
