"""Layouts of lists as organisations send them. Each layout makes rows of cells and the answer beside."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import openpyxl

from .people import CLASSES, DEPARTMENTS, POSTS, Person, Writer

Row = list[Any]


@dataclass
class Truth:
    """What must be read. `pairs`: (row, mentor, mentee) by surname and first name."""

    columns: dict[str, str] = field(default_factory=dict)
    people: list[dict[str, Any]] = field(default_factory=list)
    problems: set[tuple[int, str, str]] = field(default_factory=set)
    pairs: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass
class Made:
    name: str
    filename: str
    data: bytes
    truth: Truth


def blank(person: Person, row: int, **values: Any) -> dict[str, Any]:
    """The expected object of a person; a gender only where the patronymic tells it."""
    found: dict[str, Any] = {
        "row": row, "last": person.last, "first": person.first, "middle": person.middle, "gender": person.sex, "birth_date": "",
        "email": "", "phone": "", "post": "", "department": "", "group": "", "roles": [], "experience_years": None,
        "representative": {}, "extra": {},
    }  # fmt: skip
    return {**found, **values}


class Sheet:
    """Rows being written and what they mean."""

    def __init__(self, writer: Writer) -> None:
        self.w = writer
        self.rows: list[Row] = []
        self.truth = Truth()
        self.merged: list[str] = []

    def add(self, *cells: Any) -> int:
        self.rows.append(list(cells))
        return len(self.rows)

    def header(self, *columns: tuple[str, str]) -> int:
        self.truth.columns.update({header: meaning for header, meaning in columns if header})
        return self.add(*(header for header, _ in columns))

    def person(self, person: Person, cells: Row, **values: Any) -> None:
        row = self.add(*cells)
        self.truth.people.append(blank(person, row, **values))
        self.truth.problems |= {(row, name, value) for name, value in self.w.problems}
        self.w.problems.clear()


# Files --------------------------------------------------------------------------------------------------------------


def xlsx(*sheets: tuple[str, Sheet], hidden: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, sheet in sheets:
        page = book.create_sheet(title)
        for row in sheet.rows:
            page.append(row)
        for area in sheet.merged:
            page.merge_cells(area)
    for title in hidden:
        page = book.create_sheet(title)
        page.append(["ФИО", "Телефон"])
        page.append(["Скрытов Тест Тестович", "89000000000"])
        page.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text(sheet: Sheet, delimiter: str, encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(sheet.rows)
    return out.getvalue().encode(encoding, "replace")


# Layouts ------------------------------------------------------------------------------------------------------------


def staff_form(w: Writer) -> Made:
    """Title rows, header in row 4 or 5, an empty first column, totals and a signature."""
    s = Sheet(w)
    s.add("", w.rng.choice(("УТВЕРЖДАЮ", "Приложение 1")))
    s.add("", "Сведения о педагогических работниках")
    s.add("", "на 01.09.2026")
    if w.rng.random() < 0.5:
        s.add()
    s.header(
        ("", ""), ("№ п/п", "number"), (w.rng.choice(("Ф.И.О. педагога", "Фамилия, имя, отчество (полностью)", "Педагогический работник")), "full_name"),
        ("Занимаемая должность", "post"), ("Общий стаж", "experience_years"), (w.rng.choice(("Моб. тел.", "Контактный телефон")), "phone"),
        ("эл.почта", "email"), ("Дата рождения", "birth_date"), ("Квалификационная категория", "extra"),
    )  # fmt: skip
    if w.rng.random() < 0.5:
        s.add("", *range(1, 9))
    for number in range(1, 16):
        p = w.person()
        post = w.rng.choice(POSTS)
        years, years_cell = w.experience()
        value, phone, more = w.phone()
        mail, mail_cell = w.email()
        day, day_cell = w.birth(1960, 1999, excel=True)
        category = w.rng.choice(("высшая", "первая", "СЗД"))
        header = next(h for h, f in s.truth.columns.items() if f == "phone")
        extra = {"Квалификационная категория": category} | ({header: phone} if more else {})
        s.person(
            p, ["", number, w.name(p, "fio"), post, years_cell, phone, mail_cell, day_cell, category],
            post=post, experience_years=years, phone=value, email=mail, birth_date=day, extra=extra,
        )  # fmt: skip
    s.add("", "", "Итого педагогов: 15")
    s.add()
    s.add("", "", "Специалист по кадрам", "", "", "______________ / А. А. Придуманова")
    return Made("staff_form", "staff.xlsx", xlsx(("Лист1", s)), s.truth)


def three_columns(w: Writer) -> Made:
    """Surname, first name, patronymic apart; cp1251 with semicolons."""
    s = Sheet(w)
    s.header(("№", "number"), ("Фамилия", "last"), ("Имя", "first"), ("Отчество (при наличии)", "middle"), ("Пол", "gender"), ("Уч. группа", "group"), ("Телефон студента", "phone"), ("СНИЛС", "refused"))  # fmt: skip
    s.truth.problems.add((1, "column", "СНИЛС"))
    for number in range(1, 21):
        p = w.person()
        if w.rng.random() < 0.1:
            p.middle = ""
        group, cell = w.group()
        value, phone, more = w.phone()
        phone = phone.replace("\u2013", "-")
        sex = w.rng.choice({"m": ("м", "муж", "М"), "f": ("ж", "женский", "Ж")}[p.sex])
        cells = [w.dirty(p.last, 0.2).replace("\u200b", ""), p.first, p.middle, sex, cell, phone, "111-222-333 44"]
        if cells[0][:1].isdigit():
            cells[0] = p.last
        s.person(p, [number, *cells], group=group, phone=value, extra={"Телефон студента": phone} if more else {})
    return Made("three_columns", "students.csv", text(s, ";", "cp1251"), s.truth)


def groups_as_sections(w: Writer) -> Made:
    """Group codes as merged rows between the students; parents with phones in one cell."""
    s = Sheet(w)
    s.add("Списочный состав студентов 1 курса")
    s.merged.append("A1:E1")
    head = w.rng.choice(("ФИО студента", "Фамилия Имя Отчество", "Ф.И.О. обучающегося"))
    s.header((w.rng.choice(("№", "№ п.п.")), "number"), (head, "full_name"), ("Дата рожд.", "birth_date"), ("Тел.", "phone"), ("Родители (законные представители), телефон", "representative"))  # fmt: skip
    for group in w.rng.sample(("ТМ-21", "СВ-11", "2-ЭК-24", "ПД-32"), 3):
        row = s.add(w.rng.choice((group, f"Группа {group}", f"гр. {group}", group.replace("-", " – "))))
        if w.rng.random() < 0.7:
            s.merged.append(f"A{row}:E{row}")
        for number in range(1, 8):
            p, parent = w.person(), w.person()
            day, day_cell = w.birth(2006, 2010, excel=True)
            value, phone, more = w.phone()
            relation = w.rng.choice(("мать", "отец", "бабушка", ""))
            parent_phone, parent_cell, _ = w.phone()
            while not str(parent_cell).replace("+", "").replace("-", "").replace(" ", "").isdigit():
                parent_phone, parent_cell, _ = w.phone()
            name = f"{parent.last} {parent.first} {parent.middle}"
            if "оглы" in name or "кызы" in name:
                parent.middle, name = "Игоревна", f"{parent.last} {parent.first} Игоревна"
            cell = f"{name} ({relation}), {parent_cell}" if relation else f"{name}, тел. {parent_cell}"
            known = {"last": parent.last, "first": parent.first, "middle": parent.middle, "phone": parent_phone}
            s.person(
                p, [number, w.name(p, "fio"), day_cell, phone, cell], birth_date=day, phone=value, group=group,
                representative=known | ({"relation": relation} if relation else {}), extra={"Тел.": phone} if more else {},
            )  # fmt: skip
    return Made("groups_as_sections", "groups.xlsx", xlsx(("1 курс", s)), s.truth)


def sheets_by_role(w: Writer) -> Made:
    """Sheets of mentors and mentees, a hidden one."""
    mentors, mentees = Sheet(w), Sheet(w)
    mentors.header(("п/п", "number"), ("Сотрудник", "full_name"), ("Подразделение", "department"), ("Должность", "post"), ("E-mail", "email"))  # fmt: skip
    for number in range(1, 11):
        p = w.person()
        mail, cell = w.email()
        department, post = w.rng.choice(DEPARTMENTS), w.rng.choice(POSTS)
        mentors.person(p, [f"{number}.", w.name(p, "ifo"), department, post, cell], email=mail, department=department, post=post, roles=["mentor"], sheet="Наставники")  # fmt: skip
    mentees.add("Список наставляемых")
    mentees.header(
        ("ФИО", "full_name"), ("Класс", "group"), ("Мама", "representative"), ("Телефон мамы", "representative.phone")
    )
    for _ in range(10):
        p, parent = w.person(), w.person()
        group = w.rng.choice(CLASSES)
        value, cell, more = w.phone()
        cell = f"8{value[2:]}" if more else cell
        known = {
            "last": parent.last,
            "first": parent.first,
            "middle": parent.middle,
            "phone": value,
            "relation": "мать",
        }
        mentees.person(p, [w.name(p, "fio"), group, f"{parent.last} {parent.first} {parent.middle}", cell], group=group, representative=known, roles=["mentee"], sheet="Наставляемые")  # fmt: skip
    truth = Truth(mentors.truth.columns | mentees.truth.columns, mentors.truth.people + mentees.truth.people, mentors.truth.problems | mentees.truth.problems)  # fmt: skip
    truth.problems.add((0, "sheet", "Черновик"))
    return Made("sheets_by_role", "programme.xlsx", xlsx(("Наставники", mentors), ("Наставляемые", mentees), hidden=("Черновик",)), truth)  # fmt: skip


def pasted_lines(w: Writer) -> Made:
    """Numbered lines of a letter, commas between, no header."""
    s = Sheet(w)
    separator = w.rng.choice((", ", "; ", "\t"))
    lines = []
    for number in range(1, 13):
        p = w.person()
        post = w.rng.choice(("преподаватель", "методист", "мастер производственного обучения", "воспитатель"))
        value, phone, more = w.phone()
        phone = f"8{value[2:]}" if more or "," in phone else phone
        mail, cell = w.email()
        if w.problems:
            mail = cell = f"user{number}@example.org"
            w.problems.clear()
        lines.append(separator.join((f"{p.last} {p.first} {p.middle}", post, phone, cell.strip("<>; "))))
        s.truth.people.append(blank(p, number, post=post, phone=value, email=mail))
    return Made("pasted_lines", "letter.txt", "\n".join(lines).encode("utf-8"), s.truth)


def utf16_export(w: Writer) -> Made:
    """A tab-separated export in UTF-16: initials before the surname, quoted cells, service columns."""
    s = Sheet(w)
    s.header(("Табельный номер", "extra"), ("ФИО", "full_name"), ("Должность", "post"), ("Структурное подразделение", "department"), ("Стаж (лет)", "experience_years"), ("Роль", "roles"))  # fmt: skip
    roles = {"наставник": ["mentor"], "куратор": ["tutor"], "Классный руководитель": ["tutor"], "педагог-психолог": ["supporter"], "наставник, методист": ["mentor", "supporter"], "": []}  # fmt: skip
    seen: set[tuple[str, str, str]] = set()
    for number in range(1, 16):
        p = w.person()
        years, cell = w.experience()
        role = w.rng.choice(list(roles))
        post, department = w.rng.choice(POSTS), w.rng.choice(DEPARTMENTS)
        middle = "" if " " in p.middle else p.middle
        p.middle = middle or "Игоревич"
        text_ = w.initials(p, "ifo")
        first, second = p.first[0] + ".", p.middle[0] + "."
        shown = Person(p.last, first, second, "")
        if (p.last, first, second) in seen:
            continue  # two people with the same initials would be told as one, rightly
        seen.add((p.last, first, second))
        s.person(shown, [f"00{number}", text_, post, department, str(cell), role], experience_years=years, post=post, department=department, roles=roles[role], extra={"Табельный номер": f"00{number}"})  # fmt: skip
    return Made("utf16_export", "export.tsv", text(s, "\t", "utf-16"), s.truth)


def two_row_header(w: Writer) -> Made:
    """Groups of columns over the header, the group's title merged."""
    s = Sheet(w)
    s.add("№", "Обучающийся", "", "", "Законный представитель", "", "")
    s.add("", "ФИО", "Класс", "Дата рождения", "ФИО", "Телефон", "E-mail")
    s.merged += ["A1:A2", "B1:D1", "E1:G1"]
    s.truth.columns = {
        "№": "number", "Обучающийся / ФИО": "full_name", "Обучающийся / Класс": "group", "Обучающийся / Дата рождения": "birth_date",
        "Законный представитель / ФИО": "representative", "Законный представитель / Телефон": "representative.phone",
        "Законный представитель / E-mail": "representative.email",
    }  # fmt: skip
    for number in range(1, 13):
        p, parent = w.person(), w.person()
        group = w.rng.choice(CLASSES)
        day, day_cell = w.birth(2008, 2016, excel=True)
        value, cell, more = w.phone()
        mail, mail_cell = w.email()
        if any(name == "email" for name, _ in w.problems):
            w.problems = [("representative.email" if name == "email" else name, value_) for name, value_ in w.problems]
        known = {"last": parent.last, "first": parent.first, "middle": parent.middle, "phone": value} | (
            {"email": mail} if mail else {}
        )
        s.person(p, [number, w.name(p, "fio"), group, day_cell, w.name(parent, "fio", dirt=0.2), cell, mail_cell], group=group, birth_date=day, representative=known, extra={"Законный представитель / Телефон": cell} if more else {})  # fmt: skip
    return Made("two_row_header", "school.xlsx", xlsx(("Список", s)), s.truth)


