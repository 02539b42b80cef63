"""Reads the two sides of an instance and their lists of preferences."""

from __future__ import annotations

from itertools import chain
from typing import Any

from .fields import Record, first_repeated
from .model import Mentee, Mentor

Rows = list[tuple[str, dict[str, Any]]]
#: `ranked` and `ties` of a person.
Ranking = tuple[tuple[str, ...] | None, tuple[int, ...] | None]

# What most people of long lists have nothing of.
_SELDOM = frozenset({"name", "consent", "organization", "person", "minimum"})


def read_people(top: Record) -> tuple[tuple[Mentee, ...], tuple[Mentor, ...]]:
    """The records of `mentees` and `mentors`; what is wrong with them goes to the complaints of `top`."""
    mentee_rows, mentor_rows = records(top, "mentees", "наставляемый"), records(top, "mentors", "наставник")
    mentee_ids, mentor_ids = frozenset(name for name, _ in mentee_rows), frozenset(name for name, _ in mentor_rows)
    mentees, mentors = [], []
    for (name, data), (ranked, ties) in zip(
        mentee_rows, _rankings(top, mentee_rows, mentor_ids, "наставляемый", "наставника"), strict=True
    ):
        if _SELDOM.isdisjoint(data):
            mentees.append(Mentee(name, "", True, None, None, ranked, ties))
            continue
        record = Record(data, f"наставляемый {name}", name, top.complaints, name)
        mentees.append(
            Mentee(
                id=name,
                name=record.text("name"),
                consent=record.flag("consent", True),
                organization=record.optional_text("organization"),
                person=record.optional_text("person"),
                ranked=ranked,
                ties=ties,
            )
        )
    for (name, data), (ranked, ties) in zip(
        mentor_rows, _rankings(top, mentor_rows, mentee_ids, "наставник", "наставляемого"), strict=True
    ):
        places = data.get("capacity")
        if type(places) is int and places >= 0 and _SELDOM.isdisjoint(data):
            mentors.append(Mentor(name, places, 0, "", True, None, None, ranked, ties))
        else:
            record = Record(data, f"наставник {name}", name, top.complaints, name)
            mentors.append(_mentor(record, ranked, ties))
    return tuple(mentees), tuple(mentors)


def _mentor(record: Record, ranked: tuple[str, ...] | None, ties: tuple[int, ...] | None) -> Mentor:
    capacity = record.capacity()
    minimum = record.integer("minimum", 0)
    if minimum < 0:
        record.complain("minimum", f"минимум −{-minimum}. Укажите целое число от 0")
    elif minimum > capacity >= 0:
        record.complain("minimum", f"минимум {minimum} больше вместимости {capacity}. Исправьте одно из чисел")
    return Mentor(
        id=record.id,
        capacity=capacity,
        minimum=minimum,
        name=record.text("name"),
        consent=record.flag("consent", True),
        organization=record.optional_text("organization"),
        person=record.optional_text("person"),
        ranked=ranked,
        ties=ties,
    )


def records(top: Record, key: str, word: str) -> Rows:
    """(id, record) of a list whose records have ids; complains of the others and of repeated ids."""
    values = top.items(key, required=True)
    if set(map(type, values)) <= {dict}:
        names = [value.get("id") for value in values]
        if set(map(type, names)) <= {str} and all(names) and len(set(names)) == len(names):
            return list(zip(names, values, strict=True))
    found: dict[str, dict[str, Any]] = {}
    for number, value in enumerate(values, 1):
        where = f"{key}, запись {number}"
        if not isinstance(value, dict):
            top.complaints.add("record", where, f"{where}: нужна запись {{…}} с полем id.")
            continue
        name = value.get("id")
        if not isinstance(name, str) or not name:
            top.complaints.add("id", where, f"{where}: нет id. Укажите непустую строку.")
        elif name in found:
            said = "записана дважды. Оставьте одну" if word == "квота" else "записан дважды. Оставьте одного"
            top.complaints.add("repeated_id", name, f"{word.capitalize()} {name} {said}.")
        else:
            found[name] = value
    return list(found.items())


def _rankings(top: Record, rows: Rows, known: frozenset[str], word: str, kin: str) -> list[Ranking]:
    """The list of each person; complains of lists that are none, of the unknown and of those named twice.

    Lists of strict preferences as they should be are read together, the others person by person.
    """
    values = [data.get("preferences") for _, data in rows]
    return _plain_rankings(values, known) or [
        _ranking(Record(data, f"{word} {name}", name, top.complaints, name), value, known, kin)
        for (name, data), value in zip(rows, values, strict=True)
    ]


def _plain_rankings(values: list[Any], known: frozenset[str]) -> list[Ranking] | None:
    """Lists in which everybody stands alone and is known, None where one is not such."""
    if not set(map(type, values)) <= {list, type(None)}:
        return None
    given = list(filter(None, values))
    if not set(map(type, chain.from_iterable(given))) <= {list}:
        return None
    try:
        names = [name for (name,) in chain.from_iterable(given)]
        if not known.issuperset(names):
            return None
    except (ValueError, TypeError):
        return None
    found: list[Ranking] = []
    start = 0
    for value in values:
        if value is None:
            found.append((None, None))
            continue
        stop = start + len(value)
        ranked = tuple(names[start:stop])
        if len(set(ranked)) < len(ranked):
            return None
        found.append((ranked, None))
        start = stop
    return found


def _ranking(record: Record, value: Any, known: frozenset[str], kin: str) -> Ranking:
    if value is None:
        return None, None
    if not isinstance(value, list) or not all(
        isinstance(group, list) and group and all(isinstance(name, str) for name in group) for group in value
    ):
        record.complain("preferences", 'список предпочтений записан неверно. Нужны группы вида [["k1"], ["k2"]]')
        return None, None
    names = tuple(chain.from_iterable(value))
    if len(set(names)) < len(names):
        record.complain("preferences", f"{first_repeated(names)} стоит в списке предпочтений дважды. Оставьте один раз")
    for name in names:
        if name not in known:
            record.complain(
                "unknown_id",
                f"в предпочтениях стоит {name}, такого {kin} в списке нет. Добавьте его или уберите из предпочтений",
            )
    return names, None if len(names) == len(value) else tuple(map(len, value))
