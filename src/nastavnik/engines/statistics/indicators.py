"""Values of indicators, their sum over a region, and what the machine proposes for SWOT (monitoring.md § 2, 3, 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .exact import Number, exact
from .figures import decimal, share
from .hodges_lehmann import estimate
from .paired import Figures
from .scales import Measure
from .suppression import THRESHOLD


@dataclass(frozen=True, slots=True)
class Share:
    """n of d people or things."""

    n: int
    d: int

    @property
    def value(self) -> Decimal | None:
        """100·n/d with one decimal, halves up; None when there is nothing to divide by."""
        if not self.d:
            return None
        return (Decimal(100 * self.n) / self.d).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def words(self) -> str:
        """«7 из 12», «58 % (14 из 24)», «не рассчитывается»."""
        return share(self.n, self.d)

    def __add__(self, other: Share) -> Share:
        return Share(self.n + other.n, self.d + other.d)


def survey_share(n: int, answered: int, k: int = THRESHOLD) -> Share | None:
    """An indicator made of answers: None (hidden) with fewer than k of them. Show its response rate beside it."""
    return Share(n, answered) if answered >= k else None


@dataclass(frozen=True, slots=True)
class RollUp:
    """A region's figure: people are added up, percentages never averaged; who sent nothing is named, not counted 0."""

    total: Share
    missing: tuple[str, ...]


def roll_up(sent: Mapping[str, Share | None]) -> RollUp:
    """Shares by organisation; None has not sent."""
    total = sum((value for value in sent.values() if value), Share(0, 0))
    return RollUp(total, tuple(name for name, value in sent.items() if value is None))


@dataclass(frozen=True, slots=True)
class Pooled:
    """Changes of several organisations taken together. `by_organization` holds (people, typical change) of those with
    k people or more, None for the others; `opposite`: some of them rose and some fell, which the whole can hide."""

    figures: Figures
    by_organization: Mapping[str, tuple[int, Fraction] | None]
    opposite: bool


def pool(
    changes: Mapping[str, Sequence[Fraction]],
    measures: Mapping[str, Measure],
    *,
    confidence: Number = 0.95,
    k: int = THRESHOLD,
) -> Pooled | None:
    """Distributions of changes by organisation; None when the measures differ or fewer than k people are left."""
    together = [change for found in changes.values() for change in found]
    if len({measures[name] for name in changes}) != 1 or len(together) < k:
        return None
    parts = {name: (len(found), estimate(found)) if len(found) >= k else None for name, found in changes.items()}
    ways = {change > 0 for _, change in filter(None, parts.values()) if change}
    figures = Figures((Fraction(0),) * len(together), tuple(together), 1 - exact(confidence))
    return Pooled(figures, parts, len(ways) == 2)


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal for the curator, who accepts, edits or rejects it. `box`: strength | weakness; `weight`: people."""

    box: str
    text: str
    figure: str
    weight: int


def propose_by_median(text: str, median: Fraction, answered: int, k: int = THRESHOLD) -> Card | None:
    """Of a 1–5 question: from 4 up a strength, to 3 down a weakness; nothing between, nor below k answers."""
    if answered < k or 3 < median < 4:
        return None
    return Card("strength" if median >= 4 else "weakness", text, f"середина {decimal(median)} из\u00a05", answered)


def propose_by_target(text: str, found: Share, target: Number | None) -> Card | None:
    """Of an indicator in percent: the target reached is a strength, missed a weakness; nothing without a target."""
    if found.value is None or target is None:
        return None
    reached = Fraction(100 * found.n, found.d) >= exact(target)
    return Card("strength" if reached else "weakness", text, found.words, found.d)