def marks(w: Writer) -> Made:
    """Columns «Наставник», «Наставляемый» with plus signs; CSV in UTF-8 with a mark and commas."""
    s = Sheet(w)
    s.header(("ФИО педагога", "full_name"), ("Наставник", "roles"), ("Наставляемый (да/нет)", "roles"), ("МО", "department"), ("Примечание", "extra"))  # fmt: skip
    for _ in range(14):
        p = w.person()
        a, b = w.rng.choice((("+", ""), ("", "да"), ("да", "нет"), ("", ""), ("+", "+"), ("-", "+")))
        roles = [role for cell, role in ((a, "mentor"), (b, "mentee")) if cell in ("+", "да")]
        department = w.rng.choice(("МО учителей математики", "МО естественных наук", "ШМО классных руководителей"))
        note = w.rng.choice(("", "=1+1", "молодой специалист", "в отпуске до 01.10"))
        s.person(p, [w.name(p, "fio").replace(";", ""), a, b, department, note], roles=roles, department=department, extra={"Примечание": note} if note else {})  # fmt: skip
    return Made("marks", "teachers.csv", text(s, ",", "utf-8-sig"), s.truth)


def ready_pairs(w: Writer) -> Made:
    """Mentor and mentee in one row with post, group, form and period."""
    s = Sheet(w)
    s.add("Наставнические пары на 2026/27 учебный год")
    s.header(("№ п/п", "number"), ("ФИО наставника", "full_name"), ("Должность наставника", "post"), ("ФИО наставляемого", "full_name"), ("Группа", "group"), ("Форма наставничества", "form"), ("Срок", "period"))  # fmt: skip
    mentor = w.person()
    for number in range(1, 11):
        if number == 1 or w.rng.random() < 0.7:
            mentor = w.person()
            mentor.values = {"post": w.rng.choice(POSTS)}
        mentee = w.person()
        group, cell = w.group()
        row = s.add(number, f"{mentor.last} {mentor.first} {mentor.middle}", mentor.values["post"], w.name(mentee, "fio", dirt=0.3), cell, "педагог – студент", "01.10.2026 – 31.05.2027")  # fmt: skip
        if not any(one["last"] == mentor.last and one["first"] == mentor.first and one["middle"] == mentor.middle for one in s.truth.people):  # fmt: skip
            s.truth.people.append(blank(mentor, row, roles=["mentor"], post=mentor.values["post"]))
        s.truth.people.append(blank(mentee, row, roles=["mentee"], group=group))
        s.truth.pairs.append((row, f"{mentor.last} {mentor.first}", f"{mentee.last} {mentee.first}"))
    return Made("ready_pairs", "pairs.xlsx", xlsx(("Пары", s)), s.truth)


