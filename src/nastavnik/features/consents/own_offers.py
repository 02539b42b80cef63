"""Lines of the own day and the panel about consents: for participants, and for representatives about their children."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from nastavnik.features.consents import debts, own_pages
from nastavnik.features.consents.own_pages import MINE, Matter
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.features.people.wards import wards
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DueItem, DueSource, OwnPanel, dues, own_panels
from nastavnik.ui.text import count_phrase

PARTICIPANTS = frozenset({"mentor", "mentee"})
PARENTS = frozenset({"representative"})
WHY = "Без согласия данные не используют: ни анкета, ни пара не начнутся."


def _item(found: Sequence[Matter], url: str, whose: str, order: int) -> DueItem | None:
    """One line for all that is needed of one person: what the reader must do, else what is waited for."""
    needed = [item for item in found if item.needed and item.state != "refused"]
    mine = [item for item in needed if item.state in MINE]
    if mine:
        one = mine[0]
        title = one.kind.title if len(mine) == 1 else f"Согласия: {count_phrase(len(mine), 'лист,листа,листов')}"
        button = {"decide": "Прочитать и решить", "paper": "Узнать, как подписать", "bring": "Посмотреть, что принести"}
        return DueItem(f"{whose}{title}", WHY, url, button[one.state], mark="none", order=order)
    if not needed:
        return None
    why = "; ".join(dict.fromkeys(f"{item.words[:1].lower()}{item.words[1:]}" for item in needed))
    return DueItem(
        f"{whose}Ждём согласия", f"{why[:1].upper()}{why[1:]}.", url, "Посмотреть согласия", mark="wait", waits=True,
        order=order,
    )  # fmt: skip


def _me(actor: Actor) -> list[Person]:
    if actor.person_id is None:
        return []
    return list(people.living().select_related("group").filter(left_on=None, pk=actor.person_id))


def _own(actor: Actor, on: dt.date) -> list[DueItem]:
    me = _me(actor)
    found = own_pages.matters_of(actor, me, on)
    rows = [_item(found[person.pk], reverse("consents:own"), "", 5) for person in me]
    return [row for row in rows if row]


def _children(actor: Actor, on: dt.date) -> list[DueItem]:
    mine = wards(actor, on)
    found = own_pages.matters_of(actor, mine, on)
    rows = [
        _item(found[child.pk], reverse("consents:own_child", args=[child.pk]), f"{child.first}: ", 5) for child in mine
    ]
    return [row for row in rows if row]


def _panel(actor: Actor, on: dt.date) -> dict[str, Any] | None:
    me = _me(actor)
    if not me:
        return None
    found = own_pages.matters_of(actor, me, on)[me[0].pk]
    given = [item for item in found if item.state == "given"]
    return {"given": given, "position": own_pages.position(found)} if found else None


def _groups(actor: Actor, on: dt.date) -> dict[str, Any] | None:
    """The tutor's own groups: how many have all consents."""
    found = debts.count_groups(debts.rows(actor, on))
    return {"groups": found} if found else None


def register() -> None:
    dues.add(DueSource("own_consents", PARTICIPANTS, _own))
    dues.add(DueSource("children_consents", PARENTS, _children))
    own_panels.add(
        OwnPanel("tutor_groups", "Мои группы", "consents/tutor_panel.html", frozenset({"tutor"}), _groups, 30)
    )
    own_panels.add(OwnPanel("consents", "Мои согласия", "consents/own_panel.html", PARTICIPANTS, _panel, 60))
