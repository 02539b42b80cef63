"""Cards of people one under another: «ФИО: …», «Дата рождения: …» in lines, in two columns, in a grid, with blank labels above.

What belongs to one card becomes one row of a table whose headers are the labels; the table is then read as any other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .body_rows import Headings, is_furniture
from .contents import shows
from .headers import Column, recognise_path
from .label_lines import Entry, Loose, read_row
from .moved import Moved, Place
from .names import looks_like_name
from .shapes import NAME_FIELDS, BodyRow, HeadedColumn, Heading, Table
from .sheets import Cell
from .values import heading_group, heading_role

_NUMBER = re.compile(r"^\s*\d{1,4}\s*[.)]\s*")
#: The title of one card; who it is about, when the title says so.
_TITLE = re.compile(
    r"^\W*(?:карточк\w*|анкет\w*|профил\w*|сведени\w*|данные|участник\w*|резюме|визитк\w*|лист\w*|пара)\b.*$", re.I
)
_OF_ROLE = (
    (re.compile(r"наставляем|подопечн", re.I), "наставляемый"),
    (re.compile(r"наставни[кц]", re.I), "наставник"),
)
_BY_LOOK = ("email", "phone", "birth_date", "group", "department", "post")
#: Rows of a card at most; more labels without a person are no cards.
_SAMPLE = 80


@dataclass(slots=True)
class _Card:
    """One person, or a pair: the entries by header and the heading above; `mentee`: the row of the second name."""

    place: Place
    heading: Heading
    cells: dict[str, Cell] = field(default_factory=dict)
    section: str = ""
    last: str = ""
    mentee: int = 0


def read_cards(rows: list[list[Cell]], mapping: Mapping[str, str], start: Heading) -> Table | None:
    """The table that cards make, or None when the rows are no cards. `mapping`: corrections of labels."""
    if not _worth_while(rows, mapping):
        return None
    streams = _streams([one for at, row in enumerate(rows) for one in read_row(row, at, mapping)])
    streams = [_values_below(stream) for stream in streams]
    if not _are_cards(streams):
        return None
    several = len(streams) > 1
    maker = _Maker(mapping)
    cards = [card for stream in streams for card in maker.cards(stream, Headings(start), several)]
    cards.sort(key=lambda card: card.place)
    return maker.table(cards) if cards else None


def _worth_while(rows: list[list[Cell]], mapping: Mapping[str, str]) -> bool:
    """Whether the first rows hold labels at all; a long list of people is refused here."""
    filled = [(at, row) for at, row in enumerate(rows[: 3 * _SAMPLE]) if any(cell != "" for cell in row)][:_SAMPLE]
    labelled = sum(any(isinstance(one, Entry) for one in read_row(row, at, mapping)) for at, row in filled)
    return labelled >= 2 and labelled * 4 >= len(filled)


def _streams(found: list[Entry | Loose]) -> list[list[Entry | Loose]]:
    """One stream, or one for each column of cards where two names stand in one row."""
    rows: dict[int, list[Entry]] = {}
    for one in found:
        if isinstance(one, Entry) and one.meaning.field in NAME_FIELDS:
            rows.setdefault(one.row, []).append(one)
    lefts = {one.column for named in rows.values() if len({each.column for each in named}) > 1 for one in named}
    if len(lefts) < 2:
        return [found]
    streams: dict[int, list[Entry | Loose]] = {left: [] for left in sorted(lefts)}
    for one in found:
        left = max((left for left in lefts if left <= one.column), default=min(lefts))
        if isinstance(one, Loose) and not one.text:
            for stream in streams.values():
                stream.append(one)
        else:
            streams[left].append(one)
    return list(streams.values())


def _values_below(stream: list[Entry | Loose]) -> list[Entry | Loose]:
    """«ФИО», under it the name: where most labels stand alone, the text below is the value."""
    entries = [one for one in stream if isinstance(one, Entry)]
    if sum(one.value == "" for one in entries) * 2 <= len(entries):
        return stream
    result: list[Entry | Loose] = []
    for one in stream:
        before = result[-1] if result else None
        if isinstance(one, Loose) and one.text and isinstance(before, Entry) and before.value == "":
            result[-1] = before._replace(value=one.text)
        else:
            result.append(one)
    return result


def _is_name(one: Entry | Loose) -> bool:
    """A name in its own line, or the label of one; a noun («Обучающийся») is a label where a name stands behind it."""
    if isinstance(one, Loose):
        return looks_like_name(_NUMBER.sub("", one.text).split(",")[0])
    if one.meaning.field not in NAME_FIELDS:
        return False
    return not one.meaning.weak or looks_like_name(str(one.value).split(",")[0])


def _names_people(entries: list[Entry]) -> list[Entry]:
    """The entries that name the people of the cards: sure labels, nouns only where there are no others."""
    named = [one for one in entries if _is_name(one) and one.value != ""]
    return [one for one in named if not one.meaning.weak] or named


def _are_cards(streams: list[list[Entry | Loose]]) -> bool:
    """Names that are names, two known labels and more, and little beside them."""
    every = [
        one
        for stream in streams
        for one in stream
        if not isinstance(one, Loose) or (one.text and not is_furniture(one.text))
    ]
    entries = [one for one in every if isinstance(one, Entry)]
    known = {one.meaning.field for one in entries if one.sure and one.value != ""}
    names = _names_people(entries)
    if known <= {"mentor", "mentee"}:
        return False  # «Наставник: …» in each line: a list with roles
    if names:
        whole = [one for one in names if one.meaning.field != "last"]
        true = sum(looks_like_name(str(one.value).split(",")[0]) for one in whole)
        if true * 2 < len(whole) or len(known) < 2:
            return False
    elif not any(map(_is_name, every)) or not known:
        return False
    return len(entries) * 2 >= len(every)


class _Maker:
    """Makes cards of streams; the headers of all cards are kept together."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self.mapping = mapping
        self.columns: dict[str, Column] = {}
        self.first: dict[str, int] = {}

    def cards(self, stream: list[Entry | Loose], context: Headings, several: bool) -> Iterator[_Card]:
        """The cards of one stream in their order."""
        starter = _starter(stream)
        alone = {id(one) for one in _lone(stream)} if starter else set()
        card: _Card | None = None
        blank = True
        for place, one in enumerate(stream):
            if isinstance(one, Loose) and not one.text:
                blank = True
                if card:
                    card.section = ""
                continue
            starts = _is_name(one) if not starter else isinstance(one, Entry) and one.label.lower() in starter
            if starts and (not card or not isinstance(one, Entry) or self._again(card, one)):
                if card:
                    yield card
                card = _Card(Place(one.row + 1, one.column + 1 if several else 0), context.heading)
            if isinstance(one, Loose):
                if starts and card:
                    self._take_name(card, one)
                elif not _take_heading(one.text, context, blank or not card):
                    card = self._loose(card, one, stream, place)
            elif not card or id(one) in alone:
                if one.meaning.field in {"group", "department", "roles"} and one.value != "":
                    context.take(str(one.value))
            else:
                self._take(card, one)
            blank = False
        if card:
            yield card

    def _again(self, card: _Card, one: Entry) -> bool:
        """Whether the label begins the next card: it, or what it says, stands in this one already."""
        return any(self.columns[shown] == one.meaning for shown in card.cells) or one.label in card.cells

    def _take_name(self, card: _Card, one: Loose) -> None:
        name, _, rest = _NUMBER.sub("", one.text).partition(",")
        self._put(card, "", "full_name", name.strip(), one.row)
        for piece in rest.split(","):
            if piece.strip():
                self._by_look(card, piece.strip(), one.row)

    def _loose(self, card: _Card | None, one: Loose, stream: list[Entry | Loose], place: int) -> _Card | None:
        """A text without a label inside a card: more of the value above, or a value that shows itself."""
        if card is None or _TITLE.match(one.text) or not re.search(r"\w", one.text) or is_furniture(one.text):
            return card
        above = stream[place - 1] if place else None
        below = isinstance(above, Entry) and above.row < one.row and isinstance(above.value, str)
        if below and card.last and not one.text[:1].isupper():
            card.cells[card.last] = f"{card.cells[card.last]} {one.text}".strip()
        else:
            self._by_look(card, one.text, one.row)
        return card

    def _by_look(self, card: _Card, text: str, row: int) -> None:
        look = next((name for name in _BY_LOOK if shows(name, [text]) == 1.0), "extra")
        self._put(card, "", look, text, row)

    def _take(self, card: _Card, one: Entry) -> None:
        path: tuple[str, ...] = (one.label,)
        meaning = one.meaning
        if one.value == "":
            # «Законный представитель:» over labels of its own
            card.section = one.label if meaning.field == "representative" or not one.sure else card.section
            return
        if card.section:
            path = (card.section, one.label)
            meaning = recognise_path(path)
        header = " / ".join(path)
        shown, count = header, 1
        while shown in card.cells:
            count += 1
            shown = f"{header} ({count})"
        parent = next((kept for kept in card.cells if self.columns[kept].field == "representative"), "")
        if count > 1 and parent and meaning.field in {"phone", "email"} and not meaning.owner:
            meaning = replace(recognise_path((parent, one.label)), relation=self.columns[parent].relation)
        if shown in self.mapping:
            meaning = replace(meaning, field=self.mapping[shown], recognised=True)
        self._keep(card, shown, meaning, one.value, one.row)

    def _put(self, card: _Card, label: str, name: str, value: str, row: int) -> None:
        key = f"\0{label}{name}"
        if key in card.cells:
            card.cells[key] = f"{card.cells[key]}; {value}"
        else:
            self._keep(card, key, Column(name), value, row)

    def _keep(self, card: _Card, shown: str, meaning: Column, value: Cell, row: int) -> None:
        card.cells[shown] = value
        card.last = shown
        if meaning.field in NAME_FIELDS and not any(
            self.columns[kept].field in NAME_FIELDS for kept in card.cells if kept in self.columns and kept != shown
        ):
            card.place = Place(row + 1, card.place.column)
        if meaning.field == "mentee":
            card.mentee = row + 1
        self.columns.setdefault(shown, meaning)
        self.first.setdefault(shown, row + 1)

    def table(self, cards: list[_Card]) -> Table:
        """One row for each card."""
        headed = tuple(
            HeadedColumn(i, "" if shown.startswith("\0") else shown, meaning)
            for i, (shown, meaning) in enumerate(self.columns.items())
        )
        body = tuple(
            BodyRow(i + 1, [card.cells.get(shown, "") for shown in self.columns], card.heading)
            for i, card in enumerate(cards)
        )
        pairs = any(card.mentee for card in cards)
        mentees = tuple(card.mentee or card.place.row for card in cards) if pairs else ()
        return Table(1, headed, body, moved=Moved(tuple(card.place for card in cards), self.first, mentees))


