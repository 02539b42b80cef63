"""What the page of one activity is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from nastavnik.features.roadmap import evidence, forms, queries, rules
from nastavnik.features.roadmap.evidence import ActivityProgress, KindProgress, RoadmapProgress
from nastavnik.features.roadmap.models import Activity
from nastavnik.kernel import clock, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import EvidenceAnswer
from nastavnik.ui.shapes import Fact, HistoryRow, NoteCard
from nastavnik.ui.text import count_phrase, date_phrase, due_phrase

#: Marks of what should stand before: proved, begun, not there.
BEFORE = {"done": "done", "part": "wait", "none": "none", "na": "na"}


@dataclass(frozen=True, slots=True)
class Before:
    """A precondition as a fact: mark, words, link."""

    mark: str
    name: str
    words: str
    url: str
    label: str
    cells: tuple[int, int] | None


def context(item: Activity, found: Sequence[RoadmapProgress], actor: Actor, *, kind: str = "") -> dict[str, Any]:
    """Everything of the page; an activity put away is shown with the way back."""
    today = clock.today(actor.organization)
    progress = next((one for one in found if one.roadmap.pk == item.roadmap_id), None)
    if progress is None:
        progress = evidence.progress([item.roadmap], today)[0]
    row = progress.find(item.pk) or ActivityProgress(item, "na", None, ())
    before = [before_of(*one) for one in queries.preconditions(item, found, today)]
    one = row.current
    chosen = kind if kind in item.kind_codes else (one.code if one and len(row.kinds) > 1 else "")
    closings = queries.closings_of(item)
    return {
        "activity": item,
        "row": row,
        "state_words": rules.STATE_WORDS[row.state],
        "roadmap": item.roadmap,
        "stage_heading": rules.stage_heading(item.stage.number, item.stage.title),
        "heading": f"{item.number.rstrip('.')}. {item.title}" if item.number else item.title,
        "long_heading": len(item.title) > 140,
        "when": when_words(row, today),
        "current": one,
        "step": step_of(row, before),
        "other_tools": [other for other in row.kinds if other is not one and other.state not in rules.FINISHED],
        "before": before,
        "kinds": shown_kinds(row),
        "closings": closings,
        "open_closings": [closing for closing in closings if closing.reopened_at is None],
        "can_close": not row.finished and item.removed_at is None,
        "close_form": forms.CloseForm(initial={"happened_on": today, "kind": chosen}),
        "close_kind": next((one.kind.name for one in row.kinds if one.code == chosen), ""),
        "skip_form": forms.ReasonForm(),
        "reopen_form": forms.ReasonForm(),
        "facts": facts(item),
        "after": queries.opens_after(item, progress)[:5],
        "history": [
            HistoryRow(line.at, line.what, line.who, reason=str((line.values or {}).get("reason", "")))
            for line in journal.history(item, limit=20)
        ],
        "doubts": [NoteCard("wait", doubt["message"]) for doubt in item.doubts],
    }


def shown_kinds(row: ActivityProgress) -> list[KindProgress]:
    """A closing of the whole activity leaves out the kinds that facts say nothing of: nobody waits for them."""
    if row.state == "hand" and row.closing is not None:
        return [one for one in row.kinds if one.state != "none"]
    return list(row.kinds)


def before_of(kind: Any, answer: EvidenceAnswer, other: Activity | None) -> Before:
    link = answer.links[0] if answer.links else None
    url = reverse("roadmap:activity", args=[other.pk]) if other else (link.url if link else "")
    label = (
        (other.number.rstrip(".") if other and other.number else "Открыть") if other else (link.label if link else "")
    )
    words = answer.words if other else f"{answer.words}. В плане отдельного пункта нет".strip(". ")
    if answer.state == "done" and answer.proved_on:
        words = f"{words}, {date_phrase(answer.proved_on)}" if date_phrase(answer.proved_on) not in words else words
    cells = (answer.done, answer.total) if answer.state == "part" and answer.total > 1 else None
    return Before(
        BEFORE[answer.state], kind.name, words, url, f"Пункт {label}" if other and other.number else label, cells
    )


def when_words(row: ActivityProgress, today: dt.date) -> str:
    item = row.activity
    if row.finished:
        when = date_phrase(row.finished_on) if row.finished_on else ""
        return f"{when}, до системы" if row.closing and row.closing.before_system else when
    if row.due is None:
        return f"срок: {item.terms}" if item.terms else "срок не назначен"
    if item.date_suggested:
        return f"предложено к {date_phrase(row.due)}"
    if row.state == "late":
        return f"было {date_phrase(row.due)}"
    return f"срок {date_phrase(row.due)}, {due_phrase(row.due, today)}"


def step_of(row: ActivityProgress, before: Sequence[Before]) -> dict[str, str] | None:
    """The main step: what to press and why now."""
    one: KindProgress | None = row.current
    if row.finished or row.activity.removed_at:
        return None
    if one is None:
        why = "Вид мероприятия не указан, поэтому подтвердить его фактами мы не сможем. Отметьте, что сделано."
        return {"title": "Отметить выполнение", "why": why, "button": "Отметить выполнение", "url": "#close"}
    missing = [item.name for item in before if item.mark in ("none", "wait")]
    why = one.kind.plain
    if missing:
        names = ", ".join(f"«{name}»" for name in missing[:3])
        tail = f" и ещё {count_phrase(len(missing) - 3, 'пункт,пункта,пунктов')}" if len(missing) > 3 else ""
        why = f"Раньше нужно: {names}{tail}. {why}"
    url = "#close" if one.tool.code == evidence.MANUAL else one.tool_url
    return {"title": one.kind.name, "why": why, "button": one.tool.button, "url": url}


def facts(item: Activity) -> list[Fact]:
    """Where the activity came from: the plan's own words and how they were read."""
    written = item.source.get("written", {})
    place = item.source.get("place", {})
    rows = [Fact("Строка", place_words(item.number, place))] if item.number or place else []
    if written.get("title") and written["title"] != item.title:
        rows.append(Fact("Как написано", f"«{written['title']}»"))
    if item.group:
        rows.append(Fact("К чему относится", item.group))
    if item.terms:
        rows.append(Fact("Срок в плане", f"«{item.terms}»"))
        if item.schedule.get("explanation"):
            rows.append(Fact("Как поняли срок", item.schedule["explanation"]))
    elif item.working_due:
        rows.append(Fact("Срок в плане", "не указан, дату предложили по обычному месяцу"))
    if item.responsible:
        words = f"{item.responsible} (предложено)" if item.responsible_suggested else item.responsible
        rows.append(Fact("Отвечает", words))
    if item.responsible_person:
        url = reverse("people:person", args=[item.responsible_person_id])
        rows.append(Fact("Карточка", str(item.responsible_person), url))
    if item.result:
        rows.append(Fact("Результат", item.result))
    return rows


def place_words(number: str, place: dict[str, Any]) -> str:
    parts = [number] if number else []
    if place.get("page"):
        parts.append(f"страница {place['page']}")
    if place.get("row"):
        parts.append(f"строка {place['row']}")
    elif place.get("line"):
        parts.append(f"строка {place['line']}")
    return ", ".join(parts)
