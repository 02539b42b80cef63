"""What people give others: the section, the tool of lists, search, figures, work of the day, personal data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from nastavnik.features.people import personal, queries
from nastavnik.features.people.models import Person
from nastavnik.features.people.pages import tell_apart
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import (
    ActivityRef,
    ActivityTool,
    DueItem,
    DueSource,
    Figure,
    Hit,
    NavItem,
    PersonData,
    SearchSource,
    dues,
    figures,
    navigation,
    person_data,
    search_sources,
    tools,
)
from nastavnik.ui.text import count_phrase

SEES = frozenset({"curator", "director", "supporter", "tutor", "office"})
STAFF = frozenset({"curator", "director"})

navigation.add(NavItem("people", "Люди", "people:list", "users", SEES, 30, prefix="/people/"))


def _list(ref: ActivityRef) -> str:
    return reverse("people:import_new") + "?" + urlencode({"activity": ref.activity_id})


tools.add(ActivityTool("people_list", "Собрать список людей", "Загрузить список", _list))


def _find(actor: Actor, text: str) -> list[Hit]:
    rows = queries.search(queries.visible_people(actor), text)[:8]
    return [Hit(one.full_name, tell_apart(one), reverse("people:person", args=[one.pk])) for one in rows]


search_sources.add(SearchSource("people", "Люди", SEES, _find))


def _due(actor: Actor, on: dt.date) -> Sequence[DueItem]:
    found = []
    drafts = list(queries.imports(actor).filter(state="draft")[:3])
    for source in drafts:
        found.append(
            DueItem(
                title=f"Закончить загрузку списка «{source.name}»",
                why="Список прочитан, но людей из него ещё нет в карточках",
                url=reverse("people:import", args=[source.pk]),
                button="Проверить строки",
                mark="part",
                order=40,
            )
        )
    absent = queries.absent_waiting(actor)
    number = absent.count()
    if number:
        names = ", ".join(item.person.short_name for item in absent[:3])
        found.append(
            DueItem(
                title=f"Нет в новом списке: {count_phrase(number, 'человек,человека,человек')}",
                why=f"{names}. Выбыли или остаются?",
                url=reverse("people:absent"),
                button="Решить, кто выбыл",
                mark="block",
                order=25,
            )
        )
    return found


dues.add(DueSource("people", STAFF, _due))


def _here(on: dt.date) -> QuerySet[Person]:
    return queries.living().filter(Q(left_on=None) | Q(left_on__gt=on))


def _minors(on: dt.date) -> int:
    try:
        since = on.replace(year=on.year - 18)
    except ValueError:
        since = dt.date(on.year - 18, 2, 28)
    return _here(on).filter(kind="student", birth_date__gt=since).count()


for _code, _label, _kind, _order in (
    ("people_workers", "Работников", "worker", 11),
    ("people_students", "Обучающихся", "student", 12),
):
    figures.add(
        Figure(
            _code,
            _label,
            lambda on, kind=_kind: _here(on).filter(kind=kind).count(),  # type: ignore[misc]
            order=_order,
            url=f"/people/?kind={_kind}",
        )
    )
figures.add(Figure("people", "Людей в списках", lambda on: _here(on).count(), order=10, url="/people/"))
figures.add(Figure("people_minors", "Из них несовершеннолетних", _minors, order=13, url="/people/?minor=1"))

person_data.add(PersonData("people", "Карточка", personal.find, personal.move, personal.export, personal.destroy))
