"""A region over arrays against one raw call of OR-Tools' minimum-cost flow on the same arrays, in one run, start-up apart.

Goals: at most 1.5 times the raw call (scores from parts, proof of the answer included), 3 times for `card_fair_total`, 1 GB.
`--peers`: SciPy's sparse matching and HiGHS where installed, at growing sizes of the region's shape, each ended after two
minutes of processor time. The goal at region size is a fifth of their time; who was ended there counts for what he had used
by then. `--large`: 100 000 × 20 000 besides, the peers ended after ten minutes.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from ortools.graph.python import min_cost_flow

from nastavnik.engines.matching.region.answer import solve_region
from nastavnik.engines.matching.region.arrays import region_of

WEIGHTS = np.array([5, 3, 2], np.int32)
DEGREE = 20


def arrays(mentees: int, mentors: int) -> tuple[dict[str, Any], Any]:
    """Arrays of a random region and the parts of its scores, [3, E]."""
    dice = np.random.default_rng(20261010)
    mentor = dice.integers(0, mentors, (mentees, DEGREE + 6), dtype=np.int32)
    mentor.sort(axis=1)
    fresh = np.ones(mentor.shape, bool)
    fresh[:, 1:] = mentor[:, 1:] != mentor[:, :-1]
    drop = dice.random(mentor.shape)
    drop[~fresh] = 2
    kept = np.sort(np.argsort(drop, axis=1)[:, :DEGREE], axis=1)
    mentor = np.take_along_axis(mentor, kept, axis=1)
    edges = mentees * DEGREE
    data = {
        "indptr": np.arange(0, edges + 1, DEGREE),
        "mentor": mentor.ravel(),
        "capacity": np.full(mentors, mentees // mentors * 9 // 10 or 1, np.int32),
        "bands": np.array([200, 400, 600, 800]),
    }
    return data, dice.integers(0, 101, (len(WEIGHTS), edges), dtype=np.int32)


def raw(data: dict[str, Any], score: Any) -> int:
    """Nothing but the call: most pairs, then the best total. Returns the total of the pairs."""
    mentees, mentors, edges = len(data["indptr"]) - 1, len(data["capacity"]), len(score)
    row = np.repeat(np.arange(mentees, dtype=np.int32), DEGREE)
    sink = mentees + mentors
    card = mentees * int(score.max()) + 1
    solver = min_cost_flow.SimpleMinCostFlow()
    cost = -(score.astype(np.int64) + card)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        row, data["mentor"] + np.int32(mentees), np.ones(edges, np.int64), cost
    )
    for start, stop, room in (
        (mentees, sink, data["capacity"].astype(np.int64)),
        (0, mentees, np.ones(mentees, np.int64)),
    ):
        tail = np.arange(start, stop, dtype=np.int32)
        solver.add_arcs_with_capacity_and_unit_cost(
            tail, np.full(len(tail), sink, np.int32), room, np.zeros(len(tail), np.int64)
        )
    supply = np.zeros(sink + 1, np.int64)
    supply[:mentees], supply[sink] = 1, -mentees
    solver.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supply)
    assert solver.solve() == solver.OPTIMAL
    return int(score[solver.flows(arcs) > 0].sum())


def scipy_sparse(data: dict[str, Any], score: Any) -> int:
    """Mentors copied by places, a dummy place per mentee."""
    sparse = importlib.import_module("scipy.sparse")
    graph = importlib.import_module("scipy.sparse.csgraph")
    mentees, capacity = len(data["indptr"]) - 1, data["capacity"]
    first = np.concatenate([[0], np.cumsum(capacity)])
    places = capacity[data["mentor"]]
    row = np.repeat(np.repeat(np.arange(mentees), DEGREE), places)
    start = np.repeat(first[data["mentor"]], places)
    column = start + np.arange(len(start)) - np.repeat(np.cumsum(places) - places, places)
    gain = np.repeat(score.astype(np.int64), places)
    card = mentees * int(score.max()) + 1
    weight = np.concatenate([2 * card - gain, np.full(mentees, 3 * card)])
    matrix = sparse.csr_matrix(
        (weight, (np.concatenate([row, np.arange(mentees)]), np.concatenate([column, first[-1] + np.arange(mentees)])))
    )
    rows, columns = graph.min_weight_full_bipartite_matching(matrix)
    made = columns < first[-1]
    return int((2 * card - np.asarray(matrix[rows[made], columns[made]]).ravel()).sum())


def highs(data: dict[str, Any], score: Any) -> int:
    """The assignment as a linear programme."""
    optimize = importlib.import_module("scipy.optimize")
    sparse = importlib.import_module("scipy.sparse")
    mentees, mentors, edges = len(data["indptr"]) - 1, len(data["capacity"]), len(score)
    row = np.repeat(np.arange(mentees), DEGREE)
    rows, columns = np.concatenate([row, mentees + data["mentor"]]), np.tile(np.arange(edges), 2)
    bound = np.concatenate([np.ones(mentees), data["capacity"]])
    matrix = sparse.csr_matrix((np.ones(2 * edges), (rows, columns)), shape=(mentees + mentors, edges))
    card = mentees * int(score.max()) + 1
    answer = optimize.linprog(-(score + card), A_ub=matrix, b_ub=bound, bounds=(0, 1), method="highs")
    return round(float(score @ np.round(answer.x)))


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time and the answer."""
    start = time.process_time()
    answer = work()
    return time.process_time() - start, answer


