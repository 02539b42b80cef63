"""A list page takes from the address only what it declares."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.template import Context, Template

from nastavnik.ui.lists import Choice, Day, Flag, ListSpec, Search, Sort

ROWS = [SimpleNamespace(pk=at, name=f"Имя {at:03}", form="tt" if at % 2 else "ts") for at in range(1, 131)]

SPEC = ListSpec(
    filters=(
        Search("q", "Найти", lambda rows, text: [row for row in rows if text in row.name]),
        Choice("form", "Форма", [("tt", "Педагог — педагог"), ("ts", "Педагог — студент")],
               lambda rows, code: [row for row in rows if row.form == code]),
        Flag("first", "Первые", lambda rows: rows[:10]),
        Day("since", "С какого дня", lambda rows, day: rows if day.year > 2000 else []),
    ),
    sorts=(Sort("name", lambda row: row.name), Sort("number", lambda row: row.pk, descending=True)),
    words="пара,пары,пар",
)  # fmt: skip


def read(query: str):
    return SPEC.read(QueryDict(query), ROWS)


def test_usual_page():
    page = read("")
    assert [row.pk for row in page][:2] == [1, 2] and len(page.rows) == 50
    assert (page.total, page.pages, page.number, page.narrowed) == (130, 3, 1, False)
    assert page.words == "Показаны 1–50 из\xa0130"


def test_filters_order_and_page_work_together_and_stay_in_the_addresses():
    page = read("form=ts&sort=number&page=2")
    assert [row.pk for row in page][:2] == [30, 28] and len(page) == 15
    assert page.previous_query == "?form=ts&sort=number&page=1"
    assert page.export_query == "?form=ts&sort=number&export=xlsx"
    assert page.kept == [("sort", "number")]
    assert page.reset_query == "?sort=number"


def test_pressing_a_column_again_turns_its_order():
    page = read("")
    assert page.header("name").direction == "ascending" and page.header("name").query == "?sort=-name"
    turned = read("sort=-name")
    assert turned.header("name").direction == "descending" and turned.rows[0].pk == 130
    assert turned.header("number").direction == "" and turned.header("number").query == "?sort=number"
    assert read("sort=number").header("number").direction == "descending"


@pytest.mark.threat(102)
@pytest.mark.parametrize(
    "query",
    [
        "sort=password", "sort=-", "sort=name__password", "sort=--name", "ordering=password", "page=" + "9" * 20,
        "page=-1", "page=0", "page=abc", "page=1.5", "page=٣", "page=", "form=zzz", "form[]=tt", "form=tt'--",
        "filter__user__password__startswith=a", "since=2026-02-30", "since=DROP", "first=2", "export=php",
        "q=" + "%25_" * 5000, "q=%00%0a", "q=(a%2B)%2B$", "page=1&page=2&page=x",
    ],
)  # fmt: skip
def test_nothing_in_the_address_breaks_the_page(query):
    began = time.perf_counter()
    page = read(query)
    Template("{% load ui %}{% filters page %}{% pager page %}{% sort_header page 'name' 'Имя' %}").render(
        Context({"page": page})
    )
    assert 1 <= page.number <= page.pages
    assert page.order == "name" and page.export == ""
    assert time.perf_counter() - began < 0.5


def test_page_beyond_the_end_is_the_last_one():
    assert read("page=99").number == 3
    assert read("q=нет+такого&page=7").number == 1


def test_bar_shows_what_is_chosen_after_reload():
    html = Template("{% load ui %}{% filters page %}").render(Context({"page": read("form=ts&q=Имя&first=1")}))
    assert '<option value="ts" selected>' in html
    assert 'value="Имя"' in html and "checked" in html and "Сбросить" in html


def test_text_of_the_search_is_inert():
    html = Template("{% load ui %}{% filters page %}").render(Context({"page": read("q=%22%3E%3Cscript%3E")}))
    assert "<script>" not in html


def test_lists_of_the_database_are_ordered_and_counted_there(db):
    from django.contrib.contenttypes.models import ContentType

    spec = ListSpec(
        filters=(Search("q", "Найти", lambda rows, text: rows.filter(model__contains=text)),),
        sorts=(Sort("model", "model", "pk"),),
        size=2,
    )
    page = spec.read(QueryDict("sort=-model&q=e"), ContentType.objects.all())
    names = [row.model for row in page.all_rows]
    assert len(page.rows) == 2 and page.total == len(names) > 2
    assert names == sorted(names, reverse=True)
