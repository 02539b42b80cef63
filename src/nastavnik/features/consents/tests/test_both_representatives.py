"""Where the organisation's act asks both representatives: two signatures, two facts, one is not enough."""

from __future__ import annotations

import dataclasses
import datetime as dt
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.engines import papers as engine
from nastavnik.features.consents import debts, papers, queries, services
from nastavnik.features.consents.models import Consent, ConsentSheet, ConsentText, Withdrawal
from nastavnik.features.consents.rules import covered_since, lacks
from nastavnik.features.consents.standing import Adult, Given, Subject, complete_since
from nastavnik.features.people import services as people
from nastavnik.kernel.errors import InputRefused
from nastavnik.kernel.protocols import may_use

TODAY = dt.date(2026, 10, 10)
CHILD, MOTHER, FATHER = UUID(int=1), UUID(int=2), UUID(int=3)
PARENTS = (Adult(MOTHER, "Орлова И. П."), Adult(FATHER, "Орлов А. И."))
MINOR = Subject(CHILD, "Орлов Д. А.", "student", dt.date(2009, 5, 20), None, False, PARENTS)


def by(adult, day=15, **changes):
    given = Given("consent_pd_minor", CHILD, adult, dt.date(2026, 9, day), None, None, False, False, True, 2)
    return dataclasses.replace(given, **changes)


GONE = dataclasses.replace(MINOR, adults=(PARENTS[0], dataclasses.replace(PARENTS[1], until=dt.date(2026, 9, 30))))


@pytest.mark.parametrize(
    ("subject", "given", "since"),
    [
        (MINOR, [by(MOTHER)], None),
        (MINOR, [by(MOTHER), by(MOTHER, 20)], None),  # the same hand twice is one hand
        (MINOR, [by(MOTHER), by(FATHER, 20)], 20),
        (MINOR, [by(FATHER, 20), by(MOTHER)], 20),
        (MINOR, [by(MOTHER), by(FATHER, 20, preliminary=True)], None),
        (MINOR, [by(MOTHER), by(FATHER, 20, withdrawn_on=TODAY)], None),
        (MINOR, [by(MOTHER), by(FATHER, 20, by_valid_representative=False)], None),
        (GONE, [by(MOTHER)], 15),  # the other one's right has ended: nobody is left to wait for
        (MINOR, [by(MOTHER, signatures=1)], 15),  # asked of one before the act
        (MINOR, [by(MOTHER, signatures=1), by(FATHER, 20, withdrawn_on=TODAY)], None),  # the stricter decides
        (MINOR, [by(MOTHER, 25, signatures=1), by(FATHER, 10, withdrawn_on=dt.date(2026, 9, 20))], 25),
    ],
)
def test_consent_counts_when_the_needed_signatures_are_there(subject, given, since):
    assert complete_since(given, subject, TODAY) == (dt.date(2026, 9, since) if since else None)
    assert bool(lacks(subject, given, "bank", TODAY)) is (since is None)
    assert covered_since(subject, given, "bank", TODAY) == (dt.date(2026, 9, since) if since else None)


def test_lack_names_the_one_who_has_not_signed():
    (lack,) = lacks(MINOR, [by(MOTHER)], "bank", TODAY)
    assert "ждём подпись второго: Орлов А. И." in lack.message
    assert [adult.id for adult in lack.waits_for] == [FATHER]


@pytest.fixture
def both(in_college):
    in_college.settings = {**in_college.settings, "consent_both_representatives": "all"}
    in_college.save()


@pytest.fixture
def family(in_college, curator):
    child = people.add_person(
        by=curator, last="Орлов", first="Дмитрий", kind="student", group="ТМ-21", birth_date=dt.date(2009, 5, 20),
        marks=["mentee"],
    )  # fmt: skip
    adults = []
    for last, first, relation in (("Орлова", "Ирина", "mother"), ("Орлов", "Андрей", "father")):
        adult = people.add_person(by=curator, last=last, first=first, kind="representative")
        people.add_representative(by=curator, child=child, adult=adult, relation=relation, authority_checked_on=TODAY)
        adults.append(adult)
    return child, *adults


def sheet_for(curator, child, kind="consent_pd_minor"):
    (sheet,) = services.prepare_sheets(by=curator, kind=kind, person_ids=[child.pk])
    return sheet


def words(sheet, organization):
    (tree,) = papers.sheet_trees([sheet], organization)
    return engine.text_of(tree)


