"""Two people open one form: whoever saves second is shown the other's words and nothing is wiped."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse

from nastavnik.features.organizations.models import Signer
from nastavnik.features.pairings.models import PersonalProgram
from nastavnik.features.pairings.tests import objects

SEEN = re.compile(r'name="seen_before" value="([^"]*)"')


@pytest.fixture
def both(signed_in, curator, director):
    return signed_in(curator), signed_in(director)


def shown(client, url):
    return html.unescape(SEEN.search(client.get(url).content.decode())[1])


def test_programme_of_a_pair(both, college, in_college):
    first, second = both
    url = reverse("pairings:program", args=[objects.OBJECTS["pairing"](college)])
    dates = {"starts_on": "2026-10-01", "ends_on": "2027-05-31"}
    seen = shown(first, url)
    assert second.post(url, dates | {"goals-title": "Цель второго", "goals-measure": "есть"}).status_code == 302
    answer = first.post(url, dates | {"goals-title": "Цель первого", "goals-measure": "есть", "seen_before": seen})
    assert "Цель второго" in html.unescape(answer.content.decode())
    assert PersonalProgram.objects.get().goals[0]["title"] == "Цель второго"


def test_signer(both, in_college):
    first, second = both
    signer = Signer.objects.get()
    url = reverse("organizations:signer", args=[signer.pk])
    values = {"last": signer.last, "first": signer.first, "middle": signer.middle, "gender": "f", "basis": "Устава"}
    seen = shown(first, url)
    assert second.post(url, values | {"post": "и. о. директора"}).status_code == 302
    answer = first.post(url, values | {"post": "заместитель директора", "seen_before": seen})
    assert "и. о. директора" in html.unescape(answer.content.decode()).replace("\u00a0", " ")
    signer.refresh_from_db()
    assert signer.post == "и. о. директора"
