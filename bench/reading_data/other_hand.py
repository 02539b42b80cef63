"""Plans of another author with their own layouts: the text files beside, laid out as real files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from nastavnik.engines.roadmaps.tests import layouts, prose_layouts
from nastavnik.engines.roadmaps.tests.ods import to_ods
from nastavnik.engines.roadmaps.tests.plans import Activity, Plan, Stage
from nastavnik.engines.roadmaps.tests.text_files import Rows

from . import files

_FIELD = {"t": "terms", "p": "responsible", "r": "result"}


@dataclass
class Foreign:
    """A plan, the kind of its file, the name of its layout, its columns as (letter, heading)."""

    plan: Plan
    file: str = "docx"
    layout: str = "rows"
    columns: list[tuple[str, str]] = field(default_factory=list)

    def data(self) -> bytes:
        """The bytes of the file as another organisation would send it."""
        if self.layout in _TEXTS:
            return _TEXTS[self.layout](self.plan).encode()
        return _WRITERS["tabs" if self.layout == "tabs" else self.file](self.plan, self._rows())

    def _rows(self) -> Rows:
        letters = [letter for letter, _ in self.columns]
        rows: Rows = [[heading for _, heading in self.columns]]
        for at, stage in enumerate(self.plan.stages):
            if self.layout == "points":
                rows.append([self._points(letter, at, stage) for letter in letters])
                continue
            if self.layout in ("rows", "tabs", "months"):
                rows.append([(stage.title_as_written, len(letters), 1), *[None] * (len(letters) - 1)])  # type: ignore[attr-defined]
            for n, a in enumerate(stage.activities):
                head = (stage.title, 1, len(stage.activities)) if n == 0 else None
                own = {"n": str(n + 1), "s": head, "a": a.title, "x": "очно"}
                rows.append([own[c] if c in own else getattr(a, _FIELD[c]) for c in letters])
        return rows

    @staticmethod
    def _points(letter: str, at: int, stage: Stage) -> str:
        first = stage.activities[0]
        if letter == "a":
            return "\n".join(f"– {a.title};" for a in stage.activities)
        own = {"n": f"{at + 1}.", "s": stage.title}
        return own[letter] if letter in own else getattr(first, _FIELD[letter])


def load(name: str) -> list[Foreign]:
    """All plans of one text file; what the columns cannot hold is emptied in the answer."""
    found: list[Foreign] = []
    for line in (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("==="):
            found.append(Foreign(Plan(line[3:].strip(), [])))
        elif line.startswith("##"):
            title = line[2:].strip()
            number, _, rest = title.partition(". ")
            numbered = bool(rest) and (number.isdigit() or set(number) <= set("IVX") or "этап" in number.lower())
            stage = Stage(rest if numbered else title, str(len(found[-1].plan.stages) + 1))
            stage.title_as_written = title  # type: ignore[attr-defined]
            found[-1].plan.stages.append(stage)
        elif " :: " in line and not line.startswith("#"):
            kinds, words, *rest = line.split(" :: ")
            terms, person, result = [*rest, "", "", ""][:3]
            stage = found[-1].plan.stages[-1]
            number = f"{stage.number}.{len(stage.activities) + 1}"
            codes = set() if kinds == "-" else set(kinds.split(","))
            stage.activities.append(Activity(words, codes, terms, person, result, "", number))
        elif line.startswith(("file:", "layout:")):
            key, value = line.split(": ")
            setattr(found[-1], key, value)
        elif line.startswith("columns:"):
            columns = line.removeprefix("columns:").split(" | ")
            found[-1].columns = [(c.strip().partition("=")[0], c.strip().partition("=")[2]) for c in columns]
    for one in found:
        if one.layout not in _TEXTS and "r" not in {letter for letter, _ in one.columns}:
            for stage in one.plan.stages:
                for a in stage.activities:
                    a.result = ""
    return found


_WRITERS: dict[str, Callable[[Plan, Rows], bytes]] = {
    **layouts.FILES,
    "tabs": layouts.to_tabs,
    "ods": to_ods,
    "pdf": lambda plan, rows: files.pdf(plan, rows, ruled=True),
}
_TEXTS: dict[str, Callable[[Plan], str]] = {"order": files.order_points, "labelled": prose_layouts.labelled}
