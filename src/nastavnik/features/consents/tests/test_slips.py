"""Slips to cut out say what to bring, by which code, and carry a personal link only where one can be opened."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.engines import papers as engine
from nastavnik.features.consents import papers, services
from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.people import services as people
from nastavnik.kernel import clock
from nastavnik.kernel.links import PersonalLink

LINK = re.compile(r"https://testserver(/l/\w+/)")


@pytest.fixture
def child(in_college, people_in, curator):
    (made,) = people_in(in_college, 1, kind="student", group="ТМ-21", marks=["mentee"])
    mother = people.add_person(by=curator, last="Ракитина", first="Анна", kind="representative")
    people.add_representative(by=curator, child=made, adult=mother, relation="mother")
    return made


def slips(actor, *found):
    trees, _ = papers.slip_trees(actor, [person.pk for person in found], clock.today(actor.organization))
    return "\n".join(engine.text_of(tree) for tree in trees).replace("\u200b", "")


def test_without_a_public_address_a_slip_has_the_code_of_its_sheet_and_no_link(curator, child, settings):
    settings.PUBLIC_URL = ""
    text = slips(curator, child)
    code = ConsentSheet.objects.get().code
    assert f"лист {code}" in text and "внизу листа слева" in text
    assert "http" not in text and "с телефона" not in text
    assert not PersonalLink.objects.exists()


def test_with_a_public_address_the_slip_opens_the_own_decisions_and_its_code_names_nobody(
    curator, curator_client, child, settings
):
    settings.PUBLIC_URL = "https://testserver"
    text = slips(curator, child)
    assert "наведите камеру" in text and "дату рождения ребёнка" in text and "всё равно нужен" in text
    address = LINK.search(text)[1]
    for name in (child.last, "Ракитина", child.first):
        assert name.casefold() not in address.casefold()
    phone = Client()
    phone.get(address)
    assert child.last not in phone.get("/consents/link/").content.decode()
    phone.post(reverse("consents:link_fact"), {"code": ConsentSheet.objects.get().code})
    assert child.last in phone.get("/consents/link/").content.decode()
    assert not Consent.objects.exists()


def test_words_about_paper_follow_the_act(curator, child, settings):
    settings.PUBLIC_URL = "https://testserver"
    curator.organization.settings = {"links_count_as_consent": True}
    curator.organization.save()
    assert "Этот ответ заменяет бумагу" in slips(curator, child)


def test_each_of_two_representatives_has_a_link_of_the_own(in_college, curator, child, settings):
    settings.PUBLIC_URL = "https://testserver"
    in_college.settings = {"consent_both_representatives": "all"}
    in_college.save()
    father = people.add_person(by=curator, last="Ракитин", first="Олег", kind="representative")
    people.add_representative(by=curator, child=child, adult=father, relation="father")
    text = slips(curator, child)
    assert len(set(LINK.findall(text))) == 2 and "оба законных представителя" in text


def test_slips_of_a_tutor_make_no_sheets(in_college, people_in, actor_in, curator, child, settings):
    settings.PUBLIC_URL = "https://testserver"
    (leader,) = people_in(in_college, 1)
    child.group.tutor = leader
    child.group.save()
    tutor = actor_in(in_college, "tutor", person=leader)
    text = slips(tutor, child)
    assert "Согласие законного представителя" in text and "http" not in text
    assert not ConsentSheet.objects.exists()
    services.prepare_sheets(by=curator, kind="consent_pd_minor", person_ids=[child.pk])
    assert LINK.search(slips(tutor, child))
