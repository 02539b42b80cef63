"""Speed of matching: ratios against peers measured in the same run and process, in processor time, start-up apart.

Peers: textbook algorithms in plain Python (always), and SciPy, networkx, OR-Tools, PyPI `matching` and `mentor-match` where
they are installed (requirements/bench.in); who is not is named and left out. The last two share the name `matching`: put
one of them on PYTHONPATH at a time. Last column: how many times Nastavnik is quicker. `python bench/matching.py`
"""

from __future__ import annotations

import importlib
import json
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from nastavnik.engines.matching import Instance, check, solve

ROUNDS = 3
# A peer is called as this file is: the folder of the benches must not hide it.
sys.path[:] = [folder for folder in sys.path if Path(folder or ".").resolve() != Path(__file__).resolve().parent]


def assign_instance(mentees: int, mentors: int, degree: int, capacity: int = 3) -> dict[str, Any]:
    """Random scores 0…100, `degree` mentors a mentee."""
    rng = random.Random(20261010)
    guides = [f"k{i:05}" for i in range(mentors)]
    return {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "bands": [20, 40, 60, 80],
        "mentees": [{"id": f"n{i:05}"} for i in range(mentees)],
        "mentors": [{"id": guide, "capacity": capacity} for guide in guides],
        "pairs": [
            {"mentee": f"n{i:05}", "mentor": guide, "score": rng.randint(0, 100)}
            for i in range(mentees)
            for guide in rng.sample(guides, degree)
        ],
    }


