"""What becomes of each row of a list: pure comparison of rows with the cards there are.

Nothing is joined by itself where the names only look alike: such a row is a doubt and waits for a person (T080).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nastavnik.engines.russian import fold, repair

#: Fields of a card that a list may fill or change. An empty cell never wipes what is known.
TAKEN = ("birth_date", "post", "department", "workplace", "group", "experience_years", "email", "phone")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list as it will be taken: values of `TAKEN`, name parts, gender, roles, kind.

    `tutor_of`: the group of which a worker is the tutor; only a student has a group of the own.
    """

    place: int
    last: str
    first: str
    middle: str
    kind: str
    gender: str = ""
    roles: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    tutor_of: str = ""

    @property
    def birth_date(self) -> dt.date | None:
        return self.values.get("birth_date") or None

    @property
    def group(self) -> str:
        return str(self.values.get("group") or "")


@dataclass(frozen=True, slots=True)
class Known:
    """A card that may be the person of a row."""

    id: uuid.UUID
    last: str
    first: str
    middle: str
    kind: str
    gender: str = ""
    marks: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def birth_date(self) -> dt.date | None:
        return self.values.get("birth_date") or None

    @property
    def group(self) -> str:
        return str(self.values.get("group") or "")


@dataclass(frozen=True, slots=True)
class Fate:
    """`fate` of models.FATES; `person` the card it is about; `changes`: field → [was, becomes]; `why` in Russian."""

    fate: str
    person: uuid.UUID | None = None
    changes: Mapping[str, list[Any]] = field(default_factory=dict)
    candidates: tuple[uuid.UUID, ...] = ()
    why: str = ""


def decide(rows: Sequence[Row], known: Sequence[Sequence[Known]]) -> list[Fate]:
    """A fate for each row, in their order; `known[i]` are the cards whose names fit row i.

    A row that repeats an earlier one joins it. Of two rows that claim one card the second is a doubt.
    """
    fates: list[Fate] = []
    taken: set[uuid.UUID] = set()
    seen: dict[tuple[str, str, str], list[Row]] = {}
    for row, cards in zip(rows, known, strict=True):
        earlier = next((other for other in seen.get(_name(row), []) if _same_row(row, other)), None)
        if earlier is not None:
            fates.append(Fate("skip", why="repeat"))
            continue
        seen.setdefault(_name(row), []).append(row)
        fate = _decide_one(row, cards)
        card = fate.person
        if card is not None and card in taken:
            fate = Fate("doubt", None, {}, (card,), "На эту карточку уже указывает другая строка списка.")
        elif card is not None:
            taken.add(card)
        fates.append(fate)
    return fates


def repeats(rows: Sequence[Row]) -> dict[int, int]:
    """place of a repeating row → place of the row it repeats."""
    found: dict[int, int] = {}
    seen: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        earlier = next((other for other in seen.get(_name(row), []) if _same_row(row, other)), None)
        if earlier is not None:
            found[row.place] = earlier.place
        else:
            seen.setdefault(_name(row), []).append(row)
    return found


def _name(one: Row | Known) -> tuple[str, str, str]:
    return fold(one.last), fold(one.first), fold(one.middle)


def _same_row(left: Row, right: Row) -> bool:
    """Two rows of one list are one person: full names equal, nothing told apart by birth date or group."""
    if len(fold(left.first).rstrip(".")) < 2:
        return False
    if left.birth_date and right.birth_date and left.birth_date != right.birth_date:
        return False
    return not (left.group and right.group and group_key(left.group) != group_key(right.group))


def group_key(name: str) -> str:
    """Name of a group without case, spaces and kinds of dashes: «тм – 21» is «ТМ-21»."""
    return fold(name).replace(" ", "")


def _decide_one(row: Row, cards: Sequence[Known]) -> Fate:
    cards = [card for card in cards if not _told_apart(row, card)]
    if not cards:
        return Fate("new")
    sure = [card for card in cards if _sure(row, card)]
    if len(sure) == 1:
        return _met(row, sure[0])
    ids = tuple(card.id for card in (sure or cards))
    if len(sure) > 1:
        return Fate("doubt", None, {}, ids, "Таких карточек несколько. Выберите, чья это строка.")
    return Fate("doubt", None, {}, ids, _why(row, cards[0]))


