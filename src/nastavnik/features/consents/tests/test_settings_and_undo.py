"""The organisation's own rules are honoured: who signs at 14–17, for how long; a wrong mark is taken back with a trace."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

import pytest
from django.urls import reverse

from nastavnik.features.consents import papers, queries, services
from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.consents.rules import add_months, lacks
from nastavnik.features.consents.standing import Given, Subject
from nastavnik.features.organizations import settings
from nastavnik.features.people import services as people
from nastavnik.kernel import journal
from nastavnik.kernel.contracts import dues, finding_rules
from nastavnik.kernel.errors import DomainError, InputRefused, WrongState

TODAY = dt.date(2026, 10, 10)
CHILD, MOTHER = uuid.UUID(int=1), uuid.UUID(int=2)
ALONE = Subject(CHILD, "Ежов П. И.", "student", dt.date(2009, 5, 20), None, True)


@pytest.fixture
def rule(in_college):
    """`rule(code, value)`: the organisation's own setting."""

    def change(code, value):
        in_college.settings = {**in_college.settings, code: value}
        in_college.save()
        assert settings.get(in_college, code) == value

    return change


@pytest.fixture
def family(in_college, curator):
    child = people.add_person(
        by=curator, last="Орлов", first="Дмитрий", kind="student", group="ТМ-21", birth_date=dt.date(2009, 5, 20)
    )
    mother = people.add_person(by=curator, last="Орлова", first="Ирина", kind="representative")
    people.add_representative(by=curator, child=child, adult=mother, relation="mother")
    return child, mother


def own(kind="consent_pd_adult", by=CHILD):
    return Given(kind, CHILD, by, dt.date(2026, 9, 15), None, None, False, False, True)


@pytest.mark.parametrize(
    ("subject", "given", "purpose", "missing"),
    [
        (ALONE, [], "bank", ["consent_pd_adult"]),
        (ALONE, [own()], "bank", []),
        (ALONE, [own("consent_pd_minor", MOTHER)], "bank", []),  # taken before the act changed
        (ALONE, [own("consent_psych_diagnostics")], "psych", ["consent_psych_diagnostics"]),  # 273-ФЗ ст. 42
        (ALONE, [own("consent_psych_diagnostics", MOTHER)], "psych", []),
        (dataclasses.replace(ALONE, birth_date=dt.date(2012, 10, 11)), [own()], "bank", ["consent_pd_minor"]),  # 13
        (dataclasses.replace(ALONE, birth_date=dt.date(2012, 10, 10)), [own()], "bank", []),  # 14 today
        (dataclasses.replace(ALONE, alone_from_14=False), [own()], "bank", ["consent_pd_minor"]),
    ],
)
def test_by_the_act_those_of_fourteen_decide_alone(subject, given, purpose, missing):
    assert [item.kind for item in lacks(subject, given, purpose, TODAY)] == missing


def test_sheet_of_a_student_of_seventeen_is_signed_by_whom_the_act_says(family, curator, rule):
    child, mother = family
    (sheet,) = services.prepare_sheets(by=curator, kind="consent_image", person_ids=[child.pk])
    assert sheet.representative == mother
    services.void_sheet(by=curator, sheet=sheet)
    rule("consent_minor_policy", "self_from_14")
    (sheet,) = services.prepare_sheets(by=curator, kind="consent_image", person_ids=[child.pk])
    assert sheet.representative is None
    assert services.mark_given(by=curator, code=sheet.code, on=TODAY).given_by == child
    (psych,) = services.prepare_sheets(by=curator, kind="consent_psych_diagnostics", person_ids=[child.pk])
    assert psych.representative == mother


@pytest.mark.parametrize(
    ("day", "months", "until"),
    [
        (dt.date(2026, 10, 10), 12, dt.date(2027, 10, 10)),
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)),
        (dt.date(2027, 12, 31), 2, dt.date(2028, 2, 29)),
        (dt.date(2026, 12, 1), 1, dt.date(2027, 1, 1)),
    ],
)
def test_months_of_the_term_end_on_the_same_day(day, months, until):
    assert add_months(day, months) == until


