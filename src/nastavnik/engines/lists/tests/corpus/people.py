"""Invented people with the ways their data are written: every way gives the text of a cell and what must be read."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

LASTS = (
    "Придуманов", "Вымышленцев", "Заглушкин", "Условский", "Примеряев", "Мнимченко", "Скетчук", "Набросов", "Опытов",
    "Тестовец", "Шаблонюк", "Черновецкий", "Небыльский", "Образцовский", "Пробный", "Воображаев", "Ёлкин-Пробный",
)  # fmt: skip
MALE = (
    "Игорь",
    "Глеб",
    "Лука",
    "Никита",
    "Илья",
    "Пётр",
    "Семён",
    "Тимофей",
    "Рустам",
    "Женя",
    "Саша",
    "Валентин",
    "Марк",
)
FEMALE = ("Любовь", "Нина", "Алия", "Женя", "Саша", "Зоя", "Виктория", "Мария", "Рената", "Алёна", "Валентина", "София")
FATHERS = (
    ("Игоревич", "Игоревна"), ("Ильич", "Ильинична"), ("Петрович", "Петровна"), ("Львович", "Львовна"), ("Фомич", "Фоминична"),
    ("Рустамович", "Рустамовна"), ("Никитич", "Никитична"), ("Семёнович", "Семёновна"), ("Лукич", "Лукинична"),
    ("Маркович", "Марковна"),
)  # fmt: skip
POSTS = (
    "преподаватель", "учитель начальных классов", "мастер п/о", "старший методист", "педагог доп. образования", "тьютор",
    "преподаватель высшей категории", "зам. директора по УВР", "воспитатель", "педагог-организатор", "учитель-логопед",
    "руководитель физвоспитания", "советник директора по воспитанию",
)  # fmt: skip
DEPARTMENTS = (
    "Отделение сварки",
    "ЦК общеобразовательных дисциплин",
    "Кафедра дизайна",
    "Учебная часть",
    "Техническое отделение",
)
GROUPS = ("ТМ-21", "СВ-11", "2-ЭК-24", "ИС-1-23", "ПД-32", "09-МС-2")
CLASSES = ("7А", "11Б", "9В", "10А")
MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
LOOKALIKE = str.maketrans("аеосрхАЕОСРХВНКМТ", "aeocpxAEOCPXBHKMT")
TODAY = dt.date(2026, 9, 1)


@dataclass
class Person:
    """Who is meant: the fields of the contract and the gender the name was made with."""

    last: str
    first: str
    middle: str
    sex: str
    values: dict[str, Any] = field(default_factory=dict)


class Writer:
    """Chooses people and the writing of their cells from one seed. `problems`: (field, value) of the running row."""

    def __init__(self, seed: str) -> None:
        self.rng = random.Random(seed)
        self.problems: list[tuple[str, str]] = []
        self._taken: set[tuple[str, str, str]] = set()
        self._phone = self.rng.randint(1000, 9000)

    def person(self) -> Person:
        while True:
            sex = self.rng.choice("mf")
            last = self.rng.choice(LASTS)
            if self.rng.random() < 0.12 and "-" not in last:
                last += "-" + self.rng.choice(LASTS[:6])
            if sex == "f":
                last = "-".join(_feminine(part) for part in last.split("-"))
            first = self.rng.choice(MALE if sex == "m" else FEMALE)
            middle = self.rng.choice(FATHERS)[sex == "f"]
            if self.rng.random() < 0.06:
                middle = self.rng.choice(("Рустам", "Самед", "Алихан")) + (" оглы" if sex == "m" else " кызы")
            if (last, first, middle) not in self._taken:
                self._taken.add((last, first, middle))
                return Person(last, first, middle, sex)

    # Names ----------------------------------------------------------------------------------------------------------

    def name(self, person: Person, order: str, *, dirt: float = 0.5) -> str:
        """The name in one cell."""
        words = [person.last, person.first, person.middle]
        text = " ".join(words if order == "fio" else [person.first, person.middle, person.last])
        return self.dirty(text, dirt)

    def initials(self, person: Person, order: str) -> str:
        one, two = person.first[0], person.middle[0]
        marks = self.rng.choice((f"{one}.{two}.", f"{one}. {two}.", f"{one}.\u00a0{two}."))
        return f"{person.last} {marks}" if order == "fio" else f"{marks} {person.last}"

    def dirty(self, text: str, chance: float = 0.5) -> str:
        """Blanks, look-alikes, capitals, numbers and commas glued to a name."""
        if self.rng.random() > chance:
            return text
        kind = self.rng.randrange(8)
        if kind == 0:
            return text.replace(" ", "\u00a0", 1)
        if kind == 1:
            return "  " + text.replace(" ", "   ") + " "
        if kind == 2:
            at = self.rng.randrange(1, len(text))
            return text[:at] + text[at:].translate(LOOKALIKE)
        if kind == 3:
            return text.upper()
        if kind == 4:
            return f"{self.rng.randint(1, 30)}. {text}"
        if kind == 5:
            return text + self.rng.choice((",", ";", " "))
        if kind == 6:
            return text.replace("-", " - ")
        return text.replace(" ", "\u200b ", 1)

    # Values ---------------------------------------------------------------------------------------------------------

    def phone(self) -> tuple[str, Any, bool]:
        """(what is read, cell, whether the cell holds more)."""
        self._phone += self.rng.randint(1, 70)
        tail = f"{self._phone:07d}"[-7:]
        code = self.rng.choice(("900", "912", "960", "8172", "999"))
        number = (code + tail)[:10] if len(code) == 3 else code + tail[-6:]
        a, b, c, d = number[:3], number[3:6], number[6:8], number[8:]
        if len(code) == 4:
            value = "+7" + number
            return value, self.rng.choice((f"8 ({code}) {number[4:6]}-{number[6:8]}-{number[8:]}", f"8{number}")), False
        forms = (
            f"8{number}", f"+7{number}", f"8-{a}-{b}-{c}-{d}", f"+7({a}){b}-{c}-{d}", f"8 {a} {b} {c} {d}", f"8.{a}.{b}.{c}.{d}",
            f"моб. 8{number}", f"т. 8 ({a}) {b} {c}{d}", f"+7 {a} {b}–{c}–{d}", number, f"7{number}", f"тел.:8{number}",
        )  # fmt: skip
        if self.rng.random() < 0.1:
            more = self.rng.choice(
                (f"8{number}, 8900{tail}", f"8{number} / 8912{tail}", f"8{number} (доб. 105)", f"8{number} (мама)")
            )
            return f"+7{number}", more, True
        return f"+7{number}", self.rng.choice(forms), False

    def birth(self, low: int, high: int, *, excel: bool) -> tuple[str, Any]:
        day = dt.date(self.rng.randint(low, high), self.rng.randint(1, 12), self.rng.randint(1, 28))
        if self.rng.random() < 0.05:
            bad = self.rng.choice(("30.02.2007", "2007 г.", "12.13.2006", "01.01.2099"))
            self.problems.append(("birth_date", bad))
            return "", bad
        forms: list[Any] = [
            f"{day:%d.%m.%Y}", f"{day:%d.%m.%y}", f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}г.",
            f"{day.day} {MONTHS[day.month - 1]} {day.year}", f"{day.day} {MONTHS[day.month - 1]} {day.year} года",
            f"{day:%d.%m.%Y} г. р.", f"{day:%d,%m,%Y}", f"{day:%d. %m. %Y}",
        ]  # fmt: skip
        if excel:
            forms += [dt.datetime(day.year, day.month, day.day), (day - dt.date(1899, 12, 30)).days]
        return day.isoformat(), self.rng.choice(forms)

    def email(self) -> tuple[str, str]:
        address = (
            f"{self.rng.choice(('ivan', 'o.test', 'prepod_7', 'x-y', 'MASTER'))}{self.rng.randint(1, 999)}@example.org"
        )
        if self.rng.random() < 0.05:
            bad = self.rng.choice(("нет@", "pochta.example.org", "a@@example.org"))
            self.problems.append(("email", bad))
            return "", bad
        return address, self.rng.choice((address, f" {address}", f"mailto:{address}", f"<{address}>", f"{address};"))

    def group(self) -> tuple[str, str]:
        group = self.rng.choice(GROUPS)
        return group, self.rng.choice(
            (group, group.replace("-", " - "), group.replace("-", "–"), f"гр. {group}", f"группа {group}")
        )

    def experience(self) -> tuple[int, Any]:
        years = self.rng.randint(1, 40)
        word = (
            "год"
            if years % 10 == 1 and years != 11
            else "года"
            if years % 10 in (2, 3, 4) and years // 10 != 1
            else "лет"
        )
        forms: list[tuple[int, Any]] = [
            (years, years), (years, str(years)), (years, f"{years} {word}"), (years, f"{years} {word} 4 месяца"), (years, f"{years}г. 2м."),
            (0, "менее 1 года"), (0, "7 мес."), (0, "0"), (years, f"{years},5"), (years, f"более {years} лет"),
        ]  # fmt: skip
        return self.rng.choice(forms)


def _feminine(last: str) -> str:
    if last.endswith(("ский", "цкий", "ный")):
        return last[:-2] + "ая"
    return last + "а" if last.endswith(("ов", "ев", "ин")) else last
