"""Deferred acceptance: the mentee-optimal stable matching of strict lists, and stable matchings of broken ties.

Sources: Gale, Shapley, AMM 69 (1962); for ties Király, Algorithms 6 (2013): linear-time 3/2-approximation, mentors split
into places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from heapq import heappush, heapreplace
from random import Random

from .lists import OUTSIDE, Lists


def deferred_acceptance(lists: Lists, shuffle: Random | None = None) -> list[int]:
    """`at[t]`: mentor or −1. Ties are broken by index, or at random by `shuffle`; strict lists have one answer."""
    orders: list[list[int]] = []
    for row in lists.groups:
        order = []
        for group in row:
            tie = list(group)
            if shuffle is not None and len(tie) > 1:
                shuffle.shuffle(tie)
            order.extend(tie)
        orders.append(order)
    lot = list(range(len(orders)))
    if shuffle is not None:
        shuffle.shuffle(lot)
    at = [lists.locks.get(t, OUTSIDE) for t in range(len(orders))]
    held: list[list[tuple[int, int, int]]] = [[] for _ in lists.places]  # the worst held first
    following = [0] * len(orders)
    waiting = list(range(len(orders) - 1, -1, -1))
    while waiting:
        t = waiting.pop()
        order = orders[t]
        while following[t] < len(order):
            m = order[following[t]]
            following[t] += 1
            claim = (-lists.rank[m][t], -lot[t], t)
            if len(held[m]) < lists.places[m]:
                heappush(held[m], claim)
                at[t] = m
                break
            if claim > held[m][0]:
                _, _, loser = heapreplace(held[m], claim)
                at[t] = m
                at[loser] = OUTSIDE
                waiting.append(loser)
                break
    return at


def promotion(lists: Lists, shuffle: Random | None = None) -> list[int]:
    """Király's algorithm: a stable matching of at least two thirds of the largest size.

    A mentee whose list is exhausted is promoted once and starts anew, winning ties against the unpromoted. A mentee held
    by a place, who has a free place in the same tie, gives way to anybody. `shuffle`: who asks first, and whom among equals,
    at random.
    """
    return _Promotion(lists, shuffle).run()


class _Promotion:
    def __init__(self, lists: Lists, shuffle: Random | None) -> None:
        self.lists = lists
        self.shuffle = shuffle
        self.groups = lists.groups
        if shuffle is not None:
            self.groups = [[tuple(shuffle.sample(group, len(group))) for group in row] for row in lists.groups]
        self.start = [0]
        for places in lists.places:
            self.start.append(self.start[-1] + max(places, 0))
        self.owner = [m for m, places in enumerate(lists.places) for _ in range(max(places, 0))]
        self.holder = [OUTSIDE] * len(self.owner)
        mentees = len(lists.groups)
        self.seat = [OUTSIDE] * mentees
        self.promoted = [False] * mentees
        self.gone: list[set[int]] = [set() for _ in range(mentees)]
        self.level = [0] * mentees

    def run(self) -> list[int]:
        waiting = list(range(len(self.seat) - 1, -1, -1))
        if self.shuffle is not None:
            self.shuffle.shuffle(waiting)
        while waiting:
            t = waiting.pop()
            while self.seat[t] == OUTSIDE:
                seat = self._favourite(t)
                if seat == OUTSIDE:
                    if self.promoted[t]:
                        break
                    self.promoted[t] = True
                    self.gone[t].clear()
                    self.level[t] = 0
                    continue
                loser = self._propose(t, seat)
                if loser not in (OUTSIDE, t):
                    waiting.append(loser)
        return [
            self.lists.locks.get(t, OUTSIDE) if seat == OUTSIDE else self.owner[seat]
            for t, seat in enumerate(self.seat)
        ]

    def _seats(self, m: int) -> range:
        return range(self.start[m], self.start[m + 1])

    def _favourite(self, t: int) -> int:
        """The best place left on the list, a free one first among equals; −1: none."""
        groups = self.groups[t]
        while self.level[t] < len(groups):
            left = [s for m in groups[self.level[t]] for s in self._seats(m) if s not in self.gone[t]]
            if left:
                return next((s for s in left if self.holder[s] == OUTSIDE), left[0])
            self.level[t] += 1
        return OUTSIDE

    def _flighty(self, t: int) -> bool:
        """Whether a free place stands in the same tie as the one that holds the mentee."""
        group = self.groups[t][self.level[t]]
        return any(self.holder[s] == OUTSIDE and s not in self.gone[t] for m in group for s in self._seats(m))

    def _propose(self, t: int, seat: int) -> int:
        """Returns who is left without a place: nobody (−1), the one who asked, or the one who held it."""
        other = self.holder[seat]
        if other == OUTSIDE:
            self.holder[seat], self.seat[t] = t, seat
            return OUTSIDE
        if self._flighty(other):
            self.holder[seat], self.seat[t], self.seat[other] = t, seat, OUTSIDE
            return other
        rank = self.lists.rank[self.owner[seat]]
        if (rank[t], not self.promoted[t]) < (rank[other], not self.promoted[other]):
            self.holder[seat], self.seat[t], self.seat[other] = t, seat, OUTSIDE
            self.gone[other].add(seat)
            return other
        self.gone[t].add(seat)
        return t


def attempts(lists: Lists, accepted: int, promoted: int) -> Iterator[list[int]]:
    """Stable matchings by deterministic ways of breaking ties, one when it is asked for; they differ in size.

    `accepted`, `promoted`: how many seeded ways of deferred acceptance, then of promotion, after one of each by index.
    """
    ways: list[Callable[[], list[int]]] = [partial(deferred_acceptance, lists), partial(promotion, lists)]
    ways += [partial(deferred_acceptance, lists, Random(number)) for number in range(accepted)]
    ways += [partial(promotion, lists, Random(number)) for number in range(promoted)]
    return (at for at in (way() for way in ways) if not lists.blocking(at))
