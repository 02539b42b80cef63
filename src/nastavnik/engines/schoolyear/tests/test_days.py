"""Working days, the school year, occurrences and the rules that need the kind of work."""

import datetime as dt

import pytest

from nastavnik.engines.schoolyear import (
    SchoolYear,
    Span,
    TermNotDated,
    YearOutOfRange,
    add_working_days,
    cut_term,
    describe,
    due_date,
    find_school_year,
    first_known,
    for_document,
    for_single_act,
    is_overdue,
    is_working_day,
    last_known_year,
    occurrences,
    off_day,
    over_years,
    parse_term,
    parse_terms,
    resolve,
    same_as_above,
    settle,
    working_days_between,
)

D = dt.date


@pytest.mark.parametrize(
    ("year", "working"),
    [
        (2017, 247),
        (2018, 247),
        (2019, 247),
        (2021, 247),
        (2022, 247),
        (2023, 247),
        (2024, 248),
        (2025, 247),
        (2026, 247),
    ],
)
def test_each_year_has_the_official_number_of_working_days(year, working):
    assert (
        sum(
            is_working_day(D(year, 1, 1) + dt.timedelta(days=n))
            for n in range((D(year + 1, 1, 1) - D(year, 1, 1)).days)
        )
        == working
    )


def test_transfers_and_working_saturdays():
    assert is_working_day(D(2025, 11, 1)) and not is_working_day(D(2025, 11, 3))
    assert not is_working_day(D(2026, 1, 9)) and not is_working_day(D(2026, 12, 31))


def test_years_without_a_government_act_follow_the_code():
    assert last_known_year() == 2026
    assert not is_working_day(D(2027, 5, 3)), "1 May 2027 is a Saturday, its day off moves to Monday"
    assert not is_working_day(D(2027, 6, 14))


def test_working_days_of_a_year_without_a_government_act_are_a_guess_that_says_so():
    within = parse_term("в течение 3 рабочих дней после встречи", year=2026)
    known, later = settle(within, D(2026, 10, 5)), settle(within, D(2027, 5, 4))
    assert known.confidence == "exact" and known.doubts == ()
    assert later.confidence == "guess"
    assert "2027" in later.explanation and "Трудового кодекса" in later.explanation
    exact_day = settle(parse_term("в день защиты", year=2026), D(2027, 5, 4))
    assert exact_day.doubts == (), "the day itself needs no calendar"


def test_counting_working_days_skips_days_off():
    assert add_working_days(D(2025, 12, 30), 1) == D(2026, 1, 12)
    assert add_working_days(D(2026, 1, 12), -1) == D(2025, 12, 30)
    assert working_days_between(D(2025, 12, 30), D(2026, 1, 12)) == 1
    assert off_day(D(2025, 10, 5), document=True) == D(2025, 10, 6)
    assert off_day(D(2025, 10, 5), document=False) == D(2025, 10, 3)


def test_the_school_year_of_a_day_an_approval_and_a_title():
    year = SchoolYear(2025)
    assert (year.start, year.end, year.study.end) == (D(2025, 9, 1), D(2026, 8, 31), D(2026, 6, 30))
    assert SchoolYear.of(D(2026, 8, 31)) == year
    assert SchoolYear.for_approval(D(2026, 6, 1)) == SchoolYear(2026)
    assert find_school_year("План на 2024–2025 учебный год") == SchoolYear(2024)
    assert find_school_year("План на 2024/25 уч. г.") == SchoolYear(2024)
    assert find_school_year("Дорожная карта") is None
    with pytest.raises(YearOutOfRange, match="Год 20 не подходит"):
        SchoolYear(20)


def test_monthly_work_has_nine_occurrences_each_a_whole_month():
    found = occurrences(parse_term("ежемесячно", year=2025), D(2025, 9, 1), D(2026, 8, 31))
    assert len(found) == 9
    assert (found[0].span, found[-1].due) == (Span(D(2025, 9, 1), D(2025, 9, 30)), D(2026, 5, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ежеквартально", [D(2025, 9, 30), D(2025, 12, 31), D(2026, 3, 31), D(2026, 6, 30)]),
        ("1 раз в полугодие", [D(2025, 12, 31), D(2026, 5, 31)]),
        ("до 30 числа каждого месяца с января по март", [D(2026, 1, 30), D(2026, 2, 28), D(2026, 3, 30)]),
        ("вторая среда месяца, сентябрь – октябрь", [D(2025, 9, 10), D(2025, 10, 8)]),
        ("по пятницам с 1 по 20 декабря, кроме 12 декабря", [D(2025, 12, 5), D(2025, 12, 19)]),
        ("сентябрь, январь", [D(2025, 9, 30), D(2026, 1, 31)]),
        ("до 15.10", [D(2025, 10, 15)]),
        ("при необходимости", []),
    ],
)
def test_occurrences_fall_on_the_days_a_curator_would_mark(text, expected):
    assert [one.due for one in resolve(parse_term(text, year=2025))] == expected


