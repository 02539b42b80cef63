"""Lines of the own day and the panel about pairs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from nastavnik.features.pairings import own_pages
from nastavnik.features.pairings.own_pages import Card
from nastavnik.features.pairings.states import ENDED
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DueItem, DueSource, OwnPanel, dues, own_panels

PARTICIPANTS = frozenset({"mentor", "mentee"})
#: points of a programme on the first page; the rest stand on the page of the pair
FIRST_POINTS = 3


def _item(card: Card) -> DueItem | None:
    url = reverse("pairings:pair", args=[card.pairing.pk])
    who = f"{'наставляемый' if card.is_mentor else 'наставник'} {card.names}"
    words = own_pages.next_words(card)
    if card.open_proposal:
        return DueItem(f"Ответить на предложение пары: {who}", words, url, "Посмотреть и ответить", order=6)
    if card.state in ("proposed", "agreed"):
        title = f"Пара: {who}"
        return DueItem(title, words, url, "Открыть пару", mark="wait", waits=True, order=12)
    if card.state == "ordered":
        title = f"Начало работы: {who}"
        return DueItem(
            title, words, url, "Открыть пару", due=card.pairing.starts_on, mark="wait", waits=True, order=12
        )  # fmt: skip
    if card.state == "active" and card.program is None:
        if card.is_mentor:
            why = "Обычную программу для такой пары подставим сами: останется поправить."
            url = reverse("pairings:program", args=[card.pairing.pk])
            return DueItem(f"Составить программу: {who}", why, url, "Составить программу", order=20)
        return DueItem("Программа вашей пары", "Её составит наставник.", url, "Открыть пару", waits=True, order=20)
    return None


def _due(actor: Actor, on: dt.date) -> list[DueItem]:
    rows = [_item(card) for card in own_pages.own_cards(actor)]
    return [row for row in rows if row]


def _panel(actor: Actor, on: dt.date) -> dict[str, Any] | None:
    found = [card for card in own_pages.own_cards(actor) if card.state not in ENDED]
    if not found:
        return {"cards": [], "mentor": "mentor" in actor.roles}
    return {"cards": [(card, card.points[:FIRST_POINTS]) for card in found]}


def register() -> None:
    dues.add(DueSource("own_pairings", PARTICIPANTS, _due))
    own_panels.add(OwnPanel("pairings", "Мои пары", "pairings/own_panel.html", PARTICIPANTS, _panel, 20))
