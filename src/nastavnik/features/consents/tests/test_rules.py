"""Which consent counts when: kinds × ages × dates × withdrawal."""

from __future__ import annotations

import dataclasses
import datetime as dt
from uuid import UUID

import pytest

from nastavnik.features.consents.rules import covered_since, lacks, needs_own_signature
from nastavnik.features.consents.standing import Given, Subject

CHILD, MOTHER = UUID(int=1), UUID(int=2)
ON = dt.date(2026, 10, 10)
MINOR = Subject(CHILD, "Ежов П. И.", "student", dt.date(2009, 5, 20))
ADULT = dataclasses.replace(MINOR, birth_date=dt.date(2008, 10, 10))  # eighteen this very day
WORKER = Subject(CHILD, "Дубов П. И.", "worker", None)


def consent(kind, *, by=CHILD, on=dt.date(2026, 9, 15), until=None, withdrawn=None, tie=True, preliminary=False):
    return Given(kind, CHILD, by, on, until, withdrawn, preliminary, False, tie)


FROM_MOTHER = consent("consent_pd_minor", by=MOTHER)


@pytest.mark.threat("T150")
@pytest.mark.parametrize(
    ("subject", "given", "missing"),
    [
        (MINOR, [], ["consent_pd_minor"]),
        (MINOR, [FROM_MOTHER], []),
        (MINOR, [consent("consent_pd_adult")], ["consent_pd_minor"]),  # a child can not consent alone
        (MINOR, [consent("consent_pd_minor")], ["consent_pd_minor"]),
        (MINOR, [dataclasses.replace(FROM_MOTHER, by_valid_representative=False)], ["consent_pd_minor"]),
        (MINOR, [dataclasses.replace(FROM_MOTHER, given_on=dt.date(2026, 10, 11))], ["consent_pd_minor"]),
        (MINOR, [dataclasses.replace(FROM_MOTHER, withdrawn_on=ON)], ["consent_pd_minor"]),
        (MINOR, [dataclasses.replace(FROM_MOTHER, withdrawn_on=dt.date(2026, 10, 11))], []),
        (MINOR, [dataclasses.replace(FROM_MOTHER, valid_to=dt.date(2026, 10, 9))], ["consent_pd_minor"]),
        (MINOR, [dataclasses.replace(FROM_MOTHER, valid_to=ON)], []),
        (MINOR, [dataclasses.replace(FROM_MOTHER, preliminary=True)], ["consent_pd_minor"]),
        (ADULT, [FROM_MOTHER], ["consent_pd_adult"]),  # the birthday ends the representative's consent
        (ADULT, [consent("consent_pd_adult")], []),
        (WORKER, [], ["consent_pd_mentor"]),
        (WORKER, [consent("consent_pd_mentor")], []),
    ],
)
def test_bank_needs_the_right_consent_on_the_day(subject, given, missing):
    assert [item.kind for item in lacks(subject, given, "bank", ON)] == missing


@pytest.mark.threat("T032")
def test_consent_of_one_purpose_is_not_used_for_another():
    given = [consent("consent_pd_mentor")]
    assert [item.kind for item in lacks(WORKER, given, "pair", ON, side="mentor")] == ["consent_mentor_participation"]
    assert [item.kind for item in lacks(WORKER, given, "distribution", ON)] == ["consent_distribution"]
    assert lacks(WORKER, [], "invite", ON) == []


def test_staff_pair_needs_duties_instead_of_participation():
    given = [consent("consent_pd_mentor"), consent("consent_mentor_participation")]
    assert [item.kind for item in lacks(WORKER, given, "staff_pair", ON)] == ["consent_duties"]
    assert lacks(WORKER, [*given, consent("consent_duties")], "staff_pair", ON) == []


@pytest.mark.threat("T033")
def test_objection_of_the_second_parent_stops_the_use():
    against = dataclasses.replace(MINOR, objects_since=dt.date(2026, 10, 1))
    (lack,) = lacks(against, [FROM_MOTHER], "bank", ON)
    assert lack.legal and "возражает" in lack.message
    assert lacks(dataclasses.replace(MINOR, objects_since=dt.date(2026, 10, 11)), [FROM_MOTHER], "bank", ON) == []


def test_student_without_birth_date_is_asked_for_it_first():
    (lack,) = lacks(dataclasses.replace(MINOR, birth_date=None), [consent("consent_pd_adult")], "bank", ON)
    assert "даты рождения" in lack.message


def test_order_may_not_be_earlier_than_the_last_needed_consent():
    given = [consent("consent_pd_mentor", on=dt.date(2026, 9, 1)), consent("consent_duties", on=dt.date(2026, 9, 20))]
    assert covered_since(WORKER, given, "staff_pair", ON) == dt.date(2026, 9, 20)
    assert covered_since(WORKER, given, "staff_pair", dt.date(2026, 9, 19)) is None


@pytest.mark.parametrize(("born", "asked"), [(dt.date(2012, 10, 10), True), (dt.date(2012, 10, 11), False)])
def test_own_signature_is_asked_from_the_fourteenth_birthday(born, asked):
    subject = dataclasses.replace(MINOR, birth_date=born)
    assert needs_own_signature(subject, "both_from_14", ON) is asked
    assert needs_own_signature(subject, "representative_only", ON) is False
