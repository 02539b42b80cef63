"""A small demo served by the product's own server, and a browser, for each module of the walks."""

from __future__ import annotations

import pytest

from tests.browser import serving


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where a small demo is served."""
    folder = tmp_path_factory.mktemp("served")
    serving.command(folder, "migrate")
    serving.command(folder, "demo", "build", "--size", "small")
    with serving.server(folder) as found:
        yield found


@pytest.fixture(scope="module")
def browser():
    with serving.chromium() as opened:
        yield opened
