"""Acts in one's own account: an extract that names nobody else, whole only what holds no persons."""

from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest
from django.urls import reverse

from nastavnik.features.documents import services
from nastavnik.features.documents.models import Document, DocumentPerson
from nastavnik.features.documents.tests.objects import registered_order
from nastavnik.features.pairings import services as pairings
from nastavnik.features.people.models import Person
from nastavnik.kernel.contracts import dues

TODAY = dt.date(2026, 10, 10)


def paper_url(document):
    return reverse("documents:own_paper", args=[document.pk])


def text_of(answer):
    source = pypdfium2.PdfDocument(answer.content)
    return " ".join(page.get_textpage().get_text_range() for page in source).replace("\u2011", "-")


@pytest.fixture
def order(in_college, curator, people_in):
    """A registered order on two pairs of workers: Берёзкин with Воробьёв, Грушин with Дубов."""
    people = people_in(in_college, 4)
    made = [
        pairings.propose(
            by=curator, mentor=people[2 * n], mentees=[people[2 * n + 1]], form="teacher_teacher", source="table",
            starts_on=dt.date(2026, 10, 12), ends_on=dt.date(2027, 5, 31),
        )
        for n in range(2)
    ]  # fmt: skip
    document = pairings.draft_order(by=curator, pairing_ids=[item.pk for item in made])
    Document.objects.filter(pk=document.pk).update(state="registered", number="5-од", signed_on=dt.date(2026, 10, 9))
    for person in people:
        DocumentPerson.objects.update_or_create(document=document, person=person, defaults={"must_acquaint": True})
    return document


@pytest.mark.threat("T006")
def test_the_extract_tells_of_the_own_pair_only(order, in_college, actor_in, signed_in):
    person = Person.objects.get(last="Берёзкин")
    client = signed_in(actor_in(in_college, "mentor", person=person))
    assert "Ждём вашей подписи" in client.get(reverse("documents:own")).content.decode()
    text = text_of(client.get(paper_url(order)))
    assert "Берёзкин" in text and "Воробьёв" in text and "5-од" in text
    assert "Грушин" not in text and "Дубов" not in text


def test_who_signed_is_no_longer_asked(order, in_college, actor_in, curator):
    person = Person.objects.get(last="Берёзкин")
    actor = actor_in(in_college, "mentor", person=person)
    assert len(dues["own_papers"].items(actor, TODAY)) == 1
    services.acquaint(by=curator, document=order, person_ids=[person.pk], on=TODAY)
    assert dues["own_papers"].items(actor, TODAY) == []


def test_an_act_with_other_people_is_not_given_whole_and_a_draft_not_at_all(
    order, in_college, people_in, actor_in, signed_in
):
    (reader,) = people_in(in_college, 1, kind="representative")
    client = signed_in(actor_in(in_college, "representative", person=reader))
    assert client.get(paper_url(order)).status_code == 404
    DocumentPerson.objects.create(document=order, person=reader, must_acquaint=True)
    assert client.get(paper_url(order)).status_code == 409  # nothing of the order is about the reader
    team = Document.objects.get(pk=registered_order(in_college))
    DocumentPerson.objects.create(document=team, person=reader, must_acquaint=True)
    assert client.get(paper_url(team)).status_code == 409
    Document.objects.filter(pk=team.pk).update(state="draft")
    assert client.get(paper_url(team)).status_code == 404
