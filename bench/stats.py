"""Speed of the statistics: processor time of one case, and what listing or sampling takes in the same run.

Not named statistics.py: beside the other benchmarks that would hide the library of this name.
`python bench/stats.py`. Goals: a paired case of up to 300 people 50 ms, a batch of 1 000 cases of 30 people 5 s.
"""

from __future__ import annotations

import itertools
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from nastavnik.engines.statistics import answer, answer_all
from nastavnik.engines.statistics.tails import critical_count

ROUNDS = 5


def case(kind: str, n: int, dropouts: int = 0, seed: int = 20261010) -> dict[str, Any]:
    """Answers 1…10 that move a little, that are unrelated, or means of four items."""
    rng = random.Random(seed)
    people: list[dict[str, Any]] = []
    for number in range(n):
        if kind == "a little":
            before = rng.randint(2, 9)
            pair: tuple[float, float | None] = (
                before,
                min(10, max(1, before + rng.choice((-2, -1, 0, 0, 0, 1, 1, 2)))),
            )
        elif kind == "unrelated":
            pair = (rng.randint(1, 10), rng.randint(1, 10))
        else:
            pair = (rng.randint(4, 40) / 4, rng.randint(4, 40) / 4)
        people.append({"id": number, "before": pair[0], "after": None if number < dropouts else pair[1]})
    return {"command": "paired", "pairs": people, "scale": {"min": 1, "max": 10}}


def timed(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Median milliseconds of processor time, nothing remembered between rounds."""
    spent = []
    for _ in range(rounds):
        critical_count.cache_clear()
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return statistics.median(spent) * 1000


def line(what: str, ours: float, peer: str = "", other: float | None = None) -> None:
    ratio = "" if other is None else f"{other:12.1f} ms {other / ours:10.1f} ×"
    print(f"{what:<50}{ours:10.1f} ms  {peer:<28}{ratio}", flush=True)


def listing(changes: list[int]) -> float:
    """p of the permutation of the mean by all 2ⁿ signs."""
    size = abs(sum(changes))
    signs = itertools.product((-1, 1), repeat=len(changes))
    far = sum(abs(sum(s * c for s, c in zip(chosen, changes, strict=True))) >= size for chosen in signs)
    return far / 2 ** len(changes)


def sampled(changes: list[int], times: int = 2000) -> list[float]:
    """Means of resampled people, as a bootstrap is usually made."""
    rng = random.Random(1)
    return sorted(statistics.fmean(rng.choices(changes, k=len(changes))) for _ in range(times))


def main() -> None:
    """Print the table."""
    for n in (12, 30, 150, 300):
        for kind in ("a little", "unrelated", "quarters"):
            line(f"paired, {n} people, {kind}", timed(lambda n=n, kind=kind: answer(case(kind, n))))
    line("paired, 300 people, 20 of them left", timed(lambda: answer(case("unrelated", 300, 20))))
    line("paired, 5000 people", timed(lambda: answer(case("unrelated", 5000)), 1))

    from nastavnik.engines.statistics.bootstrap import mean_interval
    from nastavnik.engines.statistics.signed import permutation

    rng = random.Random(2)
    few = [rng.randint(-3, 4) for _ in range(16)]
    exact = [Fraction(change) for change in few]
    assert abs(float(permutation(exact, Fraction(1, 20))[0]) - listing(few)) < 1e-12
    line(
        "permutation of the mean, 16 people",
        timed(lambda: permutation(exact, Fraction(1, 20))),
        "listing of 65 536 signs",
        timed(lambda: listing(few), 1),
    )
    many = [rng.randint(-4, 5) for _ in range(60)]
    line(
        "bootstrap of the mean, 60 people, computed",
        timed(lambda: mean_interval([Fraction(change) for change in many], Fraction(1, 20))),
        "2 000 samples, not exact",
        timed(lambda: sampled(many), 1),
    )
    people = {"command": "unpaired", "x": [i % 5 for i in range(30)], "y": [i % 4 for i in range(30)]}
    line("unpaired, 30 and 30 people, exact", timed(lambda: answer(people)))
    table = {"command": "suppress", "table": [[rng.randint(0, 20) for _ in range(40)] for _ in range(40)]}
    line("suppress, table 40 × 40", timed(lambda: answer(table)))

    cases = [case(("a little", "unrelated")[seed % 2], 30, seed=seed) for seed in range(1000)]
    line("batch of 1 000 cases of 30 people, engine", timed(lambda: answer_all(cases), 1))
    data = json.dumps(cases).encode()
    command = [sys.executable, "-m", "nastavnik.cli.main", "stats", "batch"]
    begun = time.perf_counter()
    subprocess.run(command, input=data, stdout=subprocess.DEVNULL, check=True)
    line("the same as a command, by the clock", (time.perf_counter() - begun) * 1000)
    begun = time.perf_counter()
    subprocess.run(command, input=b"[]", stdout=subprocess.DEVNULL, check=True)
    line("start of the command, by the clock", (time.perf_counter() - begun) * 1000)


if __name__ == "__main__":
    main()
