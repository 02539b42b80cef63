"""Life of a document and numbers of registers, on plain values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

#: state → what may be done next
TRANSITIONS = {
    ("draft", "send"): "review",
    ("agreed", "send"): "review",
    ("review", "agree"): "agreed",
    ("review", "return"): "draft",
    ("draft", "print"): "printed",
    ("agreed", "print"): "printed",
    ("printed", "print"): "printed",
    ("draft", "sign"): "signed",
    ("review", "sign"): "signed",
    ("agreed", "sign"): "signed",
    ("printed", "sign"): "signed",
    ("printed", "register"): "registered",
    ("signed", "register"): "registered",
    ("draft", "discard"): "cancelled",
    ("review", "discard"): "cancelled",
    ("agreed", "discard"): "cancelled",
    ("printed", "discard"): "cancelled",
    ("signed", "repeal"): "cancelled",
    ("registered", "repeal"): "cancelled",
    ("archived", "repeal"): "cancelled",
    ("registered", "archive"): "archived",
}
OPEN = ("draft", "review", "agreed", "printed")
ON_ROUTE = ("review", "agreed")
IN_FORCE = ("registered", "archived")
SIGNED = ("signed", "registered", "archived")

#: state → (mark of the design system, words)
WORDS = {
    "draft": ("part", "Проект"),
    "review": ("wait", "На согласовании"),
    "agreed": ("part", "Согласован"),
    "printed": ("wait", "Ждём подписи"),
    "signed": ("wait", "Подписан, номер не внесён"),
    "registered": ("done", "Зарегистрирован"),
    "archived": ("done", "В деле"),
    "cancelled": ("stop", "Отменён"),
}


def words_of(state: str, number: str) -> tuple[str, str]:
    """Mark and words of a document; one that needs no number is simply signed."""
    return ("done", "Подписан") if state == "registered" and not number else WORDS[state]


def next_state(state: str, act: str) -> str | None:
    """The state after `act`, or None when the life cycle forbids it."""
    return TRANSITIONS.get((state, act))


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is printed, and its place in the register: main count × 1000 + inserted count (15/1, 15а)."""

    text: str
    order: int


LATIN = re.compile(r"[A-Za-z]")
TYPED = re.compile(r"^[0-9А-Яа-яЁё/.\-– №()]{1,60}$")


class BadNumber(ValueError):
    """The typed number can not stand in a register; the text is a Russian sentence."""


def read_number(typed: str) -> Number:
    """Number typed by hand → its printed form and order. Raises BadNumber.

    Leading zeros and letters are kept as typed («0045-лс»); the first digits give the order.
    """
    text = " ".join(typed.replace("\u00a0", " ").split()).removeprefix("№").strip()
    if not text:
        raise BadNumber("Номер пуст. Введите номер с подписанного листа.")
    if LATIN.search(text):
        raise BadNumber(f"В номере «{text[:40]}» есть латинские буквы. Введите его русскими буквами.")
    if len(text) > 60 or not TYPED.match(text):
        raise BadNumber(f"Номер «{text[:40]}» не годится: допустимы цифры, русские буквы, дробь, дефис, точка.")
    main = re.search(r"\d+", text)
    if main is None or len(main.group()) > 9:
        raise BadNumber(f"В номере «{text[:40]}» нет порядкового числа. Например: 118-од.")
    rest = text[main.end() :]
    inserted = 0
    part = re.match(r"/(\d{1,3})", rest)
    letter = re.match(r"([а-я])(?![а-я])", rest)
    if part:
        inserted = min(int(part.group(1)), 999)
    elif letter:
        inserted = ord(letter.group(1)) - ord("а") + 1
    return Number(text, int(main.group()) * 1000 + inserted)


MASK_FIELD = re.compile(r"\{(n|yy|MM)(?::0(\d))?\}")


def print_number(mask: str, count: int, on: dt.date) -> Number:
    """The register's number of the count: «{n}-од», «{MM}-{n:03}»."""

    def fill(match: re.Match[str]) -> str:
        values = {"n": count, "yy": on.year % 100, "MM": on.month}
        width = int(match.group(2) or (2 if match.group(1) != "n" else 1))
        return str(values[match.group(1)]).zfill(width)

    return Number(MASK_FIELD.sub(fill, mask), count * 1000)


def check_mask(mask: str) -> None:
    """Raises BadNumber when the mask can not make different numbers."""
    if "{n}" not in mask and not re.search(r"\{n:0\d\}", mask):
        raise BadNumber("В виде номера нет счётчика {n}. Например: {n}-од.")
    if LATIN.search(MASK_FIELD.sub("", mask)):
        raise BadNumber("В виде номера есть латинские буквы. Наберите их по-русски.")


def period_of(restarts: str, on: dt.date) -> str:
    """The period inside which a number is unique: calendar year, school year, or the whole life."""
    if restarts == "calendar":
        return str(on.year)
    if restarts == "school":
        return f"{on.year if on.month >= 9 else on.year - 1}/уч"
    return "all"


def gaps(orders: Iterable[int], *, limit: int = 30) -> list[int]:
    """Main counts that are missing between the first and the last one."""
    counts = sorted({order // 1000 for order in orders})
    found: list[int] = []
    for left, right in pairwise(counts):
        found.extend(range(left + 1, right))
        if len(found) > limit:
            return found[:limit]
    return found
