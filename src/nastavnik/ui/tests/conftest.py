"""Templates of the demo pages and plain static addresses for the tests of the design system."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from django.conf import settings as django_settings

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def demo_templates(settings):
    templates = copy.deepcopy(django_settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0].get("DIRS", []), HERE / "templates"]
    settings.TEMPLATES = templates
    settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.FORM_RENDERER = "nastavnik.ui.forms.Renderer"
