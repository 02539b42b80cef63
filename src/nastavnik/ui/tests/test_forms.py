"""A form says what is wrong, where, what to do, and keeps what was typed."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.template import Context, Template

from nastavnik.ui import forms
from nastavnik.ui.tests.demo import MeetingForm


def draw(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-04",
        "04.12.2026",
        "4.12.2026",
        "4.12.26",
        " 04.12.2026 г. ",
        "4/12/2026",
        "4 декабря 2026 г.",
        "«4» декабря 2026 года",
    ],
)
def test_date_is_read_as_people_type_it(typed):
    assert forms.read_date(typed) == dt.date(2026, 12, 4)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("31.11.2026", "В ноябре 30\xa0дней. Укажите дату от 1 до 30 ноября."),
        ("29.02.2026", "В феврале 2026 года 28\xa0дней. Укажите дату от 1 до 28 февраля."),
        ("32.01.2026", "В январе 31\xa0день. Укажите дату от 1 до 31 января."),
        ("01.13.2026", "Месяца с номером 13 нет. Укажите месяц от 1 до 12."),
        ("01.01.0001", "Проверьте год: нужны годы от 1900 до 2200."),
        ("завтра", "Не похоже на дату. Напишите её так: 31.12.2026."),
        ("9" * 5000, "Не похоже на дату. Напишите её так: 31.12.2026."),
        ("٣١.١٢.٢٠٢٦", "Не похоже на дату. Напишите её так: 31.12.2026."),
    ],
)
def test_wrong_date_is_answered_with_the_days_there_are(typed, answer):
    with pytest.raises(ValidationError) as refused:
        forms.read_date(typed)
    assert refused.value.messages == [answer]


def test_wrong_date_stays_visible_to_be_mended():
    html = draw("{% field f.day %}", f=MeetingForm({"day": "31.11.2026"}))
    assert 'value="31.11.2026"' in html and 'type="text"' in html
    good = draw("{% field f.day %}", f=MeetingForm({"day": "04.12.2026"}))
    assert 'value="04.12.2026"' in good
    saved = draw("{% field f.day %}", f=MeetingForm(initial={"day": dt.date(2026, 12, 4)}))
    assert 'value="04.12.2026"' in saved and 'type="date"' not in saved
    kept = draw("{% field f.day %}", f=MeetingForm(initial={"day": "2026-12-04"}))
    assert 'value="04.12.2026"' in kept


def test_summary_names_each_place_and_leads_to_it():
    form = MeetingForm({"theme": "", "day": "31.11.2026", "minutes": "45", "topics": [], "mentor": "1"})
    html = draw("{% form_errors f %}{% field f.theme %}{% field f.topics %}", f=form)
    assert "исправьте три места" in html
    assert 'href="#id_theme"' in html and 'id="id_theme"' in html
    assert 'href="#id_topics"' in html and 'id="id_topics"' in html
    assert "Отметьте хотя бы одно." in html and "Заполните это поле." in html


def test_no_summary_when_all_is_well():
    assert draw("{% form_errors f %}", f=MeetingForm()).strip() == ""


def test_input_is_tied_to_hint_error_and_who_sees_it():
    form = MeetingForm({"note": ""})
    html = draw('{% field f.theme hint="Коротко" seen="Увидят вы и куратор" %}', f=form)
    for key in ("id_theme_hint", "id_theme_error", "id_theme_seen"):
        assert f'id="{key}"' in html
    assert 'aria-describedby="id_theme_hint id_theme_error id_theme_seen"' in html
    assert 'aria-invalid="true"' in html


def test_few_short_choices_are_keys_long_ones_a_list_many_ticks():
    form = MeetingForm()
    assert 'class="pick"' in draw("{% field f.minutes %}", f=form)
    assert "pick--list" in draw("{% field f.answer %}", f=form)
    assert 'class="checks"' in draw("{% field f.topics %}", f=form)


def test_no_choice_is_made_beforehand():
    assert "checked" not in draw("{% field f.minutes %}{% field f.answer %}", f=MeetingForm())


def test_typed_text_is_kept_and_inert():
    form = MeetingForm({"theme": '"><script>x</script>', "note": "</textarea><b>x"})
    html = draw("{% field f.theme %}{% field f.note %}", f=form)
    assert "<script>" not in html and "&lt;script&gt;" in html
    assert html.count("</textarea>") == 1


def test_whole_form_is_drawn_by_our_templates():
    html = str(MeetingForm({}))
    assert 'class="errors"' in html and 'class="f f--err' in html and 'type="file"' in html


def test_author_can_keep_an_own_message():
    class Own(forms.Form):
        name = django_forms.CharField(label="Имя", error_messages={"required": "Без имени лист не напечатать."})

    assert Own({}).errors["name"] == ["Без имени лист не напечатать."]


def test_hidden_fields_and_their_errors_are_not_lost():
    class Hidden(forms.Form):
        key = django_forms.IntegerField(widget=django_forms.HiddenInput)

    html = str(Hidden({"key": "x"}))
    assert 'type="hidden"' in html and "исправьте одно место" in html and 'href="#id_key"' not in html


def test_choices_by_headings_are_drawn_as_a_week_and_keep_what_is_ticked():
    class WeekForm(forms.Form):
        when = django_forms.MultipleChoiceField(
            label="Когда", choices=[("Понедельник", [("mon_day", "днём")]), ("Вторник", [("tue_day", "днём")])],
            widget=forms.ManyKeys,
        )  # fmt: skip

    html = draw("{% field f.when %}", f=WeekForm({"when": ["tue_day"]}))
    monday, tuesday = html.split('aria-label="Вторник"')
    assert 'aria-label="Понедельник"' in monday and 'value="mon_day"' in monday and "checked" not in monday
    assert 'value="tue_day"' in tuesday and "checked" in tuesday
