"""Objectives of a region as levels: one call of the solver a level, but for short vectors that fit in one number.

The solver's time grows with the size of its numbers: six calls with small ones are quicker than two with huge ones.
Between calls only what is optimal so far is kept: edges whose reduced cost is zero by the prices of the residual graph,
mentees with a price must be matched, mentors with a price must be full (complementary slackness, matching.md § 8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import NotSupported
from .arrays import Ints, Region
from .flow import best_flow, room_for_costs
from .residual import NotOptimal, exchange_graph, prices

OBJECTIVES = ("card_total", "card_fair_total", "card_leximin", "total")


# More makes the guess surer and its call slower.
_OUTWEIGHED = 16
# Rounds after which the proof of a guess is given up; proofs of optima take some dozens.
_PATIENCE = 1000
# Values that the solver takes in its stride, and the number of mentees up to which a call itself is what costs.
_SMALL = 1000
_FEW = 2000
_FAR = 2**62


@dataclass(frozen=True)
class Level:
    """`value` by edge; `span`: no two matchings differ by more in its sum."""

    name: str
    value: Ints
    span: int


@dataclass(frozen=True)
class Assignment:
    """`chosen[t]`: edge of mentee t or −1. `value` by edge: the whole objective in one number, None where it does not fit."""

    chosen: Ints
    value: Ints | None
    calls: int


def levels_of(region: Region, objective: str) -> list[Level]:
    """The vector of the objective, weightiest first. Raises NotSupported for the other objectives."""
    if objective not in OBJECTIVES:
        raise NotSupported(
            "objective",
            "objective",
            f"Цель {objective} для региона не считается. Допустимо: {', '.join(OBJECTIVES)}.",
        )
    most = min(region.mentees, int(region.capacity.sum()))
    score = region.score
    low, high = (int(score.min()), int(score.max())) if len(score) else (0, 0)
    total = Level("total", score, most * (max(high, 0) - min(low, 0)))
    if objective == "total":
        return [total]
    card = Level("matched", np.ones(len(score), np.int64), most)
    if objective == "card_total":
        return [card, total]
    if objective == "card_leximin":
        edges = np.unique(score)[1:]
    elif region.bands:
        edges = np.array(region.bands)
    else:
        raise NotSupported(
            "bands", "bands", "Для цели card_fair_total нужны границы полос: добавьте в .npz массив bands."
        )
    band = np.searchsorted(edges, score, side="right")
    worse = [Level(f"band {k}", -(band == k).astype(np.int64), most) for k in range(len(edges))]
    return [card, *worse] if objective == "card_leximin" else [card, *worse, total]


def solve_levels(
    region: Region, levels: list[Level], said: Callable[[str], None] = lambda stage: None, joined: bool = False
) -> Assignment:
    """An optimal assignment, proven: the residual graph of each call has no improving cycle.

    `joined`: as many levels in one number as it holds, so that losses can be told; slower.
    """
    edges = np.flatnonzero(region.capacity[region.mentor] > 0)
    must_match = np.zeros(region.mentees, bool)
    must_fill = np.zeros(region.mentors, bool)
    room = room_for_costs(region.mentees, region.mentors)
    groups = list(_groups(levels, room if joined or len(levels) < 3 or region.mentees <= _FEW else _SMALL))
    chosen = np.full(region.mentees, -1, np.int64)
    calls = 0
    guess = None
    if len(groups) > 1 and not joined:
        said("решение всех целей вместе")
        guess = _guess(region, levels, edges, room)
        calls += guess is not None
    for number, group in enumerate(groups, 1):
        if number > 1 and group[edges].min(initial=_FAR) >= group[edges].max(initial=-_FAR):
            continue  # the same for all that is left
        row, mentor, value = region.row[edges], region.mentor[edges], group[edges]
        price = None
        if guess is not None:
            said(f"проверка, шаг {number} из {len(groups)}")
            picked = _places_of(guess, edges, len(region.mentor))
            graph = exchange_graph(row, mentor, value, region.capacity, picked, must_match, must_fill)
            try:
                price, chosen = prices(graph, _PATIENCE), guess
            except NotOptimal:
                guess = None
        if price is None:
            calls += 1
            said(f"решение, шаг {number} из {len(groups)}")
            picked = best_flow(row, mentor, value, region.capacity, must_match, must_fill)
            chosen = np.where(picked >= 0, edges[picked], -1) if len(edges) else picked
            said(f"проверка, шаг {number} из {len(groups)}")
            price = prices(exchange_graph(row, mentor, value, region.capacity, picked, must_match, must_fill))
        if number == len(groups):
            break
        # What a mentee pays where he is: the same for every place he may have in an optimum.
        outside = price[-1]
        paid = np.full(region.mentees, -outside)
        matched = np.flatnonzero(picked >= 0)
        paid[matched] = -value[picked[matched]] - price[mentor[picked[matched]]]
        usable = must_fill | (price[:-1] <= outside)
        edges = edges[(-value - price[mentor] == paid[row]) & usable[mentor]]
        must_match |= paid < -outside
        must_fill |= price[:-1] < outside
    return Assignment(chosen, groups[0] if len(groups) == 1 else None, calls)


def _guess(region: Region, levels: list[Level], edges: NDArray[np.intp], room: int) -> Ints | None:
    """An assignment that is very likely the optimum of all levels: one call, each level outweighing `_OUTWEIGHED` units of
    the next. By mentee the edge or −1; None where that does not fit in one number.

    Only a cycle of exchanges that gives up more than so much of the lower levels could better it: such a cycle is long.
    """
    widths = [int(np.abs(level.value).max(initial=1)) or 1 for level in levels]
    weights = [1]
    for width in reversed(widths[1:]):
        weights.insert(0, weights[0] * width * _OUTWEIGHED)
    if sum(weight * width for weight, width in zip(weights, widths, strict=True)) > room:
        return None
    value = sum(
        (level.value[edges] * weight for level, weight in zip(levels, weights, strict=True)),
        np.zeros(len(edges), np.int64),
    )
    nobody = np.zeros(region.mentees, bool), np.zeros(region.mentors, bool)
    picked = best_flow(region.row[edges], region.mentor[edges], value, region.capacity, *nobody)
    return np.where(picked >= 0, edges[picked], -1) if len(edges) else picked


def _places_of(chosen: Ints, edges: NDArray[np.intp], number: int) -> Ints:
    """Chosen edges by their places in `edges`."""
    place = np.full(number, -1, np.int64)
    place[edges] = np.arange(len(edges))
    return np.where(chosen >= 0, place[chosen], -1)


def _groups(levels: list[Level], room: int) -> Iterator[Ints]:
    """Levels joined into single numbers, each level outweighing all below it in the same group."""
    left = list(levels)
    while left:
        size, greatest, weights = 0, 0, [1]
        spans = 0
        for count in range(1, len(left) + 1):
            spans, weights = 0, []
            for level in reversed(left[:count]):
                weights.append(spans + 1)
                spans += level.span * weights[-1]
            weights.reverse()
            greatest = sum(
                weight * int(np.abs(level.value).max(initial=0))
                for level, weight in zip(left[:count], weights, strict=True)
            )
            if greatest > room and count > 1:
                break
            size, kept = count, weights
        yield sum(
            (level.value * weight for level, weight in zip(left[:size], kept, strict=True)),
            np.zeros(len(left[0].value), np.int64),
        )
        left = left[size:]
