"""What support gives others: the tool, evidence, a finding, lines of the day, figures, a panel, answers to rounds."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from nastavnik.features.banks import queries as banks
from nastavnik.features.matching.models import MatchingRound
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.organizations.models import ProgramYear
from nastavnik.features.people.models import Person
from nastavnik.features.support import pages, personal, queries, services
from nastavnik.features.support.models import SupportCase
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import (
    ActivityRef,
    ActivityTool,
    DueItem,
    DueSource,
    EvidenceAnswer,
    EvidenceRule,
    Figure,
    Finding,
    FindingRule,
    Link,
    NavItem,
    OwnPanel,
    PersonPanel,
    dues,
    evidence,
    figures,
    finding_rules,
    navigation,
    own_panels,
    person_panels,
    tools,
)
from nastavnik.kernel.registry import hooks

SEE = frozenset({"curator", "director", "supporter"})
LIST = Link("Кто без пары", "/support/")

personal.register()
navigation.add(
    NavItem(
        "support",
        "Без пары",
        "support:list",
        "lifebuoy",
        SEE,
        65,
        count=lambda actor: queries.visible_cases(actor).filter(closed_on=None).count(),
        prefix="/support/",
    )
)
tools.add(
    ActivityTool(
        "support_cases",
        "Без пары",
        "Открыть тех, кто без пары",
        lambda ref: reverse("support:list") + "?" + urlencode({"activity": str(ref.activity_id)}),
    )
)


def _round_closed(*, round: Any, unmatched: Sequence[dict[str, Any]], by: Actor, **_: Any) -> None:
    persons = {item.pk: item for item in Person.objects.filter(pk__in=[row["person_id"] for row in unmatched])}
    rows = [(persons[row["person_id"]], row["reason"]) for row in unmatched if row["person_id"] in persons]
    services.open_after_round(by=by, round_id=round.pk, year=round.program_year, rows=rows)


def _withdrawn(*, consent: Any, by: Actor, **_: Any) -> None:
    if banks.without_basis([consent.person_id], clock.today(by.organization)):
        services.end_for(by=by, person_id=consent.person_id, why="Участие прекращено: согласие отозвано.")


def _left(*, person: Any, by: Actor, **_: Any) -> None:
    services.end_for(by=by, person_id=person.pk, why="Выбыл из организации.")


hooks.on("matching.round_closed", _round_closed)
hooks.on("consents.withdrawn", _withdrawn)
hooks.on("people.left", _left)


def _supported(refs: Sequence[ActivityRef], on: dt.date) -> list[EvidenceAnswer]:
    """Population: admitted mentees whom a closed round left without a pair. Done when each has a case of the year;
    nobody without a pair after a closed round: does not apply."""
    known: dict[uuid.UUID, tuple[list[Any], dict[uuid.UUID, dt.date], set[str]]] = {}
    for year in ProgramYear.objects.filter(pk__in={ref.program_year_id for ref in refs}):
        rows = queries.unpaired(year, on)
        cared = queries.cared(year, [row.person_id for row in rows])
        closed = MatchingRound.objects.filter(program_year=year, state="closed").values_list("form", flat=True)
        known[year.pk] = (rows, {pk: day for pk, day in cared.items() if day <= on}, set(closed))
    found = []
    for ref in refs:
        rows, cared, closed_forms = known.get(ref.program_year_id, ([], {}, set()))
        wanted = set(ref.forms)
        if not closed_forms or (wanted and not wanted & closed_forms):
            found.append(EvidenceAnswer("none", "Раунд подбора ещё не закрыт", links=(LIST,)))
            continue
        own = [row for row in rows if not wanted or not row.forms or wanted & set(row.forms)]
        if not own:
            found.append(EvidenceAnswer("na", "Без пары никто не остался", links=(LIST,)))
            continue
        done = [cared[row.person_id] for row in own if row.person_id in cared]
        words = f"Сопровождение открыто у {len(done)} из\u00a0{len(own)} оставшихся без пары"
        whole = len(done) == len(own)
        state = "done" if whole else "part" if done else "none"
        found.append(EvidenceAnswer(state, words, len(done), len(own), max(done) if whole else None, (LIST,)))  # type: ignore[arg-type]
    return found


evidence.add(EvidenceRule("unpaired_supported", "Без пары — с поддержкой", _supported))


def _no_care(on: dt.date) -> Iterable[Finding]:
    year = organizations.current_year()
    if year is None:
        return
    for entry in queries.uncared(year, on):
        days = (on - (entry.admitted_on or entry.entered_on)).days
        yield Finding(
            "MENTEE_NO_PAIR_NO_CARE",
            f"{entry.person.short_name}: без пары и без сопровождения, дней после допуска – {days}.",
            url="/support/",
            fix=Link("Открыть сопровождение", "/support/"),
            person_id=entry.person_id,
            object_id=entry.pk,
        )


finding_rules.add(
    FindingRule("MENTEE_NO_PAIR_NO_CARE", "Без пары и без сопровождения", "warn", "АЗ-1128; Р-145, этап 5", _no_care)
)


def _due(actor: Actor, on: dt.date) -> list[DueItem]:
    found = []
    waiting = len(queries.uncared_now(actor))
    if waiting and actor.may("support.edit"):
        found.append(
            DueItem(
                title=f"Взять в сопровождение оставшихся без пары: {waiting}",
                why="Подбор закончился, поддержки у них ещё нет",
                url=reverse("support:list"),
                button="Открыть сопровождение",
                mark="none",
                order=48,
            )
        )
    alone = queries.visible_cases(actor).filter(closed_on=None, supporter=None).count()
    if alone and actor.may("support.edit"):
        found.append(
            DueItem(
                title=f"Назначить специалиста сопровождения: {alone}",
                why="Сопровождение открыто, специалист не назван",
                url=reverse("support:list") + "?state=open",
                button="Назначить специалиста",
                mark="part",
                order=49,
            )
        )
    return found


dues.add(DueSource("support", frozenset({"curator", "supporter"}), _due))


def _unpaired_count(on: dt.date) -> int:
    year = organizations.current_year()
    return len(queries.unpaired(year, on)) if year else 0


figures.add(Figure("unpaired", "Наставляемых без пары после подбора", _unpaired_count, 55, "/support/"))
figures.add(
    Figure(
        "support_open",
        "из них в сопровождении",
        lambda on: SupportCase.objects.filter(closed_on=None, opened_on__lte=on).count(),
        56,
        "/support/?state=open",
    )
)


def _panel(actor: Actor, person_id: uuid.UUID) -> dict[str, Any] | None:
    found = queries.visible_cases(actor).filter(person_id=person_id)[:10]
    rows = pages.rows(found, actor)
    return {"rows": rows} if rows else None


def _own_cases(actor: Actor, on: dt.date) -> dict[str, Any] | None:
    """Open cases in which the actor is the specialist."""
    mine = queries.visible_cases(actor).filter(closed_on=None, supporter_id=actor.person_id)[:20]
    return {"rows": pages.rows(mine, actor) if actor.person_id else []}


own_panels.add(
    OwnPanel("support", "Кого я сопровождаю", "support/own_panel.html", frozenset({"supporter"}), _own_cases, 30)
)
person_panels.add(PersonPanel("support", "Сопровождение", "support/panel.html", _panel, 55))
