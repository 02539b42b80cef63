"""Wordings of terms as curators write them, each with the reading a curator expects for 2025/26."""

import datetime as dt

import pytest

from nastavnik.engines.schoolyear import Term, parse_term


def days(*texts: str) -> list[tuple[str, str]]:
    return [(part.split("..")[0], part.split("..")[-1]) for text in texts for part in text.split()]


def dated(term: Term) -> list[tuple[str, str]]:
    if term.date:
        return [(term.date.isoformat(), term.date.isoformat())]
    if term.dates:
        return [(span.start.isoformat(), span.end.isoformat()) for span in term.dates]
    return [(term.start.isoformat(), term.end.isoformat())] if term.start and term.end else []


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("15/10/2025", "point", "2025-10-15"),
        ("«15» сентября 2025 г.", "point", "2025-09-15"),
        ("двадцать пятого мая", "point", "2026-05-25"),
        ("18.09.2025 в 15.00", "point", "2025-09-18"),
        ("четверг, 18 сентября", "point", "2025-09-18"),
        ("третий четверг октября", "point", "2025-10-16"),
        ("последняя суббота сентября", "point", "2025-09-27"),
        ("до двадцатого мая", "due", "2026-05-20"),
        ("не позже 30.09", "due", "2025-09-30"),
        ("не позднее ноября", "due", "2025-11-30"),
        ("до октября", "due", "2025-09-30"),
        ("до мая включительно", "due", "2026-05-31"),
        ("к октябрю", "due", "2025-09-30"),
        ("к 1 ноября", "due", "2025-11-01"),
        ("по 25 мая", "due", "2026-05-25"),
        ("крайний срок 15 мая", "due", "2026-05-15"),
        ("до конца I квартала", "due", "2026-03-31"),
        ("до конца 2025 года", "due", "2025-12-31"),
        ("к концу первого полугодия", "due", "2025-12-31"),
        ("до середины ноября", "due", "2025-11-15"),
        ("перед началом учебного года", "due", "2025-08-31"),
        ("до начала следующего учебного года", "due", "2026-08-31"),
        ("к 1 сентября следующего учебного года", "due", "2026-09-01"),
        ("ко Дню матери", "due", "2025-11-30"),
        ("до 1 и 15 октября", "set", "2025-10-01 2025-10-15"),
        ("до 15 октября, до 15 января", "set", "2025-10-15 2026-01-15"),
        ("в первых числах сентября", "interval", "2025-09-01..2025-09-10"),
        ("конец сентября – начало октября", "interval", "2025-09-21..2025-10-10"),
        ("вторая половина декабря 2025 г.", "interval", "2025-12-16..2025-12-31"),
        ("во второй декаде апреля", "interval", "2026-04-11..2026-04-20"),
        ("1-2 неделя сентября", "interval", "2025-09-01..2025-09-14"),
        ("в последнюю неделю октября", "interval", "2025-10-27..2025-11-02"),
        ("III–IV квартал", "interval", "2025-07-01..2025-12-31"),
        ("Ш квартал", "interval", "2025-07-01..2025-09-30"),
        ("1 кв. 2026", "interval", "2026-01-01..2026-03-31"),
        ("в течение второго семестра", "interval", "2026-01-09..2026-05-31"),
        ("весенний семестр", "interval", "2026-01-09..2026-05-31"),
        ("зима 2026", "interval", "2025-12-01..2026-02-28"),
        ("осень-зима", "interval", "2025-09-01..2026-02-28"),
        ("октябрь–май 2026", "interval", "2025-10-01..2026-05-31"),
        ("IX.2025 – V.2026", "interval", "2025-09-01..2026-05-31"),
        ("09.2025-05.2026", "interval", "2025-09-01..2026-05-31"),
        ("с 5 по 25 октября", "interval", "2025-10-05..2025-10-25"),
        ("3.-5. ноября", "interval", "2025-11-03..2025-11-05"),
        ("с 25 августа по 5 сентября", "interval", "2025-08-25..2025-09-05"),
        ("август-май", "interval", "2025-08-01..2026-05-31"),
        ("в течение октября-ноября", "interval", "2025-10-01..2025-11-30"),
        ("Июнь / 2026 … года", "interval", "2026-06-01..2026-06-30"),
        ("не ранее 1 октября и не позднее 15 октября", "interval", "2025-10-01..2025-10-15"),
        ("Начало октябрь, окончание декабрь", "interval", "2025-10-01..2025-12-31"),
        ("с: 10.11 по: 21.11", "interval", "2025-11-10..2025-11-21"),
        ("сентябрь, октябрь 2025 г.", "set", "2025-09-01..2025-09-30 2025-10-01..2025-10-31"),
        ("ноябрь 2025, январь 2026", "set", "2025-11-01..2025-11-30 2026-01-01..2026-01-31"),
        ("октябрь/апрель", "set", "2025-10-01..2025-10-31 2026-04-01..2026-04-30"),
        ("5, 12 и 19 ноября", "set", "2025-11-05 2025-11-12 2025-11-19"),
        ("I и II кварталы", "set", "2026-01-01..2026-03-31 2026-04-01..2026-06-30"),
        ("осенние и весенние каникулы", "set", "2025-10-28..2025-11-04 2026-03-24..2026-03-31"),
        ("во время зимних каникул", "interval", "2025-12-31..2026-01-08"),
        ("первые две недели сентября", "interval", "2025-09-01..2025-09-14"),
        ("до наступления ноября", "due", "2025-10-31"),
        ("в теч. уч. года", "continuous", "2025-09-01..2026-06-30"),
        ("с 1 октября", "continuous", "2025-10-01..2026-06-30"),
        ("сентябрь – май, постоянно", "continuous", "2025-09-01..2026-05-31"),
        ("в течение 2025/26 уч. года", "continuous", "2025-09-01..2026-06-30"),
        ("на протяжении всего периода", "continuous", "2025-09-01..2026-06-30"),
        ("в ходе реализации программы наставничества", "continuous", "2025-09-01..2026-06-30"),
    ],
)
def test_dates_are_read_as_a_curator_reads_them(text, kind, expected):
    term = parse_term(text, year=2025)
    assert (term.type, dated(term)) == (kind, days(expected))


