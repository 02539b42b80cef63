"""Reading of plans: invented plans in odd files and invented wordings of the kinds; a third of both is kept apart.

Prints, for the part that was worked on and for the part kept apart: F1 of stages, activities and kinds, share of right
terms and persons, the reliability of the confidence, and the time of a cold `nastavnik roadmap parse`.
Goals: stages 0.95, activities 0.92, kinds 0.88, terms 0.92, persons 0.90; one plan from a cold start 0.8 s.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reading_data import files
from reading_data.drawing import draw_plan, read_wordings, wordings
from reading_data.other_hand import load

from nastavnik.engines.limits import LimitError
from nastavnik.engines.roadmaps import RoadmapError, read_roadmap
from nastavnik.engines.roadmaps.kinds import recognise
from nastavnik.engines.roadmaps.raw import RawActivity, RawStage
from nastavnik.engines.roadmaps.tests import layouts
from nastavnik.engines.roadmaps.tests.score import Score, compare

GOALS = {"stages": 0.95, "activities": 0.92, "kinds": 0.88, "terms": 0.92, "responsible": 0.90}
NAMES = {
    "stages": "этапы",
    "activities": "мероприятия",
    "kinds": "виды",
    "terms": "сроки",
    "responsible": "ответственные",
}
TABLES = {**layouts.TABLES, "months": files.months}
# Paragraphs of a cell, merged cells and line ends that a format cannot keep: there a person would err as well.
LOSSY = {
    ("merged_terms", "csv"), ("merged_terms", "txt"), ("merged_terms", "md"), ("paragraphs_in_cell", "pdf"),
    ("stage_column", "csv"), ("groups", "csv"),
}  # fmt: skip
# A table pasted one cell a line shows its rows by their numbers only.
PASTED = {"classic", "continuous_numbers", "roman_stages", "goal_rows", "no_stages", "months"}


def cases() -> list[tuple[int, str, str, str]]:
    """(seed, part, layout, file): every third case is kept apart; every layout and every file several times."""
    made: list[tuple[str, str]] = []
    for turn, name in enumerate(files.OFFICE):
        kind = files.OFFICE[name][0]
        fitting = [
            t for t in TABLES if not {(t, kind), (t, name)} & LOSSY and (name != "по ячейке в строке" or t in PASTED)
        ]
        made += [(fitting[(turn + 2 * step) % len(fitting)], name) for step in range(6)]
    made += [(text, "текст") for text in files.TEXTS for _ in range(2)]
    return [(seed, "apart" if seed % 3 == 0 else "work", *case) for seed, case in enumerate(made)]


def read_case(seed: int, part: str, layout: str, name: str) -> Score:
    """Draw, lay out, write, read and compare one plan."""
    plan = draw_plan(seed, part)
    if name == "текст":
        data, kind = files.TEXTS[layout](plan).encode(), "md" if layout == "labelled" else "txt"
    else:
        kind, write = files.OFFICE[name]
        data = write(plan, TABLES[layout](plan))
    try:
        return compare(plan, read_roadmap(data, f"план.{kind}", year=2025))
    except (LimitError, RoadmapError) as error:
        print(f"  не прочитано: {layout}, {name}: {error}")
        score = Score()
        score.add("stages", 0, 0, len(plan.stages))
        score.add("activities", 0, 0, sum(len(stage.activities) for stage in plan.stages))
        return score


def other_hand() -> None:
    """Plans in the words and layouts of another author: those that were worked with and those that were only counted."""
    for name, label in (("plans_other_hand", "работали"), ("plans_other_hand_2", "отложенные")):
        total = Score()
        for one in load(name):
            total.merge(compare(one.plan, read_roadmap(one.data(), f"план.{one.file}", year=2025)))
        print(f"планы другой руки, {label}: {show(total)}")


def show(score: Score) -> str:
    """The five figures in one line; a figure below its goal is marked."""
    parts = []
    for key, goal in GOALS.items():
        value = score.f1(key)
        parts.append(f"{NAMES[key]} {value:.3f}{'' if value >= goal else ' <' + format(goal, '.2f')}")
    return ", ".join(parts)


def plans(details: bool) -> None:
    """Whole plans by part and by kind of file."""
    parts = {"work": Score(), "apart": Score()}
    groups: dict[str, Score] = {}
    count = {"work": 0, "apart": 0}
    for seed, part, layout, name in cases():
        score = read_case(seed, part, layout, name)
        parts[part].merge(score)
        count[part] += 1
        groups.setdefault(name, Score()).merge(score)
        if details and part == "work" and min(score.f1(k) for k in ("stages", "activities", "terms")) < 0.95:
            print(f"  {seed} {layout}, {name}: {show(score)}")
    print(f"планы, с которыми работали ({count['work']}): {show(parts['work'])}")
    print(f"планы, отложенные до конца ({count['apart']}): {show(parts['apart'])}")
    for name, score in groups.items():
        print(f"  {name}: {show(score)}")


def kinds() -> None:
    """Kinds of single points and how far the confidence may be trusted."""
    parts = {
        "с которыми работали": wordings("work"),
        "отложенные": wordings("apart"),
        "из нескольких действий": read_wordings("several_acts"),
        "прочей работы": read_wordings("other_work"),
    }
    for label, items in parts.items():
        score, trust, silent = Score(), dict[int, list[float]](), [0, 0]
        for wanted, text in items:
            plan = [
                RawStage("Этап", activities=[RawActivity(text), RawActivity("Разработка положения о наставничестве")])
            ]
            found = recognise(plan)[0]
            got = set(found.kinds)
            score.add("kinds", len(wanted & got), len(got), len(wanted))
            silent[0] += not wanted and not got
            silent[1] += not wanted
            seen = trust.setdefault(min(9, int(10 * found.confidence)), [0, 0.0, 0])
            seen[0] += 1
            seen[1] += found.confidence
            seen[2] += got == wanted
        right, named, wanted_count = score.counts["kinds"]
        if wanted_count:
            shares = f"точность {right / max(1, named):.3f}, полнота {right / wanted_count:.3f}"
            print(f"формулировки {label}: F1 {score.f1('kinds'):.3f}, {shares}")
        if silent[1]:
            print(f"формулировки {label}: без вида осталось {silent[0]} из {silent[1]} пунктов прочей работы")
        for value in sorted(trust, reverse=True):
            count, total, exact = trust[value]
            print(
                f"  уверенность в среднем {total / count:.2f}: верно целиком {exact} из {count} ({exact / count:.2f})"
            )


def speed() -> None:
    """A cold command on a plan of middle size, as a person starts it."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("Word", "Excel, шапка не сверху", "PDF с линейками"):
            kind, write = files.OFFICE[name]
            plan = draw_plan(4, "work")
            path = Path(folder) / f"план.{kind}"
            path.write_bytes(write(plan, layouts.classic(plan)))
            spent = []
            for _ in range(5):
                begun = time.perf_counter()
                subprocess.run(
                    [sys.executable, "-m", "nastavnik.cli.main", "roadmap", "parse", str(path)],
                    check=True,
                    capture_output=True,
                )
                spent.append(time.perf_counter() - begun)
            print(f"команда с холодного старта, {name}: {statistics.median(spent):.2f} с (цель 0,8)")


if __name__ == "__main__":
    plans("--details" in sys.argv)
    other_hand()
    kinds()
    if "--quick" not in sys.argv:
        speed()
