"""Bridges of a bipartite graph: hidden cells as edges between their row and their column.

The hidden cells of a table can be found from its sums exactly where a cell lies on no cycle of hidden cells, that is,
where its edge is a bridge (Gusfield 1988). Tarjan's low points, without recursion.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

_Node = tuple[str, int]


def has_bridge(cells: Iterable[tuple[int, int]]) -> bool:
    """Is there a cell (row, column) that lies on no cycle."""
    near: dict[_Node, list[_Node]] = defaultdict(list)
    for i, j in sorted(cells):
        near["row", i].append(("column", j))
        near["column", j].append(("row", i))
    found: dict[_Node, int] = {}
    low: dict[_Node, int] = {}
    return any(root not in found and _from(root, near, found, low) for root in near)


def _from(root: _Node, near: dict[_Node, list[_Node]], found: dict[_Node, int], low: dict[_Node, int]) -> bool:
    found[root] = low[root] = len(found)
    path = [(root, root, iter(near[root]))]
    while path:
        node, parent, rest = path[-1]
        for other in rest:
            if other not in found:
                found[other] = low[other] = len(found)
                path.append((other, node, iter(near[other])))
                break
            if other != parent:
                low[node] = min(low[node], found[other])
        else:
            path.pop()
            if node != root:
                if low[node] > found[parent]:
                    return True
                low[parent] = min(low[parent], low[node])
    return False
