"""Pages of the banks through HTTP: what the curator sees and presses, what a person without a right does not."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from nastavnik.features.banks import services
from nastavnik.features.banks.models import MenteeEntry, MentorEntry
from nastavnik.features.banks.offers import _admitted, _requests
from nastavnik.features.consents import services as consents
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.people.services import derive
from nastavnik.features.questionnaires.ready.dictionaries import competences, request_topics
from nastavnik.kernel.contracts import ActivityRef
from nastavnik.kernel.journal import JournalEntry

TODAY = dt.date(2026, 10, 10)
TOPIC = next(iter(request_topics()))
SKILL = next(iter(competences()))


def page(response):
    return response.content.decode().replace("\u00a0", " ")


@pytest.fixture
def people(in_college, people_in, curator):
    """Two with the consent, one without, all with marks."""
    found = people_in(in_college, 3, marks=["mentee", "mentor"])
    for person in found:
        derive(person).save()
    for person in found[:2]:
        consents.record_prior(by=curator, person=person, kind="consent_pd_adult", on=dt.date(2026, 9, 20), number="51")
    return found


def test_marked_people_enter_and_are_admitted_in_two_presses(curator_client, people):
    empty = page(curator_client.get(reverse("banks:mentees")))
    assert "Внести всех с пометкой" in empty
    assert "троих" in empty
    curator_client.post(reverse("banks:enter_marked", args=["mentee"]))
    listed = page(curator_client.get(reverse("banks:mentees")))
    assert "Допущены 0 из 3" in listed
    assert "ждём согласия: 1" in listed
    ids = [str(pk) for pk in MenteeEntry.objects.values_list("pk", flat=True)]
    answer = curator_client.post(reverse("banks:bulk", args=["mentee"]), {"pick": ids}, follow=True)
    assert "Допуск получили 2" in page(answer)
    assert "Допущены 2 из 3" in page(answer)
    curator_client.post(reverse("banks:undo", args=["mentee"]), {"pick": ids})
    assert not MenteeEntry.objects.filter(state="admitted").exists()


def test_without_consent_only_the_name_is_shown(curator_client, people, curator):
    entry = services.enter(by=curator, side="mentee", person=people[0])
    services.save_request(by=curator, entry=entry, topic=TOPIC, text="тайные слова")
    consent = people[0].consents.get()
    MenteeEntry.objects.filter(pk=entry.pk).update(state="admitted")
    type(consent).objects.filter(pk=consent.pk).update(valid_to=dt.date(2026, 10, 1))
    listed = page(curator_client.get(reverse("banks:mentees")))
    assert "Нет согласия" in listed
    card = page(curator_client.get(reverse("banks:mentee", args=[entry.pk])))
    assert "тайные слова" not in card
    assert "Нужно согласие" in card


def test_filters_find_by_request_competence_and_form(curator_client, people, curator):
    mentee = services.enter(by=curator, side="mentee", person=people[0])
    services.save_request(by=curator, entry=mentee, topic=TOPIC)
    services.enter(by=curator, side="mentor", person=people[1], competences=[SKILL], forms=["teacher_teacher"])
    services.enter(by=curator, side="mentor", person=people[0], forms=["head_teacher"])
    assert people[0].last in page(curator_client.get(reverse("banks:mentees"), {"topic": TOPIC}))
    found = page(curator_client.get(reverse("banks:mentors"), {"skill": SKILL}))
    assert people[1].full_name in found
    assert people[0].full_name not in found
    found = page(curator_client.get(reverse("banks:mentors"), {"form": "teacher_teacher"}))
    assert people[1].full_name in found
    assert people[0].full_name not in found


@pytest.mark.threat("T094")
def test_export_holds_only_lawful_people_and_no_formulas(curator_client, people, curator):
    for person in people:
        services.enter(by=curator, side="mentor", person=person)
    entry = MentorEntry.objects.get(person=people[0])
    services.edit(by=curator, entry=entry, experience="=HYPERLINK(1)")
    answer = curator_client.get(reverse("banks:mentors"), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    names = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert names == [people[0].full_name, people[1].full_name]
    cell = next(cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value == "=HYPERLINK(1)")
    assert cell.data_type == "s"
    assert JournalEntry.objects.filter(action="banks.exported").count() == 1


def test_card_takes_a_request_and_keeps_what_was_typed_wrong(curator_client, people, curator):
    entry = services.enter(by=curator, side="mentee", person=people[0])
    add = reverse("banks:request_add", args=[entry.pk])
    wrong = curator_client.post(add, {"topic": "", "text": "мои слова", "priority": "2"})
    assert wrong.status_code == 422
    assert "мои слова" in page(wrong)
    curator_client.post(add, {"topic": TOPIC, "text": "мои слова", "priority": "3"})
    assert "мои слова" in page(curator_client.get(reverse("banks:mentee", args=[entry.pk])))


def test_requests_of_many_are_typed_on_one_page(curator_client, people, curator):
    entries = services.enter_many(by=curator, side="mentee", person_ids=[person.pk for person in people])
    data = {f"{entries[0].pk}-topic": TOPIC, f"{entries[0].pk}-priority": "2", f"{entries[0].pk}-text": "коротко"}
    shown = page(curator_client.get(reverse("banks:requests")))
    assert shown.count("Тема запроса") == 2
    assert curator_client.post(reverse("banks:requests"), data).status_code == 302
    assert entries[0].requests.get().text == "коротко"


def test_card_of_a_mentor_goes_through_talk_training_and_leaving(curator_client, people, curator):
    entry = services.enter(by=curator, side="mentor", person=people[0])
    for what, data in (
        ("interview", {"on": "2026-10-01"}),
        ("admit", {}),
        ("training", {"on": "05.10.2026"}),
        ("reserve", {}),
        ("leave", {"reason": "переезд"}),
        ("back", {}),
    ):
        assert curator_client.post(reverse("banks:act", args=["mentor", entry.pk, what]), data).status_code == 302
    entry.refresh_from_db()
    assert entry.state == "consented"
    assert (entry.interviewed_on, entry.trained_on) == (dt.date(2026, 10, 1), dt.date(2026, 10, 5))


def test_the_printed_base_names_lawful_people_and_their_consents(curator_client, people, curator):
    for person in people:
        services.enter(by=curator, side="mentee", person=person)
    made = curator_client.post(reverse("banks:paper", args=["mentee"]))
    assert made.status_code == 302, page(made)
    from nastavnik.features.documents.models import Document

    text = Document.objects.get(kind="mentee_base").text.replace("\u00a0", " ")
    assert people[0].full_name in text
    assert people[2].last not in text
    assert "№ 51 от 20.09.2026" in text


def test_evidence_follows_the_bank(people, curator):
    year = organizations.require_year()
    ref = ActivityRef(year.pk, year.pk, year.pk, "mentee_bank")
    assert _admitted("mentee", [ref], TODAY)[0].state == "none"
    entries = services.enter_many(by=curator, side="mentee", person_ids=[person.pk for person in people[:2]])
    services.admit(by=curator, entry=entries[0])
    assert _admitted("mentee", [ref], TODAY)[0].state == "part"
    services.admit(by=curator, entry=entries[1])
    done = _admitted("mentee", [ref], TODAY)[0]
    assert (done.state, done.proved_on) == ("done", TODAY)
    assert _requests([ref], TODAY)[0].state == "none"
    services.save_request(by=curator, entry=entries[0], topic=TOPIC)
    assert _requests([ref], TODAY)[0].done == 1


def test_the_list_costs_the_same_number_of_queries_at_any_length(
    curator_client, in_college, people_in, curator, django_assert_max_num_queries
):
    for count in (3, 40):
        persons = people_in(in_college, count)
        services.enter_many(by=curator, side="mentee", person_ids=[person.pk for person in persons])
        with django_assert_max_num_queries(45):
            assert curator_client.get(reverse("banks:mentees")).status_code == 200


def test_whom_not_to_pair_is_shown_to_the_curator_only(curator_client, director_client, people, curator):
    entry = services.enter(by=curator, side="mentee", person=people[0])
    entry.wishes = {"barred": [{"text": "Крапивин Олег", "id": ""}]}
    entry.save()
    card = reverse("banks:mentee", args=[entry.pk])
    assert "Крапивин" in page(curator_client.get(card))
    assert "Крапивин" not in page(director_client.get(card))
