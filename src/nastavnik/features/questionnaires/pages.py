"""What the staff's pages are given: rows, sentences, files. No queries in templates."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.features.people import queries as people
from nastavnik.features.people.models import StudentGroup
from nastavnik.features.questionnaires import contents, forms, queries, rules
from nastavnik.features.questionnaires.models import RESPONSE_WAYS, Campaign, Draft
from nastavnik.features.questionnaires.ready.ready import ready_questionnaires
from nastavnik.kernel import clock, journal, links
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.http import Request
from nastavnik.kernel.sheets import xlsx_answer
from nastavnik.ui.lists import Choice, Flag, ListSpec, Search, Sort
from nastavnik.ui.text import count_phrase

SIDES = {"mentee": "наставляемые", "mentor": "наставники"}

CAMPAIGNS = ListSpec(
    filters=(
        Search("q", "Название", lambda rows, text: rows.filter(title__icontains=text)),
        Choice("side", "Кого", list(SIDES.items()), lambda rows, code: rows.filter(side=code), every="Все"),
        Flag("open", "Только идущие", lambda rows: rows.filter(closed_at=None)),
    ),
    sorts=(Sort("new", "created_at", "pk", descending=True),),
    words="анкетирование,анкетирования,анкетирований",
)
LINES = ListSpec(
    filters=(
        Search(
            "q", "Найти человека", lambda rows, text: rows.filter(person__in=people.search(people.living(), text))
        ),
        Choice(
            "group", "Группа", lambda: [(str(pk), name) for pk, name in StudentGroup.objects.values_list("pk", "name")],
            lambda rows, pk: rows.filter(person__group_id=pk), every="Все группы",
        ),
    ),
    sorts=(Sort("name", "person__group__name", "person__last", "person__first", "pk"),),
    words="человек,человека,человек",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the campaign: who, what state, where the answer is."""

    invitation: Any
    name: str
    sub: str
    mark: str
    words: str
    url: str
    paper_url: str


def lines(campaign: Campaign, actor: Actor, found: Sequence[Any]) -> list[Row]:
    today = clock.today(actor.organization)
    reads, runs = queries.may_read(actor, campaign), actor.may("questionnaires.run", campaign)
    ways = dict(RESPONSE_WAYS)
    rows = []
    for line in queries.lines(campaign, actor, today, found):
        person = line.invitation.person
        url = paper_url = ""
        if line.response is not None:
            mark, words = "done", f"Ответ {ways[line.response.way]}"
            url = reverse("questionnaires:response", args=[line.response.pk]) if reads else ""
        elif line.missing is not None:
            mark, words = "block", "Ждём согласие"
        else:
            mark, words = "wait", "Ждём ответ"
            if runs and campaign.closed_at is None:
                paper = reverse("questionnaires:paper", args=[campaign.pk])
                paper_url = f"{paper}?code={line.invitation.code}"
        sub = person.group.name if person.group else person.post
        rows.append(Row(line.invitation, person.full_name, sub, mark, words, url, paper_url))
    return rows


def campaign_position(campaign: Any, on: dt.date) -> str:
    """«Ответили 18 из 20, ждём до 20 октября.»"""
    words = f"Ответили {campaign.answered} из\u00a0{campaign.invited}"
    if campaign.closed_at is not None:
        return f"{words}, анкетирование закончено."
    if campaign.closes_on < on:
        return f"{words}, срок вышел {campaign.closes_on:%d.%m.%Y}. Продлите его или закончите."
    return f"{words}, ждём до\u00a0{campaign.closes_on:%d.%m.%Y}."


def closing(campaign: Any) -> list[str]:
    """What the end of the campaign means, sentence by sentence: it can not be taken back."""
    drafts, waiting = Draft.objects.filter(campaign=campaign).count(), campaign.waiting.count()
    left = campaign.invited - campaign.answered
    lines = ["Новых ответов не примем: ни с бумаги, ни по ссылкам, ни с киоска."]
    if left:
        lines.append(f"Не ответили: {count_phrase(left, 'человек,человека,человек')}.")
    if drafts:
        lines.append(f"Начатые и не отправленные ответы сотрём: {drafts}.")
    if waiting:
        lines.append(f"Ответы, чьи — не решено, сотрём: {waiting}. Сначала отнесите их к людям.")
    return lines