def measure(mentees: int, mentors: int, peers: bool, limit: int = 120) -> None:
    """One size; peers are ended after `limit` seconds each."""
    data, parts = arrays(mentees, mentors)
    score = WEIGHTS @ parts
    pairs = [
        (spent(lambda: raw(data, score)), spent(lambda: ours(data, parts, "card_total")))
        for _ in range(1 if mentees > 50_000 else 3)
    ]
    (base, total), (seconds, answer) = min(pairs, key=lambda pair: pair[0][0] + pair[1][0])
    assert answer.summary["total"] == total
    name = f"{mentees} × {mentors} × {DEGREE}"
    print(
        f"{name:<24}прямой вызов {base:8.2f} с   card_total {seconds:8.2f} с   {seconds / base:5.2f} × (цель 1.5)",
        flush=True,
    )
    fair, _ = spent(lambda: ours(data, parts, "card_fair_total"))
    print(
        f"{name:<24}прямой вызов {base:8.2f} с   card_fair  {fair:8.2f} с   {fair / base:5.2f} × (цель 3)",
        flush=True,
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:<24}память до {memory} МБ (цель 1000)", flush=True)
    for title, work in (("scipy, разреженное", scipy_sparse), ("HiGHS", highs)) if peers else ():
        try:
            for module in ("scipy.sparse.csgraph", "scipy.optimize"):
                importlib.import_module(module)
        except ImportError:
            print(f"нет для сравнения: {title}")
            continue
        other, found = bounded(partial(work, data, score), limit)
        assert found in (None, total), (title, found, total)
        told = "" if found is not None else f"не кончил за {limit} с и прерван, "
        print(
            f"{name:<24}{title} {other:8.2f} с, {told}{'не меньше ' if told else ''}{other / seconds:.1f} × дольше "
            f"card_total ({seconds:.2f} с)",
            flush=True,
        )


def bounded(work: Callable[[], int], limit: int) -> tuple[float, int | None]:
    """Seconds of processor time and the answer of a peer in a process of its own; None where `limit` seconds ended it."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        used = resource.getrusage(resource.RUSAGE_SELF)
        before = int(used.ru_utime + used.ru_stime)
        resource.setrlimit(resource.RLIMIT_CPU, (before + limit, before + limit))
        seconds, answer = spent(work)
        os.write(sink, json.dumps([seconds, answer]).encode())
        os._exit(0)
    os.close(sink)
    with open(source, "rb") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    if not text:
        return float(limit), None
    seconds, answer = json.loads(text)
    return seconds, answer


def ours(data: dict[str, Any], parts: Any, objective: str) -> Any:
    """Everything from parts and arrays to a proven answer."""
    return solve_region(region_of(data | {"score": WEIGHTS @ parts}), objective)


def main() -> None:
    """Print the table."""
    if "--peers" not in sys.argv:
        measure(1000, 300, peers=False)
        measure(10_000, 3000, peers=False)
    else:
        # Five mentees a mentor as at region size: what the peers need grows faster than what is measured here.
        for mentees in (2_500, 5_000, 10_000, 20_000, 40_000):
            measure(mentees, mentees // 5, peers=True)
    if "--large" in sys.argv:
        measure(100_000, 20_000, peers="--peers" in sys.argv, limit=600)


if __name__ == "__main__":
    main()
