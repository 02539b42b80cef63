"""Consents in the own account: read, given where links are taken, signed on paper else, withdrawn with the consequences first."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from django.urls import reverse

from nastavnik.features.consents import services
from nastavnik.features.consents.models import Consent, ConsentSheet, Withdrawal
from nastavnik.features.people import services as people
from nastavnik.features.people.models import Person
from nastavnik.kernel.journal import JournalEntry
from nastavnik.kernel.protocols import may_use

TODAY = dt.date(2026, 10, 10)
OWN = reverse("consents:own")


def words(answer):
    return html.unescape(answer.content.decode()).replace("\u00a0", " ")


@pytest.fixture
def home_reachable(settings, in_college):
    """Answers are taken from home and count."""
    settings.PUBLIC_URL = "https://testserver"
    in_college.settings = {"links_count_as_consent": True}
    in_college.save()


@pytest.fixture
def adult(in_college, people_in, actor_in, curator):
    """A grown mentee with an account and a sheet of the data consent."""
    (person,) = people_in(in_college, 1, marks=["mentee"])
    services.prepare_sheets(by=curator, kind="consent_pd_adult", person_ids=[person.pk])
    return actor_in(in_college, "mentee", person=person)


@pytest.fixture
def family(in_college, people_in, actor_in, curator):
    """(the child's actor, the mother's actor, the child's sheet)."""
    (child,) = people_in(in_college, 1, kind="student", group="ТМ-21", marks=["mentee"])
    mother = people.add_person(by=curator, last="Берёзкина", first="Анна", kind="representative", gender="f")
    people.add_representative(by=curator, child=child, adult=mother, relation="mother")
    (sheet,) = services.prepare_sheets(by=curator, kind="consent_pd_minor", person_ids=[child.pk])
    return actor_in(in_college, "mentee", person=child), actor_in(in_college, "representative", person=mother), sheet


def sheet_url(sheet=None):
    return reverse("consents:own_sheet", args=[(sheet or ConsentSheet.objects.get()).pk])


def test_an_adult_reads_and_gives_the_own_consent(adult, home_reachable, signed_in):
    client = signed_in(adult)
    assert "Прочитать и решить" in words(client.get(OWN))
    assert "checked" not in words(client.get(sheet_url()))
    assert client.post(sheet_url(), {"answer": "yes"}).status_code == 302
    given = Consent.objects.get()
    assert (given.way, given.preliminary, given.given_by_id) == ("account", False, adult.person_id)
    assert may_use(adult.person_id, "bank", TODAY) is None
    assert "Действует" in words(client.get(OWN))


def test_by_the_act_of_the_organisation_the_answer_waits_for_paper(adult, settings, signed_in):
    settings.PUBLIC_URL = "https://testserver"
    client = signed_in(adult)
    client.post(sheet_url(), {"answer": "yes"})
    assert Consent.objects.get().preliminary
    assert may_use(adult.person_id, "bank", TODAY) is not None
    assert "ждём подписанный лист" in words(client.get(OWN))


def test_without_a_public_address_the_page_tells_the_way_on_paper_and_takes_nothing(adult, signed_in):
    client = signed_in(adult)
    sheet = ConsentSheet.objects.get()
    page = words(client.get(sheet_url()))
    assert "Как ответить на бумаге" in page and sheet.code in page and 'name="answer"' not in page
    assert client.post(sheet_url(), {"answer": "yes"}).status_code == 409
    assert not Consent.objects.exists()
    printed = client.get(reverse("consents:own_sheet_pdf", args=[sheet.pk]))
    assert printed.content.startswith(b"%PDF")
    assert JournalEntry.objects.filter(action="consents.own_sheet_printed").count() == 1


@pytest.mark.threat("T033")
def test_a_minor_reads_but_the_representative_decides(family, home_reachable, signed_in):
    child, mother, sheet = family
    own = signed_in(child)
    assert "Решает законный представитель" in words(own.get(OWN))
    assert own.post(sheet_url(sheet), {"answer": "yes"}).status_code == 404
    assert not Consent.objects.exists()
    theirs = signed_in(mother)
    assert theirs.post(sheet_url(sheet), {"answer": "yes"}).status_code == 302
    assert Consent.objects.get().given_by_id == mother.person_id
    assert may_use(child.person_id, "bank", TODAY) is None


@pytest.mark.threat("T033")
def test_after_the_eighteenth_birthday_nothing_of_the_child_is_there(family, home_reachable, signed_in):
    child, mother, sheet = family
    client = signed_in(mother)
    pages = [reverse("consents:own_child", args=[child.person_id]), sheet_url(sheet)]
    assert [client.get(path).status_code for path in pages] == [200, 200]
    Person.objects.filter(pk=child.person_id).update(birth_date=dt.date(2008, 10, 10))
    assert [client.get(path).status_code for path in pages] == [404, 404]
    assert client.post(sheet_url(sheet), {"answer": "yes"}).status_code == 404


def test_withdrawal_shows_the_consequences_and_then_works_at_once(adult, home_reachable, signed_in):
    client = signed_in(adult)
    client.post(sheet_url(), {"answer": "yes"})
    url = reverse("consents:own_withdraw", args=[Consent.objects.get().pk])
    assert "Что произойдёт сразу" in words(client.get(url)) and not Withdrawal.objects.exists()
    assert client.post(url).status_code == 302
    assert Withdrawal.objects.get().way == "account"
    assert may_use(adult.person_id, "bank", TODAY) is not None
    assert client.get(url).status_code == 404
    assert "Отозвано" in words(client.get(OWN))


def test_a_written_withdrawal_comes_filled_in(family, home_reachable, signed_in):
    _, mother, sheet = family
    client = signed_in(mother)
    client.post(sheet_url(sheet), {"answer": "yes"})
    paper = client.get(reverse("consents:own_withdraw_paper", args=[Consent.objects.get().pk]))
    import pypdfium2

    text = pypdfium2.PdfDocument(paper.content)[0].get_textpage().get_text_range()
    assert "Берёзкин" in text and "ОТЗЫВ" in text.upper()


def test_the_list_for_the_parents_meeting_holds_the_own_group_and_no_contacts(
    in_college, people_in, curator, actor_in, signed_in
):
    (mine,) = people_in(in_college, 1, kind="student", group="ТМ-21", marks=["mentee"])
    (other,) = people_in(in_college, 1, kind="student", group="ЭК-11", marks=["mentee"])
    Person.objects.filter(pk=other.pk).update(last="Чужаков")
    mother = people.add_person(by=curator, last="Берёзкина", first="Анна", kind="representative", phone="+79990001122")
    people.add_representative(by=curator, child=mine, adult=mother)
    tutor = actor_in(in_college, "tutor", person=people.add_person(by=curator, last="Снегирёв", first="Андрей"))
    people.save_group(by=curator, group=mine.group, name="ТМ-21", tutor=Person.objects.get(pk=tutor.person_id))
    page = words(signed_in(tutor).get(reverse("consents:meeting")))
    assert "Берёзкина Анна" in page and "Согласие законного представителя" in page
    assert "Чужаков" not in page and "9990001122" not in page


def test_each_of_two_parents_decides_in_the_own_account_and_sees_the_own_answer(
    in_college, people_in, actor_in, curator, signed_in, settings
):
    settings.PUBLIC_URL = "https://testserver"
    in_college.settings = {"links_count_as_consent": True, "consent_both_representatives": "all"}
    in_college.save()
    (child,) = people_in(in_college, 1, kind="student", group="ТМ-21", marks=["mentee"])
    adults = []
    for last, first, relation in (("Берёзкина", "Анна", "mother"), ("Берёзкин", "Лев", "father")):
        adult = people.add_person(by=curator, last=last, first=first, kind="representative")
        people.add_representative(by=curator, child=child, adult=adult, relation=relation)
        adults.append(signed_in(actor_in(in_college, "representative", person=adult, login=relation)))
    (sheet,) = services.prepare_sheets(by=curator, kind="consent_pd_minor", person_ids=[child.pk])
    page, its = reverse("consents:own_child", args=[child.pk]), reverse("consents:own_sheet", args=[sheet.pk])
    assert all("Прочитать и решить" in words(client.get(page)) for client in adults)
    assert adults[0].post(its, {"answer": "yes"}).status_code == 302
    assert may_use(child.pk, "bank", TODAY) is not None
    first, second = (words(client.get(page)) for client in adults)
    assert "Ждём второго законного представителя" in first and "Прочитать и решить" not in first
    assert "Прочитать и решить" in second
    adults[1].post(its, {"answer": "no"})
    assert "Вы отказались" in words(adults[1].get(page)) and "Вы отказались" not in words(adults[0].get(page))
    assert Consent.objects.filter(sheet=sheet).count() == 1 and may_use(child.pk, "bank", TODAY) is not None
    adults[1].post(its, {"answer": "yes"})
    assert Consent.objects.filter(sheet=sheet).count() == 2 and may_use(child.pk, "bank", TODAY) is None
