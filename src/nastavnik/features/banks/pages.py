"""What the pages of the banks are given: prepared rows, sentences, files. No queries in templates."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.features.banks import outside, papers, queries, rules
from nastavnik.features.banks.models import MenteeEntry
from nastavnik.features.banks.states import ADMITTED, BEFORE, LISTED, WORDS
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import PERSON_KINDS, StudentGroup
from nastavnik.features.people.rules import age_on
from nastavnik.features.questionnaires.ready.dictionaries import competences, request_topics
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.http import Request
from nastavnik.kernel.sheets import xlsx_answer
from nastavnik.ui.lists import Choice, Flag, ListSpec, Search, Sort
from nastavnik.ui.shapes import HistoryRow, Tab
from nastavnik.ui.text import count_phrase

TITLES = {"mentee": "Наставляемые", "mentor": "Наставники"}
PEOPLE = {"mentee": "наставляемый,наставляемых,наставляемых", "mentor": "наставник,наставника,наставников"}
STATES = [(state, WORDS[state][1]) for state in LISTED]
GROUPED = {
    "before": ("Ждут допуска", BEFORE),
    "ready": ("Допущены", ADMITTED),
}


def _search(rows: Any, text: str) -> Any:
    return rows.filter(person__in=people.search(people.living(), text))


def _groups() -> Iterable[tuple[str, str]]:
    return [(str(pk), name) for pk, name in StudentGroup.objects.values_list("pk", "name")]


def _state(rows: Any, value: str) -> Any:
    return rows.filter(state__in=GROUPED[value][1]) if value in GROUPED else rows.filter(state=value)


COMMON = (
    Search("q", "Найти человека", _search),
    Choice(
        "state", "Состояние", [*((code, words) for code, (words, _) in GROUPED.items()), *STATES], _state,
        every="Все состояния",
    ),
    Choice(
        "form", "Форма", lambda: rules.form_titles().items(),
        lambda rows, code: queries.holding(rows, "forms", code), every="Все формы",
    ),
)  # fmt: skip
SORTS = (
    Sort("name", "person__last", "person__first", "pk"),
    Sort("state", "state", "person__last", "pk"),
    Sort("entered", "entered_on", "pk", descending=True),
)
LISTS = {
    "mentee": ListSpec(
        filters=(
            *COMMON,
            Choice(
                "topic", "Запрос", lambda: [(row.code, row.title) for row in request_topics().values()],
                lambda rows, code: rows.filter(requests__topic=code), every="Все запросы",
            ),
            Choice("group", "Группа", _groups, lambda rows, pk: rows.filter(person__group_id=pk), every="Все группы"),
            Flag("silent", "Без запроса", lambda rows: rows.filter(requests=None)),
        ),
        sorts=SORTS,
        words=PEOPLE["mentee"],
    ),
    "mentor": ListSpec(
        filters=(
            *COMMON,
            Choice(
                "skill", "Компетенция", lambda: [(row.code, row.title) for row in competences().values()],
                lambda rows, code: queries.holding(rows, "competences", code), every="Все компетенции",
            ),
            Flag("untrained", "Без обучения", lambda rows: rows.filter(trained_on=None)),
        ),
        sorts=SORTS,
        words=PEOPLE["mentor"],
    ),
}  # fmt: skip
CHOICE = ListSpec(
    filters=(
        Search("q", "Найти человека", people.search),
        Choice("kind", "Кто", PERSON_KINDS[:3], lambda rows, code: rows.filter(kind=code), every="Все"),
        Choice("group", "Группа", _groups, lambda rows, pk: rows.filter(group_id=pk), every="Все группы"),
    ),
    sorts=(Sort("name", "last", "first", "pk"),),
    words="человек,человека,человек",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a bank. Without a basis only the name and why stand there."""

    entry: Any
    url: str
    name: str
    sub: str
    mark: str
    words: str
    lacks: str
    topics: Sequence[str]
    more: int
    forms: Sequence[str]
    time: str
    places: str
    can_admit: bool


def rows(side: str, found: Sequence[Any], actor: Actor, year: ProgramYear) -> list[Row]:
    """Lines of one page; the consent book is asked once for them all."""
    today = clock.today(actor.organization)
    missing = queries.without_basis([entry.person_id for entry in found], today)
    load = outside.load_of(year.pk) if side == "mentor" else {}
    titles = rules.form_titles()
    return [_row(side, entry, missing.get(entry.person_id), load, titles) for entry in found]


def _row(side: str, entry: Any, missing: Any, load: dict[uuid.UUID, int], titles: dict[str, str]) -> Row:
    person = entry.person
    topics: list[str] = []
    places = ""
    if missing is None:
        if side == "mentee":
            topics = [rules.topic_title(row.topic) for row in entry.requests.all() if row.met_on is None]
        else:
            topics = [rules.competence_title(code) for code in entry.competences]
            places = f"{load.get(person.pk, 0)} из\u00a0{entry.capacity}"
    mark, words = WORDS[entry.state]
    if missing is not None and entry.state != "invited":
        mark, words = "block", "Нет согласия"
    return Row(
        entry=entry,
        url=reverse(f"banks:{side}", args=[entry.pk]),
        name=person.full_name,
        sub=person.group.name if person.group else person.post,
        mark=mark,
        words=words,
        lacks=missing.message if missing is not None else "",
        topics=topics[:2],
        more=max(0, len(topics) - 2),
        forms=[titles[code] for code in entry.forms if code in titles] if missing is None else [],
        time=rules.slots_words(entry.free_time[:3]) if missing is None else "",
        places=places,
        can_admit=missing is None and entry.state in (*BEFORE, "reserve"),
    )


