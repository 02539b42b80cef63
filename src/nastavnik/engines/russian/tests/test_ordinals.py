"""Promises about ordinal numbers and dates in words."""

from __future__ import annotations

import datetime as dt

import pytest

from nastavnik.engines.russian import date_in_words, ordinal_words

ROWS = """
1|m|nom|первый
2|m|nom|второй
3|m|gen|третьего
3|f|acc|третью
4|n|nom|четвёртое
7|m|nom|седьмой
11|f|ins|одиннадцатой
20|n|nom|двадцатое
21|m|nom|двадцать первый
30|n|gen|тридцатого
40|m|nom|сороковой
43|n|loc|сорок третьем
90|m|dat|девяностому
100|m|nom|сотый
110|m|nom|сто десятый
200|m|nom|двухсотый
346|f|nom|триста сорок шестая
1000|m|nom|тысячный
1861|m|gen|тысяча восемьсот шестьдесят первого
1900|m|gen|тысяча девятисотого
1999|m|gen|тысяча девятьсот девяносто девятого
2000|m|gen|двухтысячного
2008|m|nom|две тысячи восьмой
2026|m|gen|две тысячи двадцать шестого
2100|m|gen|две тысячи сотого
5000|m|nom|пятитысячный
"""


@pytest.mark.parametrize("row", [line.split("|") for line in ROWS.strip().splitlines()], ids=lambda row: row[0])
def test_only_the_last_word_of_an_ordinal_declines(row: list[str]) -> None:
    number, gender, case, words = row
    assert ordinal_words(int(number), gender, case) == words


def test_ordinals_outside_the_range_are_refused_in_russian() -> None:
    for number in (0, -1, 10_000):
        with pytest.raises(ValueError, match="от 1 до 9999"):
            ordinal_words(number)


def test_a_date_in_words() -> None:
    assert date_in_words(dt.date(2026, 9, 5)) == "пятое сентября две тысячи двадцать шестого года"
    assert date_in_words(dt.date(2000, 1, 31), "gen") == "тридцать первого января двухтысячного года"
    assert date_in_words(dt.date(2027, 2, 23), "dat") == "двадцать третьему февраля две тысячи двадцать седьмого года"


def test_every_day_and_year_of_two_centuries_has_words() -> None:
    seen = {ordinal_words(number) for number in range(1, 2201)}
    assert len(seen) == 2200
    assert all(date_in_words(dt.date(year, 12, 31)).endswith("года") for year in range(1900, 2101))