def met(row: Row, card: Known) -> Fate:
    """The fate when a person has said that the row is this card."""
    return _met(row, card)


def _met(row: Row, card: Known) -> Fate:
    changes = changes_of(row, card)
    return Fate("changed" if changes else "same", card.id, changes)


def _told_apart(row: Row, card: Known) -> bool:
    """Different birth dates are different people, whatever the names."""
    return bool(row.birth_date and card.birth_date and row.birth_date != card.birth_date)


def _sure(row: Row, card: Known) -> bool:
    """One person beyond doubt: the full name is written alike (case apart) and something else agrees or nothing
    disagrees; a name that differs by ё or is short needs the birth date."""
    same_birth = bool(row.birth_date and row.birth_date == card.birth_date)
    if same_birth:
        return _full(row) and _full(card) and _name(row)[:2] == _name(card)[:2]
    if _written(row) != _written(card) or not _full(row):
        return False
    if row.kind != card.kind:
        return False
    return not (row.group and card.group and group_key(row.group) != group_key(card.group))


def _full(one: Row | Known) -> bool:
    return len(fold(one.first).rstrip(".")) > 1


def _written(one: Row | Known) -> tuple[str, str, str]:
    """The name as written: case and look-alike letters forgiven, ё not."""
    return repair(one.last).casefold(), repair(one.first).casefold(), repair(one.middle).casefold()


def _why(row: Row, card: Known) -> str:
    if row.group and card.group and group_key(row.group) != group_key(card.group):
        return f"Такой человек есть в группе {card.group}. Он перешёл или это однофамилец?"
    if row.kind != card.kind:
        return "Такое имя есть, но человек записан иначе. Это он?"
    return "Имя похоже, но записано иначе. Это он?"


def changes_of(row: Row, card: Known) -> dict[str, list[Any]]:
    """Field → [was, becomes] for what the row adds or corrects. Values are as in JSON (dates ISO)."""
    found: dict[str, list[Any]] = {}
    for name in TAKEN:
        new, old = row.values.get(name), card.values.get(name)
        if new in (None, ""):
            continue
        if name == "group" and old and group_key(str(new)) == group_key(str(old)):
            continue
        if new != old:
            found[name] = [_json(old), _json(new)]
    for name in ("first", "middle"):
        new, old = getattr(row, name), getattr(card, name)
        if len(fold(new).rstrip(".")) > 1 and len(fold(old).rstrip(".")) < 2:
            found[name] = [old, new]
    if row.gender and not card.gender:
        found["gender"] = ["", row.gender]
    marks = [*card.marks, *(role for role in row.roles if role not in card.marks)]
    if marks != list(card.marks):
        found["marks"] = [list(card.marks), marks]
    extra = {**card.extra, **row.extra}
    if extra != dict(card.extra):
        found["extra"] = [dict(card.extra), extra]
    return found


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else ("" if value is None else value)


def absent(
    current: Sequence[Known], met_ids: Collection[uuid.UUID], groups: Collection[str], *, share: float = 0.5
) -> list[uuid.UUID]:
    """Who is gone by a new list: people of a group (or the staff) at least half of which the list names anew.

    A list of a few does not say that the others are gone, so smaller shares ask nothing.
    """
    wanted = {group_key(name) for name in groups}
    circles: dict[tuple[str, str], list[Known]] = {}
    for card in current:
        if card.kind == "student" and card.group and group_key(card.group) in wanted:
            circles.setdefault(("student", group_key(card.group)), []).append(card)
        elif card.kind == "worker":
            circles.setdefault(("worker", ""), []).append(card)
    gone: list[uuid.UUID] = []
    for members in circles.values():
        present = sum(card.id in met_ids for card in members)
        if len(members) >= 3 and present >= share * len(members):
            gone += [card.id for card in members if card.id not in met_ids]
    return gone
