"""What the pages of consents are given: prepared rows and sentences, no queries in templates."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.engines.russian import fold
from nastavnik.features.consents import debts, effects, queries
from nastavnik.features.consents.debts import Row
from nastavnik.features.consents.models import WAYS, Consent
from nastavnik.features.consents.rules import KINDS, ConsentKind
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person, StudentGroup
from nastavnik.kernel import clock, journal, links
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.scope import current_organization_id
from nastavnik.kernel.sheets import xlsx_answer
from nastavnik.kernel.tenancy import Organization
from nastavnik.ui.lists import Choice, Day, ListSpec, Search, Sort
from nastavnik.ui.shapes import Fact, HistoryRow, Tab
from nastavnik.ui.text import date_phrase, of_phrase, people_phrase

WAY_WORDS = dict(WAYS)


def _find(rows: Sequence[Row], text: str) -> list[Row]:
    words = fold(text).split()
    return [row for row in rows if all(f" {word}" in f" {fold(row.person.full_name)}" for word in words)]


def _groups() -> Iterable[tuple[str, str]]:
    return [*((str(pk), name) for pk, name in StudentGroup.objects.values_list("pk", "name")), ("none", "без группы")]


def _in_group(rows: Sequence[Row], key: str) -> list[Row]:
    return [row for row in rows if (str(row.person.group_id) if row.person.group_id else "none") == key]


STATES = [
    ("owes", "есть долг"),
    ("given", "всё получено"),
    ("waits", "лист выдан, ждём"),
    ("refused", "отказ или отзыв"),
    ("blocked", "нужны данные"),
    ("adult", "скоро 18"),
]


def _in_state(rows: Sequence[Row], state: str) -> list[Row]:
    if state == "adult":
        return [row for row in rows if row.adult_on]
    if state in ("owes", "given"):
        return [row for row in rows if bool(row.debts) == (state == "owes")]
    mark = {"waits": "wait", "refused": "stop", "blocked": "block"}[state]
    return [row for row in rows if any(debt.mark == mark for debt in row.debts)]


def _with_kind(rows: Sequence[Row], kind: str) -> list[Row]:
    return [row for row in rows if kind in row.kinds]


OWED = ListSpec(
    filters=(
        Search("q", "Имя", _find),
        Choice("group", "Группа", _groups, _in_group, every="Все группы"),
        Choice("state", "Состояние", STATES, _in_state, every="Все состояния"),
        Choice(
            "kind",
            "Какого согласия нет",
            lambda: [(kind.code, kind.title) for kind in KINDS.values()],
            _with_kind,
            every="Любое согласие",
        ),
        Choice(
            "side",
            "Роль",
            [("mentor", "наставники"), ("mentee", "наставляемые")],
            lambda rows, side: [row for row in rows if row.part.side == side],
            every="Все роли",
        ),
        Choice("who", "Кого показать", [("all", "все люди")], lambda rows, _: rows, every="Участники года"),
    ),
    sorts=(
        Sort("group", lambda row: (row.group == "", row.group, row.person.last, row.person.first)),
        Sort("name", lambda row: (row.person.last, row.person.first, row.group)),
    ),
    words="человек,человека,человек",
)


def tabs(actor: Actor, current: str) -> list[Tab]:
    names = [("list", "Кто что должен"), ("groups", "По группам")]
    if actor.may("consents.mark"):
        names += [("mark", "Отметить листы"), ("register", "Полученные"), ("texts", "Тексты")]
    return [Tab(label, reverse(f"consents:{name}"), name == current) for name, label in names]


def position(found: Sequence[Row]) -> str:
    """«Согласия есть у 18 из 20, ждём двоих.»"""
    if not found:
        return "Участников пока нет."
    done = sum(1 for row in found if not row.debts)
    left = len(found) - done
    words = f"Согласия есть у\u00a0{of_phrase(done, len(found))}"
    if not left:
        return f"{words}: получены все."
    refused = sum(1 for row in found if any(debt.mark == "stop" for debt in row.debts))
    return f"{words}, ждём {people_phrase(left, 'gen')}" + (f", отказов и отзывов {refused}." if refused else ".")


def owed_context(actor: Actor, query: Any, *, activity: str = "") -> dict[str, Any]:
    """The list of who owes what, its filters and the sentence about all participants."""
    today = clock.today(actor.organization)
    everybody = query.get("who") == "all"
    found = debts.rows(actor, today, everybody=everybody)
    page = OWED.read(query, found)
    return {
        "page": page,
        "rows": page.rows,
        "position": position(found),
        "done": sum(1 for row in found if not row.debts),
        "total": len(found),
        "activity": activity,
        "tabs": tabs(actor, "list"),
        "may_prepare": actor.may("consents.prepare"),
        "may_link": actor.may("consents.prepare") and bool(links.public_base()),
        "kinds": KINDS.values(),
        "own_query": page.query(),
    }


def chosen(actor: Actor, ids: Sequence[uuid.UUID], query: Any) -> list[Row]:
    """Lines of the ticked people, or of everybody whom the filter shows. One foreign id refuses the whole."""
    today = clock.today(actor.organization)
    if not ids:
        page = OWED.read(query, debts.rows(actor, today, everybody=query.get("who") == "all"))
        return list(page.all_rows)
    found = list(people.visible_people(actor).filter(pk__in=ids))
    if len(found) != len(set(ids)):
        raise NotFound()
    parts = debts.participants(found, today)
    made = debts.rows_of(found, parts, today)
    return sorted(made, key=lambda row: (row.group == "", row.group, row.person.last, row.person.first))


def export(actor: Actor, found: Sequence[Row]) -> HttpResponse:
    """The list as a table, recorded with the count."""
    headers = ["Группа", "Фамилия, имя, отчество", "Роль", "Кто подписывает", "Чего не хватает", "Что есть"]
    roles = {"mentor": "наставник", "mentee": "наставляемый", "": ""}
    lines = [
        [
            row.group,
            row.person.full_name,
            roles[row.part.side],
            ", ".join(one.full_name for one in (row.signer, row.second) if one) or "не указан",
            "; ".join(debt.words for debt in row.debts),
            "; ".join(row.held_words),
        ]
        for row in found
    ]
    with transaction.atomic():
        journal.record(actor, "consents.exported", None, count=len(lines))
    return xlsx_answer("Согласия", headers, lines)


# --- consents that were given ----------------------------------------------------------------------------------------


def _named(rows: Any, text: str) -> Any:
    return rows.filter(Q(person__in=people.search(people.living(), text)) | Q(number__iexact=text))


def _lacking(rows: Any, what: str) -> Any:
    if what == "number":
        return rows.filter(number="", withdrawal=None)
    if what == "scan":
        return rows.filter(scan=None, withdrawal=None)
    if what == "withdrawn":
        return rows.exclude(withdrawal=None)
    if what == "expiring":
        until = clock.today(Organization.objects.get(pk=current_organization_id())) + dt.timedelta(days=debts.SOON)
        return rows.filter(valid_to__lt=until, withdrawal=None)
    return rows.filter(preliminary=True, withdrawal=None)


GIVEN = ListSpec(
    filters=(
        Search("q", "Имя или номер", _named),
        Choice(
            "kind",
            "Вид",
            lambda: [(kind.code, kind.title) for kind in KINDS.values()],
            lambda rows, kind: rows.filter(kind=kind),
            every="Все виды",
        ),
        Choice(
            "what",
            "Отбор",
            [
                ("number", "номер не внесён"),
                ("scan", "без скана"),
                ("preliminary", "ждём бумагу"),
                ("expiring", "срок кончается"),
                ("withdrawn", "отозваны"),
            ],
            _lacking,
            every="Любые",
        ),
        Day("since", "Даны не раньше", lambda rows, day: rows.filter(given_on__gte=day)),
    ),
    sorts=(
        Sort("date", "given_on", "recorded_at", "pk", descending=True),
        Sort("name", "person__last", "person__first", "pk"),
        Sort("number", "number", "pk"),
    ),
    words="согласие,согласия,согласий",
)


def register_position(rows: Any) -> str:
    total = rows.count()
    if not total:
        return "Согласий пока не получено."
    waiting = rows.filter(number="", withdrawal=None).count()
    return f"Получено {total}, номер из журнала не внесён у\u00a0{waiting}." if waiting else f"Получено {total}."


def with_states(rows: Iterable[Consent], today: dt.date) -> list[tuple[Consent, ConsentKind, tuple[str, str]]]:
    """Facts with their kinds and states; the second signatures that are missing are looked up at once."""
    found = list(rows)
    halves = queries.half_signed(found, today)
    return [(item, KINDS[item.kind], state_of(item, today, half=item.pk in halves)) for item in found]


def state_of(consent: Consent, today: dt.date, *, half: bool = False) -> tuple[str, str]:
    """Mark and word of a consent on the day. `half`: the other representative has not signed."""
    withdrawal = getattr(consent, "withdrawal", None)
    if withdrawal is not None and withdrawal.on <= today:
        return "stop", f"Отозвано {date_phrase(withdrawal.on)}"
    if consent.valid_to is not None and consent.valid_to < today:
        return "late", f"Срок истёк {date_phrase(consent.valid_to)}"
    if consent.preliminary:
        return "wait", "Ждём бумагу"
    if half:
        return "wait", "Ждём подпись второго представителя"
    return "done", "Действует"


def export_register(actor: Actor, rows: Any) -> HttpResponse:
    today = clock.today(actor.organization)
    headers = ["Номер", "Дата", "Вид", "О ком", "Группа", "Кто дал", "Как", "Код листа", "Действует по", "Состояние"]
    lines = [
        [
            item.number,
            item.given_on,
            KINDS[item.kind].title,
            item.person.full_name,
            item.person.group.name if item.person.group else "",
            item.given_by.full_name,
            WAY_WORDS[item.way],
            item.sheet.code if item.sheet else "",
            item.valid_to,
            state[1],
        ]
        for item, _, state in with_states(rows, today)
    ]
    with transaction.atomic():
        journal.record(actor, "consents.exported", None, count=len(lines))
    return xlsx_answer("Журнал согласий", headers, lines)


def consent_context(actor: Actor, consent: Consent) -> dict[str, Any]:
    """One consent: what was signed, by whom, how, and what happened since."""
    today = clock.today(actor.organization)
    ((_, _, state),) = with_states([consent], today)
    beside = queries.beside(consent)
    facts = [
        Fact("О ком", consent.person.full_name, reverse("people:person", args=[consent.person_id])),
        Fact("Кто дал", consent.given_by.full_name),
        Fact("Дата согласия", date_phrase(consent.given_on, "full")),
        Fact("Как", "внесено как полученное до системы" if consent.before_system else WAY_WORDS[consent.way]),
    ]
    facts += [
        Fact(
            "Другой представитель",
            f"{other.given_by.full_name}, {state_of(other, today)[1].lower()}",
            reverse("consents:consent", args=[other.pk]),
        )
        for other in beside
    ]
    if consent.sheet:
        facts.append(Fact("Код листа", consent.sheet.code))
    if consent.valid_to:
        facts.append(Fact("Действует по", date_phrase(consent.valid_to, "full")))
    if consent.text:
        facts.append(Fact("Редакция текста", f"{consent.text.version}, отпечаток {consent.text.sha256[:12]}"))
    facts.append(Fact("Записано", f"{date_phrase(consent.recorded_at, 'time')}, {consent.recorded_by}"))
    return {
        "consent": consent,
        "kind": KINDS[consent.kind],
        "state": state,
        "facts": facts,
        "withdrawn": getattr(consent, "withdrawal", None),
        "history": _history([consent, *beside]),
        "consequences": effects.consequences(consent),
    }


def _history(facts: Sequence[Consent]) -> list[HistoryRow]:
    """What happened to the consent; of both signatures, where there are two, newest first."""
    two = len(facts) > 1
    rows = [
        (line.at, HistoryRow(line.at, f"{line.what}: {fact.given_by.short_name}" if two else line.what, line.who))
        for fact in facts
        for line in journal.history(fact)
    ]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0], reverse=True)]


def may_withdraw(consent: Consent, today: dt.date) -> list[Person]:
    """Who may withdraw: the one who gave it, and for a child any representative (СК РФ, ст. 61, 65)."""
    if consent.given_by_id == consent.person_id:
        return [consent.given_by]
    ties = people.representatives([consent.person_id], today)[consent.person_id]
    others = [tie.adult for tie in ties if tie.adult_id != consent.given_by_id]
    return [consent.given_by, *others]


def person_context(actor: Actor, person: Person) -> dict[str, Any]:
    """Debts and consents of one person, for the page and for the panel of the card."""
    today = clock.today(actor.organization)
    (row,) = debts.rows_of([person], debts.participants([person], today), today)
    items = with_states(queries.of_person(person.pk), today)
    return {
        "person": person,
        "row": row,
        "items": items,
        "sheets": [(sheet, KINDS[sheet.kind]) for sheet in queries.open_sheets(person.pk)],
        "may_mark": actor.may("consents.mark"),
        "may_prepare": actor.may("consents.prepare"),
    }
