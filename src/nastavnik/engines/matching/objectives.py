"""One whole number per pair whose sum orders matchings as the vector of an objective does (matching.md § 2).

Each level weighs more than the greatest difference the levels below can make; Python's whole numbers never overflow.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Scales(NamedTuple):
    """Weights of the levels: gain = card + kept·(in base) − penalty[band] + total·score.

    `thresholds` and `penalty`: a score belongs to the band numbered by how many thresholds are ≤ it; the highest band
    has no penalty and is left out of `penalty`.
    """

    card: int
    kept: int
    thresholds: tuple[int, ...]
    penalty: tuple[int, ...]
    total: int = 1

    def as_data(self) -> dict[str, object]:
        """The weights as a certificate writes them."""
        return {
            "card": self.card,
            "kept": self.kept,
            "thresholds": list(self.thresholds),
            "penalty": list(self.penalty),
            "total": self.total,
        }

    def gain(self, score: int, in_base: bool = False) -> int:
        """The number of one pair."""
        value = self.card + self.total * score + (self.kept if in_base else 0)
        if self.penalty:
            band = bisect_right(self.thresholds, score)
            if band < len(self.penalty):
                value -= self.penalty[band]
        return value


def scales_for(objective: str, scores: Sequence[int], most_pairs: int, bands: Sequence[int] = ()) -> Scales:
    """Scales of an objective over pairs with these scores, when at most `most_pairs` can be made.

    `pareto` is solved as a row of `card_total`. Raises ValueError for an unknown objective.
    """
    span = most_pairs * max((abs(score) for score in scores), default=0)
    below = 2 * span + 1  # more than any difference of totals
    if objective == "total":
        return Scales(0, 0, (), ())
    if objective in ("card_total", "pareto"):
        return Scales(below, 0, (), ())
    if objective == "card_keep_total":
        return Scales(below * (most_pairs + 1) + below, below, (), ())
    if objective == "card_fair_total":
        thresholds = tuple(bands)
    elif objective == "card_leximin":
        distinct = sorted(set(scores))
        thresholds = tuple(distinct[1:])
    else:
        raise ValueError(objective)
    penalty = []
    weight = below
    for _ in thresholds:
        penalty.append(weight)
        weight *= most_pairs + 1
    penalty.reverse()
    # The total tells nothing once every score is a band of its own.
    total = 0 if objective == "card_leximin" else 1
    return Scales(2 * weight + below, 0, thresholds, tuple(penalty), total)


def band_counts(scores: Sequence[int], bands: Sequence[int]) -> list[int]:
    """How many scores lie in each band, worst first: len(bands) + 1 numbers."""
    counts = [0] * (len(bands) + 1)
    for score in scores:
        counts[bisect_right(bands, score)] += 1
    return counts
