"""A stable matching as the parts of a result: who is left and why, what would help, ranks, «почему не» (matching.md § 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from . import admissible, words
from .acceptance import deferred_acceptance
from .errors import UnknownPair
from .idle import unused_of
from .lists import OUTSIDE, Lists, build_lists, unit_of
from .model import Instance, Mentee, Mentor, Pair
from .results import Contribution, PairExplanation, Rejected, Relaxation, Unmatched, Unused
from .stable_search import Best

# Pairs looked at by second solves for relaxations.
_TRIAL_WORK = 3_000_000
_REJECTED_SHOWN = 3


@dataclass
class Answer:
    """The parts of a result. `found`: what the search knows of it, None of strict lists solved at once.

    `listed`: mentor → mentees in his list, of mentors asked for so far.
    """

    instance: Instance
    seed: int
    mentor_of: dict[str, str]
    found: Best | None
    listed: dict[str, dict[str, int]]

    def __post_init__(self) -> None:
        self.load: dict[str, int] = {}
        for mentor in self.mentor_of.values():
            self.load[mentor] = self.load.get(mentor, 0) + 1
        self.work = _TRIAL_WORK
        self._mentee_ranks: dict[str, dict[str, int]] = {}
        self._mentor_ranks: dict[str, dict[str, int]] = {}

    @cached_property
    def lists(self) -> Lists:
        """The lists in numbers."""
        return build_lists(self.instance, self.seed)[0]

    def pairs(self) -> list[tuple[str, str]]:
        """Made pairs by id."""
        return sorted(self.mentor_of.items())

    def score(self, mentee: str, mentor: str) -> int:
        """The score of a pair, 0 where none is given."""
        pair = self.instance.pair_by_ids.get((mentee, mentor))
        return pair.score if pair is not None else 0

    def lowest(self) -> tuple[tuple[str, str, int], ...]:
        """Three lowest pairs."""
        made = [(t, m, self.score(t, m)) for t, m in self.pairs()]
        return tuple(sorted(made, key=lambda item: (item[2], item[0]))[:3])

    def size_bound(self) -> int:
        """No stable matching holds more pairs."""
        if self.found is None or self.found.proven:
            return len(self.mentor_of)
        unit = unit_of(self.lists)
        bound = self.found.bound if self.instance.mode == "stable" else (self.found.bound + unit // 2) // unit
        return min(bound + len(self.lists.locks), sum(1 for row in self.lists.groups if row) + len(self.lists.locks))

    def mentee_ranks(self, mentee: Mentee) -> dict[str, int]:
        """Ranks in a mentee's list, counted once."""
        if mentee.id not in self._mentee_ranks:
            self._mentee_ranks[mentee.id] = admissible.ranks(mentee)
        return self._mentee_ranks[mentee.id]

    def mentor_ranks(self, mentor: Mentor) -> dict[str, int]:
        """Ranks in a mentor's list, counted once."""
        if mentor.id not in self._mentor_ranks:
            self._mentor_ranks[mentor.id] = admissible.ranks(mentor)
        return self._mentor_ranks[mentor.id]

    # -- who is left

    def bars(self, mentee: Mentee, mentor: Mentor) -> list[str]:
        """Why the pair may not be made."""
        ranked = mentor.id in self.mentee_ranks(mentee) and self._ranks(mentor, mentee)
        pair = self.instance.pair_by_ids.get((mentee.id, mentor.id))
        return admissible.bars_of(self.instance, mentee, mentor, pair, ranked)

    def _ranks(self, mentor: Mentor, mentee: Mentee) -> bool:
        """Whether the mentee stands in the mentor's list."""
        return mentee.id in (self.listed.get(mentor.id) or self.mentor_ranks(mentor))

    def wished(self, mentee: Mentee) -> list[Mentor]:
        """Mentors of the list, best first."""
        return [self.instance.mentor_by_id[name] for name in mentee.ranked or ()]

    def unmatched(self, explain: bool) -> tuple[Unmatched, ...]:
        """Every mentee without a pair."""
        found = []
        for mentee in sorted(self.instance.mentees, key=lambda person: person.id):
            if mentee.id in self.mentor_of:
                continue
            wished = self.wished(mentee)
            if not mentee.consent:
                reason = "no_consent"
            elif not wished:
                reason = "no_candidate"
            elif all(self.bars(mentee, mentor) for mentor in wished):
                reason = "all_excluded"
            else:
                reason = "capacity"
            text = words.REASONS.get(reason, "")
            if reason == "all_excluded":
                text = words.all_excluded(self.bars(mentee, mentor) for mentor in wished)
            if reason == "no_candidate":
                text = "Список предпочтений пуст."
            relaxation = self.relaxation(mentee) if explain else None
            if explain and relaxation is None:
                text = f"{text} {words.NOTHING_HELPS}"
            found.append(Unmatched(mentee.id, reason, text, relaxation, explain))
        return tuple(found)

    def relaxation(self, mentee: Mentee) -> Relaxation | None:
        """One place, one bar or the own consent with which this mentee is matched and nobody loses a place."""
        wished = self.wished(mentee)
        if not mentee.consent:
            people = tuple(
                person._replace(consent=True) if person.id == mentee.id else person for person in self.instance.mentees
            )
            helps = self._keeps(replace(self.instance, mentees=people), mentee, None, [])
            return Relaxation("consent", words.CONSENT_HELPS) if helps else None
        for mentor in wished:
            if self.bars(mentee, mentor) in ([], [admissible.NO_PLACE]) and self._keeps(
                self.instance, mentee, mentor.id, []
            ):
                return Relaxation("capacity", words.capacity_words(words.label(mentor), ""), mentor.id, 1)
        for mentor in wished:
            bars = self.bars(mentee, mentor)
            if len(bars) != 1 or bars[0] in (
                admissible.MENTOR_CONSENT,
                admissible.PERSON,
                admissible.NO_PLACE,
                admissible.NOT_RANKED,
            ):
                continue
            if self._keeps(self.instance, mentee, None, [(mentee.id, mentor.id)]):
                text = words.pair_words(words.label(mentor), bars[0], "")
                return Relaxation("pair", text, mentor.id, None, bars[0])
        return None

    def _keeps(self, instance: Instance, mentee: Mentee, one_more: str | None, lifted: list[tuple[str, str]]) -> bool:
        """Whether a stable matching of the changed instance holds everybody who has a place, and this mentee."""
        self.work -= 10 * (self.lists.size + 1)
        if self.work < 0:
            return False
        lists, mentee_ids, mentor_ids = build_lists(instance, 0, one_more=one_more, lifted=lifted)
        at = deferred_acceptance(lists)
        matched = {mentee_ids[t] for t, m in enumerate(at) if m != OUTSIDE}
        if matched >= {*self.mentor_of, mentee.id}:
            return True
        target = one_more or (lifted[0][1] if lifted else None)
        if target is None or lists.strict:
            return False
        column = {name: index for index, name in enumerate(mentor_ids)}
        now = {**self.mentor_of, mentee.id: target}
        at = [column[now[name]] if name in now else OUTSIDE for name in mentee_ids]
        room = instance.mentor_by_id[target].capacity + (one_more is not None)
        return sum(1 for mentor in now.values() if mentor == target) <= room and not lists.blocking(at)

    def unused(self) -> tuple[Unused, ...]:
        """Mentors with places and nobody in them."""
        found = []
        for mentor in sorted(self.instance.mentors, key=lambda person: person.id):
            if self.load.get(mentor.id) or mentor.capacity == 0:
                continue
            listed = [self.instance.mentee_by_id[name] for name in mentor.ranked or ()]
            found.append(unused_of(mentor, [self.bars(mentee, mentor) for mentee in listed]))
        return tuple(found)

    # -- why so

    def explanations(self) -> tuple[PairExplanation, ...]:
        """Ranks on both sides and the parts of the score."""
        return tuple(self._explained(t, m) for t, m in self.pairs())

    def _explained(self, t: str, m: str) -> PairExplanation:
        mentee, mentor = self.instance.mentee_by_id[t], self.instance.mentor_by_id[m]
        ranks = self.mentee_ranks(mentee)[m], self.mentor_ranks(mentor)[t]
        pair = self.instance.pair_by_ids.get((t, m))
        text = f"{words.label(mentee)} — {words.label(mentor)}: {ranks[0]}-е и {ranks[1]}-е места в списках друг друга."
        return PairExplanation(t, m, self.score(t, m), ranks, text, self._parts(pair))

    def _parts(self, pair: Pair | None) -> tuple[Contribution, ...]:
        weights = self.instance.weights
        return tuple(
            Contribution(
                part.code, part.value, weights.get(part.code, 0), weights.get(part.code, 0) * part.value, part.text
            )
            for part in (pair.parts if pair is not None else ())
        )

    def rejected(self, explain: bool, why: Sequence[tuple[str, str]]) -> tuple[Rejected, ...]:
        """Why not with a mentor the mentee ranks higher: in a stable matching that is the mentor's own choice."""
        asked = {}
        for t, m in why:
            if t not in self.instance.mentee_by_id:
                raise UnknownPair(f"Наставляемого {t} в задаче нет. Проверьте --why {t}:{m}.")
            if m not in self.instance.mentor_by_id:
                raise UnknownPair(f"Наставника {m} в задаче нет. Проверьте --why {t}:{m}.")
            asked[t, m] = self._why_not(self.instance.mentee_by_id[t], self.instance.mentor_by_id[m])
        if explain:
            for mentee in self.instance.mentees:
                place = self.mentee_ranks(mentee)
                here = place.get(self.mentor_of.get(mentee.id, ""), len(place) + 1)
                better = [
                    mentor
                    for mentor in self.wished(mentee)
                    if place[mentor.id] < here and not self.bars(mentee, mentor)
                ]
                for mentor in better[:_REJECTED_SHOWN]:
                    asked.setdefault((mentee.id, mentor.id), self._why_not(mentee, mentor))
        return tuple(asked[key] for key in sorted(asked))

    def _why_not(self, mentee: Mentee, mentor: Mentor) -> Rejected:
        bars = self.bars(mentee, mentor)
        here = self.mentor_of.get(mentee.id)
        place = self.mentee_ranks(mentee)
        if here == mentor.id:
            text = "Эта пара составлена."
        elif bars:
            text = f"Пару составить нельзя: {', '.join(words.bar_words(bar) for bar in bars)}."
        elif (mentee.id, here) in self.instance.locked:
            text = "Пару составить нельзя: за наставляемым закреплён другой наставник."
        elif here is not None and place[mentor.id] >= place[here]:
            text = "Нынешний наставник стоит в списке наставляемого не ниже этого."
        else:
            text = "Места заняты закреплёнными и теми, кого наставник указал выше или наравне."
        return Rejected(mentee.id, mentor.id, None, text)
