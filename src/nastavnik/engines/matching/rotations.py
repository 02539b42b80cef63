"""Among all stable matchings of strict lists the one with the greatest score: rotations and a closure of greatest weight.

Mentors are split into places, better places first. From the mentee-optimal matching each rotation (a cycle of mentees who
pass to their next possible places) is found once; a stable matching is a set of rotations closed under «must come before»,
and the best such set is a minimum cut. Polynomial. Sources: Irving, Leather, Gusfield, JACM 34 (1987); Gusfield, Irving, The
Stable Marriage Problem (1989), § 3.2–3.3.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .lists import OUTSIDE, Lists


class _Rotation(NamedTuple):
    """`moves`: (mentee, old seat, new seat); `before`: rotations that must come first."""

    moves: tuple[tuple[int, int, int], ...]
    before: frozenset[int]


def best_of_strict(lists: Lists, start: Sequence[int]) -> list[int]:
    """The stable matching with the greatest Σ score; `start`: the mentee-optimal one. All have the same mentees."""
    places = _Places(lists, start)
    rotations = places.rotations()
    weights = []
    for rotation in rotations:
        weight = 0
        for t, old, new in rotation.moves:
            scores = lists.scores[t]
            weight += scores[places.owner[new]] - scores[places.owner[old]]
        weights.append(weight)
    at = list(start)
    chosen = heaviest_closure(weights, [rotation.before for rotation in rotations])
    for number in sorted(chosen):
        for t, _, new in rotations[number].moves:
            at[t] = places.owner[new]
    return at


class _Places:
    """The instance with each mentor split into places, and the present matching of mentees to seats."""

    def __init__(self, lists: Lists, start: Sequence[int]) -> None:
        self.lists = lists
        held: list[list[int]] = [[] for _ in lists.places]
        for t, m in enumerate(start):
            if m != OUTSIDE and t not in lists.locks:
                held[m].append(t)
        self.owner: list[int] = []
        self.holder: list[int] = []
        self.first: list[int] = []
        for m, people in enumerate(held):
            self.first.append(len(self.owner))
            for t in sorted(people, key=lists.rank[m].__getitem__):
                self.owner.append(m)
                self.holder.append(t)
        self.first.append(len(self.owner))
        self.seat = {t: seat for seat, t in enumerate(self.holder)}
        self.has_room = [len(people) < max(0, lists.places[m]) for m, people in enumerate(held)]
        #: where each mentee looks for the next seat: `level` in `order`, seat `look`
        self.order = {t: [group[0] for group in lists.groups[t]] for t in self.seat}
        self.level = {t: self.order[t].index(self.owner[seat]) for t, seat in self.seat.items()}
        self.look = {t: seat + 1 for t, seat in self.seat.items()}
        #: per seat (rank of the holder before, rotation), in time: each holder is better than the one before
        self.history: list[list[tuple[int, int]]] = [[] for _ in self.holder]
        self.passed: dict[int, set[int]] = {t: set() for t in self.seat}
        self.last: dict[int, int] = {}

    def rotations(self) -> list[_Rotation]:
        """Every rotation, each after those that must come before it."""
        found: list[_Rotation] = []
        for root in sorted(self.seat):
            stack: list[int] = []
            depth: dict[int, int] = {}
            here = root
            while True:
                goal = self._next(here)
                if goal is None:
                    # Whoever waits for this one can not move now either; all were looked at in full.
                    break
                depth[here] = len(stack)
                stack.append(here)
                following = self.holder[goal]
                if following in depth:
                    cycle = stack[depth[following] :]
                    found.append(self._eliminate(cycle, len(found)))
                    for t in cycle:
                        del depth[t]
                    del stack[len(stack) - len(cycle) :]
                    here = stack.pop() if stack else root
                    depth.pop(here, None)
                else:
                    here = following
        return found

    def _next(self, t: int) -> int | None:
        """The next seat down the list whose holder would be left for this mentee; what is passed over is remembered."""
        lists, order = self.lists, self.order[t]
        while self.level[t] < len(order):
            m = order[self.level[t]]
            rank = lists.rank[m][t]
            while self.look[t] < self.first[m + 1]:
                seat = self.look[t]
                if rank < lists.rank[m][self.holder[seat]]:
                    return seat
                self._pass(t, seat, rank)
                self.look[t] += 1
            if self.has_room[m]:
                return None  # a free place would have the mentee: nobody passes by
            self.level[t] += 1
            if self.level[t] < len(order):
                self.look[t] = self.first[order[self.level[t]]]
        return None

    def _pass(self, t: int, seat: int, rank: int) -> None:
        """Who made the seat too good for the mentee must come before the mentee moves past it."""
        for before, number in reversed(self.history[seat]):
            if rank < before:
                self.passed[t].add(number)
                return

    def _eliminate(self, cycle: list[int], number: int) -> _Rotation:
        moves = []
        before: set[int] = set()
        for t in cycle:
            moves.append((t, self.seat[t], self.look[t]))
            before |= self.passed[t]
            self.passed[t] = set()
            if t in self.last:
                before.add(self.last[t])
            self.last[t] = number
        for _, _, new in moves:
            rank = self.lists.rank[self.owner[new]]
            self.history[new].append((rank[self.holder[new]], number))
        for t, _, new in moves:
            self.holder[new] = t
            self.seat[t] = new
            self.look[t] = new + 1
        return _Rotation(tuple(moves), frozenset(before))


def heaviest_closure(weights: Sequence[int], before: Sequence[frozenset[int]]) -> set[int]:
    """The closed set of numbers with the greatest sum of weights, the smallest such; by a maximum flow (Dinic)."""
    source, sink = len(weights), len(weights) + 1
    room: list[dict[int, int]] = [{} for _ in range(len(weights) + 2)]

    def arc(a: int, b: int, size: int) -> None:
        room[a][b] = room[a].get(b, 0) + size
        room[b].setdefault(a, 0)

    infinite = 1 + sum(weight for weight in weights if weight > 0)
    for number, weight in enumerate(weights):
        if weight > 0:
            arc(source, number, weight)
        elif weight < 0:
            arc(number, sink, -weight)
        for earlier in before[number]:
            arc(number, earlier, infinite)
    while True:
        level = _levels(room, source)
        if sink not in level:
            return {number for number in level if number < source}
        _block(room, level, source, sink)


def _levels(room: Sequence[dict[int, int]], source: int) -> dict[int, int]:
    level = {source: 0}
    queue = deque([source])
    while queue:
        node = queue.popleft()
        for goal, size in room[node].items():
            if size and goal not in level:
                level[goal] = level[node] + 1
                queue.append(goal)
    return level


def _block(room: Sequence[dict[int, int]], level: dict[int, int], source: int, sink: int) -> None:
    """Send all that the level graph can carry, path by path."""
    ways = {node: iter(list(room[node])) for node in level}
    path = [source]
    while path:
        node = path[-1]
        if node == sink:
            size = min(room[a][b] for a, b in pairwise(path))
            cut = len(path)
            for place, (a, b) in enumerate(pairwise(path)):
                room[a][b] -= size
                room[b][a] += size
                if not room[a][b]:
                    cut = min(cut, place + 1)
            del path[cut:]
            continue
        for goal in ways[node]:
            if room[node][goal] and level.get(goal) == level[node] + 1:
                path.append(goal)
                break
        else:
            path.pop()
