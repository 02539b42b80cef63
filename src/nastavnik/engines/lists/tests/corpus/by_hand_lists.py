"""Fifteen lists as they come from fifteen different places, written by hand with their answers before they were read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from .by_hand import made, parent, person, separated, stored, workbook
from .layouts import Made


def capitals() -> Made:
    """Titles above, contacts first, names in capitals with Latin letters among them."""
    rows = [
        ["Муниципальное учреждение «Лицей выдумок»"],
        ["СПИСОК ПЕДАГОГОВ, РАБОТАЮЩИХ С МОЛОДЫМИ СПЕЦИАЛИСТАМИ"],
        [],
        [
            "Сотовый",
            "Эл. адрес",
            "ФАМИЛИЯ ИМЯ ОТЧЕСТВО",
            "Преподаваемый предмет",
            "Педагогический стаж, лет",
            "Категория",
        ],
        ["8-912-000-11-22", "nebyl@example.org", "НЕБЫЛИЦЫН ПЁТР ИЛЬИЧ", "физика", 12, "высшая"],
        ["+7 (900) 000-33-44", "-", "CКАЗКИНА МАРИЯ OЛЕГОВНА", "химия", "7 лет", "первая"],
        [89120005566, "vydumkin@example.org", "ВЫДУМКИН-ПРОБНЫЙ ЛЕВ АНДРЕЕВИЧ", "история", "менее года", ""],
        ["", "maketov.r@example.org", "МАКЕТОВ РАСУЛ ГАСАН ОГЛЫ", "химия", "20 лет 6 мес", "СЗД"],
        ["нет", "", "ЭСКИЗОВА АННА-МАРИЯ ЛЬВОВНА", "музыка", 3, "первая"],
        ["", "", "Всего: 5 человек"],
    ]
    subject, rank = "Преподаваемый предмет", "Категория"
    columns = {
        "Сотовый": "phone", "Эл. адрес": "email", "ФАМИЛИЯ ИМЯ ОТЧЕСТВО": "full_name", subject: "extra",
        "Педагогический стаж, лет": "experience_years", rank: "extra",
    }  # fmt: skip
    people = [
        person(5, "Небылицын|Пётр|Ильич", "m", phone="+79120001122", email="nebyl@example.org", experience_years=12, extra={subject: "физика", rank: "высшая"}),
        person(6, "Сказкина|Мария|Олеговна", "f", phone="+79000003344", experience_years=7, extra={subject: "химия", rank: "первая"}),
        person(7, "Выдумкин-Пробный|Лев|Андреевич", "m", phone="+79120005566", email="vydumkin@example.org", experience_years=0, extra={subject: "история"}),
        person(8, "Макетов|Расул|Гасан оглы", "m", email="maketov.r@example.org", experience_years=20, extra={subject: "химия", rank: "СЗД"}),
        person(9, "Эскизова|Анна-Мария|Львовна", "f", experience_years=3, extra={subject: "музыка", rank: "первая"}),
    ]  # fmt: skip
    return made("capitals", "педсостав.xlsx", workbook({"Лист1": rows}), columns, people)


def quoted_lines() -> Made:
    """A CSV of an old program: cp1251, semicolons, line breaks in quotes, parent and phone in one cell."""
    joined = "Ф.И.О. родителя, телефон"
    rows = [
        ["№", "Студент (Ф.И.О.)", "Гр.", "Д/р", joined, "Прим."],
        [1, "Черновикова Дарья Игоревна", "ТМ 21", "05.09.2008", "Черновикова Ольга Петровна\n8(912)345-67-01", ""],
        [2, "Пробников Илья", "ТМ-21", "5.9.08", "мама – Пробникова Анна Сергеевна, тел. 8 912 345 67 02", "живёт в общежитии"],
        [3, "Шаблонов  Артём Сергеевич", "ТМ–21", "2008-12-31", "Шаблонов С. В. 89123456703", ""],
        [4, "Эскизова Мия Робертовна", "тм-21", "31.02.2008", "", 'перевод из "СВ-11"'],
        [5, "Условнов Кирилл Олегович", "ТМ-21", "12 марта 2009 г.", "опекун Условнова Вера Ильинична, 8-912-345-67-05, 8 (8172) 72-11-22", ""],
    ]  # fmt: skip
    columns = {"№": "number", "Студент (Ф.И.О.)": "full_name", "Гр.": "group", "Д/р": "birth_date", joined: "representative", "Прим.": "extra"}  # fmt: skip
    people = [
        person(2, "Черновикова|Дарья|Игоревна", "f", group="ТМ 21", birth_date="2008-09-05", representative=parent("Черновикова|Ольга|Петровна", "+79123456701")),
        person(3, "Пробников|Илья", group="ТМ-21", birth_date="2008-09-05", representative=parent("Пробникова|Анна|Сергеевна", "+79123456702", "мать"), extra={"Прим.": "живёт в общежитии"}),
        person(4, "Шаблонов|Артём|Сергеевич", "m", group="ТМ-21", birth_date="2008-12-31", representative=parent("Шаблонов|С.|В.", "+79123456703")),
        person(5, "Эскизова|Мия|Робертовна", "f", group="тм-21", extra={"Прим.": 'перевод из "СВ-11"'}),
        person(6, "Условнов|Кирилл|Олегович", "m", group="ТМ-21", birth_date="2009-03-12", representative=parent("Условнова|Вера|Ильинична", "+79123456705", "опекун"), extra={joined: rows[5][4]}),
    ]  # fmt: skip
    return made(
        "quoted_lines", "gr21.csv", separated(rows, ";", "cp1251"), columns, people, {(5, "birth_date", "31.02.2008")}
    )


def sections() -> Made:
    """Groups with their trade or tutor as rows between, numbers begin anew, dates of every sort, totals and a signature."""
    money = "Бюджет/договор"
    rows = [
        ["Контингент 1 курса на 01.10.2026"],
        ["№ п/п", "Фамилия Имя Отчество обучающегося", "Дата рожд.", money],
        ["гр. ИСП-11  Информационные системы и программирование"],
        [1, "Макетова Ева Денисовна", 39820, "бюджет"],
        [2, "Набросков Глеб Егорович", dt.datetime(2008, 11, 30), "договор"],
        [3, "Тер-Эскизян Арам Левонович", "14.02.09", "бюджет"],
        ["Группа ПК-12 (кл. рук. Сказкина М. О.)"],
        [1, "Скетчева Алёна Павловна", "2009-05-06", "бюджет"],
        [2, "Заглушкин Ян", "06/05/2009", "договор"],
        [3, "де ла Крус Мария", "1.1.2010", "бюджет"],
        [],
        ["Итого: 6 чел."],
        ["Зав. отделением ______ Придуманова А. А."],
    ]
    columns = {"№ п/п": "number", "Фамилия Имя Отчество обучающегося": "full_name", "Дата рожд.": "birth_date", money: "extra"}  # fmt: skip
    people = [
        person(4, "Макетова|Ева|Денисовна", "f", birth_date="2009-01-07", group="ИСП-11", extra={money: "бюджет"}),
        person(5, "Набросков|Глеб|Егорович", "m", birth_date="2008-11-30", group="ИСП-11", extra={money: "договор"}),
        person(6, "Тер-Эскизян|Арам|Левонович", "m", birth_date="2009-02-14", group="ИСП-11", extra={money: "бюджет"}),
        person(8, "Скетчева|Алёна|Павловна", "f", birth_date="2009-05-06", group="ПК-12", extra={money: "бюджет"}),
        person(9, "Заглушкин|Ян", birth_date="2009-05-06", group="ПК-12", extra={money: "договор"}),
        person(10, "де ла Крус|Мария", birth_date="2010-01-01", group="ПК-12", extra={money: "бюджет"}),
    ]
    return made("sections", "контингент.xlsx", workbook({"Лист1": rows}, ("A3:D3", "A7:D7")), columns, people)


def both_parents() -> Made:
    """Two parents with their phones in one cell, in many ways."""
    both = "Родители (Ф.И.О., место работы, телефон)"
    cells = [
        "мать: Опытова Инна Юрьевна, 8-900-100-20-30; отец: Опытов Илья Петрович, 8-900-100-20-31",
        "Пробный Никита Львович (папа) 89001002032\nПробная Зоя Фоминична (мама) 89001002033",
        "Бабушка, Воображаева Нина Лукинична, т. 8(8172)50-60-70",
        "-",
        "Образцовская М. А., тел. +7 900 100 20 34",
    ]
    names = ["Опытов Марк Ильич", "Пробная Вера Никитична", "Воображаев Тимофей", "Мнимченко Анна Ивановна", "Образцовский Пётр Львович"]  # fmt: skip
    groups = ["5 «Б»", "5 «Б»", '5 "В"', "5в", "5 В класс"]
    rows = [["Ребёнок", "Класс", both], *([n, g, c] for n, g, c in zip(names, groups, cells, strict=True))]
    people = [
        person(2, "Опытов|Марк|Ильич", "m", group=groups[0], representative=parent("Опытова|Инна|Юрьевна", "+79001002030", "мать"), extra={both: cells[0]}),
        person(3, "Пробная|Вера|Никитична", "f", group=groups[1], representative=parent("Пробный|Никита|Львович", "+79001002032", "отец"), extra={both: cells[1].replace("\n", " ")}),
        person(4, "Воображаев|Тимофей", group=groups[2], representative=parent("Воображаева|Нина|Лукинична", "+78172506070", "бабушка")),
        person(5, "Мнимченко|Анна|Ивановна", "f", group=groups[3]),
        person(6, "Образцовский|Пётр|Львович", "m", group=groups[4], representative=parent("Образцовская|М.|А.", "+79001002034")),
    ]  # fmt: skip
    columns = {"Ребёнок": "full_name", "Класс": "group", both: "representative"}
    return made("both_parents", "5 параллель.xlsx", workbook({"5": rows}), columns, people)


def several_sheets() -> Made:
    """A sheet of instructions, one of teachers with initials, one of students, a hidden archive."""
    teachers, students = "Преподаватели", "Студенты 2 курс"
    sheets = {
        "Инструкция": [["Заполните оба листа"], ["Вопросы – к методисту Черновиковой А. П., каб. 12"]],
        teachers: [
            ["Фамилия, инициалы", "Должность", "Кабинет", "Роль"],
            ["Болванкин Е. Ж.", "и. о. директора", 101, "директор"],
            ["Фантазёрова О.В.", "преподаватель", "2-14", "наставник"],
            ["Побасёнкин К.М.", "мастер п/о", "", "куратор гр."],
        ],
        students: [
            ["Группы 2 курса"],
            ["ФИО", "Группа", "Тел."],
            ["Черновецкая Алина Маратовна", "ЭК-2-24", "8 900 200-30-40"],
            ["Скетчук Роман Янович", "ЭК-2-24", "+7(900)200 30 41"],
        ],
        "Архив": [["ФИО"], ["Давний Игорь Ильич"]],
    }
    columns = {"Фамилия, инициалы": "full_name", "Должность": "post", "Кабинет": "extra", "Роль": "roles", "ФИО": "full_name", "Группа": "group", "Тел.": "phone"}  # fmt: skip
    people = [
        person(
            2, "Болванкин|Е.|Ж.", post="и. о. директора", roles=["director"], extra={"Кабинет": "101"}, sheet=teachers
        ),
        person(
            3, "Фантазёрова|О.|В.", post="преподаватель", roles=["mentor"], extra={"Кабинет": "2-14"}, sheet=teachers
        ),
        person(4, "Побасёнкин|К.|М.", post="мастер п/о", roles=["tutor"], sheet=teachers),
        person(3, "Черновецкая|Алина|Маратовна", "f", group="ЭК-2-24", phone="+79002003040", sheet=students),
        person(4, "Скетчук|Роман|Янович", "m", group="ЭК-2-24", phone="+79002003041", sheet=students),
    ]
    return made(
        "several_sheets", "сводный.xlsx", workbook(sheets, hidden=("Архив",)), columns, people, {(0, "sheet", "Архив")}
    )


def letter() -> Made:
    """Numbered lines of a letter: name – post, phone."""
    lines = [
        "Добрый день! Список наставников от нашего отделения:",
        "",
        "1) Придуманов Игорь Львович – преподаватель, 8-900-300-40-50",
        "2) Вымышленцева Нина Петровна – методист, 8-900-300-40-51",
        "3) Заглушкин Лука Фомич – мастер п/о, 8-900-300-40-52",
        "4) Условская Зоя Никитична – преподаватель",
        "С уважением, Примеряева",
    ]
    people = [
        person(3, "Придуманов|Игорь|Львович", "m", post="преподаватель", phone="+79003004050"),
        person(4, "Вымышленцева|Нина|Петровна", "f", post="методист", phone="+79003004051"),
        person(5, "Заглушкин|Лука|Фомич", "m", post="мастер п/о", phone="+79003004052"),
        person(6, "Условская|Зоя|Никитична", "f", post="преподаватель"),
    ]
    return made("letter", "письмо.txt", "\n".join(lines).encode(), {}, people)


def margin() -> Made:
    """Remarks in a column without a header, phones of a mother and from abroad."""
    rows = [
        ["Список участников (проверено 03.10)"],
        ["Группа", "ФИО", "Телефон"],
        ["СВ-11", "Тестовец Игорь Маркович", "9003004060"],
        ["", "Тестовец Ольга Марковна", "8 (900) 300-40-61 (мамин)", "", "уточнить!"],
        ["СВ-12", "Шаблонюк Рената Рустамовна", "8900300406"],
        ["СВ-12", "Небыльский Саша", "+375 29 300-40-62", "", "академ. отпуск"],
    ]
    people = [
        person(3, "Тестовец|Игорь|Маркович", "m", group="СВ-11", phone="+79003004060"),
        person(
            4,
            "Тестовец|Ольга|Марковна",
            "f",
            phone="+79003004061",
            extra={"Телефон": rows[3][2], "столбец 5": "уточнить!"},
        ),
        person(5, "Шаблонюк|Рената|Рустамовна", "f", group="СВ-12"),
        person(6, "Небыльский|Саша", group="СВ-12", phone="+375293004062", extra={"столбец 5": "академ. отпуск"}),
    ]
    columns = {"Группа": "group", "ФИО": "full_name", "Телефон": "phone"}
    return made("margin", "участники.xlsx", workbook({"Лист1": rows}), columns, people, {(5, "phone", "8900300406")})


PUPILS = [
    ["Фамилия", "И.О.", "Уч. класс", "Дата рожд. (по св-ву)"],
    ["Ёлкина", "А.Б.", "7 а", dt.datetime(2012, 3, 4)],
    ["Скетчев", "Р. Н.", "7 а", dt.datetime(2012, 5, 6)],
    ["Ёлкин-Пробный", "В.Г.", "7 б", "07.08.12"],
]


def old_book() -> Made:
    """An old .xls: a hidden row, surnames and initials apart."""
    people = [
        person(2, "Ёлкина|А.|Б.", group="7 а", birth_date="2012-03-04"),
        person(3, "Скетчев|Р.|Н.", group="7 а", birth_date="2012-05-06"),
        person(4, "Ёлкин-Пробный|В.|Г.", group="7 б", birth_date="2012-08-07"),
    ]
    columns = {"Фамилия": "last", "И.О.": "first", "Уч. класс": "group", "Дата рожд. (по св-ву)": "birth_date"}
    return made("old_book", "класс.xls", stored("pupils.xls"), columns, people)


STAFF = [
    ["Подразд.", "ФИО сотрудника", "Дата рождения", "Моб.", "Должность / профессия"],
    ["Учебная часть", "Наброскова Елена Фёдоровна", dt.datetime(1980, 2, 3), 89003004070, "зам. директора по УР"],
    ["", "Скетчев Олег", 29255, "8 900 300 40 71", "диспетчер"],
    ["", "Мнимов Ф. А.", "3 марта 1975", "", "и.о. зав. отделением"],
    ["Отдел воспитания", "Фантазёрова Юлия Юрьевна (Прежнева)", "1990 г.", "8-900-300-40-72", "педагог-организатор"],
    ["", "Макетов Тимур Ринатович", "", "8-900-300-40-73 (Вотсап)", "советник директора по воспитанию"],
]


def open_book() -> Made:
    """An .ods: departments merged downwards, birthdays as dates, numbers and words."""
    people = [
        person(2, "Наброскова|Елена|Фёдоровна", "f", department="Учебная часть", birth_date="1980-02-03", phone="+79003004070", post="зам. директора по УР"),
        person(3, "Скетчев|Олег", department="Учебная часть", birth_date="1980-02-04", phone="+79003004071", post="диспетчер"),
        person(4, "Мнимов|Ф.|А.", department="Учебная часть", birth_date="1975-03-03", post="и.о. зав. отделением"),
        person(5, "Фантазёрова|Юлия|Юрьевна", "f", department="Отдел воспитания", phone="+79003004072", post="педагог-организатор", extra={"прежняя фамилия": "Прежнева"}),
        person(6, "Макетов|Тимур|Ринатович", "m", department="Отдел воспитания", phone="+79003004073", post="советник директора по воспитанию", extra={"Моб.": "8-900-300-40-73 (Вотсап)"}),
    ]  # fmt: skip
    columns = {"Подразд.": "department", "ФИО сотрудника": "full_name", "Дата рождения": "birth_date", "Моб.": "phone", "Должность / профессия": "post"}  # fmt: skip
    return made("open_book", "кадры.ods", stored("staff.ods"), columns, people, {(5, "birth_date", "1990 г.")})


def initials() -> Made:
    """Initials before and behind, an acting director, a vacancy, phones of a village."""
    post, phone, rate = "Занимаемая должность (по штатному расписанию)", "Телефон служебный", "Ставка"
    rows = [
        ["Штатное расписание"],
        [],
        ["Ф. И.О.", post, rate, phone],
        ["Иванова-Петровская А. П.", "И.о. директора", 1, "8 (34766) 2-10-20"],
        ["Гор К.В.", "Зам.директора по УВР", 0.5, "8(34766)2-10-21 доб. 12"],
        ["О. Ю. Бендерова", "Соц. педагог", "1,25 ст.", "2-10-22"],
        ["Ли В.", "Концертмейстер", 1, ""],
        ["Вакансия", "Логопед", 1, ""],
        ["Директор", "", "", "Придуманова А. А."],
    ]
    people = [
        person(4, "Иванова-Петровская|А.|П.", post="И.о. директора", phone="+73476621020", extra={rate: "1"}),
        person(
            5, "Гор|К.|В.", post="Зам.директора по УВР", phone="+73476621021", extra={rate: "0,5", phone: rows[4][3]}
        ),
        person(6, "Бендерова|О.|Ю.", post="Соц. педагог", extra={rate: "1,25 ст."}),
        person(7, "Ли|В.", post="Концертмейстер", extra={rate: "1"}),
    ]
    columns = {"Ф. И.О.": "full_name", post: "post", rate: "extra", phone: "phone"}
    problems = {(6, "phone", "2-10-22"), (8, "last", "Вакансия")}
    return made("initials", "штатное.xlsx", workbook({"Лист1": rows}), columns, people, problems)


def from_abroad() -> Made:
    """First names first, people without patronymics, double names, citizenship that is not taken."""
    rows = [
        ["Имя", "Фамилия", "Отчество", "Класс/группа", "Гражданство", "E-mail"],
        ["Линь", "Нгуен Ван", "", "10-А", "Вьетнам", "lin@example.org"],
        ["Мухаммад Али", "Рахимов", "-", "10-А", "Таджикистан", ""],
        ["анна", "смит-джонс", "", "10-Б", "", "anna.smith@example.org"],
        ["Дильноза", "Юсупова", "Рустам кизи", "10-Б", "Узбекистан", ""],
        ["Жан-Поль", "Д'Артаньянов", "Пьерович", "10-Б", "", "jp@example"],
    ]
    people = [
        person(2, "Нгуен Ван|Линь", group="10-А", email="lin@example.org"),
        person(3, "Рахимов|Мухаммад Али", group="10-А"),
        person(4, "Смит-Джонс|Анна", group="10-Б", email="anna.smith@example.org"),
        person(5, "Юсупова|Дильноза|Рустам кизи", "f", group="10-Б"),
        person(6, "Д'Артаньянов|Жан-Поль|Пьерович", "m", group="10-Б"),
    ]
    columns = {"Имя": "first", "Фамилия": "last", "Отчество": "middle", "Класс/группа": "group", "Гражданство": "refused", "E-mail": "email"}  # fmt: skip
    problems = {(1, "column", "Гражданство"), (6, "email", "jp@example")}
    return made("from_abroad", "international.tsv", separated(rows, "\t", "utf-8"), columns, people, problems)


def two_phones() -> Made:
    """Names under the name of a post, two phones and two addresses in a cell, a second column of phones."""
    name, phones, more, mail = "Мастер производственного обучения", "Телефоны (раб., моб.)", "Доп. тел.", "Почта/e-mail"
    rows = [
        [name, phones, more, mail],
        ["Условнов Глеб Ильич", "8 (8172) 72-10-20, 8-900-400-50-60", "", "a1@example.org"],
        ["Примеряева Любовь Семёновна", "8-900-400-50-61", "8-900-400-50-62", "a2@example.org, a22@example.org"],
        ["Мнимченко Валентин Петрович", "8-900-400-50-63/8-900-400-50-64", "нет", ""],
        ["Опытова София Лукинична", "т.р. 72-10-21; м.т. 8-900-400-50-65", "", "A5@EXAMPLE.ORG"],
    ]
    people = [
        person(2, "Условнов|Глеб|Ильич", "m", phone="+78172721020", email="a1@example.org", extra={phones: rows[1][1]}),
        person(3, "Примеряева|Любовь|Семёновна", "f", phone="+79004005061", email="a2@example.org", extra={more: "8-900-400-50-62", mail: rows[2][3]}),
        person(4, "Мнимченко|Валентин|Петрович", "m", phone="+79004005063", extra={phones: rows[3][1]}),
        person(5, "Опытова|София|Лукинична", "f", phone="+79004005065", email="A5@EXAMPLE.ORG", extra={phones: rows[4][1]}),
    ]  # fmt: skip
    columns = {name: "full_name", phones: "phone", more: "phone", mail: "email"}
    return made("two_phones", "мастера.xlsx", workbook({"Лист1": rows}), columns, people)


def two_levels() -> Made:
    """Two rows of headers: the person, contacts, mother and father."""
    rows = [
        ["Сведения об участниках"],
        ["№", "Участник программы", "", "", "Контактные данные", "", "Родители", "", "", ""],
        ["", "ФИО", "Группа", "Дата рождения", "телефон", "почта", "ФИО матери", "Тел. матери", "ФИО отца", "Тел. отца"],
        [1, "Заглушкина Алия Рустамовна", "ПД-32", dt.datetime(2008, 1, 2), "8 900 500-60-69", "z@example.org", "Заглушкина Рената Маратовна", "8 900 500-60-70", "", ""],
        [2, "Вымышленцев Никита Глебович", "ПД-32", "03.04.2008", "", "", "", "", "Вымышленцев Глеб Ильич", "8 900 500-60-71"],
        [3, "Шаблонюк Марк Семёнович", "ПД-32", "05.06.2008", "", "", "Шаблонюк Зоя Львовна", "8 900 500-60-72", "Шаблонюк Семён Петрович", "8 900 500-60-73"],
    ]  # fmt: skip
    columns = {
        "№": "number", "Участник программы / ФИО": "full_name", "Участник программы / Группа": "group", "Участник программы / Дата рождения": "birth_date",
        "Контактные данные / телефон": "phone", "Контактные данные / почта": "email", "Родители / ФИО матери": "representative",
        "Родители / Тел. матери": "representative.phone", "Родители / ФИО отца": "representative", "Родители / Тел. отца": "representative.phone",
    }  # fmt: skip
    people = [
        person(4, "Заглушкина|Алия|Рустамовна", "f", group="ПД-32", birth_date="2008-01-02", phone="+79005006069", email="z@example.org", representative=parent("Заглушкина|Рената|Маратовна", "+79005006070", "мать")),
        person(5, "Вымышленцев|Никита|Глебович", "m", group="ПД-32", birth_date="2008-04-03", representative=parent("Вымышленцев|Глеб|Ильич", "+79005006071", "отец")),
        person(6, "Шаблонюк|Марк|Семёнович", "m", group="ПД-32", birth_date="2008-06-05", representative=parent("Шаблонюк|Зоя|Львовна", "+79005006072", "мать"),
               extra={"Родители / ФИО отца": "Шаблонюк Семён Петрович", "Родители / Тел. отца": "8 900 500-60-73"}),
    ]  # fmt: skip
    return made(
        "two_levels", "анкеты.xlsx", workbook({"Лист1": rows}, ("A2:A3", "B2:D2", "E2:F2", "G2:J2")), columns, people
    )


def survey() -> Made:
    """Answers of a form on the internet: the questions are the headers."""
    stamp, wish = "Отметка времени", "Хотите стать наставником?"
    header = [stamp, "Ваши фамилия, имя и отчество", "В каком классе Вы учитесь?", "Ваш номер телефона", "Ваша электронная почта", "Дата Вашего рождения", wish]  # fmt: skip
    rows = [
        header,
        ["01.10.2026 10:00:00", "Небыльская Вера", "9А", "89005006080", "v@example.org", "2011-02-03", "Да"],
        ["01.10.2026 10:05:12", "опытов марк", "9 а", "+7 900 500-60-81", "", "3 мая 2011", "Нет, спасибо"],
        [
            "02.10.2026 08:31:40",
            "Сказкин Лев Игоревич",
            "9Б",
            "8(900)5006082",
            "lev@example.org",
            "",
            "Пока не знаю, подумаю",
        ],
    ]
    people = [
        person(2, "Небыльская|Вера", group="9А", phone="+79005006080", email="v@example.org", birth_date="2011-02-03", extra={stamp: rows[1][0], wish: "Да"}),
        person(3, "Опытов|Марк", group="9 а", phone="+79005006081", birth_date="2011-05-03", extra={stamp: rows[2][0], wish: "Нет, спасибо"}),
        person(4, "Сказкин|Лев|Игоревич", "m", group="9Б", phone="+79005006082", email="lev@example.org", extra={stamp: rows[3][0], wish: "Пока не знаю, подумаю"}),
    ]  # fmt: skip
    columns = dict(zip(header, ["extra", "full_name", "group", "phone", "email", "birth_date", "extra"], strict=True))
    return made("survey", "ответы.csv", separated(rows, ",", "utf-8"), columns, people)


def fixed_pairs() -> Made:
    """Ready pairs in other words: the mentor with the post, a mentor merged over two rows."""
    mentor, mentee, day = "Куратор-наставник (ФИО, должность)", "Закреплённый обучающийся", "Дата закрепления"
    first = dt.datetime(2026, 10, 1)
    rows = [
        ["№", mentor, mentee, "Группа", day],
        [1, "Придуманова Нина Ильинична, преподаватель", "Скетчук Лука", "ИС-1-23", first],
        [2, "Шаблонюк Пётр Ильич, мастер п/о", "Тестовец Алия Глебовна", "ИС-1-23", first],
        [3, "", "Опытов Илья Рустамович", "ИС-2-23", first],
    ]
    people = [
        person(2, "Придуманова|Нина|Ильинична", "f", post="преподаватель", roles=["mentor"]),
        person(2, "Скетчук|Лука", group="ИС-1-23", roles=["mentee"]),
        person(3, "Шаблонюк|Пётр|Ильич", "m", post="мастер п/о", roles=["mentor"]),
        person(3, "Тестовец|Алия|Глебовна", "f", group="ИС-1-23", roles=["mentee"]),
        person(4, "Опытов|Илья|Рустамович", "m", group="ИС-2-23", roles=["mentee"]),
    ]
    pairs = ((2, "Придуманова Нина", "Скетчук Лука"), (3, "Шаблонюк Пётр", "Тестовец Алия"), (4, "Шаблонюк Пётр", "Опытов Илья"))  # fmt: skip
    columns = {"№": "number", mentor: "full_name", mentee: "full_name", "Группа": "group", day: "from"}
    return made("fixed_pairs", "закрепление.xlsx", workbook({"Лист1": rows}, ("B3:B4",)), columns, people, pairs=pairs)


KNOWN: tuple[Callable[[], Made], ...] = (
    capitals, quoted_lines, sections, both_parents, several_sheets, letter, margin, old_book, open_book, initials,
    from_abroad, two_phones, two_levels, survey, fixed_pairs,
)  # fmt: skip