def position(side: str, actor: Actor, year: ProgramYear | None) -> str:
    """«Допущены 12 из 20, ждём согласия у троих.»"""
    counts = dict(
        queries.visible_entries(actor, side, year).order_by().values_list("state").annotate(Count("pk", distinct=True))
    )
    total = sum(counts.values())
    if not total:
        return "В банке пока никого. Начните с людей, у которых стоит пометка, или с анкеты."
    admitted = sum(counts.get(state, 0) for state in ADMITTED)
    parts = [f"Допущены {admitted} из\u00a0{total}"]
    waiting, before = counts.get("invited", 0), sum(counts.get(state, 0) for state in BEFORE)
    if before:
        parts.append(f"готовы к допуску {before}")
    if waiting:
        parts.append(f"ждём согласия: {waiting}")
    return ", ".join(parts) + "."


def export(side: str, actor: Actor, found: Any, year: ProgramYear) -> HttpResponse:
    """The bank in the columns of the printed base; only people with a basis today."""
    actor.must("banks.export")
    today = clock.today(actor.organization)
    lines = papers.base_rows(side, found, year, today)
    headers = papers.HEADERS[side]
    with transaction.atomic():
        journal.record(actor, "banks.exported", None, side=side, count=len(lines))
    return xlsx_answer(
        "База наставляемых" if side == "mentee" else "База наставников", headers, papers.cells(side, lines)
    )


def card(side: str, entry: Any, actor: Actor) -> dict[str, Any]:
    """Everything the page of one entry shows."""
    today = clock.today(actor.organization)
    missing = queries.without_basis([entry.person_id], today).get(entry.person_id)
    person = entry.person
    requests = list(entry.requests.all()) if isinstance(entry, MenteeEntry) else []
    load = outside.load_of(entry.program_year_id).get(entry.person_id, 0) if side == "mentor" else 0
    return {
        "side": side,
        "side_title": TITLES[side],
        "list_url": reverse(f"banks:{side}s"),
        "entry": entry,
        "person": person,
        "person_url": f"/people/{person.pk}/",
        "mark": WORDS[entry.state][0],
        "words": WORDS[entry.state][1],
        "missing": missing,
        "open": missing is None and entry.state != "withdrawn",
        "doubts": rules.doubts(
            side=side,
            kind=person.kind,
            age=age_on(person.birth_date, today),
            forms=entry.forms,
            has_request=bool(requests),
            interviewed=getattr(entry, "interviewed_on", None) is not None,
            trained=getattr(entry, "trained_on", None) is not None,
        )
        if missing is None and entry.state in BEFORE
        else [],
        "requests": [(row, rules.topic_title(row.topic)) for row in requests],
        "skills": [rules.competence_title(code) for code in getattr(entry, "competences", [])],
        "load": load,
        "left": max(0, getattr(entry, "capacity", 0) - load),
        "forms": [title for code, title in rules.form_titles().items() if code in entry.forms],
        "time": rules.slots_words(entry.free_time),
        "wishes": wish_lines(entry.wishes, sensitive=actor.may("banks.sensitive", entry)),
        "can_admit": missing is None and entry.state in (*BEFORE, "reserve"),
        "can_undo": entry.state == "admitted",
        "may_edit": actor.may("banks.edit", entry),
        "history_rows": [HistoryRow(line.at, line.what, line.who) for line in queries.history(entry)],
        "today": today,
    }


WISH_WORDS = {
    "mode": ("Как встречаться", "mode"),
    "rhythm": ("Как часто", "rhythm"),
    "style": ("Что помогает", "style"),
    "interests": ("Интересы", "interests"),
    "industries": ("Отрасли", "industries"),
}


def wish_lines(wishes: dict[str, Any], *, sensitive: bool) -> list[tuple[str, str]]:
    """Wishes in words; whom not to put beside is shown only to those who may see it."""
    from nastavnik.features.questionnaires.ready.dictionaries import option_list

    found = []
    for name, (title, options) in WISH_WORDS.items():
        value = wishes.get(name)
        codes = [value] if isinstance(value, str) else value or []
        texts = {option.code: option.text for option in option_list(options)}
        words = ", ".join(texts.get(code, "") for code in codes if code in texts)
        if words:
            found.append((title, words))
    for name, title in (("persons", "С кем хотел бы работать"), ("barred", "С кем не ставить в пару")):
        if name == "barred" and not sensitive:
            continue
        people_named = ", ".join(
            row["text"] + ("" if row.get("id") else " (в списке не найден)") for row in wishes.get(name, ())
        )
        if people_named:
            found.append((title, people_named))
    return found


def picked(request: Request, name: str = "pick") -> list[uuid.UUID]:
    """Ids of the marked lines; what is not an id is dropped."""
    found = []
    for value in request.POST.getlist(name):
        try:
            found.append(uuid.UUID(value))
        except ValueError:
            continue
    return found


def tabs(side: str) -> list[Tab]:
    return [
        Tab("Наставляемые", reverse("banks:mentees"), side == "mentee"),
        Tab("Наставники", reverse("banks:mentors"), side == "mentor"),
    ]


def activity_of(request: Request) -> str:
    """The activity from which the tool was opened, as it stands in the address."""
    raw = request.POST.get("activity") or request.GET.get("activity") or ""
    try:
        return str(uuid.UUID(raw))
    except ValueError:
        return ""


def admitted_words(side: str, done: int, refused: Sequence[str]) -> str:
    words = f"Допуск получили {count_phrase(done, PEOPLE[side])}" if done else "Никого не допустили"
    if refused:
        words += ". Не вышло: " + " ".join(refused[:3])
        if len(refused) > 3:
            words += f" И ещё {len(refused) - 3}."
    return words
