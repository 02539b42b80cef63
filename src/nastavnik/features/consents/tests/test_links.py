"""Personal links: second fact first, one decision a page, nothing happens by opening."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.features.consents import debts, services
from nastavnik.features.consents.models import Consent, ConsentSheet, Withdrawal
from nastavnik.features.people import services as people
from nastavnik.features.people.models import Person
from nastavnik.kernel.contracts import dues
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.protocols import may_use

TODAY = dt.date(2026, 10, 10)
LINK = "/consents/link/"


@pytest.fixture
def child(in_college, people_in, curator, settings):
    settings.PUBLIC_URL = "https://testserver"
    (made,) = people_in(in_college, 1, kind="student", group="ТМ-21", marks=["mentee"])
    mother = people.add_person(
        by=curator, last="Берёзкина", first="Анна", middle="Олеговна", kind="representative", gender="f"
    )
    people.add_representative(by=curator, child=made, adult=mother, relation="mother", authority_checked_on=TODAY)
    return made


@pytest.fixture
def phone(child, curator):
    """A browser that has opened the mother's link."""
    (issued,) = services.issue_links(by=curator, rows=debts.rows(curator, TODAY))
    client = Client()
    assert client.get(issued.address.removeprefix("https://testserver")).status_code == 302
    return client


def prove(client, birth="2009-05-20"):
    return client.post(reverse("consents:link_fact"), {"birth_date": birth})


def sheet_url():
    return reverse("consents:link_sheet", args=[ConsentSheet.objects.get().pk])


def count_links(college):
    college.settings = {"links_count_as_consent": True}
    college.save()


@pytest.mark.threat("T025")
def test_forwarded_link_shows_nothing_without_the_second_fact_and_stops_after_five(phone, child, curator):
    assert child.last not in phone.get(LINK).content.decode()
    assert phone.get(sheet_url()).status_code == 302
    for _ in range(4):
        answer = prove(phone, "2001-01-01")
        assert answer.status_code == 422 and child.last not in answer.content.decode()
    assert prove(phone, "2001-01-01").status_code == 403
    assert PersonalLink.objects.get().revoked_at is not None
    assert prove(phone).status_code == 302 and "login" in prove(phone)["Location"]
    assert any("Ссылка остановлена" in item.title for item in dues["consents"].items(curator, TODAY))


@pytest.mark.threat("T027")
def test_opening_every_page_of_the_link_changes_nothing(phone):
    prove(phone)
    before = list(ConsentSheet.objects.values())
    for url in (LINK, sheet_url()):
        assert phone.get(url).status_code == 200
        phone.head(url)
    assert list(ConsentSheet.objects.values()) == before
    assert not Consent.objects.exists()


def test_forms_of_the_link_tell_their_origin_or_a_browser_is_refused(phone):
    prove(phone)
    for url in (LINK, sheet_url()):
        assert '<meta name="referrer" content="same-origin">' in phone.get(url).content.decode()


def test_nothing_is_chosen_beforehand_and_an_empty_answer_is_asked_again(phone):
    prove(phone)
    page = phone.get(sheet_url()).content.decode()
    assert not re.search(r"<input[^>]*name=\"answer\"[^>]*checked", page)
    assert "Согласна" in page and "Не согласна" in page
    refused = phone.post(sheet_url(), {})
    assert refused.status_code == 422 and "согласны вы или нет" in refused.content.decode()


@pytest.mark.threat("T029")
def test_by_the_usual_rule_the_answer_is_preliminary_until_paper_comes(phone, child, curator):
    prove(phone)
    assert "подписанный лист" in phone.get(sheet_url()).content.decode()
    for _ in range(2):
        assert phone.post(sheet_url(), {"answer": "yes"}).status_code == 302
    consent = Consent.objects.get()
    assert consent.preliminary and consent.way == "link"
    assert may_use(child.pk, "bank", TODAY) is not None
    assert "ждём подписанный лист" in phone.get(LINK).content.decode()
    services.mark_given(by=curator, code=consent.sheet.code, on=TODAY, requisites_checked=True)
    assert may_use(child.pk, "bank", TODAY) is None


def test_where_the_act_lets_links_count_the_answer_opens_the_use(phone, child, in_college):
    count_links(in_college)
    prove(phone)
    phone.post(sheet_url(), {"answer": "yes"})
    assert may_use(child.pk, "bank", TODAY) is None


@pytest.mark.threat("T037")
def test_parent_withdraws_by_the_same_link_seeing_consequences_first(phone, child, in_college):
    count_links(in_college)
    prove(phone)
    phone.post(sheet_url(), {"answer": "yes"})
    url = reverse("consents:link_withdraw", args=[Consent.objects.get().pk])
    assert "сразу выйдет из банка" in phone.get(url).content.decode()
    assert not Withdrawal.objects.exists()
    assert phone.post(url).status_code == 302
    assert Withdrawal.objects.get().way == "link"
    assert may_use(child.pk, "bank", TODAY) is not None


def test_refusal_is_kept_shown_to_the_curator_and_may_be_changed(phone, child, curator_client):
    prove(phone)
    phone.post(sheet_url(), {"answer": "no"})
    assert "отказ 10.10.2026" in curator_client.get(reverse("consents:list")).content.decode()
    phone.post(sheet_url(), {"answer": "yes"})
    assert Consent.objects.count() == 1
    assert phone.post(sheet_url(), {"answer": "no"}).status_code == 409


@pytest.mark.threat("T026")
def test_link_of_a_parent_of_a_grown_child_explains_and_shows_nothing(phone, child):
    prove(phone)
    Person.objects.filter(pk=child.pk).update(birth_date=dt.date(2008, 10, 10))
    answer = phone.get(LINK)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "18 лет" in page and child.first not in page


@pytest.mark.threat("T033")
def test_link_dies_with_the_right_of_the_representative(phone, child):
    prove(phone)
    child.representatives.update(valid_until=dt.date(2026, 10, 9))
    assert phone.post(sheet_url(), {"answer": "yes"}).status_code == 404
    assert not Consent.objects.exists()


def test_without_a_public_address_links_are_not_offered(child, curator_client, settings):
    settings.PUBLIC_URL = ""
    assert "Выдать ссылки" not in curator_client.get(reverse("consents:list")).content.decode()
    assert curator_client.post(reverse("consents:links")).status_code == 409
    assert not PersonalLink.objects.exists()


def test_wording_on_the_phone_has_no_places_for_the_pen(phone, child):
    prove(phone)
    page = phone.get(sheet_url()).content.decode()
    assert "разрешаю" in page and "<b>Срок:</b>" in page
    assert "фамилия, инициалы" not in page and "паспорт (иной" not in page and "Регистрационный №" not in page


def test_what_is_ticked_by_hand_is_not_decided_by_a_link(child, phone, curator):
    """Consent to distribution permits only the ticked categories: without them a press would permit nothing."""
    (sheet,) = services.prepare_sheets(by=curator, kind="consent_distribution", person_ids=[child.pk])
    prove(phone)
    assert "распространение" not in phone.get(LINK).content.decode()
    assert phone.post(reverse("consents:link_sheet", args=[sheet.pk]), {"answer": "yes"}).status_code == 404
    assert not Consent.objects.exists()
