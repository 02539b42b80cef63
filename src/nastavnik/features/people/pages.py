"""What the pages of people are given: prepared rows and sentences, no queries in templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from nastavnik.features.people import queries
from nastavnik.features.people.models import LEFT_REASONS, PERSON_KINDS, Person, StudentGroup
from nastavnik.features.people.rules import MARKS, age_on, comes_of_age, is_minor, needs_age
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import person_panels
from nastavnik.kernel.sheets import xlsx_answer
from nastavnik.ui.lists import Choice, Flag, ListSpec, Search, Sort
from nastavnik.ui.shapes import Action, Fact, HistoryRow, NoteCard
from nastavnik.ui.text import count_phrase

KIND_WORDS = dict(PERSON_KINDS)


def _groups() -> Iterable[tuple[str, str]]:
    return [(str(pk), name) for pk, name in StudentGroup.objects.values_list("pk", "name")]


def people_spec(actor: Actor) -> ListSpec:
    """Filters of the list; which state is asked decides whether those who left are shown."""
    today = clock.today(actor.organization)
    adult_since = dt.date(today.year - 18, today.month, min(today.day, 28) if today.month == 2 else today.day)
    return ListSpec(
        filters=(
            Search("q", "Найти человека", queries.search),
            Choice(
                "kind",
                "Кто",
                PERSON_KINDS,
                lambda rows, kind: rows.filter(kind=kind),
                every="Все, кроме представителей",
            ),
            Choice("group", "Группа", _groups, lambda rows, pk: rows.filter(group_id=pk), every="Все группы"),
            Choice(
                "mark",
                "Пометка",
                [(code, MARKS[code]) for code in ("mentor", "mentee", "tutor", "supporter", "partner")],
                lambda rows, mark: rows.filter(marks__icontains=f'"{mark}"'),
                every="Любые пометки",
            ),
            Choice(
                "state",
                "Состояние",
                [("left", "Выбыли"), ("all", "Вместе с выбывшими")],
                lambda rows, state: rows.exclude(left_on=None) if state == "left" else rows,
                every="Сейчас здесь",
            ),
            Flag("minor", "Несовершеннолетние", lambda rows: rows.filter(birth_date__gt=adult_since)),
            Flag("ageless", "Без даты рождения", lambda rows: rows.filter(kind="student", birth_date=None)),
        ),
        sorts=(
            Sort("name", "last", "first", "middle", "pk"),
            Sort("group", "group__name", "last", "first", "pk"),
            Sort("post", "post", "last", "first", "pk"),
        ),
        words="человек,человека,человек",
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    person: Person
    who: str
    place: str
    marks: str
    age: str
    minor: bool
    left: str


def rows(found: Iterable[Person], today: dt.date) -> list[Row]:
    lines = []
    for person in found:
        age = age_on(person.birth_date, today)
        lines.append(
            Row(
                person,
                KIND_WORDS[person.kind],
                person.group.name if person.group else (person.post or person.workplace),
                ", ".join(MARKS.get(mark, mark) for mark in person.marks),
                "" if age is None or person.kind != "student" else count_phrase(age, "год,года,лет"),
                is_minor(person.birth_date, today),
                left_words(person),
            )
        )
    return lines


def left_words(person: Person) -> str:
    return dict(LEFT_REASONS).get(person.left_reason, "выбыл") if person.left_on else ""


def position(found: QuerySet[Person]) -> str:
    """One sentence about everybody the actor sees."""
    here = Q(left_on=None)
    counts = found.aggregate(
        workers=Count("pk", filter=here & Q(kind="worker")),
        students=Count("pk", filter=here & Q(kind="student")),
        others=Count("pk", filter=here & Q(kind__in=("external", "representative"))),
        ageless=Count("pk", filter=here & Q(kind="student", birth_date=None)),
    )
    parts = []
    if counts["workers"]:
        parts.append(count_phrase(counts["workers"], "работник,работника,работников"))
    if counts["students"]:
        parts.append(count_phrase(counts["students"], "обучающийся,обучающихся,обучающихся"))
    if counts["others"]:
        parts.append(f"ещё {counts['others']} (представители и люди не из организации)")
    if not parts:
        return "Людей пока нет."
    words = ", ".join(parts)
    if counts["ageless"]:
        number = count_phrase(counts["ageless"], "обучающегося,обучающихся,обучающихся")
        words += f". У {number} нет даты рождения: без неё неизвестно, кто подписывает согласие"
    return f"{words[0].upper()}{words[1:]}."


HEADERS = [
    "Фамилия", "Имя", "Отчество", "Кто", "Группа", "Должность", "Подразделение", "Место работы", "Дата рождения",
    "Телефон", "Эл. почта", "Пометки", "Выбыл", "Причина",
]  # fmt: skip


def export(actor: Actor, found: Iterable[Person]) -> HttpResponse:
    """The list as it is narrowed; the export is recorded with the count."""
    actor.must("people.export")
    contacts = actor.may("people.contacts")
    lines = [
        [
            person.last,
            person.first,
            person.middle,
            KIND_WORDS[person.kind],
            person.group.name if person.group else "",
            person.post,
            person.department,
            person.workplace,
            person.birth_date,
            person.phone if contacts else "",
            person.email if contacts else "",
            ", ".join(MARKS.get(mark, mark) for mark in person.marks),
            person.left_on,
            left_words(person),
        ]
        for person in found
    ]
    with transaction.atomic():
        journal.record(actor, "people.exported", None, count=len(lines))
    return xlsx_answer("Люди", HEADERS, lines)


# --- the card ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Panel:
    title: str
    html: str


def panels(request: HttpRequest, actor: Actor, person: Person) -> list[Panel]:
    """What other features show of the person; each draws its own part."""
    found = []
    for item in sorted(person_panels, key=lambda one: one.order):
        context = item.context(actor, person.pk)
        if context is not None:
            found.append(Panel(item.title, render_to_string(item.template, context, request)))
    return found


def card_sentence(person: Person, today: dt.date, tied: int) -> str:
    """Who the person is here and what follows from the age."""
    age = age_on(person.birth_date, today)
    if person.left_on:
        return f"Не здесь с\u00a0{person.left_on:%d.%m.%Y}: {left_words(person)}."
    if person.kind == "student":
        words = f"Обучающийся группы {person.group.name}" if person.group else "Обучающийся, группа не указана"
        if needs_age(person.kind, person.birth_date):
            return f"{words}. Нет даты рождения: без неё неизвестно, кто подписывает согласие."
        years = count_phrase(age or 0, "год,года,лет")
        if person.birth_date and is_minor(person.birth_date, today):
            turns = f"{comes_of_age(person.birth_date):%d.%m.%Y}"
            if not tied:
                return f"{words}, {years}. До\u00a018\u00a0лет (до\u00a0{turns}) нужен законный представитель: он ещё не указан."
            return f"{words}, {years}. До\u00a0{turns} согласие даёт и\u00a0законный представитель."
        return f"{words}, {years}."
    words = KIND_WORDS[person.kind]
    place = person.post or person.workplace
    return f"{words[0].upper()}{words[1:]}{f': {place}' if place else ''}."


FIELD_WORDS = {
    "last": "фамилия", "first": "имя", "middle": "отчество", "kind": "кто это", "gender": "пол",
    "birth_date": "дата рождения", "post": "должность", "department": "подразделение", "workplace": "место работы",
    "group": "группа", "unit": "отделение", "experience_years": "стаж", "email": "почта", "phone": "телефон",
    "marks": "пометки", "name_forms": "имя по падежам", "post_forms": "должность по падежам", "extra": "прочее",
}  # fmt: skip


def history(person: Person) -> list[HistoryRow]:
    lines = []
    for line in journal.history(person, limit=30):
        what = line.what
        changed = (line.values or {}).get("before")
        if changed and line.action == "people.person_edited":
            what += ": " + ", ".join(FIELD_WORDS.get(name, name) for name in changed)
        lines.append(HistoryRow(line.at, what, line.who))
    return lines


def facts(person: Person, actor: Actor) -> list[Fact]:
    found = [Fact("Кто", KIND_WORDS[person.kind])]
    if person.group:
        url = reverse("people:group", args=[person.group_id]) if actor.may("people.groups") else ""
        found.append(Fact("Группа", person.group.name, url))
    for title, value in (
        ("Должность", person.post),
        ("Подразделение", person.department),
        ("Место работы", person.workplace),
        ("Отделение", str(person.unit) if person.unit else ""),
        ("Стаж", count_phrase(person.experience_years, "год,года,лет") if person.experience_years is not None else ""),
        ("Пометки", ", ".join(MARKS.get(mark, mark) for mark in person.marks)),
    ):
        if value:
            found.append(Fact(title, value))
    tutored = ", ".join(group.name for group in person.tutored_groups.all())
    if tutored:
        found.append(Fact("Куратор групп", tutored))
    return found


def contacts(person: Person) -> list[Fact]:
    """Shown folded: a card may be open before a class (T144)."""
    pairs: list[tuple[str, Any]] = [
        ("Телефон", person.phone),
        ("Эл. почта", person.email),
        ("Дата рождения", f"{person.birth_date:%d.%m.%Y}" if person.birth_date else ""),
    ]
    pairs += [(name[:1].upper() + name[1:], value) for name, value in person.extra.items()]
    return [Fact(name, value) for name, value in pairs if value]


def notes(person: Person, actor: Actor, doubles: Sequence[Person]) -> list[NoteCard]:
    found = []
    for other in doubles[:3]:
        url = f"{reverse('people:merge', args=[person.pk])}?with={other.pk}"
        where = tell_apart(other)
        found.append(
            NoteCard(
                "block",
                f"Похожая карточка: {other.full_name}",
                f"{where}. Если это один человек, объедините карточки." if where else "Это один человек?",
                "",
                Action("Сравнить карточки", url),
            )
        )
    return found


def tell_apart(person: Person) -> str:
    """What tells namesakes apart: group or post, year of birth (T142)."""
    parts = [KIND_WORDS[person.kind], person.group.name if person.group else person.post]
    if person.birth_date:
        parts.append(f"{person.birth_date:%d.%m.%Y}")
    return ", ".join(part for part in parts if part)


def card_context(request: HttpRequest, actor: Actor, person: Person) -> dict[str, Any]:
    """Everything the card shows."""
    today = clock.today(actor.organization)
    may_edit = actor.may("people.edit", person)
    ties = queries.representatives([person.pk], today)[person.pk]
    doubles = queries.doubles_of(actor, person) if may_edit else []
    return {
        "person": person,
        "sentence": card_sentence(person, today, len(ties)),
        "facts": facts(person, actor),
        "contacts": contacts(person) if actor.may("people.contacts", person) else [],
        "may_edit": may_edit,
        "may_leave": actor.may("people.departure", person),
        "ties": ties if may_edit else [],
        "children": queries.children_of(person, today) if may_edit else [],
        "asks_adult": may_edit and person.kind == "student" and is_minor(person.birth_date, today),
        "panels": panels(request, actor, person),
        "notes": notes(person, actor, doubles),
        "history": history(person) if may_edit else [],
    }
