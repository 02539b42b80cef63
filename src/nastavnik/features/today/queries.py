"""Lines of the day, results of a search, what happened lately: gathered from what features offer."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from django.db.models import Count

from nastavnik.engines.schoolyear import previous_working_day
from nastavnik.features.compliance.queries import reading
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.people.models import Person
from nastavnik.features.roadmap import queries as roadmap
from nastavnik.kernel import journal, memo
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DueItem, Hit, dues, search_sources
from nastavnik.kernel.journal import JournalEntry

log = logging.getLogger("nastavnik.today")
#: shorter texts find too much to be of use
SHORTEST = 2


def _items_of(code: str, actor: Actor, on: dt.date) -> list[DueItem]:
    return memo.answer(("due", code, actor.key, on), lambda: list(dues[code].items(actor, on)))


def due_items(actor: Actor, on: dt.date) -> tuple[list[DueItem], list[str]]:
    """Lines of all sources open to the actor, and the codes of sources that broke; one stops no other."""
    found: list[DueItem] = []
    failed: list[str] = []
    for source in dues:
        if not actor.roles & source.roles:
            continue
        try:
            with reading():
                items = _items_of(source.code, actor, on)
        except Exception:
            log.exception("source %s of the day failed", source.code)
            failed.append(source.code)
            continue
        found += items
    return found, failed


@dataclass(frozen=True, slots=True)
class HitGroup:
    label: str
    hits: tuple[Hit, ...]


def search(actor: Actor, text: str) -> list[HitGroup]:
    """Hits by kind of thing, only of sources open to the actor. A text shorter than two letters finds nothing."""
    text = " ".join(text.split())[:100]
    if len(text) < SHORTEST:
        return []
    groups = []
    for source in search_sources:
        if not actor.roles & source.roles:
            continue
        try:
            with reading():
                hits = tuple(source.find(actor, text))
        except Exception:
            log.exception("search in %s failed", source.code)
            continue
        if hits:
            groups.append(HitGroup(source.label, hits))
    return groups


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first steps of an organisation: which of them are done."""

    year: bool
    plan: bool
    people: bool

    @property
    def over(self) -> bool:
        return self.year and self.plan and self.people


def beginning() -> Beginning:
    year = organizations.current_year()
    return Beginning(year is not None, bool(roadmap.current_roadmaps(year)), Person.objects.exists())


def lately(on: dt.date) -> tuple[dt.date, list[tuple[str, int]]]:
    """What was written since the working day before `on`: (that day, [(words of the action, how many)]), most first."""
    since = previous_working_day(on - dt.timedelta(days=1))
    start = dt.datetime.combine(since, dt.time(), tzinfo=dt.UTC)
    rows = (
        JournalEntry.objects.filter(at__gte=start).order_by().values("action").annotate(n=Count("pk")).order_by("-n")[:4]
    )  # fmt: skip
    return since, [(journal.title_of(row["action"]), row["n"]) for row in rows]
