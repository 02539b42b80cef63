"""Templates of the demo pages and plain static addresses for the tests of the design system."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

HERE = Path(__file__).parent


# Once for the folder: each change of TEMPLATES throws all compiled templates away.
@pytest.fixture(scope="package", autouse=True)
def demo_templates() -> Iterator[None]:
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0].get("DIRS", []), HERE / "templates"]
    static = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(
        TEMPLATES=templates,
        STORAGES={**settings.STORAGES, **static},
        FORM_RENDERER="nastavnik.ui.forms.Renderer",
    ):
        yield
