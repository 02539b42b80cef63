"""A real browser over a served demo: every section opens, nothing sticks out on a phone, nothing breaks the rules of
content security, nobody outside is asked, and the accessibility checker finds nothing."""

from __future__ import annotations

import pytest

from tests.browser.serving import AXE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SECTIONS = {
    "curator": ["/", "/roadmap/", "/people/", "/consents/", "/banks/", "/surveys/", "/matching/", "/pairs/", "/documents/", "/check/", "/settings/"],
    "director": ["/", "/documents/sign/", "/roadmap/"],
    "mentor": ["/pairs/own/"],
}  # fmt: skip


@pytest.mark.threat("T086")
@pytest.mark.threat("T139")
@pytest.mark.parametrize("role", sorted(SECTIONS))
def test_sections_open_on_a_phone_without_errors_or_outside_requests(browser, address, role):
    page = sign_in(browser, address, role, viewport={"width": 390, "height": 844})
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda request: problems.append(request.url) if not request.url.startswith((address, "data:")) else None,
    )
    for path in SECTIONS[role]:
        answer = page.goto(f"{address}{path}")
        assert answer.status == 200, path
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"{path} is wider than the phone by {wide} px"
    assert problems == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility_checker_finds_nothing(browser, address, scheme):
    page = sign_in(
        browser, address, "curator", viewport={"width": 1366, "height": 768}, color_scheme=scheme, bypass_csp=True
    )
    found: list[str] = []
    for path in SECTIONS["curator"]:
        page.goto(f"{address}{path}")
        page.add_script_tag(path=str(AXE))
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [f"{path} {item['id']}: {item['nodes'][0]['html'][:160]}" for item in result["violations"]]
    assert found == []
    page.context.close()


def test_field_of_a_file_speaks_russian_and_stays_the_browsers_own(browser, address, tmp_path):
    page = sign_in(browser, address, "curator")
    page.goto(f"{address}/people/import/new/")
    field, face = page.locator("input[type=file]"), page.locator(".file-face")
    assert face.locator(".btn").inner_text() == "Выбрать файл"
    source = tmp_path / "Список групп.csv"
    source.write_text("ФИО\n", encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator(".file").click()
    chooser.value.set_files(str(source))
    assert "Список групп.csv" in face.inner_text()
    field.set_input_files([])
    assert "перетащите его сюда" in face.inner_text()
    page.context.close()
    page = sign_in(browser, address, "curator", java_script_enabled=False)
    page.goto(f"{address}/people/import/new/")
    assert not page.locator(".file-face").is_visible()
    page.locator("input[type=file]").set_input_files(str(source))
    page.context.close()


def test_date_is_chosen_in_a_russian_calendar_by_keys_and_typed_without_points(browser, address):
    page = sign_in(browser, address, "curator")
    page.goto(f"{address}/pairs/new/")
    field = page.locator("[name=starts_on]")
    field.fill("")
    field.press_sequentially("05092026")
    assert field.input_value() == "05.09.2026"
    page.locator(".date-open").first.click()
    calendar = page.get_by_role("dialog", name="Календарь")
    assert (
        calendar.get_by_label("Месяц", exact=True).evaluate("one => one.selectedOptions[0].textContent") == "сентябрь"
    )
    assert calendar.get_by_role("button", name="5 сентября 2026", exact=True).get_attribute("aria-pressed") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    assert field.input_value() == "12.10.2026" and calendar.count() == 0
    page.locator(".date-open").first.click()
    page.keyboard.press("Escape")
    assert calendar.count() == 0 and field.input_value() == "12.10.2026"
    page.context.close()


def test_person_is_chosen_from_the_list_under_the_field(browser, address):
    page = sign_in(browser, address, "curator")
    page.goto(f"{address}/pairs/new/")
    page.locator("[name=mentor]").press_sequentially("гр")
    options = page.get_by_role("listbox", name="Подходящие люди").get_by_role("option")
    options.first.wait_for()
    words = options.first.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("[name=mentor]").input_value() == words and options.count() == 0
    mentees = page.locator("[name=mentees]")
    mentees.fill("Первый Человек\nгр")
    mentees.press("End")
    mentees.press_sequentially("а")
    options.first.wait_for()
    options.first.click()
    first, second = mentees.input_value().split("\n")
    assert first == "Первый Человек" and second.lower().startswith("гра")
    page.context.close()


def test_a_message_leaves_room_to_press_the_last_button_of_a_phone(browser, address):
    page = sign_in(browser, address, "curator", viewport={"width": 390, "height": 844})
    page.goto(f"{address}/documents/new/?kind=minutes_meeting")
    page.get_by_role("button", name="Подготовить проект").click()
    page.get_by_text("Проект подготовлен. Заполните текст.").wait_for()
    page.get_by_role("button", name="Сохранить текст").click(timeout=5000)
    page.get_by_text("Текст проекта обновлён").wait_for()
    page.context.close()
