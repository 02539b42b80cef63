"""The exchange graph of the checker, written apart from the solver's: arcs, potentials, what forcing a pair would cost.

Nodes are the mentors and the outside (None); an arc moves one mentee, or a place, and gains or loses worth. A matching is
optimal when no cycle gains, that is when potentials exist (Bellman, Ford); over potentials Dijkstra's search finds the
best chain of moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import heappop, heappush

from .model import Instance

Key = tuple[str, str]
Node = str | None
Arcs = dict[tuple[Node, Node], int]


def exchange_arcs(
    instance: Instance, worth: Mapping[Key, int], made: Mapping[str, str], fixed: Mapping[str, str]
) -> Arcs:
    """(from, to): the most that one move gains; `worth`: of every pair that may be made, mentees in `fixed` stay."""
    gains: Arcs = {}

    def arc(start: Node, goal: Node, gain: int) -> None:
        if start != goal and gain > gains.get((start, goal), gain - 1):
            gains[start, goal] = gain

    for mentee, mentor in worth:
        here = made.get(mentee)
        if mentee not in fixed and here != mentor:
            arc(here, mentor, worth[mentee, mentor] - (worth[mentee, here] if here is not None else 0))
    for mentee, here in made.items():
        if mentee not in fixed:
            arc(here, None, -worth[mentee, here])
    load = Counter(made.values())
    for guide in instance.mentors:
        if load[guide.id] < guide.capacity:
            arc(guide.id, None, 0)
        if load[guide.id] > guide.minimum:
            arc(None, guide.id, 0)
    return gains


def potentials(nodes: Iterable[Node], arcs: Arcs) -> dict[Node, int] | None:
    """For every arc: potential of its end ≥ that of its start + gain; None where a cycle of exchanges gains."""
    best = dict.fromkeys(nodes, 0)
    rows = [(start, goal, gain) for (start, goal), gain in arcs.items()]
    for _ in best:
        changed = False
        for start, goal, gain in rows:
            if best[start] + gain > best[goal]:
                best[goal] = best[start] + gain
                changed = True
        if not changed:
            return best
    return None


class Forced:
    """What forcing pairs into an optimum costs. `proven` is false where the matching is no optimum."""

    def __init__(
        self, instance: Instance, worth: Mapping[Key, int], made: Mapping[str, str], fixed: Mapping[str, str]
    ) -> None:
        self.worth, self.made = worth, made
        arcs = exchange_arcs(instance, worth, made, fixed)
        known = potentials([None, *(mentor.id for mentor in instance.mentors)], arcs)
        self.proven = known is not None
        self.potential = known or {}
        #: node → arcs by what they lose above the potentials, the least first
        self.rows: dict[Node, list[tuple[int, Node]]] = {}
        for (start, goal), gain in arcs.items() if self.proven else ():
            self.rows.setdefault(start, []).append((self.potential[goal] - self.potential[start] - gain, goal))
        for row in self.rows.values():
            row.sort(key=lambda step: step[0])

    def loss(self, mentee: str, mentor: str) -> int | None:
        """Worth of the optimum minus that of the best matching with the pair; None: no such matching."""
        here = self.made.get(mentee)
        way = self._shortest(mentor, here)
        if way is None:
            return None
        gain = self.worth[mentee, mentor] - (self.worth[mentee, here] if here is not None else 0)
        return way + self.potential[mentor] - self.potential[here] - gain

    def _shortest(self, start: Node, goal: Node) -> int | None:
        """Least loss over the potentials on a way; arcs of a settled node are looked at one by one, the cheapest first."""
        settled: set[Node] = set()
        heap: list[
            tuple[int, int, Node, Node, int]
        ] = []  # loss, a number that breaks ties, node, from, place of the arc
        count = 0

        def reached(node: Node, loss: int) -> None:
            nonlocal count
            settled.add(node)
            row = self.rows.get(node)
            if row:
                count += 1
                heappush(heap, (loss + row[0][0], count, row[0][1], node, 0))

        reached(start, 0)
        while goal not in settled:
            if not heap:
                return None
            loss, _, node, before, place = heappop(heap)
            row = self.rows[before]
            if place + 1 < len(row):
                count += 1
                heappush(heap, (loss - row[place][0] + row[place + 1][0], count, row[place + 1][1], before, place + 1))
            if node == goal:
                return loss
            if node not in settled:
                reached(node, loss)
        return 0
