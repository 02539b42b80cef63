"""Figures as Russian readers see them: decimal comma, «7 из 12», «p = 0,031»."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from nastavnik.engines.russian.numbers import plural

from .exact import exact

NBSP = "\u00a0"
#: Percentages only from so many people on; below, «7 из 12».
PERCENT_FROM = 20


def decimal(value: Fraction | float | int, places: int = 2) -> str:
    """At most so many decimals, halves away from zero, no idle zeros, a true minus: «−0,75», «2»."""
    found = exact(value)
    shown = Decimal(found.numerator) / Decimal(found.denominator)
    text = f"{shown.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "0") else text.replace(".", ",").replace("-", "−")


def points(value: Fraction | float | int) -> str:
    """«1 балл», «1,5 балла», «5 баллов» without the sign."""
    shown = decimal(abs(exact(value)))
    word = "балла" if "," in shown else plural(int(shown), "балл", "балла", "баллов")
    return f"{shown}{NBSP}{word}"


def signed(value: Fraction | float | int) -> str:
    """«+0,9», «−0,3», «0»."""
    shown = decimal(value)
    return shown if shown == "0" or shown.startswith("−") else f"+{shown}"


def chance(p: Fraction | float) -> str:
    """«p = 0,031»; below one thousandth «p < 0,001»."""
    if p < Fraction(1, 1000):
        return f"p{NBSP}<{NBSP}0,001"
    return f"p{NBSP}={NBSP}{decimal(p, 3 if p < Fraction(1, 10) else 2)}"


def of(n: int, total: int) -> str:
    """«18 из 20», not to be broken."""
    return f"{n}{NBSP}из{NBSP}{total}"


def share(n: int, total: int) -> str:
    """«7 из 12» for fewer than 20 people, else «58 % (14 из 24)»; «не рассчитывается» of nobody."""
    if not total:
        return "не рассчитывается"
    if total < PERCENT_FROM:
        return of(n, total)
    return f"{decimal(Fraction(100 * n, total), 0)}{NBSP}% ({of(n, total)})"
