"""Random bit flips over valid lists and plans of every format: each file is read or refused with one Russian sentence.

`python bench/flips.py [COUNT] [lists|roadmaps]`: so many files (by default 600), split evenly over engines and formats,
read in forks of one process for each processor this may use
(`taskset`). The whole test is 20 000, twelve minutes of one processor. A case is told by the name it can be drawn again with.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from flipping import Tally, converted, flipped, run
from reading_data import files
from reading_data.drawing import draw_plan

from nastavnik.engines.limits import LimitError
from nastavnik.engines.lists import ListError, read_people_limited
from nastavnik.engines.lists.tests.corpus.layouts import groups_as_sections, no_header, ready_pairs, staff_form
from nastavnik.engines.lists.tests.corpus.people import Writer
from nastavnik.engines.roadmaps import RoadmapError, read_roadmap_limited
from nastavnik.engines.roadmaps.tests import layouts

PLANS = ("Word с правками", "Word с чужими таблицами", "Excel, шапка не сверху", "HTML", "CSV", "таблица с табуляцией",
         "Markdown", "PDF с линейками", "PDF без линеек")  # fmt: skip
_CHUNK = 400


def valid() -> list[tuple[str, str, bytes]]:
    """(engine, kind, bytes) of every valid file; old and OpenDocument ones only where LibreOffice can make them."""
    made: list[tuple[str, str, bytes]] = []
    for turn, name in enumerate(PLANS):
        kind, write = files.OFFICE[name]
        plan = draw_plan(turn, "work")
        made.append(("roadmaps", kind, write(plan, layouts.classic(plan))))
    workbook, document = made[2][2], made[1][2]
    staff, groups, pairs = (layout(Writer("flips")) for layout in (staff_form, groups_as_sections, ready_pairs))
    lines = no_header(Writer("flips"))
    made += [("lists", "xlsx", one.data) for one in (staff, groups, pairs)]
    made += [("lists", "csv", lines.data), ("lists", "tsv", lines.data.replace(b";", b"\t"))]
    made.append(("lists", "txt", lines.data.decode().replace(";", "   ").encode("cp1251")))
    old = [("roadmaps", "xls", workbook, "xlsx"), ("roadmaps", "ods", workbook, "xlsx")]
    old += [("roadmaps", "odt", document, "docx")]
    old += [("lists", to, one.data, "xlsx") for to in ("xls", "ods") for one in (staff, groups)]
    for engine, to, data, kind in old:
        other = converted(data, kind, to)
        if other is None:
            print(f"без {to}: нет LibreOffice")
        else:
            made.append((engine, to, other))
    return made


def caged(tally: Tally, sources: list[tuple[str, str, bytes]]) -> None:
    """Try what ended a fork once more the way people's files are read, in a process of its own: told in one sentence
    there, it is a refusal like any other."""
    for case in [one for one in tally.wrong if one[0].startswith(("signal", "out of memory"))]:
        _, engine, name = case
        kind, _, seed = name.partition(" ")
        data = flipped(sources[int(seed.split("-")[0])][2], kind, seed)
        try:
            (read_people_limited if engine == "lists" else read_roadmap_limited)(data, f"план.{kind}")
        except (LimitError, RoadmapError, ListError):
            tally.wrong.remove(case)
            tally.refused += 1


def main() -> None:
    """Flip, read, count."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    begun = time.perf_counter()
    sources = [one for one in valid() if not wanted or one[0] == wanted]
    jobs = []
    for place, (engine, kind, data) in enumerate(sources):
        names = [f"{place}-{number}" for number in range(-(-count // len(sources)))]
        jobs += [(engine, kind, data, names[at : at + _CHUNK]) for at in range(0, len(names), _CHUNK)]
    total: dict[tuple[str, str], Tally] = {}
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), mp_context=get_context("fork")) as pool:
        for (engine, kind, _, _), tally in zip(jobs, pool.map(run, *zip(*jobs, strict=True)), strict=True):
            total.setdefault((engine, kind), Tally()).add(tally)
    whole = Tally()
    for (engine, kind), tally in sorted(total.items()):
        caged(tally, sources)
        whole.add(tally)
        print(
            f"{engine:<9}{kind:<6}прочитано {tally.read:>6}  отклонено {tally.refused:>6}  прочее {len(tally.wrong):>4}  "
            f"дольше всего {tally.slowest:5.2f} с  память {tally.memory_mb:>4} МБ  {tally.seconds:6.0f} с"
        )
    for (what, engine, _), times in Counter((w, e, n.split()[0]) for w, e, n in whole.wrong).most_common():
        example = next(name for w, e, name in whole.wrong if (w, e) == (what, engine))
        print(f"ОШИБКА {times} раз: {engine}, случай «{example}»: {what}")
    done = whole.read + whole.refused
    print(f"переворот битов: прочитано {whole.read}, отклонено {whole.refused}, прочее {len(whole.wrong)} из {done}, "
          f"{time.perf_counter() - begun:.0f} с")  # fmt: skip
    raise SystemExit(bool(whole.wrong))


if __name__ == "__main__":
    main()
