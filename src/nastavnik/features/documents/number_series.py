"""Numbers of many documents at once, on plain values: a series from the first one, and what is wrong with typed rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nastavnik.features.documents.rules import BadNumber, period_of, read_number

DIGITS = re.compile(r"\d+")


def series(first: str, count: int, *, last_part: bool = False) -> list[str]:
    """`count` numbers that follow each other: «45-п» → 45-п, 46-п …; what stands around the count is kept.

    `last_part`: the last number grows («12/3-к» → 12/3-к, 12/4-к), else the first one (12/3-к, 13/3-к). Leading zeros
    stay. Raises BadNumber.
    """
    text = read_number(first).text
    found = list(DIGITS.finditer(text))[-1 if last_part else 0]
    width = len(found.group()) if found.group().startswith("0") else 1
    start = int(found.group())
    return [f"{text[: found.start()]}{start + step:0{width}}{text[found.end() :]}" for step in range(count)]


@dataclass(frozen=True, slots=True)
class Taken:
    """A number that already stands in the register."""

    text: str
    order: int
    on: dt.date | None
    title: str


@dataclass(slots=True)
class NumberRow:
    """One typed row. `errors` stop the whole; `warnings` are facts worth a look (a gap, a date that goes back)."""

    key: str
    number: str
    on: dt.date | None
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def check(
    rows: Sequence[NumberRow],
    *,
    restarts: str,
    taken: Mapping[str, Sequence[Taken]],
    today: dt.date,
    given: bool = False,
) -> None:
    """Mark what is wrong in rows of one register. `taken`: numbers of the register by period.

    `given`: the register is kept in the system, an empty number is given by it.
    """
    seen: dict[tuple[str, str], str] = {}
    known: dict[str, list[tuple[int, dt.date | None]]] = {
        period: [(one.order, one.on) for one in numbers] for period, numbers in taken.items()
    }
    for row in rows:
        if row.on is None:
            row.errors.append("Нет даты с подписанного листа.")
        elif row.on > today:
            row.errors.append("Дата ещё не наступила.")
        if given and not row.number.strip():
            continue
        try:
            number = read_number(row.number)
        except BadNumber as error:
            row.errors.append(str(error))
            continue
        if row.on is None:
            continue
        period = period_of(restarts, row.on)
        holder = next((one for one in taken.get(period, ()) if one.text == number.text), None)
        if holder is not None:
            row.errors.append(f"Номер {number.text} уже занят: «{holder.title}».")
        elif (period, number.text) in seen:
            row.errors.append(f"Номер {number.text} стоит в списке дважды.")
        seen.setdefault((period, number.text), row.key)
        _compare(row, number.order, known.setdefault(period, []))


def _compare(row: NumberRow, order: int, known: list[tuple[int, dt.date | None]]) -> None:
    """Gaps before the number and dates that go back, against the register and the rows above."""
    below = [one for one in known if one[0] < order]
    above = [one for one in known if one[0] > order]
    if below and order % 1000 == 0:
        last = max(one[0] for one in below) // 1000
        missing = order // 1000 - last - 1
        if missing > 0:
            span = f"{last + 1}" if missing == 1 else f"{last + 1}–{order // 1000 - 1}"
            row.warnings.append(f"Пропущено: {span}.")
    dates = [one[1] for one in below if one[1]]
    if row.on and dates and max(dates) > row.on:
        row.warnings.append(f"Дата раньше, чем у меньшего номера ({max(dates):%d.%m.%Y}).")
    later = [one[1] for one in above if one[1]]
    if row.on and later and min(later) < row.on:
        row.warnings.append(f"Дата позже, чем у большего номера ({min(later):%d.%m.%Y}).")
    known.append((order, row.on))
