"""The checker names what is wrong with consents, and evidence says of whom it speaks."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from nastavnik.features.consents import services
from nastavnik.features.consents.codes import split_codes
from nastavnik.features.consents.findings import TABLE
from nastavnik.features.consents.models import Consent
from nastavnik.features.people import services as people
from nastavnik.features.people.models import Person, Representative
from nastavnik.kernel import clock
from nastavnik.kernel.contracts import ActivityRef, evidence, finding_rules, person_data

TODAY = dt.date(2026, 10, 10)


@pytest.fixture
def child(in_college, people_in, curator):
    (made,) = people_in(in_college, 1, kind="student", group="ТМ-21", marks=["mentee"])
    mother = people.add_person(by=curator, last="Берёзкина", first="Анна", kind="representative")
    people.add_representative(by=curator, child=made, adult=mother, relation="mother", authority_checked_on=TODAY)
    return made


@pytest.fixture
def consent(child, curator):
    (sheet,) = services.prepare_sheets(by=curator, kind="consent_pd_minor", person_ids=[child.pk])
    return services.mark_given(
        by=curator, code=sheet.code, on=dt.date(2026, 9, 15), requisites_checked=True, own_signature=True
    )


def found(on=TODAY):
    return {code for code, *_ in TABLE if list(finding_rules[code].check(on))}


def ref():
    return ActivityRef(uuid.uuid4(), uuid.uuid4(), uuid.uuid4(), "consent_pd")


def test_right_consent_gives_no_finding(consent):
    assert not found()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"valid_to": dt.date(2026, 10, 9)}, "PD_CONSENT_EXPIRED"),
        ({"valid_to": dt.date(2026, 10, 25)}, "PD_CONSENT_EXPIRING"),
        ({"requisites_checked": False}, "PD_CONSENT_INCOMPLETE"),
        ({"own_signature": False}, "PD_MINOR_NO_OWN"),
        ({"sheet": None}, "PD_TICK_NO_PROOF"),
    ],
)
def test_each_flaw_of_a_consent_is_named(consent, change, code):
    Consent.objects.filter(pk=consent.pk).update(**change)
    assert code in found()


@pytest.mark.threat("T033")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"authority_checked_on": None}, "PD_REP_WRONG"),
        ({"valid_until": dt.date(2026, 9, 1)}, "PD_REP_WRONG"),
        ({"objects_since": dt.date(2026, 10, 1)}, "PD_REP_OBJECTION"),
    ],
)
def test_doubt_about_the_representative_is_named(consent, change, code):
    Representative.objects.update(**change)
    assert code in found()


@pytest.mark.parametrize(
    ("born", "code"), [(dt.date(2008, 10, 10), "PD_TURNED_18"), (dt.date(2008, 11, 1), "PD_TURNS_18_SOON")]
)
def test_coming_of_age_is_named_before_and_on_the_day(consent, born, code):
    Person.objects.filter(pk=consent.person_id).update(birth_date=born)
    assert code in found()


def test_evidence_names_its_population_and_is_done_when_all_have_consented(consent, in_college, people_in):
    (answer,) = evidence["consents_valid"].answer([ref()], TODAY)
    assert answer.state == "done" and answer.proved_on == dt.date(2026, 9, 15)
    assert "Наставники и наставляемые года" in answer.words
    people_in(in_college, 1, marks=["mentor"])
    (answer,) = evidence["consents_valid"].answer([ref()], TODAY)
    assert (answer.state, answer.done, answer.total) == ("part", 1, 2)
    (minors,) = evidence["representative_consents_valid"].answer([ref()], TODAY)
    assert minors.state == "done"
    (duties,) = evidence["duties_consents"].answer([ref()], TODAY)
    assert duties.state == "none" and "Пар работников" in duties.words


def test_merge_moves_consents_and_destruction_leaves_only_the_fact(consent, in_college, people_in):
    (other,) = people_in(in_college, 1, kind="student")
    source = person_data["consents"]
    source.move(consent.person_id, other.pk)
    assert source.find(other.pk) == 1 and source.find(consent.person_id) == 0
    assert source.export(other.pk)[0]["дата"] == "2026-09-15"
    source.destroy(other.pk)
    assert Consent.objects.get().scan is None


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("7K3M9 QX2PA", ["7K3M9QX2PA"]),
        ("7k3m9qx2pa 2222222222", ["7K3M9QX2PA", "2222222222"]),
        ("7K3M9QX2PA\n7K3M9QX2PA", ["7K3M9QX2PA"]),
        ("7K3M9QX2PA2222222222", ["7K3M9QX2PA", "2222222222"]),
        ("7K3M9QX2PA/001; ABC", ["7K3M9QX2PA", "ABC"]),
        (" , ; ", []),
    ],
)
def test_codes_are_read_however_they_are_pasted(typed, codes):
    assert split_codes(typed) == codes


def test_birthday_tomorrow_still_counts_today(consent, child):
    Person.objects.filter(pk=child.pk).update(birth_date=dt.date(2008, 10, 11))
    assert "PD_TURNED_18" not in found(TODAY)
    with clock.at(dt.datetime(2026, 10, 11, 9, tzinfo=dt.UTC)):
        assert "PD_TURNED_18" in found(dt.date(2026, 10, 11))
