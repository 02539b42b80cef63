"""The first page of those who take part: steps in their order, a child's page, a bounded number of queries."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nastavnik.features.consents import services as consents
from nastavnik.features.pairings import services as pairings
from nastavnik.features.pairings.models import Pairing, PairNotice
from nastavnik.features.people import services as people
from nastavnik.features.people.models import Person
from nastavnik.features.questionnaires import services as questionnaires
from nastavnik.kernel import memo

TODAY = dt.date(2026, 10, 10)


def words(answer):
    return html.unescape(answer.content.decode()).replace("\u00a0", " ")


def step(page):
    """The title of the one main step."""
    return page.split('class="step"')[1].split("</h2>")[0].split(">")[-1] if 'class="step"' in page else ""


@pytest.fixture
def pair(in_college, curator, people_in):
    """A proposed pair of a teacher and a grown student."""
    (mentor,) = people_in(in_college, 1)
    (student,) = people_in(in_college, 1, kind="student", group="ТМ-21", birth_date=dt.date(2006, 5, 1))
    Person.objects.filter(pk=student.pk).update(last="Кленов", marks=["mentee"])
    return pairings.propose(
        by=curator, mentor=mentor, mentees=[Person.objects.get(pk=student.pk)], form="teacher_student",
        starts_on=dt.date(2026, 10, 20), ends_on=dt.date(2027, 5, 31), source="round",
    )  # fmt: skip


def test_a_mentee_is_led_from_the_consent_to_the_programme(pair, curator, in_college, actor_in, signed_in):
    mentee = pair.members.get().person
    client = signed_in(actor_in(in_college, "mentee", person=mentee))
    for kind in ("consent_pd_adult", "consent_mentee_participation"):
        consents.prepare_sheets(by=curator, kind=kind, person_ids=[mentee.pk], data={mentee.pk: {"mentor": {}}})
    assert "Согласия: 2 листа" in step(words(client.get("/")))
    for sheet in mentee.consent_sheets.all():
        consents.mark_given(by=curator, code=sheet.code, on=TODAY)
    assert "Ответить на предложение пары" in step(words(client.get("/")))
    pairings.record_answer(by=curator, pairing=pair, person=mentee, answer="yes")
    questionnaires.start_campaign(
        by=curator, questionnaire_code="Q-ME-SHORT", side="mentee", person_ids=[mentee.pk], opens_on=TODAY,
        closes_on=dt.date(2026, 10, 20),
    )  # fmt: skip
    page = words(client.get("/"))
    assert "Заполнить анкету" in step(page) and "Ждём ответа второй стороны" in page
    Pairing.objects.filter(pk=pair.pk).update(state="ordered", ordered_on=TODAY)
    memo.forget()
    page = words(client.get("/"))
    assert "Начало работы" in page and "20 октября" in page


def make_family(in_college, people_in, curator, children):
    mother = people.add_person(by=curator, last="Берёзкина", first="Анна", kind="representative", gender="f")
    found = people_in(in_college, children, kind="student", group="ТМ-21", marks=["mentee"])
    (mentor,) = people_in(in_college, 1)
    for child in found:
        people.add_representative(by=curator, child=child, adult=mother)
        made = pairings.propose(
            by=curator, mentor=mentor, mentees=[child], form="teacher_student", starts_on=dt.date(2026, 10, 1),
            ends_on=dt.date(2027, 5, 31), over_capacity_reason="проверка",
        )  # fmt: skip
        Pairing.objects.filter(pk=made.pk).update(state="ordered", ordered_on=dt.date(2026, 9, 30))
        PairNotice.objects.create(pairing=made, person=mother, told_on=dt.date(2026, 10, 2))
        pairings.fill_programs(by=curator, pairing_ids=[made.pk])
        consents.prepare_sheets(by=curator, kind="consent_pd_minor", person_ids=[child.pk])
    return mother, found


def test_a_representative_sees_the_child_the_pair_and_what_is_asked(
    in_college, people_in, curator, actor_in, signed_in
):
    mother, (child,) = make_family(in_college, people_in, curator, 1)
    (stranger,) = people_in(in_college, 1, kind="student", group="ЭК-11")
    Person.objects.filter(pk=stranger.pk).update(last="Чужаков")
    client = signed_in(actor_in(in_college, "representative", person=mother))
    first = words(client.get("/"))
    assert "Пётр: Согласие законного представителя" in step(first)
    page = words(client.get(reverse("today:child", args=[child.pk])))
    assert "Берёзкин Пётр Ильич, преподаватель" in page and "Вам сообщили" in page and "2 октября 2026 г." in page
    assert "Справляться с учёбой" in page and "Первая встреча" in page
    assert "Нужна поддержка" not in page  # the request and difficulties stay inside the pair
    assert "Чужаков" not in first + page
    assert client.get(reverse("today:child", args=[stranger.pk])).status_code == 404


def queries_of(client, path):
    memo.forget()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_queries_do_not_grow_with_children_and_pairs(in_college, people_in, curator, actor_in, signed_in):
    found = {}
    for children in (1, 6):
        mother, own = make_family(in_college, people_in, curator, children)
        parent = signed_in(actor_in(in_college, "representative", person=mother, login=f"parent-{children}"))
        mentor = Pairing.objects.filter(members__person=own[0]).get().mentor
        leader = signed_in(actor_in(in_college, "mentor", person=mentor, login=f"mentor-{children}"))
        child = reverse("today:child", args=[own[0].pk])
        found[children] = [
            queries_of(client, path)
            for client, path in (
                (parent, "/"), (parent, child), (leader, "/"), (leader, "/pairs/own/"), (leader, "/consents/own/"),
            )
        ]  # fmt: skip
    assert found[6] == found[1]
    assert max(found[6]) <= 80, found
