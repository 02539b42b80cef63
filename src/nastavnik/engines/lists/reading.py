"""`read_people`: a file of any supported kind to a PeopleList. Source of the rules: people_lists.md."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
from collections.abc import Iterator, Mapping
from typing import Any

from nastavnik.engines.limits import check_container, run_limited
from nastavnik.engines.russian.folding import fold

from .drafts import Draft, Settings
from .errors import MappingError
from .limits import MAX_COLUMNS
from .model import FIELDS, Name, PairRow, PeopleList, PersonRow, Problem
from .moved import Moved
from .pairs import PairReader
from .people import RowReader
from .plan import Plan, make_plan
from .shapes import NO_HEADING, BodyRow, Table
from .sheets import Book, read_book
from .table import read_tables

KINDS = frozenset({"xlsx", "xls", "ods", "docx", "odt", "pdf", "html", "csv", "tsv", "txt", "md"})


def read_people(
    data: bytes, filename: str, mapping: Mapping[str, str] | None = None, today: dt.date | None = None
) -> PeopleList:
    """Read a list of people from a file.

    `mapping`: corrections of columns, header as written → field (model.FIELDS); it overrides what was recognised.
    `today`: the day that «later than today» and two-digit years are measured by; give the organisation's own
    (the machine's otherwise). Raises ListUnreadable, ListTooBig, MappingError, and FileRefused of `engines.limits`.
    """
    kind = check_container(data, filename, allowed=KINDS)
    with _without_pauses():
        return _read(read_book(data, kind), mapping or {}, today or dt.date.today())


@contextlib.contextmanager
def _without_pauses() -> Iterator[None]:
    """No search for cyclic garbage: a list makes thousands of values and no cycle, the searches took a quarter of its time.

    What other threads leave behind is found a moment later.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def read_pasted(text: str, mapping: Mapping[str, str] | None = None, today: dt.date | None = None) -> PeopleList:
    """Read pasted or typed rows: one person a line, cells apart by tabs, semicolons or commas; as `read_people`."""
    return _read(read_book(text.encode("utf-8"), "txt"), mapping or {}, today or dt.date.today())


def read_people_limited(
    data: bytes,
    filename: str,
    mapping: Mapping[str, str] | None = None,
    today: dt.date | None = None,
    *,
    seconds: float = 20.0,
    memory_mb: int = 300,
) -> PeopleList:
    """`read_people` in a process of its own with limits, for files from outside. Raises LimitError besides.

    300 MB hold the longest list that is read at all (50 000 rows) with everything that Python takes itself.
    """
    check_container(data, filename, allowed=KINDS)
    result: Any = run_limited(
        "nastavnik.engines.lists.reading:read_people",
        data,
        filename,
        dict(mapping or {}),
        today,
        seconds=seconds,
        memory_mb=memory_mb,
    )
    if not isinstance(result, PeopleList):
        raise TypeError(f"read_people gave {type(result).__name__}")
    return result


def _read(book: Book, mapping: Mapping[str, str], today: dt.date) -> PeopleList:
    _check_mapping(mapping)
    result = _Result()
    several = len(book.sheets) > 1
    for name in book.hidden:
        result.problems.append(
            Problem(0, "sheet", name, f"Лист «{name}» скрыт и не прочитан: откройте его, если люди с него нужны.")
        )
    for sheet in book.sheets:
        if sheet.cut:
            message = f"Столбцов больше {MAX_COLUMNS}: прочитаны первые {MAX_COLUMNS}, уберите лишние или перенесите нужные левее."
            result.problems.append(Problem(0, "column", "", message, sheet.name if several else ""))
        settings = Settings(today, book.epoch, sheet.name if several else "")
        for table in read_tables(sheet, mapping):
            _read_table(table, settings, result)
    _tell_duplicates(result)
    if not result.people and not any(problem.field == "last" for problem in result.problems):
        result.problems.append(
            Problem(0, "last", "", "Людей в файле не найдено: нужна таблица со столбцом «ФИО» или «Фамилия».")
        )
    return PeopleList(result.columns, tuple(result.people), tuple(result.pairs), tuple(result.problems))


class _Result:
    def __init__(self) -> None:
        self.columns: dict[str, str] = {}
        self.people: list[PersonRow] = []
        self.pairs: list[PairRow] = []
        self.problems: list[Problem] = []
        self.of_pairs: set[int] = set()


def _check_mapping(mapping: Mapping[str, str]) -> None:
    for header, field in mapping.items():
        if field not in FIELDS:
            raise MappingError(f"Столбцу «{header}» назначено неизвестное поле «{field}»: выберите поле из списка.")


def _read_table(table: Table, settings: Settings, result: _Result) -> None:
    plan = make_plan(table)
    if not plan.people and (not table.header_row or not table.rows):
        return
    if table.moved is not None:
        _read_moved(table, table.moved, plan, settings, result)
        return
    _read_planned(table, plan, settings, result)


def _read_moved(table: Table, moved: Moved, plan: Plan, settings: Settings, result: _Result) -> None:
    """A table that was put together anew; its people, pairs and remarks get their places in the file."""
    if table.doubt:
        result.problems.append(Problem(0, "layout", "", table.doubt, settings.sheet))
    own = _Result()
    _read_planned(table, plan, settings, own)
    result.columns.update(own.columns)
    result.of_pairs.update(len(result.people) + place for place in own.of_pairs)
    result.people += map(moved.person, own.people)
    result.pairs += map(moved.pair, own.pairs)
    result.problems += map(moved.problem, own.problems)


def _read_planned(table: Table, plan: Plan, settings: Settings, result: _Result) -> None:
    for column in plan.columns:
        if column.header:
            result.columns[column.header] = column.public_field
        if column.field == "refused":
            result.problems.append(_refused(table.header_row, column.label, settings))
    if not plan.people:
        return
    if plan.pairs:
        people, pairs = PairReader(plan, settings, result.problems).read(table)
        result.of_pairs.update(range(len(result.people), len(result.people) + len(people)))
        result.people += people
        result.pairs += pairs
        return
    _read_list(table, plan, settings, result)


def _refused(row: int, header: str, settings: Settings) -> Problem:
    message = f"Столбец «{header}» не взят: эти сведения программе не нужны и не хранятся."
    return Problem(row, "column", header, message, settings.sheet)


def _read_list(table: Table, plan: Plan, settings: Settings, result: _Result) -> None:
    reader = RowReader(list(plan.columns), settings, result.problems)
    reader.learn_order(table.rows)
    pending: Draft | None = None  # a row of the parent may still follow
    above: BodyRow | None = None
    for row in table.rows:
        if table.continued and pending and above and row.number in table.continued:
            reader.read_more(row, above, pending)
            continue
        above = row
        draft = Draft(row.number, reader.read_plain_name(row))
        if draft.name is None:
            if pending and reader.read_representative_row(row, pending):
                continue
            if not reader.read_name(row, draft):
                continue
        reader.read(row, draft)
        if row.heading is not NO_HEADING:
            _take_heading(row, draft)
        if pending:
            result.people.append(pending.freeze(settings.sheet))
        pending = draft
    if pending:
        result.people.append(pending.freeze(settings.sheet))


def _take_heading(row: BodyRow, draft: Draft) -> None:
    """What the heading above says holds where the row itself says nothing."""
    for name in ("department", "group"):
        value = getattr(row.heading, name)
        if value and not draft.values.get(name):
            draft.values[name] = value
    if row.heading.role and not draft.roles:
        draft.roles.append(row.heading.role)


def _tell_duplicates(result: _Result) -> None:
    """The later of two rows with one name and no different birth date or group gets a problem; both stay."""
    seen: dict[tuple[str, ...], list[PersonRow]] = {}
    for place, person in enumerate(result.people):
        key = _key(person.name)
        others = seen.get(key)
        if others is None:
            seen[key] = [person]
            continue
        earlier = next((other for other in others[:_NAMESAKES] if _same(person, other)), None)
        if earlier and place not in result.of_pairs:
            where = f"в строке {earlier.row}" + (f" листа «{earlier.sheet}»" if earlier.sheet else "")
            message = f"Такой человек уже есть {where}: проверьте, не одна ли это запись."
            result.problems.append(Problem(person.row, "row", str(person.name), message, person.sheet, person.column))
        others.append(person)


#: Earlier people of one name that a row is compared with.
_NAMESAKES = 50


def _key(name: Name) -> tuple[str, ...]:
    """`name_key`, word by word: the words repeat in a list, so their folding is remembered."""
    last, first, middle = name
    last, first, middle = fold(last), fold(first), fold(middle)
    if (last + first + middle).isalpha():
        return tuple(sorted((last, first, middle) if middle else (last, first)))
    words = f"{last} {first} {middle}".replace(".", " ").replace("-", " ").split()
    return tuple(sorted(words))


def _same(left: PersonRow, right: PersonRow) -> bool:
    if left.birth_date and right.birth_date and left.birth_date != right.birth_date:
        return False
    return not (left.group and right.group and fold(left.group) != fold(right.group))
