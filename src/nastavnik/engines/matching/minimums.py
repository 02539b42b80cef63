"""Whether locks and minimums can be met at all: bipartite matching by augmenting paths."""

from __future__ import annotations

from .flow import OUTSIDE
from .formulation import Task


def minimums_fit(task: Task) -> bool:
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
