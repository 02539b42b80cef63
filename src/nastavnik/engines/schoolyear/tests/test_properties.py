"""Promises that hold for any text and any date."""

import datetime as dt
import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.engines.schoolyear import SchoolYear, Term, describe, due_date, parse_term, resolve, russian_date

YEARS = st.integers(2000, 2090)
WORDS = (
    "до с по к от в не позднее раз раза раз в месяц ежемесячно сентябрь октября май 5 15 31 2025 "
    "2026 г. года 12.10 , ; ( ) - – и кроме каникул далее после встречи за недели течение первая "
    "неделя I III квартал полугодие каждый четверг числа последний день рабочих конца начала "
    "середина половина декада года учебного до при необходимости по графику завершении 2025/26 99 0 "
    "* № от приказ "
)
PIECES = st.sampled_from(WORDS.split())


def days_in(year: int) -> st.SearchStrategy[dt.date]:
    return st.dates(dt.date(year, 9, 1), dt.date(year + 1, 8, 31))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120), YEARS)
def test_any_text_gets_an_answer_that_is_json(text, year):
    term = parse_term(text, year=year)
    record = term.to_json()
    assert record["text"] == text and record["explanation"]
    json.dumps(record)
    assert describe(term)


@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join), YEARS)
def test_any_heap_of_term_words_gets_a_sound_answer(text, year):
    term = parse_term(text, year=year)
    assert describe(term) and term.explanation
    if term.start and term.end:
        assert term.start <= term.end
    if term.type != "relative":
        for one in resolve(term):
            assert one.span.start <= one.span.end


@settings(max_examples=150, deadline=None)
@given(st.data(), YEARS)
def test_a_printed_term_read_again_is_itself(data, year):
    first, second = sorted((data.draw(days_in(year)), data.draw(days_in(year))))
    for written in (
        Term("", "due", date=first),
        Term("", "point", date=first),
        Term("", "interval", start=first, end=second),
    ):
        if written.type == "interval" and first == second:
            continue
        read = parse_term(describe(written), year=year)
        assert (read.type, read.date, read.start, read.end) == (written.type, written.date, written.start, written.end)


RHYTHMS = st.sampled_from(
    (
        "ежедневно", "ежедневно, кроме выходных", "еженедельно", "раз в две недели", "по вт и чт", "в будни", "ежемесячно",
        "раз в два месяца", "2 раза в месяц", "не реже 3 раз в неделю", "последняя пятница месяца", "первая и третья среда",
        "первый понедельник и вторая пятница месяца", "5 числа", "до 10 и 25 числа каждого месяца", "до 31 числа ежемесячно",
        "последний рабочий день месяца", "до 3 рабочего дня месяца", "вторая неделя каждого месяца", "ежеквартально",
        "не менее 2 раз в квартал", "ежеквартально до 5 числа", "раз в полугодие", "не реже 1 раза в четверть",
        "1 раз в триместр", "6 занятий", "не менее 4 встреч", "ежегодно", "ежегодно в октябре", "ежегодно до 5 мая",
        "октябрь, март, ежегодно", "до 10 числа месяца, следующего за отчётным",
    )
)  # fmt: skip
BOUNDS = st.sampled_from(
    ("", " с октября по март", " с 10 ноября", " до 20 апреля", " с 15 сентября по 25 мая", ", октябрь – декабрь",
     ", кроме января", " с октября по апрель, кроме января и марта", ", кроме каникул")
)  # fmt: skip
OTHERS = st.sampled_from(
    (
        "октябрь, январь, март", "15 октября и 15 апреля", "6–10 октября, 9–13 февраля", "постоянно", "с 1 октября по 30 мая, постоянно",
        "в течение 5 рабочих дней со дня издания приказа", "за две недели до защиты проекта", "в день открытых встреч",
        "по завершении практики", "накануне педсовета", "по графику учебного процесса", "День колледжа", "то же",
        "согласно приказу от 25.12.2024 № 5", "после утверждения плана на 2025 год", "при наличии заявок",
    )
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.tuples(RHYTHMS, BOUNDS).map("".join), OTHERS), st.integers(2015, 2040))
def test_a_printed_schedule_read_again_is_itself(text, year):
    written = parse_term(text, year=year)
    read = parse_term(describe(written), year=year)

    def meaning(term):
        days = [] if term.type == "relative" else resolve(term)
        event = (term.event, term.offset_days, term.direction, term.working_days)
        return (term.type, days, term.minimum, term.excluded_text, event, term.condition, term.reference)

    assert meaning(read) == meaning(written), describe(written)


@settings(max_examples=100, deadline=None)
@given(st.data(), YEARS)
def test_words_without_a_year_lie_in_the_school_year(data, year):
    school = SchoolYear(year)
    day = data.draw(days_in(year))
    words = russian_date(day, year=False)
    text = data.draw(st.sampled_from(["до {0}", "{0}", "не позднее {0}", "в срок до {0}", "ежемесячно до {0}"]))
    due = due_date(parse_term(text.format(words), year=year))
    assert due == day
    assert school.contains(due)


@pytest.mark.parametrize(
    "text",
    [
        "х" * 100_000, "сентябрь " * 12_000, "1 " * 1000, "1-" * 999, "1 и " * 500, "до " * 660,
        "5, " * 600 + "октября",
        "еже" * 600, "а\u0301" * 900, "\u200b" * 2000, "👩‍🎓" * 600,
        "после " * 300, "каждый " * 280, "I " * 199, '"' * 1999,
        "первый " * 199, "начало и " * 190, "с 3 по 5 и " * 30, "до 5 и " * 60, "15 октября, ноября " * 50,
        "раз" * 200, "каждыймесяц" * 10, "осенние, " * 95 + "каникулы", "в начале программы, " * 48,
        "15.09.2025 - " * 150, "сентя брь " * 200, "a b c d " * 250, "в течение 7 дней после " * 60,
    ],
)  # fmt: skip
def test_a_hostile_line_is_answered_with_little_work(text):
    parse_term("после педагогического совета", year=2025)  # the dictionary is loaded once
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        term = parse_term(text, year=2025)
    finally:
        sys.setprofile(None)
    assert term.text == text
    assert calls < 600_000, "a twentieth of a second on an ordinary machine"
