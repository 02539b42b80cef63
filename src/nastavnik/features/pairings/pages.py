"""What the pages of pairs are given."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse

from nastavnik.features.consents.rules import Lack
from nastavnik.features.documents.models import Document
from nastavnik.features.documents.rules import WORDS as DOCUMENT_WORDS
from nastavnik.features.pairings import queries, rules
from nastavnik.features.pairings.dictionary import end_reasons, mentoring_forms
from nastavnik.features.pairings.models import Pairing
from nastavnik.features.pairings.papers import form_title
from nastavnik.features.pairings.states import BEFORE_ORDER, WORDS
from nastavnik.features.people import queries as people
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.sheets import xlsx_answer
from nastavnik.ui.lists import Choice, ListPage, ListSpec, Search, Sort
from nastavnik.ui.shapes import HistoryRow
from nastavnik.ui.text import count_phrase


def _find(rows: Any, text: str) -> Any:
    found = people.search(people.living(), text).values("pk")
    return rows.filter(Q(mentor__in=found) | Q(members__person__in=found)).distinct()


def _by_state(rows: Any, state: str) -> Any:
    if state == "before":
        return rows.filter(state__in=BEFORE_ORDER)
    return rows.filter(state=state)


PAIRS = ListSpec(
    filters=(
        Search("q", "Наставник или наставляемый", _find),
        Choice(
            "state",
            "Состояние",
            [
                ("before", "ждут приказа"),
                ("ordered", "закреплены"),
                ("paused", "приостановлены"),
                ("completed", "завершены"),
                ("terminated", "прекращены"),
            ],
            _by_state,
            every="Все состояния",
        ),
        Choice(
            "form",
            "Форма",
            lambda: [(form.code, form.title) for form in mentoring_forms().values()],
            lambda rows, value: rows.filter(form=value),
            every="Все формы",
        ),
    ),
    sorts=(
        Sort("mentor", "mentor__last", "mentor__first", "pk"),
        Sort("start", "starts_on", "pk"),
        Sort("end", "ends_on", "pk"),
    ),
    words="пара,пары,пар",
)


@dataclass(frozen=True, slots=True)
class Row:
    pairing: Pairing
    mentees: str
    form: str
    mark: str
    words: str
    lacks: Sequence[Lack]
    why: str


def rows(found: Iterable[Pairing], actor: Actor) -> list[Row]:
    """Lines of the list: state and what is missing, a bounded number of queries for the page."""
    pairings = list(found)
    today = clock.today(actor.organization)
    facts = queries.facts(pairings)
    lacks = queries.consent_lacks(facts, today)
    remarks = {item.id: rules.remarks(item, today) for item in facts}
    lines = []
    for pairing in pairings:
        mark, words = WORDS[rules.shown_state(pairing.state, pairing.starts_on, today)]
        owed = lacks[pairing.pk] if pairing.state in BEFORE_ORDER else []
        notes = [lack.message for lack in owed] + [remark.message for remark in remarks[pairing.pk] if remark.stops]
        if owed:
            mark, words = "wait", f"Ждём согласий: {len(owed)}"
        lines.append(
            Row(
                pairing,
                ", ".join(member.person.short_name for member in pairing.members.all()),
                form_title(pairing.form, actor.organization.profile),
                mark,
                words,
                owed,
                notes[0] if notes else "",
            )
        )
    return lines


ON_ITS_WAY = "Пары закрепятся сами, как только в карточку приказа внесут дату подписи и номер."


@dataclass(frozen=True, slots=True)
class NextStep:
    """What all pairs that wait for an order need now: a package to be made (1 or 2), or an order that is on its way."""

    title: str
    why: str
    package: int = 0
    order: Document | None = None


def next_step(actor: Actor, on: dt.date) -> NextStep | None:
    """The main step of the list: papers to be signed before the order, then the order itself."""
    if not actor.may("pairings.order"):
        return None
    waiting = list(queries.visible_pairings(actor).filter(state__in=BEFORE_ORDER))
    if not waiting:
        return None
    owed = [lack for rows in queries.consent_lacks(queries.facts(waiting), on).values() for lack in rows if lack.kind]
    pairs = count_phrase(len(waiting), "пары,пар,пар")
    if owed:
        sheets = count_phrase(len(owed), "листа,листов,листов")
        why = f"Не хватает {sheets}. Соберём их в один PDF по группам; проект приказа можно напечатать, не дожидаясь."
        return NextStep(f"Напечатайте согласия для {pairs}", why, 1)
    order = queries.order_on_its_way(waiting)
    if order is not None:
        return NextStep(f"Приказ для {pairs}: {DOCUMENT_WORDS[order.state][1].lower()}", ON_ITS_WAY, order=order)
    why = "Все согласия есть. Приказ с приложением, программы и листы ознакомления соберём в один PDF и ZIP."
    return NextStep(f"Подготовьте приказ для {pairs}", why, 2)


def whole_words(page: ListPage) -> str:
    """On what the buttons act while nothing is ticked: only a filter that was chosen is taken for a choice."""
    return f"Со всеми, кого показывает отбор ({page.total}):" if page.narrowed else ""


def position(actor: Actor, on: dt.date) -> str:
    """One sentence about all pairs of the organisation."""
    states = list(queries.visible_pairings(actor).order_by().values_list("state", "starts_on"))
    if not states:
        return "Пар пока нет."
    shown = [rules.shown_state(state, start, on) for state, start in states]
    waiting = sum(1 for state in shown if state in BEFORE_ORDER)
    working = shown.count("active")
    parts = [f"Всего {len(shown)}"]
    if working:
        parts.append(f"работают {working}")
    if waiting:
        parts.append(f"ждут приказа {waiting}")
    return ", ".join(parts) + "."


def export(actor: Actor, found: Any) -> HttpResponse:
    """The list as a table: names, form, dates, state; recorded with the count."""
    today = clock.today(actor.organization)
    pairings = list(found)
    headers = [
        "Наставник",
        "Должность, группа",
        "Наставляемый",
        "Группа, должность",
        "Форма",
        "Начало",
        "Окончание",
        "Состояние",
        "Приказ от",
    ]
    lines = []
    for pairing in pairings:
        for member in pairing.members.all():
            person = member.person
            lines.append(
                [
                    pairing.mentor.full_name,
                    pairing.mentor.post or (pairing.mentor.group.name if pairing.mentor.group else ""),
                    person.full_name,
                    person.group.name if person.group else person.post,
                    form_title(pairing.form, actor.organization.profile),
                    pairing.starts_on,
                    pairing.ends_on,
                    WORDS[rules.shown_state(pairing.state, pairing.starts_on, today)][1],
                    pairing.ordered_on,
                ]
            )
    with transaction.atomic():
        journal.record(actor, "pairings.exported", None, count=len(lines))
    return xlsx_answer("Пары", headers, lines)


def papers_of(pairing: Pairing) -> list[Document]:
    """The order that fixes the pair, orders that change it, its programme and agreements."""
    own = Document.objects.filter(Q(pk=pairing.order_document_id) | Q(subject__pairing=str(pairing.pk)))
    changing = Document.objects.filter(amends__isnull=False, people__person_id=pairing.mentor_id)
    named = [
        item
        for item in changing.exclude(state="cancelled").distinct()
        if any(str(pairing.pk) in change.values() for change in item.subject.get("changes", []))
    ]
    found = list(own.exclude(state="cancelled"))
    return found + [item for item in named if item not in found]


def pair_context(pairing: Pairing, actor: Actor) -> dict[str, Any]:
    """Everything the page of one pair shows."""
    today = clock.today(actor.organization)
    (facts,) = queries.facts([pairing])
    state = rules.shown_state(pairing.state, pairing.starts_on, today)
    papers = papers_of(pairing)
    reasons = end_reasons()
    program = getattr(pairing, "program", None)
    return {
        "pairing": pairing,
        "members": [member.person for member in pairing.members.all()],
        "state": WORDS[state],
        "state_code": state,
        "before_order": pairing.state in BEFORE_ORDER,
        "is_staff": queries.needs_duties(facts),
        "form": form_title(pairing.form, actor.organization.profile),
        "lacks": queries.consent_lacks([facts], today)[pairing.pk] if pairing.state in BEFORE_ORDER else [],
        "remarks": rules.remarks(facts, today),
        "answers": list(pairing.acceptances.select_related("person")),
        "papers": [(item, DOCUMENT_WORDS[item.state]) for item in papers],
        "program": program,
        "predecessor": pairing.replaces,
        "successor": Pairing.objects.filter(replaces=pairing, removed_at=None).select_related("mentor").first(),
        "end_reason": reasons[pairing.end_reason].title if pairing.end_reason in reasons else "",
        "history": [HistoryRow(line.at, f"{line.what} — {line.who}") for line in journal.history(pairing)],
        "may_edit": actor.may("pairings.edit", pairing),
    }


def uuids(values: Iterable[str]) -> list[uuid.UUID]:
    from nastavnik.features.documents.pages import uuids as read

    return read(values)
