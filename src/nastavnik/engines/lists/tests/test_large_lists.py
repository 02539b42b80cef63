"""A list of a whole region's college: every row is read, none is cut away. How fast is told by `bench/reading_lists.py`."""

from __future__ import annotations

import datetime as dt

from nastavnik.engines.lists import read_people

from .dirty import Maker


class _Endless(set[str]):
    """Lets the maker repeat names: five thousand different ones are not needed here."""

    def __contains__(self, item: object) -> bool:
        return False


def test_five_thousand_rows_are_all_read() -> None:
    maker = Maker(3, rows=5000)
    maker.taken = _Endless()
    made = maker.make()
    found = read_people(made.data, made.filename, today=dt.date(2026, 11, 21))
    assert [person.row for person in found.people] == [person["row"] for person in made.people]
