"""The first day of a curator, in a browser: from the plan's file, the list of people and a table of ready pairs to papers
ready to sign, and to pairs that work; counted in presses."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook

from nastavnik.demo.plan import plan_docx
from tests.browser import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAIRS = 12
MOST_PRESSES = 40
PASSWORD = "сосновая-роща-77"
BIRDS = ["Дроздов", "Щеглов", "Чижов", "Скворцов", "Стрижов", "Журавлёв", "Совин", "Грачёв", "Воробьёв", "Иволгин",
         "Зябликов", "Сорокин"]  # fmt: skip
TREES = ["Берёзов", "Клёнов", "Дубов", "Рябинин", "Тополев", "Осинин", "Кедров", "Вязов", "Ольхин", "Ясенев", "Липин",
         "Соснин"]  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def xlsx(**sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def people_list():
    """Teachers on one sheet; students, every third a minor with a mother, on another."""
    teachers = [[f"{last} Пётр Ильич", "преподаватель"] for last in BIRDS]
    students = []
    for number, last in enumerate(TREES):
        minor = number % 3 == 0
        born = dt.date(2010 if minor else 2006, 3, 1 + number)
        mother = f"{last}а Анна Петровна" if minor else ""
        students.append([f"{last} Егор Львович", "ТМ-21", f"{born:%d.%m.%Y}", mother])
    return xlsx(
        Работники=[["ФИО", "Должность"], *teachers],
        Обучающиеся=[["ФИО", "Группа", "Дата рождения", "Законный представитель"], *students],
    )


def pairs_table():
    rows = [[f"{bird} П. И.", f"{tree} Егор Львович"] for bird, tree in zip(BIRDS, TREES, strict=True)]
    return xlsx(Пары=[["Наставник", "Наставляемый"], *rows])


class Hands:
    """Counts what a person presses; files and typed fields count as one each."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, selector):
        self.presses += 1
        self.page.click(selector)
        self.page.wait_for_load_state()

    def give(self, name, data, media_type):
        self.presses += 1
        self.page.set_input_files("input[type=file]", {"name": name, "mimeType": media_type, "buffer": data})

    def type(self, selector, words):
        self.presses += 1
        self.page.fill(selector, words)

    def wait_for_work(self):
        self.page.wait_for_selector("text=Работа закончена", timeout=120_000)


@pytest.fixture(scope="module")
def first_day(tmp_path_factory):
    """A blank installation whose first page has been filled in: (page, address)."""
    folder = tmp_path_factory.mktemp("first-day")
    serving.command(folder, "migrate")
    with serving.server(folder) as address, serving.chromium() as browser:
        said = (folder / "serve.log").read_text(encoding="utf-8")
        code = next(line for line in said.splitlines() if "введите код" in line).split()[-1]
        page = browser.new_context(locale="ru-RU", viewport={"width": 1366, "height": 768}).new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{address}/setup/")
        typed = {
            "code": code, "full_name": "Вымышленный колледж «Лесной»", "short_name": "Колледж «Лесной»",
            "signer_last": "Кедрова", "signer_first": "Нина", "signer_middle": "Павловна", "signer_post": "директор",
            "name": "Берёзова А. С.", "login": "anna", "password": PASSWORD, "again": PASSWORD,
        }  # fmt: skip
        for name, words in typed.items():
            page.fill(f"[name={name}]", words)
        page.select_option("[name=profile]", "college")
        page.check("[name=signer_gender][value=f]")
        for box in page.query_selector_all("[name=roles]"):
            box.check()
        page.click("main button[type=submit]")
        page.wait_for_load_state()
        yield page, address


def test_from_three_files_to_working_pairs_in_forty_presses(first_day):
    page, _ = first_day
    hands = Hands(page)
    today = dt.date.today()

    hands.press("main a.btn--main")
    hands.give("план.docx", plan_docx(today.year if today.month >= 9 else today.year - 1), DOCX)
    hands.press("main form:has(input[type=file]) button[type=submit]")
    hands.press("text=Создать дорожную карту")
    hands.press("text=Принять предложенное")

    hands.press("nav >> text=Люди")
    hands.press("text=Загрузить список >> nth=0")
    hands.give("люди.xlsx", people_list(), XLSX)
    hands.press("main form:has(input[type=file]) button[type=submit]")
    hands.press("button:has-text('Загрузить 24')")

    hands.press("nav >> text=Пары")
    hands.press("text=Внести готовые пары >> nth=0")
    hands.give("пары.xlsx", pairs_table(), XLSX)
    hands.press("main form:has(input[type=file]) button[type=submit]")
    hands.press("button:has-text('Составить пары')")

    hands.press("main button:has-text('Напечатать согласия') >> nth=0")
    hands.wait_for_work()
    assert page.query_selector("a:has-text('Листы согласий одним PDF')")
    hands.press("main a:has-text('Вернуться')")
    hands.press("main button:has-text('Собрать пакет с приказом') >> nth=0")
    hands.wait_for_work()
    assert page.query_selector("a:has-text('ZIP по документам')")
    printed = hands.presses

    hands.press("nav >> text=Согласия")
    hands.press("button:has-text('Листы вернулись')")
    hands.type("[name=on]", today.isoformat())
    hands.press("[name=requisites_checked]")
    hands.press("button:has-text('Отметить полученными')")

    hands.press("nav >> text=Документы")
    hands.press("main a:has-text('На подпись')")
    hands.press("main button:has-text('Отметить подпись') >> nth=0")
    hands.type("input[name=number]", "12-од")
    hands.press("form:has(input[name=number]) button[type=submit]")

    hands.press("nav >> text=Пары")
    assert f"Всего {PAIRS}, работают {PAIRS}" in page.inner_text("main").replace("\u00a0", " ")
    assert printed <= 20
    assert hands.presses <= MOST_PRESSES


def test_ticks_of_a_list_show_what_can_be_done_with_them(first_day):
    page, address = first_day
    page.goto(f"{address}/pairs/")
    assert not page.is_visible("[data-bulk-bar]")
    page.click("[data-bulk-all]")
    assert f"{PAIRS} пар" in page.inner_text("[data-bulk-count]")
    page.click("[data-bulk-clear]")
    assert not page.is_visible("[data-bulk-bar]")
    page.click("tbody input[name=pair] >> nth=0")
    assert page.is_visible("[data-bulk-bar] button:has-text('Напечатать согласия')")


@pytest.mark.parametrize("path", ["/roadmap/?open=all", "/pairs/", "/people/", "/consents/", "/documents/", "/check/"])
def test_tables_of_a_working_college_fit_a_usual_screen(first_day, path):
    """Many people make long words («сообщили 0 из 117»): the last column, with the button, must stay in sight."""
    page, address = first_day
    page.goto(f"{address}{path}")
    hidden = page.evaluate(
        "[...document.querySelectorAll('.table-wrap')].map(box => box.scrollWidth - box.clientWidth)"
    )
    assert all(rest <= 1 for rest in hidden)
