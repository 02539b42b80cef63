"""Strict lists with nothing in the way of anybody: deferred acceptance straight over the ids, without numbering them.

Most of a solve of long lists would be the numbering. Here each mentor's list becomes one dictionary, and of a mentee's list
only what is asked is looked at. Source: Gale, Shapley, AMM 69 (1962); the mentee-optimal matching of strict lists is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappush, heapreplace

from .model import Instance


@dataclass(frozen=True, slots=True)
class Accepted:
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
    if any(max(map(len, mentee.preferences), default=1) > 1 for mentee in instance.mentees if mentee.preferences):
        return None
    places: dict[str, dict[str, int]] = {}
    try:
        for mentor in instance.mentors:
            ranked = {name: place for place, (name,) in enumerate(mentor.preferences or ())}
            if mentor.consent and mentor.capacity:
                places[mentor.id] = ranked
    except ValueError:
        return None  # a tie
    room = {mentor.id: mentor.capacity for mentor in instance.mentors}
    order = {mentor.id: mentor.preferences or () for mentor in instance.mentors}
    held: dict[str, list[int]] = {name: [] for name in places}  # minus the places in the list, the worst held first
    left = {mentee.id: iter(mentee.preferences) for mentee in instance.mentees if mentee.consent and mentee.preferences}
    waiting = list(left)
    while waiting:
        mentee = waiting.pop()
        for (guide,) in left[mentee]:
            if guide not in places or mentee not in places[guide]:
                continue
            claim = -places[guide][mentee]
            there = held[guide]
            if len(there) < room[guide]:
                heappush(there, claim)
                break
            if claim > there[0]:
                waiting.append(order[guide][-heapreplace(there, claim)][0])
                break
    return Accepted({order[guide][-claim][0]: guide for guide, there in held.items() for claim in there}, places)
