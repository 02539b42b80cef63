"""A bulk action with one foreign row among own ones: refused whole."""

from __future__ import annotations

import pytest
from django.urls import reverse

from nastavnik.features.banks.models import MenteeEntry
from nastavnik.features.consents.models import ConsentSheet
from nastavnik.features.documents.models import Document
from nastavnik.features.people.models import Person
from nastavnik.kernel.jobs import Job
from tests.access import walk

pytestmark = pytest.mark.django_db

ACTIONS = [
    ("pairings:order", {}, "pair", "pairing"),
    ("pairings:package", {"number": 1}, "pair", "pairing"),
    ("documents:package", {}, "document", "document"),
    ("banks:bulk", {"side": "mentee"}, "pick", "mentee_entry"),
    ("banks:enter", {"side": "mentee"}, "pick", "person"),
    ("consents:prepare", {}, "person", "person"),
]


@pytest.mark.threat("T004")
@pytest.mark.parametrize(("name", "arguments", "field", "kind"), ACTIONS, ids=[item[0] for item in ACTIONS])
def test_one_foreign_row_stops_the_whole_action(
    curator_client, college, lyceum, in_college, name, arguments, field, kind
):
    make = walk.makers()[kind]
    own, foreign = make(college), make(lyceum)
    tables = (Document, ConsentSheet, MenteeEntry, Person)
    before = [table.objects.count() for table in tables]
    answer = curator_client.post(reverse(name, kwargs=arguments), {field: [str(own), str(foreign)]})
    assert answer.status_code == 404
    assert not Job.objects.filter(state="queued").exists()
    assert [table.objects.count() for table in tables] == before
    assert not MenteeEntry.objects.filter(state="admitted").exists()
