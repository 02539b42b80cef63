"""One call of OR-Tools' minimum-cost flow over arrays, with whole numbers that provably do not overflow."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from .arrays import Ints

#: The solver multiplies costs by the number of nodes: cost × (nodes + 1) must stay below this.
COST_LIMIT = 2**61
# Components are solved together until they hold so many edges.
_BATCH = 20_000


def room_for_costs(mentees: int, mentors: int) -> int:
    """The greatest value of an edge that `best_flow` takes."""
    return COST_LIMIT // (mentees + mentors + 3)


def best_flow(
    row: NDArray[np.int32],
    mentor: NDArray[np.int32],
    value: Ints,
    capacity: Ints,
    must_match: NDArray[np.bool_],
    must_fill: NDArray[np.bool_],
) -> Ints:
    """The edges of an assignment with the greatest Σ value; by mentee: number of the edge or −1.

    `must_match`, `must_fill`: who is matched and which mentors are full in any answer (they can be: some matching does so).
    Raises OverflowError where values are too large, ValueError where the musts cannot be met.
    """
    mentees, mentors = len(must_match), len(capacity)
    if len(value) and int(np.abs(value).max()) > room_for_costs(mentees, mentors):
        raise OverflowError("values too large for one call")
    chosen = np.full(mentees, -1, np.int64)
    for edges in _parts(row, mentor, mentees, mentors):
        picked = _solve(row[edges], mentor[edges], value[edges], capacity, must_match, must_fill)
        chosen[row[edges[picked]]] = edges[picked]
    return chosen


def _solve(
    row: NDArray[np.int32],
    mentor: NDArray[np.int32],
    value: Ints,
    capacity: Ints,
    must_match: NDArray[np.bool_],
    must_fill: NDArray[np.bool_],
) -> NDArray[np.intp]:
    """Picked edges of one part; mentees and mentors are renumbered to those that occur."""
    mentee_ids, tail = _renumbered(row, len(must_match))
    mentor_ids, head = _renumbered(mentor, len(capacity))
    n, m = len(mentee_ids), len(mentor_ids)
    sink = n + m
    free = np.flatnonzero(~must_match[mentee_ids]).astype(np.int32)
    full = must_fill[mentor_ids]
    open_ids = np.flatnonzero(~full).astype(np.int32)
    places = capacity[mentor_ids]
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tail, head + np.int32(n), np.ones(len(tail), np.int64), -value)
    solver.add_arcs_with_capacity_and_unit_cost(
        open_ids + np.int32(n),
        np.full(len(open_ids), sink, np.int32),
        places[open_ids],
        np.zeros(len(open_ids), np.int64),
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        free, np.full(len(free), sink, np.int32), np.ones(len(free), np.int64), np.zeros(len(free), np.int64)
    )
    supply = np.zeros(sink + 1, np.int64)
    supply[:n] = 1
    supply[n:sink] = np.where(full, -places, 0)
    supply[sink] = -supply[:sink].sum()
    solver.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supply)
    if solver.solve() != solver.OPTIMAL:
        raise ValueError("the musts of this part cannot be met")
    picked: NDArray[np.intp] = np.flatnonzero(solver.flows(arcs))
    return picked


def _renumbered(ids: NDArray[np.int32], size: int) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """Those that occur, ascending, and each id as its place among them."""
    there = np.zeros(size, bool)
    there[ids] = True
    place = np.cumsum(there, dtype=np.int32) - np.int32(1)
    return np.flatnonzero(there), place[ids]


def _parts(row: NDArray[np.int32], mentor: NDArray[np.int32], mentees: int, mentors: int) -> Iterator[NDArray[np.intp]]:
    """Edges by connected component, small components together."""
    if not len(row):
        return
    label = components(row, mentor, mentees, mentors)
    numbers, place = np.unique(label[mentor], return_inverse=True)
    if len(numbers) == 1:
        yield np.arange(len(row))
        return
    sizes = np.cumsum(np.bincount(place))
    batch = np.concatenate([[0], sizes[:-1]]) // _BATCH
    order = np.argsort(batch[place], kind="stable")
    cuts = np.flatnonzero(np.diff(batch[place][order])) + 1
    yield from np.split(order, cuts)


def components(row: NDArray[np.int32], mentor: NDArray[np.int32], mentees: int, mentors: int) -> NDArray[np.int32]:
    """Label of each mentor's connected component: the smallest mentor in it."""
    label = np.arange(mentors, dtype=np.int32)
    while True:
        lowest = np.full(mentees, mentors, np.int32)
        np.minimum.at(lowest, row, label[mentor])
        new = label.copy()
        np.minimum.at(new, mentor, lowest[row])
        # Roots learn of better labels too, then everybody looks at the root's label.
        np.minimum.at(new, label, new)
        while not np.array_equal(new[new], new):
            new = new[new]
        if np.array_equal(new, label):
            return label
        label = new
