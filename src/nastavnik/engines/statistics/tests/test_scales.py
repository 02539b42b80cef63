"""From answers to scores, and which scores may be compared."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.engines.statistics import Item, Measure, Refused, Wave, score, subscales
from nastavnik.engines.statistics.scales import grew, is_late_entry, why_not_comparable

MOTIVE = [Item("MOT1", "MOT"), Item("MOT2", "MOT"), Item("MOT3", "MOT", reverse=True), Item("MOT4", "MOT")]
EFFORT = [Item("EFF1", "EFF"), Item("EFF2", "EFF"), Item("EFF3", "EFF", reverse=True)]
DAY = dt.date(2026, 10, 1)
FIVE = Measure("MOT-1", 1, 5)


def test_reversed_five_counts_as_one():
    assert MOTIVE[2].value(5) == 1
    assert score(MOTIVE, {"MOT1": 5, "MOT2": 5, "MOT3": 5, "MOT4": 5}) == 4


@pytest.mark.parametrize(
    ("items", "answers", "expected"),
    [
        (MOTIVE, {"MOT1": 5, "MOT2": 4, "MOT3": 2, "MOT4": None}, Fraction(13, 3)),
        (MOTIVE, {"MOT1": 5, "MOT2": 4}, None),
        (EFFORT, {"EFF1": 5, "EFF2": 4}, Fraction(9, 2)),
        (EFFORT, {"EFF1": 5}, None),
        (EFFORT, {}, None),
    ],
)
def test_a_subscale_needs_two_thirds_of_its_answers(items, answers, expected):
    assert score(items, answers) == expected


def test_a_sheet_gives_every_subscale_and_ignores_other_questions():
    sheet = {"MOT1": 3, "MOT2": 3, "MOT3": 3, "MOT4": 3, "EFF1": 1, "GEN10": 9}
    assert subscales([*MOTIVE, *EFFORT], sheet) == {"MOT": 3, "EFF": None}


def test_an_answer_off_the_scale_is_refused_by_the_name_of_its_question():
    with pytest.raises(Refused, match="MOT2") as refused:
        score(MOTIVE, {"MOT1": 1, "MOT2": 6})
    assert refused.value.code == "value_out_of_scale"


@given(st.lists(st.integers(1, 5), min_size=4, max_size=4))
def test_turning_every_item_and_every_answer_keeps_the_score(answers):
    sheet = dict(zip(("MOT1", "MOT2", "MOT3", "MOT4"), answers, strict=True))
    turned = [Item(item.code, item.subscale, reverse=not item.reverse) for item in MOTIVE]
    assert score(turned, {code: 6 - answer for code, answer in sheet.items()}) == score(MOTIVE, sheet)


def test_entry_is_late_after_the_days_of_grace():
    assert not is_late_entry(Wave("entry", dt.date(2026, 10, 15), FIVE), DAY)
    assert is_late_entry(Wave("entry", dt.date(2026, 10, 16), FIVE), DAY)
    assert not is_late_entry(Wave("exit", dt.date(2027, 5, 1), FIVE), DAY)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (Wave("entry", DAY, FIVE), Wave("exit", DAY, FIVE), ""),
        (Wave("retro", DAY, FIVE), Wave("exit", DAY, FIVE), "воспоминанию"),
        (Wave("entry", DAY, FIVE), Wave("mid", DAY, FIVE), "вход и выход"),
        (Wave("entry", DAY, FIVE), Wave("exit", DAY, Measure("MOT-2", 1, 5)), "изменились"),
        (Wave("entry", DAY, FIVE), Wave("exit", DAY, Measure("MOT-1", 1, 10)), "изменились"),
        (Wave("entry", DAY + dt.timedelta(15), FIVE), Wave("exit", DAY, FIVE), "Поздний вход"),
    ],
)
def test_only_entry_and_exit_of_one_measure_are_compared(before, after, word):
    reason = why_not_comparable(before, after, ordered=DAY)
    assert (reason == "") if not word else (word in reason)


def test_growth_counts_those_who_rose_by_the_step_or_more():
    assert grew([Fraction(1, 2), Fraction(49, 100), Fraction(2), Fraction(-1)], 0.5) == (2, 4)