def _starter(stream: list[Entry | Loose]) -> frozenset[str]:
    """Labels (small letters) that begin a card: the very first one if it comes with each name, else the name's; none
    when names stand without a label."""
    entries = [one for one in stream if isinstance(one, Entry)]
    people = _names_people(entries)
    names = Counter(one.label.lower() for one in people)
    if not names:
        return frozenset()
    first = entries[0].label.lower()
    lone = {id(one) for one in _lone(stream)}
    if any(id(one) in lone for one in entries if one.label.lower() == first):
        return frozenset(names)
    if first not in names and Counter(one.label.lower() for one in entries)[first] * 10 >= 8 * sum(names.values()) > 8:
        return frozenset({first})
    members = {one.meaning.field for one in people}
    if {"mentor", "mentee"} <= members or ({"mentor"} <= members and "full_name" in members):
        return frozenset({next(iter(names))})  # a card of a pair
    return frozenset(names)


def _lone(stream: list[Entry | Loose]) -> Iterator[Entry]:
    """Entries between two blank lines: «Группа: ТМ-21» over the cards of a group."""
    blank = Loose(0, 0, "")
    for place, one in enumerate(stream):
        around = (stream[place - 1] if place else blank, stream[place + 1] if place + 1 < len(stream) else blank)
        if (
            isinstance(one, Entry)
            and not _is_name(one)
            and all(isinstance(beside, Loose) and not beside.text for beside in around)
        ):
            yield one


def _take_heading(text: str, context: Headings, apart: bool) -> bool:
    """«Наставники», «Карточка наставника» over a card; `apart`: behind a blank line also «Группа ТМ-21»."""
    if _TITLE.match(text):
        role = next((word for pattern, word in _OF_ROLE if pattern.search(text)), "")
        if role:
            context.take(role)
        return True
    if heading_role(text) or (apart and heading_group(text)):
        context.take(text)
        return True
    return False
