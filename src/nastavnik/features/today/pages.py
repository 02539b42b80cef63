"""What the day and the search show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

from nastavnik.features.compliance import queries as compliance
from nastavnik.features.compliance.queries import Found, Verdict
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.roadmap import queries as roadmap
from nastavnik.features.roadmap.evidence import RoadmapProgress
from nastavnik.features.today import queries, rules
from nastavnik.features.today.rules import Day
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DueItem
from nastavnik.ui.charts import Strip, StripRow, strip
from nastavnik.ui.shapes import Action, NoteCard, TodoRow
from nastavnik.ui.text import count_phrase, date_phrase, due_phrase

#: findings in the margin
NOTES = 5


def heading(on: dt.date) -> str:
    words = date_phrase(on, "weekday", today=on)
    return words[:1].upper() + words[1:]


def position(day: Day) -> str:
    """«7 дел ждут вас, 2 опоздали.»"""
    late = day.late_count + bool(day.main and day.main.mark == "late")
    if not day.own:
        return "Дел на сегодня нет." if not day.waits else "Ваших дел на сегодня нет, ждём других."
    verb = "ждёт" if day.own % 10 == 1 and day.own % 100 != 11 else "ждут"
    words = f"{count_phrase(day.own, 'дело,дела,дел')} {verb} вас"
    if late:
        words += f", {late} {'опоздало' if late % 10 == 1 and late % 100 != 11 else 'опоздали'}"
    return f"{words}."


def _when(item: DueItem, on: dt.date) -> str:
    if item.due is None:
        return ""
    return due_phrase(item.due, today=on) if item.due < on else f"до {date_phrase(item.due, today=on)}"


def go(item: DueItem | None, on: dt.date) -> str:
    """The line under the rule of the main step: its term, if it has one."""
    words = _when(item, on) if item else ""
    return format_html('<span class="small">{}</span>', words) if words else ""


def _row(item: DueItem, on: dt.date) -> TodoRow:
    late = rules.is_late(item, on)
    mark = "late" if late else "wait" if item.waits else item.mark
    action = Action(item.button, item.url) if item.button else None
    return TodoRow(mark, item.title, item.url, item.why, _when(item, on), late, action)


def lines(items: Sequence[DueItem], on: dt.date) -> list[TodoRow]:
    return [_row(item, on) for item in items]


def _notes(verdict: Verdict) -> list[NoteCard]:
    """The gravest rules for the margin, one card each; what is only for information stays on the checker's page."""
    by_rule: dict[str, list[Found]] = {}
    for item in verdict.standing:
        if item.severity != "info":
            by_rule.setdefault(item.rule.code, []).append(item)
    cards = []
    for items in list(by_rule.values())[:NOTES]:
        first, more = items[0], len(items) - 1
        why, fix = first.finding.message, first.finding.fix
        action = Action(fix.label, fix.url) if fix else None
        if more:
            why = f"{why} И ещё {more}."
            query = urlencode({"q": first.rule.title})
            action = Action("Посмотреть все", f"{reverse('compliance:findings')}?{query}")
        cards.append(NoteCard(first.mark, first.rule.title, why, first.rule.source, action))
    return cards


def _notes_title(verdict: Verdict) -> str:
    grave, other = len(verdict.grave), len(verdict.standing) - len(verdict.grave)
    if grave:
        return f"Проверка нашла {count_phrase(grave, 'нарушение,нарушения,нарушений')}"
    return f"Проверка нашла {count_phrase(other, 'замечание,замечания,замечаний')}" if other else ""


def year_strip(progress: RoadmapProgress, on: dt.date) -> str:
    """The school year of the plan by stages."""
    year = progress.roadmap.program_year
    url = reverse("roadmap:one", args=[progress.roadmap.pk])
    rows = [
        StripRow(
            label=_short(stage.stage.number, stage.stage.title),
            start=stage.starts,
            end=stage.ends,
            done=stage.done,
            total=stage.total,
            state=stage.state,
            url=f"{url}#stage-{stage.stage.pk}",
        )
        for stage in progress.stages
    ]
    last = max([row.end for row in rows if row.end], default=year.ends_on)
    last = min(max(last, dt.date(year.year + 1, 6, 30)), year.ends_on)
    return strip(Strip(year.starts_on, last, rows, today=on, title=f"Лента года: {progress.roadmap.title}"))


def _short(number: str, title: str) -> str:
    clean = number.rstrip(".")
    words = title if len(title) <= 34 else f"{title[:32].rstrip(' ,.:;–-')}…"
    return f"{clean}. {words}" if clean and not title.startswith(clean) else words


def _first_steps(begun: queries.Beginning) -> list[TodoRow]:
    steps = [
        (begun.year, "Открыть учебный год", "К нему привязаны дорожная карта, согласия и пары.", "organizations:years"),
        (begun.plan, "Принести план", "Подойдёт ваш файл Word, Excel или PDF; нет плана — есть готовый.", "roadmap:start"),
        (begun.people, "Загрузить список людей", "Таблица или текст: кто есть кто, система спросит сама.", "people:import_new"),
    ]  # fmt: skip
    rows = []
    for done, what, why, name in steps:
        url = reverse(name)
        action = None if done else Action(what, url)
        rows.append(TodoRow("done" if done else "none", what, url, why, action=action, note="Сделано" if done else ""))
    return rows


def home(actor: Actor) -> dict[str, Any]:
    """The day of a curator or a director."""
    on = clock.today(actor.organization)
    context: dict[str, Any] = {"heading": heading(on), "today": on, "search_url": reverse("today:search")}
    begun = queries.beginning()
    if not begun.over:
        rows = _first_steps(begun)
        first = next(row for row in rows if row.action)
        return context | {
            "position": "Начнём с трёх шагов. Остальное система подскажет по ходу года.",
            "first": first,
            "steps": rows,
        }
    items, failed = queries.due_items(actor, on)
    day = rules.arrange(items, on)
    verdict = compliance.check_for(actor, on)
    progress = roadmap.progress_of(organizations.current_year(), on)
    since, lately = queries.lately(on)
    return context | {
        "position": position(day),
        "main": day.main,
        "main_go": go(day.main, on),
        "late": lines(day.late, on),
        "week": lines(day.week, on),
        "later": lines(day.later, on),
        "waits": lines(day.waits, on),
        "failed": failed,
        "notes": _notes(verdict),
        "notes_title": _notes_title(verdict),
        "found": len(verdict.standing),
        "progress": progress,
        "strips": [year_strip(item, on) for item in progress],
        "since": since,
        "lately": lately,
        "figures": compliance.figure_rows(actor, on) if "curator" not in actor.roles else [],
    }


def search(actor: Actor, text: str) -> dict[str, Any]:
    groups = queries.search(actor, text)
    total = sum(len(group.hits) for group in groups)
    if len(text.strip()) < queries.SHORTEST:
        words = "Введите хотя бы две буквы: фамилию, слово из названия, номер или код с листа."
    elif total:
        words = f"По запросу «{text.strip()[:60]}»: {count_phrase(total, 'находка,находки,находок')}."
    else:
        words = f"По запросу «{text.strip()[:60]}» ничего не нашлось."
    return {
        "groups": groups,
        "position": words,
        "search_text": text[:100],
        "asked": len(text.strip()) >= queries.SHORTEST,
        "search_url": reverse("today:search"),
    }
