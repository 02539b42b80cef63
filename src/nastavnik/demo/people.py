"""The list of invented people as an Excel file of an office would have it, the same for the same seed."""

from __future__ import annotations

import datetime as dt
import io
import random
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

#: size → mentors, young teachers, students
SIZES = {"small": (4, 2, 6), "college": (16, 8, 36)}

HEADER = [
    "№ п/п", "ФИО", "Дата рождения", "Должность", "Группа", "Стаж", "Роль", "Телефон", "Законный представитель", "Телефон родителя",
]  # fmt: skip


@cache
def facts() -> dict[str, Any]:
    """The file of invented facts."""
    return tomllib.loads(files("nastavnik.demo").joinpath("people.toml").read_text(encoding="utf-8"))


def feminine(surname: str) -> str:
    return surname[:-2] + "ая" if surname.endswith("ий") else surname + "а"


class Inventor:
    """Names that do not repeat, in an order that depends only on the seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.names = facts()["names"]
        self.used: set[str] = set()

    def name(self, *, surname: str = "", woman: bool | None = None) -> tuple[str, str, str]:
        while True:
            female = self.random.random() < 0.5 if woman is None else woman
            last = surname or self.random.choice(self.names["surnames"])
            first = self.random.choice(self.names["women" if female else "men"])
            middle = self.random.choice(self.names["fathers"])[1 if female else 0]
            shown = feminine(last) if female else last
            if surname or f"{shown} {first}" not in self.used:
                self.used.add(f"{shown} {first}")
                return shown, first, middle


def rows(year: int, size: str, seed: int) -> list[list[Any]]:
    """Rows under HEADER: staff of the programme, mentors, young teachers, students with a parent."""
    mentors, young, students = SIZES[size]
    inventor = Inventor(seed)
    chance = inventor.random
    posts, groups = facts()["names"]["posts"], facts()["names"]["groups"]
    found: list[list[Any]] = []
    for number in range(mentors + young):
        is_young = number >= mentors
        born = dt.date(
            year - (24 if is_young else chance.randint(35, 60)), chance.randint(1, 12), chance.randint(1, 28)
        )
        found.append(
            [
                len(found) + 1, " ".join(inventor.name()), born, chance.choice(posts), "",
                chance.randint(0, 2) if is_young else chance.randint(10, 30), "наставляемый" if is_young else "наставник", "", "", "",
            ]
        )  # fmt: skip
    for number in range(students):
        surname = chance.choice(facts()["names"]["surnames"])
        name = inventor.name(surname=surname)
        age = 15 + number % 5
        born = dt.date(year - age, chance.randint(1, 12), chance.randint(1, 28))
        parent = inventor.name(surname=surname, woman=True) if age < 18 else ()
        found.append(
            [
                len(found) + 1, " ".join(name), born, "", groups[number % len(groups)], "",
                "наставник" if age >= 18 and number % 3 == 0 else "наставляемый", "", " ".join(parent), "",
            ]
        )  # fmt: skip
    return found


def workbook(year: int, size: str, seed: int) -> bytes:
    """The list as xlsx with a title row above the header."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append([f"Список участников программы наставничества, {year}/{(year + 1) % 100:02d} учебный год"])
    sheet.append([])
    sheet.append(HEADER)
    for row in rows(year, size, seed):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
