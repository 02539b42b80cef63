"""The files of the world live as long as the world, not as one test."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _own_media() -> None: ...
