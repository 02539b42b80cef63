"""From facts to the engine's instance: ids and numbers, no names, so that a stored round holds no personal words."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nastavnik.engines.matching.criteria import bars_of, full_parts_of
from nastavnik.features.matching import facts, rules
from nastavnik.features.matching.facts import Facts
from nastavnik.features.matching.rules import Terms

if TYPE_CHECKING:
    from nastavnik.engines.matching.model import Part
    from nastavnik.features.banks.queries import MenteeFacts, MentorFacts

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a round looks at. Ids of pairs are of entries; `kin` are persons: (representative, child).

    `forbidden`: persons (mentor, mentee). `locked`: entries (mentee, mentor); `by_hand` those of them that a curator set
    against a soft bar. `base`: the pairs before. `earlier`: mentor (person) → how his earlier pairs ended, 0…100.
    """

    mentees: Sequence[MenteeFacts]
    mentors: Sequence[MentorFacts]
    forbidden: frozenset[tuple[uuid.UUID, uuid.UUID]] = frozenset()
    kin: frozenset[tuple[uuid.UUID, uuid.UUID]] = frozenset()
    locked: frozenset[Key] = frozenset()
    by_hand: frozenset[Key] = frozenset()
    base: frozenset[Key] = frozenset()
    earlier: Mapping[uuid.UUID, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """`instance` for the engine, `facts` it was made of, `dropped`: locks that can no longer be kept."""

    instance: dict[str, Any]
    facts: Facts
    dropped: list[Key]

    def parts(self, key: Key) -> list[Part]:
        """The parts of a pair with their sentences."""
        return full_parts_of(self.facts.mentees[key[0]], self.facts.mentors[key[1]], self.facts.codes)


def build(
    situation: Situation, *, form: str, weights: Mapping[str, int], objective: str, seed: int, terms: Terms
) -> Built:
    """All pairs of both sides with their parts and bars. Locks that the law, a ban or places forbid are dropped.

    Only criteria that have something to say of somebody stand in the instance.
    """
    people = facts.gathered(situation, form, terms)
    pairs: list[dict[str, Any]] = []
    barred: dict[Key, list[str]] = {}
    forbidden: list[Key] = []
    for mentee in situation.mentees:
        for mentor in situation.mentors:
            key = (str(mentee.entry_id), str(mentor.entry_id))
            one, other = people.mentees[key[0]], people.mentors[key[1]]
            kin = (mentor.person_id, mentee.person_id) in situation.kin
            bars = rules.law_bars(mentee, mentor, form, kin=kin)
            if key not in situation.by_hand:
                bars += bars_of(one, other, musts=terms.musts)
            if (mentor.person_id, mentee.person_id) in situation.forbidden:
                forbidden.append(key)
            barred[key] = bars
            row: dict[str, Any] = {
                "mentee": key[0],
                "mentor": key[1],
                "parts": {part.code: part.value for part in full_parts_of(one, other, people.codes)},
            }
            pairs.append(row | ({"barred": bars} if bars else {}))
    kept, dropped = _locks(situation, barred, set(forbidden))
    counting = {code: weights.get(code, 0) for code in people.codes}
    places = _places(situation.mentors, terms, kept)
    instance: dict[str, Any] = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "objective": objective,
        "seed": seed,
        "weights": counting,
        "bands": rules.bands(rules.top_score(counting, people.codes)),
        "mentees": [{"id": str(row.entry_id), "person": str(row.person_id)} for row in situation.mentees],
        "mentors": [
            {"id": str(row.entry_id), "person": str(row.person_id), "capacity": places[str(row.entry_id)]}
            for row in situation.mentors
        ],
        "pairs": pairs,
        "forbidden": sorted(list(key) for key in forbidden),
        "locked": sorted(list(key) for key in kept),
    }
    base = [key for key in situation.base if key in barred]
    if base:
        instance["base"] = sorted(list(key) for key in base)
    return Built(instance, people, dropped)


def _locks(
    situation: Situation, barred: Mapping[Key, list[str]], forbidden: Collection[Key]
) -> tuple[list[Key], list[Key]]:
    kept: list[Key] = []
    dropped: list[Key] = []
    left = {str(row.entry_id): row.left for row in situation.mentors}
    for key in sorted(situation.locked):
        possible = key in barred and not barred[key] and key not in forbidden and left.get(key[1], 0) > 0
        (kept if possible else dropped).append(key)
        if possible:
            left[key[1]] -= 1
    return kept, dropped


def _places(mentors: Sequence[MentorFacts], terms: Terms, kept: Sequence[Key]) -> dict[str, int]:
    """Places in this round: what is left, not above the round's limit, not below the locks."""
    held: dict[str, int] = {}
    for _, mentor in kept:
        held[mentor] = held.get(mentor, 0) + 1
    places = {}
    for row in mentors:
        limit = min(row.left, terms.limit) if terms.limit else row.left
        places[str(row.entry_id)] = max(limit, held.get(str(row.entry_id), 0))
    return places


def codes(instance: Mapping[str, Any]) -> tuple[str, ...]:
    """The criteria that count in a stored instance."""
    pairs = instance.get("pairs", ())
    return tuple(pairs[0]["parts"]) if pairs else ()


def top_score(instance: Mapping[str, Any]) -> int:
    """The greatest possible score of a pair of a stored instance."""
    return rules.top_score(instance.get("weights", {}), codes(instance))


def scores(instance: Mapping[str, Any]) -> dict[Key, int]:
    """Score of each admissible pair of a stored instance."""
    weights = instance.get("weights", {})
    banned = {tuple(key) for key in instance.get("forbidden", ())}
    return {
        (row["mentee"], row["mentor"]): sum(weights.get(code, 0) * value for code, value in row["parts"].items())
        for row in instance.get("pairs", ())
        if not row.get("barred") and (row["mentee"], row["mentor"]) not in banned
    }


def figures(instance: Mapping[str, Any], pairs: Sequence[Sequence[str]]) -> dict[str, int]:
    """What the curator compares: pairs, strong and weak ones, mutual choices, the greatest load."""
    rows = {(row["mentee"], row["mentor"]): row["parts"] for row in instance["pairs"]}
    weights, top = instance["weights"], top_score(instance)
    words = []
    mutual = 0
    load: dict[str, int] = {}
    for mentee, mentor in pairs:
        parts = rows[(mentee, mentor)]
        words.append(rules.strength(sum(weights.get(code, 0) * value for code, value in parts.items()), top)[0])
        mutual += parts.get("wishes") == 100
        load[mentor] = load.get(mentor, 0) + 1
    return {
        "matched": len(pairs),
        "strong": words.count("strong"),
        "weak": words.count("weak"),
        "mutual": mutual,
        "load": max(load.values(), default=0),
    }
