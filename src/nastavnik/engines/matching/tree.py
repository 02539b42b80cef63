"""Quotas that nest are bounds of a tree; the others are left to the search.

A quota nests when it holds whole mentors (every pair of each of its mentors), or lies inside one mentor, and when any two
such sets are one inside the other or apart. Then the bounds form a tree and the problem stays a flow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .flow import ROOT


class Bound(NamedTuple):
    """A quota over the pairs that are still free: `pairs[m]` mentees of mentor m that count. `high` None: no bound."""

    key: str
    pairs: dict[int, frozenset[int]]
    low: int
    high: int | None


@dataclass
class Tree:
    """Nodes 0 … mentors−1 are the mentors themselves. `quota_node`: node of each quota that nests."""

    parent: list[int]
    low: list[int]
    high: list[int]
    quota_node: dict[str, int] = field(default_factory=dict)
    crossing: list[Bound] = field(default_factory=list)
    #: (mentor, mentee) → node, for pairs inside a quota of one mentor.
    inner: dict[tuple[int, int], int] = field(default_factory=dict)

    def node_of(self, mentor: int, mentee: int) -> int:
        """The node where the pair is counted first."""
        return self.inner.get((mentor, mentee), mentor)


def build_tree(
    stars: Sequence[frozenset[int]], low: Sequence[int], high: Sequence[int], bounds: Sequence[Bound], most: int
) -> Tree:
    """`stars[m]`: mentees that mentor m could have; `low`, `high`: bounds of the mentors; `most`: number of mentees."""
    tree = Tree([ROOT] * len(stars), list(low), list(high))
    wide: list[tuple[frozenset[int], int]] = []
    narrow: dict[int, list[tuple[frozenset[int], int]]] = {}
    for bound in sorted(bounds, key=lambda bound: (-_width(bound), bound.key)):
        pairs = {mentor: who for mentor, who in bound.pairs.items() if who}
        if all(who == stars[mentor] for mentor, who in pairs.items()) and len(pairs) != 1:
            placed = _add_wide(tree, wide, frozenset(pairs), bound, most)
        elif len(pairs) == 1:
            placed = _add_narrow(tree, narrow, *next(iter(pairs.items())), bound, most)
        else:
            placed = False
        if not placed:
            tree.crossing.append(bound)
    tree.crossing.sort(key=lambda bound: bound.key)
    return tree


def _width(bound: Bound) -> int:
    return sum(len(who) for who in bound.pairs.values())


def _add_wide(
    tree: Tree, wide: list[tuple[frozenset[int], int]], mentors: frozenset[int], bound: Bound, most: int
) -> bool:
    """Hang a set of whole mentors into the tree; the sets come from the greatest to the smallest."""
    above = ROOT
    for known, node in wide:
        common = known & mentors
        if common and common != mentors:
            return False
        if common:
            above = node
    node = _add_node(tree, above, bound, most)
    wide.append((mentors, node))
    for mentor in mentors:
        tree.parent[mentor] = node
    return True


def _add_narrow(
    tree: Tree,
    narrow: dict[int, list[tuple[frozenset[int], int]]],
    mentor: int,
    mentees: frozenset[int],
    bound: Bound,
    most: int,
) -> bool:
    """Hang a part of one mentor's pairs under the mentor."""
    above = mentor
    known_sets = narrow.setdefault(mentor, [])
    for known, node in known_sets:
        common = known & mentees
        if common and common != mentees:
            return False
        if common:
            above = node
    node = _add_node(tree, above, bound, most)
    known_sets.append((mentees, node))
    for mentee in mentees:
        tree.inner[mentor, mentee] = node
    return True


def _add_node(tree: Tree, above: int, bound: Bound, most: int) -> int:
    tree.parent.append(above)
    tree.low.append(bound.low)
    tree.high.append(most if bound.high is None else bound.high)
    tree.quota_node[bound.key] = len(tree.parent) - 1
    return len(tree.parent) - 1
