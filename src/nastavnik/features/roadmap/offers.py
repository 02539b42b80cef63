"""What the roadmap gives others: tools, evidence, the document to be approved, lines of the day, figures, search."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from nastavnik.features.organizations import queries as organizations
from nastavnik.features.roadmap import evidence as own
from nastavnik.features.roadmap import papers, queries
from nastavnik.features.roadmap.evidence import RoadmapProgress
from nastavnik.features.roadmap.services.approval import cancel_approval, keep_approval
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import (
    ActivityRef,
    ActivityTool,
    DocumentKind,
    DueItem,
    DueSource,
    EvidenceRule,
    Figure,
    Hit,
    LinkPurpose,
    NavItem,
    SearchSource,
    document_kinds,
    dues,
    evidence,
    figures,
    link_purposes,
    navigation,
    search_sources,
    tools,
)
from nastavnik.ui.text import count_phrase, date_phrase

STAFF = frozenset({"curator", "director"})
WEEK = dt.timedelta(days=7)


def _by_hand(ref: ActivityRef) -> str:
    return reverse("roadmap:activity", args=[ref.activity_id]) + f"?kind={ref.kind}#close"


def _approval(ref: ActivityRef) -> str:
    return reverse("roadmap:approval", args=[ref.roadmap_id])


tools.add(ActivityTool("manual", "Вручную", "Отметить выполнение", _by_hand))
tools.add(ActivityTool("roadmap_approval", "Утверждение дорожной карты", "Утвердить дорожную карту", _approval))
tools.add(
    ActivityTool("personal_plan", "Личные планы", "Напечатать личные планы", lambda ref: reverse("roadmap:personal"))
)

evidence.add(EvidenceRule("manual", "Отметка с пояснением или файлом", own.by_hand))
evidence.add(EvidenceRule("roadmap_approved", "Дорожная карта утверждена", own.approved))


def _kept(document: Any, by: Actor) -> None:
    keep_approval(document, by)


document_kinds.add(
    DocumentKind(
        code="roadmap",
        title="Дорожная карта (план мероприятий)",
        family="approved",
        template="roadmap",
        register="ОД",
        data=papers.document_data,
        obstacles=papers.obstacles,
        on_signed=_kept,
        on_registered=_kept,
        on_cancelled=cancel_approval,
    )
)


def _progress(on: dt.date) -> list[RoadmapProgress]:
    return queries.progress_of(organizations.current_year(), on)


def _due(actor: Actor, on: dt.date) -> list[DueItem]:
    """Late activities, those of the next seven days, an offer of dates that waits, a plan that is absent."""
    found: list[DueItem] = []
    year = organizations.current_year()
    if year is None:
        return found
    known = queries.progress_of(year, on)
    if not known:
        why = "От неё начинается всё остальное: сроки, документы, списки. Подойдёт файл вашего плана или готовая."
        return [DueItem("Дорожной карты пока нет", why, reverse("roadmap:start"), "Создать дорожную карту", order=5)]
    for progress in known:
        found += [_line(row, on) for row in progress.rows if _is_near(row, on)]
        offered = queries.suggested_count(progress)
        if offered:
            title = f"Предложены даты и ответственные: {count_phrase(offered, 'мероприятие,мероприятия,мероприятий')}"
            why = "В плане их нет. Примите предложенное одной кнопкой или поправьте."
            url = reverse("roadmap:one", args=[progress.roadmap.pk])
            found.append(DueItem(title, why, url, "Посмотреть даты", order=40))
    return found


def _is_near(row: own.ActivityProgress, on: dt.date) -> bool:
    return row.due is not None and not row.finished and not row.activity.date_suggested and row.due <= on + WEEK


def _line(row: own.ActivityProgress, on: dt.date) -> DueItem:
    item = row.activity
    who = "" if item.responsible_suggested else item.responsible
    words = row.current.words if row.current else ""
    late = row.state == "late"
    return DueItem(
        title=" ".join(part for part in (item.number, item.title) if part),
        why=". ".join(part for part in (words, f"Отвечает {who}" if who else "") if part),
        url=reverse("roadmap:activity", args=[item.pk]),
        button=row.current.tool.button if row.current else "Отметить выполнение",
        due=row.due,
        mark="late" if late else row.state,
        order=10 if late else 50,
    )


dues.add(DueSource("roadmap", STAFF, _due))


def _count(name: str) -> Any:
    return lambda on: sum(getattr(progress, name) for progress in _progress(on))


figures.add(Figure("roadmap_done", "Мероприятий сделано", _count("done"), order=10, url="/roadmap/"))
figures.add(Figure("roadmap_total", "Мероприятий в дорожной карте", _count("total"), order=11, url="/roadmap/"))
figures.add(Figure("roadmap_late", "Мероприятий опоздало", _count("late"), order=12, url="/roadmap/?state=late"))


def _find(actor: Actor, text: str) -> list[Hit]:
    hits = []
    for item in queries.find_activities(actor, text)[:8]:
        note = item.stage.title
        day = item.working_due
        if day and not item.date_suggested:
            note = f"{note}, {date_phrase(day)}"
        title = " ".join(part for part in (item.number, item.title) if part)
        hits.append(Hit(title, note, reverse("roadmap:activity", args=[item.pk])))
    return hits


search_sources.add(SearchSource("roadmap", "Мероприятия", STAFF, _find))
navigation.add(NavItem("roadmap", "Дорожная карта", "roadmap:table", "route", STAFF, 20, prefix="/roadmap/"))
link_purposes.add(
    LinkPurpose("calendar", "Календарь дорожной карты", lambda link: reverse("roadmap:calendar"), term_days=400)
)
