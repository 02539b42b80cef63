"""A stack of signed sheets is marked by ticks: what is ticked counts, what is not goes on being awaited."""

from __future__ import annotations

import datetime as dt

import pytest

from nastavnik.features.consents import services
from nastavnik.features.consents.findings import wrong_representative
from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.people import services as people

URL = "/consents/collect/"


def printed(curator, people):
    return services.prepare_sheets(by=curator, kind="consent_pd_adult", person_ids=[one.pk for one in people])


def test_sheets_of_the_filter_are_offered_all_ticked(curator_client, curator, in_college, people_in):
    people = people_in(in_college, 3, marks=["mentor"])
    printed(curator, people)
    page = curator_client.post(URL).content.decode()
    assert page.count('name="sheet"') == 3 and page.count(" checked") == 3
    assert not Consent.objects.exists()


def test_ticked_sheets_count_from_the_date_on_paper_and_others_are_awaited(
    curator_client, curator, in_college, people_in
):
    people = people_in(in_college, 3, marks=["mentor"])
    sheets = printed(curator, people)
    answer = curator_client.post(
        URL,
        {
            "person": [one.pk for one in people],
            "sheet": [sheets[0].pk, sheets[2].pk],
            "on": "2026-10-08",
            "requisites_checked": "1",
        },
    )
    assert answer.status_code == 302
    assert {str(one.given_on) for one in Consent.objects.all()} == {"2026-10-08"}
    assert set(Consent.objects.values_list("sheet_id", flat=True)) == {sheets[0].pk, sheets[2].pk}
    again = curator_client.post(URL).content.decode()
    assert again.count('name="sheet"') == 1 and sheets[1].code in again


def test_without_a_date_or_a_tick_nothing_is_marked_and_ticks_stay(curator_client, curator, in_college, people_in):
    people = people_in(in_college, 2, marks=["mentor"])
    sheets = printed(curator, people)
    ids = [one.pk for one in people]
    undated = curator_client.post(URL, {"person": ids, "sheet": [sheets[0].pk], "on": ""})
    assert undated.status_code == 422 and undated.content.decode().count(" checked") == 1
    unticked = curator_client.post(URL, {"person": ids, "on": "2026-10-08"})
    assert unticked.status_code == 422 and "Не отмечен ни один лист" in unticked.content.decode()
    assert not Consent.objects.exists()


def test_a_refused_sheet_stays_on_the_page_with_the_reason(curator_client, curator, in_college, people_in):
    people = people_in(in_college, 2, marks=["mentor"])
    sheets = printed(curator, people)
    answer = curator_client.post(
        URL, {"person": [one.pk for one in people], "sheet": [item.pk for item in sheets], "on": "2026-10-30"}
    )
    assert answer.status_code == 422 and "ещё не наступила" in answer.content.decode()
    assert not Consent.objects.exists()


def test_a_sheet_of_another_organisation_is_not_touched(
    curator_client, curator, in_college, people_in, lyceum, actor_in, signed_in
):
    people = people_in(in_college, 1, marks=["mentor"])
    [sheet] = printed(curator, people)
    stranger = signed_in(actor_in(lyceum, "curator"))
    answer = stranger.post(URL, {"person": [people[0].pk], "sheet": [sheet.pk], "on": "2026-10-08"})
    assert answer.status_code == 404
    assert not Consent.objects.exists() and ConsentSheet.objects.filter(pk=sheet.pk).exists()


@pytest.mark.parametrize("ticked", [True, False])
def test_the_right_of_a_parent_is_confirmed_with_the_stack(curator_client, curator, in_college, ticked):
    child = people.add_person(
        by=curator, last="Ольхин", first="Лев", kind="student", birth_date=dt.date(2011, 4, 2), marks=["mentee"]
    )
    parent = people.add_person(by=curator, last="Ольхина", first="Анна", kind="representative")
    tie = people.add_representative(by=curator, child=child, adult=parent, relation="mother")
    sheets = [
        services.prepare_sheets(by=curator, kind=kind, person_ids=[child.pk])[0]
        for kind in ("consent_pd_minor", "consent_mentee_participation")
    ]
    found = {"person": [child.pk], "sheet": [sheet.pk for sheet in sheets], "on": "08.10.2026"}
    curator_client.post(URL, found | ({"authority_checked": "on"} if ticked else {}))
    tie.refresh_from_db()
    assert Consent.objects.filter(person=child).count() == 2
    assert tie.authority_checked_on == (dt.date(2026, 10, 8) if ticked else None)
    assert len(list(wrong_representative(dt.date(2026, 10, 10)))) == (0 if ticked else 1), "one remark for one tie"