def registry_pages(w: Writer) -> Made:
    """An export of an accounting system: service lines, the header repeated on each page, departments merged downwards."""
    s = Sheet(w)
    s.add("Организация:", "ГБПОУ «Вымышленный колледж»")
    s.add("Дата формирования:", "01.09.2026 10:15:00")
    s.add()
    columns = (("Отдел", "department"), ("Сотрудник", "full_name"), ("Должность", "post"), ("Дата рождения", "birth_date"), ("Телефон моб.", "phone"), ("Паспортные данные", "refused"))  # fmt: skip
    top = s.header(*columns)
    s.truth.problems.add((top, "column", "Паспортные данные"))
    for page in range(3):
        if page:
            s.add(*(header for header, _ in columns))
        department = w.rng.choice(DEPARTMENTS)
        first = len(s.rows) + 1
        for number in range(5):
            p = w.person()
            day, day_cell = w.birth(1958, 2001, excel=True)
            value, phone, more = w.phone()
            post = w.rng.choice(POSTS)
            s.person(p, [department if number == 0 else "", w.name(p, "fio"), post, day_cell, phone, "0000 000000"], department=department, post=post, birth_date=day, phone=value, extra={"Телефон моб.": phone} if more else {})  # fmt: skip
        s.merged.append(f"A{first}:A{len(s.rows)}")
        s.add("Всего по отделу", 5)
    s.add("Ответственный:", "Придуманова А. А.")
    return Made("registry_pages", "registry.xlsx", xlsx(("TDSheet", s)), s.truth)


