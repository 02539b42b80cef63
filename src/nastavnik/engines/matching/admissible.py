"""Which pairs may be made at all, and what stands in the way of the others (matching.md § 1)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from .model import Instance, Mentee, Mentor, Pair

#: Bars that are facts about people or the file; other codes come from `barred` of the pair.
UNLISTED = "unlisted"
MENTEE_CONSENT = "mentee_consent"
MENTOR_CONSENT = "mentor_consent"
FORBIDDEN = "forbidden"
PERSON = "person"
ORGANIZATION = "organization"
NO_PLACE = "no_place"
NOT_RANKED = "not_ranked"


def bars_of(instance: Instance, mentee: Mentee, mentor: Mentor, pair: Pair | None, ranked: bool = True) -> list[str]:
    """Every reason why the pair may not be made, gravest first; empty: admissible.

    `pair`: its record, None where unlisted. `ranked`: each ranks the other (asked only where lists are used).
    """
    bars = []
    if mentee.person is not None and mentee.person == mentor.person:
        bars.append(PERSON)
    if not mentee.consent:
        bars.append(MENTEE_CONSENT)
    if not mentor.consent:
        bars.append(MENTOR_CONSENT)
    if (mentee.id, mentor.id) in instance.forbidden:
        bars.append(FORBIDDEN)
    if not instance.cross_organization and differ(mentee.organization, mentor.organization):
        bars.append(ORGANIZATION)
    if pair is None and instance.mode != "stable":
        bars.append(UNLISTED)
    if not ranked:
        bars.append(NOT_RANKED)
    if pair is not None:
        bars.extend(pair.barred)
    if mentor.capacity == 0:
        bars.append(NO_PLACE)
    return bars


@dataclass(frozen=True)
class Watched:
    """Whom any bar but a pair's own codes, or not being listed, may touch: pairs of all others need no second look."""

    mentees: frozenset[str]
    mentors: frozenset[str]
    forbidden: frozenset[tuple[str, str]]

    def plain(self, mentee: str, mentor: str) -> bool:
        """Whether no such bar stands between the two."""
        return not (mentee in self.mentees or mentor in self.mentors or (mentee, mentor) in self.forbidden)

    @property
    def nobody(self) -> bool:
        """Whether there is nothing to look at."""
        return not (self.mentees or self.mentors or self.forbidden)


def watched(instance: Instance) -> Watched:
    """The people and pairs of the instance that need `bars_of`."""
    both = {mentee.person for mentee in instance.mentees} & {mentor.person for mentor in instance.mentors} - {None}
    apart = not instance.cross_organization and any(mentor.organization is not None for mentor in instance.mentors)
    return Watched(
        frozenset(
            mentee.id
            for mentee in instance.mentees
            if not mentee.consent or mentee.person in both or (apart and mentee.organization is not None)
        ),
        frozenset(mentor.id for mentor in instance.mentors if not mentor.consent or mentor.capacity == 0),
        instance.forbidden,
    )


def differ(one: str | None, other: str | None) -> bool:
    """Different organisations; an unnamed one differs from nobody."""
    return one is not None and other is not None and one != other


def ranks(person: Mentee | Mentor) -> dict[str, int]:
    """Rank of everybody in the person's list, 1 = best; those in a tie share a rank: 1 + number of strictly better."""
    if person.ties is None:
        return dict(zip(person.ranked or (), count(1), strict=False))
    found: dict[str, int] = {}
    place = 1
    for group in person.preferences or ():
        for name in group:
            found[name] = place
        place += len(group)
    return found
