"""The largest (or the best) weakly stable matching: cut what no stable matching holds, bound by a flow, then search.

Pairs are cut by the reductions of Irving and Manlove (2008), generalised to several places. The flow over the rest gives a
bound and prices; the search assigns mentee after mentee and gives up a branch when the prices it has paid exceed the gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from .cpsat import available
from .flow import Flow
from .lists import OUTSIDE, Lists

#: Assignments tried before the search gives up the proof.
STEP_LIMIT = 200_000
#: Of more pairs than this the search ends by luck, or not at all: where CP-SAT is installed it is asked soon.
MANY = 400
FEW_STEPS = 10_000


class Best(NamedTuple):
    """`at[t]`: mentor or −1; `bound`: no stable matching is worth more; `proven`: this one is worth as much as any.

    `helped`: CP-SAT had a part in it.
    """

    at: tuple[int, ...]
    value: int
    bound: int
    proven: bool
    helped: bool = False


def reduce_pairs(lists: Lists) -> list[dict[int, int]]:
    """`kept[t]`: {mentor: own rank}: pairs that some stable matching may hold; the cut ones never block either.

    A mentor is sure of the mentees for whom he alone is best; once they fill his places, nobody worse can hold one.
    A mentee is sure of a mentor whose better and equal mentees fit into the places; nobody worse can be the mentee's.
    """
    kept = [dict(row) for row in lists.own_rank]
    rank = [dict(row) for row in lists.rank]
    changed = True
    while changed:
        changed = False
        proposals: list[list[int]] = [[] for _ in rank]
        for t, row in enumerate(kept):
            if row:
                best = min(row.values())
                heads = [m for m, place in row.items() if place == best]
                if len(heads) == 1:
                    proposals[heads[0]].append(rank[heads[0]][t])
        for m, sure in enumerate(proposals):
            if sure and len(sure) >= lists.places[m]:
                limit = sorted(sure)[lists.places[m] - 1]
                for t in [t for t, place in rank[m].items() if place > limit]:
                    del rank[m][t], kept[t][m]
                    changed = True
        for m, row in enumerate(rank):
            ordered = sorted(row.items(), key=lambda item: item[1])
            for number, (t, place) in enumerate(ordered):
                within = number < lists.places[m] and (
                    len(ordered) <= lists.places[m] or ordered[lists.places[m]][1] > place
                )
                if not within:
                    break
                limit = kept[t][m]
                for worse in [k for k, own in kept[t].items() if own > limit]:
                    del kept[t][worse], rank[worse][t]
                    changed = True
    return kept


def best_stable(
    lists: Lists,
    worth: Sequence[dict[int, int]],
    known: Iterable[Sequence[int]],
    stop: Callable[[], bool] | None = None,
    limit: int = STEP_LIMIT,
) -> Best:
    """The stable matching with the largest Σ worth[t][m] (all positive), starting from the best of `known` stable ones.

    No more of `known` are asked for once one meets the bound, or `stop` says so.
    """
    kept = reduce_pairs(lists)
    edges = [[(m, worth[t][m]) for m in sorted(row)] for t, row in enumerate(kept)]
    nodes = len(lists.places)
    flow = Flow(edges, [-1] * nodes, [0] * nodes, [max(places, 0) for places in lists.places]).solve()
    bound = flow.gain()

    def value(at: Sequence[int]) -> int:
        return sum(worth[t][m] for t, m in enumerate(at) if m != OUTSIDE and t not in lists.locks)

    found: Sequence[int] = ()
    best = -1
    for at in known:
        if value(at) > best:
            found, best = at, value(at)
        if best == bound or (stop is not None and stop()):
            break
    own = tuple(m if t not in lists.locks else OUTSIDE for t, m in enumerate(flow.at))
    if best < bound and not lists.blocking(own):
        found, best = [lists.locks.get(t, m) for t, m in enumerate(own)], bound
    if best == bound:
        return Best(tuple(found), best, bound, True)
    pairs = sum(map(len, kept))
    if pairs > MANY and available():
        limit = min(limit, FEW_STEPS)
    search = _Search(lists, kept, worth, flow, bound - best, stop, limit)
    better = search.run()
    if better is not None:
        found = [lists.locks.get(t, m) for t, m in enumerate(better)]
        best = value(found)
    if not search.finished and (stop is None or not stop()):
        most = sum(1 for m in flow.at if m != OUTSIDE)
        from .cpsat_stable import largest_stable

        more = largest_stable(lists, kept, worth, found, most, stop)
        if more is not None and more.value >= best and not lists.blocking(more.at):
            return Best(more.at, more.value, min(bound, more.bound), more.value == min(bound, more.bound), True)
    return Best(tuple(found), best, best if search.finished else bound, search.finished)


class _Search:
    """Depth first over mentees; `gap`: how much less than the bound the best known is worth."""

    def __init__(
        self,
        lists: Lists,
        kept: list[dict[int, int]],
        worth: Sequence[dict[int, int]],
        flow: Flow,
        gap: int,
        stop: Callable[[], bool] | None,
        limit: int,
    ) -> None:
        self.lists, self.kept, self.gap, self.stop, self.left = lists, kept, gap, stop, limit
        self.finished = True
        self.order = self._order()
        self.options: list[list[tuple[int, int]]] = []  # (price paid, mentor or −1), cheapest first
        for t in self.order:
            gains = [worth[t][m] - flow.price[m] for m in kept[t]]
            own = max([0, *gains])
            row = [(own - gain, m) for m, gain in zip(kept[t], gains, strict=True)] + [(own, OUTSIDE)]
            self.options.append(sorted(row, key=lambda item: (item[0], kept[t].get(item[1], len(kept[t])))))
        self.rank = [{t: lists.rank[m][t] for t in self.order if m in kept[t]} for m in range(len(lists.places))]
        self.members: list[list[int]] = [[] for _ in lists.places]
        self.bars: list[list[int]] = [[] for _ in lists.places]
        self.undecided: list[dict[int, int]] = [dict(row) for row in self.rank]
        self.price = flow.price

    def _order(self) -> list[int]:
        """Mentees component by component, each next one adjacent to those before, fewest choices first."""
        by_mentor: list[list[int]] = [[] for _ in self.lists.places]
        for t, row in enumerate(self.kept):
            for m in row:
                by_mentor[m].append(t)
        left = {t for t, row in enumerate(self.kept) if row}
        order: list[int] = []
        near: set[int] = set()
        while left:
            pool = near & left or left
            t = min(pool, key=lambda t: (len(self.kept[t]), t))
            left.remove(t)
            order.append(t)
            for m in self.kept[t]:
                near.update(by_mentor[m])
        return order

    def run(self) -> list[int] | None:
        """The best matching that beats the known one, None: there is none (or the limit came first)."""
        answer: list[int] | None = None
        depth, paid = 0, 0
        choice = [0] * (len(self.order) + 1)
        trail: list[int] = []  # paid before each depth
        at = [OUTSIDE] * len(self.kept)
        while True:
            if depth == len(self.order):
                rest = paid + self._empty_price()
                if rest < self.gap:
                    answer, self.gap = list(at), rest
                depth -= 1
                if depth < 0:
                    return answer
                paid = self._undo(depth, trail, choice, at)
                continue
            t, options = self.order[depth], self.options[depth]
            moved = False
            while choice[depth] < len(options):
                price, m = options[choice[depth]]
                choice[depth] += 1
                if paid + price >= self.gap:
                    choice[depth] = len(options)
                    break
                self.left -= 1
                if self.left <= 0 or (self.left % 4096 == 0 and self.stop is not None and self.stop()):
                    self.finished = False
                    return answer
                self._place(t, m, at)
                if self._possible(t):
                    trail.append(paid)
                    paid += price
                    depth += 1
                    choice[depth] = 0
                    moved = True
                    break
                self._remove(t, m, at)
            if not moved:
                depth -= 1
                if depth < 0:
                    return answer
                paid = self._undo(depth, trail, choice, at)

    def _undo(self, depth: int, trail: list[int], choice: list[int], at: list[int]) -> int:
        t = self.order[depth]
        self._remove(t, at[t], at)
        return trail.pop()

    def _place(self, t: int, m: int, at: list[int]) -> None:
        at[t] = m
        here = self.kept[t].get(m, len(self.lists.places))
        for other, place in self.kept[t].items():
            del self.undecided[other][t]
            if place < here:
                self.bars[other].append(self.rank[other][t])
        if m != OUTSIDE:
            self.members[m].append(t)

    def _remove(self, t: int, m: int, at: list[int]) -> None:
        at[t] = OUTSIDE
        here = self.kept[t].get(m, len(self.lists.places))
        for other, place in self.kept[t].items():
            self.undecided[other][t] = self.rank[other][t]
            if place < here:
                self.bars[other].remove(self.rank[other][t])
        if m != OUTSIDE:
            self.members[m].remove(t)

    def _possible(self, t: int) -> bool:
        """Whether every mentor of t can still be filled by nobody worse than those he passed over."""
        for m in self.kept[t]:
            places = self.lists.places[m]
            if len(self.members[m]) > places:
                return False
            if not self.bars[m]:
                continue
            bar = min(self.bars[m])
            rank = self.rank[m]
            if any(rank[who] > bar for who in self.members[m]):
                return False
            room = places - len(self.members[m])
            if room and room > sum(1 for place in self.undecided[m].values() if place <= bar):
                return False
        return True

    def _empty_price(self) -> int:
        """What the empty places cost by the prices of the flow."""
        return sum(
            price * (self.lists.places[m] - len(self.members[m])) for m, price in enumerate(self.price) if price > 0
        )
