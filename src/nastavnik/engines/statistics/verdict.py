"""What the figures of one measure allow to say, and whether it stands when the people who left are counted."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .paired import Figures

#: With five changes the smallest possible p is 0.0625: nothing can be said about chance.
LEAST_CHANGED = 6
#: From so many people on the words are not softened for the smallness of the group.
ENOUGH_PEOPLE = 12
#: |rank-biserial of everybody| from which a change is called noticeable.
NOTICEABLE = Fraction(3, 10)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code`: hidden all_same few_changed too_few clear clear_few clear_small stable notable_few unclear;
    `direction`: up down none."""

    code: str
    direction: str


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """(typical change, p) with the people who left set to the worst, their own entry, the best; `robust`: none weak
    moderate strong."""

    n_dropouts: int
    worst: tuple[Fraction, Fraction]
    unchanged: tuple[Fraction, Fraction]
    best: tuple[Fraction, Fraction]
    robust: str


def judge(found: Figures | None, *, k: int, delta: Fraction, p_adjusted: Fraction | None = None) -> Verdict:
    """The first rule that fits (monitoring.md § 4, «Verdict and its sentence»)."""
    if found is None or found.n < k:
        return Verdict("hidden", "none")
    if not found.n_changed:
        return Verdict("all_same", "none")
    return Verdict(_code(found, delta, p_adjusted), direction(found))


def direction(found: Figures) -> str:
    """Sign of W+ − W−: up, down, none."""
    gap = found.wilcoxon.w_plus - found.wilcoxon.w_minus
    return "up" if gap > 0 else "down" if gap < 0 else "none"


def _code(found: Figures, delta: Fraction, p_adjusted: Fraction | None) -> str:
    enough = found.n >= ENOUGH_PEOPLE
    if found.n_changed < LEAST_CHANGED:
        return "few_changed" if enough else "too_few"
    p = found.wilcoxon.p if p_adjusted is None else p_adjusted
    noticeable = abs(found.rank_biserial_all) >= NOTICEABLE
    if p <= found.alpha:
        if not noticeable:
            return "clear_small"
        return "clear" if enough else "clear_few"
    low, high = found.shift.low, found.shift.high
    if low is not None and high is not None and -delta < low and high < delta:
        return "stable"
    return "notable_few" if noticeable else "unclear"


def robustness(main: Figures, worst: Figures, unchanged: Figures, best: Figures) -> str:
    """How much of the main finding is left when the people who left are counted against it."""
    way = direction(main)
    if main.wilcoxon.p > main.alpha or way == "none":
        return "none"

    def stands(other: Figures) -> bool:
        return other.wilcoxon.p <= other.alpha and direction(other) == way

    if stands(worst if way == "up" else best):
        return "strong"
    return "moderate" if stands(unchanged) else "weak"