def no_header(w: Writer) -> Made:
    """Only rows: name, group, birth date, phone."""
    s = Sheet(w)
    for _ in range(14):
        p = w.person()
        group, _ = w.group()
        day, _ = w.birth(2006, 2010, excel=False)
        w.problems.clear()
        day = day or "2008-05-06"
        value, phone, more = w.phone()
        phone = f"8{value[2:]}" if more else phone
        written = f"{day[8:]}.{day[5:7]}.{day[:4]}"
        s.person(p, [w.name(p, "fio", dirt=0.2), group, written, phone], group=group, birth_date=day, phone=value)
    return Made("no_header", "bare.csv", text(s, ";", "utf-8"), s.truth)


def tables_in_turn(w: Writer) -> Made:
    """Mentors and mentees one under another on one sheet, each with a header of its own."""
    s = Sheet(w)
    s.add(w.rng.choice(("Наставники", "Список наставников")))
    s.header(("№", "number"), ("ФИО", "full_name"), ("Должность", "post"), ("Стаж работы", "experience_years"))
    for number in range(1, 8):
        p = w.person()
        years, cell = w.experience()
        post = w.rng.choice(POSTS)
        s.person(p, [number, w.name(p, "fio"), post, cell], post=post, experience_years=years, roles=["mentor"])
    s.add()
    s.add(w.rng.choice(("Наставляемые", "Список наставляемых:")))
    s.header(("№", "number"), ("ФИО", "full_name"), ("Группа", "group"), ("Дата рождения", "birth_date"))
    for number in range(1, 8):
        p = w.person()
        group, cell = w.group()
        day, day_cell = w.birth(2006, 2010, excel=True)
        s.person(p, [number, w.name(p, "fio"), cell, day_cell], group=group, birth_date=day, roles=["mentee"])
    return Made("tables_in_turn", "both.xlsx", xlsx(("Лист1", s)), s.truth)


