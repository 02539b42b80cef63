"""The page with which everybody but the heads begins: what is expected of him, what he waits for, panels of his things."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from nastavnik.features.compliance.queries import reading
from nastavnik.features.consents import own_pages as consents
from nastavnik.features.pairings import own_pages as pairings
from nastavnik.features.pairings.states import ENDED
from nastavnik.features.people.models import Person
from nastavnik.features.people.wards import get_ward, wards
from nastavnik.features.today import pages, queries, rules
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import navigation, own_panels

log = logging.getLogger("nastavnik.today")
PARTICIPANTS = frozenset({"mentor", "mentee"})


@dataclass(frozen=True, slots=True)
class Panel:
    code: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the reader: where the pair and the consents stand, in words."""

    person: Person
    url: str
    pair: Any
    position: str


def heading(actor: Actor, on: dt.date) -> str:
    if actor.roles & PARTICIPANTS:
        return "Моё наставничество"
    if actor.roles == {"representative"}:
        return "Мои дети"
    return pages.heading(on)


def _panels(request: HttpRequest, actor: Actor, on: dt.date) -> Iterator[Panel]:
    """Panels of the reader's roles; one that breaks stops no other."""
    for item in sorted(own_panels, key=lambda one: one.order):
        if not actor.roles & item.roles:
            continue
        try:
            with reading():
                context = item.context(actor, on)
        except Exception:
            log.exception("panel %s of the own page failed", item.code)
            continue
        if context is not None:
            yield Panel(item.code, item.title, render_to_string(item.template, context, request))


def _section(actor: Actor) -> tuple[str, str] | None:
    """The first section of the reader beside this page, to go on from an empty one: (label, address)."""
    mine = sorted((item for item in navigation if actor.roles & item.roles), key=lambda item: item.order)
    return next(((item.label, reverse(item.url_name)) for item in mine if item.code != "today"), None)


def home(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Lines of the own day, panels, and when there is nothing at all: what will come here and when."""
    on = clock.today(actor.organization)
    items, failed = queries.due_items(actor, on)
    day = rules.arrange(items, on)
    own = bool(actor.roles & (PARTICIPANTS | {"representative"}))
    panels = list(_panels(request, actor, on))
    return {
        "frame": "ui/phone.html" if actor.roles <= PARTICIPANTS | {"representative"} else "ui/base.html",
        "heading": heading(actor, on),
        "position": pages.position(day),
        "main": day.main,
        "main_go": pages.go(day.main, on),
        "todo": pages.lines([*day.late, *day.week, *day.later], on),
        "waits": pages.lines(day.waits, on),
        "waits_title": "Что будет дальше" if own else "Ждём других",
        "failed": failed,
        "panels": panels,
        "later": rules.what_comes(actor.roles),
        "contact": own,
        "section": _section(actor),
    }


def children(actor: Actor, on: dt.date) -> dict[str, Any]:
    """The panel of a representative: each minor whom he represents today, in few queries."""
    mine = wards(actor, on)
    matters = consents.matters_of(actor, mine, on)
    cards = pairings.cards(actor.organization, [child.pk for child in mine], on) if mine else {}
    return {
        "children": [
            Child(
                child,
                reverse("today:child", args=[child.pk]),
                next((card for card in cards[child.pk] if card.state not in ENDED), None),
                consents.position(matters[child.pk]),
            )
            for child in mine
        ]
    }


def child(actor: Actor, pk: Any) -> dict[str, Any]:
    """What concerns one child of the reader: consents, the pair, its programme. Raises NotFound for any other person."""
    on = clock.today(actor.organization)
    person = get_ward(actor, pk, on)
    found = consents.matters_of(actor, [person], on)[person.pk]
    cards = pairings.cards(actor.organization, [person.pk], on)[person.pk]
    told = pairings.told_about(actor, [card.pairing.pk for card in cards])
    mine = next((item for item in found if item.state in consents.MINE and item.needed), None)
    return {
        "person": person,
        "main": mine,
        "consents": [item for item in found if item.state != "past"],
        "consents_url": reverse("consents:own_child", args=[person.pk]),
        "position": consents.position(found),
        "cards": [
            (card, pairings.place(card.pairing.mentor), told.get(card.pairing.pk), pairings.next_words(card))
            for card in cards
        ],
        "organization": actor.organization,
    }
