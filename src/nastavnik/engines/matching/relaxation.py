"""The flow that bounds a branch of the search: everything of a task but groups, opening or closing and crossing quotas.

A crossing quota may be priced instead (Lagrangian relaxation, Fisher, Management Science 27 (1981)): each pair that counts
for it pays the price, and the price times the quota's bound is given back. The value then is still a bound, a much tighter
one; the best price of one quota is found by cutting planes, quota after quota.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from .flow import OUTSIDE, Flow
from .formulation import QuotaSet, Task
from .tree import Bound, Tree, build_tree

# Flows solved to find the price of one quota.
_STEPS = 14


@dataclass(frozen=True)
class Branch:
    """Decisions taken so far."""

    locks: dict[int, int]
    removed: frozenset[tuple[int, int]] = frozenset()
    closed: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()


@dataclass
class Relaxed:
    """`at`: mentors or −1, worth `value`; no matching of the branch is worth more than `bound`.

    `violations`: musts that `at` breaks; `prices`: of crossing quotas, by key.
    """

    branch: Branch
    at: list[int]
    value: int
    bound: int
    flow: Flow
    tree: Tree
    prices: Mapping[str, int]
    violations: list[object] = field(default_factory=list)


def relax(task: Task, branch: Branch, prices: Mapping[str, int]) -> Relaxed | None:
    """Flow of the branch without what cannot be a flow; None where even that is impossible."""
    mentors = len(task.high)
    taken = [0] * mentors
    for mentor in branch.locks.values():
        taken[mentor] += 1
    if any(number > task.high[mentor] for mentor, number in enumerate(taken)):
        return None
    rows = _free_rows(task, branch, taken)
    if rows is None:
        return None
    low = [0] * mentors
    for mentor, least in enumerate(task.low):
        if not task.open_or_close or taken[mentor] or mentor in branch.opened:
            low[mentor] = max(0, least - taken[mentor])
    stars: list[set[int]] = [set() for _ in range(mentors)]
    for mentee, row in enumerate(rows):
        for mentor in row:
            stars[mentor].add(mentee)
    frozen = [frozenset(star) for star in stars]
    bounds = []
    for quota in task.quotas:
        bound = _bound(quota, branch, frozen)
        if bound is None:
            return None
        bounds.append(bound)
    high = [places - number for places, number in zip(task.high, taken, strict=True)]
    tree = build_tree(frozen, low, high, bounds, len(rows))
    priced = [(quota, prices[quota.key]) for quota in task.quotas if prices.get(quota.key) and quota.key in _keys(tree)]
    if priced:
        paid = [
            {m: gain - sum(price for quota, price in priced if quota.covers(t, m)) for m, gain in row.items()}
            for t, row in enumerate(rows)
        ]
    else:
        paid = rows
    if tree.inner:
        edges = [[(tree.node_of(m, t), gain) for m, gain in row.items()] for t, row in enumerate(paid)]
    else:
        edges = [list(row.items()) for row in paid]
    flow = Flow(edges, tree.parent, tree.low, tree.high).solve()
    if flow.unmet():
        return None
    at = [branch.locks.get(mentee, OUTSIDE) for mentee in range(len(rows))]
    owner = {node: m for (m, _), node in tree.inner.items()}
    for mentee, node in enumerate(flow.at):
        if node != OUTSIDE:
            at[mentee] = owner.get(node, node)
    locked = sum(task.gains[t][m] for t, m in branch.locks.items())
    value = sum(task.gains[t][m] for t, m in enumerate(at) if m != OUTSIDE)
    back = {crossing.key: crossing for crossing in tree.crossing}
    most = flow.gain() + locked
    for quota, price in priced:
        ceiling = back[quota.key].high
        most += price * (back[quota.key].low if price < 0 or ceiling is None else ceiling)
    relaxed = Relaxed(branch, at, value, most, flow, tree, prices)
    relaxed.violations = list(_violations(task, relaxed))
    return relaxed


def _keys(tree: Tree) -> set[str]:
    return {bound.key for bound in tree.crossing}


def tighten(task: Task, start: Relaxed, rounds: int, seen: Callable[[Relaxed], None]) -> tuple[Relaxed, int]:
    """The relaxed branch with the lowest bound that prices of crossing quotas give, and the number of flows solved.

    Every matching met on the way is shown to `seen`.
    """
    best, solved = start, 0
    for _ in range(rounds):
        before = best.bound
        for quota in task.quotas:
            if quota.key in _keys(best.tree):
                best, number = _price_one(task, best, quota, seen)
                solved += number
        if best.bound == before:
            break
    return best, solved


def _price_one(task: Task, start: Relaxed, quota: QuotaSet, seen: Callable[[Relaxed], None]) -> tuple[Relaxed, int]:
    """Minimise the bound over the price of one quota: it is convex, each flow gives a line below it."""
    crossing = {bound.key: bound for bound in start.tree.crossing}[quota.key]
    best = start
    left: tuple[int, int, int] | None = None  # (price, bound, slope ≤ 0)
    right: tuple[int, int, int] | None = None
    reach = 1 + max((abs(gain) for row in task.gains for gain in row.values()), default=0)
    node: Relaxed | None = start
    solved = 0
    while node is not None and solved < _STEPS:
        price = node.prices.get(quota.key, 0)
        slope = _slope(node, quota, crossing, price)
        if slope == 0:
            break
        if slope < 0:
            left = (price, node.bound, slope)
        else:
            right = (price, node.bound, slope)
        if left is None:
            following = price - reach
        elif right is None:
            following = price + reach
        else:
            # Where the two lines meet; between whole prices nothing is lost but a fraction.
            rise = right[2] - left[2]
            following = (left[1] - right[1] - left[2] * left[0] + right[2] * right[0]) // rise
            if following in (left[0], right[0]):
                break
        if crossing.high is None:
            following = min(following, 0)
        if following == price:
            break
        node = relax(task, start.branch, {**start.prices, quota.key: following})
        solved += 1
        reach *= 2
        if node is not None:
            seen(node)
            if node.bound < best.bound:
                best = node
    return best, solved


def _slope(node: Relaxed, quota: QuotaSet, crossing: Bound, price: int) -> int:
    """How the bound changes with the price: what the quota gives back minus what is paid."""
    number = sum(
        1
        for mentee, mentor in enumerate(node.at)
        if mentor != OUTSIDE and mentee not in node.branch.locks and quota.covers(mentee, mentor)
    )
    high = number if crossing.high is None else crossing.high
    if price > 0 or (price == 0 and number > high):
        return high - number
    if price < 0 or number < crossing.low:
        return crossing.low - number
    return 0


def _free_rows(task: Task, branch: Branch, taken: list[int]) -> list[dict[int, int]] | None:
    """Gains of the pairs still open to each mentee; None where a group cannot be kept together."""
    rows: list[dict[int, int]] = []
    for mentee, row in enumerate(task.gains):
        if mentee in branch.locks:
            rows.append({})
        elif branch.removed or branch.closed:
            rows.append({m: g for m, g in row.items() if (mentee, m) not in branch.removed and m not in branch.closed})
        else:
            rows.append(dict(row))
    for group in task.together:
        goals = {branch.locks[mentee] for mentee in group if mentee in branch.locks}
        free = [mentee for mentee in group if mentee not in branch.locks]
        if len(goals) > 1 or (goals and any(not goals & rows[mentee].keys() for mentee in free)):
            return None
        common = set.intersection(*(set(rows[mentee]) for mentee in free)) if free else set()
        if goals:
            common &= goals
        common = {m for m in common if task.high[m] - taken[m] >= len(free)}
        if goals and free and not common:
            return None
        for mentee in free:
            rows[mentee] = {m: g for m, g in rows[mentee].items() if m in common}
    return rows


def _bound(quota: QuotaSet, branch: Branch, stars: list[frozenset[int]]) -> Bound | None:
    """The quota over free pairs, its bounds lessened by the locks; None where the locks alone exceed it."""
    used = sum(1 for mentee, mentor in branch.locks.items() if quota.covers(mentee, mentor))
    if quota.high is not None and used > quota.high:
        return None
    mentors = range(len(stars)) if quota.mentors is None else sorted(quota.mentors)
    pairs = {
        mentor: stars[mentor] if quota.mentees is None else stars[mentor] & quota.mentees
        for mentor in mentors
        if stars[mentor]
    }
    high = None if quota.high is None else quota.high - used
    return Bound(quota.key, pairs, max(0, quota.low - used), high)


def _violations(task: Task, node: Relaxed) -> Iterator[object]:
    """What the relaxed matching breaks: groups first, then half-open mentors, then quotas."""
    at = node.at
    for group in task.together:
        if len({at[mentee] for mentee in group}) > 1:
            yield group
    if task.open_or_close:
        load = [0] * len(task.high)
        for mentor in at:
            if mentor != OUTSIDE:
                load[mentor] += 1
        for mentor, number in enumerate(load):
            if 0 < number < task.low[mentor]:
                yield mentor
    crossing = {bound.key for bound in node.tree.crossing}
    for quota in task.quotas:
        if quota.key in crossing:
            number = sum(1 for mentee, mentor in enumerate(at) if mentor != OUTSIDE and quota.covers(mentee, mentor))
            if number < quota.low or (quota.high is not None and number > quota.high):
                yield quota
