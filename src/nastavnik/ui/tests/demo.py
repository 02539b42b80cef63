"""Pages with invented people that show every part once: looked at by the browser tests and by people."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django import forms as django_forms
from django.template.loader import render_to_string

from nastavnik.ui import forms
from nastavnik.ui.charts import Strip, StripMark, StripRow
from nastavnik.ui.lists import Choice, Flag, ListSpec, Search, Sort
from nastavnik.ui.shapes import (
    Action,
    Crumb,
    Fact,
    HistoryRow,
    JobView,
    NavItem,
    NoteCard,
    RouteStep,
    Tab,
    TodoRow,
    YearLink,
)

TODAY = dt.date(2026, 11, 30)
D = dt.date
LONG_NAME = "Воздвиженская-Краснополянская Александра Константиновна"

NAV = [
    NavItem("Сегодня", "/today/", "sun-high", current=True, count=7, late=True),
    NavItem("Дорожная карта", "/roadmap/", "route"),
    NavItem("Люди", "/people/", "users"),
    NavItem("Банки", "/banks/", "address-book"),
    NavItem("Анкеты", "/surveys/", "clipboard-list"),
    NavItem("Подбор", "/matching/", "arrows-join-2"),
    NavItem("Пары", "/pairs/", "users-group"),
    NavItem("Без пары", "/support/", "lifebuoy", count=2),
    NavItem("Документы", "/documents/", "file-text", count=1),
    NavItem("События", "/events/", "calendar-event"),
    NavItem("Мониторинг", "/monitoring/", "chart-dots", gap=True),
    NavItem("Поощрения", "/awards/", "award"),
    NavItem("Копилка", "/practices/", "books"),
    NavItem("Публикации", "/publications/", "world"),
    NavItem("Настройки", "/settings/", "settings", gap=True),
]

SHELL: dict[str, Any] = {
    "nav": NAV,
    "org_name": "ГАПОУ «Вышегорский технический колледж»",
    "user_name": "Орлова Т. С.",
    "user_roles": "куратор",
    "search_url": "/search/",
    "logout_url": "/sign-out/",
    "years": [
        YearLink("2026/27 учебный год", "?year=2026", current=True),
        YearLink("2025/26 учебный год", "?year=2025"),
    ],
    "footnote": "Сохранено на сервере колледжа. Копия сделана сегодня в 03:10.",
    "csrf_token": "demo",
}


def today() -> dict[str, Any]:
    button = lambda label: Action(label, "/do/")  # noqa: E731
    return SHELL | {
        "late": [
            TodoRow("late", "Собеседования с наставниками: осталось двое", "/4.2/",
                    "4.2 · прошли 12 из 14; ждут Шарипова и Воробьёв, проводит Садыкова Г. Р.",
                    "было 20 ноября", True, button("Назначить время")),
            TodoRow("late", "Договор с ООО «Станкосервис» закончился", "/contract/",
                    "По нему закреплены два наставника завода", "было 15 ноября", True, button("Подготовить новый")),
        ],
        "week": [
            TodoRow("part", "Входная анкета: собрать до приказа", "/3.2/",
                    "3.2 · ответили 33 из 36; после приказа ответы уже не покажут, что было «до»",
                    "до 3 декабря", False, Action("Напомнить троим", "/remind/", method="post")),
            TodoRow("none", "Первые встречи пар: договориться о днях", "/6.1/", "6.1 · день назначен у 6 пар из 20",
                    "до 11 декабря", False, button("Предложить дни")),
            TodoRow("none", "Двое остались без пары: назначить сопровождение", "/5.5/",
                    "5.5 · Юсупова и Власов; свободен психолог Садыкова Г. Р.", "до 4 декабря", False,
                    Action("Назначить", blocked="Ждём согласия психолога.", cure="Написать ей", cure_url="/write/")),
        ],
        "others": [
            TodoRow("wait", "Подпись директора: приказ об обучении наставников", "/doc/",
                    "У Мещерякова О. В. с 26 ноября; завтра напомним сами", "4 дня", False, button("Напомнить сейчас")),
            TodoRow("hand", "Ознакомление с положением о наставничестве", "/doc2/",
                    "Прочли и подтвердили 31 из 38 работников", "до 7 декабря", False, None, "отмечено вручную"),
        ],
        "findings": [
            NoteCard("late", "Встречи начались до приказа",
                     "Кузьмин и Лапин встречаются с 9 ноября, пара ещё не закреплена.", "Положение, пункт 4.6",
                     button("Внести пару в приказ")),
            NoteCard("block", "На фото человек без согласия",
                     "Соня Ильина отозвала согласие 28 ноября. Публикация «Круглый стол» скрыта.",
                     "Согласие на распространение", button("Заменить фото")),
        ],
        "stages": [
            ("1. Подготовка", 8, 8, "done"), ("2. Наставляемые", 6, 6, "done"), ("3. Наставники", 7, 7, "done"),
            ("4. Обучение", 5, 7, "late"), ("5. Пары", 3, 6, ""), ("6. Работа пар", 1, 14, ""),
            ("7. Завершение", 0, 13, ""),
        ],
    }  # fmt: skip


class Message:
    """A message of Django's framework without a request."""

    def __init__(self, text: str, level_tag: str = "success", extra_tags: str = "") -> None:
        self.text, self.level_tag, self.extra_tags = text, level_tag, extra_tags

    def __str__(self) -> str:
        return self.text


