"""A person named by typing: suggested while it is typed, told apart from namesakes, never one of another college."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from nastavnik.features.people import services
from nastavnik.features.people.fields import PeopleField, PersonField, describe


@pytest.fixture
def add(in_college, curator):
    return lambda last, **more: services.add_person(by=curator, last=last, kind="student", **more)


def suggested(client, text):
    return client.get(reverse("people:suggest"), {"q": text}).content.decode()


def test_the_beginning_of_a_name_finds_people_with_what_tells_them_apart(curator_client, add):
    add("Семёнов", first="Пётр", group="ТМ-21", birth_date=dt.date(2008, 9, 5))
    add("Семёнова", first="Анна", group="ТМ-22")
    add("Лисицын", first="Олег")
    page = suggested(curator_client, "семен")
    assert "<li>Семёнов Пётр, ТМ-21, 2008 г. р.</li>" in page and "<li>Семёнова Анна, ТМ-22</li>" in page
    assert "Лисицын" not in page
    assert "<li>" not in suggested(curator_client, "  ") and "<li>" not in suggested(curator_client, "Яков")


def test_people_of_another_college_are_never_suggested(curator_client, add, lyceum, actor_in, signed_in):
    add("Семёнов", first="Пётр")
    assert "<li>Семёнов" in suggested(curator_client, "Семёнов")
    assert "<li>" not in suggested(signed_in(actor_in(lyceum, "curator")), "Семёнов")


def test_a_chosen_line_names_one_of_two_namesakes(add):
    first = add("Котов", first="Ян", group="ТМ-21")
    second = add("Котов", first="Ян", group="ТМ-22")
    field = PersonField(label="Кто")
    assert field.clean(describe(first)) == first and field.clean(describe(second)) == second
    with pytest.raises(ValidationError, match="подходят несколько: Котов Ян, ТМ-21; Котов Ян, ТМ-22"):
        field.clean("Котов Ян")


def test_a_list_of_names_keeps_its_order_and_counts_a_person_once(add):
    cat, fox = add("Котов", first="Ян", group="ТМ-21"), add("Лисицын", first="Олег")
    field = PeopleField(label="Кто", most=3)
    assert field.clean(f"Лисицын\n\n{describe(cat)}\nЛисицын О.\n") == [fox, cat]
    with pytest.raises(ValidationError, match="В людях нет «Барсуков»"):
        field.clean("Лисицын\nБарсуков")
    with pytest.raises(ValidationError, match="больше 3 человек"):
        field.clean("Лисицын\n" * 4)
