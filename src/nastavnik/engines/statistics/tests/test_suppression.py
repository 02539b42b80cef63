"""Small cells stay hidden, also from somebody who can subtract, solve equations, and knows the rule itself."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.engines.statistics import (
    answer,
    hide_distribution,
    hide_in_district,
    hide_in_row,
    hide_in_table,
    may_filter,
)
from nastavnik.engines.statistics.bridges import has_bridge

from .simplex import least


@pytest.mark.parametrize(
    ("cells", "shown", "total"),
    [
        ([5, 6, 0, 11], [5, 6, 0, 11], 22),
        ([4, 9, 9], [None, None, 9], 22),
        ([1, 2, 30], [None, None, None], 33),
        ([1, 4, 30], [None, None, 30], 35),
        ([4, 4, 9], [None, None, None], 17),
        ([3, 0, 0], [None, None, None], None),
        ([3, 2, 0], [None, None, 0], None),
        ([], [], None),
    ],
)
def test_row_hides_what_is_small_and_what_would_give_it_away(cells, shown, total):
    if cells == [3, 2, 0]:
        total = 5  # two hidden that make up five protect each other
    assert answer({"command": "suppress", "cells": cells}) == {"shown": shown, "total": total}


def positive(total, cells, most):
    """All ways to write the total as so many counts from 1 to `most`."""
    if cells == 1:
        return [(total,)] if 1 <= total <= most else []
    return [(first, *rest) for first in range(1, most + 1) for rest in positive(total - first, cells - 1, most)]


@pytest.mark.parametrize("k", [3, 5])
def test_hidden_cells_of_a_row_have_no_single_solution(k):
    """Whoever subtracts knows the sum of the hidden cells, and that none of them is zero. Every row of 2–4 cells.

    When only small ones are hidden, knowing that they are below k must not settle them either.
    """
    for length, most in ((2, 14), (3, 12), (4, 9)):
        for cells in itertools.product(range(most + 1), repeat=length):
            found = hide_in_row(cells, k)
            hidden = [count for count, shown in zip(cells, found.shown, strict=True) if shown is None]
            if found.total is None or not hidden:
                continue
            ways = positive(sum(hidden), len(hidden), sum(hidden))
            assert all(len(set(column)) > 1 for column in zip(*ways, strict=True)), cells
            if max(hidden) < k:
                assert len(positive(sum(hidden), len(hidden), k - 1)) > 1, cells


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8), st.integers(1, 8))
def test_no_small_count_of_a_row_is_ever_shown(cells, k):
    found = hide_in_row(cells, k)
    assert all(shown is None or shown == count for shown, count in zip(found.shown, cells, strict=True))
    assert all(shown is None or shown == 0 or shown >= k for shown in found.shown)
    assert found.total in (None, sum(cells)) and (found.total is None or found.total >= k)


def test_table_where_two_small_cells_already_protect_each_other():
    found = hide_in_table([[3, 3, 9], [3, 3, 9], [9, 9, 9]])
    assert found.status == "ok" and found.shown == ((None, None, 9), (None, None, 9), (9, 9, 9))
    assert found.row_totals == (15, 15, 27) and found.grand_total == 57


def test_single_small_cell_takes_a_rectangle_with_it():
    found = hide_in_table([[7, 3, 6], [9, 8, 12], [5, 6, 10]])
    assert found.shown == ((7, None, None), (9, 8, 12), (5, None, None)) and found.status == "ok"


def test_table_that_can_not_be_protected_shows_margins_only():
    found = hide_in_table([[5, 0, 8, 3], [13, 5, 10, 2], [6, 0, 2, 8]])
    assert found.status == "collapsed" and set().union(*found.shown) == {None}
    assert (found.row_totals, found.col_totals, found.grand_total) == ((16, 30, 16), (24, 5, 20, 13), 62)


def test_margins_left_over_obey_the_rule_of_a_row():
    found = hide_in_table([[5, 0, 11, 3], [5, 4, 18, 2], [1, 0, 8, 0]])
    assert found.status == "collapsed"
    assert found.row_totals == (19, 29, 9) and found.col_totals == (11, None, 37, None) and found.grand_total == 57


def test_table_of_fewer_than_k_people_is_hidden_whole():
    found = hide_in_table([[1, 0], [1, 2]])
    assert found.status == "hidden" and found.grand_total is None and found.row_totals == (None, None)


def attack(table, found):
    """Hidden cells (row, column) whose least and largest possible values agree, by linear programming."""
    rows, columns = len(table), len(table[0])
    shown = [[*line, total] for line, total in zip(found.shown, found.row_totals, strict=True)]
    shown.append([*found.col_totals, found.grand_total])
    hidden = [(i, j) for i in range(rows + 1) for j in range(columns + 1) if shown[i][j] is None]
    number = {cell: place for place, cell in enumerate(hidden)}
    equations, right = [], []
    lines = [[(i, j) for j in range(columns + 1)] for i in range(rows + 1)]
    lines += [[(i, j) for i in range(rows + 1)] for j in range(columns + 1)]
    for line in lines:
        coefficients, known = [0] * len(hidden), 0
        for place, (i, j) in enumerate(line):
            sign = -1 if place == len(line) - 1 else 1
            if shown[i][j] is None:
                coefficients[number[i, j]] += sign
            else:
                known += sign * shown[i][j]
        if any(coefficients):
            turn = -1 if known > 0 else 1
            equations.append([turn * value for value in coefficients])
            right.append(-turn * known)
    caught = []
    for cell, place in number.items():
        aim = [int(other == place) for other in range(len(hidden))]
        low, high = least(aim, equations, right), least([-value for value in aim], equations, right)
        if low is not None and high is not None and low == -high:
            caught.append(cell)
    return caught


def test_the_attack_finds_what_can_be_computed():
    """A table with only its small cell hidden, as a careless report would print it."""

    class Careless:
        shown = ((None, 9), (9, 9))
        row_totals, col_totals, grand_total = (12, 18), (12, 18), 30

    assert attack([[3, 9], [9, 9]], Careless) == [(0, 0)]


def test_no_hidden_cell_of_a_table_can_be_computed_by_linear_programming():
    rng = random.Random(20)
    statuses = set()
    for _ in range(60):
        rows, columns = rng.randint(2, 4), rng.randint(2, 4)
        high = rng.choice((6, 9, 20))
        table = [[rng.randint(0, high) for _ in range(columns)] for _ in range(rows)]
        found = hide_in_table(table)
        statuses.add(found.status)
        if found.status == "ok":
            assert attack(table, found) == [], table
    assert statuses >= {"ok", "collapsed"}


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 15), min_size=n, max_size=n), min_size=1, max_size=5)
    )
)
@settings(max_examples=150)
def test_no_small_count_of_a_table_is_ever_shown_and_sums_stay_true(table):
    found = hide_in_table(table)
    cells = [*itertools.chain(*found.shown), *found.row_totals, *found.col_totals, found.grand_total]
    assert all(count is None or count == 0 or count >= 5 for count in cells)
    for line, shown, total in zip(table, found.shown, found.row_totals, strict=True):
        assert all(a in (None, b) for a, b in zip(shown, line, strict=True)) and total in (None, sum(line))
    turned = hide_in_table([list(line) for line in zip(*table, strict=True)])
    assert turned.grand_total == found.grand_total and (turned.status == "hidden") == (found.status == "hidden")


@given(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_a_bridge_is_an_edge_whose_loss_parts_its_ends(cells):
    def joined(start, goal, edges):
        seen, todo = set(), [start]
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            todo += [("c", j) for i, j in edges if node == ("r", i)] + [("r", i) for i, j in edges if node == ("c", j)]
        return goal in seen

    parted = any(not joined(("r", i), ("c", j), cells - {(i, j)}) for i, j in cells)
    assert has_bridge(cells) == parted


def test_hundreds_of_lines_do_not_overflow_the_audit():
    chain = [(i, i) for i in range(3000)] + [(i + 1, i) for i in range(3000)]
    assert has_bridge(chain) and not has_bridge([*chain, (0, 3000), (3000, 3000)])


def test_everybody_alike_on_a_sensitive_question_is_not_shown():
    """«Все 30 ответили „плохо“» tells the answer of each of them."""
    assert hide_distribution([0, 30, 0], sensitive=True).shown == (None, None, None)
    assert hide_distribution([0, 30, 0]).shown == (0, 30, 0)
    assert hide_distribution([6, 30, 0], sensitive=True).shown == (6, 30, 0)


def test_one_organisation_hidden_in_a_district_is_not_alone():
    assert hide_in_district([12, None, 7, 30]) == (12, None, None, 30)
    assert hide_in_district([12, None, None, 30]) == (12, None, None, 30)
    assert hide_in_district([12, None, 0], total_is_shown=False) == (12, None, 0)
    assert hide_in_district([12, 7]) == (12, 7)


def test_an_anonymous_campaign_is_cut_only_as_fixed_at_its_start():
    assert may_filter({"form", "role"}, ["form", "role"])
    assert not may_filter({"form", "role"}, ["age"])
    assert not may_filter({"form", "role", "year"}, ["form", "role", "year"])
