"""Questionnaires in one's own account: what I was asked, and the way into the same survey pages as behind a link."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from nastavnik.features.questionnaires import contents, services
from nastavnik.features.questionnaires.models import Campaign, Draft, Invitation, Response
from nastavnik.features.questionnaires.survey import OWN
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DueItem, DueSource, NavItem, dues, navigation
from nastavnik.kernel.errors import NotFound
from nastavnik.kernel.http import Request
from nastavnik.kernel.protocols import missing_basis
from nastavnik.ui.text import count_phrase, date_phrase

PARTICIPANTS = frozenset({"mentor", "mentee"})


@dataclass(frozen=True, slots=True)
class Row:
    """One questionnaire asked of me. `state`: open, begun, consent (the data consent has not come), early, closed, done."""

    campaign: Campaign
    state: str
    mark: str
    words: str
    why: str = ""

    @property
    def open(self) -> bool:
        return self.state in ("open", "begun")


def rows(actor: Actor, on: dt.date) -> list[Row]:
    """Questionnaires asked of the actor's card, those to be filled in first; few queries whatever their number."""
    if actor.person_id is None:
        return []
    asked = Invitation.objects.filter(person_id=actor.person_id, revoked_at=None)
    campaigns = [item.campaign for item in asked.select_related("campaign__questionnaire").order_by("-invited_at")]
    done = dict(Response.objects.filter(person_id=actor.person_id).values_list("campaign_id", "submitted_at"))
    begun = set(Draft.objects.filter(person_id=actor.person_id).values_list("campaign_id", flat=True))
    lacks = bool(campaigns) and bool(missing_basis([actor.person_id], "bank", on))
    found = [_row(item, done.get(item.pk), item.pk in begun, lacks, on) for item in campaigns]
    order = ("open", "begun", "consent", "early", "done", "closed")
    return sorted(found, key=lambda row: (order.index(row.state) // 2, row.campaign.closes_on))


def _row(campaign: Campaign, answered: dt.datetime | None, begun: bool, lacks: bool, on: dt.date) -> Row:
    if answered is not None:
        return Row(campaign, "done", "done", f"Заполнена {date_phrase(answered)}")
    if campaign.opens_on > on:
        return Row(campaign, "early", "wait", f"Откроется {date_phrase(campaign.opens_on)}")
    if services.refusal_now(campaign, on):
        return Row(campaign, "closed", "na", f"Закончилась {date_phrase(campaign.closes_on)}")
    if lacks:
        return Row(campaign, "consent", "wait", "Откроется, когда получат согласие на обработку данных")
    content = contents.content_of(campaign.questionnaire)
    size = f"{count_phrase(len(content.items), 'вопрос,вопроса,вопросов')}, около {content.minutes} мин"
    until = f"до {date_phrase(campaign.closes_on)}"
    if begun:
        return Row(campaign, "begun", "part", f"Начата, ответы сохранены, {until}", size)
    return Row(campaign, "open", "none", f"Ждёт вас {until}", size)


def own(request: Request) -> HttpResponse:
    found = rows(request.actor, clock.today(request.actor.organization))
    main = next((row.campaign.pk for row in found if row.open), None)
    return render(request, "questionnaires/own.html", {"rows": found, "main": main})


def enter(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Sit down to one questionnaire: from here on the pages of a personal link serve. Raises NotFound for others'."""
    actor = request.actor
    asked = Invitation.objects.filter(campaign_id=pk, person_id=actor.person_id, revoked_at=None)
    if actor.person_id is None or not asked.exists():
        raise NotFound()
    request.session[OWN] = str(pk)
    return redirect("questionnaires:survey")


def _due(actor: Actor, on: dt.date) -> list[DueItem]:
    found = []
    for row in rows(actor, on):
        url = reverse("questionnaires:own_enter", args=[row.campaign.pk])
        if row.open:
            found.append(
                DueItem(
                    f"Заполнить анкету «{row.campaign.title}»", row.why, url, "Заполнить анкету",
                    due=row.campaign.closes_on, order=8,
                )
            )  # fmt: skip
        elif row.state in ("consent", "early"):
            found.append(
                DueItem(
                    f"Анкета «{row.campaign.title}»", f"{row.words}.", reverse("questionnaires:own"), "Мои анкеты",
                    mark="wait", waits=True, order=8,
                )
            )  # fmt: skip
    return found


def register() -> None:
    dues.add(DueSource("own_questionnaires", PARTICIPANTS, _due))
    navigation.add(NavItem("own_questionnaires", "Мои анкеты", "questionnaires:own", "forms", PARTICIPANTS, 15))
