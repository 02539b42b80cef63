"""What the page of a list is given: columns, rows by fate, the sentence, the button."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.features.people import queries
from nastavnik.features.people.models import ImportRow, PeopleImport, Person
from nastavnik.features.people.pages import FIELD_WORDS, KIND_WORDS, tell_apart
from nastavnik.features.people.rules import MARKS
from nastavnik.features.people.services.import_rows import taken_rows, values_of
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.sheets import xlsx_answer
from nastavnik.ui.shapes import Tab
from nastavnik.ui.text import count_phrase

#: Meanings a person may give to a column, in words.
COLUMN_WORDS = {
    "full_name": "ФИО",
    "last": "Фамилия",
    "first": "Имя",
    "middle": "Отчество",
    "birth_date": "Дата рождения",
    "gender": "Пол",
    "group": "Группа",
    "post": "Должность",
    "department": "Подразделение",
    "roles": "Роль",
    "experience_years": "Стаж",
    "phone": "Телефон",
    "email": "Эл. почта",
    "representative": "Представитель",
    "representative.phone": "Телефон представителя",
    "representative.email": "Почта представителя",
    "mentor": "Наставник (пара)",
    "mentee": "Наставляемый (пара)",
    "form": "Форма наставничества",
    "from": "Начало работы пары",
    "to": "Окончание работы пары",
    "period": "Период пары",
    "extra": "Прочее",
    "number": "Номер строки, не нужен",
    "refused": "Не брать",
}

#: Fate → mark, word, heading of the tab.
FATE_WORDS = {
    "doubt": ("block", "Нужно решение", "Сомнения"),
    "refused": ("late", "Не принят", "Не приняты"),
    "new": ("part", "Новый", "Новые"),
    "changed": ("part", "Изменится", "Изменятся"),
    "same": ("done", "Уже есть", "Без изменений"),
    "skip": ("na", "Не берём", "Не берём"),
}
#: the tab of rows that are taken with something left out
REMARKS = "remarks"
DONE_WORDS = {"new": "Добавлен", "changed": "Изменён", "same": "Уже был"}
SIZE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list on the screen."""

    row: ImportRow
    name: str
    sub: str
    adult: str
    mark: str
    word: str
    remarks: list[str]
    changes: list[str]
    candidates: list[tuple[Person, str]] = field(default_factory=list)
    person: Person | None = None


def counts(source: PeopleImport) -> dict[str, int]:
    found = dict.fromkeys(FATE_WORDS, 0)
    for fate in source.rows.values_list("fate", flat=True):
        found[fate] += 1
    return found


def sentence(source: PeopleImport, found: dict[str, int]) -> str:
    """The position in words: what will be done, what waits."""
    if source.state == "dropped":
        return "Список не загружен, его строки удалены."
    if source.state == "undone":
        return "Загрузка отменена: карточки стали такими, как до неё."
    total = sum(found.values())
    waits = found["doubt"] + found["refused"]
    ask = f"; {count_phrase(waits, 'строка ждёт,строки ждут,строк ждут')} решения" if waits else ""
    if source.state == "applied" and source.applied_at:
        left = source.rows.filter(applied=False, fate__in=("new", "changed")).count()
        ask += f"; исправлены и\u00a0ещё не загружены {left}" if left else ""
        done = source.rows.filter(applied=True)
        added, changed = done.filter(fate="new").count(), done.filter(fate="changed").count()
        return f"Загружен {source.applied_at:%d.%m.%Y}: добавлено {added}, изменено {changed}{ask}."
    parts = []
    if found["new"]:
        parts.append(f"новых {found['new']}")
    if found["changed"]:
        parts.append(f"изменятся {found['changed']}")
    if found["same"]:
        parts.append(f"без изменений {found['same']}")
    if found["skip"]:
        parts.append(f"не берём {found['skip']}")
    words = f"В списке {count_phrase(total, 'строка,строки,строк')}: " + ", ".join(parts or ["загружать нечего"])
    return f"{words}{ask}."


def page_context(actor: Actor, source: PeopleImport, wanted: str, number: str) -> dict[str, Any]:
    found = counts(source)
    remarked = _remarked(source).count()
    tabs = [fate for fate in FATE_WORDS if found[fate]]
    names = [*tabs, REMARKS] if remarked else tabs
    fate = wanted if wanted in names else (tabs[0] if tabs else "")
    every = _remarked(source) if fate == REMARKS else source.rows.filter(fate=fate)
    every = every.select_related("person__group") if fate else source.rows.none()
    page = Paginator(every, SIZE).get_page(number)
    waiting = source.rows.filter(fate__in=("new", "changed", "same"), applied=False)
    ready = waiting.exclude(fate="same").count()
    may_apply = source.state in ("draft", "applied") and (ready or (source.state == "draft" and waiting.exists()))
    url = reverse("people:import", args=[source.pk])
    absent = source.absent.filter(decision="").count() if source.state == "applied" else 0
    return {
        "source": source,
        "sentence": sentence(source, found),
        "tabs": [
            Tab(heading(source, name), f"{url}?fate={name}", name == fate, found.get(name, remarked)) for name in names
        ],
        "remarked": remarked,
        "remarks_url": f"{url}?fate={REMARKS}",
        "fate": fate,
        "page": page,
        "lines": lines(actor, source, list(page)),
        "columns": columns(source),
        "column_choices": list(COLUMN_WORDS.items()),
        "may_remap": source.state == "draft" and bool(source.file_id or source.text),
        "open": source.state in ("draft", "applied"),
        "doubts": found["doubt"],
        "easy_doubts": _easy(source) if found["doubt"] else 0,
        "may_apply": bool(may_apply),
        "ready": ready,
        "waits": found["doubt"] + found["refused"],
        "refused_columns": [one for one in source.problems if one.get("field") == "column"],
        "problems": [one for one in source.problems if one.get("field") not in ("column", "stay")],
        "stay": [one for one in source.problems if one.get("field") == "stay"],
        "pairs": len(source.pairs),
        "absent": absent,
        "kinds": [("", "понять по строкам"), ("student", "обучающиеся"), ("worker", "работники")],
    }


