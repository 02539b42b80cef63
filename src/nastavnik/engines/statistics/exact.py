"""Exact numbers: answers as fractions, as integers on one grid, their medians and means.

In binary floating point 3.4 − 3.1 and 2.2 − 1.9 differ; among ranks they must be a tie.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

#: What may come in as an answer.
Number = int | float | Decimal | Fraction


def exact(value: Number) -> Fraction:
    """The number as it is written: 0.1 is one tenth. Raises ValueError or OverflowError for NaN and infinity."""
    if isinstance(value, float):
        return Fraction(Decimal(repr(value)))
    return Fraction(value)


def on_grid(values: Iterable[Fraction]) -> tuple[list[int], int]:
    """Integers and the common denominator: values[i] == integers[i] / denominator."""
    listed = list(values)
    denominator = math.lcm(*(value.denominator for value in listed))
    return [value.numerator * (denominator // value.denominator) for value in listed], denominator


def median(values: Sequence[Fraction]) -> Fraction:
    """Middle value, or the mean of the two middle ones; at least one value."""
    integers, denominator = on_grid(values)
    integers.sort()
    half = len(integers) // 2
    return Fraction(integers[half] + integers[-half - 1], 2 * denominator)


def mean(values: Sequence[Fraction]) -> Fraction:
    """Arithmetic mean of at least one value."""
    integers, denominator = on_grid(values)
    return Fraction(sum(integers), denominator * len(integers))


def doubled_ranks(values: Sequence[int] | Sequence[Fraction]) -> list[int]:
    """Twice the mid-ranks (1…n, ties share the mean), hence integers: [7, 5, 5] gives [6, 3, 3]."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            ranks[place] = start + end + 1
        start = end
    return ranks