class MeetingForm(forms.Form):
    theme = django_forms.CharField(label="Тема встречи", max_length=120)
    day = forms.DateField(label="Дата приказа")
    minutes = django_forms.ChoiceField(
        label="Сколько минут", widget=forms.Keys, choices=[("30", "30"), ("45", "45"), ("60", "60")]
    )
    answer = django_forms.ChoiceField(
        label="Я знаю, к кому обратиться, если что-то не получается",
        widget=forms.Keys,
        required=False,
        choices=[("1", "Да, знаю и уже обращался за помощью к наставнику"), ("2", "Скорее да"), ("3", "Скорее нет")],
    )
    topics = django_forms.MultipleChoiceField(
        label="О чём говорили",
        widget=forms.ManyKeys,
        help_text="Можно отметить несколько",
        choices=[(str(at), text) for at, text in enumerate(
            ["Открытый урок", "Журнал", "Трудный класс", "Родители", "Экзамен", "Практика на заводе", "Другое"])],
    )  # fmt: skip
    mentor = django_forms.ChoiceField(label="Наставник", choices=[("", "Выберите"), ("1", LONG_NAME)])
    note = django_forms.CharField(label="Заметка", widget=django_forms.Textarea, required=False)
    scan = django_forms.FileField(
        label="Скан", widget=forms.FileDrop(accept=".pdf,.jpg"), required=False, help_text="PDF или снимок, до 20 МБ"
    )
    agree = django_forms.BooleanField(label="Сведения проверены", required=False)


PAIRS = ListSpec(
    filters=(
        Search("q", "Найти человека", lambda rows, text: [row for row in rows if text in row.names]),
        Choice("form", "Форма", [("tt", "Педагог — педагог"), ("ts", "Педагог — студент")],
               lambda rows, code: [row for row in rows if row.form == code], every="Все формы"),
        Flag("mine", "Только мои", lambda rows: rows[:3]),
    ),
    sorts=(Sort("state", lambda row: row.order), Sort("name", lambda row: row.names)),
    size=4,
    words="пара,пары,пар",
)  # fmt: skip


