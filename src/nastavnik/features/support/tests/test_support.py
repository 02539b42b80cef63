"""Care for those without a pair: nobody is forgotten, notes are their author's alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from nastavnik.features.consents import services as consents
from nastavnik.features.consents.models import Consent
from nastavnik.features.matching import services as matching
from nastavnik.features.people import services as people
from nastavnik.features.support import offers, queries, services
from nastavnik.features.support.models import ConfidentialNote, SupportCase
from nastavnik.kernel import actors, journal, memo
from nastavnik.kernel.contracts import ActivityRef
from nastavnik.kernel.errors import Denied, InputRefused, WrongState
from nastavnik.kernel.tenancy import Membership

TODAY = dt.date(2026, 10, 10)
SECRET = "Сказала, что боится ходить мимо мастерской"


@pytest.fixture
def person(in_college: Any, people_in: Any, curator: Any) -> Any:
    [found] = people_in(in_college, 1)
    consents.record_prior(by=curator, person=found, kind="consent_pd_adult", on=dt.date(2026, 9, 20), number="7-с")
    return found


@pytest.fixture
def case(person: Any, curator: Any) -> SupportCase:
    return services.open_case(by=curator, person=person, reason="Наставника по химии нет")


@pytest.fixture
def supporter(in_college: Any, actor_in: Any) -> Any:
    return actor_in(in_college, "supporter")


def ref(year: Any, *forms: str) -> ActivityRef:
    import uuid

    return ActivityRef(uuid.uuid4(), uuid.uuid4(), year.pk, "unpaired_support", forms=forms)


def test_opening_twice_is_one_case(case, person, curator):
    assert services.open_case(by=curator, person=person, reason="снова").pk == case.pk


@pytest.mark.threat("T032")
def test_without_consent_no_case_is_opened(in_college, people_in, curator):
    stranger = people_in(in_college, 2)[1]
    with pytest.raises(WrongState, match="согласи"):
        services.open_case(by=curator, person=stranger, reason="")


@pytest.mark.threat("T037")
def test_withdrawal_closes_the_case_and_hides_it_at_once(case, person, curator):
    consents.withdraw(by=curator, consent=Consent.objects.get(person=person), on=TODAY)
    case.refresh_from_db()
    assert case.closed_on and not queries.visible_cases(curator).exists()


@pytest.mark.threat("T007")
@pytest.mark.threat("T008")
def test_notes_open_to_their_author_only(case, in_college, supporter, curator, director, actor_in, signed_in):
    services.add_note(by=supporter, case=case, text=SECRET)
    colleague = actor_in(in_college, "supporter", login="second-supporter")
    assert [note.text for note in services.read_notes(by=supporter, case=case)] == [SECRET]
    assert services.read_notes(by=colleague, case=case) == []
    for actor in (curator, director, actors.shell(in_college), actors.system(in_college)):
        with pytest.raises(Denied):
            services.read_notes(by=actor, case=case)
    url = f"/support/{case.pk}/notes/"
    assert SECRET in signed_in(supporter).get(url).content.decode()
    assert SECRET not in signed_in(colleague).get(url).content.decode()
    for actor in (curator, director):
        assert signed_in(actor).get(url).status_code == 404
        page = signed_in(actor).get(f"/support/{case.pk}/")
        assert page.status_code == 200 and SECRET not in page.content.decode()
        assert f"{case.pk}/notes/" not in page.content.decode()
        assert "сделана закрытая" not in page.content.decode().lower(), "not even that there is a note"


@pytest.mark.threat("T014")
def test_neither_journal_nor_export_nor_card_holds_the_text_of_a_note(case, supporter, curator, signed_in, person):
    services.add_note(by=supporter, case=case, text=SECRET)
    services.read_notes(by=supporter, case=case)
    lines = journal.history(case)
    assert {"support.note_written", "support.notes_read"} <= {line.action for line in lines}
    assert SECRET not in str([line.values for line in lines])
    from nastavnik.features.support import personal

    assert SECRET not in str(personal.export(person.pk))
    assert SECRET.encode() not in signed_in(curator).get("/support/?export=xlsx").content


@pytest.mark.threat("T009")
def test_notes_of_one_who_left_open_only_to_the_supporter_the_director_names(
    case, in_college, supporter, director, curator, actor_in
):
    services.add_note(by=supporter, case=case, text=SECRET)
    heir = actor_in(in_college, "supporter", login="heir")
    other = actor_in(in_college, "supporter", login="other-supporter")
    with pytest.raises(WrongState, match="работает"):
        services.name_successor(by=director, author_id=supporter.account_id, successor_id=heir.account_id)
    Membership.objects.filter(account_id=supporter.account_id).update(ended_at=dt.datetime(2026, 10, 9, tzinfo=dt.UTC))
    with pytest.raises(Denied):
        services.name_successor(by=curator, author_id=supporter.account_id, successor_id=heir.account_id)
    with pytest.raises(InputRefused):
        services.name_successor(by=director, author_id=supporter.account_id, successor_id=director.account_id)
    services.name_successor(by=director, author_id=supporter.account_id, successor_id=heir.account_id)
    assert [note.text for note in services.read_notes(by=heir, case=case)] == [SECRET]
    assert services.read_notes(by=other, case=case) == []


def test_a_case_goes_from_opening_to_outcome_on_its_pages(case, supporter, signed_in, curator):
    client = signed_in(supporter)
    page = f"/support/{case.pk}/"
    helper = people.add_person(by=curator, last="Добрынина", first="Вера", kind="worker")
    assert client.post(page + "assign/", {"supporter": helper.last}).status_code == 302
    late = client.post(page + "step/", {"on": "11.10.2026", "text": "Завтрашний разговор"})
    assert late.status_code == 422 and "Завтрашний разговор" in late.content.decode()
    assert client.post(page + "step/", {"on": "09.10.2026", "text": "Поговорили о расписании"}).status_code == 302
    assert "Поговорили" in client.get(page).content.decode()
    assert client.post(page + "close/", {"outcome": "Другое", "words": ""}).status_code == 422
    assert client.post(page + "close/", {"outcome": "Пара найдена", "words": ""}).status_code == 302
    case.refresh_from_db()
    assert case.closed_on == TODAY and case.outcome == "Пара найдена"
    assert client.post(page + "reopen/").status_code == 302
    assert "Специалист" in client.get("/support/").content.decode()


def test_after_a_closed_round_the_checker_and_the_plan_ask_for_care_until_it_is_there(solved, curator):
    year = solved.program_year
    assert offers._supported([ref(year)], TODAY)[0].state == "none"
    matching.publish(by=curator, round_=solved)
    matching.close(by=curator, round_=solved)
    assert offers._supported([ref(year)], TODAY)[0].state == "done"
    assert offers._supported([ref(year, "student_student")], TODAY)[0].state == "none"
    assert list(offers._no_care(TODAY)) == []
    SupportCase.objects.first().delete()
    [finding] = offers._no_care(TODAY)
    assert finding.rule == "MENTEE_NO_PAIR_NO_CARE"
    assert offers._supported([ref(year)], TODAY)[0].state == "part"
    assert services.open_all(by=curator) == 1
    assert list(offers._no_care(TODAY)) == []


@pytest.mark.parametrize("size", [3, 12])
def test_list_of_cases_asks_the_same_number_of_questions_at_any_size(
    in_college, people_in, curator, curator_client, django_assert_max_num_queries, size
):
    for found in people_in(in_college, size):
        consents.record_prior(by=curator, person=found, kind="consent_pd_adult", on=dt.date(2026, 9, 20), number="7")
        services.open_case(by=curator, person=found, reason="Пары нет")
    curator_client.get("/support/")
    memo.forget()
    with django_assert_max_num_queries(60):
        assert curator_client.get("/support/").status_code == 200


def test_notes_are_destroyed_with_the_persons_data(case, supporter, person):
    from nastavnik.features.support import personal

    services.add_note(by=supporter, case=case, text=SECRET)
    personal.destroy(person.pk)
    assert not ConfidentialNote.objects.exists()
