"""Further lists, written by hand with their answers after the first fifteen were read, before the reader saw them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from .by_hand import made, parent, person, separated, workbook
from .layouts import Made


def accounting() -> Made:
    """An export of an accounting program: numbers of staff, units, trades, years of service on a day."""
    unit, number = "Структурная единица", "Таб. №"
    rows = [
        ["Период: 01.09.2026 - 30.09.2026"],
        [],
        [number, "Физическое лицо", "Дата рожд-я", unit, "Профессия (должность)", "Пед.стаж на 01.09"],
        [
            "0000-00012",
            "Побасёнкина Ирина Сергеевна",
            dt.datetime(1985, 7, 14),
            "Учебный отдел",
            "Преподаватель",
            "15 лет 2 мес.",
        ],
        ["0000-00013", "Образцов Роман Павлович", "02.11.1990", "Мастерские", "Мастер производственного обучения", 4],
        ["0000-00014", "Тестова Ксения  Алексеевна", 33000, "Мастерские", "Лаборант", "нет"],
        ["0000-00015", "Шаблонов Ильдар Тимурович (вн. совм.)", "", "Учебный отдел", "Преподаватель", "6 мес."],
        ["", "Всего", "", "", "", 4],
    ]
    name = "Физическое лицо"
    columns = {number: "extra", name: "full_name", "Дата рожд-я": "birth_date", unit: "department", "Профессия (должность)": "post", "Пед.стаж на 01.09": "experience_years"}  # fmt: skip
    people = [
        person(4, "Побасёнкина|Ирина|Сергеевна", "f", birth_date="1985-07-14", department="Учебный отдел", post="Преподаватель", experience_years=15, extra={number: "0000-00012"}),
        person(5, "Образцов|Роман|Павлович", "m", birth_date="1990-11-02", department="Мастерские", post="Мастер производственного обучения", experience_years=4, extra={number: "0000-00013"}),
        person(6, "Тестова|Ксения|Алексеевна", "f", birth_date="1990-05-07", department="Мастерские", post="Лаборант", extra={number: "0000-00014"}),
        person(7, "Шаблонов|Ильдар|Тимурович", "m", department="Учебный отдел", post="Преподаватель", experience_years=0, extra={number: "0000-00015", name: "Шаблонов Ильдар Тимурович (вн. совм.)"}),
    ]  # fmt: skip
    return made("accounting", "TDSheet.xlsx", workbook({"TDSheet": rows}), columns, people)


def mother_father() -> Made:
    """Parents in columns of their own, a short word for the patronymic, course and group apart."""
    header = [
        "Фамилия",
        "Имя",
        "Отч.",
        "Курс",
        "Группа",
        "Моб.тел",
        "Эл.почта",
        "Мать (ФИО)",
        "Мать (тел)",
        "Отец (ФИО)",
        "Отец (тел)",
    ]
    rows = [
        header,
        ["Макетов", "Лев", "Олегович", 2, "ЭП-21", "8-900-700-10-01", "lev@example.org", "Макетова Юлия Павловна", "8-900-700-10-02", "Макетов Олег Ильич", "8-900-700-10-03"],
        ["ПРИМЕРОВА", "АЛЁНА", "", 2, "ЭП–21", "", "alena@example.org", "", "", "Примеров С. С.", "8-900-700-10-04"],
        ["Скетчева ", "Гульнара", "Ринатовна", 2, "ЭП -21", "900 700 10 05", "", "Скетчева А. М.", "", "", ""],
    ]  # fmt: skip
    fields = ["last", "first", "middle", "extra", "group", "phone", "email", "representative", "representative.phone", "representative", "representative.phone"]  # fmt: skip
    people = [
        person(2, "Макетов|Лев|Олегович", "m", group="ЭП-21", phone="+79007001001", email="lev@example.org", representative=parent("Макетова|Юлия|Павловна", "+79007001002", "мать"),
               extra={"Курс": "2", "Отец (ФИО)": "Макетов Олег Ильич", "Отец (тел)": "8-900-700-10-03"}),
        person(3, "Примерова|Алёна", group="ЭП-21", email="alena@example.org", representative=parent("Примеров|С.|С.", "+79007001004", "отец"), extra={"Курс": "2"}),
        person(4, "Скетчева|Гульнара|Ринатовна", "f", group="ЭП-21", phone="+79007001005", representative=parent("Скетчева|А.|М.", "", "мать"), extra={"Курс": "2"}),
    ]  # fmt: skip
    return made(
        "mother_father", "2 курс.csv", separated(rows, ";", "utf-16"), dict(zip(header, fields, strict=True)), people
    )


def message() -> Made:
    """A message: groups, numbers that begin anew, a role in brackets, no table."""
    lines = [
        "Коллеги, вот кто согласился:",
        "",
        "Группа 1-ТМ-26",
        "1. Небылицын Павел Дмитриевич",
        "2. Эскизова Татьяна",
        "Группа СВ-26-2:",
        "1. Черновиков Артём Николаевич (староста)",
        "2. Фантазёрова-Пробная Любовь Семёновна",
        "3. Ли Анна",
    ]
    people = [
        person(4, "Небылицын|Павел|Дмитриевич", "m", group="1-ТМ-26"),
        person(5, "Эскизова|Татьяна", group="1-ТМ-26"),
        person(7, "Черновиков|Артём|Николаевич", "m", group="СВ-26-2", extra={"столбец 1": "1. Черновиков Артём Николаевич (староста)"}),
        person(8, "Фантазёрова-Пробная|Любовь|Семёновна", "f", group="СВ-26-2"),
        person(9, "Ли|Анна", group="СВ-26-2"),
    ]  # fmt: skip
    return made("message", "чат.txt", "\r\n".join(lines).encode("cp1251"), {}, people)


def school_class() -> Made:
    """A class with parents in one cell, first names only where the surname stands, address that is not taken."""
    rows = [
        ["Список обучающихся 8 «А» класса"],
        [
            "№ п\\п",
            "Фамилия, имя ребёнка",
            "Число, месяц, год рождения",
            "Ф.И.О. родителей",
            "Контактный телефон родителей",
            "Домашний адрес",
        ],
        ["1.", "Вымыслов Сергей", "1.02.2012", "Вымыслова Елена Николаевна", "8 (900) 700-20-01", "ул. Тестовая, 1"],
        [
            "2.",
            "Сказкина София",
            "13.13.2012",
            "Сказкин Лев Ильич, Сказкина Инна Марковна",
            "89007002002; 89007002003",
            "ул. Тестовая, 2",
        ],
        ["3.", "Условный-Смит Джон", "30 июня 2012", "опекун: Пробникова О. А.", "не указан", ""],
        ["4.", "", "", "", "", ""],
    ]
    columns = {"№ п\\п": "number", "Фамилия, имя ребёнка": "full_name", "Число, месяц, год рождения": "birth_date", "Ф.И.О. родителей": "representative", "Контактный телефон родителей": "representative.phone", "Домашний адрес": "refused"}  # fmt: skip
    people = [
        person(3, "Вымыслов|Сергей", birth_date="2012-02-01", representative=parent("Вымыслова|Елена|Николаевна", "+79007002001")),
        person(4, "Сказкина|София", representative=parent("Сказкин|Лев|Ильич", "+79007002002"), extra={"Ф.И.О. родителей": rows[3][3], "Контактный телефон родителей": "89007002002; 89007002003"}),
        person(5, "Условный-Смит|Джон", birth_date="2012-06-30", representative=parent("Пробникова|О.|А.", "", "опекун")),
    ]  # fmt: skip
    problems = {(2, "column", "Домашний адрес"), (4, "birth_date", "13.13.2012")}
    return made("school_class", "8А.xlsx", workbook({"8А": rows}, ("A1:F1",)), columns, people, problems)


def pairs_with_phones() -> Made:
    """Pairs that begin with the mentee; a phone behind each name, a period in words."""
    header = ["Наставляемый", "Телефон", "Наставник", "Телефон", "Форма", "Период"]
    rows = [
        ["Закрепление на 2026-2027 уч. год"],
        header,
        ["Набросков Марк Ильич", "8 900 700 30 01", "Мнимова Ольга Юрьевна", "8 900 700 30 02", "педагог – студент", "с 01.10.2026 по 31.05.2027"],
        ["Опытова Зоя Львовна", "8 900 700 30 03", "Болванкин Николай Фёдорович", "", "студент – студент", "01.11.2026-31.05.2027"],
        ["Тестовец Женя", "", "Мнимова Ольга Юрьевна", "8 900 700 30 02", "педагог – студент", "по 30.06.2027"],
    ]  # fmt: skip
    columns = {
        "Наставляемый": "full_name",
        "Телефон": "phone",
        "Наставник": "full_name",
        "Телефон (2)": "phone",
        "Форма": "form",
        "Период": "period",
    }
    people = [
        person(3, "Мнимова|Ольга|Юрьевна", "f", phone="+79007003002", roles=["mentor"]),
        person(3, "Набросков|Марк|Ильич", "m", phone="+79007003001", roles=["mentee"]),
        person(4, "Болванкин|Николай|Фёдорович", "m", roles=["mentor"]),
        person(4, "Опытова|Зоя|Львовна", "f", phone="+79007003003", roles=["mentee"]),
        person(5, "Тестовец|Женя", roles=["mentee"]),
    ]
    pairs = (
        (3, "Мнимова Ольга", "Набросков Марк"),
        (4, "Болванкин Николай", "Опытова Зоя"),
        (5, "Мнимова Ольга", "Тестовец Женя"),
    )
    return made("pairs_with_phones", "пары.xlsx", workbook({"Лист1": rows}), columns, people, pairs=pairs)


def partners() -> Made:
    """Employers: the firm first, then who answers for it."""
    firm, face, phone = "Организация-партнёр", "Контактное лицо", "Тел./факс"
    rows = [
        [firm, face, "Должность", phone, "E-mail", "Роль"],
        [
            "ООО «Выдумка»",
            "Придуманов Фёдор Лукич",
            "начальник цеха",
            "(8172) 70-40-01",
            "zech@example.org",
            "работодатель",
        ],
        [
            "АО «Пример и Ко»",
            "Заглушкина Н. В.",
            "рук. отдела кадров",
            "8-800-700-40-02 (доб. 3)",
            "hr@example.org",
            "партнёр, наставник",
        ],
        ["ИП Скетчев", "Скетчев Тимур", "и. о. директора", "+7 900 700-40-03, +7 900 700-40-04", "", "наставник"],
    ]
    people = [
        person(2, "Придуманов|Фёдор|Лукич", "m", post="начальник цеха", phone="+78172704001", email="zech@example.org", roles=["partner"], extra={firm: "ООО «Выдумка»"}),
        person(3, "Заглушкина|Н.|В.", post="рук. отдела кадров", phone="+78007004002", email="hr@example.org", roles=["partner", "mentor"], extra={firm: "АО «Пример и Ко»", phone: rows[2][3]}),
        person(4, "Скетчев|Тимур", post="и. о. директора", phone="+79007004003", roles=["mentor"], extra={firm: "ИП Скетчев", phone: rows[3][3]}),
    ]  # fmt: skip
    columns = {
        firm: "extra",
        face: "full_name",
        "Должность": "post",
        phone: "phone",
        "E-mail": "email",
        "Роль": "roles",
    }
    return made("partners", "партнёры.xlsx", workbook({"Лист1": rows}), columns, people)


def database() -> Made:
    """An export of a database: capitals everywhere, underscores in headers, an old encoding."""
    header = ["ID", "ФАМИЛИЯ", "ИМЯ", "ОТЧЕСТВО", "ПОЛ", "КЛАСС", "ДАТА_РОЖД", "СНИЛС"]
    rows = [
        header,
        [17, "ВОЛШЕБНОВА", "ДАРЬЯ", "ИГОРЕВНА", "Ж", "9Б", "2011-04-05", "111-222-333 44"],
        [18, "НЕБЫЛЬСКИЙ-МАКЕТОВ", "ИЛЬЯ", "", "М", "9Б", "2011-12-31", ""],
        [19, "АЛИ-ЗАДЕ", "ТИМУР", "РУСТАМ ОГЛЫ", "М", "9В", "00.00.0000", ""],
    ]
    people = [
        person(2, "Волшебнова|Дарья|Игоревна", "f", group="9Б", birth_date="2011-04-05", extra={"ID": "17"}),
        person(3, "Небыльский-Макетов|Илья", "m", group="9Б", birth_date="2011-12-31", extra={"ID": "18"}),
        person(4, "Али-Заде|Тимур|Рустам оглы", "m", group="9В", extra={"ID": "19"}),
    ]
    columns = dict(
        zip(header, ["extra", "last", "first", "middle", "gender", "group", "birth_date", "refused"], strict=True)
    )
    problems = {(1, "column", "СНИЛС"), (4, "birth_date", "00.00.0000")}
    return made("database", "export.csv", separated(rows, ";", "cp866"), columns, people, problems)


def broken_headers() -> Made:
    """Line breaks in headers, groups merged downwards, contacts together, remarks under the table."""
    group, contacts = "Учебная\nгруппа", "Контакты\n(тел., e-mail)"
    rows = [
        ["№\nп/п", group, "ФИО\nстудента", "Дата\nрождения", contacts, "Согласие\n(есть/нет)"],
        [
            1,
            "ПД-32",
            "Шаблонюк Никита Глебович",
            dt.datetime(2007, 9, 1),
            "8 900 700 50 01\nnikita@example.org",
            "есть",
        ],
        [2, "", "Заглушкина Мария Петровна", "02.09.07", "maria@example.org", "нет"],
        [3, "ИС-1-23", "О’Коннор Патрик", "03.09.2007 г.р.", "8 900 700 50 02", "есть"],
        [4, "", "Ван дер Тест Анна", "", "", ""],
        ["* список уточняется"],
        ["Куратор: Придуманова А. А."],
    ]
    said = "Согласие (есть/нет)"
    columns = {"№ п/п": "number", "Учебная группа": "group", "ФИО студента": "full_name", "Дата рождения": "birth_date", "Контакты (тел., e-mail)": "phone", said: "extra"}  # fmt: skip
    people = [
        person(2, "Шаблонюк|Никита|Глебович", "m", group="ПД-32", birth_date="2007-09-01", phone="+79007005001", email="nikita@example.org", extra={said: "есть"}),
        person(3, "Заглушкина|Мария|Петровна", "f", group="ПД-32", birth_date="2007-09-02", email="maria@example.org"),
        person(4, "О’Коннор|Патрик", group="ИС-1-23", birth_date="2007-09-03", phone="+79007005002", extra={said: "есть"}),
        person(5, "Ван дер Тест|Анна", group="ИС-1-23"),
    ]  # fmt: skip
    return made("broken_headers", "сводка.xlsx", workbook({"Лист1": rows}, ("B2:B3", "B4:B5")), columns, people)


APART: tuple[Callable[[], Made], ...] = (
    accounting, mother_father, message, school_class, pairs_with_phones, partners, database, broken_headers,
)  # fmt: skip
