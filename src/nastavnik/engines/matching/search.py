"""The best matching of a task. Capacities, minimums, locks and nested quotas are one flow; groups, opening or closing
and crossing quotas are branched upon, each branch bounded by the flow without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from .flow import OUTSIDE, Flow
from .formulation import QuotaSet, Task
from .minimums import minimums_fit
from .relaxation import Branch, Relaxed, relax, tighten
from .tree import Tree

#: Work after which the search gives the best found so far: nodes × pairs. Some seconds.
WORK_LIMIT = 4_000_000


@dataclass(frozen=True)
class Solution:
    """`at[t]`: mentor of mentee t or −1. `flow`, `tree` are given where the whole task was one flow.

    `proven`: no better one exists; else `bound` is a value that none exceeds. `helped`: CP-SAT had a part in it.
    """

    at: tuple[int, ...]
    value: int
    proven: bool
    bound: int
    flow: Flow | None = None
    tree: Tree | None = None
    helped: bool = False


class SearchStopped(Exception):
    """The search was ended before any matching that obeys all musts was found."""


def best(
    task: Task, stop: Callable[[], bool] | None = None, work: int = WORK_LIMIT, last_resort: bool = False
) -> Solution | None:
    """The best matching, None where no matching obeys all musts.

    `stop`: asked between branches; true ends the search early (`proven` is then false). `last_resort`: where the search gives
    up, CP-SAT goes on if it is installed. Raises SearchStopped when it ends before anything was found.
    """
    root = relax(task, Branch(dict(task.locks)), {})
    if root is None:
        return None
    if not root.violations:
        pure = not task.together and not (task.open_or_close and any(task.low)) and not root.tree.crossing
        return Solution(tuple(root.at), root.value, True, root.value, root.flow if pure else None, root.tree)
    search = _Search(task, stop, work)
    try:
        answer = search.run(root)
    except SearchStopped:
        answer = None
    else:
        if answer is None or answer.proven:
            return answer
    more = None
    if last_resort and not (stop and stop()):
        from .cpsat import best_of_task

        more = best_of_task(task, answer.at if answer else None, stop)
    if more is None:
        if answer is None:
            raise SearchStopped
        return answer
    bound = min(more.bound, answer.bound if answer else root.bound)
    if answer is not None and answer.value >= more.value:
        return replace(answer, bound=bound, proven=answer.value == bound, helped=True)
    return Solution(more.at, more.value, more.value == bound, bound, helped=True)


class _Search:
    """Branch and bound, depth first, the more promising branch first."""

    def __init__(self, task: Task, stop: Callable[[], bool] | None, work: int) -> None:
        self.task = task
        self.stop = stop
        self.work = work
        self.step = 1 + sum(len(row) for row in task.gains)
        self.found: Relaxed | None = None

    def seen(self, node: Relaxed) -> None:
        """Keep the best matching that breaks nothing."""
        if not node.violations and (self.found is None or node.value > self.found.value):
            self.found = node

    def worth(self, node: Relaxed) -> bool:
        """Whether the branch may hold something better."""
        return self.found is None or node.bound > self.found.value

    def priced(self, node: Relaxed, rounds: int) -> Relaxed:
        """The branch with better prices of its crossing quotas."""
        if node.tree.crossing and self.worth(node):
            node, solved = tighten(self.task, node, rounds, self.seen)
            self.work -= solved * self.step
        return node

    def run(self, root: Relaxed) -> Solution | None:
        """Search until nothing is left or the work is used up."""
        stack = [self.priced(root, 4)]
        while stack:
            if self.work <= 0 or (self.stop is not None and self.stop()):
                break
            node = stack.pop()
            if not self.worth(node):
                continue
            children = []
            for branch in _branches(self.task, node):
                self.work -= self.step
                child = relax(self.task, branch, node.prices)
                if child is not None:
                    self.seen(child)
                    child = self.priced(child, 1)
                    if self.worth(child):
                        children.append(child)
            children.sort(key=lambda child: child.bound)
            stack.extend(children)
        stack = [node for node in stack if self.worth(node)]
        if self.found is None:
            if stack:
                raise SearchStopped
            return None
        bound = max([self.found.value, *(node.bound for node in stack)])
        return Solution(tuple(self.found.at), self.found.value, bound == self.found.value, bound)


def feasible(task: Task) -> bool:
    """Whether any matching obeys all musts. Where the search ends undecided, the answer is yes."""
    if not (task.quotas or task.together or task.open_or_close):
        return minimums_fit(task)
    zero = replace(task, gains=[dict.fromkeys(row, 0) for row in task.gains])
    try:
        return best(zero) is not None
    except SearchStopped:
        return True


def _branches(task: Task, node: Relaxed) -> Iterator[Branch]:
    """Branches that together hold every matching of this one that obeys its first broken must."""
    branch = node.branch
    broken = node.violations[0] if node.violations else _unpaid(task, node)
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


def _unpaid(task: Task, node: Relaxed) -> QuotaSet | None:
    """A priced quota that is obeyed but not to its bound: the reason why the bound is above the value."""
    keys = {bound.key for bound in node.tree.crossing}
    for quota in task.quotas:
        if quota.key in keys and node.prices.get(quota.key) and _pivot(task, node, quota)[0] != OUTSIDE:
            return quota
    return None


def _pivot(task: Task, node: Relaxed, quota: QuotaSet) -> tuple[int, int]:
    """A free pair to decide upon: of those made the least worth where the quota is exceeded, else the best not made.

    Where there is none of that sort, any free pair: deciding it still divides the branch. (−1, −1): all are decided.
    """
    branch, at = node.branch, node.at
    number = sum(1 for mentee, mentor in enumerate(at) if mentor != OUTSIDE and quota.covers(mentee, mentor))
    exceeded = quota.high is not None and number > quota.high
    chosen, least = (OUTSIDE, OUTSIDE), (False, 0)
    for mentee, row in enumerate(task.gains):
        if mentee in branch.locks:
            continue
        here = row[at[mentee]] if at[mentee] != OUTSIDE else 0
        for mentor, gain in row.items():
            if quota.covers(mentee, mentor) and (mentee, mentor) not in branch.removed and mentor not in branch.closed:
                loss = ((at[mentee] == mentor) != exceeded, gain if exceeded else here - gain)
                if chosen[0] == OUTSIDE or loss < least:
                    chosen, least = (mentee, mentor), loss
    return chosen
