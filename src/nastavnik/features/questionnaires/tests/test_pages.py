"""Pages of those who answer and of those who ask, through HTTP."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nastavnik.features.questionnaires import rules, services
from nastavnik.features.questionnaires.models import Campaign, Draft, Response
from nastavnik.features.questionnaires.ready.ready import ready_questionnaire, ready_questionnaires
from nastavnik.features.questionnaires.tasks import paper_items
from nastavnik.kernel import scope

SKILL = ready_questionnaire("Q-MR-SHORT").item("RS1").options[0].code
FILLED = {"q_RS1": [SKILL], "q_RS2": "2", "q_RS3": ["mon_evening"]}


def url(name, *args):
    return reverse(f"questionnaires:{name}", args=args)


def page(response):
    return response.content.decode().replace("\u00a0", " ")


def test_a_person_answers_question_by_question_and_sends(opened, campaign, workers):
    browser = opened("survey", workers[0])
    assert "Начать анкету" in page(browser.get(url("survey")))
    for number, (name, value) in enumerate([*FILLED.items(), ("q_RS4", [])], start=1):
        answer = browser.post(url("survey_one", number), {name: value, "asked": name[2:], "go": "next"})
        assert answer.status_code == 302, page(answer)
    assert answer["Location"] == url("survey_check")
    assert Draft.objects.get().answers["RS2"] == 2
    assert "Отправить ответы" in page(browser.get(url("survey_check")))
    assert browser.post(url("survey_send"))["Location"] == url("survey_done")
    [response] = Response.objects.all()
    assert (response.person_id, response.way) == (workers[0].pk, "link")
    assert not Draft.objects.exists()


@pytest.mark.threat("T027")
def test_looking_at_every_page_of_a_link_submits_nothing(opened, workers):
    browser = opened("survey", workers[0])
    for name, args in (
        ("survey", ()),
        ("survey_one", (1,)),
        ("survey_all", ()),
        ("survey_check", ()),
        ("survey_done", ()),
    ):
        assert browser.get(url(name, *args)).status_code == 200
    assert browser.get(url("survey_send")).status_code == 405
    assert not Response.objects.exists()
    assert not Draft.objects.exists()


@pytest.mark.threat("T029")
def test_two_tabs_and_a_double_click_make_one_answer(opened, workers):
    browser = opened("survey", workers[0])
    assert browser.post(url("survey_all"), FILLED).status_code == 302
    second = browser.post(url("survey_all"), {**FILLED, "q_RS2": "5"})
    assert "Анкета уже заполнена" in page(second)
    [response] = Response.objects.all()
    assert response.answers["RS2"] == 2


@pytest.mark.threat("T030")
def test_a_wrong_value_is_named_beside_its_question_and_the_rest_stays(opened, workers):
    browser = opened("survey", workers[0])
    answer = browser.post(url("survey_all"), {**FILLED, "q_RS2": "77", "q_XX": "1"})
    text = page(answer)
    assert answer.status_code == 422
    assert "Нужно число от 1 до 5" in text
    assert "Вопроса «XX» в этой анкете нет" in text
    assert 'value="mon_evening" checked' in text
    assert not Response.objects.exists()


def test_without_consent_the_link_says_what_is_needed_first(opened, workers):
    browser = opened("survey", workers[2])
    for name, args in (("survey", ()), ("survey_one", (1,)), ("survey_all", ())):
        assert "Сначала нужно согласие" in page(browser.get(url(name, *args)))
    browser.post(url("survey_all"), FILLED)
    assert not Response.objects.exists()


def test_the_common_link_knows_a_person_by_name_and_year(opened, workers):
    browser = opened("survey_open")
    assert browser.get(url("survey"))["Location"] == url("survey_who")
    wrong = browser.post(url("survey_who"), {"name": workers[0].full_name, "birth_year": "1971"})
    assert "такого имени с таким годом рождения нет" in page(wrong)
    right = browser.post(url("survey_who"), {"name": "петр ильич березкин", "birth_year": "1985"})
    assert right["Location"] == url("survey")
    browser.post(url("survey_all"), FILLED)
    assert Response.objects.get().way == "open"
    assert browser.get(url("survey"))["Location"] == url("survey_who")


def test_a_name_not_on_the_list_waits_for_the_curator(opened, campaign):
    browser = opened("survey_open")
    data = {"name": "Неведомский Пётр", "birth_year": "1985", "place": "А-1", "without_list": "1"}
    assert browser.post(url("survey_who"), data)["Location"] == url("survey_all")
    assert browser.post(url("survey_all"), FILLED)["Location"] == url("survey_done")
    assert campaign.waiting.get().name == "Неведомский Пётр"


@pytest.mark.threat("T113")
def test_the_kiosk_ends_the_staff_session_and_keeps_nothing_of_the_last_one(curator, campaign, workers, signed_in):
    browser = signed_in(curator)
    assert browser.post(url("kiosk", campaign.pk))["Location"] == url("survey_who")
    assert browser.get(url("campaign", campaign.pk)).status_code == 302
    group = "Работники и другие"
    sat = browser.post(url("survey_who"), {"group": group, "person": str(workers[0].pk), "birth_year": "1985"})
    assert sat["Location"] == url("survey")
    browser.post(url("survey_one", 2), {"q_RS2": "3", "go": "next"})
    browser.get(url("survey_leave"))
    assert not Draft.objects.exists()
    assert browser.get(url("survey"))["Location"] == url("survey_who")
    browser.post(url("survey_who"), {"group": group, "person": str(workers[1].pk), "birth_year": "1985"})
    browser.post(url("survey_all"), FILLED)
    assert Response.objects.get().person_id == workers[1].pk
    assert workers[1].last not in page(browser.get(url("survey_who") + f"?group={group}"))


def test_the_kiosk_asks_for_the_right_year(opened, workers):
    browser = opened("survey_kiosk")
    answer = browser.post(
        url("survey_who"), {"group": "Работники и другие", "person": str(workers[0].pk), "birth_year": "2001"}
    )
    assert answer.status_code == 422
    assert "Год рождения не совпал" in page(answer)


@pytest.mark.threat("T022")
def test_years_of_birth_are_not_guessed_in_the_kiosk_and_others_go_on(opened, workers):
    def sits(person, year):
        data = {"group": "Работники и другие", "person": str(person.pk), "birth_year": str(year)}
        return opened("survey_kiosk").post(url("survey_who"), data)  # each time a browser of its own

    assert {sits(workers[0], year).status_code for year in range(1950, 1956)} == {422}
    assert sits(workers[0], 1985).status_code == 429
    assert sits(workers[1], 1985)["Location"] == url("survey")


@pytest.mark.threat("T022")
def test_a_new_session_of_the_common_link_brings_no_new_tries(opened, workers):
    def names_himself(year):
        browser = opened("survey_open")
        session = browser.session
        session.pop("survey_tries", None)
        session.save()
        return browser.post(url("survey_who"), {"name": workers[0].full_name, "birth_year": str(year)})

    assert {names_himself(year).status_code for year in range(1950, 1956)} == {200}
    assert names_himself(1985).status_code == 429


def test_a_curator_starts_a_campaign_and_types_an_answer_from_paper(curator_client, workers, curator):
    form = {
        "questionnaire": "Q-MR-SHORT", "side": "mentor", "people": ["workers"],
        "opens_on": "2026-10-10", "closes_on": "20.10.2026",
    }  # fmt: skip
    made = curator_client.post(url("new"), form)
    assert made.status_code == 302, page(made)
    shown = page(curator_client.get(made["Location"]))
    assert "Ответили 0 из 3" in shown
    campaign = queries_campaign(curator)
    code = campaign.invitations.get(person=workers[0]).code
    paper = url("paper", campaign.pk)
    assert "Берёзкин" in page(curator_client.get(paper, {"code": code.lower()}))
    done = curator_client.post(paper, {**FILLED, "code": code, "filled_on": "09.10.2026"})
    assert done.status_code == 302, page(done)
    assert Response.objects.get().filled_on.isoformat() == "2026-10-09"
    assert "Прочитать ответы" in page(curator_client.get(url("campaign", campaign.pk)))


def queries_campaign(curator):
    from nastavnik.features.questionnaires.models import Campaign

    with scope.within(curator.organization):
        return Campaign.objects.get()


def test_pages_of_the_staff_open_and_export_is_a_table(curator_client, campaign, workers, curator):
    services.submit(
        by=curator,
        campaign=campaign,
        person=workers[0],
        answers={"RS1": [SKILL], "RS2": "1", "RS3": ["mon_day"]},
        way="paper",
    )
    answered = Response.objects.get()
    for name, args in (
        ("list", ()), ("new", ()), ("preview", ("Q-ME-SS",)), ("campaign", (campaign.pk,)), ("answers", (campaign.pk,)),
        ("paper", (campaign.pk,)), ("response", (answered.pk,)),
    ):  # fmt: skip
        assert curator_client.get(url(name, *args)).status_code == 200, name
    table = curator_client.get(url("export", campaign.pk))
    assert table["Content-Type"].endswith("spreadsheetml.sheet")
    assert curator_client.post(url("open_link", campaign.pk)).status_code == 200


def test_personal_links_are_offered_only_with_a_public_address(curator_client, campaign, settings):
    assert "Выдать личные ссылки" not in page(curator_client.get(url("campaign", campaign.pk)))
    assert curator_client.post(url("slips", campaign.pk)).status_code == 409
    settings.PUBLIC_URL = "https://mentoring.example.org"
    slips = page(curator_client.post(url("slips", campaign.pk)))
    assert slips.count("https://mentoring.example.org/l/") == 3


def test_every_ready_questionnaire_prints_with_its_questions():
    from nastavnik.engines import papers

    base = papers.sample("questionnaire")
    for code in ("Q-MR", "Q-ME-TT", "Q-PREF"):
        ready = ready_questionnaire(code)
        data = {**base, "title": ready.title, "intro": ready.intro, "items": paper_items(ready)}
        text = papers.text_of(papers.build(papers.load("questionnaire"), data, code="ABCDEFGHJK"))
        assert ready.items[0].text.replace("\u00a0", " ")[:30] in text.replace("\u00a0", " ")


def test_end_of_a_campaign_says_first_what_will_be_lost(opened, campaign, workers, curator_client):
    phone = opened("survey", workers[0])
    phone.post(url("survey_one", 2), {"q_RS2": "2", "asked": "RS2", "go": "next"})
    asked = page(curator_client.get(url("close", campaign.pk)))
    assert "Не ответили: 3 человека" in asked and "Начатые и не отправленные ответы сотрём: 1" in asked
    campaign.refresh_from_db()
    assert campaign.closed_at is None and Draft.objects.exists()
    assert curator_client.post(url("close", campaign.pk)).status_code == 302
    campaign.refresh_from_db()
    assert campaign.closed_at is not None


def test_who_lacks_a_consent_has_a_next_step_on_the_page_of_the_campaign(campaign, workers, curator_client):
    shown = page(curator_client.get(url("campaign", campaign.pk)))
    assert reverse("consents:person", args=[workers[2].pk]) in shown
    assert reverse("consents:person", args=[workers[0].pk]) not in shown


def test_kiosk_keeps_the_chosen_name_and_year_when_they_do_not_fit(opened, workers):
    workers[0].birth_date = dt.date(1980, 5, 1)
    workers[0].save()
    browser = opened("survey_kiosk")
    group = "Работники и другие"
    answer = page(browser.post(url("survey_who"), {"group": group, "person": workers[0].pk, "birth_year": "1981"}))
    assert "Год рождения не совпал" in answer
    assert f'value="{workers[0].pk}" checked' in answer and 'value="1981"' in answer


@pytest.mark.threat("T050")
def test_what_is_asked_without_names_is_never_started_with_names(curator_client, campaign):
    """Answers without names are taken on paper only: no request makes a campaign of such a questionnaire."""
    nameless = [item for item in ready_questionnaires().values() if rules.refusal_of(item.level)]
    assert nameless
    for item in nameless:
        answer = curator_client.post(
            url("new"),
            {
                "questionnaire": item.code, "side": "mentor", "people": ["marked"], "level": "internal",
                "opens_on": "2026-10-10", "closes_on": "20.10.2026",
            },
        )  # fmt: skip
        assert answer.status_code == 422, item.code
    assert list(Campaign.objects.all()) == [campaign]


@pytest.mark.threat("T119")
def test_results_without_answers_say_so_instead_of_nought_percent(curator_client, campaign):
    shown = page(curator_client.get(url("answers", campaign.pk)))
    assert "Ответов пока нет" in shown and "%" not in shown.split("<main")[-1]
