"""The same statistics by listing everything: slow, short, and written apart from the engine."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from fractions import Fraction


def midranks(values):
    """1…n, ties share the mean, by counting."""
    return [
        sum(other < value for other in values) + Fraction(sum(other == value for other in values) + 1, 2)
        for value in values
    ]


def signed_rank(changes):
    """(W+, W−, p) of Pratt's test over all 2ⁿ signs."""
    ranks = midranks([abs(change) for change in changes])
    moved = [(rank, change) for rank, change in zip(ranks, changes, strict=True) if change]
    plus = sum((rank for rank, change in moved if change > 0), Fraction(0))
    minus = sum((rank for rank, change in moved if change < 0), Fraction(0))
    return plus, minus, _both_tails([rank for rank, _ in moved], min(plus, minus))


def permutation(changes):
    """p of the sum when every sign may be turned: at least as far from 0."""
    sizes = [abs(change) for change in changes]
    far = sum(
        abs(sum(sign * size for sign, size in zip(signs, sizes, strict=True))) >= abs(sum(changes))
        for signs in itertools.product((-1, 1), repeat=len(sizes))
    )
    return Fraction(far, 2 ** len(sizes))


def sign(up, down):
    """Two-sided binomial p by listing coins."""
    n = up + down
    low = sum(sum(coins) <= min(up, down) for coins in itertools.product((0, 1), repeat=n))
    return min(Fraction(1), Fraction(2 * low, 2**n))


def _both_tails(ranks, least):
    low = sum(
        sum((rank for rank, taken in zip(ranks, chosen, strict=True) if taken), Fraction(0)) <= least
        for chosen in itertools.product((0, 1), repeat=len(ranks))
    )
    return min(Fraction(1), Fraction(2 * low, 2 ** len(ranks)))


def walsh(changes):
    """All (dᵢ + dⱼ)/2, i ≤ j, sorted."""
    return sorted(Fraction(changes[i] + changes[j]) / 2 for i in range(len(changes)) for j in range(i, len(changes)))


def middle(values):
    """Median."""
    ordered = sorted(values)
    return (Fraction(ordered[(len(ordered) - 1) // 2]) + ordered[len(ordered) // 2]) / 2


def shift(changes, alpha):
    """(estimate, low, high, level) of Hodges and Lehmann."""
    n, averages = len(changes), walsh(changes)
    sums = Counter(
        sum(rank for rank, taken in enumerate(chosen, 1) if taken) for chosen in itertools.product((0, 1), repeat=n)
    )
    tails = [Fraction(sum(sums[s] for s in range(t + 1)), 2**n) for t in range(n * (n + 1) // 2 + 1)]
    c = sum(tail <= alpha / 2 for tail in tails)
    if not c:
        return middle(averages), None, None, None
    return middle(averages), averages[c - 1], averages[len(averages) - c], 1 - 2 * tails[c - 1]


def mann_whitney(x, y):
    """(U, p) over all choices of who is in the first group."""
    ranks = midranks([*x, *y])
    m, n = len(x), len(y)
    expected = Fraction(m * (m + n + 1), 2)
    observed = sum(ranks[:m])
    sums = [sum(chosen) for chosen in itertools.combinations(ranks, m)]
    far = sum(abs(total - expected) >= abs(observed - expected) for total in sums)
    return observed - Fraction(m * (m + 1), 2), Fraction(far, len(sums))


def cliff(x, y):
    """δ by all pairs."""
    return Fraction(sum((a > b) - (a < b) for a in x for b in y), len(x) * len(y))


def spearman(x, y):
    """(ρ², sign, p) over all orders of y."""
    a, b = ([rank - Fraction(len(x) + 1, 2) for rank in midranks(values)] for values in (x, y))
    product = sum(p * q for p, q in zip(a, b, strict=True))
    spread = sum(p * p for p in a) * sum(q * q for q in b)
    far = sum(
        abs(sum(p * q for p, q in zip(a, order, strict=True))) >= abs(product) for order in itertools.permutations(b)
    )
    return product * product / spread, product, Fraction(far, math.factorial(len(x)))


def sum_of_draws(values):
    """{sum: chance} of n draws with replacement from n values, exact."""
    unit = math.lcm(*(value.denominator for value in values))
    steps = Counter(int(value * unit) for value in values)
    found = {0: 1}
    for _ in values:
        following: dict[int, int] = {}
        for total, ways in found.items():
            for step, times in steps.items():
                following[total + step] = following.get(total + step, 0) + ways * times
        found = following
    return {Fraction(total, unit): Fraction(ways, len(values) ** len(values)) for total, ways in found.items()}


def paired(before, after, confidence=Fraction(19, 20)):
    """What the contract asks of people with both answers, as plain fractions."""
    changes = [Fraction(b) - Fraction(a) for a, b in zip(before, after, strict=True)]
    moved = [change for change in changes if change]
    n = len(changes)
    plus, minus, p = signed_rank(changes)
    estimate, low, high, level = shift(changes, 1 - confidence)
    return {
        "n_up": sum(change > 0 for change in changes),
        "n_same": n - len(moved),
        "n_down": sum(change < 0 for change in changes),
        "median_before": middle(before),
        "median_after": middle(after),
        "median_change": middle(changes),
        "mean_change": Fraction(sum(changes), n),
        "wilcoxon": {"w_plus": plus, "w_minus": minus, "p": p, "method": "exact"},
        "wilcoxon_nozero": dict(zip(("w_plus", "w_minus", "p"), signed_rank(moved), strict=True)),
        "sign": {"n": len(moved), "p": sign(sum(c > 0 for c in changes), sum(c < 0 for c in changes))},
        "permutation": {"p": permutation(changes), "method": "exact"},
        "hodges_lehmann": {"estimate": estimate, "low": low, "high": high, "level": level},
        "effect": {
            "rank_biserial": (plus - minus) / (plus + minus) if moved else None,
            "rank_biserial_all": (plus - minus) / Fraction(n * (n + 1), 2),
        },
    }


def differences(found, expected, place=""):
    """Where `found` is not what is expected, within the tolerance of the contract."""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return [(place, found, expected)]
        return [gap for key in expected for gap in differences(found.get(key), expected[key], f"{place}/{key}")]
    if isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            return [(place, found, expected)]
        return [gap for i, value in enumerate(expected) for gap in differences(found[i], value, f"{place}/{i}")]
    if isinstance(expected, int | float | Fraction) and not isinstance(expected, bool):
        close = found is not None and abs(found - expected) <= max(1e-7, 1e-6 * abs(expected))
        return [] if close else [(place, found, expected)]
    return [] if found == expected else [(place, found, expected)]
