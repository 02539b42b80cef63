"""Whether the optimum could have been another: an equal one, and for each pair the best matching without it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import words
from .exchange import Exchange, Move, steps_on
from .flow import OUTSIDE
from .results import Margin

if TYPE_CHECKING:
    from .explain import Explainer


def equal_optimum(exchange: Exchange) -> list[Move] | None:
    """Moves to another matching of the same value; None: there is none.

    Two optima differ by cycles of exchanges, and where every arc costs 0 or more a cycle that costs nothing has only
    arcs that cost nothing: so another optimum is there just when some mentee's free move lies on a cycle of free arcs.
    """
    flow, price, root = exchange.flow, exchange.price, exchange.root
    free: list[dict[int, int]] = [
        {goal: who for goal, (cost, who) in out.items() if cost == 0} for out in exchange.arcs
    ]
    moves = []
    for mentee, row in enumerate(flow.edges):
        at = flow.at[mentee]
        here = root if at == OUTSIDE else at
        base = flow.at_gain[mentee] - price[here]
        moves += [(here, mentee, node) for node, gain in row if base - gain + price[node] == 0 and node != at]
        if at != OUTSIDE and base == 0:
            moves.append((here, mentee, root))
    found = free_cycle(moves, free)
    return None if found is None else exchange.named(found)


def free_cycle(moves: list[tuple[int, int, int]], free: list[dict[int, int]]) -> list[tuple[int, int, int]] | None:
    """Moves (mentee, from, to) between nodes that close a cycle, the first of `moves` (from, mentee, to) that lies on one first.

    `free`: node → {node: who moves, negative: a place}, arcs that cost nothing; the moves are added to them.
    """
    if not moves:
        return None
    for here, mentee, node in moves:
        free[here].setdefault(node, mentee)
    part = _circles(free)
    for here, mentee, node in moves:
        if part[here] == part[node]:
            return [(mentee, here, node), *steps_on(_ways(free, node), node, here)]
    return None


def _ways(graph: Sequence[dict[int, int]], start: int) -> dict[int, tuple[int, int]]:
    """Shortest ways from a node to all others: node → (node before, who moves)."""
    come = {start: (start, 0)}
    queue = [start]
    for node in queue:
        for other, who in graph[node].items():
            if other not in come:
                come[other] = (node, who)
                queue.append(other)
    return come


def _circles(graph: Sequence[dict[int, int]]) -> list[int]:
    """For each node the number of its strongly connected part (Tarjan, SIAM J. Comput. 1 (1972), without recursion)."""
    number = [-1] * len(graph)
    low = [0] * len(graph)
    part = [-1] * len(graph)
    stack: list[int] = []
    count = 0
    for root in range(len(graph)):
        if number[root] >= 0:
            continue
        number[root] = low[root] = count
        count += 1
        stack.append(root)
        work = [(root, iter(graph[root]))]
        while work:
            node, others = work[-1]
            for other in others:
                if number[other] < 0:
                    number[other] = low[other] = count
                    count += 1
                    stack.append(other)
                    work.append((other, iter(graph[other])))
                    break
                if part[other] < 0:
                    low[node] = min(low[node], number[other])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == number[node]:
                    while part[node] < 0:
                        part[stack.pop()] = node
    return part


def margins(explainer: Explainer) -> tuple[Margin, ...]:
    """How sure every made pair is: the optimum minus the best matching without that pair."""
    problem = explainer.problem
    found = []
    for t, m in enumerate(explainer.at):
        if m == OUTSIDE:
            continue
        mentee, mentor = problem.mentees[t].id, problem.mentors[m].id
        if t in problem.task.locks:
            found.append(Margin(mentee, mentor, "locked", None, words.MARGINS["locked"]))
            continue
        exchange = explainer.exchange
        answer = explainer.trials.elsewhere(t) if exchange is None else exchange.elsewhere(t)
        if answer is None:
            kind = "only" if exchange is not None else "unknown"
            found.append(Margin(mentee, mentor, kind, None, words.MARGINS[kind]))
            continue
        cost, moves = answer
        loss = explainer.loss_of(moves)
        text = words.margin_words(cost == 0, loss, explainer.chain(moves))
        found.append(Margin(mentee, mentor, "worse" if cost else "equal", loss, text))
    return tuple(sorted(found, key=lambda item: (item.mentee, item.mentor)))
