"""The same people before and after: everything that is computed about one measure (monitoring.md § 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from . import bootstrap, hodges_lehmann, signed
from .exact import Number, exact, mean, median
from .unpaired import Unpaired, compare
from .verdict import LEAST_CHANGED, Sensitivity, Verdict, judge, robustness


@dataclass(frozen=True, slots=True)
class Person:
    """One person's two answers; None is missing."""

    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True, slots=True)
class Scale:
    """Least and largest possible answer."""

    least: Fraction
    largest: Fraction

    @property
    def step_that_matters(self) -> Fraction:
        """δ: one point of a scale that goes above 7, else half a point."""
        return Fraction(1) if self.largest > 7 else Fraction(1, 2)


@dataclass(frozen=True)
class Paired:
    """Counts of people, and `figures` of those with both answers (None when there is nobody)."""

    n_pairs: int
    n_only_before: int
    n_only_after: int
    n_neither: int
    k: int
    delta: Fraction
    figures: Figures | None
    verdict: Verdict
    sensitivity: Sensitivity | None
    left: tuple[Fraction, ...]  # entry answers of those who left

    @cached_property
    def dropouts(self) -> Unpaired | None:
        """Entry answers of those who left against those who stayed, when both are k or more."""
        if self.figures is None or min(len(self.left), self.n_pairs) < self.k:
            return None
        return compare(self.left, self.figures.before, confidence=1 - self.figures.alpha)

    @property
    def shows(self) -> dict[str, bool]:
        """What a screen may show: summary, p_value, ci. The computing itself does not obey it."""
        enough = self.n_pairs >= self.k
        found = self.figures
        return {
            "summary": enough,
            "p_value": enough and found is not None and found.n_changed >= LEAST_CHANGED,
            "ci": enough and found is not None and found.shift.low is not None,
        }


@dataclass(frozen=True)
class Figures:
    """Of people with both answers, at least one."""

    before: tuple[Fraction, ...]
    after: tuple[Fraction, ...]
    alpha: Fraction

    @cached_property
    def changes(self) -> tuple[Fraction, ...]:
        return tuple(after - before for before, after in zip(self.before, self.after, strict=True))

    @property
    def n(self) -> int:
        return len(self.before)

    @cached_property
    def n_up(self) -> int:
        return sum(change > 0 for change in self.changes)

    @cached_property
    def n_down(self) -> int:
        return sum(change < 0 for change in self.changes)

    @property
    def n_changed(self) -> int:
        return self.n_up + self.n_down

    @property
    def medians(self) -> tuple[Fraction, Fraction, Fraction]:
        """Before, after, change."""
        return median(self.before), median(self.after), median(self.changes)

    @property
    def means(self) -> tuple[Fraction, Fraction, Fraction]:
        """Before, after, change."""
        return mean(self.before), mean(self.after), mean(self.changes)

    @cached_property
    def wilcoxon(self) -> signed.SignedRank:
        return signed.wilcoxon(self.changes, self.alpha)

    @cached_property
    def wilcoxon_nozero(self) -> signed.SignedRank:
        moved = [change for change in self.changes if change]
        return self.wilcoxon if len(moved) == self.n else signed.wilcoxon(moved, self.alpha)

    @cached_property
    def sign(self) -> Fraction:
        return signed.sign_test(self.n_up, self.n_down)

    @cached_property
    def permutation(self) -> tuple[Fraction, str]:
        return signed.permutation(self.changes, self.alpha)

    @cached_property
    def shift(self) -> hodges_lehmann.Shift:
        return hodges_lehmann.shift(self.changes, self.alpha)

    @cached_property
    def bootstrap_mean(self) -> tuple[Fraction, Fraction] | None:
        return bootstrap.mean_interval(self.changes, self.alpha)

    @property
    def rank_biserial(self) -> Fraction | None:
        """(W+ − W−)/(W+ + W−): only of those who changed; None if nobody did."""
        ranks = self.wilcoxon
        total = ranks.w_plus + ranks.w_minus
        return (ranks.w_plus - ranks.w_minus) / total if total else None

    @property
    def rank_biserial_all(self) -> Fraction:
        """(W+ − W−)/(n(n + 1)/2): of everybody; words are chosen by this one."""
        return (self.wilcoxon.w_plus - self.wilcoxon.w_minus) * 2 / (self.n * (self.n + 1))


def compare_pairs(
    people: Sequence[Person],
    *,
    scale: Scale | None = None,
    confidence: Number = 0.95,
    k: int = 5,
    delta: Number | None = None,
    p_adjusted: Number | None = None,
) -> Paired:
    """Compare before and after of the same people.

    `confidence` between 0 and 1; `k`: fewer people with both answers are hidden; `delta`: the change that matters,
    in points (by the scale; 0.5 without one); `p_adjusted`: p after Holm, used by the verdict only.
    Errors: none; answers are taken to lie on the scale.
    """
    alpha = 1 - exact(confidence)
    both = [(one.before, one.after) for one in people if one.before is not None and one.after is not None]
    left = [one.before for one in people if one.before is not None and one.after is None]
    step = exact(delta) if delta is not None else scale.step_that_matters if scale else Fraction(1, 2)
    figures = _figures(both, alpha) if both else None
    sensitivity = _sensitivity(both, left, figures, scale, alpha) if figures and left and scale else None
    adjusted = exact(p_adjusted) if p_adjusted is not None else None
    return Paired(
        n_pairs=len(both),
        n_only_before=len(left),
        n_only_after=sum(one.before is None and one.after is not None for one in people),
        n_neither=sum(one.before is None and one.after is None for one in people),
        k=k,
        delta=step,
        figures=figures,
        verdict=judge(figures, k=k, delta=step, p_adjusted=adjusted),
        sensitivity=sensitivity,
        left=tuple(left),
    )


def _figures(both: Sequence[tuple[Fraction, Fraction]], alpha: Fraction) -> Figures:
    return Figures(tuple(before for before, _ in both), tuple(after for _, after in both), alpha)


def _sensitivity(
    both: list[tuple[Fraction, Fraction]],
    left: list[Fraction],
    main: Figures,
    scale: Scale,
    alpha: Fraction,
) -> Sensitivity:
    """The same test with each dropout given the least answer, the own entry answer, the largest answer."""
    worst = _figures(both + [(before, scale.least) for before in left], alpha)
    unchanged = _figures(both + [(before, before) for before in left], alpha)
    best = _figures(both + [(before, scale.largest) for before in left], alpha)
    estimates = tuple(hodges_lehmann.estimate(found.changes) for found in (worst, unchanged, best))
    return Sensitivity(
        n_dropouts=len(left),
        worst=(estimates[0], worst.wilcoxon.p),
        unchanged=(estimates[1], unchanged.wilcoxon.p),
        best=(estimates[2], best.wilcoxon.p),
        robust=robustness(main, worst, unchanged, best),
    )