def test_by_default_one_signature_is_enough(in_college, curator, family):
    child, mother, _father = family
    sheet = sheet_for(curator, child)
    assert sheet.representative == mother and sheet.second is None
    assert "Орлов Андрей" not in words(sheet, in_college)
    services.mark_given(by=curator, code=sheet.code, on=TODAY)
    assert may_use(child.pk, "bank", TODAY) is None


@pytest.mark.parametrize("kind", ["consent_pd_minor", "consent_image", "consent_mentee_participation"])
def test_sheet_has_a_place_for_each(in_college, curator, both, family, kind):
    child, _, _father = family
    sheet = sheet_for(curator, child, kind)
    text = words(sheet, in_college)
    assert "второй законный представитель (отец)" in text.replace("Как второй", "второй")
    assert "А.\u00a0Орлов" in text and "И.\u00a0Орлова" in text
    assert sheet.text.version == 1 and sheet_for(curator, child, kind).pk == sheet.pk


def test_older_own_wording_gains_the_place_as_its_next_version(in_college, curator, both, family):
    own = (
        engine.source("consent_image").partition("\n% if second\n")[0].replace("Использование бесплатно", "Без оплаты")
    )
    services.change_text(by=curator, kind="consent_image", text=own)
    sheet = sheet_for(curator, family[0], "consent_image")
    text = words(sheet, in_college)
    assert "Без оплаты" in text and "второй законный представитель" in text
    assert sheet.text.version == 3 and sheet_for(curator, family[0], "consent_image").pk == sheet.pk
    assert ConsentText.objects.filter(kind="consent_image").count() == 3


def test_child_with_one_representative_gets_the_usual_sheet(in_college, curator, both, family):
    child, _, father = family
    child.representatives.filter(adult=father).update(valid_until=dt.date(2026, 10, 9))
    sheet = sheet_for(curator, child)
    assert sheet.second is None and sheet.text.version == 1


def test_act_may_ask_both_only_for_what_is_shown_to_all(in_college, curator, family):
    in_college.settings = {"consent_both_representatives": "open"}
    in_college.save()
    child, _, father = family
    assert sheet_for(curator, child).second is None
    assert sheet_for(curator, child, "consent_distribution").second == father


def test_one_code_marks_both_signatures_as_two_facts_with_one_number(curator_client, curator, both, family):
    child, mother, father = family
    sheet = sheet_for(curator, child)
    curator_client.post(reverse("consents:mark"), {"codes": sheet.code, "on": "2026-10-09", "signed": "all"})
    facts = list(Consent.objects.order_by("recorded_at", "pk"))
    assert {item.given_by for item in facts} == {mother, father}
    assert may_use(child.pk, "bank", TODAY) is None
    services.enter_number(by=curator, consent=facts[0], number="31")
    assert set(Consent.objects.values_list("number", flat=True)) == {"31"}
    page = curator_client.get(reverse("consents:consent", args=[facts[0].pk])).content.decode()
    assert "Другой представитель" in page and facts[1].given_by.full_name in page


def test_half_signed_sheet_is_owed_by_name_and_goes_on_to_the_other(curator_client, curator, both, family):
    child, mother, father = family
    sheet = sheet_for(curator, child)
    curator_client.post(reverse("consents:mark"), {"codes": sheet.code, "on": "2026-10-08", "signed": "first"})
    assert may_use(child.pk, "bank", TODAY) is not None
    assert "нет подписи: Орлов\u00a0А." in curator_client.get(reverse("consents:list")).content.decode()
    assert "Ждём подпись второго представителя" in curator_client.get(reverse("consents:register")).content.decode()
    assert sheet_for(curator, child).pk == sheet.pk
    collected = curator_client.post("/consents/collect/").content.decode()
    assert collected.count('name="sheet"') == 1 and "Орлов Андрей" in collected
    curator_client.post("/consents/collect/", {"sheet": [f"{sheet.pk}.second"], "on": "2026-10-10"})
    assert dict(Consent.objects.values_list("given_by_id", "given_on")) == {
        mother.pk: dt.date(2026, 10, 8),
        father.pk: TODAY,
    }
    assert queries.latest_dates([child.pk], "bank", TODAY) == {child.pk: TODAY}
    assert "получены все" in curator_client.get(reverse("consents:list")).content.decode()


