"""Charts agree with the words beside them and never break on odd facts."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from nastavnik.ui import charts
from nastavnik.ui.charts import Strip, StripMark, StripRow

D = dt.date


def squares(svg: str, part: str) -> int:
    return re.search(rf'class="{part}" d="([^"]*)"', svg).group(1).count("M")


def test_eighteen_of_twenty_squares_are_inked():
    svg = charts.cells(18, 20)
    assert (squares(svg, "on"), squares(svg, "off")) == (18, 2)
    assert 'aria-hidden="true"' in svg


@pytest.mark.parametrize(("done", "total", "on", "off"), [(25, 20, 20, 0), (-3, 5, 0, 5)])
def test_facts_that_disagree_for_a_moment_do_not_overflow(done, total, on, off):
    svg = charts.cells(done, total)
    assert (squares(svg, "on"), squares(svg, "off")) == (on, off)


def test_more_than_thirty_is_a_bar_with_the_right_share():
    svg = charts.cells(133, 412)
    assert 'class="bar' in svg and 'class="on" width="32.28"' in svg


def test_nothing_to_count_draws_nothing():
    assert charts.cells(0, 0) == "" and charts.beat([]) == "" and charts.spark([1]) == ""


def test_unknown_tone_is_no_class():
    assert "is-" not in charts.cells(1, 2, tone='late" onload="x')


def test_beat_has_a_block_for_each_week_with_a_meeting():
    svg = charts.beat([1, 0, 0, 2])
    assert svg.count('class="on"') == 2 and svg.count('class="off"') == 2


def test_flat_line_is_drawn_in_the_middle():
    assert "14" in charts.spark([3, 3, 3])


def strip_of(*rows: StripRow, today: dt.date | None = None) -> str:
    return charts.strip(Strip(D(2026, 9, 1), D(2027, 6, 30), rows, today, [(D(2026, 12, 31), D(2027, 1, 10))]))


def test_stage_stands_on_its_days_and_is_filled_by_its_share():
    html = strip_of(StripRow("Этап", D(2026, 9, 1), D(2027, 6, 30), 1, 4))
    assert 'class="tl-box" x="0%" width="100%"' in html
    assert 'class="tl-in" x="0%" width="25%"' in html
    assert "Этап, 1\xa0из\xa04" in html and "1\xa0сентября – 30\xa0июня" in html


def test_months_today_and_holidays_are_there():
    html = strip_of(StripRow("Этап"), today=D(2026, 11, 30))
    assert html.count("<line x1") == 10 and "30\xa0ноября" in html and html.count("tl-off") == 1


def test_dates_outside_the_year_are_cut_at_the_edges():
    html = strip_of(
        StripRow("Этап", D(2020, 1, 1), D(2030, 1, 1), 1, 2, marks=(StripMark(D(2031, 1, 1), "wait", "x"),))
    )
    assert 'class="tl-box" x="0%" width="100%"' in html and "s-wait" not in html


def test_wrong_order_of_dates_or_none_leaves_the_label():
    html = strip_of(StripRow("Наоборот", D(2027, 1, 1), D(2026, 10, 1)), StripRow("Без дат", url="/x/"))
    assert "tl-box" not in html and "Наоборот" in html and "Без дат" in html


def test_today_outside_the_year_is_not_drawn():
    assert "tl-now" not in strip_of(StripRow("Этап"), today=D(2028, 1, 1))


def test_labels_are_inert():
    html = strip_of(
        StripRow("<script>x</script>", url='/x/"><script>', marks=(StripMark(D(2026, 10, 1), "wait", "<b>"),))
    )
    assert "<script>" not in html and "<b>" not in html
