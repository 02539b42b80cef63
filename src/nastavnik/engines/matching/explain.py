"""Explanations of an `assign` result: facts read off the exchange graph, each of which a second solve would confirm."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from . import admissible, words
from .exchange import Exchange, Move
from .flow import OUTSIDE
from .formulation import Formulation
from .idle import unused_of
from .results import Contribution, Loss, PairExplanation, Rejected, Unmatched, Unused
from .search import Solution

if TYPE_CHECKING:
    from .trials import Trials

#: Mentors named per mentee among `rejected` unless asked for by name.
REJECTED_SHOWN = 3


class Explainer:
    """Explains one solution of one problem. `crowded`: mentees known to be left out because all their mentors are full."""

    def __init__(self, problem: Formulation, solution: Solution, crowded: Collection[int] = ()) -> None:
        self.crowded = crowded
        self.problem = problem
        self.solution = solution
        self.at = solution.at
        self.listed = problem.listed
        self.load = [0] * len(problem.mentors)
        for mentor in solution.at:
            if mentor != OUTSIDE:
                self.load[mentor] += 1
        self.row = {mentee.id: index for index, mentee in enumerate(problem.mentees)}
        self.column = {mentor.id: index for index, mentor in enumerate(problem.mentors)}

    @cached_property
    def exchange(self) -> Exchange | None:
        """The exchange graph, None where the problem was not one flow."""
        flow, tree = self.solution.flow, self.solution.tree
        return Exchange(flow, tree, len(self.problem.mentors)) if flow is not None and tree is not None else None

    @cached_property
    def trials(self) -> Trials:
        """Second solves, for problems that are not one flow."""
        from .trials import Trials

        return Trials(self.problem, self.solution)

    # -- who is left

    def unmatched(self, explain: bool) -> tuple[Unmatched, ...]:
        """Every mentee without a pair, by id; with `explain` the smallest relaxation."""
        from .remedies import Remedies

        remedies = Remedies(self)
        found = []
        for t, mentee in enumerate(self.problem.mentees):
            if self.at[t] == OUTSIDE:
                reason = self.reason(t)
                text = words.REASONS.get(reason, "")
                if reason == "all_excluded":
                    text = words.all_excluded(bars for _, bars in self.listed[t].values())
                elif reason == "constraint" and not self._has_constraints():
                    text = words.GOOD_PLACES_TAKEN
                relaxation = remedies.relaxation(t) if explain else None
                if explain and relaxation is None:
                    text = f"{text} {words.NOTHING_HELPS}"
                found.append(Unmatched(mentee.id, reason, text, relaxation, explain))
        return tuple(sorted(found, key=lambda item: item.mentee))

    def reason(self, t: int) -> str:
        """The first true reason code, in the order of matching.md § 3."""
        if t in self.crowded:
            return "capacity"
        if not self.problem.mentees[t].consent:
            return "no_consent"
        if not self.listed[t]:
            return "no_candidate"
        free = list(self.problem.scores[t])
        if not free:
            return "all_excluded"
        free = [m for m in free if self.load[m] < self.problem.mentors[m].capacity]
        if not free:
            return "capacity"
        task = self.problem.task
        if self.problem.objective == "total" and max(self.problem.scores[t].values()) > 0:
            # Whom he would gain by are full, whom he could have would cost: as worked example ex01 names it.
            return "constraint"
        if self.problem.objective == "total" and (
            not (task.quotas or task.together or task.open_or_close) or any(self.trials.may_join(t, m) for m in free)
        ):
            return "not_optimal"
        return "constraint"

    def _has_constraints(self) -> bool:
        task = self.problem.task
        return bool(task.quotas or task.together or any(task.low))

    def unused(self) -> tuple[Unused, ...]:
        """Mentors with places and nobody in them, by id."""
        found = []
        idle = {
            mentor.id: list[list[str]]()
            for m, mentor in enumerate(self.problem.mentors)
            if mentor.capacity and not self.load[m]
        }
        for pair in self.problem.instance.pairs if idle else ():
            if pair.mentor in idle:
                idle[pair.mentor].append(self.listed[self.row[pair.mentee]][self.column[pair.mentor]][1])
        for name, all_bars in idle.items():
            found.append(unused_of(self.problem.mentors[self.column[name]], all_bars))
        return tuple(sorted(found, key=lambda item: item.mentor))

    # -- why not with somebody

    def rejected(self) -> tuple[Rejected, ...]:
        """For each mentee up to three admissible mentors with a higher score than the one received, the possible first."""
        found = []
        for t, row in enumerate(self.problem.scores):
            if t in self.problem.task.locks:
                continue
            here = self.at[t]
            better = [m for m, score in row.items() if m != here and (here == OUTSIDE or score > row[here])]
            better.sort(key=lambda m: (-row[m], m))
            shown: list[Rejected] = []
            impossible: list[Rejected] = []
            for m in better:
                answer = self.why_not(t, m)
                (impossible if answer.loss is None else shown).append(answer)
                if len(shown) == REJECTED_SHOWN:
                    break
            found.extend((shown + impossible)[:REJECTED_SHOWN])
        return tuple(sorted(found, key=lambda item: (item.mentee, item.mentor)))

    def why_not(self, t: int, m: int) -> Rejected:
        """What the pair would cost, or why it cannot be made."""
        problem = self.problem
        mentee, mentor = problem.mentees[t], problem.mentors[m]
        if self.at[t] == m:
            return Rejected(mentee.id, mentor.id, Loss(0, 0, ()), "Эта пара составлена.")
        if m not in problem.scores[t]:
            known = self.listed[t].get(m)
            bars = admissible.bars_of(problem.instance, mentee, mentor, None) if known is None else known[1]
            said = ", ".join(words.bar_words(bar) for bar in bars)
            return Rejected(mentee.id, mentor.id, None, f"Пару составить нельзя: {said}.")
        if t in problem.task.locks:
            other = words.label(problem.mentors[problem.task.locks[t]])
            return Rejected(
                mentee.id,
                mentor.id,
                None,
                f"Пару составить нельзя: за наставляемым закреплён другой наставник, {other}.",
            )
        moves = self.moves_if(t, m)
        if moves is None:
            why = "её не допускают закреплённые пары, минимумы, квоты или группы"
            return Rejected(mentee.id, mentor.id, None, f"Пару составить нельзя: {why}.")
        loss = self.loss_of([Move(t, self.at[t], m), *moves])._replace(moves=self.ids(moves))
        text = words.loss_words(loss.matched, loss.total, self.chain(moves), loss.worst, loss.kept)
        return Rejected(mentee.id, mentor.id, loss, text)

    def moves_if(self, t: int, m: int) -> list[Move] | None:
        """Who else moves, at the least loss, when the pair is made."""
        if self.exchange is None:
            return self.trials.forced(t, m)
        assert self.solution.tree is not None
        return self.exchange.forced(t, self.solution.tree.node_of(m, t))

    def loss_of(self, moves: Sequence[Move]) -> Loss:
        """The difference in every figure, found by making the moves."""
        scores, base = self.problem.scores, self.problem.base
        matched = total = kept = 0
        for who, old, new in ((move.who, move.old, move.new) for move in moves):
            if old != OUTSIDE:
                matched, total, kept = matched + 1, total + scores[who][old], kept + ((who, old) in base)
            if new != OUTSIDE:
                matched, total, kept = matched - 1, total - scores[who][new], kept - ((who, new) in base)
        worst = None
        if self.problem.objective in ("card_fair_total", "card_leximin"):
            after = dict(enumerate(self.at)) | {move.who: move.new for move in moves}
            before = [scores[who][mentor] for who, mentor in enumerate(self.at) if mentor != OUTSIDE]
            now = [scores[who][mentor] for who, mentor in after.items() if mentor != OUTSIDE]
            worst = min(before) - min(now) if before and now else None
        counted = kept if self.problem.objective == "card_keep_total" else None
        return Loss(matched, total, self.ids(moves), worst, counted)

    def moves_to(self, at: Sequence[int]) -> list[Move]:
        """Who is elsewhere in another matching."""
        return [Move(who, old, new) for who, (old, new) in enumerate(zip(self.at, at, strict=True)) if old != new]

    # -- made pairs

    def pairs(self) -> tuple[PairExplanation, ...]:
        """Contributions and ranks of every made pair, by (mentee, mentor)."""
        problem = self.problem
        by_mentor: list[list[int]] = [[] for _ in problem.mentors]
        for row in problem.scores:
            for m, score in row.items():
                by_mentor[m].append(score)
        for there in by_mentor:
            there.sort()
        found = []
        for t, m in enumerate(self.at):
            if m == OUTSIDE:
                continue
            mentee, mentor = problem.mentees[t], problem.mentors[m]
            pair = problem.record(t, m)
            parts = tuple(
                Contribution(part.code, part.value, weight, weight * part.value, part.text)
                for part in pair.parts
                for weight in [problem.instance.weights.get(part.code, 0)]
            )
            shown = [(part.text or part.code, part.contribution) for part in parts if part.contribution]
            text = words.pair_text(words.label(mentee), words.label(mentor), pair.score, shown)
            ranks = (
                _rank(admissible.ranks(mentee).get(mentor.id), pair.score, sorted(problem.scores[t].values())),
                _rank(admissible.ranks(mentor).get(mentee.id), pair.score, by_mentor[m]),
            )
            found.append(PairExplanation(mentee.id, mentor.id, pair.score, ranks, text, parts))
        return tuple(sorted(found, key=lambda item: (item.mentee, item.mentor)))

    # -- names

    def ids(self, moves: Sequence[Move]) -> tuple[tuple[str, str | None, str | None], ...]:
        """Moves by ids."""
        problem = self.problem
        return tuple(
            (
                problem.mentees[move.who].id,
                None if move.old == OUTSIDE else problem.mentors[move.old].id,
                None if move.new == OUTSIDE else problem.mentors[move.new].id,
            )
            for move in moves
        )

    def chain(self, moves: Sequence[Move]) -> str:
        """Moves in words."""
        problem = self.problem
        return words.chain_words(
            (
                words.label(problem.mentees[move.who]),
                None if move.old == OUTSIDE else words.label(problem.mentors[move.old]),
                None if move.new == OUTSIDE else words.label(problem.mentors[move.new]),
            )
            for move in moves
        )


def _rank(listed: int | None, score: int, scores: Sequence[int]) -> int:
    """The place in a preference list, else by ascending scores: 1 + number of strictly better."""
    if listed is not None:
        return listed
    return 1 + len(scores) - bisect_right(scores, score)
