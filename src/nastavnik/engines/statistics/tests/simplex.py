"""A linear programme solved exactly, for attacks on suppressed tables: two-phase simplex in fractions, Bland's rule."""

from __future__ import annotations

from fractions import Fraction


def least(objective, equations, right):
    """min objective·x over x ≥ 0 with equations·x = right; right ≥ 0. None: nothing satisfies the equations."""
    rows, columns = len(equations), len(objective)
    table = [
        [Fraction(value) for value in line] + [Fraction(int(i == j)) for j in range(rows)] + [Fraction(right[i])]
        for i, line in enumerate(equations)
    ]
    basis = list(range(columns, columns + rows))
    _solve(table, basis, [Fraction(0)] * columns + [Fraction(1)] * rows)
    if any(table[i][-1] for i in range(rows) if basis[i] >= columns):
        return None
    for i in range(rows):  # an artificial variable at zero leaves the basis where it can
        if basis[i] >= columns:
            other = next((j for j in range(columns) if table[i][j]), None)
            if other is not None:
                _pivot(table, basis, i, other)
    kept = [i for i in range(rows) if basis[i] < columns]
    table = [[*table[i][:columns], table[i][-1]] for i in kept]
    basis = [basis[i] for i in kept]
    _solve(table, basis, [Fraction(value) for value in objective])
    return sum((objective[basis[i]] * table[i][-1] for i in range(len(basis))), Fraction(0))


def _solve(table, basis, costs):
    """To the optimum; the tables of an attack are bounded, so there is one."""
    while True:
        for j in range(len(costs)):
            reduced = costs[j] - sum(costs[basis[i]] * table[i][j] for i in range(len(basis)))
            if reduced < 0:
                break
        else:
            return
        leaving = [(table[i][-1] / table[i][j], basis[i], i) for i in range(len(basis)) if table[i][j] > 0]
        _pivot(table, basis, min(leaving)[2], j)


def _pivot(table, basis, i, j):
    pivot = table[i][j]
    table[i] = [value / pivot for value in table[i]]
    for other in range(len(table)):
        if other != i and table[other][j]:
            factor = table[other][j]
            table[other] = [a - factor * b for a, b in zip(table[other], table[i], strict=True)]
    basis[i] = j
