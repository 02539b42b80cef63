"""A reader sees right plurals, dates and numbers everywhere."""

from __future__ import annotations

import datetime as dt

import pytest

from nastavnik.ui import text

NOVEMBER = dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("number", "phrase"),
    [(0, "0\xa0пар"), (1, "1\xa0пара"), (2, "2\xa0пары"), (5, "5\xa0пар"), (11, "11\xa0пар"), (21, "21\xa0пара"),
     (112, "112\xa0пар"), (12345, "12\xa0345\xa0пар")],
)  # fmt: skip
def test_numbers_stand_with_the_right_form_of_the_word(number, phrase):
    assert text.count_phrase(number, "пара,пары,пар") == phrase


def test_year_is_named_only_outside_the_current_school_year():
    assert text.date_phrase(dt.date(2026, 12, 4), today=NOVEMBER) == "4\xa0декабря"
    assert text.date_phrase(dt.date(2027, 5, 21), today=NOVEMBER) == "21\xa0мая"
    assert text.date_phrase(dt.date(2026, 8, 31), today=NOVEMBER) == "31\xa0августа 2026\xa0г."
    assert text.date_phrase(dt.date(2027, 9, 1), today=NOVEMBER) == "1\xa0сентября 2027\xa0г."


def test_forms_of_a_date():
    day = dt.date(2026, 12, 4)
    assert text.date_phrase(day, "full", NOVEMBER) == "4\xa0декабря 2026\xa0г."
    assert text.date_phrase(day, "weekday", NOVEMBER) == "пятница, 4\xa0декабря"
    assert text.date_phrase(day, "short", NOVEMBER) == "04.12.2026"
    assert text.date_phrase(day, "month", NOVEMBER) == "декабрь 2026\xa0г."
    assert text.date_phrase("2026-12-04", today=NOVEMBER) == "4\xa0декабря"


def test_moment_is_shown_in_the_zone_of_the_reader():
    moment = dt.datetime(2026, 11, 29, 22, 30, tzinfo=dt.UTC)
    assert text.date_phrase(moment, "time", NOVEMBER) == "30\xa0ноября, 01:30"


@pytest.mark.parametrize("value", [None, "", "завтра", "2026-02-30", 5])
def test_missing_or_unreadable_date_is_an_empty_place(value):
    assert text.date_phrase(value) == ""
    assert text.due_phrase(value) == ""


def test_ranges_do_not_repeat_month_or_year():
    d = dt.date
    assert text.range_phrase(d(2026, 11, 2), d(2026, 11, 28), NOVEMBER) == "2–28\xa0ноября"
    assert text.range_phrase(d(2026, 11, 21), d(2026, 12, 11), NOVEMBER) == "21\xa0ноября – 11\xa0декабря"
    assert text.range_phrase(None, d(2026, 12, 11), NOVEMBER) == "до\xa011\xa0декабря"
    assert text.range_phrase(d(2026, 12, 11), None, NOVEMBER) == "с\xa011\xa0декабря"
    assert text.range_phrase(d(2026, 12, 11), d(2026, 12, 11), NOVEMBER) == "11\xa0декабря"
    assert text.range_phrase(None, None) == ""
    assert text.range_phrase(d(2025, 5, 1), d(2025, 6, 2), NOVEMBER) == "1\xa0мая – 2\xa0июня 2025\xa0г."


@pytest.mark.parametrize(
    ("days", "words"),
    [(-10, "было 20\xa0ноября"), (0, "сегодня"), (1, "завтра"), (4, "осталось 4\xa0дня"), (21, "остался 21\xa0день")],
)
def test_time_left_is_said_in_words(days, words):
    assert text.due_phrase(NOVEMBER + dt.timedelta(days=days), NOVEMBER) == words


def test_people_are_counted_as_people_up_to_ten():
    assert text.people_phrase(3, "dat") == "троим"
    assert text.people_phrase(2) == "двое"
    assert text.people_phrase(11, "dat") == "11"


def test_big_and_broken_numbers():
    assert text.number_phrase(1234567) == "1\xa0234\xa0567"
    assert text.number_phrase(3.5) == "3,5"
    assert text.number_phrase(4.0) == "4"
    assert text.number_phrase(-1200.25) == "−1200,25"


def test_words_that_must_stay_together_do():
    assert text.typographed("ответили 33 из 36") == "ответили 33\xa0из\xa036"
    assert "что\u2011то" in text.typographed("если что-то не так")
    assert text.typographed("ООО-то нет, 2026-то да, кое-кто").count("\u2011") == 3
    once = text.typographed('Приказ № 12 "О парах" от 5 сентября')
    assert text.typographed(once) == once
