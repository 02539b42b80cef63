"""Where people of a rearranged table stand in the file: cards, turned tables, lists side by side, pairs in lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .model import PairRow, PersonRow, Problem


class Place(NamedTuple):
    """Row and column from 1 in the file; column 0 where a row holds one person only."""

    row: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """`places[i]`: where row i + 1 of the table stands in the file, `mentees[i]`: where its second name does.

    `headers`: the row (from 1) where each label stands first.
    """

    places: tuple[Place, ...]
    headers: Mapping[str, int] = field(default_factory=dict)
    mentees: tuple[int, ...] = ()

    def person(self, person: PersonRow) -> PersonRow:
        """The person where the file has it."""
        row, column = self.places[person.row - 1]
        if self.mentees and "mentor" not in person.roles:
            row = self.mentees[person.row - 1]
        return person._replace(row=row, column=column)

    def pair(self, pair: PairRow) -> PairRow:
        """The pair where its second name stands."""
        rows = self.mentees or tuple(place.row for place in self.places)
        return replace(pair, row=rows[pair.row - 1])

    def problem(self, problem: Problem) -> Problem:
        """The remark in the row of its person, or in the row of its label."""
        if problem.field == "column":
            return replace(problem, row=self.headers.get(problem.value, problem.row))
        if not 0 < problem.row <= len(self.places):
            return problem
        row, column = self.places[problem.row - 1]
        return replace(problem, row=row, column=column)
