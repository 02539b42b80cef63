"""Reading people lists: how much of an own corpus is read right, and the time of 5 000 rows against calamine alone.

The corpus is layouts × seeds (see the tests of `engines/lists`); a third of it is kept apart from the work on the
reader. `--faults` prints what was read otherwise in the open part. `python bench/reading_lists.py [--faults]`
"""

from __future__ import annotations

import datetime as dt
import io
import statistics
import sys
import time
from collections.abc import Callable

import openpyxl
from python_calamine import CalamineWorkbook

from nastavnik.engines.limits import check_container
from nastavnik.engines.lists import read_people
from nastavnik.engines.lists.sheets import read_book
from nastavnik.engines.lists.table import read_tables
from nastavnik.engines.lists.tests.corpus import KEPT, OPEN, TODAY, Made, by_hand, lists
from nastavnik.engines.lists.tests.corpus.people import Writer
from nastavnik.engines.lists.tests.corpus.score import measure

GOALS = {"fields": 0.99, "rows": 0.97}
ROUNDS = 5


def report(title: str, corpus: list[Made], known: bool) -> None:
    """Shares of one part of the corpus beside their goals."""
    score = measure(corpus)
    print(f"{title}: {len(corpus)} lists, {score.total['rows']} people")
    for sort in ("fields", "rows", "columns", "problems", "pairs"):
        goal = f"   goal {GOALS[sort]:.2f}" if sort in GOALS else ""
        print(f"  {sort:<9}{score.right[sort]:>6} of {score.total[sort]:<6}{score.share(sort):>8.4f}{goal}")
    if "--faults" in sys.argv and known:
        print("\n".join(f"    {fault}" for fault in score.faults))


def large_list(rows: int) -> bytes:
    """A workbook of `rows` students with eight columns."""
    writer = Writer("large")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Список")
    sheet.append(["№", "ФИО", "Группа", "Дата рождения", "Телефон", "E-mail", "Родитель", "Телефон родителя"])
    people = [writer.person() for _ in range(2500)]
    for number in range(1, rows + 1):
        person, parent = people[number % 2500], people[number * 7 % 2500]
        day = dt.datetime(2007, 1, 1) + dt.timedelta(days=number % 900)
        _, cell = writer.group()
        sheet.append([
            number, f"{person.last} {person.first} {person.middle}", cell, day, writer.phone()[1], f"student.{number}@example.org",
            f"{parent.last} {parent.first} {parent.middle}", writer.phone()[1],
        ])  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def median(work: Callable[[], object]) -> float:
    """Median processor time of a few rounds, in seconds."""
    work()
    spent = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return statistics.median(spent)


def side_by_side(work: Callable[[], object], peer: Callable[[], object]) -> tuple[float, float]:
    """Median processor times of both in turns, so that a busy machine slows both alike."""
    work(), peer()
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(2 * ROUNDS):
        for each, times in zip((work, peer), spent, strict=True):
            begun = time.process_time()
            each()
            times.append(time.process_time() - begun)
    return statistics.median(spent[0]), statistics.median(spent[1])


def calamine_alone(data: bytes) -> None:
    """The peer: the cells of the file as Python values, without any meaning."""
    CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def stages(data: bytes, peer: float) -> None:
    """What each stage costs, in shares of the peer: the first two are the floor, the last one is names and values."""
    book = read_book(data, "xlsx")
    spent = {
        "guard": median(lambda: check_container(data, "list.xlsx")),
        "cells": median(lambda: read_book(data, "xlsx")),
        "rows": median(lambda: read_tables(book.sheets[0], {})),
    }
    print("  of it: " + ", ".join(f"{name} {took / peer:.2f}" for name, took in spent.items()))


def main() -> None:
    """Print both figures of the corpus and the ratio to the peer."""
    report("open part", list(lists(OPEN)), known=True)
    report("kept apart", list(lists(KEPT)), known=False)
    report("by hand (at first sight: fields 0.830, rows 0.479)", by_hand(apart=False), known=True)
    report("by hand, later (at first sight: fields 0.731, rows 0.531)", by_hand(apart=True), known=True)
    data = large_list(5000)
    own, peer = side_by_side(lambda: read_people(data, "list.xlsx", today=TODAY), lambda: calamine_alone(data))
    print(f"5 000 rows: {own:.2f} s, calamine alone {peer:.2f} s, ratio {own / peer:.1f}   goal 3.0")
    stages(data, peer)


if __name__ == "__main__":
    main()