def _remarked(source: PeopleImport) -> QuerySet[ImportRow]:
    """Rows that will be loaded, but something of them was not understood and is left out."""
    return source.rows.filter(fate__in=("new", "changed", "same")).exclude(problems=[])


def heading(source: PeopleImport, fate: str) -> str:
    """Name of a tab: what will be done, or what was."""
    if fate == REMARKS:
        return "С замечаниями"
    done = {"new": "Добавлены", "changed": "Изменены"}
    return done.get(fate, FATE_WORDS[fate][2]) if source.state == "applied" else FATE_WORDS[fate][2]


def _easy(source: PeopleImport) -> int:
    rows = source.rows.filter(fate="doubt", applied=False).values_list("candidates", flat=True)
    return sum(len(found) == 1 for found in rows)


def columns(source: PeopleImport) -> list[dict[str, str]]:
    return [
        {
            "header": header,
            "field": source.mapping.get(header, meaning),
            "words": COLUMN_WORDS.get(meaning, meaning),
        }
        for header, meaning in source.columns.items()
    ]


def lines(actor: Actor, source: PeopleImport, rows: Sequence[ImportRow]) -> list[Line]:
    today = clock.today(actor.organization)
    made = dict(zip([row.place for row in rows], taken_rows(source, rows, today), strict=True))
    wanted = {uuid.UUID(pk) for row in rows for pk in row.candidates}
    people = {one.pk: one for one in queries.visible_people(actor).filter(pk__in=wanted)}
    found = []
    for row in rows:
        said, value = values_of(row), made[row.place]
        name = " ".join(part for part in (value.last, value.first, value.middle) if part)
        mark, word, _ = FATE_WORDS[row.fate]
        if row.applied and row.fate in DONE_WORDS:
            mark, word = "done", DONE_WORDS[row.fate]
        place = value.group or value.tutor_of or value.values.get("post") or ""
        marks = ", ".join(MARKS.get(one, one) for one in value.roles)
        parts = [
            KIND_WORDS[value.kind] if name else "",
            place,
            words(said["birth_date"]) if said.get("birth_date") else "",
            marks,
            said.get("phone", ""),
            said.get("email", ""),
        ]
        candidates = [people[uuid.UUID(pk)] for pk in row.candidates if uuid.UUID(pk) in people]
        found.append(
            Line(
                row,
                name or "Фамилия не прочитана",
                ", ".join(str(part) for part in parts if part),
                _adult(said.get("representative") or {}),
                mark,
                word,
                [problem["message"] for problem in row.problems],
                [change(key, was, now) for key, (was, now) in row.changes.items()],
                [(one, tell_apart(one)) for one in candidates],
                row.person,
            )
        )
    return found


def _adult(said: Mapping[str, str]) -> str:
    """«Представитель: Кленова Анна Игоревна, мать, +79001112233»: what was read beside a child's name."""
    name = " ".join(said[part] for part in ("last", "first", "middle") if said.get(part))
    parts = [part for part in (name, said.get("relation"), said.get("phone"), said.get("email")) if part]
    return f"Представитель: {', '.join(parts)}" if parts else ""


def change(name: str, was: Any, now: Any) -> str:
    """«телефон: нет → +79001112233»; of what is only added, the added part."""
    title = FIELD_WORDS.get(name, name)
    if isinstance(now, list):
        return f"{title}: добавить «{words([one for one in now if one not in was])}»"
    if isinstance(now, dict):
        return f"{title}: {words({key: one for key, one in now.items() if was.get(key) != one})}"
    return f"{title}: {words(was)} → {words(now)}"


def words(value: Any) -> str:
    """A value of a change as a person reads it."""
    if isinstance(value, list):
        return ", ".join(MARKS.get(one, str(one)) for one in value) or "нет"
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items()) or "нет"
    if value in ("m", "f"):
        return "мужской" if value == "m" else "женский"
    text = str(value if value is not None else "")
    if len(text) == 10 and text[4] == "-" and text[7] == "-":
        return f"{text[8:]}.{text[5:7]}.{text[:4]}"
    return text or "нет"


def export(source: PeopleImport) -> HttpResponse:
    """Rows that were not taken, with the reasons: to be mended in the table they came from (T077)."""
    rows = source.rows.filter(applied=False, fate__in=("doubt", "refused", "skip"))
    table = []
    for row in rows:
        said = values_of(row)
        name = " ".join(str(said.get(part) or "") for part in ("last", "first", "middle")).strip()
        reasons = " ".join(problem["message"] for problem in row.problems)
        place = f"{row.number}, {row.column}" if row.column else row.number
        table.append([row.sheet, place, name, said.get("group") or "", FATE_WORDS[row.fate][1], reasons])
    return xlsx_answer(
        "Строки, которые не загружены", ["Лист", "Строка", "ФИО", "Группа", "Что с ней", "Почему"], table
    )
