"""What the banks give others: tools, evidence, printed bases, lines of the day, figures, panels, findings."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Q
from django.urls import reverse

from nastavnik.features.banks import answers, findings, own, papers, personal, queries
from nastavnik.features.banks.models import MenteeEntry, MentorEntry
from nastavnik.features.banks.states import ADMITTED, BEFORE, WORDS
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.questionnaires.audiences import AudienceSource, audiences
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import (
    ActivityRef,
    ActivityTool,
    AnswerSink,
    DocumentKind,
    DueItem,
    DueSource,
    EvidenceAnswer,
    EvidenceRule,
    Figure,
    Link,
    NavItem,
    PersonPanel,
    answer_sinks,
    document_kinds,
    dues,
    evidence,
    figures,
    navigation,
    person_panels,
    tools,
)
from nastavnik.kernel.registry import hooks

WORK = frozenset({"curator", "director"})

answer_sinks.add(AnswerSink("banks", answers.accept))
hooks.on("consents.given", answers.consent_given)
hooks.on("consents.withdrawn", answers.consent_withdrawn)
hooks.on("people.left", answers.person_left)
findings.register()
personal.register()
own.register()

navigation.add(NavItem("banks", "Банки", "banks:mentees", "address-book", WORK | {"supporter"}, 40, prefix="/banks/"))

for _side, _title in (("mentee", "База наставляемых"), ("mentor", "База наставников")):
    document_kinds.add(
        DocumentKind(
            code=f"{_side}_base",
            title=_title,
            family="journal",
            template=f"{_side}_base",
            signer="curator",
            data=partial(papers.base_document, _side),
            obstacles=partial(papers.base_obstacles, _side),
        )
    )


# --- tools and evidence ---------------------------------------------------------------------------------------------


def _opens(name: str) -> Callable[[ActivityRef], str]:
    return lambda ref: reverse(name) + "?" + urlencode({"activity": ref.activity_id})


tools.add(ActivityTool("requests", "Запросы", "Записать запросы", _opens("banks:requests")))
tools.add(ActivityTool("mentee_bank", "Банк наставляемых", "Открыть банк наставляемых", _opens("banks:mentees")))
tools.add(ActivityTool("mentor_bank", "Банк наставников", "Открыть банк наставников", _opens("banks:mentors")))


def _of_forms(rows: Any, ref: ActivityRef) -> list[Any]:
    """Entries of the ref's year that take part in its forms; without forms all."""
    wanted = set(ref.forms)
    return [
        row
        for row in rows
        if row.program_year_id == ref.program_year_id and (not wanted or not row.forms or wanted & set(row.forms))
    ]


def _requests(refs: Sequence[ActivityRef], on: dt.date) -> list[EvidenceAnswer]:
    """Population: mentees in the bank with consent. Done when each has a request written down."""
    years = {ref.program_year_id for ref in refs}
    rows = list(
        MenteeEntry.objects.filter(program_year__in=years, entered_on__lte=on)
        .exclude(state__in=["invited", "withdrawn"])
        .annotate(
            asked=Count("requests", filter=Q(requests__recorded_on__lte=on)),
            asked_on=Max("requests__recorded_on", filter=Q(requests__recorded_on__lte=on)),
        )
    )
    link = (Link("Запросы наставляемых", reverse("banks:requests")),)
    found = []
    for ref in refs:
        own = _of_forms(rows, ref)
        done = [row for row in own if row.asked]
        proved = max((row.asked_on for row in done), default=None)
        found.append(_answer(len(done), len(own), "Запрос записан у {} из\u00a0{} наставляемых банка", proved, link))
    return found


def _admitted(side: str, refs: Sequence[ActivityRef], on: dt.date) -> list[EvidenceAnswer]:
    """Population: people in the bank with consent. Done when nobody waits for the decision."""
    model = queries.MODELS[side]
    years = {ref.program_year_id for ref in refs}
    rows = list(
        model.objects.filter(program_year__in=years, entered_on__lte=on).exclude(state__in=["withdrawn", "reserve"])
    )
    name = "наставляемых" if side == "mentee" else "наставников"
    link = (Link(f"Банк {name}", reverse(f"banks:{side}s")),)
    found = []
    for ref in refs:
        own = _of_forms(rows, ref)
        done = [row for row in own if row.state in ADMITTED and row.admitted_on and row.admitted_on <= on]
        proved = max((row.admitted_on for row in done), default=None)
        found.append(_answer(len(done), len(own), "Допущены {} из\u00a0{}, внесённых в банк", proved, link))
    return found


