"""Strict lists with nothing in the way of anybody: deferred acceptance straight over the ids, without numbering them.

Most of a solve of long lists would be the numbering. Here each mentor's list becomes one dictionary, and of a mentee's list
only what is asked is looked at. Source: Gale, Shapley, AMM 69 (1962); the mentee-optimal matching of strict lists is one.
"""

from __future__ import annotations

from heapq import heappush, heapreplace
from itertools import chain
from typing import NamedTuple

from .model import Instance, Mentee, Mentor

# Past the end of any list.
_ANY = 2**60


class Accepted(NamedTuple):
    """`mentor_of`: the pairs; `places`: mentor → {mentee: place in the list, 0 = best}, of mentors who take part."""

    mentor_of: dict[str, str]
    places: dict[str, dict[str, int]]


def accept_strict(instance: Instance) -> Accepted | None:
    """The mentee-optimal stable matching; None where lists have ties, or locks, bars or scores are to be heeded."""
    if instance.mode != "stable" or instance.locked or instance.pairs or instance.forbidden:
        return None
    persons = {mentee.person for mentee in instance.mentees} & {mentor.person for mentor in instance.mentors} - {None}
    if persons or not instance.cross_organization:
        return None
    if any(person.ties is not None for person in chain[Mentee | Mentor](instance.mentees, instance.mentors)):
        return None
    order = {mentor.id: mentor.ranked or () for mentor in instance.mentors}
    room = {mentor.id: mentor.capacity for mentor in instance.mentors if mentor.consent and mentor.capacity}
    # The numbers are shared by all lists: they are most of what is made here.
    numbers = list(range(max(map(len, order.values()), default=0)))
    places = {name: dict(zip(order[name], numbers, strict=False)) for name in room}
    held: dict[str, list[int]] = {name: [] for name in room}  # minus the places in the list, the worst held first
    limit = dict.fromkeys(room, _ANY)  # only who stands before it is taken
    left = {mentee.id: iter(mentee.ranked) for mentee in instance.mentees if mentee.consent and mentee.ranked}
    waiting = list(left)
    while waiting:
        mentee = waiting.pop()
        for guide in left[mentee]:
            if guide not in room:
                continue
            place = places[guide].get(mentee, _ANY)
            if place >= limit[guide]:
                continue
            there = held[guide]
            if len(there) < room[guide]:
                heappush(there, -place)
            else:
                waiting.append(order[guide][-heapreplace(there, -place)])
            if len(there) == room[guide]:
                limit[guide] = -there[0]
            break
    return Accepted({order[guide][-claim]: guide for guide, there in held.items() for claim in there}, places)
