"""What an optimum would cost to change: the exchange graph of a solved flow (matching.md § 4).

Nodes are the nodes of the tree and the root («outside»: empty places and unmatched mentees). An arc a → b moves one unit
from a to b at the least cost. At an optimum there is no negative cycle, the prices of the flow make every arc ≥ 0, and a
shortest path tells the cheapest chain of moves. Arcs that would break a minimum or a lock are absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush, heapreplace
from typing import NamedTuple

from .flow import OUTSIDE, ROOT, Flow
from .tree import Tree

_UP = -1
_DOWN = -2


class Move(NamedTuple):
    """Mentee `who` leaves mentor `old` for mentor `new`; −1: outside."""

    who: int
    old: int
    new: int


@dataclass
class _Reach:
    """A search that can be continued. `come`: settled nodes with (node before, who moves or _UP or _DOWN).

    `heap`: (distance over the next arc of a settled node, the node, the place of that arc).
    """

    come: dict[int, tuple[int, int]]
    heap: list[tuple[int, int, int]]
    #: distance of the node settled last
    settled: int = 0


def steps_on(come: Mapping[int, tuple[int, int]], start: int, goal: int) -> list[tuple[int, int, int]]:
    """(who moves, from, to) on the way from `start` to `goal`, steps of nobody left out."""
    steps = []
    here = goal
    while here != start:
        before, who = come[here]
        if who >= 0:
            steps.append((who, before, here))
        here = before
    steps.reverse()
    return steps


class Exchange:
    """The graph of one solved flow; `mentors` is their number (the first nodes of the tree)."""

    def __init__(self, flow: Flow, tree: Tree, mentors: int) -> None:
        self.flow = flow
        self.tree = tree
        self.mentors = mentors
        self.root = len(flow.parent)
        self.price = [*flow.price, 0]
        self.owner = list(range(mentors)) + [OUTSIDE] * (len(flow.parent) - mentors)
        for (mentor, _), node in tree.inner.items():
            self.owner[node] = mentor
        #: arcs[a]: {b: (reduced cost, who moves or _UP or _DOWN)}
        self.arcs: list[dict[int, tuple[int, int]]] = [{} for _ in range(self.root + 1)]
        self._build()
        self._reaches: dict[int, _Reach] = {}

    def _build(self) -> None:
        flow, price, arcs, root = self.flow, self.price, self.arcs, self.root
        for node, above in enumerate(flow.parent):
            up = root if above == ROOT else above
            if flow.load[node] < flow.high[node]:
                arcs[node][up] = (price[up] - price[node], _UP)
            if flow.load[node] > flow.low[node]:
                arcs[up][node] = (price[node] - price[up], _DOWN)
        for mentee, row in enumerate(flow.edges):
            at = flow.at[mentee]
            here = root if at == OUTSIDE else at
            out = arcs[here]
            base = flow.at_gain[mentee] - price[here]
            for node, gain in row:
                if node != at:
                    cost = base - gain + price[node]
                    known = out.get(node)
                    if known is None or cost < known[0]:
                        out[node] = (cost, mentee)
            if at != OUTSIDE and (root not in out or base < out[root][0]):
                out[root] = (base, mentee)

    @cached_property
    def _sorted(self) -> list[list[tuple[int, int, int]]]:
        """Arcs of each node by cost: (reduced cost, goal, who moves)."""
        return [sorted((cost, goal, who) for goal, (cost, who) in out.items()) for out in self.arcs]

    def _search(self, source: int, goal: int) -> _Reach:
        """Shortest paths from a node, searched on from where the last question stopped until `goal` is settled.

        Dijkstra that looks at one arc of a settled node at a time, the cheapest first: dear arcs are never touched.
        """
        reach = self._reaches.get(source)
        arcs = self._sorted
        if reach is None:
            reach = self._reaches[source] = _Reach({source: (source, 0)}, [])
            if arcs[source]:
                reach.heap.append((arcs[source][0][0], source, 0))
        come, heap = reach.come, reach.heap
        while heap and goal not in come:
            step, node, place = heap[0]
            row = arcs[node]
            cost, other, who = row[place]
            if place + 1 < len(row):
                heapreplace(heap, (step - cost + row[place + 1][0], node, place + 1))
            else:
                heappop(heap)
            if other not in come:
                come[other] = (node, who)
                reach.settled = step
                if arcs[other]:
                    heappush(heap, (step + arcs[other][0][0], other, 0))
        return reach

    def forced(self, mentee: int, node: int) -> list[Move] | None:
        """Who else moves, at the least loss, when the mentee goes to `node`; None: impossible under the musts."""
        goal = self.flow.at[mentee]
        goal = self.root if goal == OUTSIDE else goal
        reach = self._search(node, goal)
        return self.moves_on(reach.come, node, goal) if goal in reach.come else None

    def elsewhere(self, mentee: int) -> tuple[int, list[Move]] | None:
        """The least loss of a placed mentee not being where he is, and who moves then, himself first; None: impossible."""
        goal = self.flow.at[mentee]
        base = self.flow.at_gain[mentee] - self.price[goal]
        ways = [
            (base - gain + self.price[node], node, mentee) for node, gain in self.flow.edges[mentee] if node != goal
        ]
        ways.append((base, self.root, mentee))
        start = len(self._sorted)
        self._sorted.append(sorted(ways))  # the mentee alone, as a node of its own while the question lasts
        try:
            reach = self._search(start, goal)
        finally:
            self._sorted.pop()
            del self._reaches[start]
        if goal not in reach.come:
            return None
        moves = self.moves_on(reach.come, start, goal)
        return reach.settled, [Move(mentee, self.mentor_at(goal), moves[0].new), *moves[1:]]

    def moves_on(self, come: Mapping[int, tuple[int, int]], start: int, goal: int) -> list[Move]:
        """Who moves on the way from `start` to `goal`; `come`: node → (node before, who moves or a step of nobody)."""
        return [Move(who, self.mentor_at(old), self.mentor_at(new)) for who, old, new in steps_on(come, start, goal)]

    def mentor_at(self, node: int) -> int:
        """The mentor of a node; −1: outside."""
        return OUTSIDE if node >= self.root else self.owner[node]

    def admit(
        self, starts: Iterable[tuple[int, int]], *, extra: bool, by_gain: bool
    ) -> tuple[int, list[tuple[int, int, int]], int] | None:
        """The best way to let one more mentee in through one of `starts` (node, gain) so that nobody loses a place.

        `extra`: exactly one mentor gets one more place. `by_gain`: the sum of gains must grow, most is best; otherwise the
        fewest moves. Returns (node entered, moves as (who, old, new) nodes, mentor with the extra place or −1), or None.
        """
        price = self.price if by_gain else [0] * (self.root + 1)
        heap: list[tuple[int, int, int]] = []
        distance: dict[tuple[int, int], int] = {}
        come: dict[tuple[int, int], tuple[tuple[int, int], int]] = {}
        layer = 0 if extra else 1
        for node, gain in starts:
            key = price[node] - gain if by_gain else 0
            if key < distance.get((node, layer), key + 1):
                distance[node, layer] = key
                heappush(heap, (key, layer, node))
        done = set()
        while heap:
            reach, layer, node = heappop(heap)
            here = (node, layer)
            if here in done:
                continue
            done.add(here)
            if node == self.root:
                if by_gain and reach >= 0:
                    return None
                return self._chain(here, come)
            for goal, level, cost, who in self._admitting(node, layer, by_gain):
                step = reach + cost
                if step < distance.get((goal, level), step + 1):
                    distance[goal, level] = step
                    come[goal, level] = (here, who)
                    heappush(heap, (step, level, goal))
        return None

    def _admitting(self, node: int, layer: int, by_gain: bool) -> Iterable[tuple[int, int, int, int]]:
        """Steps of `admit`: (node, layer, cost, who); layer 1 has used up the extra place."""
        for goal, (cost, who) in self.arcs[node].items():
            if who >= 0 and goal == self.root:
                continue  # somebody would lose a place
            if goal == self.root and layer == 0:
                continue  # a free place needs no extra one
            yield goal, layer, cost if by_gain else int(who >= 0), who
        if layer == 0 and node < self.mentors and self.flow.load[node] == self.flow.high[node]:
            above = self.flow.parent[node]
            up = self.root if above == ROOT else above
            yield up, 1, (self.price[up] - self.price[node]) if by_gain else 0, _UP

    def _chain(
        self, end: tuple[int, int], come: dict[tuple[int, int], tuple[tuple[int, int], int]]
    ) -> tuple[int, list[tuple[int, int, int]], int] | None:
        moves = []
        extra = -1
        here = end
        while here in come:
            before, who = come[here]
            if before[1] != here[1]:
                extra = before[0]
            if who >= 0:
                moves.append((who, before[0], here[0]))
            here = before
        if len({who for who, _, _ in moves}) < len(moves):
            return None
        moves.reverse()
        return here[0], moves, extra

    def named(self, moves: Sequence[tuple[int, int, int]]) -> list[Move]:
        """Moves between nodes as moves between mentors."""
        return [Move(who, self.mentor_at(old), self.mentor_at(new)) for who, old, new in moves]