def _answer(done: int, total: int, words: str, proved: dt.date | None, links: tuple[Link, ...]) -> EvidenceAnswer:
    if not total:
        return EvidenceAnswer("none", "В банке пока никого", 0, 0, None, links)
    state = "done" if done == total else "part" if done else "none"
    text = words.format(done, total)
    return EvidenceAnswer(state, text, done, total, proved if state == "done" else None, links)  # type: ignore[arg-type]


evidence.add(EvidenceRule("requests_recorded", "Запросы записаны", _requests))
evidence.add(EvidenceRule("mentees_admitted", "Наставляемые допущены", partial(_admitted, "mentee")))
evidence.add(EvidenceRule("mentors_admitted", "Наставники допущены", partial(_admitted, "mentor")))


# --- the day, figures, the card of a person -------------------------------------------------------------------------


def _due(actor: Actor, on: dt.date) -> list[DueItem]:
    year = organizations.current_year()
    if year is None:
        return []
    found = []
    for side, who in (("mentee", "наставляемых"), ("mentor", "наставников")):
        rows = queries.visible_entries(actor, side, year)
        waiting = len(queries.lawful(rows.filter(state__in=BEFORE)[:500], on))
        if waiting:
            found.append(
                DueItem(
                    title=f"Решить о допуске {who}: {waiting}",
                    why="Согласие есть, допуска к подбору ещё нет",
                    url=reverse(f"banks:{side}s") + "?state=before",
                    button="Допустить к подбору",
                    mark="part",
                    order=45,
                )
            )
        marked = len(queries.marked(side, year))
        if marked:
            found.append(
                DueItem(
                    title=f"Внести в банк {who}: {marked}",
                    why="На карточке стоит пометка, в банке человека нет",
                    url=reverse(f"banks:{side}s"),
                    button="Внести людей",
                    mark="none",
                    order=55,
                )
            )
    return found


dues.add(DueSource("banks", WORK, _due))


def _count(model: type[MenteeEntry] | type[MentorEntry], states: Sequence[str], on: dt.date) -> int:
    year = organizations.current_year()
    rows = model.objects.filter(program_year=year, state__in=states, entered_on__lte=on)
    return len(queries.lawful(rows.only("person_id"), on)) if year else 0


_IN_BANK = tuple(state for state in WORDS if state not in ("invited", "withdrawn"))
figures.add(Figure("mentees", "Наставляемых в банке", lambda on: _count(MenteeEntry, _IN_BANK, on), 30, "/banks/"))
figures.add(
    Figure("mentees_admitted", "Наставляемых допущено", lambda on: _count(MenteeEntry, ADMITTED, on), 31, "/banks/")
)
figures.add(
    Figure("mentors", "Наставников в банке", lambda on: _count(MentorEntry, _IN_BANK, on), 32, "/banks/mentors/")
)
figures.add(
    Figure(
        "mentors_admitted", "Наставников допущено", lambda on: _count(MentorEntry, ADMITTED, on), 33, "/banks/mentors/"
    )
)


audiences.add(
    AudienceSource(
        "bank",
        "Все, кто в банке",
        lambda side: set(
            queries.entries(side, organizations.current_year())
            .exclude(state="reserve")
            .values_list("person_id", flat=True)
        ),
    )
)


def _panel(actor: Actor, person_id: uuid.UUID) -> dict[str, Any] | None:
    if not actor.may("banks.view"):
        return None
    found = []
    for side, model in queries.MODELS.items():
        for entry in model.objects.filter(person_id=person_id).select_related("program_year").order_by("-entered_on"):
            found.append(
                {
                    "side": "Наставляемый" if side == "mentee" else "Наставник",
                    "year": entry.program_year,
                    "url": reverse(f"banks:{side}", args=[entry.pk]),
                    "mark": WORDS[entry.state][0],
                    "words": WORDS[entry.state][1],
                }
            )
    return {"entries": found} if found else None


person_panels.add(PersonPanel("banks", "Банки", "banks/panel.html", _panel, 40))