@pytest.mark.parametrize(
    ("text", "rrule", "bounds", "count", "minimum"),
    [
        ("1 раз в месяц (октябрь–май)", "FREQ=MONTHLY", "2025-10-01..2026-05-31", 1, False),
        ("ежемесячно с 15 октября", "FREQ=MONTHLY", "2025-10-15..2026-05-31", 1, False),
        ("не реже одного раза в две недели", "FREQ=WEEKLY;INTERVAL=2", "2025-09-01..2026-05-31", 1, True),
        ("каждые три месяца", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "2025-09-01..2026-06-30", 1, False),
        ("1 раз в четверть", "FREQ=YEARLY;BYMONTH=3,5,10,12;BYMONTHDAY=31", "2025-09-01..2026-05-31", 1, False),
        ("последний рабочий день месяца", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
         "2025-09-01..2026-05-31", 1, False),
        ("3 раза в течение года", "FREQ=YEARLY", "2025-09-01..2026-06-30", 3, False),
        ("один-два раза в месяц", "FREQ=MONTHLY", "2025-09-01..2026-05-31", 1, True),
        ("2 занятия в неделю", "FREQ=WEEKLY", "2025-09-01..2026-05-31", 2, False),
        ("по вт и чт", "FREQ=WEEKLY;BYDAY=TU,TH", "2025-09-01..2026-05-31", 1, False),
        ("2 раза в неделю (вторник, четверг)", "FREQ=WEEKLY;BYDAY=TU,TH", "2025-09-01..2026-05-31", 1, False),
        ("первый и третий вторник месяца", "FREQ=MONTHLY;BYDAY=1TU,3TU", "2025-09-01..2026-05-31", 1, False),
        ("1 и 15 числа каждого месяца", "FREQ=MONTHLY;BYMONTHDAY=1,15", "2025-09-01..2026-05-31", 1, False),
        ("до 3 числа следующего за отчетным месяца", "FREQ=MONTHLY;BYMONTHDAY=3", "2025-10-01..2026-06-30", 1, False),
        ("до 10 числа месяца, следующего за отчётным кварталом", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10",
         "2025-10-01..2026-07-31", 1, False),
        ("до 01.02.2026, далее ежегодно", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1", "2026-02-01..2026-08-31", 1, False),
        ("по мере необходимости, но не реже 1 раза в месяц", "FREQ=MONTHLY", "2025-09-01..2026-05-31", 1, True),
        ("каждый октябрь", "FREQ=YEARLY;BYMONTH=10", "2025-10-01..2025-10-31", 1, False),
        ("каждый последний день месяца", "FREQ=MONTHLY;BYMONTHDAY=-1", "2025-09-01..2026-05-31", 1, False),
        ("сентябрь; далее – ежемесячно до мая", "FREQ=MONTHLY", "2025-09-01..2026-04-30", 1, False),
        ("ежедневно, кроме воскресенья", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA", "2025-09-01..2026-05-31", 1, False),
        ("не менее 6 встреч", "FREQ=YEARLY", "2025-09-01..2026-06-30", 6, True),
    ],
)  # fmt: skip
def test_repetitions_keep_rhythm_bounds_and_count(text, rrule, bounds, count, minimum):
    term = parse_term(text, year=2025)
    assert (term.type, term.rrule, dated(term)) == ("recurrence", rrule, days(bounds))
    assert (term.count, term.minimum) == (count, minimum)


def test_a_month_taken_out_has_its_days_and_a_word_stays_a_word():
    out = parse_term("каждую пятницу, кроме декабря и января", year=2025).to_json()["except"]
    assert [(gap["from"], gap["to"]) for gap in out] == [("2025-12-01", "2025-12-31"), ("2026-01-01", "2026-01-31")]
    assert parse_term("еженедельно, за исключением каникул", year=2025).to_json()["except"] == "каникул"


@pytest.mark.parametrize(
    ("text", "event", "offset", "direction", "working"),
    [
        ("по завершению персонализирова нной программы", "завершение персонализированной программы", 0, "after", False),
        ("после групповой встречи", "групповая встреча", 0, "after", False),
        ("в 10-ти дневный срок после издания приказа", "издание приказа", 10, "after", False),
        ("в месячный срок после назначения", "назначение", 30, "after", False),
        ("в течение трёх рабочих дней после проведения собеседования", "проведение собеседования", 3, "after", True),
        ("в течение 5 (пяти) рабочих дней после получения", "получение", 5, "after", True),
        ("на следующий день после встречи", "встреча", 1, "after", False),
        ("не позднее чем за 3 дня до конференции", "конференция", 3, "before", False),
        ("за 5 рабочих дней до заседания совета", "заседание совета", 5, "before", True),
        ("за две-три недели до фестиваля", "фестиваль", 21, "before", False),
        ("не позднее дня подписания", "подписание", 0, "before", False),
        ("с начала действия приказа", "начало действия приказа", 0, "after", False),
        ("накануне защиты", "защита", 1, "before", False),
        ("до начала стажировки", "начало стажировки", 0, "before", False),
        ("в день проведения мероприятия", "мероприятие", 0, "on", False),
        ("при приёме на работу", "приём на работу", 0, "on", False),
        ("с даты заключения договора", "заключение договора", 0, "after", False),
    ],
)
def test_events_are_named_in_the_nominative(text, event, offset, direction, working):
    term = parse_term(text, year=2025)
    assert (term.type, term.event) == ("relative", event)
    assert (term.offset_days, term.direction, term.working_days) == (offset, direction, working)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("в течение года по мере необходимости", "conditional", "по мере необходимости"),
        ("при наличии наставляемых", "conditional", "при наличии наставляемых"),
        ("в случае увольнения наставника", "conditional", "в случае увольнения наставника"),
        ("в соответствии со сроками конкурса", "reference", "сроки конкурса"),
        ("согласно плана", "reference", "план"),
        ("по календарному учебному графику", "reference", "календарный учебный график"),
        ("ко Дню колледжа", "reference", "День колледжа"),
        ('-"-', "reference", "строка выше"),
        ("в те же сроки", "reference", "строка выше"),
    ],
)
def test_conditions_and_named_documents_keep_their_words(text, kind, words):
    term = parse_term(text, year=2025)
    assert (term.type, term.condition or term.reference) == (kind, words)


