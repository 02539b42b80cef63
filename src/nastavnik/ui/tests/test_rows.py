"""A table typed in a form: what is written comes back row by row, empty rows vanish, a half-written one is named."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.template import Context, Template

from nastavnik.ui.forms import Form, error_lines
from nastavnik.ui.rows import MOST_ROWS, RowsField


class PlanForm(Form):
    items = RowsField((("title", "Что делаем"), ("term", "Срок")), label="Мероприятия", required=False)
    goals = RowsField((("title", "Задача"),), label="Задачи", longest=20)


def filled(text: str) -> PlanForm:
    return PlanForm(QueryDict(text))


def test_rows_come_back_in_order_without_empty_ones_and_line_ends():
    form = filled(
        "items-title=Встреча\n в школе&items-term=сентябрь&items-title=&items-term=&items-title=Итог&items-term=&goals-title=Цель"
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["items"] == [
        {"title": "Встреча в школе", "term": "сентябрь"},
        {"title": "Итог", "term": ""},
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("items-title=&items-term=май&goals-title=Цель", "Строка 1, «Что делаем»: заполните или сотрите всю строку."),
        ("goals-title=" + "я" * 21, "Строка 1, «Задача»: длиннее 20 знаков. Сократите."),
        ("goals-title=", "Заполните хотя бы одну строку."),
        (
            "goals-title=раз" + "&goals-title=два" * MOST_ROWS,
            f"Строк больше {MOST_ROWS}. Объедините близкие по смыслу.",
        ),
        ("goals-title=%00", "Строка 1, «Задача»: в тексте есть знаки, которых не напечатать. Наберите его заново."),
    ],
)
def test_a_wrong_row_is_named_and_typed_text_stays(text, message):
    form = filled(text)
    assert not form.is_valid()
    assert message in [line for errors in form.errors.values() for line in errors]
    html = Template("{% load ui %}{% field f.items %}{% field f.goals %}").render(Context({"f": form}))
    assert message in html.replace("\xa0", " ")
    if "май" in text:
        assert ">май</textarea>" in html


def test_stored_rows_are_drawn_with_room_for_more_and_each_cell_is_named():
    form = PlanForm(initial={"items": [{"title": "Встреча", "term": "сентябрь", "other": "нет"}]})
    html = Template("{% load ui %}{% field f.items %}").render(Context({"f": form}))
    assert ">Встреча</textarea>" in html and 'aria-label="Срок, строка 3"' in html and "нет" not in html
    assert html.count('name="items-title"') == 3


def test_only_wrong_cells_are_marked_all_at_once_and_the_summary_leads_to_each():
    form = filled(
        "items-title=Встреча&items-term=май&items-title=&items-term=50 %&items-title=&items-term=июнь&goals-title="
        + "я" * 21
    )
    assert not form.is_valid()
    html = Template("{% load ui %}{% field f.items %}{% field f.goals %}").render(Context({"f": form}))
    assert html.count("aria-invalid") == 3 and 'id="id_items-2-title" aria-invalid="true"' in html
    assert [line["target"] for line in error_lines(form)] == [
        "id_items-2-title",
        "id_items-3-title",
        "id_goals-1-title",
    ]
