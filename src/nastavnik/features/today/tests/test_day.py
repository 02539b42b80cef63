"""The day: what to do first, what is late, where each role begins, the search."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest

from nastavnik.features.organizations.queries import require_year
from nastavnik.features.roadmap.services import making
from nastavnik.features.today import rules
from nastavnik.kernel import actors
from nastavnik.kernel.contracts import DueItem

ON = dt.date(2026, 10, 10)


def item(title: str, **fields: Any) -> DueItem:
    return DueItem(title, "", "/x/", "Сделать", **fields)


def test_the_main_step_is_what_opens_the_way_and_is_not_repeated() -> None:
    first = item("Создать дорожную карту", order=5)
    day = rules.arrange([item("Анкета", order=50), first, item("Ждём", waits=True, order=1)], ON)
    assert day.main is first
    assert [row.title for row in day.week] == ["Анкета"]
    assert [row.title for row in day.waits] == ["Ждём"]
    assert day.own == 2


def test_lines_are_grouped_by_their_term() -> None:
    rows = [
        item("главное", order=1),
        item("вчера", due=ON - dt.timedelta(days=1)),
        item("сегодня", due=ON),
        item("через неделю", due=ON + dt.timedelta(days=7)),
        item("через восемь дней", due=ON + dt.timedelta(days=8)),
        item("без срока"),
        item("ждём вчерашнее", due=ON - dt.timedelta(days=1), waits=True),
    ]
    day = rules.arrange(rows, ON)
    assert [row.title for row in day.late] == ["вчера"]
    assert [row.title for row in day.week] == ["сегодня", "через неделю", "без срока"]
    assert [row.title for row in day.later] == ["через восемь дней"]
    assert [row.title for row in day.waits] == ["ждём вчерашнее"]


def test_a_new_organisation_is_told_where_to_begin(curator_client: Any) -> None:
    page = curator_client.get("/").content.decode()
    assert "С чего начать" in page
    assert "Принести план" in page
    assert "Загрузить список людей" in page


def test_the_day_shows_lines_and_findings(curator_client: Any, in_college: Any, people_in: Any) -> None:
    people_in(in_college, 2)
    making.from_builtin(by=actors.shell(in_college), code="college", year=require_year())
    page = curator_client.get("/").content.decode()
    assert "Суббота, 10" in page
    assert "Дорожная карта: сделано" in page
    assert "Проверка нашла" in page
    assert "Лента года" in page


@pytest.mark.parametrize(
    "role", ["office", "tutor", "mentor", "mentee", "supporter", "partner", "representative", "operator"]
)
def test_each_role_without_work_is_told_what_will_come(role: str, college: Any, actor_in: Any, signed_in: Any) -> None:
    answer = signed_in(actor_in(college, role)).get("/")
    page = html.unescape(answer.content.decode()).replace("\u00a0", " ")
    assert answer.status_code == 200
    assert "появ" in page or "будет видно" in page
    assert 'class="btn btn--main' not in page


@pytest.mark.parametrize("role", ["office", "tutor", "mentor", "mentee", "supporter", "representative"])
def test_no_address_on_the_first_page_of_a_role_is_closed_to_it(
    role: str, college: Any, actor_in: Any, signed_in: Any
) -> None:
    client = signed_in(actor_in(college, role))
    page = client.get("/").content.decode()
    addresses = set(re.findall(r'href="(/[^"#]*)"', page))
    dead = [
        one for one in addresses if not one.startswith("/static/") and client.get(one, follow=True).status_code >= 400
    ]
    assert dead == []


def test_the_search_finds_people_and_activities(curator_client: Any, in_college: Any, people_in: Any) -> None:
    from nastavnik.features.people import services as people

    people.add_person(by=actors.shell(in_college), last="Соловьёва", first="Вера")
    making.from_builtin(by=actors.shell(in_college), code="college", year=require_year())
    assert "Соловьёва Вера" in curator_client.get("/search/?q=соловьев").content.decode()
    assert "Мероприятия" in curator_client.get("/search/?q=куратора").content.decode()
    assert "ничего не нашлось" in curator_client.get("/search/?q=ъъъъ").content.decode()
    assert "хотя бы две буквы" in curator_client.get("/search/?q=а").content.decode()


@pytest.mark.threat("T005")
def test_the_search_never_reaches_another_organisation(
    college: Any, lyceum: Any, people_in: Any, curator_client: Any
) -> None:  # fmt: skip
    from nastavnik.features.people import services as people
    from nastavnik.kernel import scope

    with scope.within(lyceum):
        people.add_person(by=actors.shell(lyceum), last="Чужестранцева", first="Вера")
    assert "Чужестранцева Вера" not in curator_client.get("/search/?q=чужестранцева").content.decode()


def test_a_broken_source_does_not_take_the_day_away(
    curator_client: Any, in_college: Any, people_in: Any, monkeypatch: Any
) -> None:  # fmt: skip
    from nastavnik.kernel.contracts import DueSource, dues

    def breaks(actor: Any, on: dt.date) -> list[DueItem]:
        raise RuntimeError("нарочно")

    people_in(in_college, 1)
    making.from_builtin(by=actors.shell(in_college), code="college", year=require_year())
    monkeypatch.setitem(dues._items, "broken", DueSource("broken", frozenset({"curator"}), breaks))
    answer = curator_client.get("/")
    assert answer.status_code == 200
    assert "Часть дел посчитать не удалось" in answer.content.decode()