def parts_instance(mentees: int, mentors: int, degree: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same people with scores from three criteria, and as scores already added up."""
    rng = random.Random(20261010)
    weights = {"competence": 5, "time": 3, "wishes": 2}
    added = assign_instance(mentees, mentors, degree)
    data = added | {"weights": weights, "pairs": []}
    for pair in added["pairs"]:
        parts = {code: rng.randint(0, 100) for code in weights}
        pair["score"] = sum(weights[code] * value for code, value in parts.items())
        data["pairs"].append({"mentee": pair["mentee"], "mentor": pair["mentor"], "parts": parts})
    return data, added


def stable_instance(mentees: int, mentors: int, degree: int, capacity: int = 3) -> dict[str, Any]:
    """Random strict lists."""
    rng = random.Random(20261010)
    guides = [f"k{i:05}" for i in range(mentors)]
    lists = {f"n{i:05}": rng.sample(guides, degree) for i in range(mentees)}
    by_guide: dict[str, list[str]] = {guide: [] for guide in guides}
    for name, row in lists.items():
        for guide in row:
            by_guide[guide].append(name)
    for row in by_guide.values():
        rng.shuffle(row)
    return {
        "format": "nastavnik-match/1",
        "mode": "stable",
        "mentees": [{"id": name, "preferences": [[guide] for guide in row]} for name, row in lists.items()],
        "mentors": [
            {"id": guide, "capacity": capacity, "preferences": [[name] for name in row]}
            for guide, row in by_guide.items()
        ],
    }


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Median seconds of processor time and the last answer."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        answer = work()
        spent.append(time.process_time() - start)
    return statistics.median(spent), answer


def matrix(data: dict[str, Any]) -> list[list[int]]:
    """Costs with each mentor repeated by places, and one dummy place a mentee; a forbidden pair costs a lot."""
    columns = [m["id"] for m in data["mentors"] for _ in range(m["capacity"])]
    score = {(pair["mentee"], pair["mentor"]): pair["score"] for pair in data["pairs"]}
    rows = [t["id"] for t in data["mentees"]]
    dummy, never = 10**6, 10**9
    return [[-score[t, m] if (t, m) in score else never for m in columns] + [dummy] * len(rows) for t in rows]


def hungarian(costs: list[list[int]]) -> int:
    """Textbook Hungarian algorithm, O(n²m), rows ≤ columns. Returns Σ cost."""
    rows, columns = len(costs), len(costs[0])
    u, v = [0] * (rows + 1), [0] * (columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        column = 0
        least = [10**18] * (columns + 1)
        used = [False] * (columns + 1)
        while True:
            used[column] = True
            here, delta, following = owner[column], 10**18, 0
            line = costs[here - 1]
            for j in range(1, columns + 1):
                if not used[j]:
                    now = line[j - 1] - u[here] - v[j]
                    if now < least[j]:
                        least[j], way[j] = now, column
                    if least[j] < delta:
                        delta, following = least[j], j
            for j in range(columns + 1):
                if used[j]:
                    u[owner[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            column = following
            if owner[column] == 0:
                break
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    return -v[0]


def textbook_stable(data: dict[str, Any]) -> dict[str, str]:
    """Deferred acceptance as it is usually written: lists searched by `index` and sorted at every proposal."""
    lists = {t["id"]: [m for group in t["preferences"] for m in group] for t in data["mentees"]}
    order = {m["id"]: [t for group in m["preferences"] for t in group] for m in data["mentors"]}
    room = {m["id"]: m["capacity"] for m in data["mentors"]}
    held: dict[str, list[str]] = {m: [] for m in order}
    free = list(lists)
    while free:
        t = free.pop()
        if not lists[t]:
            continue
        m = lists[t].pop(0)
        held[m].append(t)
        held[m].sort(key=order[m].index)
        if len(held[m]) > room[m]:
            free.append(held[m].pop())
    return {t: m for m, people in held.items() for t in people}


def peers_assign(data: dict[str, Any], small: bool) -> list[tuple[str, Callable[[], int]]]:
    """(name, work that returns the total of the best assignment)."""
    found: list[tuple[str, Callable[[], int]]] = []
    if small:
        costs = matrix(data)
        found.append(("Hungarian, plain Python", lambda: hungarian(costs)))
    for name in ("scipy.optimize", "networkx", "ortools.graph.python.min_cost_flow"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            print(f"нет для сравнения: {name}")
            continue
        if name == "scipy.optimize" and small:
            found.append(("SciPy linear_sum_assignment", partial(_scipy, module, matrix(data))))
        elif name == "networkx" and small:
            found.append(("networkx network_simplex", partial(_networkx, module, data)))
        elif name.startswith("ortools"):
            found.append(("OR-Tools, raw call over arrays", _ortools(module, data)))
    return found


def _scipy(module: Any, costs: list[list[int]]) -> int:
    rows, columns = module.linear_sum_assignment(costs)
    return sum(costs[i][j] for i, j in zip(rows, columns, strict=True))


def _networkx(module: Any, data: dict[str, Any]) -> int:
    graph = module.DiGraph()
    graph.add_node("sink", demand=len(data["mentees"]))
    for t in data["mentees"]:
        graph.add_node(t["id"], demand=-1)
        graph.add_edge(t["id"], "sink", capacity=1, weight=10**6)
    for m in data["mentors"]:
        graph.add_edge(m["id"], "sink", capacity=m["capacity"], weight=0)
    for pair in data["pairs"]:
        graph.add_edge(pair["mentee"], pair["mentor"], capacity=1, weight=-pair["score"])
    return int(module.network_simplex(graph)[0])


def _ortools(module: Any, data: dict[str, Any]) -> Callable[[], int]:
    """The raw call over arrays that are ready: arcs go in, the flow is solved, nothing is read or written."""
    numpy = importlib.import_module("numpy")
    row = {t["id"]: i for i, t in enumerate(data["mentees"])}
    column = {m["id"]: len(row) + i for i, m in enumerate(data["mentors"])}
    sink = len(row) + len(column)
    nodes = numpy.arange(sink, dtype=numpy.int32)
    tail = numpy.array([row[pair["mentee"]] for pair in data["pairs"]], numpy.int32)
    head = numpy.array([column[pair["mentor"]] for pair in data["pairs"]], numpy.int32)
    cost = -numpy.array([pair["score"] for pair in data["pairs"]], numpy.int64)
    rooms = numpy.array([1] * len(row) + [m["capacity"] for m in data["mentors"]], numpy.int64)
    last = numpy.array([10**6] * len(row) + [0] * len(column), numpy.int64)
    supply = numpy.array([1] * len(row) + [0] * len(column) + [-len(row)], numpy.int64)

    def call() -> int:
        flow = module.SimpleMinCostFlow()
        add = flow.add_arcs_with_capacity_and_unit_cost
        add(tail, head, numpy.ones(len(tail), numpy.int64), cost)
        add(nodes, numpy.full(sink, sink, numpy.int32), rooms, last)
        flow.set_nodes_supplies(numpy.arange(sink + 1, dtype=numpy.int32), supply)
        flow.solve()
        return int(flow.optimal_cost())

    return call


def in_big_stack(work: Callable[[], Any]) -> Any:
    """Run in a thread with room for deep recursion."""
    found: list[Any] = []
    threading.stack_size(512 * 2**20)
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    try:
        thread = threading.Thread(target=lambda: found.append(work()))
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(before)
        threading.stack_size(0)
    return found[0]


def pypi_matching(data: dict[str, Any]) -> tuple[float, dict[str, str]] | None:
    """PyPI `matching`: seconds to create and solve; None where it is not installed. Says where it fails by itself."""
    try:
        games = importlib.import_module("matching.games")
    except ImportError:
        print("нет для сравнения: PyPI matching")
        return None
    lists = {t["id"]: [m for group in t["preferences"] for m in group] for t in data["mentees"]}
    orders = {m["id"]: [t for group in m["preferences"] for t in group] for m in data["mentors"]}
    room = {m["id"]: m["capacity"] for m in data["mentors"]}

    def work() -> dict[str, str]:
        game = games.HospitalResident.create_from_dictionaries(lists, orders, room)
        return {t.name: m.name for m, people in game.solve(optimal="resident").items() for t in people}

    try:
        return once(work)
    except RecursionError:
        print("PyPI matching: RecursionError, повторено с большим стеком")
        return in_big_stack(lambda: once(work))


def mentor_match(mentees: int) -> None:
    """PyPI `mentor-match` on so many mentees and as many mentors, scores by one rule; where it is installed."""
    try:
        process = importlib.import_module("matching.process")
        rule = importlib.import_module("matching.rules.rule")
        sides = [importlib.import_module(f"matching.{name}") for name in ("mentor", "mentee")]
    except ImportError:
        print("нет для сравнения: mentor-match")
        return
    rng = random.Random(20261010)
    score = [[rng.randint(1, 100) for _ in range(mentees)] for _ in range(mentees)]

    class Given(rule.Rule):  # type: ignore[misc, name-defined]
        def evaluate(self, match: Any) -> bool:
            return True

        def apply(self, match: Any) -> int:
            return score[match.mentee.grade][match.mentor.grade]

    def work() -> int:
        mentors = [sides[0].Mentor(grade=i, email=f"k{i}") for i in range(mentees)]
        people = [sides[1].Mentee(grade=i, email=f"n{i}") for i in range(mentees)]
        process.process_data(mentors, people, [[Given({True: 1, False: 0})]])
        return sum(score[t.grade][m.grade] for t in people for m in t.mentors)

    data = {
        "format": "nastavnik-match/1",
        "mode": "assign",
        "mentees": [{"id": f"n{i:04}"} for i in range(mentees)],
        "mentors": [{"id": f"k{i:04}", "capacity": 1} for i in range(mentees)],
        "pairs": [
            {"mentee": f"n{t:04}", "mentor": f"k{m:04}", "score": score[t][m]}
            for t in range(mentees)
            for m in range(mentees)
        ],
    }
    seconds, result = timed(lambda: solve(data))
    other, total = once(work)
    print(f"сумма оценок: {result.total} и {total}")
    line(f"assign {mentees} × {mentees}, all pairs", seconds, "mentor-match", other)


def line(what: str, seconds: float, peer: str = "", other: float | None = None) -> None:
    """One row of the table."""
    ratio = "" if other is None else f"{other / seconds:8.1f} ×"
    peer_time = "" if other is None else f"{other * 1000:10.1f} ms"
    print(f"{what:<44}{seconds * 1000:10.1f} ms  {peer:<30}{peer_time}{ratio}", flush=True)


def fresh(data: dict[str, Any]) -> tuple[float, float, Any]:
    """Median seconds of reading an instance, of solving one that is just read, and the result."""
    spent = []
    for _ in range(ROUNDS):
        reading, instance = once(lambda: Instance.from_json(data))
        solving, result = once(partial(solve, instance))
        spent.append((reading, solving))
    return statistics.median(one for one, _ in spent), statistics.median(two for _, two in spent), result


def bench_assign(mentees: int, mentors: int, degree: int, small: bool) -> None:
    """Solving against peers; each peer must find the same optimum."""
    data = assign_instance(mentees, mentors, degree)
    reading, seconds, result = fresh(data)
    name = f"assign {mentees} × {mentors} × {degree}"
    line(f"{name}, read", reading)
    best = 10**6 * (mentees - result.matched) - result.total
    for peer, work in peers_assign(data, small):
        other, cost = timed(work) if not small else once(work)
        assert cost == best, (peer, cost, best)
        line(name, seconds, peer, other)


def bench_parts(mentees: int, mentors: int, degree: int) -> None:
    """Records with parts, ready or as JSON text, to a proven answer; against the raw call over arrays of added up scores."""
    data, added = parts_instance(mentees, mentors, degree)
    text = json.dumps(data)
    raw = next(work for peer, work in peers_assign(added, small=False) if peer.startswith("OR-Tools"))
    raw()
    spent = []
    for _ in range(2 * ROUNDS + 1):
        base, _ = once(raw)
        reading, instance = once(lambda: Instance.from_json(data))
        solving, _ = once(partial(solve, instance))
        parsing, instance = once(lambda: Instance.from_json(text))
        spent.append((base, solving, reading + solving, parsing + solving))
    base, *ours = (min(column) for column in zip(*spent, strict=True))
    name = f"parts {mentees} × {mentors} × {degree}"
    for what, seconds in zip(("solve", "records, read and solve", "JSON text, read and solve"), ours, strict=True):
        print(
            f"{name}, {what:<28}{seconds * 1000:10.1f} ms = {seconds / base:5.2f} × OR-Tools, raw call ({base * 1000:.1f} ms)"
        )


def once(work: Callable[[], Any]) -> tuple[float, Any]:
    """One run: for peers that need long."""
    start = time.process_time()
    answer = work()
    return time.process_time() - start, answer


def bench_stable(mentees: int, mentors: int, degree: int) -> None:
    """Strict lists against the textbook way; «read» makes the instance of the file's object, as the peer's create does."""
    data = stable_instance(mentees, mentors, degree)
    reading, seconds, result = fresh(data)
    name = f"stable {mentees} × {mentors} × {degree}"
    other, pairs = once(lambda: textbook_stable(data))
    assert dict(result.pairs) == pairs
    line(f"{name}, solve", seconds, "textbook deferred acceptance", other)
    peer = pypi_matching(data)
    if peer is not None:
        assert dict(result.pairs) == peer[1]
        line(f"{name}, solve", seconds, "PyPI matching, create and solve", peer[0])
        line(f"{name}, read and solve", reading + seconds, "PyPI matching, create and solve", peer[0])


def main() -> None:
    """Print the table."""
    bench_assign(30, 10, 8, small=True)
    bench_assign(120, 40, 20, small=True)
    bench_assign(300, 100, 20, small=True)
    bench_assign(1000, 300, 20, small=False)
    bench_assign(10_000, 3_000, 20, small=False)
    bench_parts(1000, 300, 20)
    bench_parts(10_000, 3_000, 20)
    mentor_match(60)
    text = json.dumps(assign_instance(300, 100, 20))
    whole, _ = timed(lambda: json.dumps(solve(Instance.from_json(text), explain=True).to_json()))
    line("300 × 100 × 20, read, solve, explain, write", whole)
    instance = Instance.from_json(text)
    plain, _ = timed(lambda: solve(instance))
    for objective in ("card_fair_total", "card_leximin", "pareto"):
        seconds, _ = timed(partial(solve, instance, objective=objective))
        line(f"300 × 100 × 20, {objective}", seconds, "card_total", plain)
    seconds, result = timed(lambda: solve(instance, explain=True))
    line(f"300 × 100 × 20, all explanations ({len(result.rejected)} losses)", seconds - plain)
    seconds, told = timed(lambda: solve(instance, leaving=True))
    line(f"300 × 100 × 20, every mentor leaving ({len(told.robustness)})", seconds - plain)
    start = time.process_time()
    problems = check(instance, result)
    assert problems == []
    line("300 × 100 × 20, independent check", time.process_time() - start)
    bench_stable(1000, 300, 10)
    bench_stable(1000, 300, 300)


if __name__ == "__main__":
    main()