def test_every_rule_gives_the_days_of_the_standard():
    rrule = pytest.importorskip("dateutil.rrule", reason="the peer for RFC 5545 is not installed")
    for text in (
        "по вт и чт", "раз в две недели по средам", "ежеквартально", "последняя пятница месяца", "1 раз в четверть",
        "1 и 15 числа каждого месяца", "последний рабочий день месяца", "до 30 числа каждого месяца", "каждые 10 дней",
    ):  # fmt: skip
        term = parse_term(text, year=2025)
        peer = rrule.rrulestr(term.rrule, dtstart=dt.datetime.combine(term.start, dt.time()))
        expected = [
            day.date() for day in peer.between(dt.datetime(2025, 8, 31), dt.datetime.combine(term.end, dt.time(1)))
        ]
        assert [one.span.start for one in resolve(term)] == expected, text


def test_an_event_gives_its_term_a_date():
    within = parse_term("в течение 3 рабочих дней со дня обращения", year=2025)
    assert settle(within, D(2025, 12, 30)).date == D(2026, 1, 14)
    calendar = parse_term("в течение 7 дней после встречи", year=2025)
    assert settle(calendar, D(2025, 9, 28)).date == D(2025, 10, 6), "5 October is a Sunday"
    assert settle(parse_term("за 2 недели до защиты", year=2025), D(2026, 5, 20)).date == D(2026, 5, 6)
    assert settle(parse_term("после педсовета", year=2025), D(2025, 9, 1)).date == D(2025, 9, 8)
    with pytest.raises(TermNotDated, match="«педсовет»"):
        resolve(parse_term("после педсовета", year=2025))


def test_due_dates_and_overdue():
    assert due_date(parse_term("октябрь, март", year=2025)) == D(2026, 3, 31)
    assert due_date(parse_term("после встречи", year=2025)) is None
    until = parse_term("до 15 сентября", year=2025)
    assert not is_overdue(until, D(2025, 9, 15)) and is_overdue(until, D(2025, 9, 16))


def test_an_act_done_once_is_not_nine_banks():
    monthly = for_single_act(parse_term("ежемесячно", year=2025))
    assert (monthly.type, monthly.rrule) == ("continuous", "FREQ=MONTHLY")
    assert "один раз" in monthly.explanation
    both = for_single_act(parse_term("сентябрь, октябрь", year=2025))
    assert (both.type, both.start, both.end) == ("interval", D(2025, 9, 1), D(2025, 10, 31))
    assert for_document(parse_term("15 сентября", year=2025)).type == "due"


def test_ditto_takes_the_row_above_and_places_have_precedence():
    terms = same_as_above(parse_terms(["до 15 сентября", "то же", "-//-"], year=2025))
    assert [term.date for term in terms] == [D(2025, 9, 15)] * 3
    chosen = first_known({"own": parse_term("—", year=2025), "stage": terms[0], "plan": terms[1]})
    assert chosen is not None and chosen.source == "stage"


def test_a_plan_of_three_years_repeats_its_months():
    term = over_years(parse_term("октябрь", year=2023), Span(D(2023, 10, 1), D(2026, 6, 30)))
    assert [span.start for span in term.dates] == [D(2023, 10, 1), D(2024, 10, 1), D(2025, 10, 1)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Разместить сведения на сайте до 19.11.2025", "Разместить сведения на сайте"),
        ("Собрать согласия (до 12 ноября, отвечает методист)", "Собрать согласия (отвечает методист)"),
        ("Ежемесячно проводить встречи пар", "проводить встречи пар"),
        ("Утвердить положение (приказ от 1 июля 2020 г. № 5)", "Утвердить положение (приказ от 1 июля 2020 г. № 5)"),
    ],
)
def test_a_term_is_cut_out_and_the_title_stays_readable(text, title):
    assert cut_term(text, year=2025)[0] == title


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("до 15.09", "до 15 сентября 2025 г."),
        ("октябрь–май", "октябрь 2025 г. – май 2026 г."),
        ("3–17 октября", "с 3 по 17 октября 2025 г."),
        ("не реже 2 раз в месяц", "не реже 2 раз в месяц, с 1 сентября 2025 г. по 31 мая 2026 г."),
        ("в течение 2 рабочих дней со дня обращения", "не позднее чем через 2 рабочих дня после события «обращение»"),
        ("вторая среда месяца, май", "ежемесячно, вторая среда, с 1 мая по 31 мая 2026 г."),
    ],
)
def test_terms_are_told_in_plain_russian(text, words):
    told = describe(parse_term(text, year=2025))
    assert told.replace("\u00a0", " ") == words


def test_dates_do_not_break_over_lines():
    assert describe(parse_term("до 15.09", year=2025)) == "до\u00a015\u00a0сентября 2025\u00a0г."
