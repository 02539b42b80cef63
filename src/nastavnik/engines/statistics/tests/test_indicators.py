"""Shares, their sums over a region, changes pooled over organisations, proposals for SWOT."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from nastavnik.engines.statistics import Measure
from nastavnik.engines.statistics.indicators import (
    Share,
    pool,
    propose_by_median,
    propose_by_target,
    roll_up,
    survey_share,
)

MEASURE = Measure("MOT-1", 1, 5)


def test_a_share_has_one_decimal_and_none_of_nothing():
    assert Share(1, 8).value == Decimal("12.5") and Share(1, 16).value == Decimal("6.3")
    assert Share(0, 0).value is None and Share(0, 0).words == "не рассчитывается"


def test_an_indicator_of_answers_is_hidden_below_k():
    assert survey_share(4, 4) is None and survey_share(4, 5) == Share(4, 5)


def test_a_region_adds_people_and_names_who_sent_nothing():
    """9 of 10 and 10 of 90 are 19 of 100, not the mean of 90 % and 11 %."""
    found = roll_up({"А": Share(9, 10), "Б": Share(10, 90), "В": None})
    assert found.total == Share(19, 100) and found.missing == ("В",)


def test_pooled_growth_does_not_hide_opposite_changes():
    up, down = [Fraction(2)] * 9, [Fraction(-1)] * 6
    found = pool({"А": up, "Б": down, "В": [Fraction(5)] * 2}, dict.fromkeys("АБВ", MEASURE))
    assert found.opposite and found.by_organization == {"А": (9, 2), "Б": (6, -1), "В": None}
    assert found.figures.n == 17 and found.figures.n_up == 11
    assert not pool({"А": up, "Б": up}, dict.fromkeys("АБ", MEASURE)).opposite


def test_changes_of_unlike_measures_are_not_pooled():
    measures = {"А": MEASURE, "Б": Measure("MOT-2", 1, 5)}
    assert pool({"А": [Fraction(1)] * 9, "Б": [Fraction(1)] * 9}, measures) is None
    assert pool({"А": [Fraction(1)] * 4}, {"А": MEASURE}) is None


@pytest.mark.parametrize(("median", "box"), [("4", "strength"), ("3", "weakness"), ("1", "weakness"), ("3.5", None)])
def test_swot_proposes_by_the_median_of_enough_answers(median, box):
    card = propose_by_median("Куратор помогал", Fraction(median), 12)
    assert (card.box if card else None) == box
    assert propose_by_median("Куратор помогал", Fraction(median), 4) is None


def test_swot_proposes_by_the_target_of_an_indicator():
    assert propose_by_target("Встречи", Share(17, 20), 85).box == "strength"
    assert propose_by_target("Встречи", Share(16, 20), 85).box == "weakness"
    assert propose_by_target("Встречи", Share(16, 20), None) is None
    assert propose_by_target("Встречи", Share(0, 0), 85) is None
