"""What pairs give others: papers, tools, evidence, findings, lines of the day, figures, panels."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from nastavnik.features.pairings import (
    arrivals,
    change_papers,
    evidence,
    findings,
    hooks,
    notices,
    own_offers,
    pages,
    papers,
    populations,
    queries,
)
from nastavnik.features.pairings.models import Pairing, PairingMember, PairNotice
from nastavnik.features.pairings.states import BEFORE_ORDER
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import (
    ActivityRef,
    ActivityTool,
    DueItem,
    DueSource,
    EvidenceRule,
    Figure,
    NavItem,
    PersonData,
    PersonPanel,
    dues,
    figures,
    navigation,
    person_data,
    person_panels,
    tools,
)
from nastavnik.kernel.contracts import evidence as evidence_rules

papers.register_kinds()
change_papers.register_kinds()
evidence.register()
findings.register()
arrivals.listen()
populations.register()
hooks.register()
own_offers.register()


def _list(ref: ActivityRef, **extra: str) -> str:
    return reverse("pairings:list") + "?" + urlencode({"activity": str(ref.activity_id), **extra})


tools.add(ActivityTool("pairs", "Пары", "Составить пары", lambda ref: reverse("pairings:table")))
tools.add(
    ActivityTool(
        "pairs_order", "Приказ о закреплении пар", "Внести пары в приказ", lambda ref: _list(ref, state="before")
    )
)
tools.add(
    ActivityTool("personal_programs", "Персонализированные программы", "Составить программы", lambda ref: _list(ref))
)

tools.add(
    ActivityTool("pair_notices", "Сообщения о парах", "Сообщить участникам", lambda ref: reverse("pairings:notices"))
)
evidence_rules.add(EvidenceRule("pairs_notified", "Участникам сообщили о парах", notices.notified))


def _due(actor: Actor, on: dt.date) -> list[DueItem]:
    found = queries.visible_pairings(actor).filter(state__in=BEFORE_ORDER)
    waiting = found.filter(replaces=None).count()
    coming = list(found.exclude(replaces=None)[:20])
    items = [
        DueItem(
            title=f"Заменить наставника приказом: {item.mentor.short_name}",
            why=f"Новый наставник должен начать {item.starts_on:%d.%m.%Y}.",
            url=reverse("pairings:pair", args=[item.pk]),
            button="Открыть замену",
            due=item.starts_on,
            mark="late" if item.starts_on < on else "part",
            order=24,
        )
        for item in coming
    ]
    if not waiting:
        return items
    return [
        *items,
        DueItem(
            title=f"Закрепить пары приказом: {waiting}",
            why="Пары составлены, приказа ещё нет: без него работа наставника не начинается.",
            url=reverse("pairings:list") + "?state=before",
            button="Внести пары в приказ",
            mark="part",
            order=25,
        ),
    ]


dues.add(DueSource("pairings", frozenset({"curator"}), _due))


def _living() -> Any:
    return Pairing.objects.filter(removed_at=None).exclude(state__in=["completed", "terminated"])


figures.add(Figure("pairs", "Пар и групп", lambda on: _living().count(), 50, "/pairs/"))
figures.add(
    Figure(
        "pairs_ordered",
        "из них закреплены приказом",
        lambda on: _living().filter(ordered_on__lte=on).count(),
        51,
        "/pairs/?state=ordered",
    )
)
figures.add(
    Figure(
        "mentors_in_pairs",
        "Наставников в парах",
        lambda on: _living().filter(ordered_on__lte=on).values("mentor_id").distinct().count(),
        52,
        "/pairs/",
    )
)
figures.add(
    Figure(
        "mentees_in_pairs",
        "Наставляемых в парах",
        lambda on: (
            PairingMember.objects.filter(pairing__in=_living().filter(ordered_on__lte=on), left_on=None)
            .values("person_id")
            .distinct()
            .count()
        ),
        53,
        "/pairs/",
    )
)

HEADS = frozenset({"curator", "director"})
navigation.add(NavItem("pairs", "Пары", "pairings:list", "users-group", HEADS, 60, prefix="/pairs/"))
navigation.add(NavItem("own_pairs", "Мои пары", "pairings:own", "users-group", frozenset({"mentor", "mentee"}), 10))


def _of(person_id: uuid.UUID) -> Any:
    return Q(mentor_id=person_id) | Q(members__person_id=person_id)


def _panel(actor: Actor, person_id: uuid.UUID) -> dict[str, Any] | None:
    found = queries.visible_pairings(actor).filter(_of(person_id)).distinct()[:20]
    rows = pages.rows(found, actor)
    return {"rows": rows} if rows else None


person_panels.add(PersonPanel("pairings", "Пары", "pairings/panel.html", _panel, 40))


def _move(source: uuid.UUID, target: uuid.UUID) -> None:
    Pairing.objects.filter(mentor_id=source).update(mentor_id=target)
    present = PairingMember.objects.filter(person_id=target).values("pairing_id")
    PairingMember.objects.filter(person_id=source).exclude(pairing_id__in=present).update(person_id=target)
    told = PairNotice.objects.filter(person_id=target).values("pairing_id")
    PairNotice.objects.filter(person_id=source).exclude(pairing_id__in=told).update(person_id=target)


def _export(person_id: uuid.UUID) -> Any:
    rows = Pairing.objects.filter(_of(person_id)).distinct()
    return [
        {
            "начало": str(row.starts_on),
            "окончание": str(row.ends_on),
            "роль": "наставник" if row.mentor_id == person_id else "наставляемый",
        }
        for row in rows
    ]


person_data.add(
    PersonData(
        "pairings",
        "Пары",
        find=lambda pk: Pairing.objects.filter(_of(pk)).distinct().count(),
        move=_move,
        export=_export,
        destroy=lambda pk: None,  # pairs stand in signed orders and stay with them
    )
)
