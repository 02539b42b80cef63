"""What banks must know of pairs, which live above them: pairs give a function here."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PairFact:
    """A living or finished pair of the school year. `takes_place`: it takes one of the mentor's places now."""

    mentor_id: uuid.UUID
    mentee_id: uuid.UUID
    form: str
    takes_place: bool
    ends_on: dt.date | None = None
    result: str = ""


PairSource = Callable[[uuid.UUID], Sequence[PairFact]]
_source: PairSource | None = None


def set_pairs(source: PairSource) -> None:
    """`source(program_year_id)` gives the pairs of the year in a bounded number of queries."""
    global _source
    _source = source


def pairs_of(program_year_id: uuid.UUID) -> Sequence[PairFact]:
    return _source(program_year_id) if _source is not None else ()


def load_of(program_year_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many places of each mentor are taken."""
    load: dict[uuid.UUID, int] = {}
    for pair in pairs_of(program_year_id):
        if pair.takes_place:
            load[pair.mentor_id] = load.get(pair.mentor_id, 0) + 1
    return load
