"""Lists as people really send them, made up from a seed, with the right answer beside."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from dataclasses import dataclass, field
from typing import Any

import openpyxl

LASTS = [
    "Вымыслов",
    "Примеров",
    "Небылицын",
    "Сказкин",
    "Образцов",
    "Шаблонов",
    "Черновиков",
    "Эскизов",
    "Тестов",
    "Мнимов",
    "Условнов",
    "Макетов",
    "Пробников",
    "Набросков",
    "Скетчев",
    "Болванкин",
    "Фантазёров",
    "Выдумкин",
    "Побасёнкин",
]
MALE = [
    "Иван",
    "Пётр",
    "Сергей",
    "Павел",
    "Алексей",
    "Дмитрий",
    "Артём",
    "Фёдор",
    "Николай",
    "Роман",
    "Лев",
    "Ильдар",
    "Тимур",
]
FEMALE = [
    "Анна",
    "Мария",
    "Ольга",
    "Елена",
    "Софья",
    "Алёна",
    "Татьяна",
    "Ксения",
    "Любовь",
    "Ирина",
    "Гульнара",
    "Юлия",
]
FATHERS = ["Иванов", "Петров", "Сергеев", "Алексеев", "Николаев", "Семёнов", "Павлов"]
POSTS = [
    "преподаватель",
    "мастер производственного обучения",
    "педагог-психолог",
    "методист",
    "заведующий отделением",
    "учитель физики",
    "преподаватель спец. дисциплин",
    "концертмейстер",
]
DEPARTMENTS = ["Отделение механики", "Строительное отделение", "Отделение экономики и права", "Кафедра педагогики"]
GROUPS = ["ТМ-21", "ЭП-11", "1-ПК-23", "СВ-24", "АС-32", "ИСП-9-22"]
HOBBIES = ["шахматы", "=2+3", "@математика", "-5+6", "+7*2", "рисование", "=HYPERLINK(1)"]
HEADERS = {
    "number": ["№", "№ п/п", "N п/п", "№ пп"],
    "full_name": [
        "ФИО",
        "Ф.И.О.",
        "Ф. И. О.",
        "Фамилия, имя, отчество",
        "Сотрудник",
        "Студент",
        "Педагог",
        "ФИО полностью",
    ],
    "birth_date": [
        "Дата рождения",
        "Д.р.",
        "дата рожд.",
        "Год, месяц, день рождения",
        "День рождения",
        "ДАТА РОЖДЕНИЯ",
    ],
    "gender": ["Пол", "ПОЛ"],
    "email": ["E-mail", "Эл. почта", "Почта", "Email", "Электронная почта", "Адрес эл. почты", "e-mail"],
    "phone": ["Телефон", "Тел.", "Моб.", "Контактный номер", "Моб. телефон", "Номер телефона", "телефон"],
    "post": ["Должность", "Занимаемая должность", "Занимаемая  должность", "ДОЛЖНОСТЬ"],
    "department": ["Отделение", "Подразделение", "ЦК", "Кафедра", "Структурное подразделение"],
    "group": ["Группа", "Учебная группа", "Класс", "№ группы", "Учебная группа "],
    "roles": ["Роль", "Роль в программе"],
    "experience_years": ["Стаж", "Педстаж", "Пед. стаж", "Стаж работы (лет)", "Педагогический стаж"],
    "representative": ["Родитель", "Законный представитель", "ФИО родителя", "Законный представитель (ФИО)"],
    "representative.phone": ["Телефон родителя", "Тел. родителя", "Телефон законного представителя"],
    "representative.email": ["Почта родителя", "E-mail родителя"],
    "extra": ["Хобби", "Примечание", "Увлечения", "Категория"],
    "refused": [
        "СНИЛС",
        "Паспорт (серия, номер)",
        "ИНН",
        "Домашний адрес",
        "Полис ОМС",
        "Группа здоровья",
        "Гражданство",
    ],
}
ROLES = {
    "наставник": ["mentor"],
    "Наставляемый": ["mentee"],
    "куратор группы": ["tutor"],
    "методист": ["supporter"],
    "наставник, куратор группы": ["mentor", "tutor"],
    "работодатель": ["partner"],
}
MONTHS = [
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
]
LOOKALIKE = str.maketrans("аеосрхуАЕОСРХВНКМТ", "aeocpxyAEOCPXBHKMT")


@dataclass
class Made:
    """A file and what must come out of it."""

    data: bytes
    filename: str
    columns: dict[str, str]
    people: list[dict[str, Any]]
    problems: set[tuple[int, str, str]]
    secrets: list[str] = field(default_factory=list)


class Maker:
    """One list of `rows` people; every choice comes from the seed."""

    def __init__(self, seed: int, rows: int = 25) -> None:
        self.random = random.Random(seed)
        self.rows = rows
        self.kind = self.random.choice(["xlsx", "xlsx", "csv", "tsv", "txt"])
        self.order = self.random.choice(["fio", "fio", "fio", "ifo"])
        self.staff = self.random.random() < 0.5
        self.headings = self.random.random() < 0.3
        self.problems: set[tuple[int, str, str]] = set()
        self.secrets: list[str] = []
        self.taken: set[str] = set()

    def make(self) -> Made:
        fields = self._fields()
        headers = {name: self.random.choice(HEADERS[name]) for name in fields}
        table: list[list[Any]] = []
        self.marked: list[int] = []
        if self.random.random() < 0.4:
            table.append(["Список участников программы наставничества"])
            table.append(["на 2026–2027 учебный год"])
            if self.random.random() < 0.3:
                table.append([])
        head = [headers[name] for name in fields]
        table.append(head)
        top = len(table)
        if self.random.random() < 0.2:
            table.append([str(i + 1) for i in range(len(fields))])
        people: list[dict[str, Any]] = []
        heading = ""
        for number in range(self.rows):
            if self.headings and number % 8 == 0:
                heading = self.random.choice(DEPARTMENTS if self.staff else GROUPS)
                table.append([heading])
                self.marked.append(len(table))
            if number == 12 and self.random.random() < 0.3:
                table.append(list(head))
            if number == 15 and self.random.random() < 0.3:
                table.append([])
            row = len(table) + 1
            cells, person = self._person(fields, headers, number + 1, row, heading)
            table.append(cells)
            people.append(person)
        if self.random.random() < 0.4:
            table.append([f"Итого: {self.rows}"])
        if self.random.random() < 0.3:
            table += [[], ["Директор ____________ И. И. Вымыслов"]]
        for name in fields:
            if name == "refused":
                self.problems.add((top, "column", " ".join(headers[name].split())))
        columns = {" ".join(headers[name].split()): name for name in fields}
        data, filename = self._file(table)
        return Made(data, filename, columns, people, self.problems, self.secrets)

    # Columns and cells ----------------------------------------------------------------------------------------------

    def _fields(self) -> list[str]:
        chance = self.random.random
        fields = ["number"] if chance() < 0.8 else []
        fields.append("full_name")
        if self.staff:
            wanted = [("post", 0.9), ("department", 0.0 if self.headings else 0.7), ("birth_date", 0.6), ("phone", 0.9)]
            wanted += [("email", 0.8), ("experience_years", 0.7), ("roles", 0.4)]
        else:
            wanted = [("group", 0.0 if self.headings else 0.9), ("birth_date", 0.9), ("gender", 0.3), ("phone", 0.8)]
            wanted += [("representative", 0.7), ("representative.phone", 0.6), ("representative.email", 0.2)]
        wanted += [("extra", 0.5), ("refused", 0.3)]
        rest = [name for name, likely in wanted if chance() < likely]
        if len(rest) < 2:
            rest = ["phone", "birth_date"]
        if chance() < 0.3:
            self.random.shuffle(rest)
        return fields + rest

    def _person(
        self, fields: list[str], headers: dict[str, str], number: int, row: int, heading: str
    ) -> tuple[list[Any], dict[str, Any]]:
        text, person = self._name(row)
        cells: list[Any] = []
        for name in fields:
            if name == "number":
                cells.append(number)
            elif name == "full_name":
                cells.append(text)
            else:
                cells.append(self._cell(name, person, row, headers[name]))
        if heading and self.staff:
            person["department"] = person["department"] or heading
        elif heading:
            person["group"] = person["group"] or heading
        return cells, person

    def _name(self, row: int) -> tuple[str, dict[str, Any]]:
        last, first, middle, gender = self._full()
        person: dict[str, Any] = {
            "row": row, "last": last, "first": first, "middle": middle, "gender": gender, "birth_date": "", "email": "",
            "phone": "", "post": "", "department": "", "group": "", "roles": [], "experience_years": None,
            "representative": {}, "extra": {},
        }  # fmt: skip
        written = last
        if self.random.random() < 0.05:
            former = self.random.choice(LASTS) + "а"
            written = f"{last} ({former})"
            person["extra"]["прежняя фамилия"] = former
        words = [written, first, middle] if self.order == "fio" else [first, middle, written]
        return self._dirty(" ".join(words), caps=True), person

    def _full(self) -> tuple[str, str, str, str]:
        while True:
            male = self.random.random() < 0.5
            last = self.random.choice(LASTS)
            if self.random.random() < 0.1:
                last += "-" + self.random.choice(LASTS)
            father = self.random.choice(FATHERS)
            if male:
                found = (last, self.random.choice(MALE), father[:-2] + father[-2:] + "ич", "m")
            else:
                last = "-".join(piece + "а" for piece in last.split("-"))
                found = (last, self.random.choice(FEMALE), father + "на", "f")
            if " ".join(found) not in self.taken:
                self.taken.add(" ".join(found))
                return found

    def _dirty(self, text: str, caps: bool = False) -> str:
        kind = self.random.random()
        if kind < 0.1:
            text = text.replace(" ", "\u00a0")
        elif kind < 0.2:
            text = f" {text.replace(' ', '  ')} "
        elif kind < 0.3:
            place = self.random.randrange(1, len(text))
            text = text[:place] + text[place].translate(LOOKALIKE) + text[place + 1 :]
        elif kind < 0.36 and caps and "(" not in text:
            text = text.upper()
        return text

    def _cell(self, name: str, person: dict[str, Any], row: int, header: str) -> Any:
        header = " ".join(header.split())
        if name == "post":
            person[name] = self.random.choice(POSTS)
            return self._dirty(person[name])
        if name == "department":
            person[name] = self.random.choice(DEPARTMENTS)
            return self._dirty(person[name])
        if name == "group":
            person[name] = self.random.choice(GROUPS)
            return self.random.choice([person[name], person[name].replace("-", " - "), person[name].replace("-", "–")])
        if name == "birth_date":
            return self._birth(person, row)
        if name == "gender":
            return {"m": "м", "f": "жен."}[person["gender"]]
        if name == "phone":
            value, cell = self._phone(row, "phone", person["extra"], header)
            person["phone"] = value
            return cell
        if name == "email":
            return self._email(person, row)
        if name == "experience_years":
            years, cell = self.random.choice(
                [
                    (5, "5 лет 3 мес."),
                    (0, "менее года"),
                    (12, 12),
                    (31, "31 год"),
                    (3, "3"),
                    (1, "1 год 2 мес."),
                    (0, "8 мес."),
                ]
            )
            person[name] = years
            return cell
        if name == "roles":
            cell = self.random.choice(list(ROLES))
            person["roles"] = list(ROLES[cell])
            return cell
        if name == "extra":
            return self._extra(person, row, header)
        if name == "refused":
            self.secrets.append("000-111-222 33")
            return "000-111-222 33"
        return self._representative(name, person, row, header)

    def _birth(self, person: dict[str, Any], row: int) -> Any:
        year = self.random.randint(1958, 1999) if self.staff else self.random.randint(2005, 2011)
        date = dt.date(year, self.random.randint(1, 12), self.random.randint(1, 28))
        kind = self.random.random()
        if kind < 0.05:
            bad = self.random.choice(["31.02.2008", "2008", "05.05.2091", "00.00.2008", "32.01.2007"])
            self.problems.add((row, "birth_date", bad))
            return bad
        if kind < 0.1:
            return self.random.choice(["", "-", "нет"])
        person["birth_date"] = date.isoformat()
        month = MONTHS[date.month - 1]
        forms: list[Any] = [
            f"{date:%d.%m.%Y}",
            f"{date.day}.{date.month}.{date:%y}",
            f"{date:%Y-%m-%d}",
            f"{date.day}/{date.month}/{date.year}",
            f"{date.day} {month} {date.year} г.",
            f"{date:%d.%m.%Y} г.р.",
        ]
        if self.kind == "xlsx":
            forms += [date, (date - dt.date(1899, 12, 30)).days]
        return self.random.choice(forms)

    def _phone(self, row: int, name: str, extra: dict[str, str], header: str) -> tuple[str, Any]:
        a, b, c, d = (self.random.randint(*pair) for pair in ((900, 999), (0, 999), (0, 99), (0, 99)))
        value = f"+7{a}{b:03}{c:02}{d:02}"
        kind = self.random.random()
        if kind < 0.05:
            self.problems.add((row, name, "12345"))
            return "", "12345"
        if kind < 0.12:
            return "", self.random.choice(["", "-", "нет"])
        if kind < 0.17:
            cell = self.random.choice([f"8{value[2:]}, 8 900 000 00 01", f"8 {a} {b:03} {c:02} {d:02} доб. 12"])
            extra[header] = cell
            return value, cell
        forms: list[Any] = [
            f"8{value[2:]}",
            value,
            f"7{value[2:]}",
            value[2:],
            f"8({a}){b:03}{c:02}{d:02}",
            f"+7 ({a}) {b:03}-{c:02}-{d:02}",
            f"8\u00a0{a}\u00a0{b:03}‑{c:02}‑{d:02}",
            f"тел. 8 {a} {b:03} {c:02} {d:02}",
        ]
        if self.kind == "xlsx":
            forms.append(int(f"7{value[2:]}"))
        return value, self.random.choice(forms)

    def _email(self, person: dict[str, Any], row: int) -> str:
        address = f"user{self.random.randint(1, 999)}@example.org"
        kind = self.random.random()
        if kind < 0.05:
            bad = self.random.choice(["user@", "user.example.org", "@example.org"])
            self.problems.add((row, "email", bad))
            return bad
        person["email"] = address
        return f" {address} " if kind < 0.2 else address

    def _extra(self, person: dict[str, Any], row: int, header: str) -> str:
        kind = self.random.random()
        if kind < 0.06:
            secret = self.random.choice(["112-233-445 95", "45 10 123456", "паспорт 4510 123456"])
            self.secrets.append(secret)
            self.problems.add((row, "extra", ""))
            return secret
        if kind < 0.4:
            return ""
        person["extra"][header] = self.random.choice(HOBBIES)
        return person["extra"][header]

    def _representative(self, name: str, person: dict[str, Any], row: int, header: str) -> str:
        target = person["representative"]
        if name == "representative":
            last, first, middle, gender = self._full()
            target.update({"last": last, "first": first, "middle": middle})
            text = f"{last} {first} {middle}"
            if self.random.random() < 0.4:
                target["relation"] = {"m": "отец", "f": "мать"}[gender]
                text += f" ({target['relation']})"
            return text
        if name == "representative.phone":
            value, cell = self._phone(row, name, person["extra"], header)
            if value:
                target["phone"] = value
            return str(cell)
        target["email"] = f"parent{row}@example.org"
        return target["email"]

    # Files ----------------------------------------------------------------------------------------------------------

    def _file(self, table: list[list[Any]]) -> tuple[bytes, str]:
        width = max(len(row) for row in table)
        if self.kind == "xlsx":
            return self._workbook(table, width), "список.xlsx"
        delimiter = {"csv": self.random.choice(";,"), "tsv": "\t", "txt": "\t"}[self.kind]
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator=self.random.choice(["\n", "\r\n"]))
        for row in table:
            writer.writerow([str(cell) for cell in row] + [""] * (width - len(row)) if row else [])
        encoding = self.random.choice(["utf-8", "utf-8-sig", "cp1251", "utf-16", "koi8-r"])
        text = out.getvalue()
        if encoding in {"cp1251", "koi8-r"}:
            text = text.replace("‑", "-")
        if encoding == "koi8-r":
            for odd in "–№«»":
                if odd in text:
                    encoding = "cp1251"
        return text.encode(encoding), f"список.{self.kind}"

    def _workbook(self, table: list[list[Any]], width: int) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        for row in table:
            sheet.append([None if cell == "" else cell for cell in row])
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.data_type = "s"
        if width > 1 and self.random.random() < 0.5:
            for row_number in self.marked:
                sheet.merge_cells(start_row=row_number, end_row=row_number, start_column=1, end_column=width)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
