"""What the pages of support are given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponse

from nastavnik.features.people import queries as people
from nastavnik.features.support import queries
from nastavnik.features.support.models import SupportCase
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.sheets import xlsx_answer
from nastavnik.ui.lists import Choice, ListSpec, Search, Sort
from nastavnik.ui.shapes import HistoryRow

#: after so many days without a step a case asks for attention
QUIET_DAYS = 14


def _find(rows: Any, text: str) -> Any:
    return rows.filter(person__in=people.search(people.living(), text).values("pk"))


CASES = ListSpec(
    filters=(
        Search("q", "Фамилия", _find),
        Choice(
            "state",
            "Состояние",
            [("open", "открытые"), ("closed", "закрытые")],
            lambda rows, value: rows.filter(closed_on__isnull=value == "open"),
            every="Все",
        ),
    ),
    sorts=(Sort("opened", "opened_on", "pk", descending=True), Sort("person", "person__last", "person__first", "pk")),
    words="человек,человека,человек",
)


@dataclass(frozen=True, slots=True)
class Row:
    case: SupportCase
    mark: str
    words: str
    last_step: dt.date | None


def row_of(case: SupportCase, on: dt.date, paired: set[Any]) -> Row:
    last = getattr(case, "last_step", None)
    if case.closed_on:
        return Row(case, "done", "Закрыто", last)
    if case.person_id in paired:
        return Row(case, "part", "Пара уже есть: закройте с итогом", last)
    if case.supporter_id is None:
        return Row(case, "late", "Специалист не назначен", last)
    if (on - (last or case.opened_on)).days > QUIET_DAYS:
        return Row(case, "wait", "Давно нет новых шагов", last)
    return Row(case, "part", "Сопровождаем", last)


def rows(found: Iterable[SupportCase], actor: Actor) -> list[Row]:
    cases = list(found)
    years = {case.program_year for case in cases}
    paired = {pk for year in years for pk in queries.in_pair(year)}
    today = clock.today(actor.organization)
    return [row_of(case, today, paired) for case in cases]


def position(actor: Actor) -> str:
    states = list(queries.visible_cases(actor).values_list("closed_on", "supporter_id"))
    opened = [supporter for closed, supporter in states if closed is None]
    if not states:
        return "Сопровождения пока никому не понадобилось."
    parts = [f"Сопровождаем сейчас: {len(opened)}"]
    alone = sum(1 for supporter in opened if supporter is None)
    if alone:
        parts.append(f"без специалиста: {alone}")
    if len(states) > len(opened):
        parts.append(f"закрыто: {len(states) - len(opened)}")
    return ", ".join(parts) + "."


def case_context(case: SupportCase, actor: Actor) -> dict[str, Any]:
    """The page of a case: steps and the tie to a pair. Notes are not touched here."""
    today = clock.today(actor.organization)
    row = row_of(case, today, queries.in_pair(case.program_year))
    return {
        "case": case,
        "row": row,
        "steps": list(case.steps.all()[:200]),
        "may_edit": actor.may("support.edit", case),
        "may_note": actor.may("support.note_write", case),
        "history": [
            HistoryRow(line.at, line.what, line.who)
            for line in journal.history(case, limit=30)
            if line.action not in ("support.note_written", "support.notes_read")
        ],
    }


def export(actor: Actor, found: Any) -> HttpResponse:
    """Cases without notes and steps; recorded with the count."""
    lines = [
        [
            case.person.full_name,
            case.person.group.name if case.person.group else case.person.post,
            case.reason,
            case.opened_on,
            case.supporter.short_name if case.supporter else "",
            getattr(case, "last_step", None),
            case.closed_on,
            case.outcome,
        ]
        for case in found
    ]
    with transaction.atomic():
        journal.record(actor, "support.exported", None, count=len(lines))
    headers = [
        "Кто",
        "Группа, должность",
        "Почему без пары",
        "Открыто",
        "Специалист",
        "Последний шаг",
        "Закрыто",
        "Итог",
    ]
    return xlsx_answer("Без пары", headers, lines)
