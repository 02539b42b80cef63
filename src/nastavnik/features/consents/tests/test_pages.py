"""The line on paper: who owes, print, mark by the code, withdraw."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nastavnik.features.consents import queries, services
from nastavnik.features.consents.models import Consent, ConsentSheet, Withdrawal
from nastavnik.features.people import services as people
from nastavnik.features.people.models import Person
from nastavnik.kernel import files, jobs
from nastavnik.kernel.journal import JournalEntry
from nastavnik.kernel.protocols import may_use
from tests.fixtures import make_people

TODAY = dt.date(2026, 10, 10)


@pytest.fixture
def mentors(in_college, people_in):
    return people_in(in_college, 3, marks=["mentor"])


@pytest.fixture
def child(in_college, people_in, curator):
    (made,) = people_in(in_college, 1, kind="student", group="ТМ-21", marks=["mentee"])
    mother = people.add_person(by=curator, last="Берёзкина", first="Анна", middle="Олеговна", kind="representative")
    people.add_representative(by=curator, child=made, adult=mother, relation="mother", authority_checked_on=TODAY)
    return made


def sheets_of(client, **data):
    answer = client.post(reverse("consents:prepare"), data)
    assert answer.status_code == 302, answer.content.decode()
    return answer


def mark(client, codes, **extra):
    return client.post(reverse("consents:mark"), {"codes": codes, "on": "2026-10-09", **extra})


def test_list_says_who_owes_what_and_who_signs(curator_client, mentors, child):
    page = curator_client.get(reverse("consents:list")).content.decode()
    assert "Согласия есть у\u00a00\u00a0из\u00a04, ждём четверых" in page
    assert "Берёзкина\u00a0А.\u00a0О." in page
    assert "представителя на обработку данных" in page


@pytest.mark.threat("T035")
def test_paper_goes_from_print_to_marked_by_code_alone(curator_client, in_college, mentors, child):
    sheets_of(curator_client)
    assert jobs.run_all() == 1
    job = jobs.Job.objects.get()
    assert job.state == "done", job.message
    pdf = files.read(files.StoredFile.objects.get(pk=job.result["files"][0]["file"]))
    assert pdf.startswith(b"%PDF")
    sheets = list(ConsentSheet.objects.order_by("pk"))
    assert len(sheets) == 4
    answer = mark(curator_client, " ".join(sheet.code for sheet in sheets), requisites_checked="on")
    assert answer.status_code == 302
    assert "on=2026-10-09" in answer["Location"]
    page = curator_client.get(answer["Location"]).content.decode()
    assert "Отмечено 4\u00a0листа" in page
    assert not queries.lacks_of([person.pk for person in [*mentors, child]], "bank", TODAY)
    assert "получены все" in curator_client.get(reverse("consents:list")).content.decode()


def test_wrong_codes_stay_to_be_mended_and_right_ones_are_marked(curator_client, in_college, mentors):
    sheets_of(curator_client)
    code = ConsentSheet.objects.first().code
    answer = mark(curator_client, f"{code} AAAAAAAAA2")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "AAAAAAAAA2" in page and "не бывает" in page
    assert f'value="{code}' not in page
    assert Consent.objects.count() == 1


@pytest.mark.threat("T029")
def test_sheet_marked_twice_is_one_consent(curator_client, in_college, mentors):
    sheets_of(curator_client)
    code = ConsentSheet.objects.first().code
    mark(curator_client, code)
    mark(curator_client, f"{code[:5]} {code[5:].lower()}")
    assert Consent.objects.count() == 1


@pytest.mark.threat("T035")
def test_consent_from_before_needs_a_number_or_a_scan(curator_client, in_college, mentors):
    person = mentors[0]
    url = reverse("consents:prior", args=[person.pk])
    data = {"kind": "consent_pd_mentor", "on": "2026-09-01", "given_by": str(person.pk)}
    refused = curator_client.post(url, data)
    assert refused.status_code == 422 and "номер подписанного листа" in refused.content.decode()
    assert not Consent.objects.exists()
    assert curator_client.post(url, data | {"number": "17"}).status_code == 302
    assert may_use(person.pk, "bank", TODAY) is None


@pytest.mark.threat("T037")
def test_withdrawal_shows_consequences_first_and_acts_at_once(curator_client, in_college, mentors):
    sheets_of(curator_client, person=str(mentors[0].pk))
    mark(curator_client, ConsentSheet.objects.get().code)
    consent = Consent.objects.get()
    url = reverse("consents:withdraw", args=[consent.pk])
    page = curator_client.get(url).content.decode()
    assert "сразу выйдет из банка" in page and "Подписанные приказы" in page
    assert not Withdrawal.objects.exists()
    data = {"on": "2026-10-10", "received_on": "2026-10-10"}
    assert curator_client.post(url, data).status_code == 302
    assert may_use(mentors[0].pk, "bank", TODAY) is not None
    assert "Отозвано" in curator_client.get(reverse("consents:consent", args=[consent.pk])).content.decode()


@pytest.mark.threat("T036")
def test_signed_sheet_keeps_its_wording_when_the_text_changes(curator_client, curator, in_college, mentors):
    sheets_of(curator_client, person=str(mentors[0].pk))
    mark(curator_client, ConsentSheet.objects.get().code)
    consent = Consent.objects.get()
    source = services.text_in_force("consent_pd_mentor", TODAY).text
    services.change_text(by=curator, kind="consent_pd_mentor", text=source.replace("свободно", "добровольно"), on=TODAY)
    consent.refresh_from_db()
    assert consent.text.version == 1 and consent.text.text == source
    (sheet,) = services.prepare_sheets(by=curator, kind="consent_pd_mentor", person_ids=[mentors[1].pk])
    assert sheet.text.version == 2


def test_tutor_sees_and_prints_slips_of_own_groups_only(in_college, people_in, actor_in, signed_in, child):
    (tutor,) = people_in(in_college, 1)
    people_in(in_college, 2, kind="student", group="ЭЛ-11", marks=["mentee"])
    group = child.group
    group.tutor = tutor
    group.save()
    client = signed_in(actor_in(in_college, "tutor", person=tutor))
    page = client.get(reverse("consents:list")).content.decode()
    assert "ТМ-21" in page and "ЭЛ-11" not in page.split("<tbody>")[1]
    assert "Напечатать листы" not in page
    assert client.post(reverse("consents:prepare")).status_code in (403, 404)
    assert client.post(reverse("consents:slips")).status_code == 302
    assert jobs.run_all() == 1
    assert jobs.Job.objects.get().state == "done"
    foreign = Person.objects.filter(group__name="ЭЛ-11").first()
    assert client.post(reverse("consents:slips"), {"person": str(foreign.pk)}).status_code == 404


def test_export_is_recorded_with_the_count(curator_client, in_college, mentors):
    answer = curator_client.get(reverse("consents:list") + "?export=xlsx")
    assert answer["Content-Type"].endswith("sheet")
    assert JournalEntry.objects.get(action="consents.exported").value.values == {"count": 3}


def test_number_from_the_paper_register_is_typed_later_and_not_twice(curator_client, in_college, mentors):
    sheets_of(curator_client)
    mark(curator_client, " ".join(ConsentSheet.objects.values_list("code", flat=True)))
    first, second, _ = Consent.objects.all()
    assert curator_client.post(reverse("consents:number", args=[first.pk]), {"number": "12"}).status_code == 302
    refused = curator_client.post(reverse("consents:number", args=[second.pk]), {"number": "12"})
    assert refused.status_code == 422 and "уже стоит" in refused.content.decode()


@pytest.mark.parametrize("count", [5, 60])
def test_list_asks_the_database_a_bounded_number_of_times(
    curator_client, in_college, people_in, django_assert_max_num_queries, count
):
    people_in(in_college, count, kind="student", group="ТМ-21", marks=["mentee"])
    with django_assert_max_num_queries(32):
        curator_client.get(reverse("consents:list"))


def test_people_of_another_organisation_are_refused_whole(curator_client, in_college, lyceum, mentors):
    (foreign,) = make_people(lyceum, 1)
    answer = curator_client.post(reverse("consents:prepare"), {"person": [str(mentors[0].pk), str(foreign.pk)]})
    assert answer.status_code == 404
    assert not ConsentSheet.objects.exists()
