"""Yes-or-no answers of the same people (McNemar), and Holm's correction over a family of tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .continuous import beta_quantile
from .exact import Number, exact
from .signed import sign_test


@dataclass(frozen=True, slots=True)
class Turned:
    """`b` turned from yes to no, `c` from no to yes; `gain_share` = c/(b + c) with its exact interval."""

    n: int
    b: int
    c: int
    p: Fraction
    change: Fraction | None
    gain_share: tuple[Fraction, float, float] | None


def mcnemar(yes_yes: int, yes_no: int, no_yes: int, no_no: int, *, confidence: Number = 0.95) -> Turned:
    """Exact test of b against c. `change` = (c − b)/n, None for nobody."""
    n, turned = yes_yes + yes_no + no_yes + no_no, yes_no + no_yes
    share = None
    if turned:
        share = (Fraction(no_yes, turned), *clopper_pearson(no_yes, turned, confidence=confidence))
    change = Fraction(no_yes - yes_no, n) if n else None
    return Turned(n, yes_no, no_yes, sign_test(no_yes, yes_no), change, share)


def clopper_pearson(successes: int, n: int, *, confidence: Number = 0.95) -> tuple[float, float]:
    """Exact interval of a share, n at least 1. Clopper and Pearson 1934."""
    error = float(1 - exact(confidence)) / 2
    low = beta_quantile(error, successes, n - successes + 1) if successes else 0.0
    high = beta_quantile(1 - error, successes + 1, n - successes) if successes < n else 1.0
    return low, high


def holm(values: Sequence[Number | None], *, alpha: Number = 0.05) -> tuple[list[Fraction | None], list[bool | None]]:
    """(adjusted p, is it ≤ alpha) in the given order; None is outside the family. Holm 1979."""
    level = exact(alpha)
    family = sorted((exact(p), place) for place, p in enumerate(values) if p is not None)
    adjusted: list[Fraction | None] = [None] * len(values)
    worst = Fraction(0)
    for number, (p, place) in enumerate(family):
        worst = max(worst, min(Fraction(1), p * (len(family) - number)))
        adjusted[place] = worst
    return adjusted, [None if p is None else p <= level for p in adjusted]
