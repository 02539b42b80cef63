"""Pairs on the participant's phone: an answer in one press, the programme, contacts only where the rules allow them."""

from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest
from django.urls import reverse

from nastavnik.features.consents import services as consents
from nastavnik.features.pairings import services
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.people.models import Person

TODAY = dt.date(2026, 10, 10)


def words(answer):
    return answer.content.decode().replace("\u00a0", " ")


def url(name, pairing):
    return reverse(f"pairings:{name}", args=[pairing.pk])


@pytest.fixture
def group(in_college, curator, people_in):
    """A proposed group: a mentor and two grown mentees, with phones and data consents."""
    people = people_in(in_college, 3)
    for number, person in enumerate(people):
        Person.objects.filter(pk=person.pk).update(phone=f"+7999000000{number}")
        consents.record_prior(by=curator, person=person, kind="consent_pd_adult", on=TODAY, number=f"{number}-с")
    return services.propose(
        by=curator, mentor=people[0], mentees=people[1:], form="teacher_teacher", starts_on=dt.date(2026, 10, 1),
        ends_on=dt.date(2027, 5, 31), source="round",
    )  # fmt: skip


@pytest.fixture
def sides(group, in_college, actor_in):
    members = [member.person for member in group.members.select_related("person").order_by("person__last")]
    return [
        actor_in(in_college, "mentor", person=group.mentor),
        *(actor_in(in_college, "mentee", person=person, login=f"mentee-{person.last}") for person in members),
    ]


def work(group):
    Pairing.objects.filter(pk=group.pk).update(state="ordered", ordered_on=TODAY)


def test_a_proposal_is_answered_in_one_press_and_asked_no_more(group, sides, signed_in):
    client = signed_in(sides[1])
    assert "Ответить на предложение пары" in words(client.get("/"))
    assert "Согласиться на пару" in words(client.get(url("pair", group)))
    data = {"person": str(sides[1].person_id), "answer": "yes"}
    assert client.post(url("answer", group), data).status_code == 302
    assert group.acceptances.get().way == "account"
    page = words(client.get(url("pair", group)))
    assert "Ждём ответа второй стороны" in page and "Согласиться на пару" not in page


@pytest.mark.threat("T006")
def test_contacts_stand_there_only_while_adults_work_together(group, sides, signed_in, curator):
    client = signed_in(sides[1])
    phone = "+79990000000"
    assert phone not in words(client.get(url("pair", group)))
    work(group)
    assert phone in words(client.get(url("pair", group)))
    Person.objects.filter(pk=sides[1].person_id).update(birth_date=dt.date(2010, 1, 1))
    assert phone not in words(client.get(url("pair", group)))
    Person.objects.filter(pk=sides[1].person_id).update(birth_date=dt.date(1985, 1, 1))
    consents.withdraw(by=curator, consent=group.mentor.consents.get(), on=TODAY)
    assert phone not in words(client.get(url("pair", group)))


def test_the_mentor_is_led_to_the_programme_and_the_mentee_reads_it(group, sides, signed_in, curator):
    work(group)
    mentor, mentee = signed_in(sides[0]), signed_in(sides[1])
    assert "Составить программу" in words(mentor.get("/"))
    assert "её составит наставник" in words(mentee.get(url("pair", group)))
    assert mentee.get(url("program_pdf", group)).status_code == 409
    services.fill_programs(by=curator, pairing_ids=[group.pk])
    page = words(mentee.get(url("pair", group)))
    assert "Первая встреча" in page and "первая неделя" in page and "Изменить программу" not in page
    assert "Изменить программу" in words(mentor.get(url("pair", group)))


@pytest.mark.threat("T006")
def test_a_mentee_of_a_group_gets_an_extract_without_the_others(group, sides, signed_in, curator):
    work(group)
    services.fill_programs(by=curator, pairing_ids=[group.pk])
    mine, other = (Person.objects.get(pk=side.person_id) for side in sides[1:])
    read = signed_in(sides[1]).get(url("program_pdf", group)).content
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(read))
    assert mine.last in text and other.last not in text
    assert other.last not in words(signed_in(sides[1]).get(url("pair", group)))
