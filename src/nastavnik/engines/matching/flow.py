"""Best assignment of mentees to nodes of a tree of bounds: successive shortest paths, exact in whole numbers.

Every node holds between `low` and `high` mentees, its subtree included; a mentee is placed at a node with a gain, or
stays outside with gain 0. The sum of gains is maximised. Mentees enter one by one; each entry is one shortest path
(Dijkstra over nodes with prices kept from before), so what has been placed is optimal for those who have entered.

A unit below `low` earns a bonus greater than all gains together: the lows are met whenever they can be met.
Source of the method: Ahuja, Magnanti, Orlin, Network Flows (1993), § 9.7; mentees are contracted into arcs.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from .bidding import bid

ROOT = -1
OUTSIDE = -1
# Marks of a step in a path that moves no mentee.
_UP = -1
_DOWN = -2
_START = -2


class Flow:
    """`edges[t]`: (node, gain) of mentee t; a node at most once. `parent[j]`: node above, ROOT at the top.

    After `solve`: `at[t]` node or OUTSIDE, `load[j]` mentees in the subtree of j, `price[j]` dual price: for every t and
    edge, gain − price ≤ what t gets; equality where t is placed.
    """

    def __init__(
        self,
        edges: Sequence[Sequence[tuple[int, int]]],
        parent: Sequence[int],
        low: Sequence[int],
        high: Sequence[int],
    ) -> None:
        self.edges = list(edges)
        self.parent = parent
        self.low = list(low)
        self.high = list(high)
        nodes = len(parent)
        self.children: list[list[int]] = [[] for _ in range(nodes)]
        for node, above in enumerate(parent):
            if above != ROOT:
                self.children[above].append(node)
        self.load = [0] * nodes
        self.at = [OUTSIDE] * len(edges)
        self.at_gain = [0] * len(edges)
        self.members: list[dict[int, None]] = [{} for _ in range(nodes)]
        greatest = max((abs(gain) for row in edges for _, gain in row), default=0)
        self.bonus = 2 * greatest * (len(edges) + 1) + 1
        self.price = [0] * nodes
        self._start_prices()

    def _start_prices(self) -> None:
        """Distance of each empty node to the root: minus the bonuses on the way."""
        ready = [node for node, above in enumerate(self.parent) if above == ROOT]
        while ready:
            node = ready.pop()
            above = self.parent[node]
            self.price[node] = (self.price[above] if above != ROOT else 0) - (self.bonus if self.low[node] else 0)
            ready.extend(self.children[node])

    def solve(self) -> Flow:
        """Let every mentee in, in the order of `edges`; most at once, by bidding, where the tree is a row of mentors."""
        if not any(self.low) and max(self.parent, default=ROOT) == ROOT:
            bid(self)
        for mentee, node in enumerate(self.at):
            if node == OUTSIDE:
                self.enter(mentee)
        return self

    def placed(self, at: Sequence[int], price: Sequence[int]) -> Flow:
        """This flow as if solved: an optimum with its prices, found elsewhere. Only for trees without inner nodes."""
        self.at, self.price = list(at), list(price)
        for mentee, node in enumerate(at):
            if node != OUTSIDE:
                self.at_gain[mentee] = dict(self.edges[mentee])[node]
                self.members[node][mentee] = None
                self.load[node] += 1
        return self

    def without(self, node: int) -> Flow:
        """A copy where a top node takes nobody any more and those who were there are outside, still to enter.

        Only for trees without inner nodes: there the prices stay right for everybody else.
        """
        copy = object.__new__(Flow)
        copy.__dict__ |= self.__dict__
        for name in ("edges", "low", "high", "load", "at", "at_gain", "price"):
            setattr(copy, name, list(getattr(self, name)))
        copy.members = [dict(there) for there in self.members]
        for mentee in self.members[node]:
            copy.at[mentee], copy.at_gain[mentee] = OUTSIDE, 0
        copy.members[node] = {}
        copy.low[node] = copy.high[node] = copy.load[node] = 0
        return copy

    def unmet(self) -> list[int]:
        """Nodes left below their low: not empty means that no placement meets all of them."""
        return [node for node, low in enumerate(self.low) if self.load[node] < low]

    def gain(self) -> int:
        """Sum of gains, without bonuses."""
        return sum(self.at_gain)

    def enter(self, mentee: int) -> None:
        """Place one more mentee along the shortest path to the root, which may push somebody outside."""
        price, edges, at_gain, members = self.price, self.edges, self.at_gain, self.members
        distance: dict[int, int] = {}
        come: dict[int, tuple[int, int, int]] = {}  # node → (node before, who moves, with which gain)
        heap: list[tuple[int, int]] = []
        best = 0  # the way outside at once
        end: tuple[int, int] | None = None
        for node, gain in edges[mentee]:
            reach = price[node] - gain
            if reach <= best:
                distance[node] = reach
                come[node] = (_START, mentee, gain)
                heappush(heap, (reach, node))
        settled: list[tuple[int, int]] = []
        while heap:
            reach, node = heappop(heap)
            if reach > best or (reach == best and end is not None):
                break
            if reach > distance[node]:
                continue
            settled.append((node, reach))
            start = reach - price[node]
            above = self.parent[node]
            if self.load[node] < self.high[node]:
                step = start - self.bonus if self.load[node] < self.low[node] else start
                if above == ROOT:
                    if step < best or (step == best and end is None):
                        best, end = step, (node, _UP)
                else:
                    step += price[above]
                    if step <= best and (above not in distance or step < distance[above]):
                        distance[above] = step
                        come[above] = (node, _UP, 0)
                        heappush(heap, (step, above))
            for child in self.children[node]:
                if self.load[child]:
                    step = start + price[child] + (0 if self.load[child] > self.low[child] else self.bonus)
                    if step <= best and (child not in distance or step < distance[child]):
                        distance[child] = step
                        come[child] = (node, _DOWN, 0)
                        heappush(heap, (step, child))
            for other in members[node]:
                leave = start + at_gain[other]
                if leave < best:
                    best, end = leave, (node, other)
                for goal, gain in edges[other]:
                    step = leave + price[goal] - gain
                    if step < best:
                        known = distance.get(goal)
                        if known is None or step < known:
                            distance[goal] = step
                            come[goal] = (node, other, gain)
                            heappush(heap, (step, goal))
        for node, reach in settled:
            if reach < best:
                price[node] += best - reach
        if end is not None:
            self._shift(end, come)

    def _shift(self, end: tuple[int, int], come: dict[int, tuple[int, int, int]]) -> None:
        """Move everybody along the path that ends with `end`."""
        node, who = end
        if who == _UP:
            self.load[node] += 1
        else:
            del self.members[node][who]
            self.at[who], self.at_gain[who] = OUTSIDE, 0
        while True:
            before, who, gain = come[node]
            if who == _UP:
                self.load[before] += 1
            elif who == _DOWN:
                self.load[node] -= 1
            else:
                if before != _START:
                    del self.members[before][who]
                self.at[who], self.at_gain[who] = node, gain
                self.members[node][who] = None
                if before == _START:
                    return
            node = before