def quoted_cells(w: Writer) -> Made:
    """Cells with line breaks, quotes and separators inside; duplicates; people without a surname."""
    s = Sheet(w)
    s.header(("ФИО студента", "full_name"), ("Группа / курс", "group"), ("Контакты родителей", "representative.phone"), ("Увлечения, интересы", "extra"))  # fmt: skip
    first: Person | None = None
    for number in range(14):
        p = w.person()
        group, _ = w.group()
        value, phone, more = w.phone()
        phone = f"8{value[2:]}" if more else phone
        hobby = w.rng.choice(("спорт;\nмузыка", 'читает «Тихий "Дон"»', "", "-5 кг", "@канал"))
        shown = {"Увлечения, интересы": " ".join(hobby.split())} if hobby else {}
        if number == 6:
            row = s.add("Аноним 123", group, phone, "")
            s.truth.problems.add((row, "last", "Аноним 123"))
        if number == 9 and first is not None:
            p, group = first, first.values["group"]
        first = first or p
        p.values = {"group": group}
        s.person(p, [w.name(p, "fio", dirt=0.3).replace(";", ""), group, phone, hobby], group=group, representative={"phone": value}, extra=shown)  # fmt: skip
        if number == 9:
            s.truth.problems.add((len(s.rows), "row", f"{p.last} {p.first} {p.middle}"))
    return Made("quoted_cells", "survey.csv", text(s, ";", "utf-8"), s.truth)


