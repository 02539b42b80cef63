"""What matching gives others: the tool, evidence, lines of the day, panels, links, answers to withdrawals."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from nastavnik.features.banks import queries as banks
from nastavnik.features.matching import evidence, personal, queries
from nastavnik.features.matching.models import Proposal
from nastavnik.features.matching.pages import ANSWER_MARKS
from nastavnik.features.matching.policies import LINK
from nastavnik.features.matching.services import rounds
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import (
    ActivityTool,
    DueItem,
    DueSource,
    LinkPurpose,
    NavItem,
    PersonPanel,
    dues,
    link_purposes,
    navigation,
    person_panels,
    tools,
)
from nastavnik.kernel.registry import hooks

HEADS = frozenset({"curator", "director"})
PARTICIPANTS = frozenset({"mentor", "mentee"})

evidence.register()
personal.register()

navigation.add(NavItem("matching", "Подбор", "matching:list", "arrows-join-2", HEADS, 50, prefix="/matching/"))


def _waiting_for(actor: Actor) -> int:
    """Proposals the signed-in participant has not answered yet."""
    if actor.person_id is None:
        return 0
    mine = Q(mentor__person_id=actor.person_id, mentor_answer="") | Q(
        mentee__person_id=actor.person_id, mentee_answer=""
    )
    return Proposal.objects.filter(mine, round__state="published", chosen_at=None).count()


navigation.add(
    NavItem("own_proposals", "Предложения", "matching:own", "arrows-join-2", PARTICIPANTS, 12, count=_waiting_for)
)
link_purposes.add(LinkPurpose(LINK, "Ответ на предложенную пару", lambda link: reverse("matching:own"), term_days=14))
tools.add(
    ActivityTool(
        "matching_round",
        "Подбор",
        "Подобрать наставников",
        lambda ref: reverse("matching:list") + "?" + urlencode({"activity": str(ref.activity_id)}),
    )
)


def _due(actor: Actor, on: dt.date) -> list[DueItem]:
    """Rounds that wait for a hand: solved and not proposed, agreed and not made into pairs, waiting for answers."""
    found = []
    for row in queries.visible_rounds(actor).filter(state__in=["solved", "published"])[:20]:
        url = reverse("matching:round", args=[row.pk])
        ready, made = getattr(row, "agreed", 0), getattr(row, "chosen", 0)
        if row.state == "solved" and row.proposals.exists():
            found.append(
                DueItem(
                    title=f"Предложить пары участникам: {row.title}",
                    why="Пары подобраны, участники их ещё не видят",
                    url=url,
                    button="Посмотреть и предложить",
                    mark="part",
                    order=42,
                )
            )
        elif row.state == "published" and ready > made:
            found.append(
                DueItem(
                    title=f"Составить пары из согласившихся: {ready - made}",
                    why=f"{row.title}: согласны оба",
                    url=url,
                    button="Составить пары",
                    mark="part",
                    order=41,
                )
            )
        elif row.state == "published":
            found.append(
                DueItem(
                    title=f"{row.title}: ждём ответов участников",
                    why="Ответы с листов можно отметить сразу у нескольких",
                    url=url,
                    button="Отметить ответы",
                    mark="wait",
                    waits=True,
                    order=60,
                )
            )
    return found


dues.add(DueSource("matching", frozenset({"curator"}), _due))


def _own_due(actor: Actor, on: dt.date) -> list[DueItem]:
    waiting = _waiting_for(actor)
    if not waiting:
        return []
    why = "Куратор подобрал вам пару и ждёт вашего ответа"
    return [DueItem("Ответить на предложенную пару", why, reverse("matching:own"), "Посмотреть и ответить", order=10)]


dues.add(DueSource("own_proposals", PARTICIPANTS, _own_due))


def _panel(actor: Actor, person_id: uuid.UUID) -> dict[str, Any] | None:
    """Proposals of the person's rounds, for those who lead matching."""
    if not actor.may("matching.view"):
        return None
    mine = Q(mentor__person_id=person_id) | Q(mentee__person_id=person_id)
    rows = Proposal.objects.filter(mine).select_related("round", "mentor__person", "mentee__person")
    found = [
        {
            "round": row.round,
            "other": (row.mentee if row.mentor.person_id == person_id else row.mentor).person,
            "mark": ANSWER_MARKS[row.mentor_answer if row.mentor.person_id == person_id else row.mentee_answer],
            "seen": row.round.state in queries.SEEN,
        }
        for row in rows.order_by("-round__created_at")[:10]
    ]
    return {"rows": found} if found else None


person_panels.add(PersonPanel("matching", "Подбор", "matching/panel.html", _panel, 45))


def _withdrawn(*, consent: Any, by: Actor, **_: Any) -> None:
    """Who may no longer be used leaves all open rounds in the same transaction."""
    today = clock.today(by.organization)
    if banks.without_basis([consent.person_id], today):
        rounds.drop_person(by=by, person_id=consent.person_id)


def _left(*, person: Any, by: Actor, **_: Any) -> None:
    rounds.drop_person(by=by, person_id=person.pk)


hooks.on("consents.withdrawn", _withdrawn)
hooks.on("people.left", _left)
