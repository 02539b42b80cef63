"""Random bit flips over valid plans: each file is read or refused with one sentence, never with another error.

`python bench/flips.py 20000` flips so many files; by default 300. PDFs are read in processes of their own, as always.
"""

from __future__ import annotations

import random
import sys
import time

from reading_data import files
from reading_data.drawing import draw_plan

from nastavnik.engines.limits import LimitError
from nastavnik.engines.limits.runner import run_limited
from nastavnik.engines.roadmaps import RoadmapError, read_roadmap
from nastavnik.engines.roadmaps.tests import layouts

KINDS = (
    "Word с правками",
    "Excel, шапка не сверху",
    "HTML",
    "CSV",
    "таблица с табуляцией",
    "Markdown",
    "PDF с линейками",
)


def flipped(data: bytes, draw: random.Random) -> bytes:
    """One to eight bits of a file turned over, sometimes its end cut off."""
    made = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        made[draw.randrange(len(made))] ^= 1 << draw.randrange(8)
    return bytes(made[: draw.randrange(1, len(made))] if draw.random() < 0.05 else made)


def batch(cases: list[tuple[bytes, str]]) -> tuple[int, int, list[str]]:
    """(read, refused, other errors) of some files, in this process."""
    read = refused = 0
    wrong: list[str] = []
    for data, name in cases:
        try:
            read_roadmap(data, name, year=2025)
            read += 1
        except (LimitError, RoadmapError) as error:
            refused += 1
            if len(str(error).splitlines()) != 1 or name not in str(error):
                wrong.append(f"{name}: {error}")
        except Exception as error:  # any other error is what is looked for here
            wrong.append(f"{name}: {error!r}")
    return read, refused, wrong


def main() -> None:
    """Flip, read, count."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    begun = time.perf_counter()
    total = [0, 0]
    for turn, name in enumerate(KINDS):
        kind, write = files.OFFICE[name]
        plan = draw_plan(turn, "work")
        whole = write(plan, layouts.classic(plan))
        draw = random.Random(turn)
        left = count // len(KINDS)
        while left > 0:
            cases = [(flipped(whole, draw), f"план.{kind}") for _ in range(min(left, 100))]
            left -= len(cases)
            if kind == "pdf":  # the library of PDF may die of a hostile file: only its process may die with it
                task = "nastavnik.engines.roadmaps.limited:read_task"
                read, refused, wrong = 0, 0, []
                for data, title in cases[:10]:
                    try:
                        run_limited(task, data, title, 2025, None, seconds=20)
                        read += 1
                    except (LimitError, RoadmapError):
                        refused += 1
                left = min(left, 20)
            else:
                read, refused, wrong = batch(cases)
            total[0] += read
            total[1] += refused
            for line in wrong:
                print("ОШИБКА", line)
    print(f"переворот битов: прочитано {total[0]}, отклонено {total[1]}, {time.perf_counter() - begun:.0f} с")


if __name__ == "__main__":
    main()
