"""The list of pairs leads on: to the sheets, to the order, to its signature; its buttons act on what is shown."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from nastavnik.features.consents import services as consents
from nastavnik.features.documents import services as documents
from nastavnik.features.documents.models import Document
from nastavnik.features.pairings import packages, services
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.people.services import derive

TODAY = dt.date(2026, 10, 10)
LIST = reverse("pairings:list")


@pytest.fixture
def pairs(in_college, curator, people_in):
    """Three pairs of workers."""
    people = people_in(in_college, 6)
    return [
        services.propose(
            by=curator, mentor=people[2 * n], mentees=[people[2 * n + 1]], form="teacher_teacher", source="table",
            starts_on=dt.date(2026, 10, 12), ends_on=dt.date(2027, 5, 31),
        )
        for n in range(3)
    ]  # fmt: skip


def sign_sheets(curator, pairs):
    for sheet in packages.needed_sheets(by=curator, pairing_ids=[pair.pk for pair in pairs]):
        consents.mark_given(by=curator, code=sheet.code, on=TODAY, requisites_checked=True, own_signature=True)


def shown(client):
    return client.get(LIST).content.decode().replace("\u00a0", " ")


def test_the_list_says_what_the_pairs_need_next(curator_client, curator, director, pairs):
    assert "Напечатайте согласия для 3 пар" in shown(curator_client)
    sign_sheets(curator, pairs)
    assert "Подготовьте приказ для 3 пар" in shown(curator_client)
    order = services.draft_order(by=curator, pairing_ids=[pair.pk for pair in pairs])
    page = shown(curator_client)
    assert "Приказ для 3 пар: проект" in page and reverse("documents:document", args=[order.pk]) in page
    documents.standard_registers(by=curator)
    order = documents.sign(by=director, document=order, on=TODAY, shown_hash=order.content_hash)
    documents.register(by=curator, document=order, number="7-од")
    assert "Напечатайте" not in shown(curator_client) and "Подготовьте" not in shown(curator_client)


def test_nothing_ticked_means_what_the_filter_shows(curator_client, curator, pairs):
    address = reverse("pairings:order")
    one = derive(pairs[0].mentor).last
    pairs[0].mentor.save()
    curator_client.post(f"{address}?{urlencode({'q': one})}")
    named = Document.objects.get(kind="order_pairs").subject["pairings"]
    assert named == [str(pairs[0].pk)]


def test_pairs_that_ended_are_not_taken_into_an_order_of_all(curator_client, curator, pairs):
    Pairing.objects.filter(pk=pairs[0].pk).update(state="terminated")
    curator_client.post(reverse("pairings:order"))
    named = Document.objects.get(kind="order_pairs").subject["pairings"]
    assert set(named) == {str(pair.pk) for pair in pairs[1:]}
