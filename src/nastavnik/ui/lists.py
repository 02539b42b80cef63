"""Pages with a list: filters, order, page and export read from the address by an allow-list.

    PAIRS = ListSpec(
        filters=(
            Search("q", "Найти человека", lambda rows, text: rows.filter(search__contains=text)),
            Choice("form", "Форма", FORMS, lambda rows, code: rows.filter(form=code), every="Все формы"),
            Flag("mine", "Только мои", lambda rows: rows.filter(curator=me)),
        ),
        sorts=(Sort("name", "mentor__last_name", "pk"), Sort("meetings", "meetings", "pk", descending=True)),
        words="пара,пары,пар",
    )
    page = PAIRS.read(request.GET, queryset)

Whatever stands in the address that is not declared (unknown names, bad values, huge pages, repeated or nested
parameters) is ignored: an address never breaks a page and never reaches the ORM as a name of a field.
`rows` may be a queryset or any sequence; `Sort` fields are names of the ORM for a queryset and a key function for a
sequence. Page numbers beyond the end show the last page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError

from nastavnik.ui.forms import read_date
from nastavnik.ui.text import count_phrase, number_phrase

PAGE_SIZE = 50
# Longer texts are never a name or a number of a document; they only cost time.
LONGEST_TEXT = 100
EXPORTS = ("xlsx",)


@dataclass(frozen=True, slots=True)
class Search:
    """A line of text. Control characters are dropped, the text is cut to 100 characters."""

    name: str
    label: str
    narrow: Callable[[Any, str], Any]

    kind = "search"

    def read(self, raw: str) -> str:
        return "".join(char for char in raw if char.isprintable()).strip()[:LONGEST_TEXT]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of declared values; `choices` are (value, label). `every` is the label of «no filter»."""

    name: str
    label: str
    choices: Sequence[tuple[Any, str]] | Callable[[], Iterable[tuple[Any, str]]]
    narrow: Callable[[Any, Any], Any]
    every: str = "Все"

    kind = "choice"

    def options(self) -> list[tuple[Any, str]]:
        return list(self.choices() if callable(self.choices) else self.choices)

    def read(self, raw: str) -> Any:
        return next((value for value, _ in self.options() if str(value) == raw), None)


@dataclass(frozen=True, slots=True)
class Flag:
    """A tick."""

    name: str
    label: str
    narrow: Callable[[Any], Any]

    kind = "flag"

    def read(self, raw: str) -> bool:
        return raw == "1"


@dataclass(frozen=True, slots=True)
class Day:
    """A date; anything that is not a date is no filter."""

    name: str
    label: str
    narrow: Callable[[Any, dt.date], Any]

    kind = "date"

    def read(self, raw: str) -> dt.date | None:
        try:
            return read_date(raw) if raw else None
        except ValidationError:
            return None


Filter = Search | Choice | Flag | Day


class Sort:
    """An order of the list. `by`: ORM names (without a sign) or one key function for plain sequences."""

    def __init__(self, key: str, *by: str | Callable[[Any], Any], descending: bool = False) -> None:
        self.key = key
        self.by = by
        self.descending = descending

    def apply(self, rows: Any, reverse: bool) -> Any:
        reverse ^= self.descending
        if callable(self.by[0]):
            return sorted(rows, key=self.by[0], reverse=reverse)
        sign = "-" if reverse else ""
        return rows.order_by(*(f"{sign}{name}" for name in self.by))


