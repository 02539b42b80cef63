"""What questionnaires give others: the tool of surveys, evidence, links, lines of the day, panels, personal data."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Q
from django.urls import reverse

from nastavnik.features.questionnaires import own, personal, queries
from nastavnik.features.questionnaires.models import Campaign, Response
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import (
    ActivityRef,
    ActivityTool,
    DueItem,
    DueSource,
    EvidenceAnswer,
    EvidenceRule,
    Figure,
    Link,
    LinkPurpose,
    NavItem,
    PersonPanel,
    dues,
    evidence,
    figures,
    link_purposes,
    navigation,
    person_panels,
    tools,
)

WORK = frozenset({"curator", "director"})

personal.register()
own.register()
navigation.add(
    NavItem("questionnaires", "Анкеты", "questionnaires:list", "forms", WORK | {"tutor"}, 45, prefix="/surveys/")
)
for _code, _title, _days in (
    ("survey", "Анкета по личной ссылке", 30),
    ("survey_open", "Анкета по общей ссылке", 30),
    ("survey_kiosk", "Киоск", 1),
):
    link_purposes.add(LinkPurpose(_code, _title, lambda link: reverse("questionnaires:survey"), _days))


def _tool(ref: ActivityRef) -> str:
    asked = {"activity": ref.activity_id} | ({"questionnaire": ref.questionnaire} if ref.questionnaire else {})
    return reverse("questionnaires:new") + "?" + urlencode(asked)


tools.add(ActivityTool("survey", "Анкета", "Провести анкету", _tool))


def _answers_in(refs: Sequence[ActivityRef], on: dt.date) -> list[EvidenceAnswer]:
    """Population: the invited. Done when all have answered, or the campaign was closed with at least one answer.

    A campaign begun from the activity proves it; else one of the same questionnaire in the year.
    """
    campaigns = list(
        Campaign.objects.filter(program_year__in={ref.program_year_id for ref in refs}, opens_on__lte=on)
        .select_related("questionnaire")
        .annotate(
            invited=Count("invitations", filter=Q(invitations__revoked_at=None), distinct=True),
            answered=Count("responses", filter=Q(responses__submitted_at__date__lte=on), distinct=True),
            last=Max("responses__submitted_at", filter=Q(responses__submitted_at__date__lte=on)),
        )
        .order_by("created_at")
    )
    return [_answer(_of_ref(ref, campaigns), on) for ref in refs]


def _of_ref(ref: ActivityRef, campaigns: Sequence[Any]) -> list[Any]:
    own = [row for row in campaigns if row.activity_id == ref.activity_id]
    return own or [
        row
        for row in campaigns
        if row.program_year_id == ref.program_year_id
        and row.activity_id is None
        and ref.questionnaire
        and row.questionnaire.code.split("-")[:2] == ref.questionnaire.split("-")[:2]
    ]


def _answer(own: Sequence[Any], on: dt.date) -> EvidenceAnswer:
    if not own:
        return EvidenceAnswer("none", "Анкета ещё не проводилась")
    done, total = sum(row.answered for row in own), sum(row.invited for row in own)
    links = tuple(Link(row.title, reverse("questionnaires:campaign", args=[row.pk])) for row in own[-5:])
    finished = done > 0 and (
        done == total or all(row.closed_at is not None and row.closed_at.date() <= on for row in own)
    )
    last = max((row.last for row in own if row.last), default=None)
    words = f"Ответили {done} из\u00a0{total} приглашённых"
    state = "done" if finished else "part"
    return EvidenceAnswer(state, words, done, total, last.date() if finished and last else None, links)  # type: ignore[arg-type]


evidence.add(EvidenceRule("answers_in", "Ответы собраны", _answers_in))


def _due(actor: Actor, on: dt.date) -> list[DueItem]:
    found = []
    rows: list[Any] = list(queries.visible_campaigns(actor).filter(closed_at=None, opens_on__lte=on)[:50])
    for row in rows:
        left = row.invited - row.answered
        days = (row.closes_on - on).days
        if left and days <= 3:
            found.append(
                DueItem(
                    title=f"{row.title}: ждём {left}",
                    why=f"Ответили {row.answered} из\u00a0{row.invited}",
                    url=reverse("questionnaires:campaign", args=[row.pk]),
                    button="Посмотреть, кто не ответил",
                    due=row.closes_on,
                    mark="late" if days < 0 else "wait",
                    order=60,
                )
            )
        if row.waiting_count:
            found.append(
                DueItem(
                    title=f"Узнать, чьи ответы: {row.waiting_count}",
                    why=f"{row.title}: имени нет в списке опрашиваемых",
                    url=reverse("questionnaires:campaign", args=[row.pk]),
                    button="Разобрать ответы",
                    mark="block",
                    order=58,
                )
            )
    return found


dues.add(DueSource("questionnaires", WORK, _due))


def _answered(on: dt.date) -> int:
    return Response.objects.filter(submitted_at__date__lte=on).count()


figures.add(Figure("answers", "Заполнено анкет", _answered, 40, "/surveys/"))


def _panel(actor: Actor, person_id: uuid.UUID) -> dict[str, Any] | None:
    """Answers of the person that the actor may read, and campaigns that still wait."""
    if not actor.may("questionnaires.answers"):
        return None
    done = [
        row
        for row in Response.objects.filter(person_id=person_id).select_related("campaign", "campaign__questionnaire")
        if queries.may_read(actor, row.campaign)
    ]
    waiting = Campaign.objects.filter(
        invitations__person_id=person_id, invitations__revoked_at=None, closed_at=None
    ).exclude(responses__person_id=person_id)
    found = {"done": done, "waiting": list(waiting)}
    return found if done or found["waiting"] else None


person_panels.add(PersonPanel("questionnaires", "Анкеты", "questionnaires/panel.html", _panel, 50))