def test_withdrawal_by_either_stops_the_use(curator_client, curator, both, family):
    child, _, father = family
    services.mark_given(by=curator, code=sheet_for(curator, child).code, on=TODAY)
    fact = Consent.objects.get(given_by=father)
    curator_client.post(
        reverse("consents:withdraw", args=[fact.pk]),
        {"on": "2026-10-10", "received_on": "2026-10-10", "withdrawn_by": str(father.pk)},
    )
    assert Withdrawal.objects.get().withdrawn_by == father
    assert may_use(child.pk, "bank", TODAY) is not None
    fresh = sheet_for(curator, child)
    services.mark_given(by=curator, code=fresh.code, on=TODAY, signed="first")
    assert may_use(child.pk, "bank", TODAY) is not None  # the mother alone can not overrule the father


@pytest.mark.threat("T033")
def test_representative_who_did_not_sign_may_withdraw_and_may_object(curator_client, curator, family):
    child, _mother, father = family
    services.mark_given(by=curator, code=sheet_for(curator, child).code, on=TODAY)
    fact = Consent.objects.get()
    page = curator_client.get(reverse("consents:withdraw", args=[fact.pk])).content.decode()
    assert "Орлова Ирина" in page and "Орлов Андрей" in page
    tie = child.representatives.get(adult=father)
    curator_client.post(
        reverse("people:representative", args=[tie.pk]), {"relation": "father", "objects_since": "2026-10-10"}
    )
    refusal = may_use(child.pk, "bank", TODAY)
    assert refusal is not None and "возражает" in refusal.message
    assert "Возражает" in curator_client.get(reverse("people:person", args=[child.pk])).content.decode()
    curator_client.post(reverse("people:representative", args=[tie.pk]), {"relation": "father", "objects_since": ""})
    assert may_use(child.pk, "bank", TODAY) is None
    curator_client.post(
        reverse("consents:withdraw", args=[fact.pk]),
        {"on": "2026-10-10", "received_on": "2026-10-10", "withdrawn_by": str(father.pk)},
    )
    assert Withdrawal.objects.get().withdrawn_by == father and may_use(child.pk, "bank", TODAY) is not None


def test_each_decides_by_the_own_link_and_nobody_lifts_the_refusal_of_the_other(
    in_college, curator, curator_client, both, family, settings
):
    settings.PUBLIC_URL = "https://testserver"
    in_college.settings = {**in_college.settings, "links_count_as_consent": True}
    in_college.save()
    child, mother, father = family
    issued = services.issue_links(by=curator, rows=debts.rows(curator, TODAY))
    assert {item.decides for item in issued} == {mother, father}
    phones = {}
    for item in issued:
        phones[item.decides] = Client()
        phones[item.decides].get(item.address.removeprefix("https://testserver"))
        phones[item.decides].post(reverse("consents:link_fact"), {"birth_date": "2009-05-20"})
    sheet = ConsentSheet.objects.get()
    url = reverse("consents:link_sheet", args=[sheet.pk])
    phones[mother].post(url, {"answer": "no"})
    phones[father].post(url, {"answer": "yes"})
    assert "Вы отказались" in phones[mother].get("/consents/link/").content.decode()
    assert "Вы согласились" in phones[father].get("/consents/link/").content.decode()
    assert may_use(child.pk, "bank", TODAY) is not None
    assert "отказ: Орлова\u00a0И." in curator_client.get(reverse("consents:list")).content.decode()
    phones[mother].post(url, {"answer": "yes"})
    assert may_use(child.pk, "bank", TODAY) is None and Consent.objects.count() == 2


def test_scan_of_half_signed_sheets_marks_one_signature(curator, both, family):
    child, mother, father = family
    sheet = sheet_for(curator, child)
    services.mark_given(by=curator, code=sheet.code, on=TODAY, signed="second")
    assert [item.given_by for item in Consent.objects.all()] == [father]
    services.mark_given(by=curator, code=sheet.code, on=TODAY)
    assert {item.given_by for item in Consent.objects.all()} == {mother, father}


def test_two_cards_of_one_parent_do_not_make_two_signatures(curator, both, family):
    child, mother, father = family
    sheet = sheet_for(curator, child)
    services.mark_given(by=curator, code=sheet.code, on=TODAY, signed="first")
    people.merge_people(by=curator, keep=mother, drop=father)
    assert list(queries.awaited()) == []  # one adult is left, and that one has signed
    assert may_use(child.pk, "bank", TODAY) is None


def test_sheet_for_one_signature_no_longer_does_when_the_act_asks_both(in_college, curator, family):
    child = family[0]
    old = sheet_for(curator, child)
    in_college.settings = {"consent_both_representatives": "all"}
    in_college.save()
    new = sheet_for(curator, child)
    assert new.pk != old.pk and new.second is not None
    with pytest.raises(InputRefused, match="заменён новым"):
        services.mark_given(by=curator, code=old.code, on=TODAY)
