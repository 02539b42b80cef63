"""Stable matching of a region: deferred acceptance over arrays; of ties the largest of several ways to break them."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappush, heapreplace
from random import Random

import numpy as np
from numpy.typing import NDArray

from .arrays import Ints, Region
from .flow import best_flow

# Ways of breaking ties that are tried after the first.
_WAYS = 8


@dataclass(frozen=True)
class Stable:
    """`chosen[t]`: edge or −1; `bound`: no stable matching holds more pairs."""

    chosen: Ints
    bound: int
    proven: bool


def solve_ranked(region: Region) -> Stable:
    """A weakly stable matching; of strict lists the mentee-optimal one, which is as large as any.

    Of ties the largest found by promotion (at least two thirds of the largest) and by seeded orders; proven where it meets the
    greatest number of pairs that any matching has.
    """
    assert region.mentee_rank is not None and region.mentor_rank is not None
    open_edges = np.flatnonzero(region.capacity[region.mentor] > 0)
    strict = _distinct(region.row, region.mentee_rank, open_edges) and _distinct(
        region.mentor, region.mentor_rank, open_edges
    )
    best = _accept(region, open_edges, None)
    size = int((best >= 0).sum())
    if strict:
        return Stable(best, size, True)
    bound = _most_pairs(region, open_edges)
    if size < bound:
        best = max(best, _promoted(region), key=lambda way: int((way >= 0).sum()))
    for number in range(_WAYS):
        size = int((best >= 0).sum())
        if size >= bound:
            break
        way = _accept(region, open_edges, Random(number))
        if int((way >= 0).sum()) > size:
            best = way
    size = int((best >= 0).sum())
    return Stable(best, bound, size == bound)


def blocking_edge(region: Region, chosen: Ints) -> int:
    """Number of an edge whose both ends would rather have each other, −1: none."""
    assert region.mentee_rank is not None and region.mentor_rank is not None
    far = np.int64(2**62)
    matched = np.flatnonzero(chosen >= 0)
    here = np.full(region.mentees, far)
    here[matched] = region.mentee_rank[chosen[matched]]
    at = region.mentor[chosen[matched]]
    worst = np.full(region.mentors, -far)
    np.maximum.at(worst, at, region.mentor_rank[chosen[matched]])
    free = np.bincount(at, minlength=region.mentors) < region.capacity
    wants = region.mentee_rank < here[region.row]
    taken = free[region.mentor] | (region.mentor_rank < worst[region.mentor])
    found = np.flatnonzero(wants & taken & (region.capacity[region.mentor] > 0))
    return int(found[0]) if len(found) else -1


def _distinct(owner: NDArray[np.int32], rank: Ints, edges: NDArray[np.intp]) -> bool:
    """Whether nobody gives one rank twice."""
    order = edges[np.lexsort((rank[edges], owner[edges]))]
    same = (owner[order][1:] == owner[order][:-1]) & (rank[order][1:] == rank[order][:-1])
    return not bool(same.any())


def _accept(region: Region, edges: NDArray[np.intp], shuffle: Random | None) -> Ints:
    """Gale and Shapley; ties by number, or at random."""
    assert region.mentee_rank is not None and region.mentor_rank is not None
    lot = np.arange(region.mentees, dtype=np.int64)
    tie = region.mentor[edges].astype(np.int64)
    if shuffle is not None:
        dice = np.random.default_rng(shuffle.randrange(2**32))
        lot = dice.permutation(region.mentees).astype(np.int64)
        tie = dice.permutation(region.mentors).astype(np.int64)[tie]
    order = edges[np.lexsort((tie, region.mentee_rank[edges], region.row[edges]))]
    bounds = np.searchsorted(region.row[order], np.arange(region.mentees + 1)).tolist()
    # One number per edge that orders the mentees of a mentor, the best greatest.
    claim = np.empty(len(region.row), np.int64)
    claim[np.lexsort((lot[region.row], region.mentor_rank))] = np.arange(len(region.row))
    claims = (-claim[order]).tolist()
    goals = region.mentor[order].tolist()
    places = region.capacity.tolist()
    held: list[list[tuple[int, int]]] = [[] for _ in places]
    following = bounds[:-1]
    seat = [-1] * region.mentees
    waiting = list(range(region.mentees - 1, -1, -1))
    while waiting:
        t = waiting.pop()
        place, end = following[t], bounds[t + 1]
        while place < end:
            here = held[goals[place]]
            if len(here) < places[goals[place]]:
                heappush(here, (claims[place], t))
                seat[t] = place
                place += 1
                break
            if claims[place] > here[0][0]:
                loser = heapreplace(here, (claims[place], t))[1]
                seat[t], seat[loser] = place, -1
                waiting.append(loser)
                place += 1
                break
            place += 1
        following[t] = place
    chosen = np.array(seat, np.int64)
    return np.where(chosen >= 0, order[chosen], -1) if len(order) else chosen


def _promoted(region: Region) -> Ints:
    """Király's promotion, by the solver of ordinary instances."""
    from ..acceptance import promotion
    from ..lists import Lists

    assert region.mentee_rank is not None and region.mentor_rank is not None
    places = region.capacity.tolist()
    mentor, own, their = region.mentor.tolist(), region.mentee_rank.tolist(), region.mentor_rank.tolist()
    rank: list[dict[int, int]] = [{} for _ in places]
    groups: list[list[tuple[int, ...]]] = []
    edge_of: list[dict[int, int]] = []
    bounds = region.indptr.tolist()
    for t in range(region.mentees):
        ties: dict[int, list[int]] = {}
        edge_of.append({})
        for edge in range(bounds[t], bounds[t + 1]):
            m = mentor[edge]
            if places[m]:
                ties.setdefault(own[edge], []).append(m)
                rank[m][t] = their[edge]
                edge_of[t][m] = edge
        groups.append([tuple(ties[level]) for level in sorted(ties)])
    at = promotion(Lists(groups, rank, places, {}, ()))
    return np.array([edge_of[t].get(m, -1) for t, m in enumerate(at)], np.int64)


def _most_pairs(region: Region, edges: NDArray[np.intp]) -> int:
    """The greatest number of pairs that any matching has."""
    nobody = np.zeros(region.mentees, bool), np.zeros(region.mentors, bool)
    row, mentor = region.row[edges], region.mentor[edges]
    return int((best_flow(row, mentor, np.ones(len(edges), np.int64), region.capacity, *nobody) >= 0).sum())
