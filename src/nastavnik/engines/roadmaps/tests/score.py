"""How much of a plan was read: F1 of stages, activities, kinds; share of right terms, persons, results."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nastavnik.engines.roadmaps import ParsedRoadmap

from .plans import Plan


@dataclass
class Score:
    """Counts that can be added over plans."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, right: int, found: int, wanted: int) -> None:
        """Count right answers out of found and wanted ones."""
        known = self.counts.setdefault(name, [0, 0, 0])
        for at, value in enumerate((right, found, wanted)):
            known[at] += value

    def f1(self, name: str) -> float:
        """Harmonic mean of precision and recall."""
        right, found, wanted = self.counts.get(name, [0, 0, 0])
        return 2 * right / (found + wanted) if found + wanted else 1.0

    def merge(self, other: Score) -> None:
        """Add another score."""
        for name, (right, found, wanted) in other.counts.items():
            self.add(name, right, found, wanted)


def plain(text: str) -> str:
    """Letters and digits only, lower case, ё as е."""
    return re.sub(r"[\W_]+", " ", text.lower().replace("ё", "е")).strip()


def compare(plan: Plan, parsed: ParsedRoadmap) -> Score:
    """Activities are matched by their exact words, once each, in order."""
    score = Score()
    wanted = [plain(s.title) for s in plan.stages]
    found = [plain(s.title) for s in parsed.stages]
    right = sum(min(wanted.count(t), found.count(t)) for t in set(wanted))
    score.add("stages", right, len(found), len(wanted))
    gold = [a for s in plan.stages for a in s.activities]
    mine = [a for s in parsed.stages for a in s.activities]
    left = list(mine)
    pairs = []
    for activity in gold:
        twin = next((a for a in left if plain(a.title) == plain(activity.title)), None)
        if twin is not None:
            left.remove(twin)
            pairs.append((activity, twin))
    score.add("activities", len(pairs), len(mine), len(gold))
    for activity, twin in pairs:
        kinds = set(twin.kinds)
        score.add("kinds", len(kinds & activity.kinds), len(kinds), len(activity.kinds))
        for column in ("terms", "responsible", "result"):
            same = plain(getattr(activity, column)) == plain(getattr(twin, column))
            score.add("columns", same, 1, 1)
            score.add(column, same, 1, 1)
    return score
