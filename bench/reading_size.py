"""The largest plans that are accepted: seconds and peak memory of a cold `nastavnik roadmap parse`.

Goals: a plan of 100 pages in 5 s, no file above 300 MB, each source roadmap (where NASTAVNIK_SHARED is) in 0.8 s.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from reading_data import files

from nastavnik.engines.roadmaps.tests import layouts
from nastavnik.engines.roadmaps.tests.ods import to_ods
from nastavnik.engines.roadmaps.tests.plans import Plan, invented
from nastavnik.engines.roadmaps.tests.text_files import Rows

_PEAK = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
done = subprocess.run([sys.executable, "-m", "nastavnik.cli.main", "roadmap", "parse", sys.argv[1]], capture_output=True)
spent = time.perf_counter() - begun
used = resource.getrusage(resource.RUSAGE_CHILDREN)
found = json.loads(done.stdout) if done.returncode == 0 else {"stages": []}
print(spent, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, sum(len(s["activities"]) for s in found["stages"]), done.returncode)
"""


def long_plan(count: int) -> Plan:
    """About `count` activities in stages of twenty."""
    stages = []
    for seed in range(count // 20):
        part = invented(seed, stages=1, per_stage=22)
        part.stages[0].number = str(seed + 1)
        for at, a in enumerate(part.stages[0].activities):
            a.number = f"{seed + 1}.{at + 1}"
        stages += part.stages
    return Plan("Дорожная карта внедрения наставничества на 2025–2026 учебный год", stages)


def measure(path: Path) -> tuple[float, float, float, int, int]:
    """(seconds, seconds of the processor, peak MB, activities, exit code) of one cold command."""
    done = subprocess.run([sys.executable, "-c", _PEAK, str(path)], capture_output=True, text=True, check=True)
    spent, processor, peak, count, code = done.stdout.split()
    return float(spent), float(processor), float(peak), int(count), int(code)


def _padded(plan: Plan, rows: Rows) -> bytes:
    """A page of 5 MB: the plan among what a site puts around it."""
    page = layouts.to_html(plan, rows)
    filling = "<div class='menu'><p>Новости, объявления, карта сайта, обращения граждан.</p></div>\n".encode()
    return page.replace(b"<table>", filling * ((5_000_000 - len(page)) // len(filling)) + b"<table>", 1)


CASES: dict[str, tuple[str, int, Callable[[Plan, Rows], bytes]]] = {
    "Word, 100 страниц": ("docx", 1500, layouts.to_docx),
    "Excel, 20 000 строк": ("xlsx", 20_000, layouts.to_xlsx),
    "OpenDocument, 20 000 строк": ("ods", 20_000, to_ods),
    "PDF, 300 страниц": ("pdf", 7800, lambda plan, rows: files.pdf(plan, rows, ruled=True)),
    "PDF без линеек, 300 страниц": ("pdf", 7800, lambda plan, rows: files.pdf(plan, rows, ruled=False)),
    "HTML, 5 МБ": ("html", 1500, _padded),
    "HTML, 20 000 строк": ("html", 20_000, layouts.to_html),
    "CSV, 20 000 строк": ("csv", 20_000, layouts.to_csv),
    "текст, 20 000 строк": ("txt", 20_000, layouts.to_tabs),
}


def main() -> None:
    """Print a line for each case; names on the command line choose some."""
    chosen = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for at, (name, (kind, count, write)) in enumerate(CASES.items()):
            if chosen and not any(word in name for word in chosen):
                continue
            plan = long_plan(count)
            path = Path(folder) / f"{at}.{kind}"
            path.write_bytes(write(plan, layouts.classic(plan)))
            spent, processor, peak, found, code = measure(path)
            size = path.stat().st_size / 1e6
            wanted = sum(len(stage.activities) for stage in plan.stages)
            times = f"{spent:.1f} с, процессора {processor:.1f} с"
            print(f"{name} ({size:.1f} МБ): {times}, {peak:.0f} МБ, мероприятий {found} из {wanted}, код {code}")
    shared = Path(os.environ.get("NASTAVNIK_SHARED", "/nowhere")) / "seeds"
    for path in sorted(shared.glob("*.txt")) if shared.exists() and not chosen else ():
        spent, processor, peak, *_ = min(measure(path) for _ in range(5))
        print(f"{path.name}: {spent:.2f} с, процессора {processor:.2f} с, {peak:.0f} МБ (цель 0,8 с)")


if __name__ == "__main__":
    main()