def test_consent_ends_when_its_sheet_says(in_college, curator, people_in, rule):
    rule("consent_term_months", 3)
    (person,) = people_in(in_college, 1, marks=["mentor"])
    (sheet,) = services.prepare_sheets(by=curator, kind="consent_pd_mentor", person_ids=[person.pk])
    assert papers.sheet_data(sheet, in_college)["until"] == "2027-01-10"
    rule("consent_term_months", 12)  # the printed sheet keeps what is printed on it
    given = services.mark_given(by=curator, code=sheet.code, on=TODAY, requisites_checked=True)
    assert given.valid_to == dt.date(2027, 1, 10)
    assert not queries.lacks_of([person.pk], "bank", dt.date(2027, 1, 10))
    assert queries.lacks_of([person.pk], "bank", dt.date(2027, 1, 11))
    soon = dt.date(2026, 12, 20)
    assert [item.person_id for item in finding_rules["PD_CONSENT_EXPIRING"].check(soon)] == [person.pk]
    titles = [item.title for item in dues["consents"].items(curator, soon)]
    assert "Кончается срок согласий: 1\u00a0человек" in titles
    assert not [title for title in (i.title for i in dues["consents"].items(curator, TODAY)) if "Кончается" in title]


def test_consent_to_take_part_lasts_as_long_as_its_pair(in_college, curator, people_in):
    (person,) = people_in(in_college, 1)
    (sheet,) = services.prepare_sheets(by=curator, kind="consent_mentor_participation", person_ids=[person.pk])
    assert sheet.valid_to is None


def marked(curator, person, kind="consent_pd_mentor"):
    (sheet,) = services.prepare_sheets(by=curator, kind=kind, person_ids=[person.pk])
    return services.mark_given(by=curator, code=sheet.code, on=TODAY, requisites_checked=True)


def test_wrong_mark_goes_and_its_values_stay_in_the_journal(in_college, curator, people_in):
    (person,) = people_in(in_college, 1)
    given = marked(curator, person)
    with pytest.raises(InputRefused, match="в чём ошибка"):
        services.unmark(by=curator, consent=given, reason=" ")
    services.unmark(by=curator, consent=given, reason="лист однофамильца")
    assert not Consent.objects.exists() and queries.lacks_of([person.pk], "bank", TODAY)
    line = next(item for item in journal.history(person) if item.action == "consents.mark_undone")
    assert (line.values["kind"], line.values["on"], line.values["reason"]) == (
        "consent_pd_mentor", "2026-10-10", "лист однофамильца",
    )  # fmt: skip
    sheet = ConsentSheet.objects.get()
    assert services.mark_given(by=curator, code=sheet.code, on=TODAY).person == person  # the sheet waits again


def test_mark_with_a_withdrawal_or_by_a_link_is_not_undone(in_college, curator, people_in):
    first, second = people_in(in_college, 2)
    given = marked(curator, first)
    services.withdraw(by=curator, consent=given, on=TODAY)
    with pytest.raises(WrongState, match="отзыв"):
        services.unmark(by=curator, consent=given, reason="ошибка")
    other = marked(curator, second)
    Consent.objects.filter(pk=other.pk).update(way="link")
    other.refresh_from_db()
    with pytest.raises(DomainError, match="по ссылке"):
        services.unmark(by=curator, consent=other, reason="ошибка")


def test_consequences_stand_before_the_button(in_college, curator, curator_client, people_in):
    given = marked(curator, people_in(in_college, 1)[0])
    address = reverse("consents:unmark", args=[given.pk])
    assert address in curator_client.get(reverse("consents:consent", args=[given.pk])).content.decode()
    assert "выйдет из банка" in curator_client.get(address).content.decode()
    assert curator_client.post(address, {"reason": ""}).status_code == 422
    curator_client.post(address, {"reason": "лист однофамильца"})
    assert not Consent.objects.exists()
