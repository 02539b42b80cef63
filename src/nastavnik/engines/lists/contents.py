"""Columns of a list without a header, told by what stands in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from itertools import pairwise

from nastavnik.engines.russian.firstnames import first_name_genders
from nastavnik.engines.russian.folding import fold
from nastavnik.engines.russian.gender import patronymic_gender

from .cells import is_placeholder, text_of
from .contacts import read_email, read_phone
from .dates import read_date
from .headers import Column
from .names import looks_like_name
from .sheets import Cell
from .values import is_group_code, read_experience, read_gender, read_roles

_POSTS = re.compile(
    r"преподавател|учител|мастер|методист|воспитател|педагог|директор|заведующ|психолог|тьютор|библиотекар|концертмейстер|"
    r"инструктор|лаборант|логопед|дефектолог|секретар|заместител|руководител|специалист|тренер|инженер|советник"
)
_DEPARTMENTS = re.compile(r"отделени|кафедр|комисси|\bотдел\b|подразделени|служба|\bцк\b|объединени|филиал|факультет")
_YEARS = re.compile(r"\b(?:стаж\w*|лет|год[а]?|г|мес\w*|полгода)\b", re.I)
_RELATIVE = re.compile(
    r"\s*\(?(мать|мама|отец|папа|бабушка|дедушка|опекун|законный представитель|родител[ьи])\b\W+[А-ЯЁ]", re.I
)
_ANY_DAY = dt.date(2100, 1, 1)
_EPOCH = dt.date(1899, 12, 30)


def guess_columns(rows: list[list[Cell]], width: int) -> dict[int, Column]:
    """Meaning by content for each column that shows one; a field is given to the column that shows it best."""
    sample = rows[:200]
    cells = {i: [row[i] for row in sample if i < len(row) and text_of(row[i])] for i in range(width)}
    found: dict[int, Column] = {}
    taken: set[str] = set()
    for field, test in _TESTS:
        best = max(
            ((_share(values, test), -i) for i, values in cells.items() if i not in found and values), default=(0.0, 0)
        )
        if best[0] >= 0.6 and field not in taken:
            found[-best[1]] = Column(field)
            taken.add(field)
    if "full_name" not in taken:
        _three_columns(cells, found)
    return found


def of_department(text: str) -> bool:
    """Whether the text names a part of an organisation by its usual word: «отделение», «кафедра», «отдел»."""
    return bool(_DEPARTMENTS.search(fold(text)))


def shows(field: str, values: list[Cell]) -> float:
    """The share of the cells that look like values of the field, 0.0 for fields without a look of their own."""
    test = _BY_FIELD.get(field)
    return _share([value for value in values if text_of(value)], test) if test else 0.0


def _share(values: list[Cell], test: Callable[[Cell], bool]) -> float:
    real = [value for value in values if not is_placeholder(text_of(value))]
    return sum(test(value) for value in real) / len(real) if real else 0.0


def _is_date(cell: Cell) -> bool:
    if isinstance(cell, int | float):
        return False
    return read_date(cell, _ANY_DAY, _EPOCH) is not None


def _is_number(cell: Cell) -> bool:
    return bool(re.fullmatch(r"\d{1,4}[.)]?", text_of(cell)))


_TESTS: tuple[tuple[str, Callable[[Cell], bool]], ...] = (
    ("representative", lambda cell: bool(_RELATIVE.match(text_of(cell)))),
    ("email", lambda cell: "@" in text_of(cell) and bool(read_email(cell).value)),
    ("phone", lambda cell: bool(read_phone(cell).value)),
    ("birth_date", _is_date),
    ("full_name", lambda cell: looks_like_name(text_of(cell))),
    ("gender", lambda cell: bool(read_gender(text_of(cell)))),
    ("group", lambda cell: is_group_code(text_of(cell)) and not _is_number(cell)),
    ("department", lambda cell: bool(_DEPARTMENTS.search(fold(text_of(cell))))),
    ("post", lambda cell: bool(_POSTS.search(fold(text_of(cell))))),
    ("roles", lambda cell: bool(read_roles(text_of(cell))[0])),
    ("experience_years", lambda cell: bool(_YEARS.search(text_of(cell))) and read_experience(cell) is not None),
    ("number", _is_number),
)


def counts_rows(values: list[Cell]) -> bool:
    """Whether the cells are the numbers of rows: 1, 2, 3 …, perhaps begun anew under a heading."""
    if len(values) < 2 or not all(map(_is_number, values)):
        return False
    numbers = [int(text_of(value).strip(".)")) for value in values]
    steps = sum(after - before == 1 or after == 1 for before, after in pairwise(numbers))
    return numbers[0] <= 1 and steps * 10 >= 8 * (len(numbers) - 1)


_BY_FIELD = dict(_TESTS)


def _three_columns(cells: dict[int, list[Cell]], found: dict[int, Column]) -> None:
    """Surname, first name, patronymic apart: the patronymics show themselves, first names stand beside them."""

    def share(index: int, test: Callable[[str], bool]) -> float:
        values = [text_of(cell) for cell in cells.get(index, [])]
        return sum(test(value) for value in values) / len(values) if values else 0.0

    free = [i for i in cells if i not in found and cells[i]]
    first = max(free, key=lambda i: share(i, lambda text: bool(first_name_genders(text))), default=None)
    if first is None or share(first, lambda text: bool(first_name_genders(text))) < 0.6:
        return
    middles = [i for i in free if i != first and share(i, lambda text: bool(patronymic_gender(text))) >= 0.6]
    rest = [i for i in (first - 1, first + 1, first + 2) if i in free and i not in middles]
    lasts = [i for i in rest if share(i, lambda text: bool(re.fullmatch(r"[^\W\d_][^\W\d_' -]*", text))) >= 0.8]
    if not lasts:
        return
    found[first] = Column("first")
    found[lasts[0]] = Column("last")
    if middles:
        found[middles[0]] = Column("middle")