@dataclass(frozen=True, slots=True)
class Control:
    """What the bar of filters draws."""

    name: str
    label: str
    kind: str
    value: Any
    options: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a column draws: the address of its order, and the order when it is the current one."""

    query: str
    direction: str


class ListPage:
    """One page of a list. Iterate it for the rows; `all_rows` are the narrowed and ordered rows for an export."""

    def __init__(self, spec: ListSpec, values: dict[str, Any], order: str, reverse: bool, rows: Any) -> None:
        self.spec, self.values, self.order, self.reverse = spec, values, order, reverse
        self.all_rows = rows
        self.total: int = rows.count() if hasattr(rows, "query") else len(rows)
        self.pages = max(1, -(-self.total // spec.size))
        self.number = 1
        self.export = ""

    @property
    def rows(self) -> list[Any]:
        start = (self.number - 1) * self.spec.size
        return list(self.all_rows[start : start + self.spec.size])

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return min(self.spec.size, max(0, self.total - (self.number - 1) * self.spec.size))

    @property
    def narrowed(self) -> bool:
        return any(value not in (None, "", False) for value in self.values.values())

    @property
    def words(self) -> str:
        """«20 пар», «Показаны 51–100 из 208»."""
        if self.pages == 1:
            every = count_phrase(self.total, self.spec.words)
            return f"Нашлось: {number_phrase(self.total)}" if self.narrowed else every
        first = (self.number - 1) * self.spec.size + 1
        last = first + len(self) - 1
        return f"Показаны {first}–{last} из\u00a0{number_phrase(self.total)}"

    @property
    def controls(self) -> list[Control]:
        drawn = []
        for item in self.spec.filters:
            value = self.values[item.name]
            shown = value.isoformat() if isinstance(value, dt.date) else "" if value is None else value
            options: list[tuple[str, str]] = []
            if isinstance(item, Choice):
                options = [("", item.every), *((str(code), label) for code, label in item.options())]
                shown = str(shown)
            drawn.append(Control(item.name, item.label, item.kind, shown, options))
        return drawn

    def _pairs(self, with_filters: bool = True, with_order: bool = True, **extra: Any) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = []
        if with_filters:
            for name, value in self.values.items():
                if value not in (None, "", False):
                    pairs.append((name, "1" if value is True else str(value)))
        if with_order and self.order and (self.order, self.reverse) != (self.spec.first_order, False):
            pairs.append(("sort", f"-{self.order}" if self.reverse else self.order))
        return pairs + [(name, str(value)) for name, value in extra.items()]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Hidden inputs of the bar of filters: the order survives a new filter, the page number does not."""
        return self._pairs(with_filters=False)

    def query(self, **extra: Any) -> str:
        return f"?{urlencode(self._pairs(**extra))}"

    @property
    def reset_query(self) -> str:
        return f"?{urlencode(self._pairs(with_filters=False))}"

    @property
    def next_query(self) -> str:
        return self.query(page=self.number + 1)

    @property
    def previous_query(self) -> str:
        return self.query(page=self.number - 1)

    @property
    def export_query(self) -> str:
        return self.query(export="xlsx")

    def header(self, key: str) -> Header:
        """For a column: pressing the current one turns its order round. Unknown keys raise: a mistake of ours."""
        sort = self.spec.sort(key)
        if sort is None:
            raise KeyError(key)
        current = key == self.order
        descending = self.reverse ^ sort.descending
        pairs = self._pairs(with_order=False)
        pairs.append(("sort", f"-{key}" if current and not self.reverse else key))
        direction = ("descending" if descending else "ascending") if current else ""
        return Header(f"?{urlencode(pairs)}", direction)


@dataclass(frozen=True, slots=True)
class ListSpec:
    """What a list page understands. The first sort is the usual order. `words`: forms of what is counted."""

    filters: Sequence[Filter] = ()
    sorts: Sequence[Sort] = ()
    size: int = PAGE_SIZE
    words: str = "строка,строки,строк"

    @property
    def first_order(self) -> str:
        return self.sorts[0].key if self.sorts else ""

    def sort(self, key: str) -> Sort | None:
        return next((item for item in self.sorts if item.key == key), None)

    def read(self, query: Mapping[str, Any], rows: Any) -> ListPage:
        """Narrow, order and cut `rows` as `query` (request.GET) asks."""
        values: dict[str, Any] = {}
        for item in self.filters:
            value: Any = item.read(_text(query, item.name))
            values[item.name] = value
            if value in (None, "", False):
                continue
            rows = item.narrow(rows) if isinstance(item, Flag) else item.narrow(rows, value)
        raw = _text(query, "sort")
        sort = self.sort(raw.removeprefix("-"))
        reverse = sort is not None and raw.startswith("-")
        sort = sort or (self.sorts[0] if self.sorts else None)
        if sort is not None:
            rows = sort.apply(rows, reverse)
        page = ListPage(self, values, sort.key if sort else "", reverse, rows)
        page.number = min(_page(_text(query, "page")), page.pages)
        wanted = _text(query, "export")
        page.export = wanted if wanted in EXPORTS else ""
        return page


def _text(query: Mapping[str, Any], name: str) -> str:
    """The last value of a parameter; anything that is not a text is none."""
    value = query.get(name, "")
    return value if isinstance(value, str) else ""


def _page(raw: str) -> int:
    return int(raw) if raw.isascii() and raw.isdigit() and 0 < len(raw) <= 6 and int(raw) > 0 else 1
