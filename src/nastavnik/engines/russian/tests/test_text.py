"""Promises about initials, numbers, dates, typography and search keys."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.engines.russian import (
    NBSP,
    count,
    count_words,
    date_blank,
    date_range,
    date_words,
    decline_post,
    fold,
    initials,
    lemmas,
    money_words,
    name_key,
    number_words,
    plural,
    repair,
    school_year,
    typo,
    visible,
)

DAY = dt.date(2026, 9, 5)


def _n(text: str) -> str:
    return text.replace("_", NBSP)


def test_initials_stand_where_the_paper_wants_them() -> None:
    assert initials("Мещеряков", "Олег", "Викторович") == _n("Мещеряков_О._В.")
    assert initials("Мещеряков", "Олег", "Викторович", "before") == _n("О._В._Мещеряков")
    assert initials("Ким", "Анна-Мария", "Сергеевна", "before") == _n("А.-М._С._Ким")
    assert initials("Гарсиа", "Мария") == _n("Гарсиа_М.")
    assert initials("Гасанов", "Фуад", "Аликрам оглы") == _n("Гасанов_Ф._А.")
    assert initials("Иванова", "А.", "П.") == _n("Иванова_А._П.")


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "пара"), (2, "пары"), (5, "пар"), (11, "пар"), (21, "пара"), (112, "пар"), (0, "пар"), (1.5, "пары")],
)
def test_the_noun_agrees_with_the_number(number: float, word: str) -> None:
    assert plural(number, "пара", "пары", "пар") == word


def test_numbers_in_words() -> None:
    assert number_words(21045) == "двадцать одна тысяча сорок пять"
    assert number_words(2001, "f", "gen") == "двух тысяч одной"
    assert number_words(540, case="ins") == "пятьюстами сорока"
    assert count(21, "пара", "пары", "пар") == _n("21_пара")
    assert count_words(5, "человек", "человека", "человек") == _n("5_(пяти) человек")
    assert money_words(5000) == _n("5_000_(пять тысяч) рублей 00_копеек")
    with pytest.raises(ValueError, match="слишком велико"):
        number_words(10**13)


def test_dates_are_never_broken_over_lines() -> None:
    assert date_words(DAY) == _n("5_сентября_2026_г.")
    assert date_words(DAY, "quoted") == _n("«05»_сентября_2026_г.")
    assert date_words(DAY, "digits") == "05.09.2026"
    assert date_range(DAY, dt.date(2027, 5, 31)) == _n("с_5_сентября_2026_г. по_31_мая_2027_г.")
    assert school_year(2026) == _n("2026/27_учебный_год")
    assert " " not in date_blank()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('приказ №123-о "О "лучших" парах"', "приказ №_123\u2011о «О_„лучших“ парах»"),
        ("г.Вымышленск - город", "г._Вымышленск_— город"),
        ("2026-2027 учебный год", "2026–2027_учебный_год"),
        ("И.О. Иванов и Иванов И.О.", "И._О._Иванов и_Иванов_И._О."),
        ("от 5 сентября 2026 г., ст. 9, 15%", "от 5_сентября_2026_г., ст._9, 15_%"),
        ("- пункт", "– пункт"),
        ("и.о. директора...", "и._о._директора…"),
        (
            "пишите на a-b@example.org и http://example.org/в - о",
            "пишите на a-b@example.org и_http://example.org/в_— о",
        ),
        ("от 1 сентября 2026г.", "от 1_сентября_2026_г."),
        ("1-5 классы, 14-17 лет, 10-15 мая", "1–5 классы, 14–17 лет, 10–15_мая"),
        ("п. 1-3, группа 1-23, тел. 8-800-555-35-35", "п._1–3, группа 1-23, тел._8-800-555-35-35"),
        ("звоните: 8 (000) 555-01-07, +7 (000) 555-01-07", "звоните: 8_(000)_555-01-07, +7_(000)_555-01-07"),
        ("группа 8 (вечерняя) и (12) 3-я", "группа 8 (вечерняя) и_(12) 3\u2011я"),
        ("приказ N 273-ФЗ, § 5", "приказ №_273\u2011ФЗ, §_5"),
        ("1 000 000 руб., 20 °С, XX в., до н. э.", "1_000_000_руб., 20_°С, XX_в., до н._э."),
        ("2026/27 учебный год; ст.5 ч.2", "2026/27_учебный_год; ст._5_ч._2"),
        ("в 2025/26 учебном году, 2025-2026 уч. год", "в_2025/26_учебном_году, 2025–2026_уч._год"),
        ("итоги учебного года, годовой учебный план", "итоги учебного_года, годовой учебный план"),
        ("школа им.А.С.Пушкина , Ф.И.О.", "школа им._А._С._Пушкина, Ф._И._О."),
    ],
)
def test_typography(typed: str, printed: str) -> None:
    assert typo(typed) == _n(printed)


_PIECES = st.sampled_from(
    [
        "г.",
        "в",
        "XX",
        "мая",
        "лет",
        "№",
        "N",
        "п.",
        "ст.",
        "1-5",
        "2026",
        "000",
        "°С",
        "И.",
        "О.",
        "Ф.",
        "н.",
        "э.",
        "им.",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(alphabet='абвИОг. -–—"«»„“№0123456789\n\u00a0%,(', max_size=40),
        st.lists(st.one_of(_PIECES, st.sampled_from([" ", "", "\u00a0", ", "])), max_size=14).map("".join),
    )
)
def test_typography_applied_twice_changes_nothing_more(text: str) -> None:
    assert typo(typo(text)) == typo(text)


def test_differences_of_writing_do_not_hide_a_person() -> None:
    assert fold("Cёмин  Артём") == fold("СЕМИН\u00a0АРТЕМ") == fold("семи\u0301н артем")
    assert fold("и\u0306") == "й"
    assert name_key("Иванова", "Анна", "Петровна") == name_key("анна", "петровна", "ИВАНОВА")
    assert name_key("Иванова-Петрова", "Анна") != name_key("Иванова", "Анна")


def test_repair_mends_writing_and_keeps_words() -> None:
    assert repair("Нeбылицына\u00a0\u200bМария  ё") == "Небылицына Мария ё"
    assert repair("IT-отдел") == "IT-отдел"
    assert not visible("\u200b \u00a0\u202e")
    assert visible("Я")


def test_search_finds_other_forms_of_a_word() -> None:
    assert set(lemmas("людям и детям")) >= {"человек", "ребенок"}
    assert lemmas("Студентками")[0] == lemmas("студентка")[0]


@pytest.mark.parametrize("filler", ["а", "1", "(", '"', "А. ", "\u0301", "a.a@"])
def test_a_long_hostile_text_is_finished_at_once(filler: str) -> None:
    text = filler * (60_000 // len(filler))
    started = time.process_time()
    typo(text)
    fold(text)
    decline_post(text)
    assert time.process_time() - started < 2