def pair_rows() -> list[SimpleNamespace]:
    raw = [
        ("Гречко Роман — Абрамов Тимур", "ws", "работодатель — студент", [1, 0, 0, 0, 1] + [0] * 8, 1, 9, "late",
         "Встречи прервались", "38 дней без встречи при плане раз в две недели; на два письма ответа нет",
         "Позвонить и записать"),
        ("Тихонов Денис — Щербаков Лев", "ss", "студент — студент", [1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0], 2, 6,
         "late", "Наставляемый недоволен", "Оценка 2 из 5 в опросе 1 марта: «не совпадаем по времени»",
         "Поговорить с обоими"),
        ("Воробьёв Николай — Соколова Мария", "ts", "педагог — студент", [1, 0] * 6 + [0], 5, 7, "block",
         "Наставник уходит", "Увольнение с 1 апреля; преемник не назначен", "Выбрать преемника"),
        (f"Полякова Светлана — {LONG_NAME}", "tt", "педагог — педагог", [0] * 13, 0, 8, "early", "Мало данных",
         "Встречи не отмечены, но оба подтвердили, что видятся", "Внести с бумаги"),
        ("Белоусова Марина — Зайцева Полина", "tt", "педагог — педагог", [1] * 13, 7, 9, "done", "Идёт ровно",
         "Встречи по плану, оценки 5 и 5", ""),
    ]  # fmt: skip
    return [
        SimpleNamespace(pk=at, order=at, names=names, form=form, sub=sub, weeks=weeks, met=sum(weeks), done=done,
                        total=total, state=state, word=word, why=why, button=button, picked=at < 2)
        for at, (names, form, sub, weeks, done, total, state, word, why, button) in enumerate(raw)
    ]  # fmt: skip


def pairs(query: dict[str, str] | None = None) -> dict[str, Any]:
    return SHELL | {
        "page": PAIRS.read(query or {}, pair_rows()),
        "tabs": [
            Tab("Все", "?", True, 20), Tab("Нужно участие", "?state=need", count=3),
            Tab("Идут ровно", "?state=ok", count=13), Tab("Прекращены", "?state=end", count=1),
        ],
    }  # fmt: skip


def year_strip() -> Strip:
    return Strip(
        D(2026, 9, 1),
        D(2027, 6, 30),
        [
            StripRow("1. Подготовка условий", D(2026, 9, 1), D(2026, 10, 9), 8, 8, "done", "#s1"),
            StripRow("2. База наставляемых", D(2026, 9, 21), D(2026, 10, 30), 6, 6, "done", "#s2"),
            StripRow("3. База наставников", D(2026, 10, 5), D(2026, 11, 6), 7, 7, "done", "#s3"),
            StripRow("4. Отбор и обучение", D(2026, 11, 2), D(2026, 11, 28), 5, 7, "late", "#s4"),
            StripRow("5. Пары и группы", D(2026, 11, 21), D(2026, 12, 11), 3, 6, "part", "#s5", True,
                     (StripMark(D(2026, 12, 4), "wait", "Приказ"),)),
            StripRow("6. Работа пар и групп", D(2026, 12, 7), D(2027, 5, 21), 1, 14, "part", "#s6"),
            StripRow("7. Завершение", D(2027, 5, 10), D(2027, 6, 15), 0, 13, "none", "#s7"),
        ],
        TODAY,
        [(D(2026, 12, 31), D(2027, 1, 10))],
        "Лента года: семь этапов с сентября по июнь",
    )  # fmt: skip


