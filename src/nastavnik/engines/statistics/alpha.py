"""Cronbach's α of a scale, with Feldt's interval, α without each item, and the item–rest correlations."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .continuous import f_quantile
from .errors import Refused
from .exact import Number, exact, on_grid

#: Below so many complete rows the figure is not shown: «надёжность шкалы не оценивалась».
SHOWN_FROM = 20


@dataclass(frozen=True, slots=True)
class Reliability:
    """`k` items; the lists have one place per item, None where an item or the rest does not vary."""

    n: int
    k: int
    n_incomplete: int
    alpha: Fraction | None
    ci: tuple[float, float] | None
    alpha_if_deleted: tuple[Fraction | None, ...] | None
    item_rest: tuple[float | None, ...] | None
    reason: str = ""


def reliability(
    rows: Sequence[Sequence[Fraction | None]],
    *,
    reverse: Sequence[bool] = (),
    bounds: tuple[Fraction, Fraction] | None = None,
    confidence: Number = 0.95,
) -> Reliability:
    """One row a person, all of one length; `reverse` items become min + max − x by `bounds`, complete rows only.

    Raises Refused: too_few_items (fewer than two), too_few (fewer than three complete rows).
    """
    k = len(rows[0]) if rows else 0
    if k < 2:
        raise Refused("too_few_items", f"Согласованность считают не меньше чем по двум вопросам, здесь их {k}.")
    complete = [[value for value in row if value is not None] for row in rows if None not in row]
    n = len(complete)
    if n < 3:
        raise Refused("too_few", f"Полных строк ответов {n}, а нужно не меньше трёх.")
    if bounds and any(reverse):
        total = bounds[0] + bounds[1]
        complete = [
            [total - value if turned else value for value, turned in zip(row, reverse, strict=True)] for row in complete
        ]
    integers, _ = on_grid(value for row in complete for value in row)  # α has no unit
    people = [integers[start : start + k] for start in range(0, n * k, k)]
    totals = [sum(row) for row in people]
    columns = [list(column) for column in zip(*people, strict=True)]
    rests = [[total - own for total, own in zip(totals, column, strict=True)] for column in columns]
    own = [_spread(column) for column in columns]
    found = _alpha(k, sum(own), _spread(totals))
    if found is None:
        return Reliability(n, k, len(rows) - n, None, None, None, None, "constant")
    without = (
        tuple(_alpha(k - 1, sum(own) - spread, _spread(rest)) for spread, rest in zip(own, rests, strict=True))
        if k >= 3
        else None
    )
    with_rest = tuple(_pearson(column, rest) for column, rest in zip(columns, rests, strict=True))
    return Reliability(n, k, len(rows) - n, found, _feldt(found, n, k, exact(confidence)), without, with_rest)


def _spread(values: Sequence[int]) -> int:
    """n·Σ(x − x̄)², the same multiple for every column."""
    return len(values) * sum(value * value for value in values) - sum(values) ** 2


def _alpha(k: int, items: int, whole: int) -> Fraction | None:
    """k/(k − 1)·(1 − Σ spreads of the items / spread of the sum)."""
    return Fraction(k * (whole - items), (k - 1) * whole) if whole else None


def _feldt(alpha: Fraction, n: int, k: int, confidence: Fraction) -> tuple[float, float]:
    """Feldt 1965: (1 − α)/(1 − α̂) follows F with n − 1 and (n − 1)(k − 1) degrees of freedom."""
    error, rest = float(1 - confidence) / 2, float(1 - alpha)
    freedom = (n - 1, (n - 1) * (k - 1))
    return 1 - rest * f_quantile(1 - error, *freedom), 1 - rest * f_quantile(error, *freedom)


def _pearson(x: Sequence[int], y: Sequence[int]) -> float | None:
    spread = _spread(x) * _spread(y)
    if not spread:
        return None
    product = len(x) * sum(a * b for a, b in zip(x, y, strict=True)) - sum(x) * sum(y)
    return math.copysign(math.sqrt(Fraction(product * product, spread)), product)
