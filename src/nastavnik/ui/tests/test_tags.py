"""Text of people is inert in every part, and the parts say what they promise."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from nastavnik.ui import toasts
from nastavnik.ui.shapes import Action, Crumb, Fact, HistoryRow, JobView, NavItem, NoteCard, RouteStep, Tab, TodoRow
from nastavnik.ui.tests.demo import Message

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<svg onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "{{ secret }}{% load ui %}",
    "</textarea><script>alert(1)</script>",
    'x" hx-get="/evil" hx-trigger="load',
]


def draw(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


class Elements(HTMLParser):
    """Names of elements and of attributes that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs


def parts_with(text: str) -> str:
    act = Action(text, "/x/", method="post", fields=((text, text),))
    blocked = Action(text, blocked=text, cure=text, cure_url="/x/")
    now = dt.datetime(2026, 11, 29, tzinfo=dt.UTC)
    values = {
        "t": text,
        "todo": [TodoRow("late", text, "/x/", text, text, True, act), TodoRow("none", text, action=blocked)],
        "notes": [NoteCard("late", text, text, text, act)],
        "history": [HistoryRow(now, text, text, "/x/", text)],
        "route": [RouteStep("done", text, text)],
        "job": JobView(text, 1, 2, "running", "/x/", "/x/", estimate=text, message=text),
        "tabs": [Tab(text, "/x/", count=3)],
        "crumbs": [Crumb(text, "/x/"), Crumb(text)],
        "facts": [Fact(text, text)],
        "nav": [NavItem(text, "/x/", text)],
        "org_name": text,
        "user_name": text,
        "user_roles": text,
        "footnote": text,
        "messages": [Message(text)],
    }
    source = """
    {% todo todo t %}{% notes notes t %}{% history history %}{% route route %}{% job job %}{% tabs tabs t %}
    {% crumbs crumbs %}{% facts facts %}{% person t t "/x/" %}{% pair t t t t %}{% mark "late" t %}{% icon t t %}
    {% progress 1 2 "/x/" t note=t %}{% step title=t why=t %}{{ t }}{% endstep %}{% empty t t %}{{ t }}{% endempty %}
    {% dialog "d" t t %}{{ t|typo }}{% enddialog %}{% bulk t %}{{ t }}{% endbulk %}{% typo %}{{ t }}{% endtypo %}
    {{ t|typo }}{{ t|nbsp }}{{ t|avatar }}{% moves t what=t %}<a href="{{ t|own_url }}"></a>"""
    return draw(source, **values) + Template('{% extends "ui/base.html" %}').render(Context(values))


@pytest.mark.threat(84)
@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_people_is_inert_in_every_part(text):
    plain = Elements(parts_with("слово"))
    hostile = Elements(parts_with(text))
    assert hostile.tags == plain.tags
    assert [name for name, _ in hostile.attributes] == [name for name, _ in plain.attributes]


@pytest.mark.threat(84)
@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScript:alert(1)", "data:text/html,x", "//evil.ru/", "/\\evil", "vbscript:x", ""]
)
def test_address_made_of_data_leads_nowhere_bad(url):
    assert draw("{{ u|own_url }}", u=url) == "#"


def test_good_addresses_pass():
    for url in ("/pairs/1/", "?page=2", "#top", "https://school.example/", "mailto:a@b.ru", "tel:+70000000000"):
        assert draw("{{ u|own_url }}", u=url) == url


def test_typography_leaves_markup_alone():
    html = draw('{% typo %}<a href="/x y/" title="в школе">Встреча в школе</a> в 9 часов{% endtypo %}')
    assert 'href="/x y/" title="в школе"' in html
    assert "Встреча в\xa0школе</a>" in html


def test_mark_without_word_speaks_to_a_reader():
    assert 'aria-label="Опоздало"' in draw('{% mark "late" %}')
    assert 'aria-hidden="true"' in draw('{% mark "late" silent=True %}')
    assert 'st--late"' in draw('{% mark "late" "Опоздало" %}')


def test_unknown_state_or_icon_never_breaks_a_page():
    assert "#s-none" in draw('{% mark "no-such" %}')
    assert "#i-point" in draw('{% icon "no-such" %}')


def test_button_that_cannot_be_pressed_gives_its_reason_and_the_cure():
    html = draw("{% action a %}", a=Action("На подпись", "/sign/", blocked="Ждём двух согласий.", cure="Кто не ответил",
                                           cure_url="/who/"))  # fmt: skip
    assert 'aria-disabled="true"' in html and 'type="button"' in html
    assert "Ждём двух согласий." in html and 'href="/who/"' in html
    assert "/sign/" not in html


def test_posting_button_carries_token_and_key_against_a_double_press():
    html = draw("{% action a %}", a=Action("Напомнить", "/remind/", method="post"), csrf_token="token-1")
    assert 'value="token-1"' in html and 'name="_once"' in html
    other = draw("{% action a %}", a=Action("Напомнить", "/remind/", method="post"), csrf_token="token-1")
    assert html != other


def test_running_job_asks_again_and_a_finished_one_stops_asking():
    running = draw("{% job j %}", j=JobView("Печатаем", 124, 200, "running", "/job/", "/stop/"))
    assert 'hx-get="/job/"' in running and "Остановить" in running and "124\xa0из\xa0200" in running
    done = draw("{% job j %}", j=JobView("Печатаем", 200, 200, "done", "/job/", "/stop/", "/file/"))
    assert "hx-get" not in done and "Остановить" not in done and 'href="/file/"' in done


def test_numbers_in_attributes_stay_numbers_for_the_browser():
    html = draw("{% job j %}", j=JobView("Печатаем", 12345, 54321, "running", "/job/"))
    assert 'max="54321"' in html and 'value="12345"' in html


def test_undo_travels_with_the_message():
    request = RequestFactory().get("/")
    request.session = {}
    from django.contrib.messages.storage.cookie import CookieStorage

    request._messages = CookieStorage(request)
    toasts.say(request, "Встреча отмечена", undo_url="/undo/", fields=(("id", "7"),))
    found = toasts.collect(request._messages)
    assert (found[0].text, found[0].undo_url, found[0].fields) == ("Встреча отмечена", "/undo/", (("id", "7"),))


@pytest.mark.parametrize("url", ["//evil.ru/undo", "https://evil.ru/", "javascript:x", "/\\evil"])
def test_undo_leads_only_inside(url):
    request = RequestFactory().get("/")
    with pytest.raises(ValueError):
        toasts.say(request, "Готово", undo_url=url)


def test_fragment_can_bring_its_messages_along():
    html = Template('{% include "ui/parts/toasts.html" with oob=True %}').render(
        Context({"messages": [Message("Сохранено")]})
    )
    assert 'id="toasts"' in html and 'hx-swap-oob="true"' in html and "Сохранено" in html


def test_query_of_the_page_is_kept_when_one_parameter_changes():
    request = RequestFactory().get("/pairs/?form=tt&page=3")
    assert draw("{% with_query page=4 %}", request=request) == "?form=tt&amp;page=4"
    assert draw("{% with_query page=None %}", request=request) == "?form=tt"


def test_refusal_page_shows_next_step_and_keeps_the_typed_text():
    from nastavnik.ui.tests.demo import refusal

    html = Template('{% include "ui/error.html" %}').render(Context(refusal()))
    assert "Собрать недостающие согласия" in html and 'href="/consents/"' in html
    assert "Закрепить восемнадцать пар сейчас" in html
