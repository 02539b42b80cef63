"""A plan's table → stages with activities."""

from __future__ import annotations

import re
from dataclasses import replace

from .carried import carry_down
from .columns import Columns
from .document import Cell, Para
from .headings import roman, stage_of
from .lexicon import join_narrow
from .marks import looks_like_person, looks_like_term, marker_of, starts_act
from .model import Doubt, Warning
from .points import split_points
from .raw import RawActivity, RawStage
from .rows import LogicalRow, mend_numbers, number_text
from .shares import for_points, groups_for, joined, marked_months
from .stage_rows import habits_of, is_stage_row
from .text import clean, title_of


class TableReader:
    """Reads the rows of one plan; a table that goes on after a page break is fed to the same reader."""

    def __init__(
        self, columns: Columns, caption: str = "", before: RawStage | None = None, *, flat: bool = False
    ) -> None:
        """`before`: the stage of the table above, which rows without a stage of their own go on; `flat`: see Table."""
        self.columns = columns
        self.caption = caption
        self.before = before
        self.flat = flat
        self.rows: list[LogicalRow] = []
        self.stages: list[RawStage] = []
        self.warnings: list[Warning] = []
        self.stage_cell: Cell | None = None
        self.stage_text = ""
        self.group = ""
        self.group_number = ""
        self.last: tuple[Cell, list[RawActivity]] | None = None

    def read(self, rows: list[LogicalRow]) -> None:
        """Take the rows of one table in their order."""
        columns = self.columns
        numbers = mend_numbers([number_text(row.text(columns.number)) for row in rows])
        numbers = [number or self._own_number(row) for number, row in zip(numbers, rows, strict=True)]
        if columns.group >= 0 and not self._group_mode(rows, columns):
            # «Мероприятие | Содержание»: the first names the act, the second only explains it.
            columns = replace(columns, activity=columns.group, detail=columns.activity, group=-1)
        counts_points = self._numbers_count_points(rows, numbers, columns)
        habits = habits_of(rows, numbers, columns)
        heads = [columns.stage < 0 and is_stage_row(rows, at, numbers, columns, habits) for at in range(len(rows))]
        self.warnings += carry_down(rows, heads, columns) if self.flat else []
        for at, row in enumerate(rows):
            following = numbers[at + 1] if at + 1 < len(numbers) else ""
            if heads[at]:
                self._open_stage(row, numbers[at], columns)
                continue
            if columns.stage >= 0:
                self._stage_from_column(row, numbers[at], columns, counts_points)
            number = numbers[at] if counts_points or columns.stage < 0 else ""
            if self._is_group_row(row, number, following, columns):
                name = (row.text(columns.activity) or row.text(row.filled()[0])).removeprefix(number).lstrip(" .)")
                self.group, self.group_number = title_of(name), number
                continue
            if self.group_number and not number.startswith(self.group_number + "."):
                self.group, self.group_number = "", ""
            self._add(row, number, columns)

    # Stages ---------------------------------------------------------------------------------------------------------

    def _stage(self) -> RawStage:
        if not self.stages and self.before is not None:
            return self.before
        if not self.stages:
            self.stages.append(stage_of([Para(self.caption)]) if self.caption else RawStage())
        return self.stages[-1]

    def _own_number(self, row: LogicalRow) -> str:
        """A nested number typed inside the cell of the activity («1.2. Подготовка …»)."""
        filled = row.filled()
        text = clean(row.text(self.columns.activity) or (row.text(filled[0]) if len(filled) == 1 else ""))
        match = re.match(r"(\d{1,2}(?:\.\d{1,2})+)[.)]?\s+\S", text)
        if match and not re.match(r"\d{1,2}\.\d{1,2}\.\d{2,4}", text):
            return match.group(1)
        return ""

    def _stage_from_column(self, row: LogicalRow, number: str, columns: Columns, counts_points: bool) -> None:
        cell = row.cell(columns.stage)
        if not cell.text or cell is self.stage_cell:
            return
        self.stage_cell = cell
        if self.flat and self.stages and re.match(r"\(?[а-яё]", cell.text):
            # The name of a stage beside several rows, cut between them.
            whole = stage_of([Para(join_narrow(self.stage_text, cell.text))])
            self.stages[-1].title, self.stages[-1].terms = whole.title, whole.terms or self.stages[-1].terms
            self.stage_text = join_narrow(self.stage_text, cell.text)
            return
        self.stage_text = cell.text
        stage = stage_of(cell.paras)
        stage.place = row.place
        if not stage.number and number and not counts_points:
            stage.number = number
        current = self.stages[-1] if self.stages else None
        title = re.sub(r"\s*\(?продолжение\)?$", "", stage.title, flags=re.I)
        if current is not None and _same(current.title, title) and stage.number in ("", current.number):
            return
        self.stages.append(stage)
        self.group, self.group_number = "", ""

    def _open_stage(self, row: LogicalRow, number: str, columns: Columns) -> None:
        filled = row.filled()
        column = columns.activity if row.text(columns.activity) else max(filled, key=lambda c: len(row.text(c)))
        stage = stage_of(row.cells[column].paras)
        stage.place = row.place
        stage.number = stage.number or roman(number)
        for role in ("terms", "responsible", "result"):
            found = next((row.text(c) for c in getattr(columns, role) if row.text(c)), "")
            if found and found != row.text(column) and not getattr(stage, role):
                setattr(stage, role, title_of(found))
        if not stage.terms and looks_like_term(stage.title) and len(stage.title) < 25 and not starts_act(stage.title):
            stage.terms = stage.title  # a plan laid out by months
        current = self.stages[-1] if self.stages else None
        title = re.sub(r"\s*\(?продолжение\)?$", "", stage.title, flags=re.I)
        if current is not None and _same(current.title, title):
            return
        self.stages.append(stage)
        self.group, self.group_number = "", ""

    # Activities -----------------------------------------------------------------------------------------------------

    @staticmethod
    def _group_mode(rows: list[LogicalRow], columns: Columns) -> bool:
        """Whether the left of two wordy columns is the group of the points in the right one."""
        both = [row for row in rows if row.text(columns.group) or row.text(columns.activity)]
        lists = sum(len(split_points(row.cell(columns.activity).paras)) > 1 for row in both)
        shared = len(both) - len({id(row.cell(columns.group)) for row in both})
        marked = sum(bool(marker_of(clean(row.text(columns.activity)))[0]) for row in both)
        names = {row.text(columns.group) for row in both}
        return max(lists, shared) >= 0.25 * len(both) or marked >= 0.5 * len(both) or len(names) <= 0.5 * len(both)

    def _add(self, row: LogicalRow, number: str, columns: Columns) -> None:
        cell = row.cell(columns.activity)
        if self.last is not None and cell is self.last[0] and cell.text:
            self._more_terms(row, columns)
            return
        paras = cell.paras
        group_cell = row.cell(columns.group)
        if not cell.text and group_cell.text:
            paras = group_cell.paras
        elif not cell.text:
            texts = [row.text(c) for c in row.filled() if c not in (columns.stage, columns.number)]
            if texts:
                self.warnings.append(
                    Warning(str(row.place), f"Не понято, к чему относится: «{' | '.join(texts)[:200]}».")
                )
            return
        points = split_points(paras)
        groups = groups_for(points, group_cell) if cell.text else [("", False)] * len(points)
        stage = self._stage()
        terms = for_points(row, columns.terms, points, looks_like_term)
        if columns.months:
            terms = [(marked_months(row, columns.months), False)] * len(points)
        people = for_points(row, columns.responsible, points, looks_like_person)
        results = [(joined(row, columns.result), False)] * len(points)
        made: list[RawActivity] = []
        for at, point in enumerate(points):
            title = title_of(re.sub(r"^\d{1,2}(?:\.\d{1,2})+[.)]?\s+", "", point.text) if number else point.text)
            if not title:
                continue
            group, is_point = groups[at] if groups[at][0] else (point.group, point.group_is_point)
            activity = RawActivity(
                title,
                number=number if len(points) == 1 else "",
                group=group or self.group,
                group_is_point=is_point,
                terms=terms[at][0],
                responsible=people[at][0],
                result=results[at][0],
                context=row.text(columns.goal) if columns.goal >= 0 else "",
                own_result=len(points) == 1,
                place=row.place,
            )
            if columns.detail >= 0:
                activity.context = f"{activity.context} {row.text(columns.detail)}".strip()
            if terms[at][1]:
                activity.doubts.append(Doubt("terms", "Сроки в одной ячейке отнесены к мероприятиям по порядку."))
            if people[at][1]:
                activity.doubts.append(
                    Doubt("responsible", "Ответственные в одной ячейке отнесены к мероприятиям по порядку.")
                )
            made.append(activity)
        if len(made) > 1:
            for activity in made:
                activity.doubts.append(Doubt("title", f"Ячейка разделена на мероприятия: {len(made)}."))
        stage.activities += made
        self.last = (cell, made)

    def _more_terms(self, row: LogicalRow, columns: Columns) -> None:
        """One act over several rows (a merged cell) with a term in each."""
        assert self.last is not None
        for activity in self.last[1]:
            for role, sources in (
                ("terms", columns.terms),
                ("responsible", columns.responsible),
                ("result", columns.result),
            ):
                text, old = joined(row, sources), getattr(activity, role)
                if text and text not in old:
                    setattr(activity, role, f"{old}; {text}" if old else text)

    def _is_group_row(self, row: LogicalRow, number: str, following: str, columns: Columns) -> bool:
        own = any(row.text(c) and row.cells[c] is not row.cell(columns.activity) for c in columns.terms)
        return bool(number) and following.startswith(number + ".") and not own

    @staticmethod
    def _numbers_count_points(rows: list[LogicalRow], numbers: list[str], columns: Columns) -> bool:
        """Whether the number column counts activities and not stages, where stages have a column."""
        if columns.stage < 0:
            return True
        if any("." in number for number in numbers):
            return True
        seen: set[int] = set()
        above = ""
        extra = 0
        for row, number in zip(rows, numbers, strict=True):
            cell = row.cell(columns.stage)
            new = bool(cell.text) and id(cell) not in seen and cell.text != above
            above = cell.text or above
            seen.add(id(cell))
            extra += bool(number) and not new and row.cell(columns.number).text != ""
        return extra > 0


def _same(left: str, right: str) -> bool:
    def plain(text: str) -> str:
        return re.sub(r"\W", "", text.lower())

    return bool(plain(left)) and plain(left) == plain(right)