@pytest.mark.parametrize(
    "text", ["", "-", "—", "…", "___", "х", "X", "б/с", "нет", "0 раз в месяц", "31.12.9999", "14:30"]
)
def test_an_empty_or_senseless_cell_gives_no_date(text):
    assert parse_term(text, year=2025).type == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "Приказ министерства от 1 июля 2020 г. № 123",
        "Провести конкурс «Лучший наставник-2025»",
        "План мероприятий на 2025-2026 учебный год",
        "Развитие образовательной среды колледжа",
        "Мероприятия по реализации положения",
        "Работа по утверждению плана с группой 2 курса",
        "согласование п. 1.12 плана",
    ],
)
def test_dates_of_laws_and_numbers_in_titles_are_no_terms(text):
    assert dated(parse_term(text, year=2025)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Разместить на сайте до 19.11.2025", "2025-11-19"),
        ("(до 12 ноября, отвечает методист)", "2025-11-12"),
        ("Провести анкетирование в сентябре (приказ от 12.08.2025 № 45)", "2025-09-01..2025-09-30"),
        ("3-й этап – Основной (ноябрь – апрель)", "2025-11-01..2026-04-30"),
        ("Этап 2 - октябрь", "2025-10-01..2025-10-31"),
        ("Этап III. Итоговый, май", "2026-05-01..2026-05-31"),
    ],
)
def test_terms_inside_sentences_and_stage_headings_are_found(text, expected):
    assert dated(parse_term(text, year=2025)) == days(expected)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("до 14 ок- тября", "до 14 октября"),
        ("до 14 ок-тября", "до 14 октября"),
        ("сен тябрь", "сентябрь"),
        ("ceнтябpь", "сентябрь"),
        ("0ктябрь – ма й", "октябрь – май"),
        ("до 1О октября", "до 10 октября"),
        ("до 15.О9.2025", "до 15.09.2025"),
        ("С Е Н Т Я Б Р Ь", "СЕНТЯБРЬ"),
        ("ежеме сячно", "ежемесячно"),
        ("ежемесячто", "ежемесячно"),
        ("феварль", "февраль"),
        ("сентябрь- октябрь", "сентябрь – октябрь"),
        ("сен\u200bтябрь", "сентябрь"),
        ("сентя\u0301брь", "сентябрь"),
        ("до 20 мар-\nта", "до 20 марта"),
        ("до 15\x00 сентября", "до 15 сентября"),
        ("17 апреля 2026¹ года", "17 апреля 2026 года"),
    ],
)
def test_faults_of_extraction_do_not_change_the_reading(broken, whole):
    left, right = parse_term(broken, year=2025), parse_term(whole, year=2025)
    assert (left.type, dated(left), left.rrule) == (right.type, dated(right), right.rrule)
    assert left.text == broken


def test_a_day_that_does_not_exist_is_kept_and_doubted():
    term = parse_term("до 31 сентября", year=2025)
    assert (term.date, term.confidence) == (dt.date(2025, 9, 30), "guess")
    assert "Такого дня" in term.explanation


def test_a_date_of_another_year_is_kept_and_doubted():
    term = parse_term("сентябрь 2023", year=2025)
    assert term.start == dt.date(2023, 9, 1)
    assert "вне учебного года" in term.explanation


def test_august_of_the_first_stage_is_before_the_year():
    assert parse_term("август", year=2025, first_stage=True).start == dt.date(2025, 8, 1)
    assert parse_term("август", year=2025).start == dt.date(2026, 8, 1)


def test_a_calendar_year_plan_has_january_to_december_of_one_year():
    assert parse_term("март", year=2025, calendar_year=True).start == dt.date(2025, 3, 1)
    assert dated(parse_term("постоянно", year=2025, calendar_year=True)) == [("2025-01-01", "2025-12-31")]