def list_position(rows: Sequence[Any]) -> str:
    running = [row for row in rows if row.closed_at is None]
    if not running:
        return "Сейчас никого не спрашиваем. Короткая анкета из четырёх вопросов занимает две минуты."
    answered, invited = sum(row.answered for row in running), sum(row.invited for row in running)
    return f"Идёт анкетирований: {len(running)}, ответили {answered} из\u00a0{invited}."


def ready_rows() -> list[dict[str, Any]]:
    """Ready questionnaires with what can be done with each."""
    words = {"mentee": "наставляемым", "mentor": "наставникам", "both": "обеим сторонам", "anyone": "всем"}
    return [
        {"item": item, "who": words[item.audience], "refusal": rules.refusal_of(item.level), "count": len(item.items)}
        for item in sorted(ready_questionnaires().values(), key=lambda one: (not one.short, one.audience, one.title))
    ]


def campaign_context(campaign: Campaign, actor: Actor, request: Request) -> dict[str, Any]:
    today = clock.today(actor.organization)
    page = LINES.read(request.GET, queries.invitations(campaign, actor))
    running = campaign.closed_at is None
    return {
        "campaign": campaign,
        "questionnaire": contents.content_of(campaign.questionnaire),
        "position": campaign_position(campaign, today),
        "page": page,
        "rows": lines(campaign, actor, page.rows),
        "running": running,
        "may_run": actor.may("questionnaires.run", campaign),
        "may_read": queries.may_read(actor, campaign),
        "public": bool(links.public_base()),
        "waiting": list(campaign.waiting.all()) if actor.may("questionnaires.run", campaign) else [],
        "add_form": forms.AddForm(actor=actor) if running else None,
        "prolong_form": forms.ProlongForm(initial={"closes_on": campaign.closes_on}),
        "activity_url": reverse("roadmap:activity", args=[campaign.activity_id]) if campaign.activity_id else "",
        "history": journal.history(campaign, limit=20),
    }


def export(campaign: Campaign, actor: Actor) -> HttpResponse:
    """Answers as a table: a column for each question; only people whose data may be used today."""
    actor.must("questionnaires.export", campaign)
    today = clock.today(actor.organization)
    sensitive = actor.may("questionnaires.confidential", campaign)
    items = [item for item in contents.content_of(campaign.questionnaire).items if sensitive or not item.sensitive]
    rows = queries.lawful_responses(campaign, actor, today)
    headers = ["Фамилия, имя, отчество", "Группа (должность)", "Дата ответа", "Как", *(item.text for item in items)]
    ways = dict(RESPONSE_WAYS)
    table = [
        [
            row.person.full_name,
            row.person.group.name if row.person.group else row.person.post,
            row.filled_on or row.submitted_at.date(),
            ways[row.way],
            *(contents.words(item, row.answers) for item in items),
        ]
        for row in rows
    ]
    with transaction.atomic():
        journal.record(actor, "questionnaires.exported", campaign, count=len(table))
    return xlsx_answer("Ответы на анкету", headers, table)


def qr(address: str) -> str:
    """The square code of an address as a picture inside the page."""
    import segno

    out: str = segno.make(address, error="m").svg_data_uri(scale=4, border=2)
    return out


def as_uuid(raw: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(raw)
    except ValueError:
        return None


def activity_of(request: Request) -> str:
    """The activity from which the tool was opened."""
    found = as_uuid(request.POST.get("activity") or request.GET.get("activity") or "")
    return str(found) if found else ""


def local_base(request: Request) -> str:
    """The public address where there is one, else the address by which this page was opened."""
    return links.public_base() or request.build_absolute_uri("/").rstrip("/")
