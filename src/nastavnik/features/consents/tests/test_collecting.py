"""A stack of signed sheets is marked by ticks: what is ticked counts, what is not goes on being awaited."""

from __future__ import annotations

from nastavnik.features.consents import services
from nastavnik.features.consents.models import Consent, ConsentSheet

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
