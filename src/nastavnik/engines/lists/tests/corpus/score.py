"""How much of a list was read as its answer says: fields, whole rows, columns, problems, pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from nastavnik.engines.lists import ListError, read_people

from .layouts import Made
from .people import TODAY


@dataclass
class Score:
    """Right and all of each sort; `faults`: what was wrong, in words."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def share(self, sort: str) -> float:
        return self.right[sort] / self.total[sort] if self.total[sort] else 1.0

    def note(self, sort: str, good: bool, fault: str) -> bool:
        self.total[sort] += 1
        self.right[sort] += good
        if not good:
            self.faults.append(f"{sort}: {fault}")
        return good


def measure(corpus: Iterable[Made]) -> Score:
    score = Score()
    for made in corpus:
        _measure(made, score)
    return score


def _measure(made: Made, score: Score) -> None:
    try:
        answer = read_people(made.data, made.filename, today=TODAY).to_json()
    except ListError as refused:  # nothing of it is read
        score.faults.append(f"{made.name}: {refused}")
        answer = {"columns": {}, "people": [], "problems": [], "pairs": []}
    truth = made.truth
    read = {(one.get("sheet", ""), one["row"], one["last"], one["first"]): one for one in answer["people"]}
    by_row: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for one in answer["people"]:
        by_row.setdefault((one.get("sheet", ""), one["row"]), []).append(one)
    for person in truth.people:
        place = (person.get("sheet", ""), person["row"])
        found = read.get((*place, person["last"], person["first"])) or (by_row.get(place) or [{}])[0]
        whole = True
        for name, value in person.items():
            whole &= score.note(
                "fields", found.get(name) == value, f"{made.name} {place} {name}: {found.get(name)!r} ≠ {value!r}"
            )
        score.note("rows", whole, f"{made.name} {place}")
    spare = len(answer["people"]) - len(truth.people)
    if spare:
        score.note("rows", False, f"{made.name}: {spare:+} people")
    for header in truth.columns.keys() | answer["columns"].keys():
        got, wanted = answer["columns"].get(header), truth.columns.get(header)
        # The columns of a table of pairs beside the people are named as the contract leaves them.
        if truth.pairs and wanted in ("form", "period"):
            continue
        score.note("columns", got == wanted, f"{made.name} «{header}»: {got} ≠ {wanted}")
    got_problems = {(one["row"], one["field"], one["value"]) for one in answer["problems"]}
    for problem in got_problems | truth.problems:
        score.note(
            "problems",
            problem in got_problems and problem in truth.problems,
            f"{made.name} {problem} {'spare' if problem in got_problems else 'missing'}",
        )
    got_pairs = {
        (
            one["row"],
            f"{one['mentor']['last']} {one['mentor']['first']}",
            f"{one['mentee']['last']} {one['mentee']['first']}",
        )
        for one in answer["pairs"]
    }
    for pair in got_pairs | set(truth.pairs):
        score.note("pairs", pair in got_pairs and pair in truth.pairs, f"{made.name} {pair}")
