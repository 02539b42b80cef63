"""The best matching of a task. Capacities, minimums, locks and nested quotas are one flow; groups, opening or closing
and crossing quotas are branched upon, each branch bounded by the flow without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from .flow import OUTSIDE, Flow
from .formulation import QuotaSet, Task
from .tree import Bound, Tree, build_tree

#: Work after which the search gives the best found so far: nodes × pairs. Some seconds.
WORK_LIMIT = 4_000_000


@dataclass(frozen=True)
class Solution:
    """`at[t]`: mentor of mentee t or −1. `flow`, `tree` are given where the whole task was one flow.

    `proven`: no better one exists; else `bound` is a value that none exceeds.
    """

    at: tuple[int, ...]
    value: int
    proven: bool
    bound: int
    flow: Flow | None = None
    tree: Tree | None = None


@dataclass(frozen=True)
class _Branch:
    """Decisions taken so far."""

    locks: dict[int, int]
    removed: frozenset[tuple[int, int]] = frozenset()
    closed: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()


@dataclass
class _Relaxed:
    branch: _Branch
    at: list[int]
    value: int
    flow: Flow
    tree: Tree
    violations: list[object] = field(default_factory=list)


class SearchStopped(Exception):
    """The search was ended before any matching that obeys all musts was found."""


def best(task: Task, stop: Callable[[], bool] | None = None, work: int = WORK_LIMIT) -> Solution | None:
    """The best matching, None where no matching obeys all musts.

    `stop`: asked between branches; true ends the search early (`proven` is then false). Raises SearchStopped when it ends
    before anything was found.
    """
    root = _relax(task, _Branch(dict(task.locks)))
    if root is None:
        return None
    if not root.violations:
        pure = not task.together and not (task.open_or_close and any(task.low)) and not root.tree.crossing
        return Solution(tuple(root.at), root.value, True, root.value, root.flow if pure else None, root.tree)
    incumbent: _Relaxed | None = None
    stack = [root]
    step = 1 + sum(len(row) for row in task.gains)
    while stack:
        if work <= 0 or (stop is not None and stop()):
            break
        node = stack.pop()
        if incumbent is not None and node.value <= incumbent.value:
            continue
        children = []
        for branch in _branches(task, node):
            work -= step
            child = _relax(task, branch)
            if child is None or (incumbent is not None and child.value <= incumbent.value):
                continue
            if child.violations:
                children.append(child)
            else:
                incumbent = child
        children.sort(key=lambda child: child.value)
        stack.extend(children)
    open_values = [node.value for node in stack]
    if incumbent is None:
        if stack:
            raise SearchStopped
        return None
    bound = max([incumbent.value, *open_values])
    return Solution(tuple(incumbent.at), incumbent.value, bound == incumbent.value, bound, None, None)


def feasible(task: Task) -> bool:
    """Whether any matching obeys all musts. Where the search ends undecided, the answer is yes."""
    if not (task.quotas or task.together or task.open_or_close):
        return _minimums_fit(task)
    zero = replace(task, gains=[dict.fromkeys(row, 0) for row in task.gains])
    try:
        return best(zero) is not None
    except SearchStopped:
        return True


def _minimums_fit(task: Task) -> bool:
    """Whether locks and minimums alone can be met: augmenting paths over the places that must be filled."""
    taken = [0] * len(task.high)
    for mentor in task.locks.values():
        taken[mentor] += 1
    if any(number > task.high[mentor] for mentor, number in enumerate(taken)):
        return False
    fits: list[list[int]] = [[] for _ in task.low]
    for mentee, row in enumerate(task.gains):
        if mentee not in task.locks:
            for mentor in row:
                fits[mentor].append(mentee)
    holder: dict[int, int] = {}
    for mentor, low in enumerate(task.low):
        for _ in range(low - taken[mentor]):
            if not _fill_one(mentor, fits, holder):
                return False
    return True


def _fill_one(mentor: int, fits: list[list[int]], holder: dict[int, int]) -> bool:
    """One more mentee for the mentor, others passing theirs along; `holder[mentee]`: mentor."""
    asked: dict[int, int] = {}  # mentee → mentor who asks
    gives: dict[int, int] = {mentor: OUTSIDE}  # mentor → mentee he would give up
    queue = [mentor]
    for asks in queue:
        for mentee in fits[asks]:
            owner = holder.get(mentee)
            if mentee in asked or owner == asks:
                continue
            asked[mentee] = asks
            if owner is not None:
                if owner not in gives:
                    gives[owner] = mentee
                    queue.append(owner)
                continue
            while mentee != OUTSIDE:
                taker = asked[mentee]
                holder[mentee] = taker
                mentee = gives[taker]
            return True
    return False


def _relax(task: Task, branch: _Branch) -> _Relaxed | None:
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
    edges = [[(tree.node_of(m, t), gain) for m, gain in row.items()] for t, row in enumerate(rows)]
    flow = Flow(edges, tree.parent, tree.low, tree.high)
    at = [branch.locks.get(mentee, OUTSIDE) for mentee in range(len(rows))]
    flow.solve()
    if flow.unmet():
        return None
    owner = {node: m for (m, _), node in tree.inner.items()}
    for mentee, node in enumerate(flow.at):
        if node != OUTSIDE:
            at[mentee] = owner.get(node, node)
    value = flow.gain() + sum(task.gains[t][m] for t, m in branch.locks.items())
    relaxed = _Relaxed(branch, at, value, flow, tree)
    relaxed.violations = list(_violations(task, relaxed))
    return relaxed


def _free_rows(task: Task, branch: _Branch, taken: list[int]) -> list[dict[int, int]] | None:
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


def _bound(quota: QuotaSet, branch: _Branch, stars: list[frozenset[int]]) -> Bound | None:
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


def _violations(task: Task, node: _Relaxed) -> Iterator[object]:
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


def _branches(task: Task, node: _Relaxed) -> Iterator[_Branch]:
    """Branches that together hold every matching of this one that obeys its first broken must."""
    broken, branch = node.violations[0], node.branch
    if isinstance(broken, tuple):
        free = [mentee for mentee in broken if mentee not in branch.locks]
        goals = set.intersection(*(set(task.gains[mentee]) for mentee in broken))
        for mentor in sorted(goals):
            if all((mentee, mentor) not in branch.removed for mentee in free) and mentor not in branch.closed:
                yield replace(branch, locks={**branch.locks, **dict.fromkeys(free, mentor)})
        if len(free) == len(broken):
            yield replace(branch, removed=branch.removed | {(t, m) for t in free for m in task.gains[t]})
    elif isinstance(broken, int):
        yield replace(branch, opened=branch.opened | {broken})
        yield replace(branch, closed=branch.closed | {broken})
    elif isinstance(broken, QuotaSet):
        mentee, mentor = _pivot(task, node, broken)
        if mentee != OUTSIDE:
            yield replace(branch, removed=branch.removed | {(mentee, mentor)})
            yield replace(branch, locks={**branch.locks, mentee: mentor})


def _pivot(task: Task, node: _Relaxed, quota: QuotaSet) -> tuple[int, int]:
    """A free pair to decide upon: one made where the quota is exceeded, one not made where it falls short."""
    branch, at = node.branch, node.at
    number = sum(1 for mentee, mentor in enumerate(at) if mentor != OUTSIDE and quota.covers(mentee, mentor))
    exceeded = quota.high is not None and number > quota.high
    for mentee, row in enumerate(task.gains):
        if mentee in branch.locks:
            continue
        for mentor in row:
            if (
                quota.covers(mentee, mentor)
                and (at[mentee] == mentor) == exceeded
                and (mentee, mentor) not in branch.removed
                and mentor not in branch.closed
            ):
                return mentee, mentor
    return OUTSIDE, OUTSIDE
