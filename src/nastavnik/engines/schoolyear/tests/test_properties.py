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
