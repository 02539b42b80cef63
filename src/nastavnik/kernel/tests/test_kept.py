"""What a page promises when it is not drawn anew: the facts of now, and nothing that belongs to another."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from nastavnik.features.people import services
from nastavnik.features.people.models import Person
from nastavnik.kernel import clock, journal, memo, scope

PEOPLE = "/people/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def text(client: Client, address: str = PEOPLE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_page_is_not_drawn_twice_while_nothing_changed(curator_client, in_college, django_assert_max_num_queries):
    text(curator_client)
    with django_assert_max_num_queries(6):
        text(curator_client)


def test_a_change_is_seen_at_once(curator_client, curator, in_college):
    assert "Соболева" not in text(curator_client)
    made = services.add_person(by=curator, last="Соболева", first="Алла")
    assert "Соболева" in text(curator_client)
    services.edit_person(by=curator, person=made, last="Куницына")
    assert "Соболева" not in text(curator_client) and "Куницына" in text(curator_client)


def test_a_change_that_was_taken_back_is_not_shown(curator_client, curator, in_college):
    text(curator_client)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.add_person(by=curator, last="Соболева", first="Алла")
        raise ZeroDivisionError
    assert "Соболева" not in text(curator_client)


def test_a_form_of_a_kept_page_has_its_own_token_and_works(curator, signed_in, in_college):
    client, other = signed_in(curator), signed_in(curator)
    client.handler.enforce_csrf_checks = True
    text(client)
    first, second = TOKEN.findall(text(client)), TOKEN.findall(text(client))
    assert first and first[0] != second[0]
    assert not set(first) & set(TOKEN.findall(text(other)))
    assert client.post("/accounts/logout/", {"csrfmiddlewaretoken": second[0]}).status_code == 302


def test_a_notice_is_shown_once(curator_client, in_college):
    text(curator_client)
    curator_client.post("/people/new/", {"kind": "worker", "last": "Соболева", "first": "Алла"})
    assert "Человек добавлен" in text(curator_client)
    assert "Человек добавлен" not in text(curator_client)


def test_another_role_and_another_organisation_have_their_own_pages(
    curator_client, signed_in, actor_in, college, lyceum, curator, in_college
):
    services.add_person(by=curator, last="Соболева", first="Алла")
    assert "Загрузить список" in text(curator_client) and "Соболева" in text(curator_client)
    assert "Загрузить список" not in text(signed_in(actor_in(college, "office")))
    assert "Соболева" not in text(signed_in(actor_in(lyceum, "curator")))


def test_a_new_day_is_a_new_page(curator, signed_in, in_college):
    """Midnight of the organisation (Moscow), not of the server."""
    with clock.at(dt.datetime(2026, 10, 10, 20, 55, tzinfo=dt.UTC)):
        client = signed_in(curator)
        assert "10 октября" in text(client, "/").replace("\u00a0", " ")
    with clock.at(dt.datetime(2026, 10, 10, 21, 5, tzinfo=dt.UTC)):
        assert "11 октября" in text(client, "/").replace("\u00a0", " ")


def test_outside_a_reading_everything_is_read_anew(curator, in_college):
    asked = []

    @memo.remembered
    def count() -> int:
        asked.append(1)
        return Person.objects.count()

    count(), count()
    assert len(asked) == 2
    with memo.remembering(in_college):
        count(), count()
    with memo.remembering(in_college):
        count()
    assert len(asked) == 3


def test_what_is_stirred_is_read_anew(in_college: Any) -> None:
    before = journal.state_of(in_college)
    journal.stir(in_college.pk)
    between = journal.state_of(in_college)
    journal.stir(in_college.pk)
    assert len({before, between, journal.state_of(in_college)}) == 3


def test_an_answer_about_one_organisation_is_not_given_in_the_scope_of_another(in_college, lyceum):
    asked = []

    @memo.remembered
    def whose() -> Any:
        asked.append(1)
        return scope.current_organization_id()

    with memo.remembering(in_college):
        assert whose() == in_college.pk
        with scope.within(lyceum):
            assert whose() == lyceum.pk
    assert len(asked) == 2
