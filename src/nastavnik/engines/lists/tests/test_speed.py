"""5 000 rows must be read while a person waits."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from nastavnik.engines.lists import read_people

from .dirty import Maker


class _Endless(set[str]):
    """Lets the maker repeat names: five thousand different ones are not needed here."""

    def __contains__(self, item: object) -> bool:
        return False


@pytest.mark.slow
def test_five_thousand_rows_take_at_most_two_seconds() -> None:
    maker = Maker(3, rows=5000)
    maker.taken = _Endless()
    made = maker.make()
    times = []
    for _ in range(2):
        started = time.process_time()
        found = read_people(made.data, made.filename, today=dt.date(2026, 11, 21))
        times.append(time.process_time() - started)
    assert len(found.people) == 5000
    assert min(times) <= 2.0
