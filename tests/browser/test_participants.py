"""Those who take part, on a phone of 390 px: a mentee from the invitation to the programme, a mentor, a parent."""

from __future__ import annotations

import re

import pytest

from tests.browser.serving import AXE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 390, "height": 844}
OWN_PASSWORD = "синичка-у-окна-8"


def shown(page):
    return page.inner_text("main").replace("\u00a0", " ")


def press(page, words):
    page.click(f"main :is(a, button):has-text('{words}') >> nth=0")
    page.wait_for_load_state()


def check(page, problems):
    """Nothing sticks out, the accessibility checker finds nothing in both themes."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 1:
        problems.append(f"{page.url} is wider than the phone by {wide} px")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours are measured at rest
        page.add_script_tag(path=str(AXE))
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        problems += [
            f"{page.url} {scheme} {one['id']}: {one['nodes'][0]['html'][:120]}" for one in result["violations"]
        ]


def proposal_of_the_mentor(browser, address):
    """(name of the mentee to whom the mentor's open proposal leads, address of its page)."""
    page = sign_in(browser, address, "mentor", viewport=PHONE)
    page.goto(f"{address}/pairs/own/")
    card = page.locator(".pc", has_text="Посмотреть и ответить").first
    name, path = card.locator("h2").inner_text(), card.locator("h2 a").get_attribute("href")
    page.context.close()
    return name, path


def invitation(browser, address, name):
    """The curator invites the person from the card; the address stands on the slip once."""
    page = sign_in(browser, address, "curator")
    page.goto(f"{address}/people/?q={name.split()[0]}+{name.split()[1]}")
    person = page.locator("main table a[href^='/people/']").first.get_attribute("href").split("/")[2]
    page.goto(f"{address}/settings/access/invite/?person={person}&role=mentee")
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
    found = re.search(r"http://\S+/l/\w+/", page.content()).group()
    page.context.close()
    return found


def test_a_mentee_goes_from_the_invitation_to_the_programme(browser, address):
    problems: list[str] = []
    name, pair = proposal_of_the_mentor(browser, address)
    link = invitation(browser, address, name)
    page = browser.new_context(locale="ru-RU", viewport=PHONE, bypass_csp=True).new_page()
    page.set_default_timeout(60_000)
    page.goto(link)
    form = page.locator("main form").first
    form.locator("[name=login]").fill("mentee-by-invitation")
    for field in form.locator("input[type=password]").all():
        field.fill(OWN_PASSWORD)
    form.locator("button[type=submit]").click()
    page.wait_for_load_state()
    page.goto(f"{address}/")
    assert "Моё наставничество" in shown(page) and "Ответить на предложение пары" in shown(page)
    check(page, problems)

    press(page, "Посмотреть и ответить")
    press(page, "Согласиться на пару")
    assert "Ждём ответа второй стороны" in shown(page)
    assert "Первая встреча" in shown(page)
    check(page, problems)

    page.goto(f"{address}/")
    press(page, "Заполнить анкету")
    check(page, problems)
    press(page, "Начать анкету")
    for _ in range(20):
        check(page, problems)
        if "Проверьте ответы" in shown(page):
            break
        choice = page.query_selector("main input[type=radio]:not(:checked), main input[type=checkbox]:not(:checked)")
        if choice:
            choice.check(force=True)
        elif page.query_selector("main textarea"):
            page.fill("main textarea", "Хочу разобраться с чертежами.")
        page.click("main button[value=next]")
        page.wait_for_load_state()
    press(page, "Отправить ответы")
    assert "Спасибо" in shown(page)
    press(page, "Что дальше")
    assert "Заполнить анкету" not in shown(page)
    assert page.request.get(f"{address}{pair}program/pdf/").body().startswith(b"%PDF")
    assert problems == []
    page.context.close()


@pytest.mark.threat("T006")
def test_a_mentor_sees_the_own_pairs_only(browser, address):
    problems: list[str] = []
    theirs = sign_in(browser, address, "curator")
    theirs.goto(f"{address}/pairs/")
    every = set(
        theirs.eval_on_selector_all("main a[href^='/pairs/']", "all => all.map(one => one.getAttribute('href'))")
    )
    every = {path for path in every if re.fullmatch(r"/pairs/[0-9a-f-]{36}/", path)}
    theirs.context.close()
    page = sign_in(browser, address, "mentor", viewport=PHONE, bypass_csp=True)
    page.goto(f"{address}/pairs/own/")
    check(page, problems)
    own = set(page.eval_on_selector_all("main h2 a", "all => all.map(one => one.getAttribute('href'))"))
    assert own and own < every
    assert {page.goto(f"{address}{path}").status for path in every - own} == {404}
    for path in ("/", *own, "/banks/own/", "/consents/own/", "/documents/own/", "/surveys/own/"):
        assert page.goto(f"{address}{path}").status == 200
        check(page, problems)
    assert problems == []
    page.context.close()


def test_a_parent_reads_what_a_withdrawal_means_and_withdraws(browser, address):
    problems: list[str] = []
    page = sign_in(browser, address, "parent", viewport=PHONE, bypass_csp=True)
    assert "Мои дети" in shown(page)
    check(page, problems)
    press(page, "Открыть страницу")
    assert "Наставник" in shown(page) and "Вам сообщили" in shown(page)
    check(page, problems)
    press(page, "Открыть согласия, отозвать")
    check(page, problems)
    before = shown(page).count("Отозвать согласие")
    press(page, "Отозвать согласие")
    assert "Что произойдёт сразу" in shown(page)
    check(page, problems)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    assert "Согласие отозвано" in page.inner_text("body").replace("\u00a0", " ")
    assert shown(page).count("Отозвать согласие") == before - 1
    check(page, problems)
    assert problems == []
    page.context.close()
