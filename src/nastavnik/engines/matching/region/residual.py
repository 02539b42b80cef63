"""The exchange graph of an assignment over arrays: proof that it is optimal, prices, losses of other pairs.

Nodes are the mentors and the outside (number `mentors`). An arc a → b moves one mentee from a to b, or a place between a
mentor and the outside; its length is what the sum of values loses. No cycle of negative length: the assignment is optimal.
Shortest paths by Bellman and Ford, only from nodes that changed in the round before. Source: matching.md § 4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Ints

_FAR = np.int64(2**62)


class NotOptimal(Exception):
    """A cycle of exchanges would better the assignment."""


@dataclass(frozen=True)
class Graph:
    """Arcs sorted by their start: those of node a are `start[a]` … `start[a+1]`. `who`: the mentee who moves, −1 a place."""

    start: Ints
    goal: NDArray[np.int32]
    length: Ints
    who: NDArray[np.int32]

    @property
    def nodes(self) -> int:
        """Mentors and the outside."""
        return len(self.start) - 1


def exchange_graph(
    row: NDArray[np.int32],
    mentor: NDArray[np.int32],
    value: Ints,
    capacity: Ints,
    chosen: Ints,
    must_match: NDArray[np.bool_],
    must_fill: NDArray[np.bool_],
) -> Graph:
    """`chosen[t]`: edge of mentee t or −1. Who must be matched does not leave, who must be full is not emptied."""
    mentors = len(capacity)
    matched = np.flatnonzero(chosen >= 0)
    at = np.full(len(chosen), mentors, np.int32)
    at[matched] = mentor[chosen[matched]]
    worth = np.zeros(len(chosen), np.int64)
    worth[matched] = value[chosen[matched]]
    other = np.ones(len(row), bool)
    other[chosen[matched]] = False
    edges = np.flatnonzero(other)
    load = np.bincount(at, minlength=mentors + 1)[:mentors]
    leavers = matched[~must_match[matched]]
    leavers = leavers[np.lexsort((worth[leavers], at[leavers]))]
    first = np.ones(len(leavers), bool)
    first[1:] = at[leavers[1:]] != at[leavers[:-1]]
    leavers = leavers[first]  # of each mentor the one who is least missed
    free = np.flatnonzero(load < capacity).astype(np.int32)
    used = np.flatnonzero((load > 0) & ~must_fill).astype(np.int32)
    outside = np.int32(mentors)
    tail = np.concatenate([at[row[edges]], at[leavers], free, np.full(len(used), outside)])
    goal = np.concatenate([mentor[edges], np.full(len(leavers) + len(free), outside), used])
    length = np.concatenate(
        [worth[row[edges]] - value[edges], worth[leavers], np.zeros(len(free) + len(used), np.int64)]
    )
    who = np.concatenate([row[edges], leavers.astype(np.int32), np.full(len(free) + len(used), -1, np.int32)])
    order = np.argsort(tail, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=mentors + 1))])
    return Graph(start, goal[order].astype(np.int32), length[order], who[order])


def prices(graph: Graph, rounds: int | None = None) -> Ints:
    """A price per node with price[b] ≤ price[a] + length(a → b). Raises NotOptimal where there is none, or none is found in
    so many rounds.
    """
    distance = np.zeros(graph.nodes, np.int64)
    _relax(graph, distance, np.arange(graph.nodes), None, rounds)
    return distance


def distances(graph: Graph, source: int) -> tuple[Ints, Ints]:
    """Lengths of shortest paths from a node (2⁶²: no path) and the last arc of each (−1: none)."""
    distance = np.full(graph.nodes, _FAR, np.int64)
    distance[source] = 0
    come = np.full(graph.nodes, -1, np.int64)
    _relax(graph, distance, np.array([source]), come)
    return distance, come


def path(graph: Graph, come: Ints, goal: int) -> list[tuple[int, int, int]]:
    """Moves (mentee, from, to) of the path to `goal`, in order; the outside is node `mentors`."""
    moves = []
    node = goal
    while come[node] >= 0:
        arc = int(come[node])
        before = int(np.searchsorted(graph.start, arc, side="right")) - 1
        if graph.who[arc] >= 0:
            moves.append((int(graph.who[arc]), before, node))
        node = before
    moves.reverse()
    return moves


def _relax(
    graph: Graph, distance: Ints, active: NDArray[np.intp], come: Ints | None, rounds: int | None = None
) -> None:
    for _ in range(graph.nodes + 1 if rounds is None else min(rounds, graph.nodes + 1)):
        if not len(active):
            return
        counts = graph.start[active + 1] - graph.start[active]
        shift = np.repeat(graph.start[active] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
        arcs = shift + np.arange(len(shift))
        reach = np.repeat(distance[active], counts) + graph.length[arcs]
        goal = graph.goal[arcs]
        better = reach < distance[goal]
        arcs, reach, goal = arcs[better], reach[better], goal[better]
        np.minimum.at(distance, goal, reach)
        if come is not None:
            best = reach == distance[goal]
            come[goal[best]] = arcs[best]
        active = np.unique(goal)
    raise NotOptimal
