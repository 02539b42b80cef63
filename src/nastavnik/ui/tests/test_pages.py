"""The demo pages in a real Chromium: both themes, narrow to wide, strict content policy, with and without scripts."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from pathlib import Path

import pytest

from nastavnik.ui.tests import demo

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = os.environ.get("NASTAVNIK_CHROMIUM", "/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed"),
]

HERE = Path(__file__).parent
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
NAMES = ("today", "pairs", "parts", "phone", "error", "404")


class Handler(http.server.SimpleHTTPRequestHandler):
    """The rendered pages and the static files under the policy of the product; remembers what was posted."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".woff2": "font/woff2"}

    def do_POST(self) -> None:
        self.server.posted.append(self.path)  # type: ignore[attr-defined]
        self.server.gate.wait(5)  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def do_GET(self) -> None:
        if self.path.startswith("/refused/"):
            body = (Path(self.directory) / "error.html").read_bytes()
            self.send_response(409)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)
            return
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet: the test says what matters."""


# Rendering compiles every template; the pages are the same for all tests of this file.
rendered = functools.lru_cache(maxsize=1)(demo.pages)


@pytest.fixture
def site(tmp_path, demo_templates):
    for name, html in rendered().items():
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
    (tmp_path / "static").symlink_to(HERE.parent / "static")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(tmp_path)))
    server.posted, server.gate = [], threading.Event()  # type: ignore[attr-defined]
    server.gate.set()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.address = f"http://127.0.0.1:{server.server_port}"  # type: ignore[attr-defined]
    yield server
    server.gate.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, site):
    contexts = []

    def opener(name: str, **options: object):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.outside = []
        page.on("console", lambda line: page.faults.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on("request", lambda r: None if r.url.startswith(site.address) else page.outside.append(r.url))
        page.goto(f"{site.address}/{name}.html")
        return page

    yield opener
    for context in contexts:
        context.close()


def violations(page) -> str:
    """What axe-core finds; run by the devtools, which the content policy does not bind."""
    client = page.context.new_cdp_session(page)
    client.send("Runtime.evaluate", {"expression": (HERE / "vendor/axe.min.js").read_text(encoding="utf-8")})
    answer = client.send(
        "Runtime.evaluate",
        {
            "expression": "axe.run().then(r => JSON.stringify(r.violations.map(v => [v.id, v.nodes[0].html])))",
            "awaitPromise": True,
        },
    )
    return answer["result"]["value"]


@pytest.mark.threat(86)
@pytest.mark.threat(139)
@pytest.mark.parametrize("name", NAMES)
def test_page_obeys_the_policy_and_asks_nobody_else(open_page, name):
    page = open_page(name)
    assert page.faults == [] and page.outside == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_page_is_accessible_in_both_themes_wide_and_narrow(open_page, name, scheme):
    page = open_page(name, color_scheme=scheme, viewport={"width": 1366, "height": 900})
    assert violations(page) == "[]"
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page) == "[]"


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_nothing_sticks_out_from_360_to_1920(open_page, name):
    page = open_page(name, viewport={"width": 1920, "height": 900})
    for width in (1920, 1280, 1081, 1024, 821, 768, 641, 390, 360):
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{name} at {width}: {over} px too wide"


def test_fonts_and_signs_are_really_drawn(open_page):
    page = open_page("today")
    assert page.evaluate("document.fonts.check('16px \"Golos Text Variable\"', 'Наставник')")
    assert page.evaluate("[...document.querySelectorAll('svg use')].every(use => use.getBBox().width > 0)")


def test_targets_are_large_enough_for_a_finger(open_page):
    page = open_page("phone", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.locator("details.more summary").click()
    small = page.evaluate(
        """[...document.querySelectorAll('.btn, .pick label, .tabbar a, .phone-main input:not([type=radio]), summary')]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_paper_shows_the_work_and_not_the_frame(open_page):
    page = open_page("pairs")
    page.emulate_media(media="print")
    for gone in (".side", ".top", ".filters", ".bulk", ".toasts"):
        assert not page.locator(gone).first.is_visible()
    assert page.locator("table").is_visible()


def test_page_works_without_scripts(open_page):
    page = open_page("parts", java_script_enabled=False)
    assert page.get_by_role("heading", name="Прекратить пару?").is_visible()
    assert not page.locator("[data-copy]").is_visible()
    assert page.get_by_role("link", name="Обновить страницу").is_visible()
    bar = open_page("pairs", java_script_enabled=False)
    assert bar.locator("[data-bulk-bar]").is_visible()
    assert bar.get_by_role("button", name="Показать").is_visible()


def test_dialog_asks_and_lets_go(open_page):
    page = open_page("parts")
    page.get_by_role("link", name="Прекратить пару").click()
    assert page.get_by_role("dialog", name="Прекратить пару?").is_visible()
    page.get_by_role("button", name="Оставить как есть").click()
    assert not page.locator("#ask").is_visible()


def test_message_stays_until_closed(open_page):
    page = open_page("today")
    assert page.get_by_text("Круглый стол отложен").is_visible()
    page.get_by_role("button", name="Закрыть").click()
    assert page.get_by_text("Круглый стол отложен").count() == 0


def test_marked_rows_are_counted_in_right_russian(open_page):
    page = open_page("pairs")
    count = page.locator("[data-bulk-count]")
    assert count.inner_text() == "Выбраны 2 пары"
    page.get_by_label("Тихонов Денис — Щербаков Лев").uncheck()
    assert count.inner_text() == "Выбрана 1 пара"
    page.get_by_label("Выбрать все на странице").check()
    assert count.inner_text() == "Выбраны 4 пары"
    page.get_by_role("button", name="Снять выбор").click()
    assert not page.locator("[data-bulk-bar]").is_visible()


def test_form_pressed_twice_is_sent_once(open_page, site):
    page = open_page("today")
    site.gate.clear()
    page.get_by_role("button", name="Напомнить троим").dblclick(no_wait_after=True)
    page.wait_for_timeout(200)
    site.gate.set()
    page.wait_for_timeout(100)
    assert site.posted == ["/remind/"]


def test_leaving_unsaved_text_asks_first(open_page):
    page = open_page("parts")
    asked = []
    page.on("dialog", lambda question: (asked.append(question.type), question.accept()))
    page.get_by_label("Тема встречи").type("Открытый урок")
    page.get_by_role("link", name="Дорожная карта").first.click()
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]


def test_errors_are_announced_first(open_page):
    page = open_page("parts")
    assert page.evaluate("document.activeElement.className") == "errors"


def test_filter_answers_at_once_and_leaves_the_address_clean(open_page):
    page = open_page("pairs")
    page.get_by_label("Форма").select_option("tt")
    page.wait_for_url("**/pairs.html?form=tt")
    assert page.evaluate("document.activeElement.name") == "form"


def test_part_that_was_refused_says_why(open_page):
    page = open_page("today")
    page.evaluate("htmx.ajax('GET', '/refused/', '#main').catch(() => {})")
    page.get_by_text("приказ на").last.wait_for()
    assert "не дали согласия" in page.locator(".toast--error").inner_text()
