"""What consents give others: the book, tools, evidence, lines of the day, figures, the panel, personal data."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from nastavnik.features.consents import debts, evidence, findings, outside, own_offers, pages, personal, queries
from nastavnik.features.consents.models import Consent
from nastavnik.features.people import queries as people
from nastavnik.kernel import clock, protocols
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import (
    ActivityRef,
    ActivityTool,
    DueItem,
    DueSource,
    Figure,
    LinkPurpose,
    NavItem,
    PersonPanel,
    dues,
    figures,
    link_purposes,
    navigation,
    person_panels,
    tools,
)
from nastavnik.kernel.registry import hooks
from nastavnik.ui.text import count_phrase, people_phrase

protocols.set_consent_book(queries.Book())
hooks.on("consents.withdrawn", outside.note)
link_purposes.add(LinkPurpose("consent", "Решение о согласии", lambda link: reverse("consents:link")))
evidence.register()
findings.register()
personal.register()
own_offers.register()


def _list(ref: ActivityRef, **extra: str) -> str:
    return reverse("consents:list") + "?" + urlencode({"activity": str(ref.activity_id), "state": "owes", **extra})


tools.add(ActivityTool("consents", "Согласия", "Собрать согласия", _list))
tools.add(
    ActivityTool(
        "consents_representative",
        "Согласия представителей",
        "Собрать согласия представителей",
        lambda ref: _list(ref, kind="consent_pd_minor"),
    )
)
tools.add(
    ActivityTool(
        "consent_duties",
        "Согласия работников на обязанности",
        "Собрать согласия работников",
        lambda ref: _list(ref, kind="consent_duties"),
    )
)


def _due(actor: Actor, on: dt.date) -> list[DueItem]:
    rows = debts.rows(actor, on)
    owing = [row for row in rows if row.debts]
    found = []
    if owing:
        waits = all(debt.mark == "wait" for row in owing for debt in row.debts)
        found.append(
            DueItem(
                title=f"Собрать согласия: ждём {people_phrase(len(owing), 'gen')}",
                why=pages.position(rows),
                url=reverse("consents:list") + "?state=owes",
                button="Посмотреть, кто что должен" if waits or actor.roles == {"tutor"} else "Напечатать листы",
                mark="wait" if waits else "part",
                waits=waits,
                order=15,
            )
        )
    ending = {item.person_id: item for item in findings.expiring(on)} if actor.may("consents.prepare") else {}
    if ending:
        found.append(
            DueItem(
                title=f"Кончается срок согласий: {count_phrase(len(ending), 'человек,человека,человек')}",
                why="Возьмите новые листы заранее: " + ", ".join(item.object for item in list(ending.values())[:3]),
                url=reverse("consents:register") + "?what=expiring",
                button="Посмотреть, у кого",
                mark="wait",
                order=38,
            )
        )
    growing = [row for row in rows if row.adult_on]
    if growing and actor.may("consents.prepare"):
        names = ", ".join(row.person.short_name for row in growing[:3])
        found.append(
            DueItem(
                title=f"Скоро 18 лет: {count_phrase(len(growing), 'человек,человека,человек')}",
                why=f"В день рождения согласие представителя перестаёт действовать: {names}.",
                url=reverse("consents:list") + "?state=adult",
                button="Подготовить новые листы",
                due=min(row.adult_on for row in growing if row.adult_on),
                mark="wait",
                order=40,
            )
        )
    stopped = queries.stopped_links(clock.now() - dt.timedelta(days=14)) if actor.may("consents.prepare") else []
    if stopped:
        found.append(
            DueItem(
                title=f"Ссылка остановлена: {', '.join(person.short_name for person in stopped[:3])}",
                why="Пять раз неверно назвали дату рождения или код. Узнайте, у кого ссылка, и выдайте новую.",
                url=reverse("consents:list") + "?state=owes",
                button="Выдать новую ссылку",
                mark="late",
                order=12,
            )
        )
    return found


dues.add(DueSource("consents", frozenset({"curator", "tutor"}), _due))


def _standing(on: dt.date) -> Any:
    return Consent.objects.filter(given_on__lte=on, preliminary=False)


figures.add(Figure("consents_given", "Согласий получено", lambda on: _standing(on).count(), 40, "/consents/register/"))
figures.add(
    Figure(
        "consents_withdrawn",
        "из них отозвано",
        lambda on: _standing(on).filter(withdrawal__on__lte=on).count(),
        41,
        "/consents/register/?what=withdrawn",
    )
)


def _covered(on: dt.date) -> str:
    states = evidence.year_coverage(on)
    return f"{states[0]} из {states[1]}"


figures.add(Figure("consents_valid", "Участников со всеми согласиями на данные", _covered, 42, "/consents/"))

HEADS = frozenset({"curator", "director"})
navigation.add(
    NavItem("consents", "Согласия", "consents:list", "shield-check", HEADS | {"tutor"}, 40, prefix="/consents/")
)


def _panel(actor: Actor, person_id: uuid.UUID) -> dict[str, Any] | None:
    if not actor.may("consents.prepare"):
        return None
    person = people.visible_people(actor).filter(pk=person_id).first()
    if person is None or person.kind == "representative":
        return None
    return pages.person_context(actor, person) | {"in_card": True}


person_panels.add(PersonPanel("consents", "Согласия", "consents/panel.html", _panel, 30))