def parts() -> dict[str, Any]:
    moment = dt.datetime(2026, 11, 29, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    return SHELL | {
        "crumbs": [Crumb("Дорожная карта", "/roadmap/"), Crumb("Этап 5. Пары и группы", "/roadmap/5/")],
        "states": [
            ("none", "Не начато"), ("part", "Идёт"), ("done", "Сделано"), ("hand", "Отмечено вручную"),
            ("late", "Опоздало на 3 дня"), ("wait", "Ждём подписи директора"), ("block", "Нужно решение"),
            ("early", "Рано судить"), ("na", "Не применимо"), ("stop", "Прекращена"), ("why", "Почему так"),
        ],
        "form": MeetingForm({"theme": "", "day": "31.11.2026", "minutes": "45", "topics": []}),
        "actions": [
            Action("Напомнить двоим", "/remind/", method="post", main=True), Action("Открыть мероприятие", "/open/"),
            Action("Решить позже", "/later/", quiet=True), Action("Прекратить пару", danger=True, confirm="ask"),
            Action("На подпись", blocked="Ждём двух согласий.", cure="Кто не ответил", cure_url="/who/"),
        ],
        "job": JobView("Печатаем 200 благодарностей", 124, 200, "running", "/job/", "/stop/", estimate="около минуты"),
        "job_done": JobView("Печатаем 200 благодарностей", 200, 200, "done", result_url="/file/",
                            result_label="Открыть файл"),
        "notes": today()["findings"],
        "strip": year_strip(),
        "route": [
            RouteStep("done", "Подготовила Орлова Т. С.", "27 ноября, 16:12"),
            RouteStep("done", "Согласовала Юркова Л. П., кадры", "30 ноября: «должности проверены»"),
            RouteStep("none", "Подпишет Мещеряков О. В.", "номер и дата возьмутся из реестра"),
            RouteStep("none", "Ознакомится 31 человек", "по ссылке или в листе под подпись"),
        ],
        "history": [
            HistoryRow(moment, "напомнила Гречко Р. И.", "Система"),
            HistoryRow(moment - dt.timedelta(days=2), "составила проект приказа на 20 пар", "Орлова Т. С."),
            HistoryRow(moment - dt.timedelta(days=3), "переместила пару «Гречко — Абрамов»", "Орлова Т. С.",
                       reason="живут в одном районе"),
        ],
        "facts": [Fact("Строка", "5.4, в документе", "/doc/"), Fact("Вид", "Приказ о закреплении пар"),
                  Fact("Отвечает", "Мещеряков О. В.")],
        "long_name": LONG_NAME,
        "values": [2.9, 3.1, 3.0, 3.6, 3.8, 4.2],
        "total": 412,
    }  # fmt: skip


def phone() -> dict[str, Any]:
    return {
        "org_name": "Вышегорский технический колледж",
        "user_name": "Белоусова М. Ю.",
        "user_roles": "наставник",
        "logout_url": "/sign-out/",
        "csrf_token": "demo",
        "nav": [
            NavItem("Мои пары", "/my/", "users-group", current=True),
            NavItem("Анкеты", "/my/surveys/", "clipboard-list", count=1),
            NavItem("Копилка", "/my/practices/", "books"),
        ],
        "form": MeetingForm(initial={"minutes": "45"}),
    }


def refusal() -> dict[str, Any]:
    step = SimpleNamespace(label="Собрать недостающие согласия", url="/consents/")
    text = "Двое наставляемых не дали согласия, поэтому приказ на подпись не уйдёт: Фёдоров Илья и Лапин Максим."
    return {
        "refusal": SimpleNamespace(status=409, message=text, next_step=step),
        "typed": [("note", "Закрепить восемнадцать пар сейчас, остальные вторым приказом.")],
    }


PAGES = {
    "today": today,
    "pairs": pairs,
    "parts": parts,
    "phone": phone,
}


def pages() -> dict[str, str]:
    """Every demo page as HTML, by name."""
    rendered = {}
    for name, context in PAGES.items():
        values = context()
        if name == "today":
            undo = '{"url": "/undo/", "label": "Отменить", "fields": []}'
            values["messages"] = [Message("Круглый стол отложен до 7 декабря", extra_tags=undo)]
        rendered[name] = render_to_string(f"demo/{name}.html", values)
    rendered["error"] = render_to_string("ui/error.html", refusal())
    rendered["print"] = render_to_string("demo/print.html", pairs())
    for code in ("403", "404", "500"):
        rendered[code] = render_to_string(f"{code}.html")
    return rendered