def notes_beside_names(w: Writer) -> Made:
    """Former surnames, notes in brackets, two teachers' columns of contacts."""
    s = Sheet(w)
    s.header(("Педагог", "full_name"), ("Кафедра", "department"), ("Рабочий телефон", "phone"), ("Мобильный телефон", "phone"), ("Электронная почта", "email"))  # fmt: skip
    for _ in range(14):
        p = w.person()
        department = w.rng.choice(DEPARTMENTS)
        one, two = w.phone(), w.phone()
        mail, cell = w.email()
        name, extra = f"{p.last} {p.first} {p.middle}", {}
        kind = w.rng.randrange(4)
        if kind == 0:
            former = w.rng.choice(("Старова", "Прежнев"))
            name = f"{p.last} ({former}) {p.first} {p.middle}"
            extra["прежняя фамилия"] = former
        elif kind == 1:
            name += w.rng.choice((" (декретный отпуск)", " (внешний совместитель)"))
            extra["Педагог"] = name
        if one[2]:
            extra["Рабочий телефон"] = one[1]
        extra["Мобильный телефон"] = two[1]
        s.person(
            p, [name, department, one[1], two[1], cell], department=department, phone=one[0], email=mail, extra=extra
        )
    return Made("notes_beside_names", "staff2.xlsx", xlsx(("Сотрудники", s)), s.truth)


LAYOUTS: tuple[Callable[[Writer], Made], ...] = (
    staff_form, three_columns, groups_as_sections, sheets_by_role, pasted_lines, utf16_export, two_row_header, marks,
    ready_pairs, registry_pages, no_header, tables_in_turn, quoted_cells, notes_beside_names,
)  # fmt: skip
