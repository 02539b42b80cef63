"""A start for the flow: mentees bid for places, as far as bidding leads to an optimum for those who got one.

A mentee takes the best mentor; of a full one he outbids the cheapest place by what this mentor is better than his second
best, and who held it bids anew. So whoever has a place has the best at the present prices, and what is placed is optimal for
those who are placed. Where best and second best are equal nothing is outbid: the loser waits for the next round, and after
some rounds for the shortest paths. Source: augmenting row reduction, Jonker, Volgenant, Computing 38 (1987), with places as
in Bertsekas, Castañon, Math. Programming 42 (1988).
"""

from __future__ import annotations

from heapq import heappush, heapreplace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .flow import Flow

_OUTSIDE = -1

_ROUNDS = 8
# Bids a mentee, on the average: where places are few, prices would climb in small steps.
_BIDS = 2


def bid(flow: Flow) -> None:
    """Place what bidding places, in an empty flow whose nodes are mentors without minimums."""
    edges, high, price, at, at_gain = flow.edges, flow.high, flow.price, flow.at, flow.at_gain
    held: list[list[tuple[int, int]]] = [[] for _ in price]  # (price of the place, mentee), the cheapest first
    full = [places <= 0 for places in high]
    waiting = list(range(len(edges)))
    left = _BIDS * len(edges)
    for _ in range(_ROUNDS):
        later = []
        for mentee in waiting:
            while True:
                best = second = gained = 0
                goal = other = _OUTSIDE
                for node, gain in edges[mentee]:
                    value = gain - price[node]
                    if value > second:
                        if value > best:
                            second, other = best, goal
                            best, goal, gained = value, node, gain
                        else:
                            second, other = value, node
                if goal == _OUTSIDE:
                    break
                if best == second and full[goal] and other != _OUTSIDE:
                    goal, gained = other, best + price[other]
                there = held[goal]
                if not full[goal]:
                    heappush(there, (0, mentee))
                    at[mentee], at_gain[mentee] = goal, gained
                    full[goal] = len(there) == high[goal]
                    break
                if not there or left <= 0:
                    later.append(mentee)
                    break
                left -= 1
                _, loser = heapreplace(there, (price[goal] + best - second, mentee))
                price[goal] = there[0][0]
                at[mentee], at_gain[mentee] = goal, gained
                at[loser], at_gain[loser] = _OUTSIDE, 0
                mentee = loser
                if best == second:
                    later.append(loser)
                    break
        waiting = later
        if not waiting:
            break
    for node, there in enumerate(held):
        flow.members[node] = dict.fromkeys(sorted(mentee for _, mentee in there))
        flow.load[node] = len(there)
